"""Files are parsed in child processes: whatever one does to its process, it costs that file only."""

import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest import load
from ingest.errors import LoadError
from ingest.sandbox import Sandbox
from ingest.settings import Settings
from ingest.types import Document

SETTINGS = Settings(_env_file=None, max_parse_megabytes=400, max_parse_seconds=1, max_document_characters=1_000)
CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture
def rogue() -> Iterator[Sandbox]:
    """A sandbox whose files say what goes wrong."""
    with Sandbox(SETTINGS, worker="rogue_worker") as sandbox:
        yield sandbox


def asked(sandbox: Sandbox, text: str) -> Document:
    """The document that a file of this text is."""
    return sandbox.parse(text.encode(), Path("x.md"), "x.md")


def refusal(sandbox: Sandbox, text: str) -> str:
    """The sentence that a file of this text is refused with."""
    with pytest.raises(LoadError) as caught:
        asked(sandbox, text)
    return str(caught.value)


def worker_of(document: Document) -> int:
    """The process that a rogue document was made in."""
    return int(document.text.split()[-1])


DEATHS = {
    "segfault": "x.md makes its reader fail (SIGSEGV). Save it again or remove it.",
    "killed": "x.md makes its reader fail (SIGKILL). Save it again or remove it.",
    "exit": "x.md makes its reader fail (exit status 3). Save it again or remove it.",
    "hang": "x.md takes more than 1 seconds to read. Split it or save it again, or raise CLUSTER_MAX_PARSE_SECONDS.",
    "loop": "x.md takes more than 1 seconds to read. Split it or save it again, or raise CLUSTER_MAX_PARSE_SECONDS.",
    "half": "x.md takes more than 1 seconds to read. Split it or save it again, or raise CLUSTER_MAX_PARSE_SECONDS.",
    "swell": "x.md needs more than 400 MB of memory to read. "
    "Split it or save it again, or raise CLUSTER_MAX_PARSE_MEGABYTES.",
    "flood": "x.md gives back what is no document. Save it again or remove it.",
    "nonsense": "x.md gives back what is no document. Save it again or remove it.",
}


@pytest.mark.parametrize("order", DEATHS)
def test_a_file_that_ruins_its_process_is_told_and_the_next_is_read(rogue: Sandbox, order: str) -> None:
    """In one sentence each, also by a worker that has read other files before."""
    assert asked(rogue, "before").text.startswith("before")
    assert refusal(rogue, order) == DEATHS[order]
    assert asked(rogue, "after").text.startswith("after")


def test_one_worker_reads_file_after_file(rogue: Sandbox) -> None:
    """A refusal is no reason to replace it, and what a parser prints goes nowhere."""
    first = worker_of(asked(rogue, "one"))
    assert refusal(rogue, "refuse") == "x.md is refused."
    assert worker_of(asked(rogue, "print")) == first


def test_a_worker_that_has_grown_is_replaced(rogue: Sandbox) -> None:
    """What it holds would be missing to the next file."""
    small, grown, after = (worker_of(asked(rogue, order)) for order in ("small", "grow", "after"))
    assert small == grown != after


def test_a_file_is_not_blamed_for_what_an_earlier_one_left(tmp_path: Path) -> None:
    """It is read once more in a worker of its own, and only then refused: here the second time goes well."""
    flag = tmp_path / "flag"
    with Sandbox(SETTINGS, worker="rogue_worker") as sandbox:
        asked(sandbox, "before")
        assert asked(sandbox, f"once {flag}").text.startswith("once")
    assert flag.exists()


def test_a_parser_has_no_network(rogue: Sandbox) -> None:
    """Not even to a server of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()
        assert "makes its reader fail (exit status 1)" in refusal(rogue, f"connect {port}")
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_parser_sees_no_keys(rogue: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the environment it gets what finding programs, files and the time zone takes."""
    monkeypatch.setenv("SOME_API_KEY", "secret")
    monkeypatch.setenv("CLUSTER_STORE", "secret")
    names = asked(rogue, "environment").text.split()
    assert "PYTHONPATH" in names
    assert not {"SOME_API_KEY", "CLUSTER_STORE"} & set(names)


def test_a_parser_writes_no_file_beyond_its_limit(rogue: Sandbox, tmp_path: Path) -> None:
    """The disk is not filled: what may be held in memory may be written, and no more."""
    assert "makes its reader fail" in refusal(rogue, f"write {tmp_path / 'large'}")
    assert (tmp_path / "large").stat().st_size <= 400_000_000


def test_the_workers_end_with_the_sandbox() -> None:
    """Those at work too: whoever waits for them hears at once."""
    with ThreadPoolExecutor(2) as threads, Sandbox(Settings(_env_file=None), worker="rogue_worker") as sandbox:
        idle = worker_of(asked(sandbox, "text"))
        hung = [threads.submit(refusal, sandbox, "hang") for _ in range(2)]
        while len(sandbox._busy) < 2:
            time.sleep(0.01)
    assert all(future.exception() or future.result() for future in hung)
    with pytest.raises(ProcessLookupError):
        os.kill(idle, 0)


def test_real_documents_come_back_as_they_are_read_here() -> None:
    """Card and text, of every format, whichever thread asks."""
    settings = Settings(_env_file=None)
    paths = sorted(path for path in CORPUS.rglob("*.*") if path.suffix in load.READERS and path.name != "README.md")[
        :40
    ]
    with ThreadPoolExecutor(2) as threads, Sandbox(settings) as sandbox:
        found = list(threads.map(lambda path: sandbox.parse(path.read_bytes(), path, path.name), paths))
    assert found == [load.load(path, path.name, settings) for path in paths]


def test_a_refusal_is_the_readers_own() -> None:
    """And names that cannot be encoded pass through."""
    with Sandbox(Settings(_env_file=None)) as sandbox:
        with pytest.raises(LoadError, match=r"^a\.pdf is no PDF file\."):
            sandbox.parse(b"text", Path("a.pdf"), "a.pdf")
        assert sandbox.parse(b"one two.", Path("caf\udce9.md"), "id").source.title == "Caf\\xe9"
