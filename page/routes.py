"""The page's own addresses beside the chat: its style and script, library, key figures, and where permalinks lead."""

from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse

from bot.answers import Answers
from bot.permalink import PATH
from page.figures import figures_page
from page.library import library_page
from page.nav import FIGURES, LIBRARY
from page.source import source_page

_FOLDER = Path(__file__).parent


def page_routes(bot: Answers, *, takes_reports: bool = False) -> APIRouter:
    """`GET /source`, `/library`, `/figures`, `/page.css`, and the scripts."""
    router = APIRouter(include_in_schema=False)
    scripts = {path.stem: path for path in _FOLDER.glob("*.js")}

    @router.get(PATH)
    def source(request: Request) -> HTMLResponse:
        status, html = source_page(bot, request.query_params, takes_reports=takes_reports)
        return HTMLResponse(html, status)

    @router.get(LIBRARY)
    def library(request: Request) -> HTMLResponse:
        status, html = library_page(bot, request.query_params)
        return HTMLResponse(html, status)

    @router.get(FIGURES)
    def figures() -> HTMLResponse:
        status, html = figures_page(bot)
        return HTMLResponse(html, status)

    @router.get("/{name}.js")
    def script(name: str) -> FileResponse:
        if name not in scripts:
            raise HTTPException(404)
        return FileResponse(scripts[name], headers={"cache-control": "no-cache"})

    @router.get("/page.css")
    def style() -> FileResponse:
        return FileResponse(_FOLDER / "page.css", headers={"cache-control": "no-cache"})

    return router
