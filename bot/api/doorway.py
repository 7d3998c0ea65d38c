"""The way to the API: every request passes the door, and what goes out is readable by the sites' pages only."""

import re

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.api.admission import RefusedError
from bot.api.door import SiteDoor
from bot.api.origins import foreign_origin
from bot.api.responses import refused

_GUARDED = re.compile(r"/(?:api|v1|mcp)(?:/|$)")
_SITE = re.compile(r"/api/sites/([^/]*)")
# How the page itself asks.
_ASKS_BY_PAGE = re.compile(r"/gradio_api/(?:queue/join|call/ask|run/predict)/?")
_SENDABLE = frozenset(("authorization", "content-type", "accept"))
_PREFLIGHT = {
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "authorization, content-type",
    "access-control-max-age": "600",
}


class Doorway:
    """The door in front of an application: itself an ASGI application."""

    def __init__(self, app: ASGIApp, door: SiteDoor) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with 403 or 429 and a sentence in JSON."""
        if scope["type"] != "http" or not _concerns(scope):
            return await self._app(scope, receive, send)
        origin = foreign_origin(scope["headers"])
        if origin is not None:
            is_allowed = origin in self._door.origins(_site_in(scope["path"]))
            if scope["method"] == "OPTIONS":
                return await _preflight(Request(scope), origin if is_allowed else None)(scope, receive, send)
            send = _readable(send, origin if is_allowed else None)
        try:
            await self._let_in(Request(scope))
        except RefusedError as error:
            return await refused(error)(scope, receive, send)
        return await self._app(scope, receive, send)

    async def _let_in(self, request: Request) -> None:
        path = request.scope["path"]
        if _SITE.match(path):
            await self._door.count(request, "settings")
        elif _GUARDED.match(path):
            await self._door.admit(request)
        else:
            await self._door.count(request)


def _concerns(scope: Scope) -> bool:
    path = scope["path"]
    return bool(_GUARDED.match(path) or (scope["method"] == "POST" and _ASKS_BY_PAGE.fullmatch(path)))


def _site_in(path: str) -> str | None:
    match = _SITE.match(path)
    return match[1] if match else None


def _preflight(request: Request, origin: str | None) -> Response:
    """Whether a browser may send what it means to; ``origin`` is None for a page that may not."""
    names = {name.strip().lower() for name in request.headers.get("access-control-request-headers", "").split(",")}
    method = request.headers.get("access-control-request-method", "")
    if origin is None or method not in ("GET", "POST") or not names <= _SENDABLE | {""}:
        return refused(RefusedError(403, "Pages of that origin may not send this."))
    return Response(status_code=204, headers={"access-control-allow-origin": origin, "vary": "Origin", **_PREFLIGHT})


def _readable(send: Send, origin: str | None) -> Send:
    """Let the pages of an origin read what is sent; those of None may not."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.add_vary_header("Origin")
            if origin is not None:
                headers["access-control-allow-origin"] = origin
                headers["access-control-expose-headers"] = "Retry-After"
        await send(message)

    return sent
