"""Whether something was done for which no document has a word, no document tells."""

import pytest

from bot.ask import Bot
from bot.types import Status


@pytest.mark.parametrize(
    "asked",
    [
        "Has the Catapult been sued?",
        "Was the Stevenage campus ever burgled?",
        "Is the Spark Building being demolished?",
        "Has Achilles Therapeutics been nationalised?",
    ],
)
def test_a_deed_without_a_word_in_the_documents_is_not_told(corpus_bot: Bot, asked: str) -> None:
    """However much is told of whom it would have been done to."""
    assert corpus_bot.ask(asked).status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Has obe-cel been approved by the FDA?", "approved"),
        ("Has GT005 been stopped?", "stop"),
        ("Was Tusk Therapeutics snapped up by Roche?", "Roche"),  # in other words, and of both
        ("Was Sycamore House inaugurated in 2019?", "Sycamore House"),  # for which they have another word
    ],
)
def test_a_deed_that_is_told_is_found(corpus_bot: Bot, asked: str, said: str) -> None:
    """By its own word or by another."""
    answer = corpus_bot.ask(asked)
    assert answer.status is Status.ANSWERED
    assert said in answer.citations[0].quote
