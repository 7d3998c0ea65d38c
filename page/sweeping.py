"""Erases what is too old for as long as the server runs, also when nobody asks."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from fastapi.concurrency import run_in_threadpool

from bot.errors import KeepingError

EVERY = 3600.0  # seconds
_LOGGER = logging.getLogger(__name__)


@asynccontextmanager
async def sweeping(sweep: Callable[[], None], every: float = EVERY) -> AsyncIterator[None]:
    """Sweep at once and every so many seconds, until the block ends."""
    task = asyncio.create_task(_sweep_on(sweep, every))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _sweep_on(sweep: Callable[[], None], every: float) -> None:
    while True:
        try:
            await run_in_threadpool(sweep)
        except KeepingError as error:
            _LOGGER.error("What is too old was not erased: %s", error)
        await asyncio.sleep(every)
