"""A question in the words of the documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording import worded
from ingest.keywords import terms

KNOWN = frozenset(terms("The partnership put the town forward; its chair opened the headquarters. Set up, founded."))


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Who nominated the town?", "Who put forward the town?"),
        ("Who is the Chairman?", "Who is the chair?"),
        ("When was the HQ inaugurated?", "When was the headquarters opened?"),
        # what asks for a part of a whole asks for its fraction
        ("How much of the town is green?", "what fraction of the town is green?"),
        ("How much does it raise?", "How much does it raise?"),
        # nobody here has occupiers
        ("Which companies occupy the town?", "Which companies occupy the town?"),
        # the documents' own words stay, and so does what they have no word for
        ("Who founded the town?", "Who founded the town?"),
        ("How many redundancies were there?", "How many redundancies were there?"),
    ],
)
def test_a_word_that_no_document_holds_becomes_one_that_they_hold(question: str, read: str) -> None:
    """The first of those that mean the same."""
    assert worded(question, KNOWN.__contains__) == read


def test_who_occupies_a_place_is_asked_by_the_noun() -> None:
    """Where the documents speak of occupiers."""
    known = frozenset(terms("The occupiers of the house."))
    assert worded("Which companies occupy the house?", known.__contains__) == "who are the occupiers of the house?"


@given(st.text())
def test_nothing_is_replaced_where_every_word_is_known(question: str) -> None:
    """Over any text."""
    assert worded(question, lambda stem: True) == question
