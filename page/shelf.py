"""Conversations kept for a while, to take them away by their links."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from time import monotonic

from bot.briefing.formats import FORMATS
from bot.types import Answer

PATH = "/briefing"
KEPT = 200  # conversations, the newest
KEPT_SECONDS = 3600.0


class Shelf:
    """Conversations by a name that nobody can guess; the oldest, and those of an hour ago, are forgotten."""

    def __init__(self, most: int = KEPT, seconds: float = KEPT_SECONDS, now: Callable[[], float] = monotonic) -> None:
        self._most, self._seconds, self._now = most, seconds, now
        self._kept: OrderedDict[str, tuple[float, tuple[Answer, ...]]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, answers: Sequence[Answer]) -> str:
        """Keep a conversation; its name."""
        name = secrets.token_urlsafe(16)
        with self._lock:
            self._kept[name] = self._now(), tuple(answers)
            while len(self._kept) > self._most or self._is_old(next(iter(self._kept))):
                self._kept.popitem(last=False)
        return name

    def get(self, name: str) -> tuple[Answer, ...] | None:
        """The conversation of that name; None when it is not kept."""
        with self._lock:
            return None if name not in self._kept or self._is_old(name) else self._kept[name][1]

    def drop(self, names: Iterable[str]) -> None:
        """Forget conversations at once; a name that is not kept is nothing."""
        with self._lock:
            for name in names:
                self._kept.pop(name, None)

    def _is_old(self, name: str) -> bool:
        return self._now() - self._kept[name][0] > self._seconds


def links(name: str) -> str:
    """The links to a conversation, as HTML; "" where none is kept."""
    if not name:
        return ""
    each = " ".join(f'<a href="{PATH}/{name}.{ending}">{known.name}</a>' for ending, known in FORMATS.items())
    return f"<p>Take this conversation away, with its proofs: {each}</p>"
