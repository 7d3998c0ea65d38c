"""conflicts_of: sources that cannot all be right are reported, and a history, a plan or a rounding is not."""

import json
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conflicts import Asserted, agree, comparable, conflicts_of, is_lasting, said
from bot.expects import expects
from bot.types import Figure
from ingest.find import find_files
from ingest.load import load
from ingest.settings import Settings

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT / "corpus"
LINES = [
    json.loads(line)
    for line in (ROOT / "tests/golden/conflicts.jsonl").read_text(encoding="utf-8").splitlines()
    if '"split": "tuning"' in line
]
HEDGES = [None, "over", "at least", "almost", "about", "up to"]
UNITS = ["GBP", "USD", "%", "sq m", "sq ft", "acres", "companies", "tenants", "staff", "", "rank", "date"]
FIGURES = st.builds(
    Figure,
    value=st.floats() | st.integers(0, 100).map(float),
    unit=st.sampled_from(UNITS),
    original=st.text(max_size=12) | st.sampled_from(["April 2018", "2018", "spring 2018", "£3m"]),
    scope=st.sampled_from([None, "campus", "town", "UK"]),
    as_of=st.sampled_from([None, "2020", "2020-10", "2020-11-02", "2021", "2020-Q4"]),
    status=st.sampled_from(["achieved", "planned"]),
    citation=st.just(1),
    hedge=st.sampled_from(HEDGES),
)


def figure(value: float, unit: str = "GBP", hedge: str | None = None, original: str = "") -> Figure:
    """An achieved figure of autumn 2020."""
    return Figure(value, unit, original or f"{value:g}", None, "2020-10", "achieved", 1, hedge)


def day(original: str, year: int, month: int = 1) -> Figure:
    """A date as an answering value."""
    return figure(date(year, month, 1).toordinal(), "date", original=original)


def asserted(*figures: Figure) -> list[Asserted]:
    """Each figure from a document of its own."""
    return [Asserted(one, place, f"d{place}") for place, one in enumerate(figures)]


def of_line(line: dict) -> list[Asserted]:  # type: ignore[type-arg]
    """The figures of a line of the golden file."""
    found = []
    for place, row in enumerate(line["figures"]):
        fields = {name: value for name, value in row.items() if name != "document"}
        found.append(Asserted(Figure(**fields, citation=place + 1), place, row["document"]))
    return found


@pytest.mark.parametrize("line", LINES, ids=[line["id"] for line in LINES])
def test_the_golden_figures_conflict_exactly_where_they_should(line: dict) -> None:  # type: ignore[type-arg]
    """With the rule that the words of the question set; a conflict holds at least two of the values."""
    lasting = is_lasting(line["question"], expects(line["question"]))
    found = conflicts_of(of_line(line), lasting)
    assert bool(found) is line["conflict"]
    for conflict in found:
        originals = [line["figures"][place]["original"] for place in conflict.figures]
        assert sum(any(value in original for original in originals) for value in line["values"]) > 1


def test_the_golden_figures_stand_in_their_documents() -> None:
    """Character for character but for line breaks, and enough of each kind are there."""
    settings = Settings(_env_file=None, corpus=CORPUS)
    wanted = {row["document"] for line in LINES for row in line["figures"]}
    files = {Path(file.id).stem: file for file in find_files([CORPUS], CORPUS).files}
    texts = {name: " ".join(load(files[name].path, files[name].id, settings).text.split()) for name in wanted}
    missing = [row for line in LINES for row in line["figures"] if row["original"] not in texts[row["document"]]]
    assert not missing
    assert sum(not line["conflict"] for line in LINES) >= 30
    assert sum(line["conflict"] for line in LINES) >= 10


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure(40, "companies", "over"), figure(45, "companies")),
        (figure(1000, "jobs", "over"), figure(1000, "staff")),
        (figure(1e9, hedge="almost"), figure(950e6)),
        (figure(65, "%", "about"), figure(200 / 3, "%", original="two thirds")),
        (figure(5000, "jobs", "up to"), figure(4000, "jobs")),
        (figure(9640, "sq m"), figure(104_000, "sq ft")),
        (figure(3_055_880), figure(3e6)),
        (figure(0.1 + 0.2), figure(0.3)),
        (day("2018", 2018), day("April 2018", 2018, 4)),
        (day("spring 2018", 2018, 3), day("April 2018", 2018, 4)),
    ],
)
def test_hedged_and_rounded_values_that_one_truth_allows_agree(one: Figure, other: Figure) -> None:
    """In either order."""
    assert agree(one, other)
    assert agree(other, one)
    assert not conflicts_of(asserted(one, other), lasting=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure(65e6), figure(66e6)),
        (figure(55e6), figure(60e6)),
        (figure(49, "tenants"), figure(50, "companies")),
        (figure(3.36e6), figure(3.6e6)),
        (figure(200, "jobs"), figure(400, "jobs", "over")),
        (figure(40, "companies", "up to"), figure(45, "companies", "over")),
        (figure(1e9, hedge="almost"), figure(500e6)),
        (figure(65, "%", "about"), figure(77, "%")),
        (figure(7500, "sq m"), figure(70_000, "sq ft")),
        (day("2017", 2017), day("April 2018", 2018, 4)),
        (day("2012", 2012), day("2017", 2017)),
    ],
)
def test_values_that_cannot_both_be_true_conflict(one: Figure, other: Figure) -> None:
    """In either order, and both places are named."""
    assert [conflict.figures for conflict in conflicts_of(asserted(one, other), lasting=True)] == [(0, 1)]
    assert [conflict.figures for conflict in conflicts_of(asserted(other, one), lasting=True)] == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "other", "is_one_sort"),
    [
        ("GBP", "USD", False),
        ("companies", "businesses", True),
        ("firms", "occupier businesses", True),
        ("skilled jobs", "employees", True),
        ("companies", "jobs", False),
        ("trials", "therapies", False),
        ("sq m", "sq ft", True),
        ("sq ft", "acres", False),
        ("", "people", True),
        ("", "GBP", False),
        ("", "%", False),
        ("%", "companies", False),
        ("minutes", "", False),
    ],
)
def test_only_values_of_one_sort_are_compared(one: str, other: str, is_one_sort: bool) -> None:
    """Currencies never, nouns by what they count, floor space in any unit, a bare number with any count."""
    assert comparable(one, other) is comparable(other, one) is is_one_sort


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        ("2020-10", "2020-10-07", True),
        ("2020", "2020-10", True),
        ("2020", "2020", True),
        ("2020-Q4", "2020-10-07", True),
        ("2020-Q3", "2020-10-07", False),
        ("2020-09-30", "2020-10-01", False),
        ("some day", "some day", False),
        ("2020", "2021", False),
        ("2020", None, False),
        (None, None, False),
    ],
)
def test_what_moves_conflicts_only_when_the_times_overlap(one: str | None, other: str | None, conflicts: bool) -> None:
    """And what does not move conflicts at any time."""
    pair = asserted(replace(figure(50, "tenants"), as_of=one), replace(figure(40, "tenants"), as_of=other))
    assert bool(conflicts_of(pair, lasting=False)) is conflicts
    assert conflicts_of(pair, lasting=True)


def test_another_scope_another_status_and_the_same_document_are_no_conflict() -> None:
    """A campus is no county, a plan is no building, and one text may tell of a bid and an award."""
    bid, award = figure(50e6), figure(37.5e6)
    assert conflicts_of(asserted(bid, award), lasting=True)
    assert not conflicts_of(asserted(replace(bid, status="planned"), award), lasting=True)
    assert not conflicts_of(asserted(replace(bid, scope="county"), replace(award, scope="campus")), lasting=True)
    assert not conflicts_of([Asserted(bid, 0, "a"), Asserted(award, 1, "a")], lasting=True)


def test_plans_of_two_years_are_a_history_even_of_a_building() -> None:
    """Plans of one year conflict."""
    one = replace(figure(1.4e6, "sq ft"), status="planned", as_of="2022-07")
    other = replace(figure(1.6e6, "sq ft"), status="planned", as_of="2023-04")
    assert not conflicts_of(asserted(one, other), lasting=True)
    assert conflicts_of(asserted(one, replace(other, as_of="2022")), lasting=True)


def test_a_building_is_on_its_campus_and_in_its_town() -> None:
    """A lasting thing is one whichever of the two a sentence names; a moving count is not."""
    one, other = replace(figure(55e6), scope="campus"), replace(figure(60e6), scope="town")
    assert conflicts_of(asserted(one, other), lasting=True)
    assert not conflicts_of(asserted(one, other), lasting=False)


def test_all_sides_are_one_conflict_that_names_each_value_once() -> None:
    """Not a conflict a pair: the year beside its month is no fourth value, and the order is that of time."""
    dates = asserted(day("April 2018", 2018, 4), day("2012", 2012), day("2018", 2018), day("2017", 2017))
    found = conflicts_of(dates, lasting=True)
    assert [conflict.figures for conflict in found] == [(0, 1, 2, 3)]
    assert found[0].why == "for the same thing the sources give 2012, 2017 and April 2018"
    moving = conflicts_of(asserted(figure(7, original="seven"), figure(6, original="six")), lasting=False)
    assert moving[0].why == "same scope and time, different values: six and seven"


def test_a_hedge_is_said_once() -> None:
    """Whether or not the original already holds it."""
    assert said(figure(75e6, hedge="over", original="£75m")) == "over £75m"
    assert said(figure(200e6, hedge="over", original="more than £200m")) == "more than £200m"
    assert said(figure(75e6, original="£75m")) == "£75m"


@pytest.mark.parametrize(
    "question",
    [
        "When did the manufacturing centre open?",
        "What year was Stevenage made a Life Sciences Opportunity Zone?",
        "How much did the centre cost?",
        "What was the ERDF grant?",
        "How much was the award from the Towns Fund?",
        "How many zones were announced?",
        "What is the size of the centre?",
        "How big is Sycamore House?",
        "How much public money is behind the centre?",
        "How much did Achilles raise in its IPO?",
        "How many trials were there in 2019?",
        "How much was raised in 2019?",
        "How many people worked in the sector at the end of 2015?",
        "Stevenage has been an opportunity zone since when?",
        "Opening date of the centre?",
    ],
)
def test_what_was_done_once_is_lasting(question: str) -> None:
    """So is anything in one past year."""
    assert is_lasting(question, expects(question))


@pytest.mark.parametrize(
    "question",
    [
        "How many companies are on the campus?",
        "How much have the occupiers raised so far?",
        "How much money had been raised by 2020?",
        "How much has been raised since 2012?",
        "What share of the funds is in cell and gene therapy?",
        "What is the rank of the cluster?",
        "How many people does the centre employ?",
        "How many jobs were there between 2016 and 2020?",
        "How many companies are in the centre that opened in 2018?",
        "What is the latest size of the workforce?",
    ],
)
def test_what_changes_with_time_is_not_lasting(question: str) -> None:
    """Counts, shares, ranks and running totals."""
    assert not is_lasting(question, expects(question))


@given(FIGURES, FIGURES)
def test_agreement_does_not_depend_on_the_order(one: Figure, other: Figure) -> None:
    """Over any two figures, finite or not."""
    assert agree(one, other) is agree(other, one)


@given(st.lists(FIGURES, max_size=6), st.booleans())
def test_a_conflict_always_has_two_sides_and_no_figure_is_in_two(figures: list[Figure], lasting: bool) -> None:
    """And everyone in it disagrees with someone in it, from another document."""
    items = asserted(*figures)
    found = conflicts_of(items, lasting)
    places = [place for conflict in found for place in conflict.figures]
    assert len(places) == len(set(places))
    for conflict in found:
        group = [figures[place] for place in conflict.figures]
        assert all(any(not agree(one, other) for other in group) for one in group)
        assert " and " in conflict.why


@given(st.lists(FIGURES, max_size=4), st.booleans())
def test_the_order_of_the_sources_changes_nothing(figures: list[Figure], lasting: bool) -> None:
    """The same places conflict for the same reason."""
    items = asserted(*figures)
    expected = conflicts_of(items, lasting)
    assert all(conflicts_of(order, lasting) == expected for order in permutations(items))


@given(st.lists(FIGURES, max_size=6), st.booleans())
def test_one_document_never_conflicts_with_itself(figures: list[Figure], lasting: bool) -> None:
    """Whatever it tells."""
    assert not conflicts_of([Asserted(one, place, "a") for place, one in enumerate(figures)], lasting)


@given(st.text(), st.sampled_from(["date", "count", "amount", "share", "other"]))
def test_any_text_is_lasting_or_not(question: str, kind: str) -> None:
    """The rule never fails."""
    assert is_lasting(question, kind) in (True, False)


def test_more_than_a_third_is_not_less_than_one() -> None:
    """Though the third itself is the bound of both."""
    third = 100 / 3
    assert not agree(figure(third, "%", "over"), figure(third, "%", "almost"))
    assert agree(figure(third, "%", "over"), figure(third, "%", "about"))


def test_an_end_of_a_range_is_not_the_range() -> None:
    """ "Five years" against "five to ten years"; what lies between, or is bounded itself, agrees."""
    reach = figure(5, "years", original="five to ten years")
    assert not agree(figure(5, "years", original="five years"), reach)
    assert not agree(reach, figure(10, "years", original="ten years"))
    assert agree(figure(5, "years", hedge="at least", original="five years"), reach)
