"""A site's answers as a page that the site's own pages may frame: `/embed/ID`, filled by the widget."""

from collections.abc import Callable, Mapping
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, Response

from bot.api.door import NO_SITE
from bot.api.sites import Site
from bot.encode import encode, one_line

_STYLE = Path(__file__).parent / "embed.css"


def embed_routes(sites: Callable[[], Mapping[str, Site]]) -> APIRouter:
    """`GET /embed/ID` and `/embed.css`; 403 for a site that there is not."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/embed/{id}", methods=["GET", "HEAD"])
    def embed(id: str) -> Response:  # noqa: A002 - the name in the address
        site = sites().get(id)
        if site is None:
            return PlainTextResponse(NO_SITE, 403)
        return HTMLResponse(
            _page(id, site), headers={"content-security-policy": policy(site), "cache-control": "no-cache"}
        )

    @router.api_route("/embed.css", methods=["GET", "HEAD"])
    def style() -> FileResponse:
        return FileResponse(_STYLE, headers={"cache-control": "no-cache"})

    return router


def policy(site: Site) -> str:
    """What the page may load, all of it from here, and whose pages may frame it."""
    rules = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'")
    return "; ".join((*rules, "form-action 'none'", f"frame-ancestors {' '.join(site.origins)}"))


def _page(id_: str, site: Site) -> str:
    """Without scripts, and where the frame gives it no origin, there is only the way out of the frame."""
    title, way_out = encode(one_line(site.title)), f"/embed/{encode(id_)}"
    return (
        f'<!doctype html><html lang="{encode(site.language)}" dir="{site.reads}"><head><meta charset="utf-8">'
        f"<title>{title}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        '<link rel="stylesheet" href="/embed.css">'
        f'<script src="/widget/v1.js" data-site="{encode(id_)}" data-fill async></script></head>'
        '<body><p data-cluster-answers="fallback" lang="en" dir="ltr">'
        f'<a href="{way_out}" target="_blank" rel="noopener">Ask the documents in a window of its own</a></p>'
        "</body></html>"
    )
