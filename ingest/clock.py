"""The time of day, and time that passes: handed in by whoever waits, so that a test need not."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds that only go forward, and the way to let some pass."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def stamp() -> str:
    """The moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
