"""A stand-in for a chat model, really over HTTP: OpenAI's interface, whole and streaming, saying what it is told to."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route


@dataclass(frozen=True)
class Reply:
    """What becomes of a call: a text, in pieces a token each, or something that goes wrong."""

    text: str = ""
    status: int = 200
    waits: float = 0.0  # seconds before the first token
    between: float = 0.0  # seconds between two tokens
    cut_after: int | None = None  # tokens after which the line breaks
    raw: bytes | None = None  # sent as it is, in place of a stream
    refuses: bool = False  # ends with the finish reason "content_filter"


@dataclass
class Script:
    """The replies to come, the last of them again and again; ``calls`` are the bodies of the calls there were."""

    replies: list[Reply] = field(default_factory=lambda: [Reply()])
    calls: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def next(self) -> Reply:
        """The reply to this call."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    @property
    def prompt(self) -> str:
        """All that the last call said to the model."""
        return "\n".join(message["content"] for message in self.calls[-1]["messages"])


def build_model(script: Script) -> Starlette:
    """The server."""

    async def complete(request: Request) -> Response:
        body = await request.json()
        script.calls.append(body)
        script.headers.append(dict(request.headers))
        reply = script.next()
        await asyncio.sleep(reply.waits)
        if reply.status != 200:
            return JSONResponse({"error": {"message": body["messages"][-1]["content"]}}, reply.status)
        if reply.raw is not None:
            return Response(reply.raw, media_type="text/event-stream")
        if body.get("stream"):
            return StreamingResponse(_stream(reply), media_type="text/event-stream")
        message = {"role": "assistant", "content": reply.text}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return JSONResponse(_head("chat.completion") | {"choices": [choice], "usage": _usage(reply)})

    return Starlette(routes=[Route("/v1/chat/completions", complete, methods=["POST"])])


async def _stream(reply: Reply) -> AsyncIterator[str]:
    tokens = [word + " " for word in reply.text.split(" ")] if reply.text else []
    for place, token in enumerate(tokens):
        if place == reply.cut_after:
            raise ConnectionResetError
        yield _chunk({"content": token.rstrip(" ") if place == len(tokens) - 1 else token})
        await asyncio.sleep(reply.between)
    yield _chunk({}, "content_filter" if reply.refuses else "stop")
    yield f"data: {json.dumps(_head('chat.completion.chunk') | {'choices': [], 'usage': _usage(reply)})}\n\n"
    yield "data: [DONE]\n\n"


def _chunk(delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return f"data: {json.dumps(_head('chat.completion.chunk') | {'choices': [choice]})}\n\n"


def _head(kind: str) -> dict[str, Any]:
    return {"id": "c1", "object": kind, "created": 0, "model": "scripted"}


def _usage(reply: Reply) -> dict[str, int]:
    words = len(reply.text.split())
    return {"prompt_tokens": 100, "completion_tokens": words, "total_tokens": 100 + words}
