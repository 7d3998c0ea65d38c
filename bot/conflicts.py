"""Figures that answer one question -> the sets of them that cannot all be true (pure).

A value is read as the span of true values that its words leave open: "over 40" is 40 or more, "about 65%" is within
5 % of 65, "April 2018" is any day of that month. Values whose spans meet agree. The method is our own; the margins are
named below.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf, isfinite

from bot.as_of import days_of
from bot.periods import time_scope
from bot.types import Conflict, Figure
from ingest.values import values_in

_ABOUT = 0.05  # how far off "about" may be
_ALMOST = 0.1  # how far short "almost" may fall
_CONVERTED = 0.03  # rounding between two systems of measure: 9,640 sq m is written 104,000 sq ft
_ROUNDED = 0.02  # below this share £3,055,880 may be written £3m; £55m is never a rounding of £60m
_SAME_NUMBER = 1e-9  # binary fractions
# Floor space in sq m and distance in km. Land in acres is another measure: a site of 33 acres may hold 1.6m sq ft.
_MEASURES = {
    "sq m": ("floor", 1.0),
    "sq ft": ("floor", 0.09290304),
    "hectares": ("land", 1.0),
    "acres": ("land", 0.40468564),
    "km": ("distance", 1.0),
    "miles": ("distance", 1.609344),
}
_NOUNS = (
    ("firm", "company business firm tenant occupier organisation organization developer enterprise"),
    ("job", "job staff employee role people person worker workforce post position"),
)
_FAMILIES = {noun: family for family, nouns in _NOUNS for noun in nouns.split()}
_BARE = frozenset({"", "count", "number"})
_NOT_COUNTED = frozenset({"%", "date", "rank", "minute", "hour", "day", "week", "month", "year"})
_HEDGE_WORDS = re.compile(
    r"(?:(?:just |well |a little |slightly )?(?:over|above|under|below|more than|less than|fewer than)|almost|nearly|"
    r"close to|about|around|approximately|roughly|some|circa|c\.|up to|at least|at most|as (?:much|many) as)\b",
    re.IGNORECASE,
)
# A building stands on a campus and in its town: for a thing that is there once the two are one place.
_ONE_PLACE = frozenset({"campus", "town"})

_RUNNING = re.compile(
    r"\b(?:so far|to date|until now|up to now|at present|present|current(?:ly)?|now|today|latest|these days|"
    r"since(?! when)|how has|over time|changed?|how (?:much|many)\b[^?]*\b(?:has|have) (?:been |gone))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d£$€.,/-])(?:19|20)\d\d(?:[/–-]\d\d)?(?![\d,])")
_RANGE = re.compile(
    r"\b(?:since|by|until|till|before|after|from|between|as of|as at|up to|to|through)\s+(?:the\s+)?"
    r"(?:(?:end|start|beginning) of\s+)?(?:[A-Z][a-z]+\s+)?(?:19|20)\d\d",
)
_PRESENT = re.compile(r"\b(?:is|are|do|does|has|have|will)\b", re.IGNORECASE)
_ONE_DEAL = re.compile(
    r"\b(?:IPOs?|flotation|floated|initial public offering|series [A-E]|funding round|upfront|"
    r"acquisition|takeover)\b",
    re.IGNORECASE,
)
_MOVING = re.compile(
    r"\b(?:rais(?:e|ed|ing)|employ(?:s|ed|ees|ment)?|share of|percentage|proportion|rank\w*|workforce|headcount|"
    r"population|rents?|vacancy|how many (?:[\w-]+ ){0,4}?(?:companies|businesses|firms|tenants|occupiers|"
    r"organi[sz]ations|jobs|staff|people|employees|roles|trials|therapies|collaborators|apprentices|members|facilities))\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:costs?|costing|spen[dt]|g[ai]ve[ns]?|contributed?|grant(?:s|ed)?|award(?:s|ed)?|won|price|pay|paid|bought|sold|bid|backed|backing|funded|"
    r"(?:public|government|state|taxpayers?['’]?) (?:money|funding|funds|cash|support|investment)|"
    r"fund(?:s|ing) (?:of|for|behind|in)|(?:set up|built|launched|started) with|(?:went|gone|put) into|start-up|"
    r"size|area|floor ?space|how (?:big|large)|square|sq|zones?|announced|named|designated|chosen|"
    r"open(?:s|ed|ing)?|founded|built|launched|established|set up)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asserted:
    """A figure as one document asserts it; ``place`` is where it stands in ``Answer.figures``."""

    figure: Figure
    place: int
    document: str


def conflicts_of(figures: Sequence[Asserted], lasting: bool) -> list[Conflict]:
    """The disagreements among figures that answer the same question, one for each set that hangs together.

    ``lasting`` says that the thing asked does not change: then two sources disagree whatever their dates. Otherwise
    the times must overlap. A plan is always of its time, and is never against what was achieved; nor is a document
    against itself, since it may tell of a bid and an award. Places are in rising order, conflicts by their first.
    """
    against: dict[int, set[int]] = {}
    for (i, one), (j, other) in combinations(enumerate(figures), 2):
        if _disagree(one, other, lasting):
            against.setdefault(i, set()).add(j)
            against.setdefault(j, set()).add(i)
    groups = [[figures[i] for i in group] for group in _connected(against)]
    found = [Conflict(tuple(sorted(item.place for item in group)), _why(group, lasting)) for group in groups]
    return sorted(found, key=lambda conflict: conflict.figures)


def is_lasting(question: str, expects: str) -> bool:
    """Whether the words of a question ask for something that does not change with time.

    When something opened, what was granted and how large a building is stay what they are; how many companies there
    are, what was raised to date, shares and ranks move. A question about one year in the past makes the time the same
    for all values. ``expects`` is the kind of answer by its name in ``bot.expects.Expects``.
    """
    if _RUNNING.search(question):
        return False
    if _asks_of_one_past_year(question) or expects == "date":
        return True
    if expects in ("rank", "share"):
        return False
    if _ONE_DEAL.search(question):
        return True
    if _MOVING.search(question):
        return False
    return expects == "size" or bool(_LASTING.search(question))


def comparable(one: str, other: str) -> bool:
    """Whether values in these two units measure the same sort of thing; currencies are never converted."""
    return _family(one) == _family(other) or any(
        unit.strip().lower() in _BARE and is_counted(against) for unit, against in ((one, other), (other, one))
    )


def is_counted(unit: str) -> bool:
    """Whether the unit is a noun, or none at all: no currency, measure, share, date, rank or time."""
    measured = {family for family, _ in _MEASURES.values()}
    family = _family(unit)
    return family not in measured | _NOT_COUNTED and not re.fullmatch(r"[A-Z]{3}", family)


def agree(one: Figure, other: Figure) -> bool:
    """Whether one and the same truth can be meant by both values, as they are hedged and rounded."""
    if not (isfinite(one.value) and isfinite(other.value)):
        return True  # no value at all is against none
    if one.unit == other.unit == "date":
        return _meet(_days(one), _days(other), 0.0)
    factors = _factor(one.unit), _factor(other.unit)
    if _is_end_of(one, other) or _is_end_of(other, one):
        return False
    if _lie_apart(one, other) or _lie_apart(other, one):
        return False
    margin = _SAME_NUMBER if factors[0] == factors[1] else _CONVERTED
    if _meet(_span(one, factors[0]), _span(other, factors[1]), margin):
        return True
    exact = one.hedge is None and other.hedge is None
    return exact and factors[0] == factors[1] and _is_rounding(one.value, other.value)


def _is_end_of(one: Figure, other: Figure) -> bool:
    """Whether an exact value is one end of a range: who says "five years" does not say "five to ten years"."""
    reach = next((value.high for value in values_in(other.original) if value.high is not None), None)
    is_exact = one.hedge is None and all(value.high is None for value in values_in(one.original))
    return reach is not None and other.hedge is None and is_exact and one.value in (other.value, reach)


def _lie_apart(one: Figure, other: Figure) -> bool:
    """Whether one is over a value in whose words the other falls short of it: "just over a third", "almost a third"."""
    is_of_one_unit = _factor(one.unit) == _factor(other.unit)
    return one.hedge == "over" and other.hedge == "almost" and is_of_one_unit and one.value >= other.value


def size(figure: Figure) -> float:
    """The value in square metres, hectares or kilometres where it is a measure of them, else as it is."""
    return figure.value * _factor(figure.unit)


def same_scope(one: Figure, other: Figure, lasting: bool = False) -> bool:
    """Whether two figures may be of the same scope; a scope that a sentence leaves out is the other's."""
    if one.scope is None or other.scope is None or one.scope == other.scope:
        return True
    return lasting and {one.scope, other.scope} <= _ONE_PLACE


def said(figure: Figure) -> str:
    """The value as its source words it, hedge included once: "over £75m"."""
    bounded = "+" in figure.original or figure.unit == "rank"  # "250+ companies", "one of the largest"
    if figure.hedge is None or bounded or _HEDGE_WORDS.match(figure.original):
        return figure.original
    return f"{figure.hedge} {figure.original}"


def _disagree(one: Asserted, other: Asserted, lasting: bool) -> bool:
    a, b = one.figure, other.figure
    if one.document == other.document or a.status != b.status or not comparable(a.unit, b.unit):
        return False
    # What was planned in one year and in another is a history of plans, even of a building.
    once = lasting and a.status != "planned"
    return same_scope(a, b, lasting) and (once or _same_time(a.as_of, b.as_of)) and not agree(a, b)


def _same_time(one: str | None, other: str | None) -> bool:
    """Whether two dates can be of the same month, as far as they are known; an undated one is of no known time."""
    a, b = _months(one), _months(other)
    return a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1]


def _months(as_of: str | None) -> tuple[int, int] | None:
    """The first and the last month that "2020", "2027-Q3", "2020-10" or "2020-10-07" may mean, counted from year 0."""
    days = days_of(as_of)
    return (12 * days[0].year + days[0].month, 12 * days[1].year + days[1].month) if days else None


def _family(unit: str) -> str:
    """What a unit measures: its currency, its kind of measure, or its noun in the singular."""
    unit = unit.strip()
    if " per " in unit or re.fullmatch(r"[A-Z]{3}", unit):
        return unit
    if unit.lower() in _MEASURES:
        return _MEASURES[unit.lower()][0]
    noun = _singular(unit.split()[-1].lower()) if unit else ""
    return _FAMILIES.get(noun, noun)


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _factor(unit: str) -> float:
    return _MEASURES.get(unit.strip().lower(), ("", 1.0))[1]


def _span(figure: Figure, factor: float) -> tuple[float, float]:
    """The least and the greatest true value that a hedged value leaves open."""
    value = figure.value * factor
    below, above = {
        None: (0.0, 0.0),
        "over": (0.0, inf),
        "at least": (0.0, inf),
        "almost": (_ALMOST, 0.0),
        "up to": (inf, 0.0),
    }.get(figure.hedge, (_ABOUT, _ABOUT))
    return value - _part(value, below), value + _part(value, above)


def _part(value: float, share: float) -> float:
    return share if share == inf else abs(value) * share


def _meet(one: tuple[float, float], other: tuple[float, float], margin: float) -> bool:
    """Whether two spans touch, each end with a margin that is a share of it."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return low <= high or low - high <= margin * max(abs(low), abs(high))


def _is_rounding(one: float, other: float) -> bool:
    """Whether one exact value is the other, rounded to fewer digits: £3,055,880 and £3m."""
    if abs(one - other) >= _ROUNDED * max(abs(one), abs(other)):
        return False
    return any(a == float(f"{b:.{digits}g}") for a, b in ((one, other), (other, one)) for digits in range(1, 7))


def _days(figure: Figure) -> tuple[float, float]:
    """The first and the last day, as ordinals, of a date at the precision of its words."""
    period = time_scope(figure.original).period
    if period is None:
        return figure.value, figure.value
    return period.first.toordinal(), period.last.toordinal()


def _connected(against: dict[int, set[int]]) -> Iterable[list[int]]:
    """The sets of a graph that hang together."""
    seen: set[int] = set()
    for start in against:
        if start in seen:
            continue
        group, waiting = {start}, [start]
        while waiting:
            new = against[waiting.pop()] - group
            group |= new
            waiting += new
        seen |= group
        yield sorted(group)


def _why(group: Sequence[Asserted], lasting: bool) -> str:
    figures = [item.figure for item in group]
    values = [said(figure) for figure in sorted(_distinct(figures), key=size)]
    listed = f"{', '.join(values[:-1])} and {values[-1]}"
    if lasting:
        return f"for the same thing the sources give {listed}"
    return f"same scope and time, different values: {listed}"


def _distinct(figures: Sequence[Figure]) -> list[Figure]:
    """Of figures that agree the most exact, so that "2018" is not listed beside "April 2018"."""
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda figure: (_width(figure), size(figure), said(figure))):
        if not any(agree(figure, other) for other in kept):
            kept.append(figure)
    return kept


def _width(figure: Figure) -> float:
    low, high = _days(figure) if figure.unit == "date" else _span(figure, _factor(figure.unit))
    return high - low


def _asks_of_one_past_year(question: str) -> bool:
    """ "In 2019" with a verb of the past; "by 2019" and "since 2019" leave the time open."""
    years = set(_YEAR.findall(question))
    return len(years) == 1 and not _RANGE.search(question) and not _PRESENT.search(question)
