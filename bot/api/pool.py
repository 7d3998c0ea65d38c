"""The threads in which the bot answers: so many answers at once, so many questions that wait, and no more."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.answers import Answers, unheard
from bot.api.admission import RefusedError
from bot.types import EVERYTHING, Answer, Filters, Turn

AT_ONCE = 4  # answers
WAITING = 64  # questions
SOON = 5  # seconds until there may be room again

_BUSY = "Too many questions are waiting to be answered. Please ask again in a few seconds."


@dataclass(frozen=True, slots=True)
class Asking:
    """All that the bot is asked with."""

    question: str
    history: tuple[Turn, ...] = ()
    filters: Filters = EVERYTHING
    site: str = ""


class LeftError(Exception):
    """Nobody waits for the answer any more."""


class Pool:
    """A bot that answers in threads, since answering is work for a processor and not for an event loop."""

    def __init__(self, bot: Answers, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._bot = bot
        self._most = at_once + waiting
        self._taken = 0
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="answer")

    @property
    def taken(self) -> int:
        """How many questions are being answered or wait for it, those included whose callers have just left."""
        return self._taken

    def begin(
        self, asking: Asking, told: Callable[[str], object] = unheard, said: Callable[[str], object] = unheard
    ) -> "asyncio.Future[Answer]":
        """The answer to come, or the bot's error. RefusedError when full.

        ``told`` hears the stages and ``said`` the lines that come before the answer is whole, in the thread.

        Cancel it when nobody waits any more: a question that waits is dropped, and an answer that has begun ends at its
        next stage. Its place is taken until then, so that callers who come and go do not start more than the limit.
        """
        left = threading.Event()

        def heard(hear: Callable[[str], object], what: str) -> None:
            if left.is_set():
                raise LeftError
            hear(what)

        def over(done: "asyncio.Future[Answer]") -> None:
            left.set()
            # Whoever left does not ask for the error, and asyncio would log it with the words of the question.
            _ = done.cancelled() or done.exception()

        answer = asyncio.wrap_future(self._started(asking, partial(heard, told), partial(heard, said)))
        answer.add_done_callback(over)
        return answer

    def _started(self, asking: Asking, told: Callable[[str], None], said: Callable[[str], None]) -> "Future[Answer]":
        with self._lock:
            if self._taken >= self._most:
                raise RefusedError(503, _BUSY, SOON)
            self._taken += 1
        job = self._threads.submit(
            self._bot.ask, asking.question, asking.history, asking.filters, told, said, asking.site
        )
        job.add_done_callback(self._ended)
        return job

    def _ended(self, _: "Future[Any]") -> None:
        with self._lock:
            self._taken -= 1
