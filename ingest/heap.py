"""One heap for all threads, so that what one gives back another can take.

glibc gives each thread a heap of its own, and what a network took there for a moment stays with that thread: 75 of 530
MB of a bot that has answered sixty questions. Where another C library serves, nothing is done.
"""

import ctypes
import sys

_M_ARENA_MAX = -8  # <malloc.h>


def share_heap() -> None:
    """Of the whole process, from now on: a face does it before it opens anything."""
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)):
        mallopt(_M_ARENA_MAX, 1)
