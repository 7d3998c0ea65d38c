"""The check behind the gate and the doctor: it finds whatever is not whole, and outlives what crashes on it."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from builders import WordEncoder, make_document, make_store, resealed
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest.check
from bot.retrieve import retrieve
from ingest.check import checked, problems_of
from ingest.digests import altered
from ingest.generation import Generation, new_manifest, write_generation
from ingest.keywords import KeywordIndex
from ingest.split import split

DOCUMENTS = [
    make_document(f"Company {number} opened in {1990 + number}. {text}", id=f"{number}.md", title=f"Firm {number}")
    for number, text in enumerate(["Gene therapy.", "Trains to London.", "A café.", "Laboratories."] * 3)
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole generation. Copy it to damage it."""
    live = make_store(tmp_path_factory.mktemp("whole"), DOCUMENTS).open()
    assert live is not None
    return live.folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """A copy of the whole generation, which this process has never opened."""
    return shutil.copytree(whole, tmp_path / "g000001")


def test_a_whole_generation_has_no_problems(whole: Path) -> None:
    """Neither in this process nor in a child."""
    assert problems_of(whole) == []
    assert checked(whole) == []


def test_equal_passages_may_stand_for_one_another(tmp_path: Path) -> None:
    """What Chroma holds is looked up by the passage, not by its vector."""
    live = make_store(tmp_path, [make_document("The same words.", id=name) for name in "ab"]).open()
    assert live is not None
    assert problems_of(live.folder) == []


def test_opening_and_asking_leave_every_byte_as_it_was(whole: Path) -> None:
    """So the digests hold for as long as the generation lives, and a full disk keeps nobody from reading."""
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in whole.rglob("*") if path.is_file()}
    for _ in range(2):
        generation = Generation(whole)
        assert list(generation.index.rows())
        generation.close()
        assert checked(whole) == []
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in whole.rglob("*") if path.is_file()} == before


@given(st.data())
@settings(max_examples=40)
def test_any_byte_that_is_changed_in_any_file_is_noticed(whole: Path, data: st.DataObject) -> None:
    """The manifest's too; the byte is put back after."""
    files = sorted(path for path in whole.rglob("*") if path.is_file() and path.stat().st_size)
    path = data.draw(st.sampled_from(files))
    content = path.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    changed = bytes([content[place] ^ data.draw(st.integers(1, 255))])
    path.write_bytes(content[:place] + changed + content[place + 1 :])
    try:
        problems = problems_of(whole)
    finally:
        path.write_bytes(content)
    # Blank space between the manifest's fields says nothing, and neither does a letter in another case there.
    assert problems or path.name == "manifest.json"
    assert problems or json.loads(content) == json.loads(content[:place] + changed + content[place + 1 :])
    assert problems_of(whole) == []


@pytest.mark.parametrize(
    "name", ["vectors.npy", "passages.jsonl", "chroma/chroma.sqlite3", "keywords/vocab.index.json"]
)
def test_a_file_that_is_missing_or_cut_is_named(copy: Path, name: str) -> None:
    """It is known before any library opens it."""
    path = copy / name
    path.write_bytes(path.read_bytes()[:-1])
    assert problems_of(copy) == [f"1 of its files are not as they were written, first {name}."]
    path.unlink()
    assert altered(copy, Generation(copy).manifest.digests) == [name]


def _drop_a_passage(folder: Path) -> None:
    path = folder / "passages.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))


def _shift_a_passage(folder: Path) -> None:
    path = folder / "passages.jsonl"
    path.write_text(path.read_text().replace('"start": 0', '"start": 1', 1))


def _alter_a_document(folder: Path) -> None:
    path = folder / "documents.jsonl"
    path.write_text(path.read_text().replace("Trains", "Planes", 1))


def _drop_a_document(folder: Path) -> None:
    path = folder / "documents.jsonl"
    extra = path.read_text().splitlines()[-1].replace("11.md", "12.md")
    path.write_text(path.read_text() + extra + "\n")


def _turn_a_vector(folder: Path) -> None:
    vectors = np.load(folder / "vectors.npy")
    vectors[0] = np.roll(vectors[0], 7)
    np.save(folder / "vectors.npy", vectors)


def _lose_a_vector(folder: Path) -> None:
    vectors = np.load(folder / "vectors.npy")
    vectors[0] = np.nan
    np.save(folder / "vectors.npy", vectors)


def _index_other_words(folder: Path) -> None:
    shutil.rmtree(folder / "keywords")
    KeywordIndex.build(["other words"] * len(DOCUMENTS)).save(folder / "keywords")


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        (_drop_a_passage, "Its counts of passages differ: [11, 12]."),
        (_drop_a_document, "Its counts of documents differ: [12, 13]."),
        (_shift_a_passage, "1 passages differ from their documents, first 0.md#1-"),
        (_alter_a_document, "1 passages differ from their documents, first 1.md#0-"),
        (_alter_a_document, "1 passages have the vectors of other texts, first 1.md#0-"),
        (_turn_a_vector, "1 passages have other vectors in Chroma, first 0.md#0-"),
        (_lose_a_vector, "1 passages have other vectors in Chroma, first 0.md#0-"),
        (_index_other_words, "Its keyword index is not that of its passages."),
    ],
)
def test_what_was_written_wrong_is_found_even_where_the_digests_hold(
    copy: Path, fault: Callable[[Path], None], problem: str
) -> None:
    """Counts, offsets, texts, vectors, neighbours and words."""
    fault(copy)
    resealed(copy)
    assert problem in " ".join(problems_of(copy))


def test_an_index_that_kills_the_process_is_a_problem_and_kills_nobody(copy: Path) -> None:
    """Damage of the kind that ends the process that opens it, where no digest gives it away."""
    [index] = copy.glob("chroma/*/data_level0.bin")
    index.write_bytes(os.urandom(index.stat().st_size))
    resealed(copy)
    problems = checked(copy)
    assert problems
    assert "Traceback" not in " ".join(problems)


def test_a_child_that_ends_without_a_word_is_told_by_its_signal(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here a pipe in a file's place makes it wait for good, until patience ends."""
    (copy / "passages.jsonl").unlink()
    os.mkfifo(copy / "passages.jsonl")
    monkeypatch.setattr(ingest.check, "_SECONDS", 0.2)
    monkeypatch.setattr(ingest.check, "_SECONDS_A_MEGABYTE", 0)
    assert checked(copy) == ["Checking it did not come to an end."]


def test_a_generation_of_nothing_is_whole(tmp_path: Path) -> None:
    """An emptied store can be checked, and asked without finding anything."""
    folder = tmp_path / "g000001"
    folder.mkdir()
    write_generation(folder, [], [], np.zeros((0, 1), np.float32), new_manifest("words", "r", 0, 0, {}))
    assert problems_of(folder) == []
    assert retrieve(Generation(folder), "x", WordEncoder().encode(["x"])[0]) == []


def test_a_single_passage_is_written_to_the_disk_at_once(tmp_path: Path) -> None:
    """No smallest size below which the index would be made anew at every opening."""
    [document] = [make_document("One sentence.")]
    folder = tmp_path / "g000001"
    folder.mkdir()
    passages = split(document)
    manifest = replace(new_manifest("words", "r", 1, 1, {}))
    write_generation(folder, [document], passages, WordEncoder().encode([passages[0].text]), manifest)
    assert list(folder.glob("chroma/*/index_metadata.pickle"))
