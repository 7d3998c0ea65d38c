"""Which of the passages found are read."""

from pathlib import Path

import pytest
from builders import WordEncoder, make_document, make_store

from bot.library import Library
from bot.question import understand
from bot.reading_list import FURTHER_READ, PASSAGES_READ, to_read
from ingest.types import Hit

OTHER = "Raising money is hard, and the companies on the campus say so at length in interview number {}."
NEW = "The start-ups on the campus had raised £2.9bn by April 2022."


@pytest.fixture(name="found")
def _found(tmp_path: Path) -> tuple[Library, list[Hit]]:
    """A figure that was found last, behind forty passages without one."""
    texts = [*(OTHER.format(number) for number in range(40)), NEW]
    documents = [make_document(text, id=f"{place:02}.md") for place, text in enumerate(texts)]
    generation = make_store(tmp_path, documents).open()
    assert generation is not None
    library = Library(generation, WordEncoder())
    return library, [
        Hit(passage, 1.0) for passage in sorted(library.generation.passages, key=lambda one: one.source.id)
    ]


@pytest.mark.parametrize(
    ("question", "is_read"),
    [
        ("How much have the companies on the campus raised?", True),
        ("How has the amount raised by companies on the campus grown over the years?", True),
        ("How much did the companies on the campus pay?", False),
        ("How many companies are on the campus?", False),
        ("Who are the companies on the campus?", False),
    ],
)
def test_a_value_in_the_questions_words_is_read_however_far_down(
    found: tuple[Library, list[Hit]], question: str, is_read: bool
) -> None:
    """Where it is the kind of value that is asked for, and be the words others of the same meaning."""
    library, hits = found
    (part,) = understand(question, [], library.lexicon).parts
    read = to_read(part, hits, library)
    assert read[:PASSAGES_READ] == hits[:PASSAGES_READ]
    assert (hits[-1] in read) is is_read
    assert len(read) <= PASSAGES_READ + FURTHER_READ
