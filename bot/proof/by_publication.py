"""The days that a quote tells by the day on which it came out: "on 21 September", "last year", "next March" (pure).

A text that was published in March 2020 and tells of "November" means the one nearest to it. Beside a year in the same
sentence, months may be that year's or not: none of them is told then.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from bot.proof.basis import Told
from ingest.values import Value

Days = tuple[date, date]

_MONTHS = tuple(calendar.month_name)[1:]
_MONTH = re.compile(
    rf"\b(?:(?P<which>next|last|this)\s)?(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?:\s(?:and|or|to)\s|[–-]))?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<month>{'|'.join(_MONTHS)})\b(?:\s(?P<us_day>\d{{1,2}})\b)?"
)
# The parts of a year that have a name, each by its first and its last month.
_PARTS = {
    "first half": (1, 6), "second half": (7, 12), "first quarter": (1, 3), "second quarter": (4, 6),
    "third quarter": (7, 9), "fourth quarter": (10, 12), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11),
}  # fmt: skip
_PART = re.compile(rf"\b(?:(?P<which>next|last|this)|the|in)\s(?P<part>{'|'.join(_PARTS)})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?P<which>next|last|this|current|coming)\syear\b|\ba\syear\sago\b", re.IGNORECASE)
_YEARS = {"next": 1, "coming": 1, "last": -1, "this": 0, "current": 0, None: -1}
_NEAR_YEAR = re.compile(r"[^,;.\d]{0,30}?\b(?P<which>next|last|this)\syear\b", re.IGNORECASE)
_THIS_YEAR_ENDS = re.compile(r"\bend\sof\sthis\syear\b", re.IGNORECASE)
_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def days_by_publication(told: Told) -> list[Days]:
    """The first and last days of all that a sentence dates without a year in it; none of a text that has no date."""
    text, published = told.statement.text, told.citation.source.published
    if published is None:
        return []
    years = (published.year + _YEARS[match["which"] and match["which"].lower()] for match in _YEAR.finditer(text))
    found = [_year(year) for year in years]
    if _THIS_YEAR_ENDS.search(text):
        found.append(_month(published.year, 12, None))
    if published.month is None or _A_YEAR.search(text):
        return found
    return [*found, *_months(text, published.first_day), *_parts(text, published.first_day)]


def year_by_publication(told: Told, value: Value) -> Days | None:
    """The year that stands right behind a value, "9,400 barrels last year"; mostly None."""
    published, near = told.citation.source.published, _NEAR_YEAR.match(told.statement.text, value.end)
    return _year(published.year + _YEARS[near["which"].lower()]) if published and near else None


def _months(text: str, published: date) -> Iterator[Days]:
    for match in _MONTH.finditer(text):
        month = _MONTHS.index(match["month"]) + 1
        for day in (match["first"], match["day"] or match["us_day"]):
            if day or not match["first"]:
                yield _nearest((_month(y, month, day) for y in _around(published)), published, match["which"])


def _parts(text: str, published: date) -> Iterator[Days]:
    for match in _PART.finditer(text):
        first, last = _PARTS[match["part"].lower()]
        spans = ((_month(y, first, None)[0], _month(y, last, None)[1]) for y in _around(published))
        yield _nearest(spans, published, match["which"])


def _nearest(spans: Iterator[Days], published: date, which: str | None) -> Days:
    """Of the same days of several years those nearest to a day; the "next" lie after it, the "last" before."""
    found = [
        days
        for days in spans
        if not (which == "next" and days[0] <= published) and not (which == "last" and days[0] > published)
    ]
    return min(found, key=lambda days: max((days[0] - published).days, (published - days[1]).days, 0))


def _around(day: date) -> range:
    return range(day.year - 1, day.year + 2)


def _month(year: int, month: int, day: str | None) -> Days:
    """A month of a year, or a day of it; of a day that the month has not, the month."""
    last = calendar.monthrange(year, month)[1]
    if day and 1 <= int(day) <= last:
        return date(year, month, int(day)), date(year, month, int(day))
    return date(year, month, 1), date(year, month, last)


def _year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)
