"""A question and the cited figures that answer it -> differences, sums, shares and growth, worked out in code (pure).

Arithmetic is decimal, see ``bot.decimals``. Figures are never averaged, and nothing is calculated that was not asked.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from itertools import combinations
from math import isfinite

from bot.conflicts import comparable, is_counted, is_lasting, same_scope
from bot.decimals import MINUS, Bounded, common, operand, percentage, read, stands_in, turned, worded
from bot.types import Calculation, Figure

_NEVER = frozenset({"date", "rank"})
_ENOUGH = Context(prec=700)  # a float has at most 309 digits before its point

_CHANGE = r"(?:gr[eo]w\w*|growth|ris\w+|rose|increas\w*|f[ae]ll\w*|drop\w*|declin\w*|chang\w*|expand\w*|shr[aiu]nk\w*)"
_ASKS_GROWTH = re.compile(
    rf"\b(?:percent\w*\b|per cent\b|what %|in %)(?! points?).*\b{_CHANGE}\b|"
    rf"\b{_CHANGE}\b.*(?:\bper ?cent\w*\b(?! points?)|%)|\bgrowth rate\b|\brate of growth\b",
    re.IGNORECASE,
)
_ASKS_SHARE = re.compile(
    r"\b(?:(?:share|percentage|proportion|fraction) (?:of|is|are|was|were|do|does)|what share|per ?cent of)\b",
    re.IGNORECASE,
)
_ASKS_SUM = re.compile(
    r"\b(?:in total|together|altogether|combined|in all|sum of|add(?:s|ed)? up|total of)\b", re.IGNORECASE
)
_ASKS_EXCESS = re.compile(
    r"\b(?:how (?:much|many)|by what amount|what (?:amount|sum))\b.*?\b(?:more|less|fewer|higher|lower|bigger|larger|"
    r"smaller|longer|shorter|greater|cheaper|dearer)\b",
    re.IGNORECASE,
)
_ASKS_CHANGE = re.compile(
    rf"\bby how (?:much|many)\b|\bdifferences?\b|\bhow (?:much|many)\b.*\b{_CHANGE}\b|\bdiffer\b|\bnet change\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d£$€.,/-])(?:19|20)\d\d(?![\d,])")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
_PART_OF = re.compile(r"\bof (?:the|them|these|those|which|it|its)\b", re.IGNORECASE)
_COUNT_NAMED = re.compile(r"\b(two|three|four|five|six|2|3|4|5|6) (?!years\b|months\b)(?:[a-z-]+ ){0,2}[a-z]+s\b")
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
# An "and" inside the name of one thing.
_ONE_THING = re.compile(
    r"\b(?:cell and gene|research and development|skills and training|science and technology)\b", re.IGNORECASE
)
_JOINED = re.compile(r",\s+(?:and\s+|plus\s+)?|\s+and\s+|\s+plus\s+|\s*&\s*", re.IGNORECASE)
_OPENING = re.compile(r"^[^,]*\b(?:19|20)\d\d,\s+|^(?:in total|together|altogether|all together),\s+", re.IGNORECASE)


_REQUEST = re.compile(r"CALCULATE (?P<what>difference|sum|share|growth):\s*(?P<values>.+)", re.IGNORECASE)
_OPERAND = re.compile(r"(?:^|[,;]\s+|\sand\s)\s*(.+?)\s*\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class _Worked:
    """A calculation in words, and the figures in it."""

    text: str
    operands: tuple[Figure, ...]


def calculations(question: str, figures: Sequence[Figure]) -> list[Calculation]:
    """The one calculation that a question asks for over figures of one unit and scope, or none.

    A difference, growth and a share need two values, a sum as many as the question names. With more or fewer, with
    values of other units or scopes, or where a source states the share itself, nothing is calculated. Never raises.
    """
    usable = _distinct([figure for figure in figures if isfinite(figure.value) and figure.unit not in _NEVER])
    for asked, work_out in _WAYS:
        if asked.search(question):
            with localcontext(_ENOUGH):
                worked = work_out(question, usable)
            if worked:
                return [_calculation(worked)]
    return []


def requested(line: str, figures: Sequence[Figure]) -> Calculation | None:
    """What a line such as "CALCULATE difference: £1.1bn [1], £500m [2]" asks for, worked out from the figures cited.

    None where it is no such line, a value is not among the figures, or the values cannot be put together.
    """
    asked = _REQUEST.fullmatch(line.strip())
    if asked is None:
        return None
    found = [_named(value, int(number), figures) for value, number in _OPERAND.findall(asked["values"])]
    operands = [figure for figure in found if figure is not None]
    if not 1 < len(operands) == len(found) or any(figure.unit in _NEVER for figure in operands):
        return None
    question = f"The {len(operands)} values in total: {' of '.join(figure.original for figure in operands)}"
    with localcontext(_ENOUGH):
        worked = _REQUESTS[asked["what"].lower()](question, _distinct(operands))
    return _calculation(worked) if worked else None


def _named(value: str, citation: int, figures: Sequence[Figure]) -> Figure | None:
    """The figure of a citation that is written so, with or without its noun."""
    return next(
        (
            figure
            for figure in figures
            if figure.citation == citation and isfinite(figure.value) and _is_written(value.strip(), figure.original)
        ),
        None,
    )


def _is_written(value: str, original: str) -> bool:
    one, other = value.lower(), original.lower()
    return _NUMBER.findall(one) == _NUMBER.findall(other) and (one in other or other in one)


def _calculation(worked: _Worked) -> Calculation:
    cited = tuple(sorted({figure.citation for figure in worked.operands}))
    return Calculation(f"{worked.text} {''.join(f'[{number}]' for number in cited)}", cited)


def _excess(question: str, figures: list[Figure]) -> _Worked | None:
    """How much more: the larger less the smaller."""
    pair = _pair(question, figures)
    return _difference(*sorted(pair, key=lambda figure: -figure.value)) if pair else None


def _change(question: str, figures: list[Figure]) -> _Worked | None:
    """By how much something changed: the later less the earlier; with no order in time, the larger less the smaller."""
    pair = _pair(question, figures)
    ordered = _in_time(pair) if pair else None
    return _difference(ordered[1], ordered[0]) if ordered else _excess(question, figures)


def _difference(one: Figure, other: Figure) -> _Worked:
    a, b = read(one), read(other)
    is_less = a.value < b.value
    bound = common([a.bound and "about", b.bound and "about"] if is_less else [a.bound, turned(b.bound)])
    result = Bounded(a.value - b.value, max(a.place, b.place), bound)
    operands = (one, other)
    return _Worked(f"{operand(one)} {MINUS} {operand(other)} = {worded(result, operands, is_change=True)}", operands)


def _sum(question: str, figures: list[Figure]) -> _Worked | None:
    """What the things named in the question come to; shares and totals to date have no parts to add."""
    parts = _by_value(figures)
    if len(parts) < 2 or len(parts) != _things_named(question) or parts[0].unit == "%" or not _alike(parts):
        return None
    if not (is_lasting(question, "amount") or _years(parts) <= _named_years(question) or _in_one_time(parts)):
        return None
    values = [read(figure) for figure in parts]
    total = sum((value.value for value in values), Decimal(0))
    result = Bounded(total, max(value.place for value in values), common([value.bound for value in values]))
    return _Worked(f"{' + '.join(map(operand, parts))} = {worded(result, parts)}", tuple(parts))


def _share(question: str, figures: list[Figure]) -> _Worked | None:
    """A part as a share of its whole, where the question or one quote names both."""
    if any(figure.unit == "%" for figure in figures):
        return None
    pair = _part_and_whole(question, figures)
    if pair is None or not _alike(pair) or pair[0].value < 0 or pair[1].value <= 0:
        return None
    part, whole = pair
    ratio = percentage(read(part).value / read(whole).value, pair)
    return _Worked(f"{operand(part)} / {operand(whole)} = {ratio}", (part, whole))


def _part_and_whole(question: str, figures: list[Figure]) -> list[Figure] | None:
    """The smaller and the larger of two that hold at one time.

    Two values that the question does not name are a part and its whole only where one quote says so: of 89 trials
    and 115 trials neither need be part of the other.
    """
    named = [figure for figure in figures if stands_in(figure, question)]
    if len(named) < len(_NUMBER.findall(_YEAR.sub("", question))):
        return None  # it names a value that no source gives
    is_one_quote = len(figures) == 2 and figures[0].citation == figures[1].citation
    if is_one_quote and (named or any(_PART_OF.search(figure.original) for figure in figures)):
        named = figures
    if len(named) != 2 or not _in_one_time(named):
        return None
    return sorted(named, key=lambda figure: figure.value)


def _growth(question: str, figures: list[Figure]) -> _Worked | None:
    """The change as a share of the earlier value."""
    pair = _pair(question, [figure for figure in figures if figure.unit != "%"])
    ordered = _in_time(pair) if pair else None
    if ordered is None or ordered[0].value <= 0:
        return None
    earlier, later = ordered
    ratio = percentage(read(later).value / read(earlier).value - 1, ordered)
    text = f"({operand(later)} {MINUS} {operand(earlier)}) / {operand(earlier)} = {ratio}"
    return _Worked(text, (earlier, later))


_WAYS: tuple[tuple[re.Pattern[str], Callable[[str, list[Figure]], _Worked | None]], ...] = (
    (_ASKS_GROWTH, _growth),
    (_ASKS_SHARE, _share),
    (_ASKS_SUM, _sum),
    (_ASKS_EXCESS, _excess),
    (_ASKS_CHANGE, _change),
)


_REQUESTS: dict[str, Callable[[str, list[Figure]], _Worked | None]] = {
    "difference": lambda _, figures: _change("", figures),
    "growth": lambda _, figures: _growth("", figures),
    "sum": _sum,
    # Without the number of the values, which is none of them.
    "share": lambda question, figures: _share(question.partition(": ")[2], figures),
}


def _pair(question: str, figures: list[Figure]) -> list[Figure] | None:
    """The two figures to compare: those of the years that the question names, or the only two."""
    years = _named_years(question)
    found = [figure for figure in figures if (figure.as_of or "")[:4] in years] if len(years) > 1 else figures
    if len(found) > 2:
        found = _by_year(found) if years else _by_value(found)
    return found if len(found) == 2 and years <= _years(found) and _alike(found) else None


def _named_years(question: str) -> set[str]:
    return set(_YEAR.findall(question))


def _years(figures: Sequence[Figure]) -> set[str]:
    return {(figure.as_of or "")[:4] for figure in figures}


def _in_time(pair: Sequence[Figure]) -> list[Figure] | None:
    """The earlier and the later of two, where their dates tell them apart."""
    if any(figure.as_of is None for figure in pair) or _in_one_time(pair):
        return None
    return sorted(pair, key=lambda figure: figure.as_of or "")


def _in_one_time(figures: Sequence[Figure]) -> bool:
    """Whether the dates of the figures may be one; an undated figure may be of any time."""
    dates = [figure.as_of for figure in figures if figure.as_of is not None]
    return all(one.startswith(other) or other.startswith(one) for one, other in combinations(dates, 2))


def _alike(figures: Sequence[Figure]) -> bool:
    """One unit and one scope. Counted things may go by two names; measures and currencies are not converted."""
    return all(
        (one.unit == other.unit or (comparable(one.unit, other.unit) and is_counted(one.unit)))
        and same_scope(one, other)
        for one, other in combinations(figures, 2)
    )


def _distinct(figures: Sequence[Figure]) -> list[Figure]:
    """Without a second source for the same value of the same time."""
    return list(
        {(figure.value, figure.unit, figure.scope, figure.as_of): figure for figure in reversed(figures)}.values()
    )[::-1]


def _by_value(figures: Sequence[Figure]) -> list[Figure]:
    """Without a second source for the same value of any time: two reports of one grant are not two grants."""
    return list({(figure.value, figure.unit): figure for figure in reversed(figures)}.values())[::-1]


def _by_year(figures: Sequence[Figure]) -> list[Figure]:
    """Without a second source for the same value of the same year, whatever it calls what it counts."""
    return list({(figure.value, (figure.as_of or "")[:4]): figure for figure in reversed(figures)}.values())[::-1]


def _things_named(question: str) -> int:
    """How many things a question wants added up: "the three grants", "A, B and C"."""
    if found := _COUNT_NAMED.search(question.lower()):
        return _COUNTS.get(found[1]) or int(found[1])
    listed = _OPENING.sub("", _ONE_THING.sub("it", question))
    return 1 + len(_JOINED.findall(listed))
