"""Whether the figures of a sentence are of the time and the place that a question asks about (pure).

"How many trials were there in the UK in 2025?" is answered neither by the number of 2024 nor by that of all Europe,
however alike they read. The rules are our own.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.expects import VALUE_KINDS
from bot.lexicon import Lexicon
from bot.matching import counts_what_is_asked, in_scope
from bot.question import Expects, Part
from bot.rows import row_in
from bot.traits import bodies_of, scopes_of
from ingest.keywords import terms
from ingest.types import Published
from ingest.values import Value, ValueKind, date_range, values_in
from ingest.values.statements import statements
from ingest.values.times import Time, times_in
from ingest.values.when import when

# What moves with time and is more in a wider place.
_FIGURES = frozenset((Expects.AMOUNT, Expects.COUNT, Expects.SHARE, Expects.SIZE))
# Roles of which every body has its own; a minister or an MP is one of many, wherever he comes from.
_OF_A_BODY = frozenset(("ceo", "cfo", "cso", "cmo", "coo", "chair"))
_A_MONTH = timedelta(31)
_MEASURED_IN = (
    (r"\bhow (?:tall|high|deep|wide|far)\b", frozenset(("metres", "km", "miles", "minutes", "hours"))),
    (r"\b(?:acres|hectares)\b", frozenset(("acres", "hectares"))),
    (r"\bsq(?:uare)?\b", frozenset(("sq m", "sq ft", "sq miles"))),
)
_CAPITALISED = re.compile(r"\b[A-Z][\w-]*[a-z](?![\w-])")
_TIMES = frozenset(
    "january february march april may june july august september october november december spring summer autumn winter "
    "early mid late".split()
)
# What may head the cells of a table that name its places.
_PLACES = frozenset(terms("city town place location region county country area site"))
_THEN = re.compile(
    r"(?:^|\b(?:in|at|on|for|during|throughout|over|of)\s(?:the\s)?(?:(?:start|end|close|year|whole) of\s)?)$",
    re.IGNORECASE,
)
_BEFORE_A_TIME = re.compile(r"\s*(?:\b(?:in|at|on|for|during|of)(?: the)?(?: (?:start|end|close|year) of)?)?\s*$", re.I)
# "When the 2019 figures came out", "founded in 2014": the time is that of something else.
_OF_AN_EVENT = re.compile(
    r"(?<=\S\s)(?:founded|established|set up|opened|launched|announced|published|reported|when|who|which|that|after|"
    r"before|since|by|until)\b[^,?]*$",
    re.IGNORECASE,
)
# What may follow a time; any other word makes it the name of a thing: "the 2015 plan".
_GOES_ON = re.compile(
    r"\s*(?:$|[?.,;)]|(?:and|or|to|up|than|compared|was|were|is|are|did|does|do|how|what|which|who|against|alone|"
    r"overall)\b)",
    re.IGNORECASE,
)


def is_of_another(part: Part, text: str, published: Published | None, lexicon: Lexicon) -> bool:
    """Whether a sentence tells what is asked for, if at all, of another time, place or body than the question names.

    ``published`` is the date of its source: who holds a role is told of that time.
    """
    if part.history:
        return False
    if part.roles and (_is_told_at_another_time(part, text, published) or _is_role_in_another(part, text, lexicon)):
        return True
    return part.expects in _FIGURES and (
        in_scope(part, text) == 0
        or _is_row_of_another_place(part, text)
        or _is_of_another_place(part, text)
        or _is_of_another_time(part, text)
        or _is_in_another_measure(part, text)
    )


def _is_in_another_measure(part: Part, text: str) -> bool:
    """Whether a height is asked for, say, and an area told."""
    if part.expects is not Expects.SIZE:
        return False
    fitting = next((units for words, units in _MEASURED_IN if re.search(words, part.asked, re.IGNORECASE)), None)
    told = {value.unit.partition(" per ")[0] for value in values_in(text) if value.kind is ValueKind.MEASURE}
    return fitting is not None and bool(told) and not told & fitting


def _is_told_at_another_time(part: Part, text: str, published: Published | None) -> bool:
    """Whether a source of another time tells it, and the sentence speaks of none that lies in the time asked about."""
    asked = _times_asked(part.asked)
    if not asked or published is None:
        return False
    told = [(published.first_day, published.last_day), *((time.first, time.last) for time in times_in(text))]
    return not any(_lies_in(first, last, time) for first, last in told for time in asked)


def _is_role_in_another(part: Part, text: str, lexicon: Lexicon) -> bool:
    """Whether the roles asked about are told of other bodies alone: the chief executive of a tenant."""
    bodies = [body for role in part.roles & _OF_A_BODY for body in bodies_of(role, lexicon.spelled_out(text))]
    return bool(part.names and bodies) and not any(set(terms(body)) & part.names for body in bodies)


def _lies_in(first: date, last: date, time: Time) -> bool:
    """Whether days lie in a time, give or take a month: who holds a role on the 5th holds it on the 15th."""
    return time.first - _A_MONTH <= first and last <= time.last + _A_MONTH


def _is_of_another_place(part: Part, text: str) -> bool:
    """Whether what is asked of one place, "in Oxford", is told of others, "in Cambridge"."""
    asked = _places_in(part.asked, part.entities)
    said = _places_in(text, _CAPITALISED.findall(text))
    return bool(asked and said) and not asked & set(terms(text))


def _places_in(text: str, names: Sequence[str]) -> set[str]:
    """The stems of those names of one word that something is said to be in; not times, nor what scopes stand for."""
    found = set()
    for name in names:
        is_place = re.search(rf"\bin {re.escape(name)}(?![\w'’-]| [A-Z])", text)
        if is_place and " " not in name and name.lower() not in _TIMES and not scopes_of(name):
            found.update(terms(name))
    return found


def _is_row_of_another_place(part: Part, text: str) -> bool:
    """Whether a table's row is about a city, say, and the question about another: neither names the other's."""
    row = row_in(text)
    if row is None or not part.names:
        return False
    asked, heading = part.names | set(part.terms), set(terms(row.heading))
    return bool(heading & _PLACES) and not heading & asked and not asked & set(terms(row.subject))


def without_its_time(part: Part) -> str:
    """The question as it is put to a sentence: one on who holds a role rarely says when, its source's date does."""
    if not part.roles or part.history:
        return part.text
    text = part.text
    for time in reversed([time for time in times_in(text) if _is_of_the_figure(text, time)]):
        text = _BEFORE_A_TIME.sub("", text[: time.start]) + text[time.end :]
    return text.strip()


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
