"""The time that a question asks about, against the time of what a sentence tells (pure). The rules are our own.

"How many trials were there in 2025?" is not answered by the number of 2024, however alike the two read.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from bot.expects import VALUE_KINDS
from bot.matching import counts_what_is_asked
from bot.periods import without_times
from bot.question import Expects, Part
from bot.traits import without_now
from ingest.types import Published
from ingest.values import Value, date_range, values_in
from ingest.values.statements import statements
from ingest.values.times import Time, times_in
from ingest.values.when import when

# What moves with time and is more in a wider place.
FIGURES = frozenset((Expects.AMOUNT, Expects.COUNT, Expects.SHARE, Expects.SIZE))
_A_MONTH = timedelta(31)
_THEN = re.compile(
    r"(?:^|\b(?:in|at|on|for|during|throughout|over|of)\s(?:the\s)?(?:(?:start|end|close|year|whole) of\s)?)$",
    re.IGNORECASE,
)
# "When the 2019 figures came out", "founded in 2014": the time is that of something else.
_OF_AN_EVENT = re.compile(
    r"(?<=\S\s)(?:founded|established|set up|opened|launched|announced|published|reported|when|who|which|"
    r"(?<!\bdid )(?<!does )(?<!\bis )(?<!was )that|after|"
    r"before|since|by|until)\b[^,?]*$",
    re.IGNORECASE,
)
# "By 2012": what came later is no part of it.
_UP_TO = re.compile(
    r"(?:^|\s)(?:by|until|till|up to|before)\s(?:the\s)?(?:(?:start|end|close|middle|year) of\s)?$", re.IGNORECASE
)
# What may follow a time; any other word makes it the name of a thing: "the 2015 plan".
_GOES_ON = re.compile(
    r"\s*(?:$|[?.,;)]|(?:and|or|to|up|than|compared|was|were|is|are|did|does|do|how|what|which|who|against|alone|"
    r"overall)\b)",
    re.IGNORECASE,
)


def is_of_another_time(part: Part, text: str) -> bool:
    """Whether every figure of the kind asked for, one of ``FIGURES``, is said to have held at another time."""
    told = [value for value in values_in(text) if value.kind is VALUE_KINDS[part.expects]]
    of_these = [value for value in told if counts_what_is_asked(part, value)] or told
    return bool(of_these) and not of_its_time(part, text, of_these)


def of_its_time(part: Part, text: str, values: Sequence[Value]) -> list[Value]:
    """The values of a text without those that are said to have held at another time than the question is about.

    A question about now is answered by the later of two: "81% in 2023, compared with 80% in 2022".
    """
    if part.history or part.expects not in FIGURES:
        return list(values)
    asked, latest = _times_asked(part.asked), _latest_asked(part.asked)
    if not asked and not latest and not (part.current and len(values) > 1):
        return list(values)
    held = {value: _days(text, when(told, value)[0]) for told in statements(text) for value in told.values}
    if latest and not asked:
        return [value for value in values if (days := held.get(value)) is None or days[0] <= latest]
    if not asked:
        return [value for value in values if not _is_earlier(value, values, held)]
    return [value for value in values if (days := held.get(value)) is None or _meets(days, asked)]


def is_told_at_another_time(part: Part, text: str, published: Published | None) -> bool:
    """Whether a source of another time tells it, and the sentence speaks of none that lies in the time asked about."""
    asked = _times_asked(part.asked)
    if not asked or published is None:
        return False
    told = [(published.first_day, published.last_day), *((time.first, time.last) for time in times_in(text))]
    return not any(_lies_in(first, last, time) for first, last in told for time in asked)


def without_its_time(part: Part) -> str:
    """The question as it is put to a sentence: one on who holds a role rarely says when, its source's date does."""
    text = without_now(part.text) if part.current else part.text
    if not part.roles or part.history:
        return text
    return without_times(text, _times_asked(text)).strip()


@lru_cache(maxsize=256)  # asked anew for each sentence
def _times_asked(question: str) -> tuple[Time, ...]:
    """The times in a question that are those of the figure it asks for."""
    return tuple(time for time in times_in(question) if _is_of_the_figure(question, time))


@lru_cache(maxsize=256)
def _latest_asked(question: str) -> date | None:
    """The last day of what a question asks for "by 2012"; None where it sets no such end, or says it of an event."""
    ends = [
        time.last
        for time in times_in(question)
        if (bound := _UP_TO.search(question[: time.start]))
        and (bound.start() == 0 or not question[time.end :].strip(" ?."))
    ]
    return ends[0] if len(ends) == 1 else None


def _is_of_the_figure(question: str, time: Time) -> bool:
    before = question[: time.start]
    is_last = not question[time.end :].strip(" ?.")  # as in what is typed into a search box
    opens = is_last or _THEN.search(before)
    return bool(opens and not _OF_AN_EVENT.search(before) and _GOES_ON.match(question, time.end))


def _days(text: str, held: Value | None) -> tuple[date, date] | None:
    """The days of a date in the text."""
    return date_range(text[held.bare_start : held.end]) if held else None


def _is_earlier(value: Value, values: Sequence[Value], held: dict[Value, tuple[date, date] | None]) -> bool:
    """Whether another value of the same unit holds at a later time."""
    own = held.get(value)
    if own is None:
        return False
    others = (held.get(other) for other in values if other.unit == value.unit)
    return any(days is not None and own[1] < days[0] for days in others)


def _meets(days: tuple[date, date], asked: Sequence[Time]) -> bool:
    return any(days[0] <= time.last and time.first <= days[1] for time in asked)


def _lies_in(first: date, last: date, time: Time) -> bool:
    """Whether days lie in a time, give or take a month: who holds a role on the 5th holds it on the 15th."""
    return time.first - _A_MONTH <= first and last <= time.last + _A_MONTH
