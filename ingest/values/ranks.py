"""Ranks: "third largest in the world", "one of the oldest", "top ten"."""

import re
from collections.abc import Iterator

from ingest.values.numbers import number
from ingest.values.types import Value, ValueKind

_ORDINALS = {
    **{"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9},
    **{"2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6, "7th": 7, "8th": 8, "9th": 9, "tenth": 10, "10th": 10},
}
_OWNER = r"(?:world|Europe|UK|Britain|country|nation|county|region|England|Hertfordshire|continent)['’]s\s"
_WITHIN = (
    r"(?:in|outside|across|of any|within)\s(?:the\s)?(?:whole\s)?(?:world|Europe(?:an country)?|UK|U\.?S\.?A?\b|United "
    r"(?:Kingdom|States)|England|Britain|Hertfordshire|county|country|region|continent)"
)
_RANKED = (
    r"cluster|clusters|campus|campuses|site|sites|centre|centres|hub|hubs|park|parks|facility|facilities|zone|zones"
)
_RANK = re.compile(
    rf"\b(?:(?P<among>one of|among)\s)?(?:the\s)?(?:{_OWNER})?(?:(?P<place>{'|'.join(_ORDINALS)})[\s-])?(?:single\s)?"
    r"(?P<best>largest|biggest|smallest|oldest|newest|highest|lowest|tallest|fastest|greatest)\b"
    rf"(?:\s(?:worldwide|globally)\b|(?:\s(?!and\sthe\b)[\w&-]+){{0,7}}?\s(?:{_WITHIN}|(?:{_RANKED})\b(?:\s{_WITHIN})?))?"
    rf"|\b(?:the\s)?(?:(?:{_OWNER})first\b|first\b(?=(?:\s[\w&-]+){{1,6}}?\s{_WITHIN})(?:\s[\w&-]+){{1,6}}?\s{_WITHIN})"
    rf"|\b(?:the\s)?(?:{_OWNER})?top\s(?P<top>[0-9]{{1,3}}|ten|five|three|twenty)\b(?!\s?%)",
    re.IGNORECASE,
)


def ranks_in(text: str) -> Iterator[Value]:
    """The ranks of a text, each with how far it reaches: "largest in Europe"."""
    for match in _RANK.finditer(text):
        hedge, place = ("at least" if match["among"] else None), 1.0
        if match["place"]:
            place = float(_ORDINALS[match["place"].lower()])
        elif match["top"]:
            hedge, place = "up to", float(number(match["top"]) or 0)
        start = match.start() + (len(match["among"]) + 1 if match["among"] else 0)
        start += 4 if text[start : start + 4].lower() == "the " else 0
        whole = match.start() if match["among"] else start
        yield Value(whole, match.end(), place, "rank", hedge, ValueKind.RANK, start)
