"""A true sentence with one word turned is another sentence, and tells the contrary or a plan as done."""

import random

import pytest

from evals.turned import turned


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("The plan would bring 5,000 jobs.", "The plan brought 5,000 jobs."),
        ("It is to cost £65m and to measure 7,000 sq m.", "It cost £65m and measured 7,000 sq m."),
        ("Ames plans to apply for a licence.", "Ames applied for a licence."),
        ("Ames will be part of Kestrel.", "Ames was part of Kestrel."),
        ("Trials were up 9% on 2020.", "Trials were down 9% on 2020."),
        ("There are some in Luton.", "There are all in Luton."),
        ("The number rose to 41.", "The number fell to 41."),
    ],
)
def test_a_word_is_turned(true: str, false: str) -> None:
    """Whatever is drawn: each has but one."""
    assert {turned(true, random.Random(seed)) for seed in range(5)} == {false}


def test_what_has_no_such_word_is_left_alone() -> None:
    """A lie that is none would teach the wrong thing."""
    assert turned("Ames has 40 staff in Luton.", random.Random(1)) is None
    assert turned("Ames will not move.", random.Random(1)) is None
    assert turned("All trials of Ames are in Luton.", random.Random(1)) is None  # so are some
