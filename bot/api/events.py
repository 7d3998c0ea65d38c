"""An answer as server-sent events: its stages while it is made, its lines, and the whole of it."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.responses import StreamingResponse

from bot.api.admission import RefusedError
from bot.api.pool import Asking, Pool
from bot.api.refusal import refusal
from bot.api.responses import NOT_KEPT, dumped
from bot.render import to_json
from bot.types import Answer

EVENTS = "text/event-stream"
# How OpenAPI 3.2 describes a stream; readers of 3.1 leave it aside.
SHOWN = {
    "type": "object",
    "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
    "required": ["data"],
}
PAUSE = 10.0  # seconds of silence after which a comment keeps the connection alive


class Heard:
    """An answer that has begun, and what is heard of it in the meantime."""

    def __init__(self, pool: Pool, asking: Asking) -> None:
        """Begin it. Raises RefusedError when there is no room for it."""
        loop = asyncio.get_running_loop()
        self._heard: asyncio.Queue[tuple[str, str] | None] = asyncio.Queue()

        def hear(kind: str, what: str) -> None:
            loop.call_soon_threadsafe(self._heard.put_nowait, (kind, what))

        self.answer: asyncio.Future[Answer] = pool.begin(asking, partial(hear, "stage"), partial(hear, "text"))
        self.answer.add_done_callback(lambda _: self._heard.put_nowait(None))

    async def until_answered(self, pause: float = PAUSE) -> AsyncIterator[tuple[str, str] | None]:
        """Each ("stage", name) as it begins and each ("text", line) that is proven before the answer is whole.

        None when nothing was heard for so many seconds.
        """
        while True:
            try:
                heard = await asyncio.wait_for(self._heard.get(), pause)
            except TimeoutError:
                yield None
                continue
            if heard is None:
                return
            yield heard


def streamed(events: AsyncIterator[bytes]) -> StreamingResponse:
    """The response that sends events as they come, past proxies that would rather collect them."""
    return StreamingResponse(events, headers={**NOT_KEPT, "x-accel-buffering": "no"}, media_type=EVENTS)


async def told(heard: Heard, pause: float = PAUSE) -> AsyncIterator[bytes]:
    """The events of an answer: `stage`, `text` for each of its lines, `answer`; or `error`."""
    try:
        early = []
        async for event in heard.until_answered(pause):
            if event is None:
                yield KEEPALIVE_COMMENT
                continue
            kind, what = event
            early += [what] if kind == "text" else []
            yield _event(kind, {kind: what})
        answer = await heard.answer
        for line in answer.text.split("\n"):
            if line not in early:
                yield _event("text", {"text": line})
        yield _event("answer", to_json(answer))
    except Exception as error:  # noqa: BLE001 - the status is sent already, so the error is an event
        yield _event("error", _failure(refusal(error)))
    finally:
        heard.answer.cancel()


def _event(name: str, data: dict[str, Any]) -> bytes:
    return format_sse_event(event=name, data_str=dumped(data))


def _failure(error: RefusedError) -> dict[str, Any]:
    return {"error": error.reason, "status": error.status, "retry_after": error.retry_after}
