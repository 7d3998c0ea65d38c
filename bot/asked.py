"""What visitors asked and what became of it, in an SQLite file: no address, no token, and for some days only."""

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from bot.conflicts import said
from bot.encode import one_line, printable
from bot.errors import KeepingError
from bot.missing import PARTLY
from bot.permalink import permalink
from bot.types import Answer, Status
from ingest.encoder import Vectors

MOST = 20_000  # questions, some 2 kB each; the oldest make way
PATIENCE = 1.0  # seconds that an answer waits for another process to have written
_VERSION = 1  # of the table
_TABLE = """
CREATE TABLE asked (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL, question TEXT NOT NULL, standalone TEXT NOT NULL, status TEXT NOT NULL,
    missing TEXT NOT NULL, documents TEXT NOT NULL, figures TEXT NOT NULL,
    site TEXT NOT NULL, visit TEXT NOT NULL, vector BLOB
);
CREATE INDEX asked_by_time ON asked (time);
CREATE INDEX asked_by_visit ON asked (visit);
"""
_COLUMNS = "id, time, question, standalone, status, missing, documents, figures, site, vector"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure that an answer showed: its words, its date, the document, and the permalink of its quote.

    ``is_latest`` is False where the same answer told a later value of the same thing.
    """

    words: str
    as_of: str | None
    document: str
    link: str
    is_latest: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is kept: when it was asked (UTC, to the minute), and what became of it.

    ``missing`` is the sentence that says what the documents do not, "" where nothing was missing. ``vector`` is the
    meaning of a question for which something was, shape (dimensions,). ``site`` is the partner's, "" for our page and
    for programs.
    """

    id: int
    time: str
    question: str
    standalone: str
    status: str
    missing: str
    documents: tuple[str, ...]
    figures: tuple[Shown, ...]
    site: str
    vector: Vectors | None = None


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class Questions:
    """The file. Any number of threads and processes may use it at once; it is made with the first question.

    What is older than ``days`` is taken out at every call. Every method raises KeepingError.
    """

    def __init__(self, path: Path, days: int, now: Callable[[], datetime] = utc_now) -> None:
        self.path, self._days, self._now = path, days, now

    def record(self, answer: Answer, site: str = "", visit: str = "", vector: Vectors | None = None) -> None:
        """Keep the question of an answer.

        ``visit`` is the random name of a conversation, by which its questions can be erased; ``vector`` the meaning of
        a question for which something was missing.
        """
        values = (
            _minute(self._now()),
            printable(answer.question),
            printable(answer.standalone_question),
            answer.status.value,
            printable(missing_in(answer)),
            json.dumps(list(dict.fromkeys(citation.source.id for citation in answer.citations))),
            json.dumps([asdict(figure) for figure in _shown(answer)]),
            site,
            visit,
            None if vector is None else vector.astype(np.float16).tobytes(),
        )
        with self._changed(create=True) as table:
            table.execute(f"INSERT INTO asked VALUES (NULL{', ?' * len(values)})", values)  # noqa: S608 - question marks
            table.execute("DELETE FROM asked WHERE id <= (SELECT max(id) FROM asked) - ?", (MOST,))

    def read(self) -> list[Asked]:
        """All that is kept, the oldest first."""
        with self._changed() as table:
            return [_asked(row) for row in table.execute(f"SELECT {_COLUMNS} FROM asked ORDER BY id")]  # noqa: S608

    def sweep(self) -> None:
        """Take out what is too old."""
        with self._changed():
            pass

    def erase(self, visit: str) -> int:
        """Take out the questions of a conversation; how many. Those that name no conversation stay."""
        with self._changed() as table:
            return table.execute("DELETE FROM asked WHERE visit = ? AND visit <> ''", (visit,)).rowcount

    def forget(self, ids: Collection[int]) -> int:
        """Take out the questions of those ids; how many."""
        with self._changed() as table:
            return table.executemany("DELETE FROM asked WHERE id = ?", [(id_,) for id_ in ids]).rowcount

    def forget_all(self) -> int:
        """Take out everything; how many."""
        with self._changed() as table:
            return table.execute("DELETE FROM asked").rowcount

    @contextmanager
    def _changed(self, create: bool = False) -> Iterator[sqlite3.Connection]:
        """The table for one transaction, without what is too old; without a file an empty one, in memory."""
        try:
            if create:
                self._create()
            with closing(self._connection()) as table:
                table.execute("BEGIN IMMEDIATE")
                oldest = _minute(self._now() - timedelta(days=self._days))
                gone = table.execute("DELETE FROM asked WHERE time <= ?", (oldest,)).rowcount
                before = table.total_changes
                yield table
                table.execute("COMMIT")
                if gone or (not create and table.total_changes > before):
                    # What was taken out would stand in the log beside the file until that is begun anew.
                    table.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except (sqlite3.Error, OSError, ValueError) as error:
            raise KeepingError(f"{self.path} cannot be read or written ({type(error).__name__}).") from error

    def _connection(self) -> sqlite3.Connection:
        if not self.path.exists():
            return _made(":memory:")
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        table = sqlite3.connect(address, timeout=PATIENCE, isolation_level=None, uri=True)
        try:
            (version,) = table.execute("PRAGMA user_version").fetchone()
            if version != _VERSION:
                raise ValueError("another version of this program made the table")
            table.execute("PRAGMA secure_delete = ON")  # what is taken out is overwritten
            table.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            table.close()
            raise
        return table

    def _create(self) -> None:
        """Make the file, whole at once, so that two processes that begin together find one of them ready."""
        if self.path.exists():
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Mode 0600, which SQLite gives to its other files too. Nobody opens the file itself but SQLite: to close it
        # would let go of the locks that other threads hold on it.
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        os.close(descriptor)
        try:
            _made(name).close()
            os.link(name, self.path)
        except FileExistsError:
            return
        finally:
            Path(name).unlink(missing_ok=True)


def missing_in(answer: Answer) -> str:
    """What an answer says is not in the documents; "" where it says nothing of the kind."""
    if answer.status is not Status.ANSWERED:
        return one_line(answer.text)
    return " ".join(line for line in answer.text.split("\n") if line.startswith(PARTLY))


def _made(name: str) -> sqlite3.Connection:
    table = sqlite3.connect(name, isolation_level=None)
    table.execute("PRAGMA journal_mode = WAL")
    table.executescript(_TABLE)
    table.execute(f"PRAGMA user_version = {_VERSION}")
    return table


def _minute(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def _shown(answer: Answer) -> Iterator[Shown]:
    """The figures of an answer. In a history only the last is one that is told as the present value."""
    cited = {citation.number: citation for citation in answer.citations}
    earlier = set(answer.history[:-1])
    for place, figure in enumerate(answer.figures):
        citation = cited.get(figure.citation)
        if citation:
            words = printable(one_line(said(figure)))
            yield Shown(words, figure.as_of, citation.source.id, permalink(citation), place not in earlier)


def _asked(row: tuple[Any, ...]) -> Asked:
    id_, time, question, standalone, status, missing, documents, figures, site, vector = row
    return Asked(
        id_,
        time,
        question,
        standalone,
        status,
        missing,
        tuple(json.loads(documents)),
        tuple(Shown(**figure) for figure in json.loads(figures)),
        site,
        None if vector is None else np.frombuffer(vector, np.float16).astype(np.float32),
    )
