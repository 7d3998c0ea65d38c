"""A question and the cited figures that answer it -> differences, sums, shares and growth, worked out in code (pure).

Arithmetic is decimal. A result is never more exact than its operands: hedges stay in words, a value written with one
decimal place gives a result to that place. Figures are never averaged, and nothing is calculated that was not asked.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from itertools import combinations
from math import isfinite

from bot.conflicts import comparable, is_counted, is_lasting, said, same_scope
from bot.types import Calculation, Figure

_MINUS = "\N{MINUS SIGN}"
_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9, "tn": 12, "trillion": 12}
_SUFFIXES = {3: "k", 6: "m", 9: "bn", 12: "tn"}
_WRITTEN = re.compile(
    r"(?P<whole>\d[\d,]*)(?:\.(?P<decimals>\d+))?(?:\s?(?P<scale>k|thousand|mn?|million|bn|billion|tn|trillion)\b)?",
    re.IGNORECASE,
)
_NEVER = frozenset({"date", "rank"})
_HEDGES_UP, _HEDGES_DOWN = frozenset({"over", "at least"}), frozenset({"almost", "up to"})
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
class _Value:
    """An operand or a result: its value, the place it is exact to, and how it is bounded."""

    value: Decimal
    place: Decimal
    bound: str | None


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
    a, b = _read(one), _read(other)
    is_less = a.value < b.value
    bound = _common([a.bound and "about", b.bound and "about"] if is_less else [a.bound, _turned(b.bound)])
    result = _Value(a.value - b.value, max(a.place, b.place), bound)
    operands = (one, other)
    return _Worked(
        f"{_operand(one)} {_MINUS} {_operand(other)} = {_worded(result, operands, is_change=True)}", operands
    )


def _sum(question: str, figures: list[Figure]) -> _Worked | None:
    """What the things named in the question come to; shares and totals to date have no parts to add."""
    parts = _by_value(figures)
    if len(parts) < 2 or len(parts) != _things_named(question) or parts[0].unit == "%" or not _alike(parts):
        return None
    if not (is_lasting(question, "amount") or _years(parts) <= _named_years(question) or _in_one_time(parts)):
        return None
    values = [_read(figure) for figure in parts]
    total = sum((value.value for value in values), Decimal(0))
    result = _Value(total, max(value.place for value in values), _common([value.bound for value in values]))
    return _Worked(f"{' + '.join(map(_operand, parts))} = {_worded(result, parts)}", tuple(parts))


def _share(question: str, figures: list[Figure]) -> _Worked | None:
    """A part as a share of its whole, where the question or one quote names both."""
    if any(figure.unit == "%" for figure in figures):
        return None
    pair = _part_and_whole(question, figures)
    if pair is None or not _alike(pair) or pair[0].value < 0 or pair[1].value <= 0:
        return None
    part, whole = pair
    ratio = _percentage(_read(part).value / _read(whole).value, pair)
    return _Worked(f"{_operand(part)} / {_operand(whole)} = {ratio}", (part, whole))


def _part_and_whole(question: str, figures: list[Figure]) -> list[Figure] | None:
    """The smaller and the larger of two that hold at one time.

    Two values that the question does not name are a part and its whole only where one quote says so: of 89 trials
    and 115 trials neither need be part of the other.
    """
    named = [figure for figure in figures if _stands_in(figure, question)]
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
    ratio = _percentage(_read(later).value / _read(earlier).value - 1, ordered)
    text = f"({_operand(later)} {_MINUS} {_operand(earlier)}) / {_operand(earlier)} = {ratio}"
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
    "share": _share,
}


def _percentage(ratio: Decimal, figures: Sequence[Figure]) -> str:
    """To one decimal place; of hedged values to a whole number, and said to be about that."""
    is_hedged = bool(_hedges(figures))
    shown = _number(_to_place(100 * ratio, Decimal(1) if is_hedged else Decimal("0.1")))
    return f"about {shown}%, {_since(figures)}" if is_hedged else f"{shown}%"


def _pair(question: str, figures: list[Figure]) -> list[Figure] | None:
    """The two figures to compare: those of the years that the question names, or the only two."""
    years = _named_years(question)
    found = [figure for figure in figures if (figure.as_of or "")[:4] in years] if len(years) > 1 else figures
    if len(found) > 2:
        found = _by_value(found)
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


def _things_named(question: str) -> int:
    """How many things a question wants added up: "the three grants", "A, B and C"."""
    if found := _COUNT_NAMED.search(question.lower()):
        return _COUNTS.get(found[1]) or int(found[1])
    listed = _OPENING.sub("", _ONE_THING.sub("it", question))
    return 1 + len(_JOINED.findall(listed))


def _stands_in(figure: Figure, question: str) -> bool:
    """Whether the question gives the figure's number, not as a piece of a longer one."""
    found = _WRITTEN.search(figure.original)
    if found is None:
        return False
    symbol = _SYMBOLS.get(figure.unit, "")
    pattern = rf"(?<![\d.,]){re.escape(symbol + found.group())}(?!\d|[.,]\d|%)"
    return re.search(pattern, question, re.IGNORECASE) is not None


def _read(figure: Figure) -> _Value:
    """A figure in decimals; its place is that of the last decimal digit as written: £2.9m is exact to £0.1m."""
    value = Decimal(str(figure.value))
    found = _WRITTEN.search(figure.original)
    if found:
        decimals = found["decimals"] or ""
        scale = _SCALES.get((found["scale"] or "").lower(), 0)
        written = Decimal(f"{found['whole'].replace(',', '')}.{decimals or 0}").scaleb(scale)
        if written == value:
            return _Value(value, Decimal(1).scaleb(scale - len(decimals)) if decimals else Decimal(0), figure.hedge)
    is_whole = value == value.to_integral_value()
    return _Value(value, Decimal(0) if is_whole else Decimal(1), figure.hedge)


def _turned(hedge: str | None) -> str | None:
    """How a difference is bounded by what is taken away: less "almost" is more."""
    if hedge in _HEDGES_DOWN:
        return "over"
    return "about" if hedge else None


def _common(hedges: Sequence[str | None]) -> str | None:
    """The hedge that all the hedges together leave, "about" when they pull apart."""
    found = {hedge for hedge in hedges if hedge}
    if len(found) <= 1:
        return next(iter(found), None)
    return "over" if found <= _HEDGES_UP else "about"


def _worded(result: _Value, figures: Sequence[Figure], is_change: bool = False) -> str:
    """The result with its unit, and with the hedge that its operands leave it."""
    value = _to_place(result.value, result.place)
    is_rounded = value != result.value
    bound = "about" if is_rounded else result.bound
    text = _with_unit(value, figures, is_rounded, is_change)
    reason = f", {_since(figures)}" if bound == "about" and set(_hedges(figures)) - {"about"} else ""
    return f"{bound} {text}{reason}" if bound else text


def _hedges(figures: Sequence[Figure]) -> list[str]:
    return [figure.hedge for figure in figures if figure.hedge]


def _since(figures: Sequence[Figure]) -> str:
    """Why a result is not exact: "since one value is 'over'"."""
    hedges = _hedges(figures)
    quoted = " and ".join(f"'{hedge}'" for hedge in dict.fromkeys(hedges))
    return f"since one value is {quoted}" if len(hedges) == 1 else f"since the values are {quoted}"


def _to_place(value: Decimal, place: Decimal) -> Decimal:
    """The value rounded half up to a place; a place of 0 leaves it exact."""
    if not place:
        return value
    steps = (abs(value) / place + Decimal("0.5")).to_integral_value(rounding="ROUND_FLOOR")
    return (steps * place).copy_sign(value)


def _with_unit(value: Decimal, figures: Sequence[Figure], is_rounded: bool, is_change: bool) -> str:
    unit = figures[0].unit
    sign = _MINUS if value < 0 else ""
    if unit == "%":
        points = " percentage point" if abs(value) == 1 else " percentage points"
        return f"{sign}{_number(abs(value))}{points if is_change else '%'}"
    scales = [_scale(figure) for figure in figures]
    scale = max(scales) if is_rounded else min(scales)
    number = f"{_number(abs(value).scaleb(-scale))}{_SUFFIXES.get(scale, '')}"
    if re.fullmatch(r"[A-Z]{3}", unit):
        return f"{sign}{_SYMBOLS.get(unit, unit + ' ')}{number}"
    noun = unit if len({figure.unit for figure in figures}) == 1 and abs(value) != 1 else ""
    return f"{sign}{number} {noun}".rstrip()


def _scale(figure: Figure) -> int:
    """The power of ten that the source writes as a word or letter."""
    found = _WRITTEN.search(figure.original)
    return _SCALES.get((found["scale"] or "").lower(), 0) if found else 0


def _number(value: Decimal) -> str:
    """With commas and without trailing zeros."""
    sign = _MINUS if value < 0 else ""
    text = f"{abs(value):,f}"
    return sign + (text.rstrip("0").rstrip(".") if "." in text else text)


def _operand(figure: Figure) -> str:
    return f"{said(figure)} ({figure.as_of or 'undated'})"
