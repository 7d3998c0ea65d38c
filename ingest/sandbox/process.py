"""The parent's end of one worker: a process that is sent files and may die of any of them."""

import math
import os
import signal
import sys
import time
from contextlib import suppress
from multiprocessing.connection import Pipe
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired
from threading import Lock

from ingest.errors import LoadError
from ingest.origin import Origin
from ingest.sandbox.messages import Reply, read_reply, request
from ingest.settings import Settings
from ingest.types import Document

# A busy machine gives a process a part of a processor only, and a scan is read by processes of its own.
WALL_SECONDS_PER_SECOND = 10
START_SECONDS = 60
# From the end of the line to that of the process.
PATIENCE = 5
# Six for a character written as an escape; the card is small beside the text.
BYTES_PER_CHARACTER = 6
CARD_BYTES = 1_000_000
# Nothing else of the environment reaches a parser: it may hold keys.
ENVIRONMENT = ("HOME", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PATH", "TESSDATA_PREFIX", "TMPDIR", "TZ")


class WorkerError(Exception):
    """A worker has no answer. ``f"{name} {error}"`` is a sentence; ``certain`` when it is surely the file's fault."""

    def __init__(self, reason: str, *, certain: bool) -> None:
        super().__init__(reason)
        self.certain = certain


class Worker:
    """A child process that parses one file at a time, in a session of its own, so that Ctrl-C does not reach it."""

    def __init__(self, module: str, settings: Settings) -> None:
        """``module`` is run with the number of its end of a socket."""
        self.files = 0
        self.usable = True
        self._settings = settings
        self._deadline = math.inf
        self._reaping = Lock()
        self._connection, theirs = Pipe()
        with theirs:
            self._process = Popen(  # noqa: S603 - our own module, by the interpreter that runs
                [sys.executable, "-P", "-m", module, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=_environment(),
                stdin=DEVNULL,
                stdout=DEVNULL,
                stderr=DEVNULL,
                start_new_session=True,
            )

    def parse(self, data: bytes, path: Path, document_id: str, origin: Origin | None = None) -> Document:
        """As ``load.parse``. Raises LoadError, and WorkerError when there is no answer; then it is not usable."""
        said = self._reply(request(path, document_id, origin), data)
        self.usable = not said.last
        if said.document:
            return said.document
        if said.refused:
            raise LoadError(said.refused)
        self.usable = False
        raise WorkerError(_too_large(self._settings), certain=False)

    @property
    def is_late(self) -> bool:
        """Whether it has had a file for longer than the wall clock allows."""
        return time.monotonic() > self._deadline

    def kill(self) -> None:
        """Kill it and whatever it has started; from any thread."""
        with self._reaping:
            if self._process.returncode is None:
                os.killpg(self._process.pid, signal.SIGKILL)

    def end(self, patience: float = 0) -> int:
        """Clear up and return the exit status, killing it after so many seconds; from the thread that asks it."""
        with suppress(TimeoutExpired):
            self._process.wait(patience)
        self.kill()
        self._connection.close()
        return self._process.wait()

    def _reply(self, *messages: bytes) -> Reply:
        """The answer to the messages. It may never come: whoever kills the worker for being late ends the wait."""
        first = [] if self.files else [self._settings.model_dump_json().encode()]
        most = self._settings.max_document_characters * BYTES_PER_CHARACTER + CARD_BYTES
        self.files += 1
        self._deadline = time.monotonic() + self._settings.max_parse_seconds * WALL_SECONDS_PER_SECOND
        self._deadline += START_SECONDS if first else 0
        try:
            for message in (*first, *messages):
                self._connection.send_bytes(message)
            return read_reply(self._connection.recv_bytes(most))
        except (EOFError, OSError, ValueError) as error:
            self.usable = False
            raise self._death(error) from error

    def _death(self, error: Exception) -> WorkerError:
        """What an end of the line, a reply without end or a senseless one comes from."""
        silent = isinstance(error, (EOFError, ConnectionError))
        status = self.end(PATIENCE if silent else 0)
        if self.is_late or status == -signal.SIGXCPU:
            return WorkerError(_too_slow(self._settings), certain=True)
        if silent:
            return WorkerError(f"makes its reader fail ({_named(status)}). Save it again or remove it.", certain=False)
        return WorkerError("gives back what is no document. Save it again or remove it.", certain=False)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    # The modules are those of this process, wherever it was started.
    return kept | {"PYTHONPATH": os.pathsep.join(sys.path)}


def _too_large(settings: Settings) -> str:
    return (
        f"needs more than {settings.max_parse_megabytes:,} MB of memory to read. "
        "Split it or save it again, or raise CLUSTER_MAX_PARSE_MEGABYTES."
    )


def _too_slow(settings: Settings) -> str:
    return (
        f"takes more than {settings.max_parse_seconds:,} seconds to read. "
        "Split it or save it again, or raise CLUSTER_MAX_PARSE_SECONDS."
    )


def _named(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"exit status {status}"
