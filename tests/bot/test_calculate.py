"""calculations: arithmetic that a question asks for, over exactly the figures it needs, no more exact than they are."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calculate import calculations
from bot.types import Figure

WHOLE = st.integers(0, 10**7)
HEDGES = st.sampled_from([None, "over", "at least", "almost", "about", "up to", "under"])
QUESTIONS = [
    "How much more did A raise than B?",
    "By how much did funding grow?",
    "What did A and B raise in total?",
    "What share is 13 of 45?",
    "What share of the funds is that?",
    "By what percentage did trials grow from 2019 to 2020?",
    "What is the difference between them?",
]


def figure(value: float, original: str, number: int, unit: str = "GBP", as_of: str | None = None) -> Figure:
    """An exact, achieved figure cited as ``number``."""
    return Figure(value, unit, original, None, as_of, "achieved", number)


BID, AWARD = figure(50e6, "£50m", 2, as_of="2020-10"), figure(37.5e6, "£37.5m", 1, as_of="2021-03")
FUNDS_2019 = replace(figure(1e9, "£1bn", 1, as_of="2019-10"), hedge="almost")
FUNDS_2020 = replace(figure(1.6e9, "£1.6bn", 2, as_of="2020"), hedge="over")
TRIALS_2019, TRIALS_2020 = (
    figure(127, "127 ongoing trials", 1, "ongoing trials", "2019"),
    figure(154, "154 ongoing trials", 2, "ongoing trials", "2020"),
)
TRIALS_2021 = figure(168, "168 trials", 3, "trials", "2021")
ALL, PART = figure(45, "45 companies", 1, "companies", "2020"), figure(13, "13 of them", 1, "companies", "2020")
SPARK, ANALYTICS = figure(1.2e6, "£1.2m", 1, as_of="2019-11"), figure(2.9e6, "£2.9m", 2)
LAB = figure(3_055_880, "£3,055,880", 3, as_of="2021-01-05")


@pytest.mark.parametrize(
    ("question", "figures", "text"),
    [
        (
            "How did the Towns Fund award differ from the bid?",
            [BID, AWARD],
            "£37.5m (2021-03) − £50m (2020-10) = −£12.5m [1][2]",
        ),
        (
            "How much less was awarded than was bid for?",
            [AWARD, BID],
            "£50m (2020-10) − £37.5m (2021-03) = £12.5m [1][2]",
        ),
        (
            "By how much did the funds of the occupiers grow from 2019 to 2020?",
            [FUNDS_2019, FUNDS_2020],
            "over £1.6bn (2020) − almost £1bn (2019-10) = over £0.6bn [1][2]",
        ),
        (
            "How much more did A get than B?",
            [figure(37.5e6, "£37.5m", 1), replace(figure(22e6, "£22m", 2), hedge="over")],
            "£37.5m (undated) − over £22m (undated) = about £15.5m, since one value is 'over' [1][2]",
        ),
        (
            "By how much did the number of trials rise between 2019 and 2020?",
            [TRIALS_2021, TRIALS_2019, TRIALS_2020],
            "154 ongoing trials (2020) − 127 ongoing trials (2019) = 27 ongoing trials [1][2]",
        ),
        (
            "By what percentage did UK trials grow from 2019 to 2020?",
            [TRIALS_2019, TRIALS_2020],
            "(154 ongoing trials (2020) − 127 ongoing trials (2019)) / 127 ongoing trials (2019) = 21.3% [1][2]",
        ),
        (
            "By how many percentage points did the commercial share of trials grow from 2022 to 2023?",
            [figure(80, "80%", 1, "%", "2022"), figure(81, "81%", 2, "%", "2023")],
            "81% (2023) − 80% (2022) = 1 percentage point [1][2]",
        ),
        ("What share is 13 of 45?", [ALL, PART], "13 of them (2020) / 45 companies (2020) = 28.9% [1]"),
        (
            "What share of the £1.6bn was raised by cell and gene companies?",
            [FUNDS_2020, figure(1.1e9, "£1.1bn", 2, as_of="2020")],
            "£1.1bn (2020) / over £1.6bn (2020) = about 69%, since one value is 'over' [2]",
        ),
        (
            "What share of the companies is in cell and gene therapy?",
            [ALL, PART],
            "13 of them (2020) / 45 companies (2020) = 28.9% [1]",
        ),
        (
            "How much did the LEP give for the Spark Building and the analytics in total?",
            [SPARK, ANALYTICS],
            "£1.2m (2019-11) + £2.9m (undated) = £4.1m [1][2]",
        ),
        (
            "What do the three LEP grants add up to?",
            [SPARK, ANALYTICS, LAB],
            "£1.2m (2019-11) + £2.9m (undated) + £3,055,880 (2021-01-05) = about £7.2m [1][2][3]",
        ),
        (
            "How much did the LEP give for the Spark Building and the analytics altogether?",
            [SPARK, replace(SPARK, citation=4, as_of="2020"), ANALYTICS],
            "£1.2m (2019-11) + £2.9m (undated) = £4.1m [1][2]",
        ),
    ],
)
def test_what_is_asked_is_worked_out_and_shown(question: str, figures: list[Figure], text: str) -> None:
    """With the operands as their sources write them, their dates, and a marker for each citation at the end."""
    found = calculations(question, figures)
    assert [calculation.text for calculation in found] == [text]
    assert "".join(f"[{number}]" for number in found[0].citations) == text.rpartition(" ")[2]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("How much was the Towns Fund award?", [BID, AWARD]),
        ("How many companies are on the campus?", [ALL, PART]),
        ("What is the average of the bid and the award?", [BID, AWARD]),
        ("How much more was the award than the bid?", [AWARD]),
        ("How much more was the award than the bid?", []),
        ("How much more was the award than the bid?", [AWARD, replace(BID, unit="USD")]),
        ("How much more was the award than the bid?", [AWARD, BID, SPARK]),
        (
            "How much larger is A than B?",
            [figure(7000, "7,000 sq m", 1, "sq m"), figure(9e4, "90,000 sq ft", 2, "sq ft")],
        ),
        ("How many more jobs than companies are there?", [ALL, figure(1000, "1,000 jobs", 2, "jobs")]),
        ("How much more did the campus get?", [replace(AWARD, scope="campus"), replace(BID, scope="county")]),
        ("By how much did the trials rise from 2019 to 2022?", [TRIALS_2019, TRIALS_2020]),
        ("By how much did trials rise since 2012?", [TRIALS_2019, TRIALS_2020]),
        ("By what percentage did trials grow?", [TRIALS_2019, replace(TRIALS_2020, as_of=None)]),
        ("What share of the campus is in cell and gene therapy?", [ALL, replace(PART, citation=2)]),
        ("What share of the campus is in cell and gene therapy?", [ALL, PART, figure(29, "29%", 3, "%")]),
        ("What share is 13 of 44?", [ALL, PART]),
        ("What share of the trials was commercial?", [TRIALS_2019, replace(TRIALS_2020, as_of="2019", citation=1)]),
        (
            "What share of the £1.6bn is that?",
            [FUNDS_2020, replace(FUNDS_2020, value=1e9, original="£1bn", citation=1)],
        ),
        ("How much have the occupiers and their partners raised in total?", [FUNDS_2019, FUNDS_2020]),
        ("How much did the LEP give for A, B and C in total?", [SPARK, ANALYTICS]),
        ("How much did A and B get together?", [SPARK, replace(SPARK, citation=2)]),
        ("What do the shares of A and B add up to?", [figure(40, "40%", 1, "%"), figure(30, "30%", 2, "%")]),
        ("By how much do the years differ?", [figure(734503, "2012", 1, "date"), figure(736330, "2017", 2, "date")]),
    ],
)
def test_nothing_else_is_worked_out(question: str, figures: list[Figure]) -> None:
    """What was not asked, lacks an operand, has one too many, or mixes units, scopes and times."""
    assert calculations(question, figures) == []


@pytest.mark.parametrize(
    ("larger", "smaller", "bound"),
    [
        (None, None, ""),
        ("over", None, "over "),
        ("at least", None, "at least "),
        ("almost", None, "almost "),
        ("up to", None, "up to "),
        (None, "almost", "over "),
        ("over", "up to", "over "),
        (None, "over", "about "),
        ("over", "over", "about "),
        ("almost", "almost", "about "),
        ("about", None, "about "),
    ],
)
def test_a_difference_keeps_its_hedge_in_words(larger: str | None, smaller: str | None, bound: str) -> None:
    """Only where the hedges pull the same way is the result bounded; otherwise it is "about"."""
    one, other = replace(figure(30, "£30", 1), hedge=larger), replace(figure(20, "£20", 2), hedge=smaller)
    text = calculations("How much more is A than B?", [one, other])[0].text
    assert f" = {bound}£10" in text
    assert ("since" in text) is (bound == "about " and larger != "about")


@given(WHOLE, WHOLE)
def test_a_difference_and_its_operands_agree(one: int, other: int) -> None:
    """Read back from the text, later less earlier is the result; equal values of two years leave 0."""
    before, after = figure(one, f"£{one:,}", 1, as_of="2019"), figure(other, f"£{other:,}", 2, as_of="2020")
    text = calculations("By how much did it change?", [before, after])[0].text
    numbers = [int(number.replace(",", "")) for number in re.findall(r"£([\d,]+)", text)]
    sign = -1 if "= −" in text else 1
    assert numbers[:2] == [other, one]
    assert sign * numbers[2] == other - one


@given(st.lists(WHOLE, min_size=2, max_size=5, unique=True), st.randoms(use_true_random=False))
def test_a_sum_does_not_depend_on_the_order(values: list[int], random) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    """And it is the sum."""
    figures = [figure(value, f"£{value:,}", number) for number, value in enumerate(values, start=1)]
    shuffled = random.sample(figures, len(figures))
    question = f"What do the {len(values)} grants add up to?"
    results = [calculations(question, order)[0] for order in (figures, shuffled)]
    totals = [calculation.text.rpartition(" = ")[2] for calculation in results]
    assert totals[0] == totals[1]
    assert totals[0].startswith(f"£{sum(values):,} [")
    assert results[0].citations == results[1].citations


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_share_is_between_0_and_100(one: int, other: int) -> None:
    """The smaller of the larger, to one decimal place."""
    if one == other:
        return
    figures = [figure(one, f"{one:,}", 1, "companies"), figure(other, f"{other:,}", 2, "companies")]
    shown = re.search(
        r" = ([\d.]+)% \[1\]\[2\]$", calculations(f"What share is {one:,} of {other:,}?", figures)[0].text
    )
    assert shown is not None
    assert float(shown[1]) == pytest.approx(100 * min(one, other) / max(one, other), abs=0.0501)


@given(
    st.text() | st.sampled_from(QUESTIONS),
    st.lists(
        st.builds(
            Figure,
            value=st.floats(),
            unit=st.sampled_from(["GBP", "%", "companies", "", "date", "sq m"]),
            original=st.text(max_size=12) | st.sampled_from(["£1.6bn", "13", "45 companies", "two thirds"]),
            scope=st.sampled_from([None, "campus"]),
            as_of=st.sampled_from([None, "2019", "2020", "2020-10"]),
            status=st.just("achieved"),
            citation=st.integers(1, 9),
            hedge=HEDGES,
        ),
        max_size=4,
    ),
)
def test_any_question_and_figures_give_calculations_that_cite_them(question: str, figures: list[Figure]) -> None:
    """Nothing raises, at most one is given, and its citations are among those of the figures."""
    found = calculations(question, figures)
    assert len(found) <= 1
    for calculation in found:
        assert calculation.citations
        assert set(calculation.citations) <= {figure.citation for figure in figures}
        assert calculation.text.endswith("".join(f"[{number}]" for number in calculation.citations))
