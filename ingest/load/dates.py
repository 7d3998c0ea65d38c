"""When a source says it was published."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.types import Published

# Of each month: English and its short forms, then German, French, Spanish, Italian and Dutch, without accents as well.
MONTH_NAMES = [
    "january jan januar jänner janvier enero ene gennaio gen januari",
    "february feb februar février fevrier févr fevr febrero febbraio februari",
    "march mar märz maerz mrz mars marzo maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag mei",
    "june jun juni juin junio giugno giu",
    "july jul juli juillet juil julio luglio lug",
    "august aug août aout agosto ago augustus",
    "september sept sep septembre septiembre settembre set",
    "october oct oktober okt octobre octubre ottobre ott",
    "november nov novembre noviembre",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre",
]
MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, start=1) for name in names.split()}
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|\.)?"
_YEAR = r"(?P<year>[0-9]{4})"
_DAYS = (
    "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    "(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_WEEKDAY = rf"(?:(?:{_DAYS})\.?,?\s+)?"
_ZONE = r"(?:Z|UTC|GMT|BST|[CEMP][DES]?T|CEST|[+-][0-9]{2}:?[0-9]{2})"
_CLOCK = r"[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:\s*[ap]\.?m\b\.?)?"
_TIME = rf"(?:T|,?\s+(?:at\s+)?){_CLOCK}(?:\s*{_ZONE}(?![^\W_]))?"
_ISO_DAY = r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{2})(?P=mark)(?P<day>[0-9]{2})"
_ISO_MONTH = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})"
_NUMERIC = r"(?P<one>[0-9]{1,2})(?P<mark>[-/.])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
_WRITTEN = (
    rf"{_WEEKDAY}{_DAY}\s+(?:of\s+|de\s+)?{_MONTH},?\s+(?:de\s+|del\s+)?{_YEAR}",
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    rf"{_MONTH},?\s+(?:de\s+)?{_YEAR}",
)
_IN_TEXT = (_ISO_DAY, *_WRITTEN, _NUMERIC, _ISO_MONTH)
SHAPES = [
    re.compile(rf"{shape}(?:{_TIME})?", re.IGNORECASE)
    for shape in (_YEAR, r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})", *_IN_TEXT)
]
# A hyphen joins the numbers to something else; two are a dash.
SHAPES_IN_TEXT = [
    re.compile(rf"(?<![\w/.])(?<!(?<!-)-){shape}(?:{_TIME})?(?![\w/]|-(?!-))", re.IGNORECASE) for shape in _IN_TEXT
]
# What programs write where nobody has set a date.
UNSET = {date(1, 1, 1), date(1899, 12, 30), date(1900, 1, 1), date(1904, 1, 1), date(1970, 1, 1), date(1980, 1, 1)}
UNSET |= {date(1601, 1, 1), date(2000, 1, 1)}
# Languages in which 03/04/2025 is a day of April. That a page is in English, or in that of the United States, which is
# what publishing programs write by default, says nothing.
DAY_FIRST = re.compile(r"(?:de|fr|es|it|nl|pt|da|nb|fi|pl|en[-_](?:gb|ie|au|nz|za|in))(?:[-_].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: ``text[start:end]`` says it, its time included."""

    start: int
    end: int
    published: Published


def parse_published(text: str, today: date | None = None, *, day_first: bool = False) -> Published:
    """The date that the text is, no more precise than it says.

    Reads YYYY, YYYY-MM, YYYY-MM-DD (a time after it is dropped), written dates ("7 October 2019", "October 2019",
    "7. Oktober 2019") and numbers whose order is certain: 25/03/2021, and 12.03.2021, which nobody writes month first.
    ``day_first`` says that 03/04/2025 is a day of April.

    Raises ValueError, whose message completes the sentence "The date ...", for anything else: a date that does not
    exist or lies after ``today`` (by default this very day), or one that can be read in two ways such as 03/04/2025.

    >>> str(parse_published("7th October 2019"))
    '2019-10-07'
    """
    parts = _parts(text.strip(), day_first)
    try:
        published = Published(*parts)
    except ValueError as error:
        raise ValueError("is not a date that exists") from error
    if published.first_day > (today or date.today()):
        raise ValueError("lies in the future")
    return published


def parse_stamp(text: str, today: date | None = None, *, day_first: bool = False) -> Published:
    """The date that a program wrote. Raises ValueError as ``parse_published`` does, and for what stands for no date."""
    published = parse_published(text, today, day_first=day_first)
    if published.first_day in UNSET:
        raise ValueError("is what programs write for no date")
    return published


def writes_day_first(language: str) -> bool:
    """Whether a language, by its tag ("en-GB"), surely writes the day before the month."""
    return bool(DAY_FIRST.fullmatch(language.strip()))


def find_dates(text: str, today: date | None = None, *, day_first: bool = False) -> Iterator[Found]:
    """The dates in a text from left to right, no year alone; what cannot be read is passed over."""
    matches = sorted(
        (match for shape in SHAPES_IN_TEXT for match in shape.finditer(text)), key=lambda m: (m.start(), -m.end())
    )
    end = 0
    for match in matches:
        if match.start() < end:
            continue
        try:
            published = parse_published(match[0], today, day_first=day_first)
        except ValueError:
            continue
        end = match.end()
        yield Found(match.start(), end, published)


def _parts(text: str, day_first: bool) -> tuple[int, int | None, int | None]:
    """Year, month and day as written; a month's name that is none counts as unreadable."""
    for shape in SHAPES:
        found = shape.fullmatch(text)
        if found:
            parts = found.groupdict()
            if "one" in parts:
                day_first = day_first or parts["mark"] == "."
                return int(parts["year"]), *_in_order(int(parts["one"]), int(parts["two"]), day_first)
            return int(parts["year"]), _month(parts.get("month")), int(parts["day"]) if parts.get("day") else None
    raise ValueError("cannot be read as a date")


def _in_order(one: int, two: int, day_first: bool) -> tuple[int, int]:
    """Month and day, of two numbers whose order must be known or must not matter."""
    if day_first or one > 12 or one == two:
        return two, one
    if two > 12:
        return one, two
    raise ValueError("can be read in two ways")


def _month(text: str | None) -> int | None:
    if text is None or text.isdigit():
        return int(text) if text else None
    if text.lower() not in MONTHS:
        raise ValueError("cannot be read as a date")
    return MONTHS[text.lower()]
