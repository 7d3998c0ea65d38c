"""A small text beside the generations that everybody looks at, wherever the store is; which is live, for one."""

import fcntl
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from ingest.disk import write_whole
from ingest.errors import StoreError


class SharedText(ABC):
    """Read as a whole and replaced as a whole, in one step. ``place`` is where it is, to a person."""

    place: str

    @abstractmethod
    def read(self) -> str | None:
        """The text as it is now; None when there is none. Raises StoreError when that cannot be known."""

    @abstractmethod
    def write(self, text: str) -> None:
        """Replace it. Raises OSError or StoreError, and it is as it was."""

    @abstractmethod
    def alone(self) -> AbstractContextManager[None]:
        """Keep others from changing it between a reading and a writing. Raises OSError or StoreError."""


class TextFile(SharedText):
    """A file."""

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self._path = path

    def read(self) -> str | None:
        """See SharedText."""
        try:
            return self._path.read_bytes().decode(errors="surrogateescape")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(
                f"{self.place} cannot be read ({error.strerror}). Remove it and run `python -m ingest --rebuild`."
            ) from error

    def write(self, text: str) -> None:
        """See SharedText."""
        write_whole(self._path, text.encode())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """See SharedText."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_name(f"{self._path.name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
