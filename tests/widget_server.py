"""A stand-in for the server that the widget speaks to, and host pages on other origins that embed it.

It keeps to the contract of the HTTP interface and can be told to fail, so that a test decides what goes wrong.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from browser import TableBot
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.render import to_json

SCRIPT = Path(__file__).parent.parent / "widget" / "dist" / "v1.js"
SITE = {
    "id": "demo",
    "title": "Stevenage cell and gene therapy",
    "language": "en",
    "direction": "ltr",
    "theme": {"accent": None, "mode": "auto", "position": "right"},
    "greeting": "Ask about the campus, its companies and what they raised. Every sentence is a dated quote.",
    "examples": ["How many companies are on the campus?", "How much has been raised, and by how many?"],
    "notice": "Answers are quotes from the documents, with their dates. They are not advice.",
}


@dataclass
class Fault:
    """What becomes of the next question in place of its answer: a status, or a stream that breaks off."""

    status: int | None = None
    error: str = "Please wait."
    retry_after: int | None = None
    breaks_off: bool = False


@dataclass
class Stub:
    """The server's memory: its site's settings, tokens, the faults to come, and every request there was."""

    bot: TableBot
    site: dict[str, Any] = field(default_factory=lambda: dict(SITE))
    faults: list[Fault] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    issued: int = 0
    requests: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    script: Callable[[], bytes] = SCRIPT.read_bytes
    gate: threading.Event | None = None  # an answer waits for it, if there is one

    def calls(self, path: str) -> int:
        """How often a path was asked for, preflights apart."""
        return sum(found == path and method != "OPTIONS" for method, found in self.requests)


def build_server(stub: Stub, origins: list[str]) -> Starlette:
    """The API of a site that the origins may use."""

    async def settings(request: Request) -> Response:
        stub.requests.append((request.method, request.url.path))
        if request.path_params["site"] != stub.site["id"] or request.headers.get("origin") not in origins:
            return JSONResponse({"error": "This page may not show the widget of that site."}, 403)
        return JSONResponse(stub.site)

    async def token(request: Request) -> Response:
        stub.requests.append((request.method, request.url.path))
        stub.issued += 1
        stub.tokens.add(f"token-{stub.issued}")
        return JSONResponse({"token": f"token-{stub.issued}", "expires_in": 600})

    async def ask(request: Request) -> Response:
        stub.requests.append((request.method, request.url.path))
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in stub.tokens:
            return JSONResponse({"error": "The token has expired."}, 403)
        body = await request.json()
        stub.bodies.append(body)
        fault = stub.faults.pop(0) if stub.faults else Fault()
        if fault.status:
            headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after else {}
            return JSONResponse({"error": fault.error}, fault.status, headers)
        return StreamingResponse(_events(stub, body["question"], fault), media_type="text/event-stream")

    async def script(request: Request) -> Response:
        stub.requests.append((request.method, request.url.path))
        return Response(stub.script(), media_type="text/javascript", headers={"Access-Control-Allow-Origin": "*"})

    cors = Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type"],
        expose_headers=["Retry-After"],
    )
    routes = [
        Route("/api/sites/{site}", settings),
        Route("/api/sites/{site}/token", token, methods=["POST"]),
        Route("/api/ask", ask, methods=["POST"]),
        Route("/widget/v1.js", script),
    ]
    return Starlette(routes=routes, middleware=[cors])


async def _events(stub: Stub, question: str, fault: Fault) -> AsyncIterator[str]:
    answer = stub.bot.ask(question)
    yield _event("stage", {"stage": "retrieve"}) + ": keep-alive\n\n" + _event("stage", {"stage": "read"})
    while stub.gate and not stub.gate.is_set():
        await asyncio.sleep(0.02)
    for line in answer.text.split("\n"):
        yield _event("text", {"text": line})
        if fault.breaks_off:
            return
    yield _event("answer", to_json(answer))


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def build_host(pages: dict[str, tuple[str, dict[str, str]]]) -> Starlette:
    """A partner's site: HTML with its headers by path; the rest of the texts are filled in when they are served."""

    async def page(request: Request) -> Response:
        found = pages.get(request.url.path)
        if found is None:
            return Response(status_code=404)
        html, headers = found
        return HTMLResponse(html, headers=headers)

    return Starlette(routes=[Route("/{path:path}", page)])
