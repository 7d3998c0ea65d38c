"""Which generation is live: one atomic step, one ingest at a time, and nothing lost when it fails."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from builders import WordEncoder, make_document, make_store, publish

from ingest.embed import Vectors
from ingest.errors import StoreError
from ingest.generation import Generation, new_manifest
from ingest.split import split
from ingest.store import Store


def live(store: Store) -> Generation:
    """The live generation, which there is."""
    generation = store.open()
    assert generation is not None
    return generation


def names(store: Store) -> list[str]:
    """What lies in the folder of generations."""
    return sorted(path.name for path in (store.folder / "generations").iterdir())


def test_a_store_that_was_never_made_is_none_and_makes_nothing(tmp_path: Path) -> None:
    """Looking is not writing."""
    store = Store(tmp_path / "store")
    assert store.open() is None
    assert store.current_name() is None
    assert not store.folder.exists()


def test_publishing_moves_the_pointer_to_the_new_generation(tmp_path: Path) -> None:
    """The one before stays readable for those who have it open."""
    store = make_store(tmp_path, [make_document("The first text.")])
    before = live(store)
    publish(store, [make_document("The second text.")])
    assert (before.name, live(store).name) == ("g000001", "g000002")
    assert before.documents["a.md"].text == "The first text."
    assert before.nearest(before.vectors[0], 1)[0][0] == 0
    assert live(store).documents["a.md"].text == "The second text."
    before.close()


def test_a_generation_that_fails_its_gate_is_not_published(tmp_path: Path) -> None:
    """The live one stays, and nothing half done is left behind."""
    store = make_store(tmp_path, [make_document("The first text.")])
    document = make_document("The second text.")
    passages = split(document)
    # The manifest promises one passage more than there is.
    manifest = new_manifest("words", "r", 1, len(passages) + 1, {})
    with pytest.raises(StoreError, match="is not whole and was not published: Its counts of passages differ"):
        store.publish([document], passages, WordEncoder().encode([document.text]), manifest)
    assert live(store).documents["a.md"].text == "The first text."
    assert names(store) == ["g000001"]


@pytest.mark.parametrize("vectors", [np.zeros((0, 256), np.float32), np.ones((1, 0), np.float32)])
def test_a_publish_that_breaks_off_changes_nothing(tmp_path: Path, vectors: Vectors) -> None:
    """Whatever raises on the way: too few vectors, vectors of no length."""
    store = make_store(tmp_path, [make_document("The first text.")])
    document = make_document("The second text.")
    with pytest.raises(Exception, match=r"\b"):
        store.publish([document], split(document), vectors, new_manifest("words", "r", 1, 1, {}))
    assert live(store).documents["a.md"].text == "The first text."
    assert names(store) == ["g000001"]


KILLED = """
import os, sys
from builders import WordEncoder, make_document, publish
from ingest.store import Store

class Killed(WordEncoder):
    pass

store = Store(__import__("pathlib").Path(sys.argv[1]))
os.fsync = lambda handle: os.kill(os.getpid(), 9)  # everything is written, nothing is renamed
publish(store, [make_document("The second text.")])
"""


def test_a_publish_that_is_killed_changes_nothing_and_the_next_one_sweeps_up(tmp_path: Path) -> None:
    """The process dies with the new generation all but done; its debris goes with the next publish."""
    store = make_store(tmp_path, [make_document("The first text.")])
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{root / 'tests'}"}
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], env=environment, cwd=tmp_path, check=False)
    assert killed.returncode == -9
    assert live(store).documents["a.md"].text == "The first text."
    assert [name for name in names(store) if name.startswith(".building-")]
    publish(store, [make_document("The third text.")])
    assert live(store).documents["a.md"].text == "The third text."
    assert names(store) == ["g000001", "g000002"]


def test_only_the_newest_generations_stay(tmp_path: Path) -> None:
    """As many as asked for."""
    store = make_store(tmp_path, [make_document()])
    for _ in range(3):
        publish(store, [make_document()])
    store.clean(2)
    assert names(store) == ["g000003", "g000004"]
    store.clean(5)
    assert names(store) == ["g000003", "g000004"]


def test_the_live_generation_is_never_cleaned_away(tmp_path: Path) -> None:
    """Not even when it is the oldest, after a roll-back."""
    store = make_store(tmp_path, [make_document()])
    publish(store, [make_document()])
    (tmp_path / "CURRENT").write_text("g000001\n")
    store.clean(1)
    assert names(store) == ["g000001", "g000002"]
    assert live(store).name == "g000001"


@pytest.mark.parametrize(
    "pointer",
    [
        b"",
        b"\n",
        b"g000009\n",  # a generation that is gone
        b"..",
        b"../../elsewhere",
        b"/etc",
        b".building-1",
        b"\xff\xfe\x00g",
        b"g000001\0",
        b"x" * 5000,
    ],
)
def test_a_pointer_to_nothing_is_refused_in_a_sentence(tmp_path: Path, pointer: bytes) -> None:
    """Empty, garbage, or leading out of the store: it names the file and the command that mends it."""
    store = make_store(tmp_path, [make_document()])
    (tmp_path / "generations" / ".building-1").mkdir()
    (tmp_path / "CURRENT").write_bytes(pointer)
    with pytest.raises(StoreError, match=r"CURRENT names .*Run `python -m ingest --rebuild`"):
        store.open()


def test_a_pointer_that_is_a_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """It says to remove it."""
    (tmp_path / "CURRENT").mkdir()
    with pytest.raises(StoreError, match=r"CURRENT cannot be read .*Remove it"):
        Store(tmp_path).open()


def test_one_ingest_at_a_time(tmp_path: Path) -> None:
    """The second is told who is at work; when the first has ended, its turn comes."""
    store = Store(tmp_path)
    with store.lock(), pytest.raises(StoreError, match=rf"Another ingest is at work .*process {os.getpid()}, since"):  # noqa: SIM117
        with Store(tmp_path).lock():
            pass
    with Store(tmp_path).lock():
        assert "process" in (tmp_path / "LOCK").read_text()


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    """A killed ingest locks nobody out."""
    code = (
        "import os, sys, pathlib\nfrom ingest.store import Store\n"
        "with Store(pathlib.Path(sys.argv[1])).lock(): os.kill(os.getpid(), 9)"
    )
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root)}
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, check=False).returncode == -9
    with Store(tmp_path).lock():
        pass


def test_a_store_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Here a file stands where its folder should be."""
    (tmp_path / "store").write_text("")
    with pytest.raises(StoreError, match=r"cannot be written .*CLUSTER_STORE"), Store(tmp_path / "store").lock():
        pass
