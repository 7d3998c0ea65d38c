"""The time of the talk stands in the place of words that point at it."""

import pytest

from bot.back_then import time_told, with_that_time, without_filler
from bot.followup import resolve
from bot.lexicon import Lexicon
from bot.types import Turn

LEXICON = Lexicon.of(["He said that Autolus and the firm Roche met at the Spark House in Stevenage."])


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Who led Autolus at that point?", "Who led Autolus in Q3 2024?"),
        ("What was the rent in Stevenage at that time?", "What was the rent in Stevenage in Q3 2024?"),
        ("How much had Roche raised by then?", "How much had Roche raised by Q3 2024?"),
        ("What has Roche raised since then?", "What has Roche raised since Q3 2024?"),
        ("How many people did Roche employ then?", "How many people did Roche employ in Q3 2024?"),
        ("And back then?", "And in Q3 2024?"),
        ("Who spoke of the figures for that year?", "Who spoke of the figures for 2024?"),
    ],
)
def test_words_that_point_at_a_time_are_that_time(question: str, meant: str) -> None:
    """With the preposition that goes with them."""
    assert with_that_time(question, "Q3 2024") == meant


@pytest.mark.parametrize(
    "question",
    ["Who led it in 2019, and by then?", "Who led it at the time?", "And then Autolus?", "Who led it?"],
)
def test_other_words_stay(question: str) -> None:
    """A question with a time of its own, or with a "then" that orders, points at none."""
    assert with_that_time(question, "Q3 2024") == question


def test_where_no_time_was_told_nothing_is_put_in() -> None:
    """The words stay as they are."""
    assert with_that_time("Who led Autolus by then?", "") == "Who led Autolus by then?"


def test_a_then_of_now_is_a_filler() -> None:
    """One of the past is a time."""
    assert without_filler("so how many labs does it have then?") == "so how many labs does it have?"
    assert without_filler("what has it spent since then?") == "what has it spent since then?"
    assert without_filler("how many labs did it have then?") == "how many labs did it have then?"


def test_the_time_of_a_turn_is_its_questions_else_its_answers() -> None:
    """A day is told as its month."""
    assert time_told("Lab rents in Q3 2024?", "Up from 2023. [1]") == "Q3 2024"
    assert time_told("When did it open?", "It opened on 9 March 2023. [1]") == "March 2023"
    assert time_told("Who hosted him?", "Ann Lee did. [1] It was in 2020. [2]") == ""


def test_the_time_is_kept_over_turns_that_tell_none() -> None:
    """ "By then" goes back to the visit; what is named needs no more of the talk, what is not leans on it."""
    talk = [Turn("Who came to Autolus in May 2022?", "Ann Lee. [1]"), Turn("Who hosted her?", "Bob Ray did. [1]")]
    assert resolve("How much had Roche raised by then?", talk, LEXICON).text == "How much had Roche raised by May 2022?"
    leant = resolve("How many jobs were there at that time?", talk, LEXICON)
    assert leant.main == "How many jobs were there in May 2022?"
    assert leant.background


def test_around_that_time_is_no_time_to_hold_an_answer_to() -> None:
    """What was so the month after is dated by its source."""
    asked = "How many people did Gyroscope employ at around that time?"
    assert with_that_time(asked, "December 2021") == "How many people did Gyroscope employ?"
