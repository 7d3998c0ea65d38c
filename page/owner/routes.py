"""Where the owner's page is asked for: the tables, the files, and what is erased."""

import json
import logging
from collections.abc import Callable, Sequence
from datetime import date

from fastapi import APIRouter, Request, Response

from bot.answers import Answers
from bot.errors import KeepingError
from bot.kept import Found, Kept
from ingest.errors import IngestError
from page.drawing import Bar
from page.owner.erase import erased
from page.owner.groups import unanswered
from page.owner.html import PATH, owner_page, said_page, sign_in_page
from page.owner.session import Sessions
from page.owner.sheet import to_csv
from page.owner.sign_in import HEADERS, Values, html, refused, session, to_the_page
from page.owner.tables import (
    Table,
    ageing_table,
    days_table,
    documents_table,
    per_day,
    reports_table,
    unanswered_table,
    votes_table,
)

_LOGGER = logging.getLogger(__name__)


def owner_routes(bot: Answers, kept: Kept, sessions: Sessions) -> APIRouter:
    """`GET /owner`, `/owner/NAME.csv`, `/owner/kept.json` and `POST /owner/erase`; without a session the way to one."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    def owner(request: Request) -> Response:
        name = session(request, sessions)
        if name is None:
            return html(sign_in_page())
        return _told(lambda: html(_owner_page(bot, kept, sessions.form_token(name))))

    @router.get(f"{PATH}/kept.json")
    def export(request: Request) -> Response:
        if session(request, sessions) is None:
            return to_the_page()
        return _told(lambda: _file(_json(kept), "application/json", f"kept-{kept.today()}.json"))

    @router.get(f"{PATH}/{{name}}.csv")
    def sheet(name: str, request: Request) -> Response:
        if session(request, sessions) is None:
            return to_the_page()
        return _told(lambda: _sheet(bot, kept, name, str(request.base_url).rstrip("/")))

    @router.post(f"{PATH}/erase")
    def erase(request: Request, values: Values) -> Response:
        name = session(request, sessions)
        if name is None or not sessions.is_form_token(name, values.get("form", "")):
            return refused(name)
        return _told(lambda: html(*erased(bot, kept, values, sessions.form_token(name))))

    return router


def _owner_page(bot: Answers, kept: Kept, token: str) -> str:
    found, today = kept.found(), kept.today()
    days = per_day(found.questions, today, kept.days)
    return owner_page(_tables(bot, found, days, today), days, _summary(kept, found), token)


def _tables(bot: Answers, found: Found, days: Sequence[Bar], today: date) -> list[Table]:
    titles = {entry.source.id: entry.source.title for entry in bot.catalogue()}
    return [
        days_table(days),
        unanswered_table(unanswered(found.questions)),
        reports_table(found.reports, bot.look_up),
        votes_table(found.votes, titles),
        documents_table(found.questions, titles),
        ageing_table(found.questions, titles, today),
    ]


def _summary(kept: Kept, found: Found) -> str:
    asked = f"{len(found.questions)} {'question is' if len(found.questions) == 1 else 'questions are'} kept"
    days = f"each for {kept.days} days" if kept.days else "and no new one is"
    lines = "line" if found.unreadable == 1 else "lines"
    strange = f" {found.unreadable} {lines} of votes and reports cannot be read." if found.unreadable else ""
    return f"{asked}, {days}. Times are UTC.{strange}"


def _sheet(bot: Answers, kept: Kept, name: str, home: str) -> Response:
    found, today = kept.found(), kept.today()
    tables = _tables(bot, found, per_day(found.questions, today, kept.days), today)
    table = next((table for table in tables if table.name == name), None)
    if table is None:
        return html(said_page("Not found", "There is no such table."), 404)
    return _file(to_csv(table, home), "text/csv; charset=utf-8", f"{name}-{kept.today()}.csv")


def _told(made: Callable[[], Response]) -> Response:
    """The response, or a sentence on what is in its way. The log has where it is."""
    try:
        return made()
    except KeepingError as error:
        _LOGGER.error("%s", error)
        return html(said_page("Not now", f"{error} Look at the folder and its disk, and load the page again."), 503)
    except IngestError as error:
        _LOGGER.error("%s while making the owner's page", type(error).__name__)
        return html(said_page("Not now", "The documents cannot be reached. Load the page again in a minute."), 503)


def _json(kept: Kept) -> bytes:
    return json.dumps(kept.export(), indent=1).encode()


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, 200, {**HEADERS, "content-disposition": f'attachment; filename="{name}"'}, kind)
