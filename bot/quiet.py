"""Work that can wait until nobody is being answered: it would take the processor from who waits for an answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from threading import Condition
from time import monotonic

# So long nobody has been answered, in seconds: who asks one question after another leaves less between them.
PAUSE = 1.0


class Quiet:
    """Knows whether anybody is being answered. Any number of threads may use it at once."""

    def __init__(self, pause: float = PAUSE) -> None:
        self._pause = pause
        self._changed = Condition()
        self._answered = 0
        self._begins = -inf

    @contextmanager
    def broken(self) -> Iterator[None]:
        """While somebody is being answered."""
        with self._changed:
            self._answered += 1
        try:
            yield
        finally:
            with self._changed:
                self._answered -= 1
                self._begins = monotonic() + self._pause
                self._changed.notify_all()

    def wait(self) -> None:
        """Until nobody is, and has been for a while."""
        with self._changed:
            while self._answered or monotonic() < self._begins:
                self._changed.wait(None if self._answered else self._begins - monotonic())
