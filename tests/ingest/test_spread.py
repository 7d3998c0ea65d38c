"""Embedding by several workers: the same vectors, each once, whatever dies on the way."""

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from builders import Desk, WordEncoder

from ingest.embedded import Embedded
from ingest.encoder import BATCH, Encoder, Vectors
from ingest.errors import EncoderError, StoreError
from ingest.settings import Settings
from ingest.spread import SpreadEncoder, in_processes, on_ray, open_spread

needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None,
    reason="Ray is not installed. Run `.venv/bin/pip install -e '.[ray]'` to test embedding on a cluster.",
)
TWO = Settings(_env_file=None, embed_processes=2)
RAY = Settings(_env_file=None, embed_processes=2, ray_address="local")
RUNS = [pytest.param(in_processes, TWO, id="processes"), pytest.param(on_ray, RAY, id="ray", marks=needs_ray)]
Run = Callable[..., Iterator[tuple[int, Vectors]]]
BATCHES = [[f"text {number} of batch {batch}" for number in range(3)] for batch in range(6)]


@pytest.fixture(autouse=True)
def _workers_find_this_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """As they find an installed program."""
    here = Path(__file__).parent
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, [here, here.parent, here.parents[1]])))


def noted(folder: Path, texts: Sequence[str]) -> Vectors:
    """Words counted; each call leaves a file that names the batch and the process."""
    vectors = WordEncoder().encode(texts)
    (folder / f"{texts[0][-1]} {os.getpid()}").touch()
    return vectors


def deadly_once(folder: Path, texts: Sequence[str]) -> Vectors:
    """The first worker that gets the fourth batch is killed, as by a machine that is switched off."""
    if texts[0].endswith("3") and not (folder / "killed").exists():
        (folder / "killed").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return noted(folder, texts)


def deadly(folder: Path, texts: Sequence[str]) -> Vectors:
    """No worker survives it."""
    os.kill(os.getpid(), signal.SIGKILL)
    return noted(folder, texts)


_PARENT = """
import sys
from functools import partial
from pathlib import Path
from test_spread import BATCHES, TWO, noted
from ingest.spread import in_processes

if __name__ == "__main__":
    for number, _ in in_processes(partial(noted, Path(sys.argv[1])), BATCHES, TWO):
        print(number, flush=True)
        sys.stdin.readline()
"""


def test_workers_end_with_an_ingest_that_is_killed(tmp_path: Path) -> None:
    """Each would hold a model in memory for ever."""
    script, noted_in = tmp_path / "parent.py", tmp_path / "noted"
    script.write_text(_PARENT)
    noted_in.mkdir()
    with subprocess.Popen([sys.executable, script, noted_in], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        workers = {int(path.name.split()[1]) for path in noted_in.iterdir()}
        parent.kill()
    assert workers
    deadline = time.monotonic() + 20
    while any(map(is_running, workers)):
        assert time.monotonic() < deadline, f"still running: {sorted(filter(is_running, workers))}"
        time.sleep(0.05)


def is_running(process: int) -> bool:
    """Whether there is such a process that has not ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize(("run", "settings"), RUNS)
def test_every_batch_is_done_once_by_two_workers(run: Run, settings: Settings, tmp_path: Path) -> None:
    """Whoever does it and in whatever order they end."""
    done = list(run(partial(noted, tmp_path), BATCHES, settings))
    assert sorted(number for number, _ in done) == list(range(6))
    assert all(np.array_equal(vectors, WordEncoder().encode(BATCHES[number])) for number, vectors in done)
    assert sorted(path.name[0] for path in tmp_path.iterdir()) == list("012345")


@pytest.mark.parametrize(("run", "settings"), RUNS)
def test_a_batch_whose_worker_dies_is_done_again(run: Run, settings: Settings, tmp_path: Path) -> None:
    """By another worker; every batch comes out once."""
    done = dict(run(partial(deadly_once, tmp_path), BATCHES, settings))
    assert (tmp_path / "killed").exists()
    assert done.keys() == set(range(6))
    assert np.array_equal(done[3], WordEncoder().encode(BATCHES[3]))


@pytest.mark.parametrize(("run", "settings"), RUNS)
def test_a_batch_that_kills_every_worker_ends_in_a_sentence(run: Run, settings: Settings, tmp_path: Path) -> None:
    """And does not go on for ever."""
    with pytest.raises(EncoderError, match=r"ended from outside|could not embed a batch in 4 tries"):
        list(run(partial(deadly, tmp_path), BATCHES[:1], settings))


@pytest.mark.parametrize("settings", [pytest.param(TWO, id="processes"), pytest.param(RAY, id="ray", marks=needs_ray)])
def test_two_workers_embed_as_one_does(settings: Settings, real_encoder: Encoder) -> None:
    """With the real encoder; rows in the order of the texts, and progress that adds up."""
    texts = [f"Company number {number} employs {number} people. " * (1 + number % 2) for number in range(BATCH + 40)]
    heard: list[int] = []
    spread = open_spread(settings)
    assert spread.name == real_encoder.name
    assert np.allclose(spread.encode(texts, heard.append), real_encoder.encode(texts), atol=1e-5)
    assert sum(heard) == len(texts)


def test_few_texts_and_one_process_need_no_workers() -> None:
    """One worker is the plain encoder; less than a batch is embedded here."""
    assert not isinstance(open_spread(Settings(_env_file=None)), SpreadEncoder)
    spread = open_spread(TWO)
    assert spread.encode(["A lab."]).shape == (1, 384)
    assert spread.is_word("company")


@needs_ray
def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    """At once, while Ray itself would try for minutes."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(EncoderError, match=rf"No Ray cluster answers at RAY_ADDRESS='{address}'\. Start one with"):
            list(on_ray(WordEncoder().encode, BATCHES, RAY.model_copy(update={"ray_address": address})))


def test_without_ray_installed_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(EncoderError, match=r"RAY_ADDRESS is set, and Ray is not installed\. Run `\.venv/bin/pip"):
        list(on_ray(WordEncoder().encode, BATCHES, RAY))


class FailingEncoder(WordEncoder):
    """Fails at its third batch."""

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] = lambda done: None) -> Vectors:
        """As ever, twice."""
        if len(self.asked) >= 2 * BATCH:
            raise EncoderError("The machine is switched off.")
        return super().encode(texts, progress)


def test_an_ingest_that_was_broken_off_embeds_no_batch_twice(tmp_path: Path) -> None:
    """The next one takes up what was embedded, also when files have been added since; then it is put away."""
    desk = Desk(tmp_path)
    desk.write(**{f"company{number}": f"Company {number} opened." for number in range(3 * BATCH)})
    broken = FailingEncoder()
    with pytest.raises(EncoderError):
        desk.ingest(broken)
    desk.write(another="One more company opened.")
    done = desk.ingest()
    assert done
    assert (done.passages, done.embedded) == (3 * BATCH + 1, BATCH + 1)
    assert (
        len(set(broken.asked) | set(desk.encoder.asked)) == len(broken.asked) + len(desk.encoder.asked) == 3 * BATCH + 1
    )
    assert not (desk.store.folder / "embedded").exists()
    assert desk.store.problems() == {"g000001": []}


def test_what_was_embedded_by_another_encoder_or_is_not_whole_is_left_out(tmp_path: Path) -> None:
    """A file that a crash has cut, or that is none of ours."""
    kept = Embedded(tmp_path / "embedded", "words")
    vectors = WordEncoder().encode(["one", "two"])
    kept.keep(["1", "2"], vectors)
    kept.keep(["3"], vectors[:1])
    assert kept.known().keys() == {"1", "2", "3"}
    assert np.array_equal(kept.known()["2"], vectors[1])
    assert Embedded(tmp_path / "embedded", "other").known() == {}
    for path, content in zip(sorted(tmp_path.rglob("*.npz")), [b"", b"PK\x03\x04"], strict=True):
        path.write_bytes(content)
    assert kept.known() == {}


def test_what_was_embedded_and_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Here a file stands where its folder should be."""
    (tmp_path / "embedded").write_text("")
    with pytest.raises(StoreError, match=r"What was embedded cannot be written to .*Free space or rights"):
        Embedded(tmp_path / "embedded", "words").keep(["1"], WordEncoder().encode(["one"]))
