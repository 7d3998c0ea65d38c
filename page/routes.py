"""The page's own addresses beside the chat: its style and script, the library, and where permalinks lead."""

from pathlib import Path
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse

from bot.answers import Answers
from bot.permalink import PATH
from page.library import PATH as LIBRARY
from page.library import library_page
from page.source import source_page

_FOLDER = Path(__file__).parent


def page_routes(bot: Answers) -> APIRouter:
    """`GET /source`, `/library`, `/page.css` and `/page.js`."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    def source(request: Request) -> HTMLResponse:
        status, html = source_page(bot, request.query_params)
        return HTMLResponse(html, status)

    @router.get(LIBRARY)
    def library(request: Request) -> HTMLResponse:
        status, html = library_page(bot, request.query_params)
        return HTMLResponse(html, status)

    @router.get("/page.{kind}")
    def own_file(kind: Literal["css", "js"]) -> FileResponse:
        return FileResponse(_FOLDER / f"page.{kind}", headers={"cache-control": "no-cache"})

    return router
