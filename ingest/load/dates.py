"""When a source says it was published."""

import re
from datetime import date

from ingest.types import Published

MONTH_NAMES = [
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
]
MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, start=1) for name in names.split()}
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?:T|,?\s+)[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:Z|UTC|GMT|BST|[+-][0-9]{2}:?[0-9]{2})?"
SHAPES = [
    re.compile(shape + f"(?:{_TIME})?", re.IGNORECASE)
    for shape in (
        rf"{_YEAR}(?:-(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}))?)?",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
    )
]


def parse_published(text: str, today: date | None = None) -> Published:
    """The date that the text is, no more precise than it says.

    Reads YYYY, YYYY-MM, YYYY-MM-DD (a time after it is dropped) and written dates ("7 October 2019", "October 2019").
    Raises ValueError, whose message completes the sentence "The date ...", for anything else: a date that does not
    exist or lies after ``today`` (by default this very day), or one that can be read in two ways such as 03/04/2025.

    >>> str(parse_published("7th October 2019"))
    '2019-10-07'
    """
    parts = _parts(text.strip())
    try:
        published = Published(*parts)
    except ValueError as error:
        raise ValueError("is not a date that exists") from error
    if published.first_day > (today or date.today()):
        raise ValueError("lies in the future")
    return published


def _parts(text: str) -> tuple[int, int | None, int | None]:
    """Year, month and day as written; a month's name that is none counts as unreadable."""
    for shape in SHAPES:
        found = shape.fullmatch(text)
        if found:
            parts = found.groupdict()
            return int(parts["year"]), _month(parts.get("month")), int(parts["day"]) if parts.get("day") else None
    raise ValueError("cannot be read as a date")


def _month(text: str | None) -> int | None:
    if text is None or text.isdigit():
        return int(text) if text else None
    if text.lower() not in MONTHS:
        raise ValueError("cannot be read as a date")
    return MONTHS[text.lower()]
