"""Holds the calls of the page's own chat to their shape: Gradio fails at others, and logs what they hold."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from page.shape import NOT_FOUND, Fault

_CALL = re.compile(r"/gradio_api/(?:queue/join|run/predict)/?")
_NAMED_CALL = re.compile(r"/gradio_api/call/ask/?")
_LISTENING = re.compile(r"/gradio_api/(?:queue/data|call/ask/(\w+))/?")
_NO_CALL = Fault(422, "This is not a call that the page makes.")


@dataclass(frozen=True, slots=True)
class Chat:
    """What the page can be asked for.

    ``inputs`` says how many values each of its functions takes, by its number; ``is_open`` whether somebody has asked
    under the name of this session or call and is still to be answered.
    """

    inputs: Mapping[int, int]
    is_open: Callable[[str], bool]


class Calls:
    """Passes on the calls that the page makes, and refuses others with 404 or 422: itself an ASGI application."""

    def __init__(self, app: ASGIApp, chat: Chat) -> None:
        self._app, self._chat = app, chat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The guard has the whole body in one message."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        wrong = None
        listening = _LISTENING.fullmatch(scope["path"])
        if listening and scope["method"] == "GET":
            name = listening[1] or parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
            wrong = None if self._chat.is_open(name) else NOT_FOUND
        elif scope["method"] == "POST" and (_CALL.fullmatch(scope["path"]) or _NAMED_CALL.fullmatch(scope["path"])):
            message = await receive()
            wrong = self._fault(scope["path"], message.get("body", b""))
            receive = _again(message, receive)
        if wrong is None:
            return await self._app(scope, receive, send)
        return await JSONResponse({"detail": wrong.sentence}, wrong.status)(scope, receive, send)

    def _fault(self, path: str, body: bytes) -> Fault | None:
        said = _read(body)
        data = said.get("data")
        if not isinstance(data, list):
            return _NO_CALL
        if _NAMED_CALL.fullmatch(path):
            return None if len(data) == 1 and isinstance(data[0], str) else _NO_CALL
        function = said.get("fn_index")
        if not isinstance(function, int) or not isinstance(said.get("session_hash"), str):
            return _NO_CALL
        if function not in self._chat.inputs:
            return NOT_FOUND
        return None if len(data) == self._chat.inputs[function] else _NO_CALL


def _read(body: bytes) -> dict[str, Any]:
    """The object that a body holds; empty when it holds none."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _again(message: Message, receive: Receive) -> Receive:
    """Hand out a message a second time, then what comes after it."""
    waiting = [message]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again
