"""One heap for all threads, so that what one gives back another can take, and none for what is large.

glibc gives each thread a heap of its own, and what a network took there for a moment stays with that thread: 75 of 530
MB of a bot that has answered sixty questions. What is freed below something still held stays too, so four megabytes or
more are had of the kernel and go back to it: 27 MB of 379, for no time that could be measured. From one megabyte on it
would be 43, and a tenth of the time. Where another C library serves, nothing is done.
"""

import ctypes
import sys

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # <malloc.h>
_LARGE = 1 << 20


def share_heap() -> None:
    """Of the whole process, from now on: a face does it before it opens anything."""
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)):
        mallopt(_M_ARENA_MAX, 1)
        mallopt(_M_MMAP_THRESHOLD, _LARGE)
