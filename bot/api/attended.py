"""An answer for a caller who may leave before it comes."""

import asyncio
from typing import Any

from starlette.requests import Request

from bot.api.admission import RefusedError
from bot.types import Answer

_LEFT = "The caller left before the answer came."
_CLIENT_CLOSED = 499  # no standard has a status for it; nobody hears it either


async def attended(request: Request, answer: "asyncio.Future[Answer]") -> Answer:
    """The answer once it is there; RefusedError, and it is cancelled, when the caller leaves first.

    The body of the request must have been read.
    """
    leaving = asyncio.create_task(_left(request))
    both: set[asyncio.Future[Any]] = {answer, leaving}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            return answer.result()
        raise RefusedError(_CLIENT_CLOSED, _LEFT)
    finally:
        leaving.cancel()
        answer.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
