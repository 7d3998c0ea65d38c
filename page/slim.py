"""Makes what a browser loads small, and loaded once: pages and files go out compressed, and named files are kept.

Only what is listed here: an answer that comes in pieces is never held back, and nothing that holds a secret is squeezed
together with what a visitor wrote.
"""

import re

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SMALLEST = 500  # bytes that are worth it
_SQUEEZED = re.compile(r"/(?:config|theme\.css|page\.css|\w+\.js|plain|library|figures|source|assets/.+)?")
_NAMED_BY_CONTENT = re.compile(r"/assets/.+-[\w-]{8}\.(?:js|css|woff2?)")
_FOR_EVER = "public, max-age=31536000, immutable"


class Slim:
    """The application behind it, with small responses: itself an ASGI application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._squeezed = app, GZipMiddleware(app, _SMALLEST, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not _SQUEEZED.fullmatch(path):
            return await self._app(scope, receive, send)
        return await self._squeezed(scope, receive, _kept(send) if _NAMED_BY_CONTENT.fullmatch(path) else send)


def _kept(send: Send) -> Send:
    """Let browsers keep what is found: another content would have another name."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in (200, 304):
            MutableHeaders(scope=message)["cache-control"] = _FOR_EVER
        await send(message)

    return sent
