"""What an answer costs, in counts that are the same on every machine: what is run, encoded and gone through."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from builders import WordEncoder, make_document, make_store, publish

from bot.ask import Bot
from bot.reading_list import FURTHER_READ, PASSAGES_READ
from ingest.network import Network
from ingest.store import Store

QUESTION = "How many companies does the campus house?"
# How often the verifier may be asked about one plain question: six sentences, and what in those shown may answer, which
# are nine here, since all are as likely.
_VERIFIED = 24
_READ = PASSAGES_READ + FURTHER_READ
_MOSTLY_READ = 8


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each network has run, by what it gives."""
    counted: Counter[str] = Counter()
    run = Network.run

    def counting(self: Network, gives: list[str], feeds: dict[str, object]) -> object:
        counted[gives[0].removesuffix("/made")] += 1
        return run(self, gives, feeds)  # type: ignore[arg-type]

    monkeypatch.setattr(Network, "run", counting)
    return counted


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Sixty passages that all are about what is asked."""
    return make_store(
        tmp_path, [make_document(f"The campus houses {40 + n} companies in hall {n}.", id=f"{n}.md") for n in range(60)]
    )


def test_a_question_is_encoded_once_and_so_many_passages_are_read_once_each(store: Store, runs: Counter[str]) -> None:
    """Of sixty that are as near and in its words. The reader's lower half runs once for each, and for the question."""
    encoder = WordEncoder()
    Bot(store, encoder).ask(QUESTION)
    assert len(encoder.asked) == 1
    assert runs["upper"] == _READ
    assert runs["lower"] == _READ + 1
    assert 0 < runs["proven"] <= _VERIFIED


def test_of_what_is_found_less_than_half_is_read_where_little_of_it_speaks_of_the_matter(
    tmp_path: Path, runs: Counter[str]
) -> None:
    """One passage in fifteen has what is asked: at each is looked, and eight at most are read."""
    texts = [
        f"The campus houses {40 + n} companies."
        if n % 15 == 0
        else f"Tram {n} stops at hall {n} and goes on to the sea."
        for n in range(60)
    ]
    documents = [make_document(text, id=f"{n}.md") for n, text in enumerate(texts)]
    Bot(make_store(tmp_path, documents), WordEncoder()).ask(QUESTION)
    assert runs["score"] >= PASSAGES_READ
    assert 4 <= runs["upper"] <= _MOSTLY_READ


def test_another_question_over_the_same_passages_begins_with_what_is_known_of_them(
    store: Store, runs: Counter[str]
) -> None:
    """Only the question goes through the lower half of the reader."""
    bot = Bot(store, WordEncoder(), answers_kept=0)
    bot.ask(QUESTION)
    runs.clear()
    bot.ask(QUESTION)
    assert runs["lower"] == 1


def test_the_same_question_runs_no_network(store: Store, runs: Counter[str]) -> None:
    """Nor do a hundred of it."""
    bot = Bot(store, WordEncoder())
    bot.ask(QUESTION)
    runs.clear()
    for _ in range(100):
        bot.ask(QUESTION)
    assert not runs


def test_an_unchanged_passage_is_not_begun_anew_in_a_new_generation(store: Store, runs: Counter[str]) -> None:
    """What was read of it is kept by its text: of all that is read one is new."""
    bot = Bot(store, WordEncoder())
    bot.ask(QUESTION)
    live = store.open()
    assert live is not None
    runs.clear()
    publish(store, [*live.documents.values(), make_document("The campus houses 99 companies.", id="new.md")])
    bot.ask(QUESTION)
    assert runs["upper"] == _READ
    assert runs["lower"] <= 2


def test_eight_times_the_documents_cost_an_answer_no_more(tmp_path: Path, runs: Counter[str]) -> None:
    """As many passages are looked at, and one text encoded."""
    counted = []
    for size in (40, 320):
        runs.clear()
        documents = [make_document(f"The campus houses {n} companies in hall {n}.", id=f"{n}.md") for n in range(size)]
        encoder = WordEncoder()
        Bot(make_store(tmp_path / str(size), documents), encoder).ask(QUESTION)
        assert runs["upper"] <= _READ  # not all that is found need be worth it
        counted.append((runs["score"], runs["lower"], len(encoder.asked)))
    assert counted[0] == counted[1]


class UnlistedDict(dict[str, Any]):
    """What may be looked up but not gone through."""

    def _refuse(self) -> NoReturn:
        raise AssertionError("all of it was gone through")

    __iter__ = keys = values = items = _refuse


class UnlistedList(list[Any]):
    """What may be looked up but not gone through."""

    def __iter__(self) -> Iterator[Any]:
        raise AssertionError("all of it was gone through")


@pytest.mark.parametrize(
    "question",
    [QUESTION, "How many companies did Hall House in Leeds house?", "Tell me about the campus", "What is new?"],
)
def test_no_question_and_no_suggestion_goes_through_all_documents_passages_or_copies(
    store: Store, question: str
) -> None:
    """Once a generation is ready; whatever is asked, and with something withdrawn."""
    bot = Bot(store, WordEncoder())
    library = bot.library()
    live = library.generation
    store.withdrawn.withdraw("3.md", "a wrong figure", live)
    bot.get_ready(library)
    assert not live.issuers
    live.documents = UnlistedDict(live.documents)
    live.passages = UnlistedList(live.passages)
    live.issuers = UnlistedDict({"2.md": "1.md"})
    copies, superseded = UnlistedDict({"1.md": ["2.md"]}), UnlistedDict({"4.md": "5.md"})
    live.manifest = replace(live.manifest, copies=copies, superseded=superseded)
    answer = bot.ask(question)
    assert {citation.source.id for citation in answer.citations + answer.nearest}.isdisjoint({"2.md", "3.md", "4.md"})
    bot.suggestions(answer)
