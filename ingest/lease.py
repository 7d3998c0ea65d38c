"""Who has a generation open: as long as anybody does, in whatever process, it is not cleaned away.

Chroma opens its files anew at any question, so a reader whose folder is deleted cannot finish its answer. Readers hold
a shared lock on the manifest; who wants to clean needs it alone. The kernel drops the lock with the process.
"""

import fcntl
import os
from pathlib import Path

_LOCKED = "manifest.json"


def hold(folder: Path) -> int:
    """A descriptor that keeps the folder in place until it is closed. Raises OSError when there is none any more."""
    descriptor = os.open(folder / _LOCKED, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        # It may have been moved away between the opening and the lock; from here on it cannot be.
        os.stat(folder / _LOCKED)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def move_unless_held(folder: Path, target: Path) -> bool:
    """Move a folder in one step; False, and nothing is moved, when somebody holds it."""
    try:
        descriptor = os.open(folder / _LOCKED, os.O_RDONLY)
    except FileNotFoundError:  # a folder without it is no generation, and nobody can hold it
        folder.rename(target)
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        folder.rename(target)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
