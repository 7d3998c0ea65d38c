"""What the widget asks for itself: a site's settings, and a token once the visitor opens it."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from bot.api.admission import RefusedError
from bot.api.door import NO_PAGE, SiteDoor
from bot.api.origins import page_of
from bot.api.responses import refused
from bot.api.sites import Site, Theme
from bot.api.tokens import LIFETIME, Tokens


class SiteSettings(BaseModel):
    """How the answers look on a partner's site."""

    model_config = ConfigDict(json_schema_extra={"description": "How the answers look on a partner's site."})

    id: str
    title: str
    language: str
    direction: str
    theme: Theme
    greeting: str
    examples: tuple[str, ...]
    notice: str


class SiteToken(BaseModel):
    """What a page of the site asks with: `Authorization: Bearer TOKEN`."""

    token: str
    expires_in: int = Field(description="seconds")


def site_routes(door: SiteDoor, tokens: Tokens, notice: str = "") -> APIRouter:
    """`GET /api/sites/{id}` and `POST /api/sites/{id}/token`, for the site's own pages and for ours.

    ``notice`` is what every site's visitors are told beside its own.
    """
    router = APIRouter(tags=["sites"])
    refusals: dict[int | str, dict[str, Any]] = {403: {"description": "No such site, or not a page of it"}}

    def allowed(id_: str, request: Request) -> tuple[Site, str]:
        page = page_of(request.scope["headers"])
        return door.site(id_, page), page.origin if page else ""

    @router.get("/api/sites/{id}", response_model=SiteSettings, responses=refusals, summary="A site's settings")
    async def settings(id: str, request: Request) -> SiteSettings | Response:  # noqa: A002 - the name in the address
        try:
            site, _ = allowed(id, request)
        except RefusedError as error:
            return refused(error)
        return SiteSettings(
            id=id,
            title=site.title,
            language=site.language,
            direction=site.reads,
            theme=site.theme,
            greeting=site.greeting,
            examples=site.examples,
            notice=f"{site.notice} {notice}".strip(),
        )

    @router.post(
        "/api/sites/{id}/token", response_model=SiteToken, responses=refusals, summary="A token for ten minutes"
    )
    async def token(id: str, request: Request, response: Response) -> SiteToken | Response:  # noqa: A002
        try:
            _, origin = allowed(id, request)
            if not origin:  # a browser names it with every POST; a token of no origin would be bound to none
                raise RefusedError(403, NO_PAGE)
        except RefusedError as error:
            return refused(error)
        response.headers["cache-control"] = "no-store"
        return SiteToken(token=tokens.issue(id, origin), expires_in=LIFETIME)

    return router
