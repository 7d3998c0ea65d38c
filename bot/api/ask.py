"""POST /api/ask: the JSON answer, at once or as it comes."""

from fastapi import APIRouter, Request, Response

from bot.api.attended import attended
from bot.api.described import Answer, refusals
from bot.api.entry import Admitted
from bot.api.events import EVENTS, SHOWN, Heard, streamed, told
from bot.api.pool import Pool
from bot.api.requests import Question
from bot.api.responses import Json
from bot.render import to_json

_STREAM = """event: stage
data: {"stage":"retrieve"}

event: stage
data: {"stage":"read"}

event: text
data: {"text":"In autumn 2020 the campus had 45 companies. [1]"}

event: answer
data: {"id":"...","status":"answered","text":"...","citations":["..."]}
"""
_DESCRIPTION = """The answer to a question: sentences of the documents, word for word, each with its citation.

Where the documents do not answer, the status of the answer says so, and the HTTP status is 200 all the same.

With `Accept: text/event-stream` it comes as server-sent events, whose data are JSON: `stage` (`retrieve`, then `read`,
once for each part of the question), `text` for each line of the answer's text, and `answer`, which is the whole JSON
answer; or `error`, with a sentence, the status and after how many seconds to ask again, if that is known. Comment lines
keep the connection alive.
"""


def add_ask(router: APIRouter, pool: Pool) -> None:
    """Add the route."""
    shown = {
        200: {
            "model": Answer,
            "description": "The answer.",
            "content": {EVENTS: {"itemSchema": SHOWN, "example": _STREAM}},
        },
        **refusals(400, 413, 415),
    }

    @router.post("/api/ask", summary="Ask a question", description=_DESCRIPTION, responses=shown, tags=["answers"])
    async def ask(question: Question, admission: Admitted, request: Request) -> Response:
        asking = question.asking(admission)
        if EVENTS in request.headers.get("accept", ""):
            return streamed(told(Heard(pool, asking)))
        return Json(to_json(await attended(request, pool.begin(asking))))
