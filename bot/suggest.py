"""Questions that are suggested: each has been asked first, and is kept only where its answer holds.

They are asked without a chat model, for one document or after one answer, and remembered for as long as the documents
stand as they are.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from time import monotonic

from bot.follow_ups import Candidate
from bot.types import Answer, Status
from ingest.keywords import terms

SHOWN = 3
_TRIES = 6
_SECONDS = 1.0
_KEPT = 2_000

# What was suggested, by where the documents stood, and what it was suggested for.
Key = tuple[object, ...]


class Suggested:
    """Runs candidates and remembers those that held, the newest; safe to use from several threads."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[Key, tuple[str, ...]] = OrderedDict()
        self._lock, self._turn = threading.Lock(), threading.Lock()

    def clear(self) -> None:
        """Keep none of them."""
        with self._lock:
            self._kept.clear()

    def known(self, key: Key) -> tuple[str, ...] | None:
        """What was found for that key before; None when nobody has asked."""
        with self._lock:
            return self._kept.get(key)

    def of(
        self,
        key: Key,
        candidates: Callable[[], Sequence[Candidate]],
        ask: Callable[[str], Answer],
        asked: Sequence[str] = (),
        shown: frozenset[tuple[str, int]] = frozenset(),
    ) -> tuple[str, ...]:
        """Up to three of the candidates, after at most six tries and a second.

        Left out is what was ``asked`` already, in whatever order, what is made of a sentence ``shown``, and what shows
        nothing else.
        """
        if (known := self.known(key)) is not None:
            return known
        # One at a time, so that suggestions take no more of the machine than one question; who waits too long has none.
        if not self._turn.acquire(timeout=_SECONDS):
            return ()
        try:
            found = self._held(candidates(), ask, asked, shown)
        finally:
            self._turn.release()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _held(
        self,
        candidates: Sequence[Candidate],
        ask: Callable[[str], Answer],
        asked: Sequence[str],
        shown: frozenset[tuple[str, int]],
    ) -> tuple[str, ...]:
        until = self._now() + _SECONDS
        seen = {_sense(question) for question in asked}
        found: list[str] = []
        tries = 0
        for one in candidates:
            if tries == _TRIES or len(found) == SHOWN or self._now() > until:
                break
            if _sense(one.question) in seen:
                continue
            seen.add(_sense(one.question))
            tries += 1
            answer = ask(one.question)
            places = cited_places(answer)
            is_shown = (one.document, one.start) in shown or places <= shown
            if _holds(one, answer) and not is_shown:
                found.append(one.question)
                shown = shown | places
        return tuple(found)


def cited_places(answer: Answer) -> frozenset[tuple[str, int]]:
    """Where the quotes of an answer stand: document and offset."""
    return frozenset((citation.source.id, citation.start) for citation in answer.citations)


def _holds(candidate: Candidate, answer: Answer) -> bool:
    """Whether the answer shows what the candidate was made of."""
    if answer.status is not Status.ANSWERED:
        return False
    if candidate.document:
        return (candidate.document, candidate.start) in cited_places(answer)
    if candidate.moved:
        return len(answer.history) >= SHOWN
    return bool(answer.leads) and candidate.year in answer.citations[0].quote


def _sense(question: str) -> frozenset[str]:
    """What a question asks, whatever its order and its small words."""
    return frozenset(terms(question))
