"""Who may write to a store on a Chroma server: whoever made the collection of the lock, and gives signs of life.

Making a collection is atomic, so one of many wins. A process that is killed cannot give the lock back; so its holder
counts up in the lock's metadata all the time, and one that has stood still for long enough is taken away. Clocks of
different machines are never compared: who waits watches with his own.
"""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any
from uuid import uuid4

from ingest.chroma.server import Server
from ingest.clock import stamp
from ingest.errors import StoreError

# Seconds between two signs of life, and without any after which the holder is taken to be dead.
_BEAT, _DEAD_AFTER = 2.0, 20.0


class Lock:
    """The right to write, by the name of its collection; ``what`` is the work that it is for."""

    def __init__(self, server: Server, name: str, what: str) -> None:
        """Take it. Raises StoreError that names the holder when another gives signs of life."""
        self._server = server
        self._name = name
        self._what = what
        self._token = uuid4().hex
        self._holder = f"process {os.getpid()} on {socket.gethostname()}, since {stamp()}"
        while not server.create(name, self._metadata(0)):
            _wait_for_death(server, name, what)
        self._ended = Event()
        self._beat = Thread(target=self._show_life, name="lock", daemon=True)
        self._beat.start()

    def confirm(self) -> None:
        """Raises StoreError when it was taken away meanwhile."""
        if not self._is_ours():
            raise StoreError(
                f"Another {self._what} took over on {self._server.url}, because this one had given no sign of life "
                f"for {_DEAD_AFTER:g} seconds. What is live there stays live. Run this again."
            )

    def give_back(self) -> None:
        """Let others write."""
        self._ended.set()
        self._beat.join()
        with suppress(StoreError):  # a server that is away: the lock is taken from us in time
            if self._is_ours():
                self._server.delete(self._name)

    def _is_ours(self) -> bool:
        found = self._server.find(self._name)
        return found is not None and found.metadata["token"] == self._token

    def _metadata(self, beat: int) -> dict[str, str | int]:
        return {"holder": self._holder, "token": self._token, "beat": beat}

    def _show_life(self) -> None:
        beat = 0
        while not self._ended.wait(_BEAT):
            beat += 1
            # While the server is away nobody else can take the lock either.
            with suppress(StoreError), self._server.told():
                found = self._server.find(self._name)
                if found is not None and found.metadata["token"] == self._token:
                    found.modify(metadata=self._metadata(beat))


@contextmanager
def locked(server: Server, name: str = "LOCK", what: str = "ingest") -> Iterator[Lock]:
    """Keep others out. Raises StoreError that names the holder."""
    lock = Lock(server, name, what)
    try:
        yield lock
    finally:
        lock.give_back()


def _wait_for_death(server: Server, name: str, what: str) -> None:
    """Return when the lock is free or its holder is dead. Raises StoreError as soon as he gives a sign of life."""
    seen = server.find(name)
    began = time.monotonic()
    while seen is not None and time.monotonic() - began < _DEAD_AFTER:
        time.sleep(_BEAT / 4)
        now = server.find(name)
        if now is None:
            return
        if now.metadata != seen.metadata:
            raise StoreError(
                f"Another {what} is at work on {server.url} ({now.metadata['holder']}). "
                "Run this again when it has ended."
            )
    if seen is not None:
        _take_away(server, name, seen)


def _take_away(server: Server, name: str, seen: Any) -> None:
    """Remove this very lock, and not one that somebody has made since: a name is changed by what a collection is."""
    away = f"{name}.{seen.metadata['token']}"
    with suppress(StoreError), server.told():
        seen.modify(name=server.full(away))
    server.delete(away)
