"""An answer is handed out again while the documents stand as they are, and never after that."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from answers import answered, cite
from builders import CAMPUS, WordEncoder, make_document, make_store, publish
from hypothesis import given
from hypothesis import strategies as st

from bot.answered_before import AnsweredBefore
from bot.answers import unheard
from bot.ask import Bot
from bot.types import Answer, Filters, Status, Turn
from ingest.types import Kind

QUESTION = "How many companies does the campus house?"


class Worker:
    """Works answers out, and counts them."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def of(self, what: str) -> Callable[[Callable[[str], None]], Answer]:
        """An answer that says what it was asked."""

        def work(told: Callable[[str], None]) -> Answer:
            told("retrieve")
            told("read")
            self.done.append(what)
            return answered(cite(), text=what)

        return work


@given(st.lists(st.tuples(st.sampled_from("gh"), st.sampled_from("abcdef")), max_size=40), st.integers(0, 4))
def test_whoever_asks_gets_the_answer_to_this_question_from_this_generation(
    asked: list[tuple[str, str]], most: int
) -> None:
    """In whatever order they come, and however few are kept."""
    before, worker = AnsweredBefore(most), Worker()
    for generation, question in asked:
        said = generation + question
        assert before.of(generation, question, unheard, worker.of(said)).text == said


def test_only_the_last_are_kept() -> None:
    """Of three where two are kept, the one that was longest not asked for is worked out again."""
    before, worker = AnsweredBefore(2), Worker()
    for question in ("a", "b", "a", "c", "a", "b"):
        before.of("g", question, unheard, worker.of(question))
    assert worker.done == ["a", "b", "c", "b"]


def test_what_is_to_be_forgotten_is_worked_out_again() -> None:
    """A visitor deletes a conversation, or the owner erases what is kept."""
    before, worker = AnsweredBefore(), Worker()
    before.of("g", "a", unheard, worker.of("a"))
    before.clear()
    before.of("g", "a", unheard, worker.of("a"))
    assert worker.done == ["a", "a"]


def test_the_stages_are_told_again() -> None:
    """Who watches an answer come sees the same, be it new or not."""
    before, worker = AnsweredBefore(), Worker()
    first: list[str] = []
    second: list[str] = []
    before.of("g", "a", first.append, worker.of("a"))
    before.of("g", "a", second.append, worker.of("a"))
    assert first == second == ["retrieve", "read"]


def test_what_fails_is_not_kept() -> None:
    """Also when somebody leaves in the middle: the next who asks has it worked out."""
    before, worker = AnsweredBefore(), Worker()

    def leave(stage: str) -> None:
        raise ConnectionError(stage)

    with pytest.raises(ConnectionError):
        before.of("g", "a", leave, worker.of("a"))
    assert before.of("g", "a", unheard, worker.of("a")).text == "a"
    assert worker.done == ["a"]


def test_an_answer_that_comes_late_is_not_of_the_new_generation() -> None:
    """The documents change while it is worked out."""
    before, worker = AnsweredBefore(), Worker()

    def slow(told: Callable[[str], None]) -> Answer:
        before.of("new", "b", unheard, worker.of("b"))
        return worker.of("old")(told)

    assert before.of("old", "a", unheard, slow).text == "old"
    assert before.of("new", "a", unheard, worker.of("new")).text == "new"


def test_many_at_once_get_what_they_asked_for() -> None:
    """From eight threads, with room for a few."""
    before, worker = AnsweredBefore(3), Worker()
    with ThreadPoolExecutor(8) as threads:
        asked = [str(place % 5) for place in range(200)]
        found = list(threads.map(lambda one: before.of("g", one, unheard, worker.of(one)).text, asked))
    assert found == asked


def test_the_same_question_is_answered_by_the_same_answer(tmp_path: Path) -> None:
    """Nothing is encoded for it; after another talk, with other filters or in other words it is another question."""
    encoder = WordEncoder()
    bot = Bot(make_store(tmp_path, CAMPUS), encoder)
    first = bot.ask(QUESTION)
    encoded = len(encoder.asked)
    assert bot.ask(QUESTION) is first
    assert len(encoder.asked) == encoded
    for other in (
        bot.ask(QUESTION, [Turn("Where is the campus?", "In Stevenage.")]),
        bot.ask(QUESTION, filters=Filters(kinds=frozenset((Kind.REPORT,)))),
        bot.ask(QUESTION.replace("house", "have")),
    ):
        assert other is not first


def test_a_bot_that_keeps_none_works_each_out(tmp_path: Path) -> None:
    """And comes to the same."""
    bot = Bot(make_store(tmp_path, CAMPUS), WordEncoder(), answers_kept=0)
    first, second = bot.ask(QUESTION), bot.ask(QUESTION)
    assert first is not second
    assert (first.text, first.citations, first.figures) == (second.text, second.citations, second.figures)


def test_a_new_generation_is_asked_anew(tmp_path: Path) -> None:
    """The old answer is not handed out again, not even for a question that was asked of both."""
    store = make_store(tmp_path, [make_document("The campus has 45 companies. It opened in 2012.")])
    bot = Bot(store, WordEncoder())
    assert "45 companies" in bot.ask(QUESTION).text
    publish(store, [make_document("The campus has 46 companies. It opened in 2012.")])
    after = bot.ask(QUESTION)
    assert "46 companies" in after.text
    assert "45" not in after.text


def test_what_is_withdrawn_is_not_handed_out_again(tmp_path: Path) -> None:
    """From that moment on, and it is again once it is reinstated."""
    store = make_store(tmp_path, [CAMPUS[1]])
    bot = Bot(store, WordEncoder())
    question = "How many jobs does the campus provide?"
    assert bot.ask(question).citations
    store.withdrawn.withdraw(CAMPUS[1].source.id, "a wrong figure", bot.library().generation)
    assert bot.ask(question).status is Status.NOT_FOUND
    store.withdrawn.reinstate(CAMPUS[1].source.id, bot.library().generation)
    assert bot.ask(question).citations
