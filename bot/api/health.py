"""Whether the service lives, and whether it can answer."""

import asyncio
import logging
import time
from collections.abc import Callable

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from bot.answers import Answers
from bot.types import Answer, Status

FRESH = 10.0  # seconds for which the outcome of a probe holds
_LOGGER = logging.getLogger(__name__)


class Readiness:
    """Ready means: one of the bot's own examples is answered, with a citation. ``probed`` is the last such answer."""

    def __init__(self, bot: Answers, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot, self._clock = bot, clock
        self._probing = asyncio.Lock()
        self._at: float | None = None
        self.probed: Answer | None = None

    async def is_ready(self) -> bool:
        """Ask, unless it was asked within the last FRESH seconds; many who want to know ask once."""
        async with self._probing:
            if self._at is None or self._clock() - self._at >= FRESH:
                self.probed = await asyncio.to_thread(self._probe)
                self._at = self._clock()
        return self.probed is not None

    def _probe(self) -> Answer | None:
        for question in self._bot.examples:
            try:
                answer = self._bot.ask(question)
            except Exception as error:  # noqa: BLE001 - whatever it was, it is not ready
                _LOGGER.error("%s while probing", type(error).__name__)
                return None
            if answer.status is Status.ANSWERED and answer.citations:
                return answer
        return None


def health_routes(readiness: Readiness) -> APIRouter:
    """`GET /healthz`, 200 while the process serves; `GET /readyz`, 200 or 503."""
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def healthz() -> Response:
        return JSONResponse({"status": "ok"})

    @router.get("/readyz")
    async def readyz() -> Response:
        if await readiness.is_ready():
            return JSONResponse({"status": "ready"})
        return JSONResponse(
            {"status": "not ready", "error": "No example question is answered with a citation at the moment."},
            503,
            {"retry-after": str(int(FRESH))},
        )

    return router
