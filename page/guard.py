"""A guard in front of a web application: what it lets through, and the headers that every response carries.

Plain ASGI without a framework, so that nothing is parsed before it was allowed in. Gradio as shipped reflects foreign
origins, takes uploads from anyone and trusts X-Forwarded-Host; none of that gets past here.
"""

import json
import logging
import re
from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.api.origins import Header, foreign_origin, values
from page.body import read, replay
from page.shape import NOT_FOUND, Fault, fault

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
        "form-action 'self'",  # the library's search
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
# Other sites' pages may come this far; whether they are answered is decided there.
_FOR_OTHERS = re.compile(r"/(api|v1|widget)/")
_FOR_PROGRAMS = re.compile(r"/(api|v1|widget|mcp)(/|$)")
_OWN = frozenset(name for name, _ in HEADERS)
_POLICY = b"content-security-policy"
_FOREIGN = (b"cross-origin-resource-policy", b"cross-origin")
# Files that other sites' pages load, and the page that they may frame.
_LOADED = (*(header for header in HEADERS if header[0] != _FOREIGN[0]), _FOREIGN)
_FRAMED = tuple(header for header in _LOADED if header[0] not in (_POLICY, b"x-frame-options"))
_LOGGER = logging.getLogger(__name__)


class Guard:
    """The application behind the guard: itself an ASGI application. ``hosts`` are its names; none given: any."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = frozenset(), body_limit: int = BODY_LIMIT) -> None:
        self._app, self._hosts, self._body_limit = app, hosts, body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with 400, 403, 404, 405, 408, 413 or 431."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http":
            await self._serve(scope, receive, _with_headers(send, scope["path"]))
        else:
            await self._app(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, path = list(scope["headers"]), scope["path"]
        wrong = fault(scope["method"], path, headers, self._hosts)
        if wrong is None and foreign_origin(headers) is not None and not _FOR_OTHERS.match(path):
            wrong = Fault(403, "This page answers only to itself.")
        if wrong is None and is_closed(path):
            wrong = NOT_FOUND
        body = wrong or await read(headers, receive, self._body_limit)
        if isinstance(body, Fault):
            return await _refuse(send, path, body)
        inner = {**scope, "headers": [header for header in headers if not _is_forwarded(header[0])]}
        return await self._shielded(inner, replay(body, receive), send)

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
                await _refuse(send, scope["path"], Fault(500, "Something went wrong here. Please try again."))


def is_closed(path: str) -> bool:
    """Whether a path is one of Gradio's or FastAPI's that this page does not need."""
    if path.startswith("/gradio_api"):
        return _NEEDED.fullmatch(path) is None
    return _CLOSED.match(path) is not None


def _with_headers(send: Send, path: str) -> Send:
    """Put our headers on a response in place of the application's own.

    What the application grants to other origins is dropped, but where the door has decided on it; a page that is made
    to be framed says itself by whom.
    """
    may_grant = _FOR_OTHERS.match(path) is not None

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            said = list(message.get("headers", ()))
            kept = [header for header in said if not _is_dropped(header[0], may_grant)]
            message = {**message, "headers": [*kept, *_ours(path, said)]}
        await send(message)

    return guarded


def _ours(path: str, said: Sequence[Header]) -> Sequence[Header]:
    """Our headers for a path, of whose response the application has said so much."""
    if path.startswith("/embed/") and (policies := values(said, _POLICY)):
        return [*_FRAMED, *((_POLICY, policy) for policy in policies)]
    return _LOADED if path.startswith("/widget/") else HEADERS


def _is_dropped(name: bytes, may_grant: bool) -> bool:
    return name.lower() in _OWN or (not may_grant and name.lower().startswith(b"access-control-"))


def _is_forwarded(name: bytes) -> bool:
    # Gradio builds the addresses in its page from these, so a visitor could point the page elsewhere.
    return name.lower().startswith((b"x-forwarded-", b"x-gradio-")) or name.lower() == b"forwarded"


async def _refuse(send: Send, path: str, wrong: Fault) -> None:
    """The sentence: as JSON for a program, as text for a person."""
    if _FOR_PROGRAMS.match(path):
        kind, body = b"application/json", json.dumps({"error": wrong.sentence}).encode()
    else:
        kind, body = b"text/plain; charset=utf-8", wrong.sentence.encode()
    headers = [(b"content-type", kind), (b"connection", b"close"), *wrong.headers]
    await send({"type": "http.response.start", "status": wrong.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
