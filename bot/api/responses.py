"""Responses of the API: JSON that carries whatever a text holds, and refusals."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from bot.api.admission import RefusedError

# An answer is good for whoever asked, at the moment it was given.
NOT_KEPT: Mapping[str, str] = {"cache-control": "no-store"}


class Json(JSONResponse):
    """JSON that no cache keeps."""

    def __init__(self, content: Any, status_code: int = 200, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(content, status_code, {**NOT_KEPT, **(headers or {})})

    def render(self, content: Any) -> bytes:
        """The bytes of the body."""
        return dumped(content).encode()


def dumped(content: Any) -> str:
    """JSON on one line, in readable letters; a lone surrogate, which UTF-8 cannot carry, stays an escape."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode(errors="backslashreplace").decode()


def refused(refusal: RefusedError, **more: Any) -> Response:
    """A refusal as the API says it, with whatever else there is to say."""
    return Json({"error": refusal.reason, **more}, refusal.status, again_after(refusal))


def again_after(refusal: RefusedError) -> dict[str, str]:
    """The header that says when to come again, if that is known."""
    return {"retry-after": str(refusal.retry_after)} if refusal.retry_after is not None else {}
