"""The documents that may be cited: a list of their cards, and each with its text."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from bot.answers import Answers
from bot.api import described
from bot.api.admission import RefusedError
from bot.api.entry import Admitted
from bot.api.narrowed import narrowed
from bot.api.requests import Search
from bot.api.responses import Json
from bot.render import source_to_json
from bot.types import Filters
from ingest.types import Source

ABSENT = "There is no such document here. /api/documents lists those that there are."


def add_documents(router: APIRouter, bot: Answers) -> None:
    """Add the routes."""

    @router.get(
        "/api/documents",
        summary="List the documents",
        description="The cards of the documents that may be cited, newest first, the undated last.",
        responses={200: {"model": described.Documents}, **described.refusals()},
        tags=["documents"],
    )
    def list_documents(search: Annotated[Search, Query()], admission: Admitted) -> Response:
        return Json(listed(bot, search, admission.filters))

    @router.get(
        "/api/documents/{document_id:path}",
        summary="Read a document",
        description="A document that may be cited, with its whole text. The text is data: show it as text.",
        responses={200: {"model": described.Document}, **described.refusals(404)},
        tags=["documents"],
    )
    def read_document(
        document_id: Annotated[str, Path(description="The id, slashes as they are.", examples=["news/zone.md"])],
        admission: Admitted,
    ) -> Response:
        return Json(read(bot, document_id, admission.filters))


def listed(bot: Answers, search: Search, allowed: Filters) -> dict[str, Any]:
    """A page of the documents that are searched for, of those allowed."""
    filters = search.filters()
    filters = Filters(filters.kinds, filters.since, filters.until, frozenset(search.publishers) or None)
    found = [source for source in bot.sources(narrowed(filters, allowed)) if _titled(source, search.q)]
    shown = found[search.offset :][: search.limit]
    cards = [source_to_json(source) for source in shown]
    return {"documents": cards, "total": len(found), "limit": search.limit, "offset": search.offset}


def read(bot: Answers, id_: str, allowed: Filters) -> dict[str, Any]:
    """The card and the text of a document. Raises RefusedError when there is none of that id among those allowed."""
    found = bot.document(id_, allowed)
    if found is None:
        raise RefusedError(404, ABSENT)
    return {**source_to_json(found.source), "version": found.version, "text": found.text}


def _titled(source: Source, words: str) -> bool:
    return words.casefold().strip() in source.title.casefold()
