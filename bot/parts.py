"""A question -> the questions in it (pure)."""

import re

from bot.premises import is_premise
from ingest.keywords import terms

MOST_PARTS = 5

_ASKING = r"(?:how|what|who|whose|when|where|which|why|in what|in which|by how)"
_AUXILIARY = r"(?:is|are|was|were|did|does|do|has|have|had|can)"
_NEXT_PART = re.compile(
    rf"(?:[,;]?\s+and\s+(?:also\s+)?|[?;.]\s+(?:and\s+)?|,\s+)(?={_ASKING}\b)|[?;.]\s+(?=(?:and\s+)?{_AUXILIARY}\b)",
    re.IGNORECASE,
)
_WH = re.compile(rf"\b(?:who|what|when|where|which|why|how|whose|whom)\b|^\s*{_AUXILIARY}\b", re.IGNORECASE)
_NUMBERING = re.compile(r"(?:^|(?<=[?.;!:,]\s))\(?(?:\d{1,2}|[a-e])[.)]\s+(?=[A-Za-z])")
# ", which moved to Luton" tells, it does not ask.
_TELLS = re.compile(
    r"^(?:which|who|whose \w+)\s+(?!(?:of|one|are the|is the|was the|were the)\b)"
    r"(?:has|have|had|is|was|were|\w+ed|moved|"
    r"became|left|won)\b(?!.*\?)"
    # So does ", when GT005 was dropped?", in the order of words of what is told.
    rf"|^(?:when|where)\s+(?!{_AUXILIARY}\b|(?:will|would|could|should|exactly|and)\b)"
    r"[\w’-]+ (?:[^?]* )?(?:is|are|was|were|had|has|\w+ed)\b",
    re.IGNORECASE,
)


def split_parts(question: str) -> list[str]:
    """The questions in a question: "How many ..., and how many ...?" has two."""
    pieces = _rejoined(_NEXT_PART.split(_NUMBERING.sub("", question)), question)
    kept = [piece for piece in pieces if terms(piece)]
    while len(kept) > 1 and (not _WH.search(kept[0]) or is_premise(kept[0])):
        # "According to the 2020 article, how many ...": an opening clause belongs to what follows.
        kept[:2] = [", ".join(kept[:2])]
    for place in range(len(kept) - 1, 0, -1):
        # "I keep finding different years." asks nothing by itself.
        if not _WH.search(kept[place]):
            kept[place - 1 : place + 1] = [". ".join(kept[place - 1 : place + 1])]
    return kept if len(kept) > 1 else [question]


def _rejoined(pieces: list[str], question: str) -> list[str]:
    """The pieces, a relative clause put back to what it tells about."""
    kept: list[str] = []
    place = 0
    for piece in pieces:
        start = question.find(piece, place)
        glue = question[place:start].strip() if start >= 0 else ""
        if kept and glue == "," and _TELLS.match(piece):
            kept[-1] = f"{kept[-1]}, {piece.strip(' ,;')}"
        else:
            kept.append(piece.strip(" ,;"))
        place = start + len(piece) if start >= 0 else place
    return kept
