"""How many requests of one address may be open at once, so that no one takes all the connections there are."""

from collections import Counter

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.api.admission import RefusedError
from bot.api.responses import refused

MOST = 256  # the page holds two open for each visitor, and an office may have one address
_SOON = 5  # seconds


class OpenCalls:
    """Counts the open requests of each address: itself an ASGI application."""

    def __init__(self, app: ASGIApp, most: int = MOST) -> None:
        self._app, self._most = app, most
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with 429."""
        if scope["type"] != "http" or not scope.get("client"):
            return await self._app(scope, receive, send)
        address = scope["client"][0]
        if self._open[address] >= self._most:
            busy = RefusedError(429, "Too many requests of this address are open. Please close some.", _SOON)
            return await refused(busy)(scope, receive, send)
        self._open[address] += 1
        try:
            return await self._app(scope, receive, send)
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]
