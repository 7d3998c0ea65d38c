"""Which values of an answer stand for it today."""

from dataclasses import replace
from datetime import date

from answers import ANYTHING, SPARK, ZONE, answered, cite, figure, full, not_found
from hypothesis import given
from hypothesis import strategies as st

from bot.as_of import days_of
from bot.latest import newest
from bot.types import Answer, Conflict, Figure, Lead

DATES = st.sampled_from([None, "2016", "2020-10", "2020-Q3", "2020-10-07", "2031", "soon"])


def history(*figures: Figure) -> Answer:
    """An answer that tells how one value moved."""
    citations = [cite(number, source=ZONE) for number in {one.citation for one in figures}]
    return replace(answered(*citations), figures=figures, history=tuple(range(len(figures))))


def test_the_newest_value_of_a_history_stands_first() -> None:
    """With its own date and quote, as its source words it."""
    (value,) = newest(history(figure("50 companies", as_of="2016-01"), figure("45 companies", 2, hedge="over")))
    assert (value.words, value.when, value.as_of) == ("over 45 companies", "October 2020", "2020-10")
    assert (value.status, value.citation.number) == ("achieved", 2)


def test_a_plan_stands_beside_what_was_achieved_and_never_for_it() -> None:
    """When it is the later; an older plan has been overtaken."""
    built, plan = figure("7,700 sq m", as_of="2023"), figure("9,000 sq m", as_of="2025", status="planned")
    assert [(one.words, one.when) for one in newest(history(built, plan))] == [
        ("7,700 sq m", "2023"),
        ("9,000 sq m", "planned as of 2025"),
    ]
    overtaken = figure("7,200 sq m", as_of="2016", status="planned")
    assert [one.words for one in newest(history(overtaken, built))] == ["7,700 sq m"]
    assert [one.status for one in newest(history(overtaken))] == ["planned"]


def test_the_short_answer_is_the_value_where_nothing_moved() -> None:
    """In its own words, with the date of its figure; not another figure of its quote."""
    figures = (figure("1,000 jobs", unit="jobs", value=1000.0), figure("13", value=13.0))
    answer = replace(answered(cite()), figures=figures, leads=(Lead("13", "October 2020", 1),))
    (value,) = newest(answer)
    assert (value.words, value.when, value.as_of, value.status) == ("13", "October 2020", "2020-10", "achieved")


def test_a_short_answer_that_is_no_figure_holds_as_of_its_source() -> None:
    """A name is as old as the document that gives it."""
    answer = replace(answered(cite(source=SPARK)), leads=(Lead("Sally Ann Forsyth", "19 November 2019", 1),))
    (value,) = newest(answer)
    assert (value.words, value.as_of, value.status) == ("Sally Ann Forsyth", "2019-11-19", "")


def test_of_two_parts_of_a_question_neither_is_the_newer() -> None:
    """Both are shown."""
    leads = (Lead("45 companies", "October 2020", 1), Lead("13", "2021", 1))
    answer = replace(answered(cite()), leads=leads)
    assert [value.words for value in newest(answer)] == ["45 companies", "13"]


def test_a_value_that_another_source_disputes_is_marked() -> None:
    """And only such a one."""
    assert [value.is_disputed for value in newest(full())] == [True]
    moved = history(figure(as_of="2016"), figure(as_of="2016", value=40.0), figure("50 companies", 2, as_of="2021"))
    assert not newest(replace(moved, conflicts=(Conflict((0, 1), "two values"),)))[0].is_disputed


def test_without_an_answer_there_is_no_value() -> None:
    """Nor of the passages that came nearest."""
    assert newest(not_found(cite())) == ()
    assert newest(answered(cite())) == ()


@given(st.lists(st.builds(figure, ANYTHING, as_of=DATES, status=st.sampled_from(["achieved", "planned"])), max_size=6))
def test_nothing_that_is_told_is_newer_than_what_stands_first(figures: list[Figure]) -> None:
    """Of what was achieved; and a plan that stands beside it is newer than all that was achieved."""
    values = newest(history(*figures))
    assert bool(values) == bool(figures)
    days = [days for one in figures if one.status == "achieved" and (days := days_of(one.as_of))]
    for value in values:
        known = days_of(value.as_of) or (date.min, date.min)
        assert known >= max(days, default=known)
    assert [value.status for value in values] in ([], ["achieved"], ["planned"], ["achieved", "planned"])
