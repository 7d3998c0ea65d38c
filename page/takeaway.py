"""Where a conversation is taken away from: as Word, PDF and Markdown."""

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from bot.answers import Answers
from bot.briefing.blocks import briefing
from bot.briefing.formats import FORMATS
from page.shelf import PATH, Shelf

_GONE = "This briefing is no longer kept. Go back to the page, ask again, and take it away from there."


def takeaway_routes(bot: Answers, shelf: Shelf) -> APIRouter:
    """`GET /briefing/NAME.docx`, `.pdf` and `.md`."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH + "/{name}.{ending}")
    def taken(name: str, ending: str, request: Request) -> Response:
        answers = shelf.get(name)
        if answers is None or ending not in FORMATS:
            return PlainTextResponse(_GONE, 404)
        home = str(request.base_url).rstrip("/")
        content = FORMATS[ending].write(briefing(answers, bot.look_up, date.today(), home))
        headers = {
            "content-disposition": f'attachment; filename="briefing-{date.today()}.{ending}"',
            "cache-control": "no-store",
        }
        return Response(content, media_type=FORMATS[ending].media_type, headers=headers)

    return router
