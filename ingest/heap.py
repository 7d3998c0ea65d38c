"""The C library's heap: one for all threads, and given back where much of it lies unused.

glibc gives each thread a heap of its own, and what a network took there for a moment stays with that thread: 75 of 530
MB of a bot that has answered sixty questions. Where another C library serves, nothing is done.
"""

import ctypes
import sys
from typing import Any

_M_ARENA_MAX = -8  # <malloc.h>


def share_heap() -> None:
    """Of the whole process, from now on: a face does it before it opens anything."""
    if mallopt := _found("mallopt"):
        mallopt(_M_ARENA_MAX, 1)


def trim_heap() -> None:
    """Give back what is free: after something large was made of copies."""
    if malloc_trim := _found("malloc_trim"):
        malloc_trim(0)


def _found(name: str) -> Any:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
