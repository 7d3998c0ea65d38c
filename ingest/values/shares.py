"""Shares: fractions, ratios, and how a percentage is written after its number."""

import re
from collections.abc import Iterator

from ingest.values.hedges import hedge_before
from ingest.values.numbers import ONES, SPELT, number
from ingest.values.types import Value, ValueKind

PERCENT = re.compile(r"\s?(?:(?P<points>(?:%|percentage|per\s?cent)[\s-]points?\b)|%|per\s?cent\b)", re.IGNORECASE)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_FRACTION = re.compile(
    rf"\b(?:(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)[\s-])?(?P<part>{'|'.join(_PARTS)})s?\b"
    r"(?!\sof\s(?:19|20)[0-9]{2}|\sof\san?\s(?:mile|hour|century)|[\s-]+(?:party|parties|phase|century|time)\b)",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"\sof\b|\s?(?:[,.;:)]|$)|\s(?:in|by|from|to|on|over|at|with|and|or|was|were|are|is|come|came)\b")
_OF_WHOLE = re.compile(r"\s(?:of|the|its|their|all)\b")
_PART_OF_TIME = re.compile(r"\b(?:first|second|last|latter|other)\s$", re.IGNORECASE)
_RATIO = re.compile(
    rf"(?<![\w.,/-])(?P<top>{SPELT}|[0-9]{{1,2}})\s(?P<way>in|out of)\s(?:every\s)?(?P<bottom>{SPELT}|[0-9]{{1,3}})\b"
    r"(?!\s?%|[.,:/-][0-9]|\s(?:years?|months?|weeks?|days?|hours?|minutes)\b)",
    re.IGNORECASE,
)


def fractions_in(text: str) -> Iterator[Value]:
    """ "Two thirds"; "a third" and "half" only where a share is meant, since a third party and half a day are none."""
    for match in _FRACTION.finditer(text):
        top, part = (match["top"] or "").lower(), match["part"].lower()
        hedge, start = hedge_before(text, match.start())
        if part == "half":
            is_share = top in ("", "one") and bool(hedge or _OF_WHOLE.match(text, match.end()))
            is_share = is_share and not _PART_OF_TIME.search(text, max(0, match.start() - 10), match.start())
        elif top in ("", "a", "an"):
            is_share = bool(top and (hedge or _CLOSES.match(text, match.end())))
        else:
            is_share = not (top == "one" and part == "half")
        if is_share:
            share = round(100 * ONES.get(top, 1) / _PARTS[part], 4)
            yield Value(start, match.end(), share, "%", hedge, ValueKind.SHARE, match.start())


def ratios_in(text: str) -> Iterator[Value]:
    """ "One in four" and "nine out of ten"; "13 out of 45 companies" are two counts."""
    for match in _RATIO.finditer(text):
        top, bottom = number(match["top"]), number(match["bottom"])
        if not top or not bottom or top >= bottom or bottom > 100:
            continue
        if match["way"].lower() == "out of" and bottom not in (3, 4, 5, 10, 100):
            continue
        hedge, start = hedge_before(text, match.start())
        yield Value(start, match.end(), round(float(100 * top / bottom), 4), "%", hedge, ValueKind.SHARE, match.start())
