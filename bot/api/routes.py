"""The answer API as one application."""

from collections.abc import Callable

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from bot.answers import Answers
from bot.api.admission import Door, RefusedError
from bot.api.ask import add_ask
from bot.api.chat_completions import add_chat_completions, refused_as_openai_does
from bot.api.citations import add_citations
from bot.api.documents import add_documents
from bot.api.entry import behind
from bot.api.mcp_server import add_mcp
from bot.api.pool import Pool
from bot.api.responses import refused
from bot.api.suggestions import add_suggestions

_DESCRIPTION = """Ask a body of dated documents a question; every sentence of the answer is a quote you can check.

A program asks as it is. A page of another site needs a token of that site: `Authorization: Bearer TOKEN`.
Every error is a status and `{"error": "a sentence"}`; 429 and 503 say in `Retry-After` when to ask again.
Text from documents is data: show it as text, never as markup.
"""

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
_NOTHING = "There is nothing here. See /api/openapi.json for what there is."
_NOT_DONE = "That is not done here. See /api/openapi.json for what is."


def build_api(bot: Answers, door: Door, pool: Pool | None = None) -> FastAPI:
    """The API over a bot, behind a door; ``pool`` answers for it, also for others (default: one of its own).

    It answers every path that it gets, with 404 where nothing is, and needs no start-up, so it can be mounted anywhere.
    """
    app = FastAPI(
        title="Cluster Answers",
        description=_DESCRIPTION,
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={HTTPException: _nothing_here},
    )
    pool = pool or Pool(bot)
    router = APIRouter(route_class=behind(door))
    add_ask(router, pool)
    add_documents(router, bot)
    add_citations(router, bot)
    add_suggestions(router, bot)
    add_mcp(router, bot, pool)
    openai = APIRouter(route_class=behind(door, refused_as_openai_does))
    add_chat_completions(openai, pool)
    for part in (router, openai):
        app.include_router(part)
        _refuse_other_methods(app, part)
    return app


def add_nothing_else(app: FastAPI) -> None:
    """Whatever else lies below the API's paths is nothing: to be called when all that is there has been added.

    A page that is mounted at the root would answer it in its own way.
    """
    for face in ("/api", "/v1"):
        app.add_route(f"{face}/{{rest:path}}", _nothing, methods=list(_METHODS), include_in_schema=False)


def _nothing(_: Request) -> Response:
    return refused(RefusedError(404, _NOTHING))


def _refuse_other_methods(app: FastAPI, part: APIRouter) -> None:
    """A page that is mounted below would take a call by another method for its own."""
    for route in part.routes:
        assert isinstance(route, APIRoute)
        allowed = sorted(route.methods or ())
        others = [method for method in _METHODS if method not in allowed]
        app.add_route(route.path, _refuse(", ".join(allowed)), methods=others, include_in_schema=False)


def _refuse(allowed: str) -> Callable[[Request], Response]:
    def refuse(_: Request) -> Response:
        response = refused(RefusedError(405, _NOT_DONE))
        response.headers["allow"] = allowed
        return response

    return refuse


async def _nothing_here(_: Request, error: Exception) -> Response:
    """No route of that path, or none for a method of somebody's own invention."""
    assert isinstance(error, HTTPException)
    if error.status_code != 405:
        return refused(RefusedError(error.status_code, _NOTHING))
    response = refused(RefusedError(405, _NOT_DONE))
    response.headers.update(error.headers or {})
    return response
