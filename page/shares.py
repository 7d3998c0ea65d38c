"""Answers that somebody shared, kept on disk until their time is over: SQLite, so that any replica serves them.

Each lies under a hash of the name in its link, and the right to stop it under one of its code: who reads the disk can
open no link and stop none.
"""

import json
import logging
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Any

from pydantic import TypeAdapter

from bot.types import Answer

VERSION = 1  # of what is kept of an answer: raised when ``Answer`` changes so that an older one cannot be read
PATH = "/shared"
FILE = "shared.db"
MOST_BYTES = 512 * 1024 * 1024  # of the file: some 20,000 answers
LARGEST = 512 * 1024  # bytes of one answer

_DAY = 86_400.0
_NAME_BYTES = 18  # 144 bits: nobody guesses a name or a code
_SWEPT = 200  # at most so many are removed when one is added, so that nobody waits for it
_PAGE = 4096  # bytes, SQLite's
_TABLE = (
    "CREATE TABLE IF NOT EXISTS shared (name BLOB PRIMARY KEY, code BLOB NOT NULL, asked TEXT NOT NULL, "
    "until REAL NOT NULL, version INTEGER NOT NULL, answer BLOB)",
    "CREATE INDEX IF NOT EXISTS ends ON shared (until)",
)
_FULL = "No more can be shared on this server at the moment. Take the conversation away instead, or try another day."
_TOO_LONG = "This answer is too long to be shared. Take the conversation away instead."
_MISSING = "Nothing is shared under this link: it was never made here, or its time is over. Ask the documents yourself."
_STOPPED = "Whoever shared this answer has stopped sharing it. Ask the documents yourself."
_AWAY = "What is shared here cannot be reached at the moment. Please try again in a minute."
_DAMAGED = "What is shared here cannot be read: its file is damaged. Who runs this server can put a copy of it back."
_UNREADABLE = (
    "What is kept of this answer cannot be read by this server: it is damaged, or of another release. "
    "Ask the question again to share it anew."
)

_SENTENCES = {sqlite3.SQLITE_FULL: _FULL, sqlite3.SQLITE_CORRUPT: _DAMAGED, sqlite3.SQLITE_NOTADB: _DAMAGED}
_LOGGER = logging.getLogger(__name__)


class SharingError(Exception):
    """Something could not be shared, read or stopped; the message is a sentence to show."""


class MissingError(SharingError):
    """Nothing is behind a link: it was never made, or its time is over. Nobody is told which."""


class StoppedError(SharingError):
    """Whoever shared an answer has stopped that."""


@dataclass(frozen=True, slots=True)
class Link:
    """What whoever shares an answer is given: the name in its link, the code that stops it, and its last day."""

    name: str
    code: str
    until: date


@dataclass(frozen=True, slots=True)
class Shared:
    """What is behind a link: the answer as it was, the day it was asked, and the last day."""

    answer: Answer
    asked: date
    until: date


class Shares:
    """The shared answers of a folder, for ``days`` each; with 0 days nothing is shared, and no link opens."""

    def __init__(self, folder: Path, days: int, now: Callable[[], float] = time, most_bytes: int = MOST_BYTES) -> None:
        self.path, self.days = folder / FILE, days
        self._now, self._most_bytes = now, most_bytes

    def put(self, answer: Answer, asked: date) -> Link:
        """Keep an answer. Raises SharingError, and nothing is kept then.

        When there is no more room the new one is refused. Were the oldest dropped instead, anybody could end all
        links, each of which says until when it opens.
        """
        kept = json.dumps(asdict(answer), ensure_ascii=False).encode(errors="replace")
        if len(kept) > LARGEST:
            raise SharingError(_TOO_LONG)
        now = self._now()
        until = now + self.days * _DAY
        link = Link(secrets.token_urlsafe(_NAME_BYTES), secrets.token_urlsafe(_NAME_BYTES), _day(until))
        row = (_hash(link.name), _hash(link.code), asked.isoformat(), until, VERSION, kept)
        with self._open(make=True) as database:
            _sweep(database, now)
            database.execute("INSERT INTO shared VALUES (?, ?, ?, ?, ?, ?)", row)
        return link

    def get(self, name: str) -> Shared:
        """What is behind a link. Raises SharingError."""
        asked, until, version, kept = self._behind(name)
        try:
            return Shared(_read(version, kept), date.fromisoformat(asked), _day(until))
        except (ValueError, TypeError) as error:
            raise SharingError(_UNREADABLE) from error

    def require(self, name: str) -> None:
        """Raise SharingError unless there is something behind a link, readable or not."""
        self._behind(name)

    def stop(self, name: str, code: str) -> bool:
        """Forget the answer behind a link, which says from then on that it was stopped; whether the code is its own.

        One that is stopped is stopped again by the same code, and what is over is forgotten too. Raises SharingError.
        """
        if not self.path.exists():
            return False
        with self._open() as database:
            given = (_hash(name), _hash(code))
            return database.execute("UPDATE shared SET answer = NULL WHERE name = ? AND code = ?", given).rowcount > 0

    def sweep(self) -> None:
        """Remove everything whose time is over, a little at a time, so that nobody else waits.

        What goes wrong is logged and no more: it is removed another time.
        """
        with suppress(SharingError):
            while self.path.exists():
                with self._open() as database:
                    if not _sweep(database, self._now()):
                        return

    def _behind(self, name: str) -> Any:
        """The row of a link. What is over and what never was are looked for and missed alike."""
        row = None
        if self.days and self.path.exists():
            with self._open() as database:
                query = "SELECT asked, until, version, answer FROM shared WHERE name = ? AND until > ?"
                row = database.execute(query, (_hash(name), self._now())).fetchone()
        if row is None:
            raise MissingError(_MISSING)
        if row[-1] is None:
            raise StoppedError(_STOPPED)
        return row

    @contextmanager
    def _open(self, make: bool = False) -> Iterator[sqlite3.Connection]:
        """The file for one transaction. Raises SharingError for all that goes wrong with it."""
        try:
            if make:
                self._make()
            with closing(sqlite3.connect(self.path, timeout=5.0)) as database:
                database.execute(f"PRAGMA max_page_count = {max(self._most_bytes // _PAGE, 1)}")
                database.execute("PRAGMA secure_delete = ON")  # what was stopped is nowhere in the file any more
                with database:
                    if make:
                        for command in _TABLE:
                            database.execute(command)
                    yield database
        except (sqlite3.Error, OSError) as error:
            _LOGGER.error("%s in the file of shared answers: %s", type(error).__name__, error)
            raise SharingError(_SENTENCES.get(getattr(error, "sqlite_errorcode", 0), _AWAY)) from error

    def _make(self) -> None:
        """The file, for the account that serves the page alone: a question may hold a name."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))


def _sweep(database: sqlite3.Connection, now: float) -> int:
    """Remove the first of what is over; how many."""
    return database.execute(
        "DELETE FROM shared WHERE rowid IN (SELECT rowid FROM shared WHERE until <= ? ORDER BY until LIMIT ?)",
        (now, _SWEPT),
    ).rowcount


def _hash(secret: str) -> bytes:
    return sha256(secret.encode(errors="replace")).digest()


def _day(moment: float) -> date:
    return datetime.fromtimestamp(moment, UTC).date()


def _read(version: int, kept: bytes) -> Answer:
    if version != VERSION:
        raise ValueError(f"version {version!r}")
    return _answers().validate_json(kept)


@cache
def _answers() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)
