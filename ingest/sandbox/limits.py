"""What the process that parses may use: so much memory, so much processor time a file, and no network.

The kernel holds the limits, since a parser written in C hears nothing else.
"""

import ctypes
import math
import re
import resource
import sys
import time
from pathlib import Path

from ingest.settings import MEGABYTE

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


def confine(megabytes: int) -> None:
    """Limit this process for good: its memory, the files that it writes, no core dump, no network."""
    size = megabytes * MEGABYTE
    for limit, most in ((resource.RLIMIT_AS, size), (resource.RLIMIT_FSIZE, size), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(limit)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (least, least))
    _leave_the_network()


def grant(seconds: int) -> None:
    """Let this process compute for so many seconds from now on; after that it is killed by SIGXCPU."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + seconds, hard))


def has_grown(megabytes: int) -> bool:
    """Whether this process has ever held more than half of that, and so may leave too little to the next file."""
    # Not by getrusage: its figure begins with that of the process that started this one, which may hold an encoder.
    held = _PEAK.search(Path("/proc/self/status").read_text(encoding="ascii", errors="replace"))
    return held is not None and int(held[1]) * 1024 > megabytes * MEGABYTE / 2


def _leave_the_network() -> None:
    """Move to a network of its own, which leads nowhere. Where a container forbids that, Python itself refuses."""
    libc = ctypes.CDLL(None)
    if libc.unshare(NEW_NETWORK) and libc.unshare(NEW_USER | NEW_NETWORK):
        sys.addaudithook(_refuse_to_connect)


def _refuse_to_connect(event: str, _: object) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        raise PermissionError("A document is read without the network.")
