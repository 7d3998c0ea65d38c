"""time_scope: which days the words of a question mean, and which dates there are not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.periods import Period, TimeScope, of_that_time, time_scope

FIRST, LAST = date.min, date.max

PERIODS = [
    ("How many in 2019?", date(2019, 1, 1), date(2019, 12, 31)),
    ("in October 2019", date(2019, 10, 1), date(2019, 10, 31)),
    ("in February 2020", date(2020, 2, 1), date(2020, 2, 29)),
    ("on 8 August 2023", date(2023, 8, 8), date(2023, 8, 8)),
    ("on August 8, 2023", date(2023, 8, 8), date(2023, 8, 8)),
    ("on 2020-03-05", date(2020, 3, 5), date(2020, 3, 5)),
    ("on 05/03/2020", date(2020, 3, 5), date(2020, 3, 5)),
    ("between 2019 and 2021", date(2019, 1, 1), date(2021, 12, 31)),
    ("from 2016 to 2020", date(2016, 1, 1), date(2020, 12, 31)),
    ("between January and March 2020", date(2020, 1, 1), date(2020, 3, 31)),
    ("between 14 January 2016 and June 2017", date(2016, 1, 14), date(2017, 6, 30)),
    ("2016-2020", date(2016, 1, 1), date(2020, 12, 31)),
    ("since 2012", date(2012, 1, 1), LAST),
    ("from 2012 on", date(2012, 1, 1), LAST),
    ("after 2021", date(2022, 1, 1), LAST),
    ("before 2018", FIRST, date(2017, 12, 31)),
    ("jobs expected by 2035", date(2035, 1, 1), date(2035, 12, 31)),
    ("at the start of 2016", date(2016, 1, 1), date(2016, 3, 31)),
    ("in autumn 2020", date(2020, 9, 1), date(2020, 11, 30)),
    ("in winter 2020", date(2020, 12, 1), date(2021, 2, 28)),
    ("in Q3 2024", date(2024, 7, 1), date(2024, 9, 30)),
    ("in the first half of 2021", date(2021, 1, 1), date(2021, 6, 30)),
    ("in 2022/23", date(2022, 4, 1), date(2023, 3, 31)),
    ("in the 1990s", date(1990, 1, 1), date(1999, 12, 31)),
]


@pytest.mark.parametrize(("text", "first", "last"), PERIODS, ids=[row[0] for row in PERIODS])
def test_words_of_time_are_days_with_both_ends(text: str, first: date, last: date) -> None:
    """And the words that said so come from the text."""
    period = time_scope(text).period
    assert period is not None
    assert (period.first, period.last) == (first, last)
    assert period.said in text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("raised as of March 2021", date(2021, 3, 31)),
        ("as at 5 May 2020", date(2020, 5, 5)),
        ("as known in 2020", date(2020, 12, 31)),
        ("as things stood in 2016", date(2016, 12, 31)),
    ],
)
def test_as_of_is_the_last_day_to_be_known_and_no_period(text: str, day: date) -> None:
    """The end of a month or year when no day is said."""
    assert time_scope(text) == TimeScope(as_of=day)


def test_what_was_reached_by_a_time_may_be_told_later() -> None:
    """Whatever was reached before counts too, so the period has an open start; a review of 2021 may tell of 2020."""
    assert time_scope("raised by the end of 2020") == TimeScope(Period(FIRST, date(2020, 12, 31), "by the end of 2020"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("How many on 31 June 2020?", "There is no 31 June 2020."),
        ("on the 31st of June 2020", "There is no 31 June 2020."),
        ("on June 31st", "There is no 31 June."),
        ("on June 31, 2020", "There is no 31 June 2020."),
        ("on 29 February 2021", "There is no 29 February 2021."),
        ("on 2020-13-01", "There is no 2020-13-01."),
        ("on 31/06/2020", "There is no 31/06/2020."),
        ("in Q5 2024", "There is no Q5 2024."),
        ("between 30 February 2019 and 2021", "There is no 30 February 2019."),
    ],
)
def test_a_date_that_does_not_exist_is_a_sentence(text: str, sentence: str) -> None:
    """And it sets no period that an answer could be looked for in."""
    assert time_scope(text) == TimeScope(problem=sentence)


@pytest.mark.parametrize(
    "text",
    [
        "How many companies have joined since the HPO award?",
        "during the pandemic",
        "According to the 2020 article on HPO status, how many companies are there?",
        "What did its 2023 EMEA cluster outlook say?",
        "Was it awarded in 2019 or in 2020?",
        "May 45 companies come? 32 may.",
        "It raised £2020 and has 2,020 jobs",
        "29 February",
        "2020 companies",
        "",
    ],
)
def test_events_editions_and_mere_numbers_set_no_time(text: str) -> None:
    """Their words are for the search."""
    assert time_scope(text) == TimeScope()


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d %B %Y", "%Y-%m-%d", "%B %d, %Y"]))
def test_every_day_that_exists_is_read_as_itself(day: date, form: str) -> None:
    """However it is written."""
    assert time_scope(f"on {day.strftime(form)}").period == Period(day, day, day.strftime(form))


PIECES = st.sampled_from(
    "since before by from between and to in as of the end start 2019 2020 31 June May 2020-13-01 Q2 2022/23 1990s or "
    "99".split()
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map(" ".join)))
def test_any_text_has_a_period_in_order_or_none(text: str) -> None:
    """Nothing raises; a false date has neither period nor day."""
    scope = time_scope(text)
    if scope.problem:
        assert scope == TimeScope(problem=scope.problem)
        assert scope.problem.startswith("There is no ")
    if scope.period:
        assert scope.period.first <= scope.period.last
        assert scope.period.holds(scope.period.first)
        assert scope.period.said in text


def test_as_of_a_year_is_in_that_year_and_as_of_a_day_what_was_known_then() -> None:
    """What was so in a year or a quarter is told later."""
    assert of_that_time("What share was it, as of 2024?") == "What share was it, in 2024?"
    assert of_that_time("The rent as at Q3 2024?") == "The rent in Q3 2024?"
    for question in (
        "Raised as of March 2021?",
        "Raised as of 5 May 2021?",
        "Raised as of 2022/23?",
        "Raised in 2024?",
    ):
        assert of_that_time(question) == question
