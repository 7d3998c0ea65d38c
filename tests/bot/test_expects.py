"""expects: the kind of answer that a wording asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.expects import Expects, expects

KINDS = [
    ("How much did Autolus raise?", Expects.AMOUNT),
    ("Cost of Sycamore House to Kadans?", Expects.AMOUNT),
    ("How many companies raised money?", Expects.COUNT),
    ("What is the population of the town?", Expects.COUNT),
    ("What share of trials were commercial?", Expects.SHARE),
    ("What is the vacancy rate?", Expects.SHARE),
    ("What corporation tax do we pay on that?", Expects.SHARE),
    ("What did the buyers end up paying for the land?", Expects.AMOUNT),
    ("By how much was that up on the year before?", Expects.SHARE),
    ("By how much did the number of trials fall?", Expects.SHARE),
    ("How much of the money is in gene therapy?", Expects.SHARE),
    ("How much of its venture capital came from abroad?", Expects.SHARE),
    ("How much of the Ames money was paid in cash?", Expects.AMOUNT),
    ("How much of the £12m was spent?", Expects.AMOUNT),
    ("What is the headline laboratory rent per sq ft?", Expects.AMOUNT),
    ("What cash did it hold at 31 December 2024?", Expects.AMOUNT),
    ("How large is the building?", Expects.SIZE),
    ("How much land did GSK want to sell off?", Expects.SIZE),
    ("GSK research job cuts 2026", Expects.COUNT),
    ("How big is the UK's share of the trials?", Expects.SHARE),
    ("How large was the grant?", Expects.AMOUNT),
    ("How much of the new lab space is let?", Expects.SIZE),
    ("How many square feet was phase one?", Expects.SIZE),
    ("How many miles is it from London?", Expects.SIZE),
    ("How many minutes is the train?", Expects.DURATION),
    ("How many pounds did it cost?", Expects.AMOUNT),
    ("How long does the train take?", Expects.DURATION),
    ("When did it open?", Expects.DATE),
    ("In which year was it sold?", Expects.DATE),
    ("Was it awarded in 2019 or in 2020?", Expects.DATE),
    ("Who is the chief executive?", Expects.PERSON),
    ("Who put in a bid for funding?", Expects.PERSON),
    ("Which minister opened it?", Expects.PERSON),
    ("Which company raised the most money?", Expects.ORGANISATION),
    ("Which two venture firms invested?", Expects.ORGANISATION),
    ("Who bought Tusk?", Expects.ORGANISATION),
    ("Who's funding Tusk?", Expects.ORGANISATION),
    ("Who are the developers of Elevate Quarter?", Expects.ORGANISATION),
    ("What was the total bill for the interchange?", Expects.AMOUNT),
    ("What went wrong at Freeline?", Expects.REASON),
    ("Where is it?", Expects.PLACE),
    ("Which town has the centre?", Expects.PLACE),
    ("Is the centre open?", Expects.YES_NO),
    ("Did they close the site?", Expects.YES_NO),
    ("Does the status come with a grant or a tax relief?", Expects.YES_NO),
    ("Was the funding £50m or £55m?", Expects.AMOUNT),
    ("Is it the largest in Europe or the third largest in the world?", Expects.RANK),
    ("How is the cluster ranked in Europe?", Expects.RANK),
    ("Why did Novartis stop?", Expects.REASON),
    ("Why did it cost £5m?", Expects.REASON),
    ("What was the reason for the sale?", Expects.REASON),
    ("What did the minister say about it?", Expects.QUOTATION),
    ("What does the mayor think of the plan?", Expects.QUOTATION),
    ("What did UBS say the campus would be worth?", Expects.AMOUNT),
    ("What does CGTC stand for?", Expects.DEFINITION),
    ("What is gene therapy?", Expects.DEFINITION),
    ("What is an ATMP?", Expects.DEFINITION),
    ("What happened next?", Expects.OTHER),
    ("What became of the public money?", Expects.OTHER),
    ("What made Novartis stop?", Expects.REASON),
    ("From which fund?", Expects.OTHER),
    ("Who takes over the work of the partnership?", Expects.ORGANISATION),
    ("Who led the round at Autolus?", Expects.ORGANISATION),
    ("Who led Autolus?", Expects.PERSON),
    ("How much of Freeline did Syncona own?", Expects.SHARE),
    ("", Expects.OTHER),
]


@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_the_wording_tells_the_kind(question: str, kind: Expects) -> None:
    """The question word before any other word."""
    assert expects(question) is kind


@pytest.mark.parametrize(
    ("question", "is_definition"),
    [
        ("What is the Spark Fund programme?", True),
        ("What is Spark Fund?", True),
        ("What is Spark Fund's budget?", False),
        ("What is the Spark Fund for?", False),
        ("What is the rent?", False),
        ("What is the plan?", False),
    ],
)
def test_only_a_name_or_a_term_is_defined(question: str, is_definition: bool) -> None:
    """A property of it is asked for in another way."""
    assert (expects(question, ["Spark Fund"]) is Expects.DEFINITION) is is_definition


@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_capitals_and_a_missing_question_mark_change_nothing(question: str, kind: Expects) -> None:
    """People type as they like."""
    assert expects(question.upper().rstrip("?")) is kind


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_expects_some_kind(text: str, names: list[str]) -> None:
    """Nothing raises, whatever the names."""
    assert expects(text, names) in Expects


def test_when_something_was_so_is_not_asked() -> None:
    """ "Size of the house when Kadans bought it?" asks for a size."""
    assert expects("Size of the house when Kadans bought it?") is Expects.SIZE
    assert expects("Floor area of the centre when they broke ground?") is Expects.SIZE
    assert expects("And when did they break ground?") is Expects.DATE
