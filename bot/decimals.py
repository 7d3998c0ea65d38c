"""Figures as decimals, no more exact than their sources write them, and results of such in words (pure).

A result is never more exact than its operands: hedges stay in words, a value written with one decimal place gives a
result to that place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.conflicts import said
from bot.types import Figure

MINUS = "\N{MINUS SIGN}"
_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9, "tn": 12, "trillion": 12}
_SUFFIXES = {3: "k", 6: "m", 9: "bn", 12: "tn"}
_WRITTEN = re.compile(
    r"(?P<whole>\d[\d,]*)(?:\.(?P<decimals>\d+))?(?:\s?(?P<scale>k|thousand|mn?|million|bn|billion|tn|trillion)\b)?",
    re.IGNORECASE,
)
_HEDGES_UP, _HEDGES_DOWN = frozenset({"over", "at least"}), frozenset({"almost", "up to"})


@dataclass(frozen=True, slots=True)
class Bounded:
    """An operand or a result: its value, the place it is exact to, and how it is bounded."""

    value: Decimal
    place: Decimal
    bound: str | None


def percentage(ratio: Decimal, figures: Sequence[Figure]) -> str:
    """To one decimal place; of hedged values to a whole number, and said to be about that."""
    is_hedged = bool(_hedges(figures))
    shown = _number(_to_place(100 * ratio, Decimal(1) if is_hedged else Decimal("0.1")))
    return f"about {shown}%, {_since(figures)}" if is_hedged else f"{shown}%"


def stands_in(figure: Figure, question: str) -> bool:
    """Whether the question gives the figure's number, not as a piece of a longer one."""
    found = _WRITTEN.search(figure.original)
    if found is None:
        return False
    symbol = _SYMBOLS.get(figure.unit, "")
    pattern = rf"(?<![\d.,]){re.escape(symbol + found.group())}(?!\d|[.,]\d|%)"
    return re.search(pattern, question, re.IGNORECASE) is not None


def read(figure: Figure) -> Bounded:
    """A figure in decimals; its place is that of the last decimal digit as written: £2.9m is exact to £0.1m."""
    value = Decimal(str(figure.value))
    found = _WRITTEN.search(figure.original)
    if found:
        decimals = found["decimals"] or ""
        scale = _SCALES.get((found["scale"] or "").lower(), 0)
        written = Decimal(f"{found['whole'].replace(',', '')}.{decimals or 0}").scaleb(scale)
        if written == value:
            return Bounded(value, Decimal(1).scaleb(scale - len(decimals)) if decimals else Decimal(0), figure.hedge)
    is_whole = value == value.to_integral_value()
    return Bounded(value, Decimal(0) if is_whole else Decimal(1), figure.hedge)


def turned(hedge: str | None) -> str | None:
    """How a difference is bounded by what is taken away: less "almost" is more."""
    if hedge in _HEDGES_DOWN:
        return "over"
    return "about" if hedge else None


def common(hedges: Sequence[str | None]) -> str | None:
    """The hedge that all the hedges together leave, "about" when they pull apart."""
    found = {hedge for hedge in hedges if hedge}
    if len(found) <= 1:
        return next(iter(found), None)
    return "over" if found <= _HEDGES_UP else "about"


def worded(result: Bounded, figures: Sequence[Figure], is_change: bool = False) -> str:
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
    sign = MINUS if value < 0 else ""
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
    sign = MINUS if value < 0 else ""
    text = f"{abs(value):,f}"
    return sign + (text.rstrip("0").rstrip(".") if "." in text else text)


def operand(figure: Figure) -> str:
    """The figure as it stands in a calculation: "187 trials (2024)"."""
    return f"{said(figure)} ({figure.as_of or 'undated'})"
