"""A new generation is made ready beside the one that answers, so that nobody waits for an ingest."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from builders import WordEncoder, make_document, make_store, publish

from bot.ask import Bot
from bot.library import Library
from ingest.errors import StoreError
from ingest.store import Store

QUESTION = "How many companies does the campus house?"
SOON = 30.0  # seconds, of which an idle machine needs one


class Watched(Bot):
    """Tells when it gets a generation ready, and does not end before it may."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, WordEncoder())
        self.begun, self.may_end = threading.Event(), threading.Event()

    def get_ready(self, library: Library) -> None:
        """See Live."""
        self.begun.set()
        assert self.may_end.wait(SOON)
        super().get_ready(library)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """One document in one generation."""
    return make_store(tmp_path, [make_document("The campus houses 45 companies.")])


@pytest.fixture
def bot(store: Store) -> Iterator[Watched]:
    """It follows, and has answered once."""
    bot = Watched(store)
    bot.ask(QUESTION)
    yield bot
    bot.may_end.set()


def comes_true(condition: Callable[[], bool]) -> bool:
    """Whether it does before long."""
    until = monotonic() + SOON
    while monotonic() < until and not condition():
        sleep(0.01)
    return condition()


def test_the_generation_before_answers_until_the_new_one_is_ready(store: Store, bot: Watched) -> None:
    """And it is told once that the new one has taken over."""
    switches = threading.Semaphore(0)
    bot.follow(switches.release, every=0.01)
    publish(store, [make_document("The campus houses 49 companies.")])
    assert bot.begun.wait(SOON)
    meanwhile = bot.ask(QUESTION)
    assert ("45 companies" in meanwhile.text, meanwhile.generation) == (True, "g000001")
    bot.may_end.set()
    assert comes_true(lambda: "49 companies" in bot.ask(QUESTION).text)
    assert switches.acquire(timeout=SOON)
    assert not switches.acquire(timeout=0.2)


def test_what_is_withdrawn_is_not_cited_while_a_new_generation_is_made_ready(store: Store, bot: Watched) -> None:
    """A withdrawal waits for nothing."""
    bot.follow(lambda: None, every=0.01)
    publish(store, [make_document("The campus houses 45 companies."), make_document("Trains run.", id="b.md")])
    assert bot.begun.wait(SOON)
    store.withdrawn.withdraw("a.md", "a wrong figure", bot.library().generation)
    assert "45" not in bot.ask(QUESTION).text


def test_the_first_question_of_a_new_generation_finds_all_read(store: Store, bot: Watched) -> None:
    """Its documents, passages, words and names are not read by whoever asks first."""
    bot.may_end.set()
    bot.follow(lambda: None, every=0.01)
    publish(store, [make_document("The campus houses 49 companies.")])
    assert comes_true(lambda: bot.library().generation.name == "g000002")
    library = bot.library()
    assert {"lexicon", "_known_stems"} <= vars(library).keys()
    assert {"documents", "passages", "positions", "vectors", "scan", "keywords"} <= vars(library.generation).keys()


def test_a_new_generation_that_cannot_be_used_is_told_to_whoever_asks(store: Store, bot: Watched) -> None:
    """And not hidden behind the one before."""
    bot.may_end.set()
    bot.follow(lambda: None, every=0.01)
    encoder = WordEncoder()
    encoder.name = "other"
    publish(store, [make_document("The campus houses 49 companies.")], encoder)

    def is_told() -> bool:
        try:
            bot.ask(QUESTION)
        except StoreError as error:
            return "other" in str(error)
        return False

    assert comes_true(is_told)
    publish(store, [make_document("The campus houses 50 companies.")])
    assert comes_true(lambda: not is_told() and "50 companies" in bot.ask(QUESTION).text)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_whoever_asks_opens_a_new_generation_himself_when_nobody_follows_any_more(store: Store, bot: Watched) -> None:
    """A follower that has died leaves no reader with old documents."""
    bot.may_end.set()

    def fail() -> None:
        raise RuntimeError("no more")

    bot.follow(fail, every=0.01)
    publish(store, [make_document("The campus houses 49 companies.")])
    assert comes_true(lambda: "49 companies" in bot.ask(QUESTION).text)
    publish(store, [make_document("The campus houses 50 companies.")])
    assert comes_true(lambda: "50 companies" in bot.ask(QUESTION).text)
