"""A guard in front of a web application: what it lets through, and the headers that every response carries.

Plain ASGI without a framework, so that nothing is parsed before it was allowed in. Gradio as shipped reflects foreign
origins, takes uploads from anyone and trusts X-Forwarded-Host; none of that gets past here.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Header = tuple[bytes, bytes]

BODY_LIMIT = 64 * 1024  # bytes; a question is at most a few thousand characters

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        # Gradio sets styles from its scripts and on elements; styles cannot reach another host under this policy.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'none'",
        "object-src 'none'",
    )
)
HEADERS: tuple[Header, ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)

# Of Gradio's own routes only those that the page needs to ask, to listen and to leave.
_NEEDED = re.compile(
    r"/gradio_api/(queue/(join|data)|call/ask(/\w+)?|info|run/predict|heartbeat/\w+|startup-events|app_id|cancel|theme\.css)/?"
)
_CLOSED = re.compile(r"/(upload|monitoring|openapi\.json|docs|redoc|file[=/]|proxy=|pwa_icon)")
_OWN = frozenset(name for name, _ in HEADERS)
_LOGGER = logging.getLogger(__name__)


class Guard:
    """The application behind the guard: itself an ASGI application."""

    def __init__(self, app: App, body_limit: int = BODY_LIMIT) -> None:
        self._app = app
        self._body_limit = body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with 403, 404 or 413."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http":
            await self._serve(scope, receive, _with_headers(send))
        else:
            await self._app(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = list(scope["headers"])
        if _is_foreign(headers):
            return await _refuse(send, 403, "This page answers only to itself.")
        if is_closed(scope["path"]):
            return await _refuse(send, 404, "There is nothing here.")
        body = await _read(headers, receive, self._body_limit)
        if body is None:
            return await _refuse(
                send, 413, f"That is more than {self._body_limit // 1024} KiB. Ask a shorter question."
            )
        inner = {**scope, "headers": [header for header in headers if not _is_forwarded(header[0])]}
        return await self._shielded(inner, _replay(body, receive), send)

    async def _shielded(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A failure inside becomes a 500 here, with the headers, and leaves no trace of what was asked in the log."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:  # noqa: BLE001 - the last door: whatever it was, the visitor gets a sentence
            _LOGGER.error("%s while serving a request", type(error).__name__)
            if not started:
                await _refuse(send, 500, "Something went wrong here. Please try again.")


def is_closed(path: str) -> bool:
    """Whether a path is one of Gradio's or FastAPI's that this page does not need."""
    if path.startswith("/gradio_api"):
        return _NEEDED.fullmatch(path) is None
    return _CLOSED.match(path) is not None


def _with_headers(send: Send) -> Send:
    """Put our headers on a response in place of the application's own, and drop every grant to other origins."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [header for header in message.get("headers", ()) if not _is_ours(header[0])]
            message = {**message, "headers": [*kept, *HEADERS]}
        await send(message)

    return guarded


def _is_ours(name: bytes) -> bool:
    return name.lower() in _OWN or name.lower().startswith(b"access-control-")


def _is_forwarded(name: bytes) -> bool:
    # Gradio builds the addresses in its page from these, so a visitor could point the page elsewhere.
    return name.lower().startswith((b"x-forwarded-", b"x-gradio-")) or name.lower() == b"forwarded"


def _values(headers: Iterable[Header], wanted: bytes) -> list[bytes]:
    return [value for name, value in headers if name.lower() == wanted]


def _is_foreign(headers: list[Header]) -> bool:
    """Whether a request comes from another site's page. None sent is our own page, or no browser."""
    hosts = {value.lower() for value in _values(headers, b"host")}
    origins = {value.lower() for value in _values(headers, b"origin")}
    own = {scheme + host for host in hosts for scheme in (b"http://", b"https://")}
    return len(hosts) > 1 or not origins <= own


async def _read(headers: list[Header], receive: Receive, limit: int) -> bytes | None:
    """Read the whole body, or None once it is, or declares to be, longer than ``limit`` bytes."""
    declared = _values(headers, b"content-length")
    if any(value.isdigit() and (len(value) > 12 or int(value) > limit) for value in declared):
        return None
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Hand out the body once, then whatever the server still has to say (that the visitor left)."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed


async def _refuse(send: Send, status: int, sentence: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})
