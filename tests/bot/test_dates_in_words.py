from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from answers import SPARK, TODAY, figure
from hypothesis import given
from hypothesis import strategies as st

from bot.dates_in_words import (
    age_in_words,
    held_in_words,
    iso_age,
    iso_in_words,
    published_in_words,
    when_in_words,
)
from ingest.types import Published


@pytest.mark.parametrize(
    ("published", "words"),
    [
        (Published(2019, 10, 7), "7 October 2019"),
        (Published(2020, 10), "October 2020"),
        (Published(2020), "2020"),
        (None, "undated"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(published: Published | None, words: str) -> None:
    """No day is made up for a month, no month for a year."""
    assert published_in_words(published) == words


@pytest.mark.parametrize(
    ("published", "words"),
    [
        (Published(2019, 11, 23), "7 years ago"),  # to the day
        (Published(2019, 11, 24), "6 years ago"),  # a day short of seven
        (Published(2025, 11, 23), "1 year ago"),
        (Published(2025, 11, 24), None),  # younger than a year
        (Published(2020, 10), "6 years ago"),
        (Published(2020, 11), "5 to 6 years ago"),  # the month of today: the day decides
        (Published(2020), "5 to 6 years ago"),
        (Published(2025), None),  # perhaps younger than a year
        (Published(2027), None),  # not yet
        (None, None),
    ],
)
def test_an_age_is_said_only_where_the_date_proves_it(published: Published | None, words: str | None) -> None:
    """What is certainly a year old or more is called so, as exactly as its date allows."""
    assert age_in_words(published, TODAY) == words


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("2020-10", "6 years ago"),
        ("2020", "5 to 6 years ago"),
        ("2020-Q3", "6 years ago"),
        ("2026-02", None),
        ("2030", None),  # a plan
        ("spring 2021", None),
        ("2020-13", None),
        (None, None),
    ],
)
def test_the_age_of_a_figure_is_said_by_the_same_rule(as_of: str | None, words: str | None) -> None:
    """What is no date has no age."""
    assert iso_age(as_of, TODAY) == words


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "October 2020"),
        ({"status": "planned"}, "planned as of October 2020"),
        ({"status": "planned", "as_of": None}, "planned, undated"),
        ({"as_of": None}, "undated"),
        ({"status": "planned", "unit": "date"}, "October 2020"),  # the date is itself the value
    ],
)
def test_a_plan_is_never_dated_like_what_was_achieved(changed: dict[str, Any], words: str) -> None:
    """It says that it is one, and since when."""
    assert held_in_words(figure(**changed)) == words


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        (None, "undated"),
        ("2020", "2020"),
        ("2020-10", "October 2020"),
        ("2020-10-07", "7 October 2020"),
        ("2027-Q3", "Q3 2027"),
        ("2020-13", "2020-13"),  # no such month: nothing is made up for it
        ("2020-00", "2020-00"),
        ("2020-10-32", "2020-10-32"),
        ("2027-Q5", "2027-Q5"),
        ("spring 2021", "spring 2021"),
        ("", ""),
    ],
)
def test_an_iso_date_is_said_at_its_precision(as_of: str | None, words: str) -> None:
    """Year, month, quarter or day; what is no such date is left as it stands."""
    assert iso_in_words(as_of) == words


@given(st.dates(min_value=date(1000, 1, 1)), st.integers(0, 2))
def test_a_published_date_and_its_iso_form_are_said_alike(day: date, precision: int) -> None:
    """Whatever its precision: the two ways to a date in words never differ."""
    published = Published(day.year, *(day.month, day.day)[:precision])
    assert iso_in_words(str(published)) == published_in_words(published)


def test_a_figures_own_date_goes_before_its_sources() -> None:
    """What a sentence of 2019 says of 2012 held in 2012; without a date of its own it held when it was published."""
    assert when_in_words(SPARK, figure(as_of="2012")) == "2012"
    assert when_in_words(SPARK, figure(as_of=None)) == "19 November 2019"
    assert when_in_words(SPARK) == "19 November 2019"
    assert when_in_words(replace(SPARK, published=None), figure(as_of=None)) == "undated"
