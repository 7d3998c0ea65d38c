"""An answer hangs on what the documents say: neither on the order they were read in nor on their files' times."""

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from builders import CAMPUS, WordEncoder, ingested, make_store
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ask import Bot
from bot.types import Answer
from ingest.store import Store
from ingest.types import Document

QUESTIONS = (
    "How many companies are on the Stevenage campus?",
    "How much have the occupiers raised over the years?",
    "Who is the chief executive of Autolus?",
    "How big is Sycamore House, and how long is the train to King's Cross?",
)


def told(store: Store) -> list[tuple[object, ...]]:
    """What a reader sees of every answer."""
    bot = Bot(store, WordEncoder())
    return [_seen(bot.ask(question)) for question in QUESTIONS]


def _seen(answer: Answer) -> tuple[object, ...]:
    quotes = [(citation.source, citation.start, citation.quote) for citation in (*answer.citations, *answer.nearest)]
    return answer.status, answer.text, answer.as_of, quotes, answer.figures, answer.conflicts


@settings(max_examples=6, deadline=None)
@given(st.permutations(CAMPUS))
def test_the_order_of_ingest_changes_no_answer(shuffled: Sequence[Document]) -> None:
    """A new generation may hold its documents in any order."""
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        assert told(make_store(Path(one), shuffled)) == told(make_store(Path(other), CAMPUS))


def test_touching_the_files_changes_no_answer(tmp_path: Path) -> None:
    """A file's time on disk is not when its source was published."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, document in enumerate(CAMPUS):
        published = f"published: {document.source.published}\n" if document.source.published else ""
        (corpus / f"{number}.md").write_text(f"title: {document.source.title}\n{published}\n{document.text}")
    before = told(ingested(corpus, tmp_path / "before", WordEncoder()))
    for number, path in enumerate(sorted(corpus.iterdir())):
        os.utime(path, (1_000_000_000 - number, 2_000_000_000 - 1_000_000 * number))
    assert told(ingested(corpus, tmp_path / "after", WordEncoder())) == before
