"""The first HTML of the chat page, as Gradio makes it, put right: it says what to do where no script runs.

The scripts that stand in it are left out: our policy does not let them run, and they are most of its weight.
"""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from page.library import PATH as LIBRARY
from page.plain import PATH as PLAIN

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>.*?</script>\s*", re.DOTALL)
_BODY = re.compile(rb"</head>\s*<body\b[^>]*>")
_HEAD = (
    "<title>Ask the documents</title>"  # until Gradio's script sets the page's own
    '<noscript><link rel="stylesheet" href="/page.css"></noscript>'
)
_WITHOUT_SCRIPT = (
    '<noscript><main class="no-script"><h1>Ask the documents</h1>'
    "<p>This page needs scripts, and none are run here.</p>"
    f'<p><a href="{PLAIN}">Ask in a plain form</a>, which needs none, '
    f'or <a href="{LIBRARY}">read the documents</a>.</p></main></noscript>'
)


class Opening:
    """Puts the chat page's HTML right: itself an ASGI application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the answer to one for the page is held until it is whole."""
        if scope["type"] != "http" or scope["path"] != "/":
            return await self._app(scope, receive, send)
        start: Message = {}
        body = bytearray()

        async def held(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                whole = put_right(bytes(body)) if body else b""
                if body:
                    MutableHeaders(scope=start)["content-length"] = str(len(whole))
                await send(start)
                await send({**message, "body": whole})

        return await self._app(scope, receive, held)


def put_right(html: bytes) -> bytes:
    """The page without scripts inside it, with a title, and with words for who runs none before all else."""
    bare = _INLINE_SCRIPT.sub(b"", html)
    return _BODY.sub(lambda body: _HEAD.encode() + body[0] + _WITHOUT_SCRIPT.encode(), bare, count=1)
