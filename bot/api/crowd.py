"""How many questions are answered at once, and how many may wait for that."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.api.admission import RefusedError

LONGEST_WAIT = 20.0  # seconds
COME_AGAIN = 5  # seconds
_BUSY = "More questions are being asked than can be answered at the moment. Please ask again in a few seconds."


class Crowd:
    """Places for questions: ``at_once`` to be answered in, ``waiting`` to wait in."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._most, self._waiting = waiting, 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place until the block ends. Raises RefusedError (503) when none is free or soon will be."""
        if self._free.locked() and self._waiting >= self._most:
            raise RefusedError(503, _BUSY, COME_AGAIN)
        self._waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), LONGEST_WAIT)
        except TimeoutError as error:
            raise RefusedError(503, _BUSY, COME_AGAIN) from error
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()
