"""How a value moved: the dated figures of one sort that answer, oldest first."""

from dataclasses import replace
from datetime import date

import pytest
from answers import figure
from hypothesis import given
from hypothesis import strategies as st

from bot.as_of import days_of
from bot.history import moved
from bot.types import Figure

TENANTS = figure("50 tenants", unit="tenants", value=50.0, as_of="2016-01")
LATER = figure("over 40 companies", unit="companies", value=40.0, as_of="2021-07", hedge="over")
MONEY = figure("£200m", unit="GBP", value=2e8, as_of="2017-02-01")


def test_values_stand_by_the_time_that_they_hold_for() -> None:
    """Whatever the order of the sources; tenants and companies are counted alike."""
    assert moved([(4, LATER), (2, TENANTS)]) == (2, 4)


@pytest.mark.parametrize(
    "others",
    [
        [],
        [MONEY],  # of another sort
        [replace(LATER, as_of=None)],  # of no known time
        [replace(TENANTS, value=51.0)],  # a disagreement is no move
        [replace(LATER, unit="date")],
    ],
)
def test_nothing_moved_where_there_is_no_second_time(others: list[Figure]) -> None:
    """Then there is nothing to draw."""
    assert moved(enumerate([TENANTS, *others])) == ()


def test_what_is_said_twice_of_one_time_stands_once() -> None:
    """A plan of the same size is something else."""
    assert moved(enumerate([TENANTS, LATER, LATER])) == (0, 1)
    assert moved(enumerate([TENANTS, LATER, replace(LATER, status="planned")])) == (0, 1, 2)


def test_acres_and_hectares_are_not_drawn_on_one_scale() -> None:
    """33 acres are no more than 14 hectares."""
    acres = figure("33 acres", unit="acres", value=33.0, as_of="2021")
    assert moved(enumerate([acres, figure("14 ha", unit="hectares", value=14.0, as_of="2022")])) == ()


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        ("2020", (date(2020, 1, 1), date(2020, 12, 31))),
        ("2016-01", (date(2016, 1, 1), date(2016, 1, 31))),
        ("2027-Q3", (date(2027, 7, 1), date(2027, 9, 30))),
        ("2020-10-07", (date(2020, 10, 7), date(2020, 10, 7))),
        ("2020-13", None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_date_is_as_long_as_it_is_unknown(as_of: str | None, days: tuple[date, date] | None) -> None:
    """A year is all of its days."""
    assert days_of(as_of) == days


@given(st.text(max_size=12))
def test_whatever_a_date_says_it_is_read_or_not(text: str) -> None:
    """Never an error."""
    days = days_of(text)
    assert days is None or days[0] <= days[1]
