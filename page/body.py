"""Reads a request's body before anyone parses it: as long as is allowed, and in time."""

import asyncio

from starlette.types import Message, Receive

from bot.api.origins import Header, values
from page.shape import Fault

SLOWEST = 10.0  # seconds for the whole of a body


async def read(headers: list[Header], receive: Receive, limit: int, slowest: float = SLOWEST) -> bytes | Fault:
    """The whole body; or what is wrong with it once it is, or declares to be, longer than ``limit`` bytes, or late."""
    declared = values(headers, b"content-length")
    if any(value.isdigit() and (len(value) > 12 or int(value) > limit) for value in declared):
        return _too_long(limit)
    try:
        async with asyncio.timeout(slowest):
            return await _whole(receive, limit)
    except TimeoutError:
        return Fault(408, f"The question did not arrive within {slowest:.0f} seconds. Please send it again.")


def replay(body: bytes, receive: Receive) -> Receive:
    """Hand out the body once, then whatever the server still has to say (that the visitor left)."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed


async def _whole(receive: Receive, limit: int) -> bytes | Fault:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > limit:
            return _too_long(limit)
        if not message.get("more_body", False):
            return bytes(body)


def _too_long(limit: int) -> Fault:
    return Fault(413, f"That is more than {limit // 1024} KiB. Ask a shorter question.")
