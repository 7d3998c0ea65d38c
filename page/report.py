"""A reader's report that a quote does not prove what was said: the form below the quote, and where it is sent."""

import logging
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from bot.answers import Answers
from bot.api.admission import RefusedError
from bot.api.door import SiteDoor
from bot.api.refusal import AWAY
from bot.api.responses import NOT_KEPT, again_after
from bot.encode import encode, one_line
from bot.permalink import PATH, Link, address, parse
from bot.reports import LONGEST_NOTE, Reports
from ingest.errors import IngestError
from page.form import sent

_THANKS = "Thank you. Your report is kept, with the quote and without anything about you."
_NO_QUOTE = "There is no quote to report at this address. Go back to the quote and try again."
_NOT_KEPT = "Your report could not be kept on this machine. Please try again later."
_LOGGER = logging.getLogger(__name__)


def report_form(link: Link) -> str:
    """The form for the quote that a link leads to, as HTML."""
    place = {"document": link.document, "version": link.version, "quote": f"{link.start}-{link.end}"}
    hidden = "".join(f'<input type="hidden" name="{name}" value="{encode(value)}">' for name, value in place.items())
    return (
        f'<form class="report" action="{PATH}" method="post">{hidden}'
        "<label>What is wrong, if you like to say "
        f'<textarea name="note" maxlength="{LONGEST_NOTE}" rows="2"></textarea></label>'
        '<button type="submit">This quote does not prove what was said</button></form>'
    )


def report_routes(bot: Answers, door: SiteDoor, reports: Reports) -> APIRouter:
    """`POST /source`, counted like questions but apart from them."""
    router = APIRouter(include_in_schema=False)

    @router.post(PATH)
    async def report(request: Request, values: Annotated[dict[str, str], Depends(sent)]) -> HTMLResponse:
        try:
            await door.count(request, "reports")
        except RefusedError as error:
            page = _page("Not now", error.reason)
            return HTMLResponse(page, error.status, {**NOT_KEPT, **again_after(error)})
        status, page = await run_in_threadpool(_reported, bot, reports, values)
        return HTMLResponse(page, status, NOT_KEPT)

    return router


def _reported(bot: Answers, reports: Reports, values: dict[str, str]) -> tuple[int, str]:
    """Keep a report. The quote is that of the documents, not what was sent."""
    link = parse(values)
    try:
        found = bot.look_up(link) if link else None
    except IngestError:
        return 503, _page("Not now", AWAY)
    if link is None or found is None or found.citation is None:
        return 404, _page("Nothing to report", _NO_QUOTE)
    try:
        reports.record(link, found.citation, values.get("note", "").strip())
    except OSError as error:
        _LOGGER.error("%s while keeping a report", type(error).__name__)
        return 503, _page("Sorry", _NOT_KEPT, link)
    return 200, _page("Thank you", _THANKS, link)


def _page(title: str, sentence: str, link: Link | None = None) -> str:
    back = f'<p><a href="{encode(address(link))}">Back to the quote</a></p>' if link else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{encode(title)}</title>'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        '<link rel="stylesheet" href="/page.css"></head>'
        f'<body class="source-page"><main id="sources"><h1>{encode(title)}</h1>'
        f'<p role="status">{encode(one_line(sentence))}</p>{back}'
        '<p><a href="/">Ask the documents</a></p></main></body></html>'
    )
