import asyncio
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from bot.api.open_calls import OpenCalls


def test_one_address_cannot_hold_all_connections() -> None:
    """What is over the limit is refused with a time to come again; others are served; what has ended is free again."""
    said: list[tuple[str, int]] = []

    async def main() -> None:
        go = asyncio.Event()

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            await go.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})

        calls = OpenCalls(application, most=2)
        held = [asyncio.create_task(_call(calls, address, said)) for address in ("a", "a", "a", "b")]
        await asyncio.sleep(0)
        assert said == [("a", 429)]
        go.set()
        await asyncio.gather(*held)
        await _call(calls, "a", said)

    asyncio.run(main())
    assert sorted(said) == [("a", 200), ("a", 200), ("a", 200), ("a", 429), ("b", 200)]


async def _call(application: OpenCalls, address: str, said: list[tuple[str, int]]) -> None:
    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            said.append((address, message["status"]))
            if message["status"] == 429:
                assert dict(message["headers"])[b"retry-after"].isdigit()

    async def receive() -> Any:
        return {"type": "http.request"}

    await application({"type": "http", "client": (address, 1)}, receive, send)
