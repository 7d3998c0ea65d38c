"""The plain form: a question and its answer as one page without a script. A follow-up brings its talk along itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import QueryParams

from bot.answers import Answers
from bot.api.admission import RefusedError
from bot.api.attended import attended
from bot.api.door import SiteDoor
from bot.api.pool import Asking, Pool
from bot.api.refusal import refusal
from bot.as_of import days_of
from bot.cards import to_html
from bot.dates_in_words import as_known
from bot.encode import encode, one_line
from bot.question import LONGEST_QUESTION
from bot.render import read_as
from bot.types import EVERYTHING, Answer, Turn
from page.nav import nav
from page.plot import plot
from page.told import told

PATH = "/plain"
LONGEST_TALK = 4  # earlier exchanges; no question leans on more
LONGEST_ANSWER = 400  # characters of an earlier answer, for the same reason
_LONGEST_ADDRESS = 4_000  # bytes of the earlier exchanges in an address
_TITLE = "Ask the documents"
_WITHOUT = "Nothing that is undated counts then."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says: a question, the talk before it, and by when all that counts was published."""

    question: str = ""
    talk: tuple[Turn, ...] = ()
    until: str = ""

    @classmethod
    def of(cls, values: QueryParams) -> "Asked":
        """What the values of an address say, the newest of the talk and no more of it than a question leans on."""
        talk = zip(values.getlist("earlier"), values.getlist("said"), strict=False)
        cut = tuple(Turn(asked[:LONGEST_QUESTION], said[:LONGEST_ANSWER]) for asked, said in talk)
        return cls(values.get("q", ""), _carried(cut), values.get("until", "").strip())

    @property
    def day(self) -> date | None:
        """The last day that the date may mean; None without one. Raises RefusedError (422) for what is no date."""
        days = days_of(self.until)
        if self.until and days is None:
            shown = one_line(self.until)[:40]
            raise RefusedError(422, f'"{shown}" is not a date. Write it like 2019-12-31, or leave the field empty.')
        return days[1] if days else None

    def asking(self) -> Asking:
        """What to ask the bot."""
        return Asking(self.question, self.talk, EVERYTHING.known_by(self.day))


def plain_routes(bot: Answers, door: SiteDoor, pool: Pool) -> APIRouter:
    """`GET /plain`: the form, and the answer to what it says, under the limits that programs have."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    async def plain(request: Request) -> HTMLResponse:
        asked = Asked.of(request.query_params)
        if not asked.question.strip():
            return _response(_welcome(bot) + _form(asked))
        try:
            await door.count(request)
            asking = asked.asking()
            answer = await attended(request, pool.begin(asking))
        except Exception as error:  # noqa: BLE001 - whatever it was, the visitor gets a sentence
            return _refused(refusal(error), asked)
        talk = _carried((*asked.talk, Turn(asked.question, answer.text[:LONGEST_ANSWER])))
        return _response(_answered(answer) + _form(Asked(talk=talk, until=asked.until)))

    return router


def _carried(talk: Sequence[Turn]) -> tuple[Turn, ...]:
    """The newest exchanges that an address can hold."""
    kept = tuple(talk[-LONGEST_TALK:])
    while kept and len(urlencode([(turn.question, turn.answer) for turn in kept], errors="replace")) > _LONGEST_ADDRESS:
        kept = kept[1:]
    return kept


def _answered(answer: Answer) -> str:
    understood = f'<p class="note">{_shown(meant)}</p>' if (meant := read_as(answer)) else ""
    when = f'<p class="note">{_shown(as_known(known))}. {_WITHOUT}</p>' if (known := answer.known_by) else ""
    cards = plot(answer) + to_html(answer)
    sources = f'<section class="panel"><h2>Sources</h2>{cards}</section>' if cards else ""
    return f'<h2>{_shown(answer.question)}</h2>{understood}{when}<div class="told">{told(answer)}</div>{sources}'


def _refused(error: RefusedError, asked: Asked) -> HTMLResponse:
    said = f'<p class="fate" role="alert">{_shown(error.reason)}</p>'
    response = _response(said + _form(asked), error.status)
    if error.retry_after:
        response.headers["retry-after"] = str(error.retry_after)
    return response


def _welcome(bot: Answers) -> str:
    addresses = ((one, f"{PATH}?{urlencode({'q': one}, errors='replace')}") for one in bot.examples[:4])
    links = "".join(f'<li><a href="{_shown(address)}">{_shown(one)}</a></li>' for one, address in addresses)
    return f"<p>Every answer is proven by sentences of published documents. For example:</p><ul>{links}</ul>"


def _form(asked: Asked) -> str:
    """The form; it holds what was asked when that could not be answered, and carries the talk."""
    talk = "".join(
        f'<input type="hidden" name="earlier" value="{_kept(turn.question)}">'
        f'<input type="hidden" name="said" value="{_kept(turn.answer)}">'
        for turn in asked.talk
    )
    earlier = "".join(f"<li>{_shown(turn.question)}</li>" for turn in asked.talk)
    follows = f'<details class="note"><summary>Asked before</summary><ol>{earlier}</ol></details>' if earlier else ""
    label = "Your next question" if earlier else "Your question"
    return (
        f'<form action="{PATH}" method="get">{talk}'
        f'<label class="question">{label} '
        f'<input name="q" value="{_kept(asked.question)}" maxlength="{LONGEST_QUESTION}" autocomplete="off"></label>'
        f'<label>As known on <input type="date" name="until" value="{_kept(asked.until)}"></label>'
        f'<button type="submit">Ask</button></form>{follows}'
    )


def _response(body: str, status: int = 200) -> HTMLResponse:
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_TITLE}</title>'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        '<link rel="stylesheet" href="/page.css"></head>'
        f'<body class="source-page library plain">{nav(PATH)}<main id="sources"><h1>{_TITLE}</h1>{body}'
        f'<p><a href="{PATH}">A new conversation</a></p></main></body></html>'
    )
    return HTMLResponse(page, status, headers={"cache-control": "private, no-cache"})


def _kept(text: str) -> str:
    """The text in a field, line breaks and all."""
    return encode(text).replace("\n", "&#10;")


def _shown(text: str) -> str:
    return encode(one_line(text))
