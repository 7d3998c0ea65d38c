"""All bad files and names beside 50 good ones in one run: each has its outcome, and the good ones never notice."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from bad_files import names, pages, pdf, texts, word
from bad_files.names import BadName
from bad_files.row import Bad, line
from builders import WordEncoder

from ingest.find import find_files
from ingest.generation import Generation
from ingest.plan import Plan, Stored
from ingest.read import read_files
from ingest.settings import Settings
from ingest.store import Store
from ingest.sync import carry_out, make_plan
from ingest.types import Document

FILES = (*pdf.ROWS, *word.ROWS, *pages.ROWS, *texts.ROWS)
GOOD: dict[str, Callable[[str], bytes]] = {
    ".md": lambda id_: f"title: Report {id_}\npublished: 2019-05\n\n{line(id_)}".encode(),
    ".txt": lambda id_: line(id_).encode(),
    ".html": pages.page,
    ".docx": lambda id_: word.simple(line(id_)),
    ".pdf": lambda id_: pdf.simple(line(id_)),
}
HARD_FILES = os.environ.get("HARD_FILES")


@dataclass(frozen=True, slots=True)
class Run:
    """What an ingest planned and published."""

    plan: Plan
    generation: Generation

    def failures(self, marker: str) -> list[str]:
        """The sentences about what has this in its path."""
        return [f"{item.path} {item.reason}" for item in self.plan.failed if marker in item.path]

    def stored(self, is_meant: Callable[[str], bool]) -> dict[str, tuple[Document, list[tuple[str, bytes]]]]:
        """The documents of these ids, with the ids and the vectors of their passages."""
        found: dict[str, tuple[Document, list[tuple[str, bytes]]]] = {
            id_: (document, []) for id_, document in self.generation.documents.items() if is_meant(id_)
        }
        for passage, vector in zip(self.generation.passages, self.generation.vectors, strict=True):
            if is_meant(passage.source.id):
                found[passage.source.id][1].append((passage.id, vector.tobytes()))
        return found


def ingest(corpus: Path, folder: Path) -> Run:
    """One whole run into a new store."""
    settings, encoder, store = (
        Settings(_env_file=None, corpus=corpus),
        WordEncoder(),
        Store(folder),
    )
    plan = make_plan([corpus], settings, None, prune=False, progress=lambda done: None)
    carry_out(plan, store, encoder.name, lambda: encoder, keep=1)
    live = store.open()
    assert live is not None
    return Run(plan, live)


def is_good(id_: str) -> bool:
    """Whether this is one of the 50."""
    return "-good." in id_


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run]:
    """A run over the good files, and one over them with the bad ones in between."""
    folder = tmp_path_factory.mktemp("bad")
    corpus = folder / "corpus"
    corpus.mkdir()
    for number in range(50):
        id_, suffix = f"{'DHMNP'[number % 5]}{number:02}", list(GOOD)[number // 10]
        (corpus / f"{id_}-good{suffix}").write_bytes(GOOD[suffix](f"good {id_}"))
    before = ingest(corpus, folder / "before")
    for row in FILES:
        (corpus / row.file).write_bytes(row.make())
    for name in names.ROWS:
        (corpus / name.id).mkdir()
        name.make(corpus / name.id)
    return before, ingest(corpus, folder / "after")


@pytest.mark.parametrize("row", FILES, ids=lambda row: f"{row.id} {row.what}")
def test_each_bad_file_has_its_outcome(runs: tuple[Run, Run], row: Bad) -> None:
    """It is ingested for what it says, or fails with one sentence that names it."""
    run = runs[1]
    failures, document = run.failures(row.file), run.generation.documents.get(row.file)
    if row.failure is None:
        assert failures == []
        assert document is not None
        assert (row.says or line(row.id)) in document.text
        assert not [hidden for hidden in row.hides if hidden in document.text]
        assert len(document.source.title) <= 300
    else:
        assert document is None
        assert len(failures) == 1
        assert any(part in failures[0] for part in row.failure.split("|"))
        assert failures[0].endswith(".")
        assert failures[0].isprintable()


@pytest.mark.parametrize("row", names.ROWS, ids=lambda row: f"{row.id} {row.what}")
def test_each_bad_name_has_its_outcome(runs: tuple[Run, Run], row: BadName) -> None:
    """What can be read is, under a name that can be shown; the rest is passed over or told in one sentence."""
    run = runs[1]
    failures = run.failures(f"{row.id}/")
    assert tuple(run.stored(lambda id_: id_.startswith(f"{row.id}/"))) == tuple(f"{row.id}/{n}" for n in row.ingested)
    assert len(failures) == (row.failure is not None)
    assert all(row.failure and row.failure in failure and failure.isprintable() for failure in failures)


def test_nothing_from_outside_is_read(runs: tuple[Run, Run]) -> None:
    """Neither through links nor through entities."""
    texts_ = [document.text for document in runs[1].generation.documents.values()]
    assert not [text for text in texts_ if "secret" in text or "root:" in text]


def test_one_text_in_two_files_is_listed_as_such(runs: tuple[Run, Run]) -> None:
    """N15: one stands for both."""
    assert ("N15/b.md", "has the same text as N15/a.md, which stands for both.") in [
        (twin.path, twin.reason) for twin in runs[1].plan.twins
    ]


def test_the_good_files_are_stored_as_without_the_bad(runs: tuple[Run, Run]) -> None:
    """Cards, texts, passages and vectors, byte for byte."""
    before, after = (run.stored(is_good) for run in runs)
    assert len(before) == 50
    assert all(passages for _, passages in before.values())
    assert after == before


def test_a_file_that_vanishes_after_it_was_found_is_told(tmp_path: Path) -> None:
    """N19: the others are read."""
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(line(name))
    found = find_files([tmp_path], tmp_path).files
    (tmp_path / "a.md").unlink()
    read, failed = read_files(found, Settings(_env_file=None, corpus=tmp_path), Stored({}, {}), lambda done: None)
    assert [item.file.id for item in read] == ["b.md"]
    assert ["a.md cannot be read: No such file or directory" in item.reason for item in failed] == [True]


@pytest.mark.skipif(not HARD_FILES, reason="HARD_FILES names no folder of documents from many producers")
def test_documents_from_many_producers_are_read_or_told(tmp_path: Path) -> None:
    """Each that fails does so with a sentence of a reader's own."""
    corpus = Path(HARD_FILES or "")
    plan = make_plan([corpus], Settings(_env_file=None, corpus=corpus), None, prune=False, progress=lambda done: None)
    assert len(plan.added) > 100
    assert not [item for item in plan.failed if "makes its reader fail" in item.reason or not item.reason.endswith(".")]
