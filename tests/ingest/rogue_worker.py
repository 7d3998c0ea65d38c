"""A worker whose files say what it shall do wrong: `python -m rogue_worker FD`."""

import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.errors import LoadError
from ingest.origin import Origin
from ingest.sandbox.worker import serve
from ingest.settings import Settings
from ingest.types import Document, Kind, Source

CONNECTION = Connection(int(sys.argv[1]))


def loop(_: str) -> None:
    """Compute for ever."""
    while True:
        pass


def half(_: str) -> None:
    """Begin a message of 4,096 bytes and never end it."""
    os.write(CONNECTION.fileno(), b"\x00\x00\x10\x00and no more")
    time.sleep(3600)


def once(flag: str) -> None:
    """Fail the first time only."""
    if not Path(flag).exists():
        Path(flag).touch()
        os._exit(1)


def write(path: str) -> None:
    """Write a file of 401 MB."""
    with Path(path).open("wb") as file:
        for _ in range(401):
            file.write(bytes(1_000_000))


def connect(port: str) -> None:
    """Connect to a server of this machine."""
    socket.create_connection(("127.0.0.1", int(port)), timeout=5)


def refuse(_: str) -> None:
    """Refuse the file, as a reader does."""
    raise LoadError("x.md is refused.")


ORDERS: dict[str, Callable[[str], object]] = {
    "segfault": lambda _: ctypes.string_at(0),
    "killed": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "exit": lambda _: os._exit(3),
    "hang": lambda _: time.sleep(3600),
    "loop": loop,
    "half": half,
    "swell": lambda _: b"x" * 10_000_000_000,
    "grow": lambda _: len(b"x" * 250_000_000),
    "flood": lambda _: "x" * 10_000_000,
    "nonsense": lambda _: CONNECTION.send_bytes(b'{"document": "a text", "refused": null, "last": false}'),
    "print": lambda _: os.write(1, b"x" * 1_000_000),
    "once": once,
    "write": write,
    "connect": connect,
    "refuse": refuse,
    "environment": lambda _: " ".join(os.environ),
}


def misbehave(data: bytes, path: Path, document_id: str, settings: Settings, origin: Origin | None) -> Document:
    """Do what the file says; what comes of it is the document's text, with the number of the process."""
    order, _, value = data.decode().partition(" ")
    text = f"{order} {ORDERS[order](value) if order in ORDERS else ''} {os.getpid()}"
    return Document(Source(document_id, "Title", None, Kind.OTHER, None, None), text)


if __name__ == "__main__":
    serve(CONNECTION, misbehave)
