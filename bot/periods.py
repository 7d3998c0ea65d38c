"""Words of time in a question -> the days they cover, the day that knowledge ends, and dates that do not exist (pure).

Days are whole and both ends belong to a period; an open end is ``date.min`` or ``date.max``. Nothing here reads
a clock.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ingest.values.times import Time, no_such_date, times_in

_EDITION = re.compile(
    r"['’]?s?\s+(?:[\w&-]+\s+){0,3}?(?:articles?|reports?|outlook|releases?|survey|review|edition|study|paper|stor(?:y|ies)|"
    r"accounts|fact ?sheet|document|source)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:and|to|until|till|up to|through|[–-])\s*(?:the )?", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the )?$", re.IGNORECASE)
_AS_OF = re.compile(
    r"\bas (?:of|at|on|(?:was |is |it was |they were )?(?:known|reported|stated|published|counted)(?: (?:in|on|by|at))?"
    r"|(?:things|it|they|matters) (?:stood|were|was)(?: (?:in|on|at|by))?)\s+(?:the )?$",
    re.IGNORECASE,
)
# "As of 2024" may ask what was known then, and what was so then, which is told later.
_AS_OF_A_SPAN = re.compile(r"\bas (?:of|at) (?=(?:Q[1-4] )?20\d\d\b(?![/-]\d))", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from)\s+(?:the )?$", re.IGNORECASE)
_AFTER = re.compile(r"\bafter\s+(?:the )?$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|prior to)\s+(?:the )?$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|until|till|up to)\s+(?:the )?$", re.IGNORECASE)
_BEFORE_A_TIME = re.compile(
    r"\s*(?:\b(?:in|at|on|for|during|by|of|since)(?: the)?(?: (?:start|end|close|year) of)?)?\s*$", re.IGNORECASE
)
_ONWARDS = re.compile(r"\s*(?:on\b(?!\s+\w)|onwards?\b|and later\b|\+)", re.IGNORECASE)
_FORWARD = re.compile(
    r"\b(?:expect|forecast|project|plan|predict|target|aim|hope)\w*\b|\bwill\b|\bdue\b", re.IGNORECASE
)
_EITHER = re.compile(r"\bor\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both among them, and the words that said so."""

    first: date
    last: date
    said: str

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class TimeScope:
    """``period`` is the time asked about, ``as_of`` the last day to be known; ``problem`` says a date is none."""

    period: Period | None = None
    as_of: date | None = None
    problem: str | None = None


def of_that_time(question: str) -> str:
    """ "As of 2024" as "in 2024"; a day or a month stays what was known then."""
    return _AS_OF_A_SPAN.sub("in ", question)


def time_scope(text: str) -> TimeScope:
    """The time a question asks about. An event, as in "since the award", sets none: its words are for the search."""
    if missing := no_such_date(text):
        return TimeScope(problem=f"There is no {missing}.")
    times = [time for time in times_in(text) if not (time.is_year and _EDITION.match(text, time.end))]
    # "In 2019 or in 2020?" asks which of them it was.
    if not times or _EITHER.search(text, times[0].end, times[-1].start):
        return TimeScope()
    as_of = next((time for time in times if _AS_OF.search(text, 0, time.start)), None)
    if as_of:
        return TimeScope(as_of=as_of.last)
    return _joined(text, times) or _single(text, times[0])


def _joined(text: str, times: list[Time]) -> TimeScope | None:
    """The range that two times beside each other are the ends of."""
    for one, other in pairwise(times):
        between, lead = text[one.end : other.start], _BETWEEN.search(text, 0, one.start)
        is_range = lead or not re.search(r"\band\b", between)
        if _JOINED.fullmatch(between) and is_range and one.first <= other.last:
            start = lead.start() if lead else one.start
            return TimeScope(Period(one.first, other.last, text[start : other.end]))
    return None


def _single(text: str, time: Time) -> TimeScope:
    """What the word before a time makes of it: since, after, before, by, or just in it."""

    def period(first: date, last: date, lead: re.Match[str] | None) -> Period:
        return Period(first, last, text[lead.start() if lead else time.start : time.end])

    def before(pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.search(text, 0, time.start)

    since = before(_SINCE)
    # "From 2012" alone may be where something came from; "from 2012 on" and "since 2012" last until now.
    if since and (since.group().lower().startswith("since") or _ONWARDS.match(text, time.end)):
        return TimeScope(period(time.first, date.max, since))
    if after := before(_AFTER):
        return TimeScope(period(time.last + timedelta(1), date.max, after))
    if earlier := before(_BEFORE):
        return TimeScope(period(date.min, time.first - timedelta(1), earlier))
    by = before(_BY)
    if by and not _FORWARD.search(text):
        return TimeScope(period(date.min, time.last, by))
    return TimeScope(period(time.first, time.last, by))


def without_times(text: str, times: Sequence[Time]) -> str:
    """A text without some of its times, given in their order, and without the words that lead up to each."""
    for time in reversed(times):
        before = text[: time.start]
        pattern = _AS_OF if _AS_OF.search(before) else _BEFORE_A_TIME
        text = pattern.sub("", before).rstrip() + text[time.end :]
    return text.lstrip(" ,")
