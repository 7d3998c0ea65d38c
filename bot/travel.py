"""Whether a journey is asked for by one way of travelling and told by another: a drive is no train ride (pure)."""

import re

_WAYS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"trains?|rail(?:way)?",
        r"driv(?:e|es|ing)|cars?|(?:by|on the) road|motorway",
        r"bus(?:es)?|coach(?:es)?",
        r"fl(?:y|ies|ight|ights|ying)|planes?|by air",
        r"walk(?:s|ing)?|(?:on|by) foot",
        r"cycl(?:e|es|ing)|bikes?|bicycles?",
    )
)


def is_by_another_way(asked: str, text: str) -> bool:
    """Whether the text tells of ways of travelling, and none of them is the one asked about."""
    wanted, told = _ways(asked), _ways(text)
    return bool(wanted and told) and not wanted & told


def _ways(text: str) -> set[int]:
    return {place for place, way in enumerate(_WAYS) if way.search(text)}
