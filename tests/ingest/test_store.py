"""Which generation is live: one atomic step, one ingest at a time, and nothing lost when it fails."""

import gc
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from builders import WordEncoder, make_document, make_store, publish

from ingest.encoder import Vectors
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
    assert [held.texts for held in before.index.rows()] == [["The first text."]]
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
    """As many as asked for; CURRENT lists them, the live one first."""
    store = make_store(tmp_path, [make_document()])
    for _ in range(3):
        publish(store, [make_document()])
    assert store.history() == ["g000004", "g000003", "g000002"]
    store.clean()
    assert names(store) == ["g000002", "g000003", "g000004"]
    store.clean()
    assert names(store) == ["g000002", "g000003", "g000004"]


def test_a_roll_back_goes_back_step_by_step_and_says_when_it_cannot(tmp_path: Path) -> None:
    """In one atomic step each; the documents are those of then."""
    store = make_store(tmp_path, [make_document("The first text.")])
    publish(store, [make_document("The second text.")])
    publish(store, [make_document("The third text.")])
    assert store.roll_back() == ("g000003", "g000002")
    assert live(store).documents["a.md"].text == "The second text."
    assert store.roll_back() == ("g000002", "g000001")
    assert live(store).documents["a.md"].text == "The first text."
    with pytest.raises(StoreError, match=r"Before g000001 no whole generation is kept in .*, so there is nothing"):
        store.roll_back()
    assert live(store).name == "g000001"


def test_names_only_go_up_and_what_was_rolled_back_never_comes_back(tmp_path: Path) -> None:
    """Neither by another roll-back nor when the live one is damaged."""
    store = make_store(tmp_path, [make_document("The good text.")])
    publish(store, [make_document("The text that was wrong.")])
    store.roll_back()
    assert publish(store, [make_document("The text put right.")]) == "g000003"
    assert store.history() == ["g000003", "g000001"]
    damage(store, "g000003")
    assert live(store).documents["a.md"].text == "The good text."
    store.clean()
    assert names(store) == ["g000001", "g000003"]


def test_a_roll_back_passes_over_what_is_damaged(tmp_path: Path) -> None:
    """It goes to a whole generation or nowhere."""
    store = make_store(tmp_path, [make_document("The first text.")])
    publish(store, [make_document("The second text.")])
    publish(store, [make_document("The third text.")])
    damage(store, "g000002")
    assert store.roll_back() == ("g000003", "g000001")


def damage(store: Store, name: str, part: str = "vectors.npy") -> None:
    """Flip a byte of a generation."""
    path = store.folder / "generations" / name / part
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


@pytest.mark.parametrize("part", ["vectors.npy", "manifest.json", "documents.jsonl", "chroma/chroma.sqlite3"])
def test_a_damaged_live_generation_gives_way_to_the_one_before_it(tmp_path: Path, part: str) -> None:
    """The notice names both; nothing on disk is changed, so a disk that comes back is live again."""
    store = make_store(tmp_path, [make_document("The first text.")])
    publish(store, [make_document("The second text.")])
    damage(store, "g000002", part)
    fallen_back = live(store)
    assert fallen_back.documents["a.md"].text == "The first text."
    assert fallen_back.notice is not None
    assert fallen_back.notice.startswith("Generation g000002 is damaged, so g000001 takes over until the next")
    assert store.current_name() == "g000002"
    damage(store, "g000002", part)
    assert (live(store).name, live(store).notice) == ("g000002", None)


def test_when_no_generation_is_whole_that_is_said_with_the_command_that_mends_it(tmp_path: Path) -> None:
    """Damaged or deleted."""
    store = make_store(tmp_path, [make_document()])
    publish(store, [make_document()])
    damage(store, "g000001")
    shutil.rmtree(tmp_path / "generations" / "g000002")
    with pytest.raises(StoreError, match=r"g000002 is damaged or gone, and no whole one .*Run `python -m ingest --reb"):
        store.open()


def test_the_next_publish_drops_what_is_damaged(tmp_path: Path) -> None:
    """So that all that is kept is worth going back to."""
    store = make_store(tmp_path, [make_document("The first text.")])
    publish(store, [make_document("The second text.")])
    damage(store, "g000002")
    publish(store, [make_document("The third text.")])
    assert store.history() == ["g000003", "g000001"]
    assert store.problems() == {"g000003": [], "g000001": []}


def test_what_somebody_reads_from_is_not_cleaned_away(tmp_path: Path) -> None:
    """In another process; once that has ended, it goes."""
    store = make_store(tmp_path, [make_document("The first text.")])
    code = (
        "import pathlib, sys\nfrom ingest.store import Store\n"
        "live = Store(pathlib.Path(sys.argv[1])).open()\nprint(live.name, flush=True)\nsys.stdin.readline()\n"
        "print(live.documents['a.md'].text, *next(live.index.rows()).texts, flush=True)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "g000001\n"
        for text in ("second", "third"):
            passages = split(document := make_document(f"The {text} text."))
            vectors = WordEncoder().encode([document.text])
            store.publish([document], passages, vectors, new_manifest("words", "r", 1, 1, {}), keep=1)
            store.clean()
        assert names(store) == ["g000001", "g000003"]
        assert reader.communicate("go on\n")[0] == "The first text. The first text.\n"
    store.clean()
    assert names(store) == ["g000003"]


def test_a_generation_let_go_closes_its_files(tmp_path: Path) -> None:
    """Fifty swaps leave no more of the store's files open than two."""

    def swapped(times: int) -> int:
        for _ in range(times):
            generation = Generation(folder)
            assert list(generation.index.rows())
        del generation
        gc.collect()  # what Python has not got round to on a busy machine is no leak
        # Only the store's: other parts of this process open files of their own.
        return sum(link.resolve().is_relative_to(tmp_path) for link in Path("/proc/self/fd").iterdir())

    folder = live(make_store(tmp_path, [make_document()])).folder
    assert swapped(2) >= swapped(50)


def test_no_right_to_open_chroma_for_writing_is_told(tmp_path: Path) -> None:
    """Each part that cannot be written is named in one sentence, and what was live stays live."""
    store = make_store(tmp_path, [make_document("The first text.")])
    folder = tmp_path / "generations"
    folder.rename(tmp_path / "elsewhere")
    folder.write_text("")
    with pytest.raises(StoreError, match=r"cannot be written .*What was live stays live\. Free space or rights"):
        publish(store, [make_document()])
    folder.unlink()
    (tmp_path / "elsewhere").rename(folder)
    assert live(store).documents["a.md"].text == "The first text."


def test_the_clock_decides_nothing(tmp_path: Path) -> None:
    """A generation that seems to come from the future gives way to the next like any other."""
    store = Store(tmp_path)
    document = make_document("From the future.")
    manifest = replace(new_manifest("words", "r", 1, 1, {}), created="2999-01-01T00:00:00+00:00")
    store.publish([document], split(document), WordEncoder().encode([document.text]), manifest)
    assert publish(store, [make_document("From today.")]) == "g000002"
    assert live(store).documents["a.md"].text == "From today."


@pytest.mark.parametrize(
    "pointer",
    [
        b"",
        b"\n",
        b"..",
        b"../../elsewhere",
        b"/etc",
        b".building-1",
        b"\xff\xfe\x00g",
        b"g000001\0",
        b"g000001\nelsewhere",
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


def test_many_documents_that_are_nearly_alike_are_all_found(tmp_path: Path) -> None:
    """Forms that differ in a number: where the index that does for all else loses some, a denser one is made."""
    forms = [make_document(f"This is notice {n}.", id=f"{n}.md", title=f"Notice {n}") for n in range(200)]
    assert make_store(tmp_path, forms).problems() == {"g000001": []}
