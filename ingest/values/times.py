"""Dates and spans of dates as they are written -> the days they cover, and dates that do not exist (pure).

Days are whole and both ends belong to a span. Nothing here reads a clock.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d"
# The months of a year that a word stands for, first and last; winter goes on into the next year.
_SEASONS = {
    "early": (1, 4), "mid": (5, 8), "middle": (5, 8), "late": (9, 12), "start": (1, 3), "beginning": (1, 3),
    "end": (10, 12), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14),
    "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12), "h1": (1, 6), "h2": (7, 12),
}  # fmt: skip
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_TIME = re.compile(
    rf"""
    (?P<iso>{_YEAR}-\d\d?-\d\d?)(?![\d-])
    |(?<![\d£$€.,])(?P<slashed>\d\d?/\d\d?/{_YEAR})\b
    |(?P<fiscal>(?:19|20)(?P<fiscal_from>\d\d)[/–-](?:(?:19|20)(?=\d\d))?(?P<fiscal_to>\d\d))(?![\d/-])
    |(?<![\d£$€.,])(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<day_month>{_MONTH})(?:,?\s+(?P<day_year>{_YEAR})\b)?
    |\b(?P<us_month>{_MONTH})\s+(?P<us_day>\d\d?)(?:(?:st|nd|rd|th)\b(?:,?\s+(?P<us_year>{_YEAR})\b)?|,?\s+(?P<us_year2>{_YEAR})\b)
    |\b(?P<month>{_MONTH})\s+(?:of\s+)?(?P<month_year>{_YEAR})\b
    |\b(?P<bare>{_MONTH})(?=\s*(?:and|to|until|till|[–-])\s*{_MONTH}\s+(?P<bare_year>{_YEAR})\b)
    |\b(?P<season>(?:early|mid|late|spring|summer|autumn|winter|start|beginning|middle|end|h\d|q\d))
        (?:\s+(?:in|of)|\s*-)?\s*(?P<season_year>{_YEAR})\b
    |\b(?P<nth>first|second|third|fourth|last)\s+(?P<span>quarter|half)(?:\s+\([QH][1-4]\))?\s+of\s+(?P<nth_year>{_YEAR})\b
    |(?<![\d£$€.,/-])(?P<decade>(?:19|20)\d0)s\b
    |(?<![\d£$€.,/-])(?P<year>{_YEAR})(?![\d/-]|[.,]\d|\s*(?:companies|jobs|people|staff|sq\b|square))
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What a day without a year comes to: a date that exists, and no period.
_ANY_YEAR = (date.min, date.max)


@dataclass(frozen=True, slots=True)
class Time:
    """One date or span as written: ``text[start:end]``, from its first day to its last. ``is_year``: a year alone."""

    start: int
    end: int
    first: date
    last: date
    is_year: bool


def times_in(text: str) -> list[Time]:
    """The dates and spans of a text, in its order; not a day without a year, nor one that does not exist."""
    return list(_read(text))


# The same sentences are asked for again and again, and a question once for each of its sentences.
@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Time, ...]:
    return tuple(
        Time(match.start(), match.end(), *days, is_year=bool(match["year"]))
        for match in _matches(text)
        if (days := _days(match)) and days != _ANY_YEAR
    )


def no_such_date(text: str) -> str | None:
    """The first date of a text that does not exist, "31 February 2020"; None when all do."""
    return next((_written(match) for match in _matches(text) if _days(match) is None), None)


def _matches(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _TIME.finditer(text) if not _is_verb(match))


def _is_verb(match: re.Match[str]) -> bool:
    """Whether "may" or "march" is no month here, as in "how many may 45 firms ..."."""
    month = match["day_month"] or match["us_month"] or ""
    return month.rstrip(".") in ("may", "march") and not (match["day_year"] or match["us_year"] or match["us_year2"])


def _days(match: re.Match[str]) -> tuple[date, date] | None:
    """The first and last day of what is written, or None when there is no such day."""
    if match["fiscal"]:
        return _fiscal(match)
    if match["season"]:
        return _of_season(match["season"].lower(), int(match["season_year"]))
    if match["nth"]:
        number = _QUARTERS[match["nth"].lower()]
        half = match["span"].lower() == "half"
        return _of_season(f"h{min(number, 2)}" if half else f"q{number}", int(match["nth_year"]))
    if match["decade"]:
        return date(int(match["decade"]), 1, 1), date(int(match["decade"]) + 9, 12, 31)
    if match["year"]:
        return _months(int(match["year"]), 1, 12)
    if match["bare"]:
        month = _month_number(match["bare"])
        return _months(int(match["bare_year"]), month, month)
    if match["month"]:
        month = _month_number(match["month"])
        return _months(int(match["month_year"]), month, month)
    return _of_day(match)


def _of_day(match: re.Match[str]) -> tuple[date, date] | None:
    if match["iso"]:
        orders = [tuple(map(int, match["iso"].split("-")))]
    elif match["slashed"]:
        one, two, year = map(int, match["slashed"].split("/"))
        # Day first, as the documents write; a month first is taken when only that exists.
        orders = [(year, two, one), (year, one, two)]
    else:
        day, month, year = _parts(match)
        # Without a year any year will do that has the day, so a leap year.
        if not year:
            return _ANY_YEAR if _day(2000, month, day) else None
        orders = [(year, month, day)]
    found = next((day for day in (_day(*order) for order in orders) if day), None)
    return (found, found) if found else None


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    """Day, month and year, the year 0 when none is written."""
    day = int(match["day"] or match["us_day"])
    month = _month_number(match["day_month"] or match["us_month"])
    return day, month, int(match["day_year"] or match["us_year"] or match["us_year2"] or 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fiscal(match: re.Match[str]) -> tuple[date, date] | None:
    """April to March, as the documents' publishers count; "2019-21" is a range of whole years."""
    first = int(match["fiscal"][:4])
    last = first - first % 100 + int(match["fiscal_to"])
    if last <= first:
        last += 100
    if last == first + 1:
        return date(first, 4, 1), date(last, 3, 31)
    return date(first, 1, 1), date(last, 12, 31)


def _of_season(word: str, year: int) -> tuple[date, date] | None:
    if word not in _SEASONS:
        return None
    return _months(year, *_SEASONS[word])


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    """From the first day of one month to the last day of another, which may lie in the next year."""
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _month_number(word: str) -> int:
    return next(number for number, name in enumerate(_NAMES, start=1) if name.startswith(word[:3].lower()))


def _written(match: re.Match[str]) -> str:
    """The date in the order day, month, year when its month is a word, else as it stands."""
    if match["day_month"] or match["us_month"]:
        day, month, year = _parts(match)
        return f"{day} {_NAMES[month - 1].capitalize()}" + (f" {year}" if year else "")
    return match.group()
