"""The widget's built file, for a `<script>` on any page, and the hash that a page can hold it to."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

BUILT = Path(__file__).parent.parent / "widget" / "dist" / "v1.js"


def widget_routes(built: Path = BUILT) -> APIRouter:
    """`GET /widget/v1.js` and `/widget/v1.js.sri`; 404 where nothing has been built."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/widget/v1.js", methods=["GET", "HEAD"])
    def script(request: Request) -> Response:
        return _served(request, built, lambda content: content, "text/javascript")

    @router.api_route("/widget/v1.js.sri", methods=["GET", "HEAD"])
    def integrity(request: Request) -> Response:
        return _served(request, built, lambda content: sri(content).encode(), "text/plain")

    return router


def sri(content: bytes) -> str:
    """The value of an `integrity` attribute (W3C, Subresource Integrity)."""
    return f"sha384-{b64encode(hashlib.sha384(content).digest()).decode()}"


def _served(request: Request, built: Path, shown: Callable[[bytes], bytes], kind: str) -> Response:
    try:
        content = built.read_bytes()
    except FileNotFoundError:
        return PlainTextResponse("The widget has not been built here. See widget/README.md.", 404)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    # A page may hold the file to its hash, for which the browser must be allowed to read it. It is nobody's secret.
    headers = {"etag": tag, "cache-control": "no-cache", "access-control-allow-origin": "*"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(shown(content), headers=headers, media_type=kind)
