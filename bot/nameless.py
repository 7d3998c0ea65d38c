"""What a question is about under no name of its own: "the science campus on GSK's land", "it" (pure)."""

import re
from collections.abc import Sequence

from bot.lexicon import Lexicon

_IT = re.compile(r"\bit\b", re.IGNORECASE)
# A thing that is asked about under no name of its own: "the science campus on GSK's land".
_NAMELESS = re.compile(
    r"\bthe (?:(?!(?:its|their|to|by|from|with)\b)[a-z][\w-]* ){0,4}"
    r"(?:campus|building|centre|plant|factory|laborator(?:y|ies)|interchange|hub|scheme|project|programme|course|panel|report)\b"
    r"(?: (?:in|on|at|for|of|near) (?:the )?[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|land|site|campus)\b)*)*"
    # What something falls under is a rule or a scheme: "under the merged scheme".
    r"|(?<=\bunder )the(?: (?!(?:in|on|at|of|for|to|by|from|with|and|since|age|terms|is|was|did|does)\b)[\w&-]+)+"
    r"(?! of\b)"
)
# "The Berlin gene and cell therapy centre" is it, and not Berlin.
_PLACED_THING = re.compile(
    r"\bthe [A-Z][a-z]+ (?:(?!(?:in|on|at|of|for|to|by|from|with|its|their)\b)[a-z][\w-]* ){2,5}"
    r"(?:centre|campus|factory|plant|hub)\b"
)
# "UK cell and gene therapy workforce in 2023", and what is asked of a figure: "what is it forecast to be?"
_HEADLINE = re.compile(
    r"^(?!.*\b(?:who|what|when|where|which|why|how|is|are|was|were|did|does|do|has|have|had|can|will)\b)"
    r"(?:the )?(?P<what>[\w'’& -]+? [a-z]+)(?:,? (?:in|by|for|as of|since|during) [\w ]+)?\W*$"
)
_SIZE_OF = re.compile(
    r"^what (?:is|was|are|were) the (?:size|number|level|value) of (?P<what>[\w'’& -]+? [a-z]+)"
    r"(?:,? (?:in|by|at|for|as of|since|during) (?:[\w ]+ )?(?:19|20)\d\d)?\W*$",
    re.IGNORECASE,
)
_OF_A_FIGURE = re.compile(
    r"\bit (?:(?:was|is) )?(?:forecast|expected|projected|predicted|estimated|gr[eo]wn?|ris(?:e|en)|fall(?:en)?|"
    r"changed?)\b",
    re.IGNORECASE,
)
# "What date did the new bus interchange open in Stevenage?" is of that, and not of Stevenage.
_SUBJECT = re.compile(
    r"\b(?:did|does|will|has|was|is) (?P<what>the (?!(?:company|firm|group|town|county|government|council)\b)"
    r"[a-z][\w-]*(?: [a-z][\w-]*){0,2}?) (?:open|close|start|begin|cost|built|finished|launch)"
)


def of_the_question(bare: str, main: str, asked: Sequence[str]) -> str:
    """The figure or the thing that a question is about, which it names by no name; else empty."""
    if _OF_A_FIGURE.search(bare) and (figure := _HEADLINE.match(main)):
        return f"the {figure['what']}"
    if _OF_A_FIGURE.search(bare) and (figure := _SIZE_OF.match(main)):
        return figure["what"]
    is_placed = all(re.search(rf"\bin (?:the )?{re.escape(name)}", main) for name in asked)
    subject = _SUBJECT.search(main) if is_placed else None
    return subject["what"] if subject else ""


def is_under_no_name(word: str, question: str, lexicon: Lexicon) -> bool:
    """Whether a question says "it" of what it has not named.

    "Who led the Freeline round, and how big was it?" has named who has a chief executive, though not what was big.
    """
    it = _IT.search(question)
    named = lexicon.phrases(question[: it.start()]) if it else []
    # "What was Rentschler's headcount when it announced the closure?"
    owns = any(re.search(rf"\b{re.escape(name)}['’]s?\b", question) for name in named)
    # "I'm looking into Achilles. Which year was it founded?"
    before = question[: it.start()] if it else ""
    is_said = any(re.search(rf"\b{re.escape(name)}[.!;:]\s[^.!;:]*$", before) for name in named)
    return it is not None and not (named and (word == "its" or owns or is_said))


def nameless_in(question: str, lexicon: Lexicon) -> str:
    """The thing that a question is about where that has no name: "the science campus on GSK's land"; else empty."""
    if placed := _PLACED_THING.search(question):
        return placed.group()
    found = _NAMELESS.search(question)
    if found is None or lexicon.phrases(found.group().split(" in ")[0].split(" on ")[0]):
        return ""
    return found.group().strip()
