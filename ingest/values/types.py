"""What a value is, and its one notation."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ValueKind(StrEnum):
    """What sort of value it is."""

    AMOUNT = "amount"
    COUNT = "count"
    SHARE = "share"
    MEASURE = "measure"
    DATE = "date"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Value:
    """One value: ``text[start:end]`` is how it is written with its hedge, ``text[bare_start:end]`` without.

    ``unit`` is an ISO 4217 code ("GBP", also "GBP per sq ft"), "%", a measure ("sq m", "acres", "years", "times"), the
    noun phrase counted ("skilled jobs", or "count" when the text leaves it open), "rank", or, of a date, its ISO form
    at the precision written ("2023-04-17", "2018-04", "2027-Q3", "2020-autumn", "2021-mid", "2025/2026", "202X",
    "--11-26" without a year). ``value`` is in that unit; of a date the proleptic ordinal of its first day, 0 without a
    year; of a rank its place, from 1. A range has its low end in ``value`` and its high end in ``high``. ``hedge`` is
    "over", "almost", "about", "up to", "at least" or None; "one of the largest" is "at least" rank 1, "top ten" "up
    to" rank 10.
    """

    start: int
    end: int
    value: float
    unit: str
    hedge: str | None
    kind: ValueKind
    bare_start: int
    high: float | None = None

    @property
    def per(self) -> str | None:
        """What a compound unit is per: "sq ft" of "GBP per sq ft"."""
        return self.unit.partition(" per ")[2] or None


def normalised(value: Value) -> str:
    """The value in one notation, whatever its words: "GBP 1100000000", "45 companies", "33.3333 %", "2018-04"."""
    if value.kind is ValueKind.DATE:
        return value.unit
    number = _plain(value.value) if value.high is None else f"{_plain(value.value)}-{_plain(value.high)}"
    return f"{value.unit} {number}" if value.kind is ValueKind.AMOUNT else f"{number} {value.unit.lower()}"


def _plain(number: float) -> str:
    return f"{Decimal(repr(number)):f}".removesuffix(".0")
