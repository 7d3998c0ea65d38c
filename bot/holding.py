"""Whether the figures of a sentence are of the time and the place that a question asks about (pure).

"How many trials were there in the UK in 2025?" is answered neither by the number of 2024 nor by that of all Europe,
however alike they read. The rules are our own.
"""

import re
from collections.abc import Sequence
from datetime import date

from bot.expects import VALUE_KINDS
from bot.matching import counts_what_is_asked, in_scope
from bot.question import Expects, Part
from bot.rows import row_in
from ingest.keywords import terms
from ingest.values import Value, date_range, values_in
from ingest.values.statements import statements
from ingest.values.times import Time, times_in
from ingest.values.when import when

# What moves with time and is more in a wider place.
_FIGURES = frozenset((Expects.AMOUNT, Expects.COUNT, Expects.SHARE, Expects.SIZE))
# What may head the cells of a table that name its places.
_PLACES = frozenset(terms("city town place location region county country area site"))
_THEN = re.compile(
    r"(?:^|\b(?:in|at|on|for|during|throughout|over|of)\s(?:the\s)?(?:(?:start|end|close|year|whole) of\s)?)$",
    re.IGNORECASE,
)
# "When the 2019 figures came out", "founded in 2014": the time is that of something else.
_OF_AN_EVENT = re.compile(
    r"\b(?:founded|established|set up|opened|launched|announced|published|reported|when|who|which|that|after|before|"
    r"since|by|until)\b[^,?]*$",
    re.IGNORECASE,
)
# What may follow a time; any other word makes it the name of a thing: "the 2015 plan".
_GOES_ON = re.compile(
    r"\s*(?:$|[?.,;)]|(?:and|or|to|up|than|compared|was|were|is|are|did|does|do|how|what|which|who|against|alone|"
    r"overall)\b)",
    re.IGNORECASE,
)


def is_of_another(part: Part, text: str) -> bool:
    """Whether a sentence gives the figure asked for, if at all, for another time or place than the question names."""
    if part.expects not in _FIGURES or part.history:
        return False
    return in_scope(part, text) == 0 or _is_row_of_another_place(part, text) or _is_of_another_time(part, text)


def _is_row_of_another_place(part: Part, text: str) -> bool:
    """Whether a table's row is about a city, say, and the question about another: neither names the other's."""
    row = row_in(text)
    if row is None or not part.names:
        return False
    asked, heading = part.names | set(part.terms), set(terms(row.heading))
    return bool(heading & _PLACES) and not heading & asked and not asked & set(terms(row.subject))


def of_its_time(part: Part, text: str, values: Sequence[Value]) -> list[Value]:
    """The values of a text without those that are said to have held at another time than the question names."""
    asked = [] if part.history or part.expects not in _FIGURES else _times_asked(part.asked)
    if not asked:
        return list(values)
    held = {value: _days(text, when(told, value)[0]) for told in statements(text) for value in told.values}
    return [value for value in values if (days := held.get(value)) is None or _meets(days, asked)]


def _is_of_another_time(part: Part, text: str) -> bool:
    """Whether every figure of the kind asked for is said to have held at another time."""
    told = [value for value in values_in(text) if value.kind is VALUE_KINDS[part.expects]]
    of_these = [value for value in told if counts_what_is_asked(part, value)] or told
    return bool(of_these) and not of_its_time(part, text, of_these)


def _times_asked(question: str) -> list[Time]:
    """The times in a question that are those of the figure it asks for."""
    return [time for time in times_in(question) if _is_of_the_figure(question, time)]


def _is_of_the_figure(question: str, time: Time) -> bool:
    before = question[: time.start]
    is_last = not question[time.end :].strip(" ?.")  # as in what is typed into a search box
    opens = is_last or _THEN.search(before)
    return bool(opens and not _OF_AN_EVENT.search(before) and _GOES_ON.match(question, time.end))


def _days(text: str, held: Value | None) -> tuple[date, date] | None:
    """The days of a date in the text."""
    return date_range(text[held.bare_start : held.end]) if held else None


def _meets(days: tuple[date, date], asked: Sequence[Time]) -> bool:
    return any(days[0] <= time.last and time.first <= days[1] for time in asked)
