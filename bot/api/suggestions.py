"""GET /api/suggestions: what can be asked, and of which kinds, publishers and years."""

from typing import Any

from fastapi import APIRouter, Response

from bot.answers import Answers
from bot.api import described
from bot.api.entry import Admitted
from bot.api.responses import Json
from bot.types import EVERYTHING, Filters


def add_suggestions(router: APIRouter, bot: Answers) -> None:
    """Add the route."""

    @router.get(
        "/api/suggestions",
        summary="What can be asked",
        description="Questions to begin with, and the kinds, publishers and years of publication that there are.",
        responses={200: {"model": described.Suggestions}, **described.refusals()},
        tags=["answers"],
    )
    def suggest(admission: Admitted) -> Response:
        return Json(suggested(bot, admission.filters))


def suggested(bot: Answers, allowed: Filters) -> dict[str, Any]:
    """What there is among the documents allowed. The examples are for all of them, so a part has none."""
    sources = bot.sources(allowed)
    years = [source.published.year for source in sources if source.published]
    return {
        "examples": list(bot.examples) if allowed == EVERYTHING else [],
        "kinds": [{"kind": kind, "label": kind.label} for kind in sorted({source.kind for source in sources})],
        "publishers": sorted({source.publisher for source in sources if source.publisher}),
        "years": {"first": min(years), "last": max(years)} if years else None,
    }
