"""Cited quotes -> the figures in them: value, unit, the date they were stated for, planned or achieved (pure).

Rules for the notation of British press releases: "over £1.6bn", "9,640 sq m", "60%", "13 of the 45 companies".
"""

import math
import re
from collections.abc import Iterator

from bot.types import Citation, Figure
from ingest.types import Published

_CURRENCIES = {"£": "GBP", "€": "EUR", "$": "USD", "gbp": "GBP", "eur": "EUR", "usd": "USD", "sek": "SEK"}
_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
    "tn": 1e12,
    "trillion": 1e12,
}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:\s?(?P<scale>k|thousand|mn?|million|bn|billion|tn|trillion)\b)?"
_AMOUNT = re.compile(rf"(?P<currency>[£€$]|\b(?:GBP|EUR|USD|SEK))\s?(?P<number>{_NUMBER}){_SCALE}", re.IGNORECASE)
_SHARE = re.compile(rf"(?P<number>{_NUMBER})\s?(?:%|per ?cent\b)")
_MEASURE = re.compile(
    rf"(?P<number>{_NUMBER}){_SCALE}\s(?P<unit>sq m|sq ft|square metres|square feet|acres|hectares|miles|km|minutes)\b"
)
_COUNT = re.compile(
    rf"(?<![\w£€$.,/-])(?P<number>{_NUMBER}){_SCALE}\+?\s(?P<unit>(?:[a-z][\w-]*\s){{0,2}}?[a-z][\w-]*s)\b"
)
_UNITS = {"square metres": "sq m", "square feet": "sq ft"}
_PLANNED = re.compile(
    r"\b(?:up to|plan(?:s|ned|ning)?|propos\w+|expect\w*|forecast|foreseen|target\w*|hope[ds]?|aim\w*|will|would|could|"
    r"due|predicted|projected|to be|potential\w*)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:(?:(?P<day>\d{1,2}) )?(?P<month>January|February|March|April|May|June|July|August|September|October|"
    r"November|December) )?"
    r"(?P<year>(?:19|20)\d\d)\b"
)
_MONTHS = "january february march april may june july august september october november december".split()
_SCOPES = (
    ("world", r"\b(?:world|global|worldwide)"),
    ("Europe", r"\bEurope"),
    ("UK", r"\b(?:UK|United Kingdom|national|British)\b"),
    ("county", r"\b(?:county|Hertfordshire|Herts)\b"),
    ("campus", r"\b(?:campus|occupiers?|tenants?|incubator|SBC|Bioscience Catalyst)\b"),
    ("town", r"\b(?:town|Stevenage)\b"),
)


def figures_of(citation: Citation) -> list[Figure]:
    """The figures that a quote states, in its order; years alone are dates, not figures."""
    return [_figure(citation, *found) for found in sorted(_found(citation.quote))]


def units_in(text: str) -> frozenset[str]:
    """The units of the figures in a text; of a counted thing only its last word: "skilled jobs" are jobs."""
    return frozenset(unit.split()[-1] for _, _, _, unit in _found(text))


def _found(quote: str) -> Iterator[tuple[int, int, float, str]]:
    """(start, end, value, unit) of each figure, none inside another."""
    taken: list[tuple[int, int]] = []
    for pattern in (_AMOUNT, _SHARE, _MEASURE, _COUNT):
        for match in pattern.finditer(quote):
            if any(start < match.end() and match.start() < end for start, end in taken) or _is_year(match):
                continue
            if not math.isfinite(_value(match)):  # hundreds of digits: no figure, and no JSON number
                continue
            taken.append(match.span())
            yield match.start(), match.end(), _value(match), _unit(match)


def _value(match: re.Match[str]) -> float:
    scale = match.groupdict().get("scale")
    # Rounded to what the notation can mean: 1.1 * 1e9 is not quite 1,100,000,000 in binary.
    return round(float(match["number"].replace(",", "")) * _SCALES.get((scale or "").lower(), 1.0), 6)


def _unit(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("currency"):
        return _CURRENCIES[groups["currency"].lower()]
    unit = groups.get("unit")
    return _UNITS.get(unit, unit) if unit else "%"


def _is_year(match: re.Match[str]) -> bool:
    return match.re is _COUNT and bool(re.fullmatch(r"(?:19|20)\d\d", match["number"]))


def _figure(citation: Citation, start: int, end: int, value: float, unit: str) -> Figure:
    quote = citation.quote
    before = re.split(r"[,;]\s|\band\b", quote[:start])[-1]
    published = citation.source.published
    return Figure(
        value=value,
        unit=unit,
        original=quote[start:end],
        scope=next((name for name, pattern in _SCOPES if re.search(pattern, quote)), None),
        as_of=_stated_date(quote) or (str(published) if published else None),
        status="planned" if _PLANNED.search(before) else "achieved",
        citation=citation.number,
    )


def _stated_date(quote: str) -> str | None:
    """The date in the quote, when it gives exactly one."""
    dates = {_iso(match) for match in _DATE.finditer(quote)}
    return dates.pop() if len(dates) == 1 else None


def _iso(match: re.Match[str]) -> str:
    if not match["month"]:
        return match["year"]
    year, month = int(match["year"]), _MONTHS.index(match["month"].lower()) + 1
    try:
        return str(Published(year, month, int(match["day"]) if match["day"] else None))
    except ValueError:  # "31 June 2020"
        return str(Published(year, month))
