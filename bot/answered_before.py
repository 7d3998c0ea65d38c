"""Answers kept for who asks the same again: the very same ones, while the documents are the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from bot.types import Answer

KEPT = 512  # of some 10 kB each

Told = Callable[[str], None]


class AnsweredBefore:
    """The last ``most`` answers of one generation. Any number of threads may ask at once."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._generation: Hashable = None
        self._kept: OrderedDict[Hashable, tuple[Answer, tuple[str, ...]]] = OrderedDict()

    def of(self, generation: Hashable, asked: Hashable, told: Told, work: Callable[[Told], Answer]) -> Answer:
        """The answer kept for what is ``asked`` of a generation, else what ``work`` makes of it.

        ``asked`` is all on which it depends beside the generation. ``told`` hears the same stages either way. What
        ``work`` raises is handed on, and nothing is kept.
        """
        kept = self._found(generation, asked)
        if kept:
            answer, stages = kept
            for stage in stages:
                told(stage)
            return answer
        heard: list[str] = []

        def hear(stage: str) -> None:
            heard.append(stage)
            told(stage)

        answer = work(hear)
        self._keep(generation, asked, answer, tuple(heard))
        return answer

    def clear(self) -> None:
        """Keep none of them."""
        with self._lock:
            self._kept.clear()

    def _found(self, generation: Hashable, asked: Hashable) -> tuple[Answer, tuple[str, ...]] | None:
        with self._lock:
            if generation != self._generation:
                self._generation = generation
                self._kept.clear()
            if asked in self._kept:
                self._kept.move_to_end(asked)
            return self._kept.get(asked)

    def _keep(self, generation: Hashable, asked: Hashable, answer: Answer, stages: tuple[str, ...]) -> None:
        with self._lock:
            # Another generation may have come while this answer was made.
            if generation == self._generation:
                self._kept[asked] = answer, stages
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
