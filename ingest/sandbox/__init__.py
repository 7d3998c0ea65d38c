"""Parses files in child processes under limits: one that kills, hangs or floods its process costs only itself.

A worker lives on from file to file, as a new one costs what hundreds of small files do. It is replaced as soon as
anything is odd about it, and no file is blamed for a death that an earlier one may have caused.
"""

from pathlib import Path
from threading import Event, Lock, Thread

from ingest.errors import LoadError
from ingest.origin import Origin
from ingest.sandbox.process import Worker, WorkerError
from ingest.settings import Settings
from ingest.types import Document

__all__ = ["Sandbox"]

WATCH_SECONDS = 1.0


class Sandbox:
    """As many workers as threads ask at once, started when they are needed. A context: leaving it ends them."""

    def __init__(self, settings: Settings, worker: str = "ingest.sandbox.worker") -> None:
        """``worker`` is the module that is run."""
        self._settings = settings
        self._module = worker
        self._lock = Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._closed = Event()
        self._watch = Thread(target=self._kill_the_late, name="sandbox watch", daemon=True)

    def __enter__(self) -> "Sandbox":
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed.set()
            for worker in self._busy:
                worker.kill()  # The thread that asks it clears up.
            for worker in self._idle:
                worker.end()
        self._watch.join()

    def parse(self, data: bytes, path: Path, document_id: str, origin: Origin | None = None) -> Document:
        """As ``load.parse``. Raises LoadError also for a file that needs too much or kills its worker."""
        while True:
            worker = self._take()
            try:
                return worker.parse(data, path, document_id, origin)
            except WorkerError as death:
                if death.certain or worker.files == 1:
                    raise LoadError(f"{document_id} {death}") from None
            finally:
                self._give_back(worker)

    def _take(self) -> Worker:
        with self._lock:
            if self._closed.is_set():
                raise LoadError("The reading was stopped. Run it again.")
            worker = self._idle.pop() if self._idle else Worker(self._module, self._settings)
            self._busy.add(worker)
            return worker

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
            if worker.usable and not self._closed.is_set():
                self._idle.append(worker)
                return
        worker.end()

    def _kill_the_late(self) -> None:
        """Once a second, until the end. Cheaper than a timer a file, and nothing hangs on the moment."""
        while not self._closed.wait(WATCH_SECONDS):
            with self._lock:
                for worker in self._busy:
                    if worker.is_late:
                        worker.kill()
