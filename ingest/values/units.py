"""Units of measure, and what a value is per: "sq m", "half an hour", "per sq ft"."""

import re
from collections.abc import Iterator

from ingest.values.hedges import hedge_before
from ingest.values.types import Value, ValueKind

_UNITS = {
    "sq miles": r"sq(?:uare)? miles?",
    "sq m": r"sq\.?\s?m(?:et(?:re|er)s?)?|m²|m2|square[\s-]met(?:re|er)s?",
    "sq ft": r"sq\.?\s?(?:ft|feet|foot)|ft²|ft2|square[\s-](?:feet|foot)",
    "acres": r"acres?",
    "hectares": r"hectares?|ha",
    "miles": r"miles?",
    "km": r"km|kilomet(?:re|er)s?",
    "metres": r"met(?:re|er)s?|(?<!\d)m",
    "litres": r"lit(?:re|er)s?|l",
    "tonnes": r"tonnes?",
    "MW": r"mw|megawatts?",
    "minutes": r"min(?:ute)?s?",
    "hours": r"hours?",
    "days": r"days?",
    "weeks": r"weeks?",
    "months": r"months?",
    "years": r"years?",
    "decades": r"decades?",
    "times": r"times|x|fold",
}
UNIT = re.compile(rf"[\s-]?(?P<unit>{'|'.join(_UNITS.values())})(?![\w²])", re.IGNORECASE)
_AN_HOUR = re.compile(r"\b(?P<half>half\s)?an\shour\b(?P<of_travel>\s(?:from|to|away|by)\b)?", re.IGNORECASE)
_PER = re.compile(
    r"\s(?:per|an?|for each|each)\s(?P<per>sq(?:uare)?\s?(?:ft|foot|feet|m|metre)|share|ADS|acre|hour|day|week|month"
    r"|year|annum|head|person|patient|employee|home|unit|dose)\b"
    # "£6m a year earlier" was paid once.
    r"(?!\s(?:earlier|before|later|ago|previously)\b)|\s?(?P<yearly>p\.?a)\b",
    re.IGNORECASE,
)
# A table row: "Rent per sq ft, Q3 2024: £77.00".
_ROW_PER = re.compile(r"\bper (?P<per>sq(?:uare)? ?(?:ft|foot|feet|m|metre))\b[^:;.]*:\s$", re.IGNORECASE)


def hours_in(text: str) -> Iterator[Value]:
    """ "Half an hour"; "an hour" only where it lasts, as in "an hour from London" and "about an hour"."""
    for match in _AN_HOUR.finditer(text):
        hedge, start = hedge_before(text, match.start())
        if match["half"] or match["of_travel"] or hedge:
            end = match.end() - len(match["of_travel"] or "")
            hours = 0.5 if match["half"] else 1.0
            yield Value(start, end, hours, "hours", hedge, ValueKind.MEASURE, match.start())


def with_per(text: str, start: int, end: int, unit: str) -> tuple[int, str]:
    """A value's end and unit with what it is per; a table row may say it in the header before the value."""
    after = _PER.match(text, end)
    row = None if after else _ROW_PER.search(text, max(0, start - 80), start)
    found = after or row
    if not found:
        return end, unit
    per = "year" if after and after["yearly"] else re.sub(r"\s+", " ", found["per"])
    per = measure_unit(per) if per.lower().startswith("sq") else per.replace("annum", "year")
    return (after.end() if after else end), f"{unit} per {per}"


def measure_unit(written: str) -> str:
    """The unit that a measure as written stands for."""
    return next((unit for unit, words in _UNITS.items() if re.fullmatch(words, written, re.IGNORECASE)), written)
