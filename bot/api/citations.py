"""GET /api/citations: what a permalink leads to, and what has become of its document since."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from bot.answers import Answers
from bot.api import described
from bot.api.admission import RefusedError
from bot.api.entry import Admitted
from bot.api.responses import Json, refused
from bot.permalink import Fate, Found, parse
from bot.render import source_to_json
from bot.types import Filters

_ABSENT = "There is no such document here, and none is remembered. Check the values of the permalink."
_DESCRIPTION = """The quote as it was when it was cited, also when its document has changed or is gone since.

It says what has become of the document: `current`, `superseded` (by which), or `removed`. Of a withdrawn document the
answer is 410, with the reason. The values are those of the `permalink` of a citation.
"""


def add_citations(router: APIRouter, bot: Answers) -> None:
    """Add the route."""

    @router.get(
        "/api/citations",
        summary="Look a quote up",
        description=_DESCRIPTION,
        responses={
            200: {"model": described.Quoted},
            **described.refusals(404),
            410: {"model": described.Withdrawn, "description": "The document was withdrawn."},
        },
        tags=["documents"],
    )
    def look_up(
        admission: Admitted,
        document: Annotated[
            str, Query(min_length=1, max_length=2_000, description="Its id.", examples=["press_releases/spark.md"])
        ],
        version: Annotated[str, Query(max_length=64, description="Of the text; none: as it is now.")] = "",
        quote: Annotated[str, Query(pattern="^[0-9]{1,10}-[0-9]{1,10}$", description="START-END")] = "0-0",
    ) -> Response:
        link = parse({"document": document, "version": version, "quote": quote})
        found = bot.look_up(link) if link else None
        if found is None or not admission.filters.allow(found.source):
            raise RefusedError(404, _ABSENT)
        if found.fate is Fate.WITHDRAWN:
            gone = RefusedError(410, found.said)
            return refused(gone, fate=found.fate, document=source_to_json(found.source))
        return Json(_quoted(found, admission.filters))


def _quoted(found: Found, allowed: Filters) -> dict[str, Any]:
    quote, successor = found.citation, found.successor
    return {
        "fate": found.fate,
        "said": found.said,
        "document": source_to_json(found.source),
        "quote": quote and quote.quote,
        "before": quote and quote.before,
        "after": quote and quote.after,
        "start": quote and quote.start,
        "end": quote and quote.end,
        "page": quote and quote.page,
        "successor": source_to_json(successor) if successor and allowed.allow(successor) else None,
    }
