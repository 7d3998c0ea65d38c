"""Faults on the way to the disk, without a mock: Python tells of each file operation before it is done."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_OPERATIONS = frozenset("open os.mkdir os.rename os.remove os.rmdir shutil.rmtree sqlite3.connect".split())


class Crash(BaseException):
    """The end of the process, as far as the code under test can tell."""


def full_disk() -> OSError:
    """What the system says when there is no space left."""
    return OSError(errno.ENOSPC, "No space left on device")


@dataclass
class _Fault:
    folder: str
    left: int
    error: BaseException


_armed: list[_Fault] = []
_hooked: list[bool] = []


@contextmanager
def fault_at(step: int, folder: Path, error: BaseException) -> Iterator[None]:
    """Raise an error in place of one file operation below a folder: the first of them is step 0.

    A full disk fails only what writes; a crash may come anywhere.
    """
    if not _hooked:  # a hook stays for as long as the process
        sys.addaudithook(_hook)
        _hooked.append(True)
    _armed.append(_Fault(str(folder), step, error))
    try:
        yield
    finally:
        _armed.clear()


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _armed or event not in _OPERATIONS or not str(arguments[0]).startswith(_armed[0].folder):
        return
    fault = _armed[0]
    if event == "open" and isinstance(fault.error, OSError) and not _writes(arguments):
        return
    if fault.left == 0:
        _armed.clear()
        raise fault.error
    fault.left -= 1


def _writes(arguments: tuple[object, ...]) -> bool:
    """Whether a file is opened to be written: ``arguments`` are its path, its mode and its flags."""
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
