"""Questions of talks that are made for the verifier of talks to learn from."""

import random

from bot.types import Turn
from evals.talk_data import Mined, Weighed, unsaid


def mined(question: str, text: str) -> Mined:
    """A first question that one sentence answers."""
    return Mined(question, (), "training", True, 0.9, (Weighed(text, 1.0, False, True),))


def test_what_is_asked_of_a_year_that_no_sentence_has_is_answered_by_none() -> None:
    """The sentences stay, and are wrong now."""
    (made,) = unsaid([mined("What did Orr raise in 2019?", "Orr raised £5m in 2019.")], 5, random.Random(1))
    assert made.question.startswith("What did Orr raise in 20")
    assert "2019" not in made.question
    assert not made.is_answered
    assert (made.right, made.wrong) == ((), ("Orr raised £5m in 2019.",))
    assert made.history == tuple[Turn, ...]()


def test_no_question_is_made_that_a_sentence_may_answer() -> None:
    """Where every year stands in it."""
    every = " ".join(str(year) for year in range(2000, 2030))
    assert unsaid([mined("What did Orr raise in 2019?", every)], 5, random.Random(1)) == []
