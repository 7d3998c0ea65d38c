"""Answers that are asked for again and again are worked out once for each edition of the documents."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from answers import answered, cite
from builders import CAMPUS, WordEncoder, make_document, make_store, publish

from bot.ask import Bot
from bot.kept_answers import KeptAnswers
from bot.key_figures import KeyFigure
from bot.types import Answer, Status
from ingest.errors import StoreError

COMPANIES = KeyFigure("Companies", "How many companies does the campus house?")


def test_what_has_not_changed_is_not_asked_again() -> None:
    """Each question once, in order; all of them again when the edition is another."""
    asked: list[str] = []
    editions = ["one"]

    def ask(question: str) -> Answer:
        asked.append(question)
        return answered(cite())

    kept = KeptAnswers(["a", "b"], ask, lambda: editions[-1])
    assert kept.answers() == kept.answers()
    assert asked == ["a", "b"]
    editions.append("two")
    kept.answers()
    assert asked == ["a", "b", "a", "b"]


def test_all_answers_are_of_one_edition() -> None:
    """When the documents change between two questions, it begins anew."""
    editions = ["one"]

    def ask(question: str) -> Answer:
        found = answered(cite(), text=f"{question} of {editions[-1]}")
        if question == "a" and len(editions) == 1:
            editions.append("two")
        return found

    kept = KeptAnswers(["a", "b"], ask, lambda: editions[-1])
    assert [answer.text for answer in kept.answers()] == ["a of two", "b of two"]


def test_many_who_come_at_once_ask_once() -> None:
    """And all get the same."""
    asked: list[str] = []
    together = Barrier(8)

    def ask(question: str) -> Answer:
        asked.append(question)
        return answered(cite())

    kept = KeptAnswers(["a", "b"], ask, lambda: "one")

    def come(_: int) -> tuple[Answer, ...]:
        together.wait()
        return kept.answers()

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(come, range(8)))
    assert asked == ["a", "b"]
    assert all(answers is found[0] for answers in found)


def test_a_failure_is_told_and_not_kept() -> None:
    """Whoever comes next has it tried again."""
    failures = [StoreError("The store is away.")]

    def ask(question: str) -> Answer:
        if failures:
            raise failures.pop()
        return answered(cite())

    kept = KeptAnswers(["a"], ask, lambda: "one")
    with pytest.raises(StoreError, match="away"):
        kept.answers()
    assert len(kept.answers()) == 1


def test_a_new_generation_has_its_own_figures(tmp_path: Path) -> None:
    """They are those that a fresh question gets; until then they are the very same answers."""
    store = make_store(tmp_path, [make_document("The campus has 45 companies. It opened in 2012.")])
    bot = Bot(store, WordEncoder(), key_figures=[COMPANIES])
    ((figure, before),) = bot.key_figures()
    assert figure == COMPANIES
    assert "45 companies" in before.text
    assert bot.key_figures()[0][1] is before
    publish(store, [make_document("The campus has 46 companies. It opened in 2012.")])
    ((_, after),) = bot.key_figures()
    assert "46 companies" in after.text
    assert after.generation != before.generation


def test_what_is_withdrawn_is_in_no_figure(tmp_path: Path) -> None:
    """From the next look on, without an ingest; nothing is left in the store to tell it, and that is said."""
    store = make_store(tmp_path, [CAMPUS[1]])
    bot = Bot(store, WordEncoder(), key_figures=[KeyFigure("Jobs", "How many jobs does the campus provide?")])
    ((_, before),) = bot.key_figures()
    assert before.citations
    store.withdrawn.withdraw(CAMPUS[1].source.id, "a wrong figure", bot.library().generation)
    ((_, after),) = bot.key_figures()
    assert after.status is Status.NOT_FOUND
    assert not after.citations + after.nearest
    store.withdrawn.reinstate(CAMPUS[1].source.id, bot.library().generation)
    assert bot.key_figures()[0][1].citations
