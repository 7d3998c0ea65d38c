"""A file of JSON, an object a line, that any number of threads and processes append to, read and clear out."""

import fcntl
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

Line = Mapping[str, Any]


class Lines:
    """One file. It may hold what visitors wrote, so only the account that serves the page may read it.

    ``most`` is how many bytes it may have; None: as many as come.
    """

    def __init__(self, path: Path, most: int | None = None) -> None:
        self.path, self._most = path, most

    def append(self, line: Line) -> None:
        """Append a line. Raises OSError when the disk or the limit refuses it; no half of a line stays then."""
        data = (json.dumps(line) + "\n").encode()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._locked(os.O_RDWR | os.O_APPEND | os.O_CREAT) as descriptor:
            before = os.fstat(descriptor).st_size
            if before and os.pread(descriptor, 1, before - 1) != b"\n":
                data = b"\n" + data  # half a line, of a machine that went down, is not to spoil this one
            if self._most is not None and before + len(data) > self._most:
                raise OSError(f"{self.path.name} has {before} bytes, and {self._most} are the most")
            if os.write(descriptor, data) != len(data):  # a full disk takes a part
                os.ftruncate(descriptor, before)
                raise OSError(f"only a part of the line could be written, {len(data)} bytes were needed")

    def read(self) -> tuple[list[Line], int]:
        """All lines, the oldest first, and how many others could not be read. Raises OSError."""
        with suppress(FileNotFoundError), self._locked(os.O_RDWR) as descriptor:
            return _parsed(_whole(descriptor))
        return [], 0

    def drop(self, is_unwanted: Callable[[Line], bool]) -> int:
        """Take the unwanted lines out; how many. What cannot be read stays. Raises OSError, and all stays then."""
        with suppress(FileNotFoundError), self._locked(os.O_RDWR) as descriptor:
            lines = _whole(descriptor).splitlines(keepends=True)
            kept = [line for line in lines if not any(map(is_unwanted, _parsed(line)[0]))]
            if len(kept) < len(lines):
                self._replace(b"".join(kept))
            return len(lines) - len(kept)
        return 0

    def clear(self) -> int:
        """Take everything out, also what cannot be read; how many lines. Raises OSError."""
        with suppress(FileNotFoundError), self._locked(os.O_RDWR) as descriptor:
            count = len(_whole(descriptor).splitlines())
            self.path.unlink()
            return count
        return 0

    @contextmanager
    def _locked(self, flags: int) -> Iterator[int]:
        """The file, held by nobody else; the lock is let go when it is closed."""
        while True:
            descriptor = os.open(self.path, flags, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                if self._is_there(descriptor):
                    yield descriptor
                    return
            finally:
                os.close(descriptor)

    def _is_there(self, descriptor: int) -> bool:
        """Whether the file that was opened is still the one of that name: it may have been replaced before the lock."""
        try:
            return os.path.samestat(os.fstat(descriptor), self.path.stat())
        except FileNotFoundError:
            return False

    def _replace(self, data: bytes) -> None:
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        finally:
            Path(name).unlink(missing_ok=True)


def _whole(descriptor: int) -> bytes:
    with os.fdopen(os.dup(descriptor), "rb") as file:
        return file.read()


def _parsed(data: bytes) -> tuple[list[Line], int]:
    lines = [line for line in data.splitlines() if line.strip()]
    found = [line for line in map(_object, lines) if line is not None]
    return found, len(lines) - len(found)


def _object(line: bytes) -> Line | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
