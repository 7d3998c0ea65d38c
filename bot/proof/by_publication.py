"""The days that a quote tells by the day on which it came out: "on 21 September", "last year", "next March" (pure).

A text that was published in March 2020 and tells of "November" means the one nearest to it. What a value of a year
is set against, "33.1m a year earlier", is of the year before.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from bot.proof.basis import Told
from ingest.values import date_range

Days = tuple[date, date]

_MONTHS = tuple(month.lower() for month in calendar.month_name)[1:]
_MONTH = re.compile(
    rf"\b(?P<which>next|last|this)?\s?(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?:\s(?:and|or|to)\s|[–-]))?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<month>(?i:{'|'.join(_MONTHS)}))\b"
    rf"(?:\s(?P<us_day>\d{{1,2}})\b)?(?!,?\s(?:19|20)\d\d)"
)
# The parts of a year that have a name, each by its first and its last month.
_PARTS = {
    "first half": (1, 6), "second half": (7, 12), "first quarter": (1, 3), "second quarter": (4, 6),
    "third quarter": (7, 9), "fourth quarter": (10, 12), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11),
}  # fmt: skip
_PART = re.compile(
    rf"\b(?:(?P<which>next|last|this)\s|the\s|in\s)(?P<part>{'|'.join(_PARTS)})\b(?!\s(?:of\s)?(?:19|20)\d\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?P<which>next|last|this|current|coming)\syear\b", re.IGNORECASE)
_YEARS = {"next": 1, "coming": 1, "last": -1, "this": 0, "current": 0}
_YEAR_END = re.compile(r"\b(?:year[\s-]end|end\sof\s(?:the|this)\syear)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:(?:a|one|the)\syear\s(?:earlier|before|previously|ago)|(?:the\s)?(?:previous|preceding|prior)\syear)\b",
    re.IGNORECASE,
)


def days_by_publication(told: Told) -> list[Days]:
    """The first and last days of all that a sentence dates without its year; none of a text that has no date."""
    text, published = told.statement.text, told.citation.source.published
    years = [days for own in told.statement.dates if (days := date_range(text[own.bare_start : own.end]))]
    found = [_year(days[0].year - 1) for days in years if _BEFORE.search(text)]
    if published is None:
        return found
    found += [_year(published.year + _YEARS[match["which"].lower()]) for match in _YEAR.finditer(text)]
    found += [_year(published.year - 1) for match in _BEFORE.finditer(text) if not years and match]
    if _YEAR_END.search(text):
        found += [(date(year, 12, 31), date(year, 12, 31)) for year in (published.year - 1, published.year)]
    if published.month is None:
        return found
    return [*found, *_months(text, published.first_day), *_parts(text, published.first_day)]


def _months(text: str, published: date) -> Iterator[Days]:
    for match in _MONTH.finditer(text):
        month = _MONTHS.index(match["month"].lower()) + 1
        if match["month"] == "may":
            continue  # the verb
        for day in (match["first"], match["day"] or match["us_day"]):
            if day or not match["first"]:
                yield from _nearest((_month(y, month, day) for y in _around(published)), published, match["which"])


def _parts(text: str, published: date) -> Iterator[Days]:
    for match in _PART.finditer(text):
        first, last = _PARTS[match["part"].lower()]
        spans = ((_month(y, first, None)[0], _month(y, last, None)[1]) for y in _around(published))
        yield from _nearest(spans, published, match["which"])


def _nearest(spans: Iterator[Days], published: date, which: str | None) -> Iterator[Days]:
    """Of the same days of several years those nearest to a day; the "next" lie after it, the "last" before."""
    found = [
        days
        for days in spans
        if not (which == "next" and days[0] <= published) and not (which == "last" and days[0] > published)
    ]
    yield min(found, key=lambda days: max((days[0] - published).days, (published - days[1]).days, 0))


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
