"""Two names or values in each other's place: what makes a lie, and what does not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.exchanged import exchanged

TEXT = "So the firm Autolus said, and Cambridge too."


@pytest.mark.parametrize(
    ("sentence", "lie"),
    [
        ("In 2015 Syncona founded Freeline.", "In 2015 Freeline founded Syncona."),
        ("Autolus founded Freeline.", "Freeline founded Autolus."),
        ("The park has 40 firms with 1,200 staff.", "The park has 1,200 firms with 40 staff."),
        ("Output rose by 20% after it fell by 5%.", "Output rose by 5% after it fell by 20%."),
    ],
)
def test_who_and_how_many_are_exchanged(sentence: str, lie: str) -> None:
    """All the words stay."""
    assert exchanged(sentence, TEXT, random.Random(1)) == lie


@pytest.mark.parametrize(
    "sentence",
    [
        "Both Autolus and Freeline listed on an exchange.",
        "Autolus, Freeline and Achilles were listed.",
        "Autolus merged with Freeline.",
        "Cambridge is 42 minutes from Stevenage.",
        "Autolus has 45 firms.",
        "Autolus said that Freeline had heard of Autolus.",
        "It opened in May 2019.",
    ],
)
def test_what_would_be_as_true_is_left(sentence: str) -> None:
    """What stands side by side, or is so of both."""
    assert exchanged(sentence, TEXT, random.Random(1)) is None


@given(st.text(), st.integers())
def test_a_lie_has_the_same_letters(sentence: str, seed: int) -> None:
    """Over any text: something is moved, and nothing lost."""
    lie = exchanged(sentence, TEXT, random.Random(seed))
    assert lie is None or (lie != sentence and sorted(lie) == sorted(sentence))
