"""Where a shared answer is read, and where sharing it is stopped."""

from collections.abc import Callable
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from bot.answers import Answers
from bot.api.refusal import AWAY
from bot.encode import encode
from ingest.errors import IngestError
from page.shared import page, shared_page
from page.shares import PATH, MissingError, Shares, SharingError, StoppedError

_HEADERS = {"cache-control": "no-store", "x-robots-tag": "noindex"}
_WRONG = "That is not the code of this link. It was shown once, beside the link, when the answer was shared."
_DONE = "Sharing has been stopped. The answer is deleted here, and its link says so from now on."
_EXPLAINED = (
    "The answer behind this link is deleted here, at once and for everyone. It needs the code that was shown when the "
    "answer was shared: it is what follows # in the link to this page."
)
# A form of a page without a referrer is sent from the origin "null", to which the guard answers nothing.
_HEAD = '<meta name="referrer" content="same-origin"><script src="/page.js" defer></script>'


def shared_routes(bot: Answers, shares: Shares) -> APIRouter:
    """`GET /shared/NAME`, and `/shared/NAME/stop`, a form that takes the code by POST.

    404 for a link that there is not or whose time is over, 410 for one that was stopped, 403 for a wrong code, 503 when
    what is kept or the documents cannot be read.
    """
    router = APIRouter(include_in_schema=False)

    @router.api_route(f"{PATH}/{{name}}", methods=["GET", "HEAD"])
    def shared(name: str) -> HTMLResponse:
        return _told(lambda: _html(shared_page(bot, shares.get(name))))

    @router.get(f"{PATH}/{{name}}/stop")
    def asked_to_stop(name: str) -> HTMLResponse:
        return _told(lambda: _asked(shares, name))

    @router.post(f"{PATH}/{{name}}/stop")
    async def stop(name: str, request: Request) -> HTMLResponse:
        code, *_ = parse_qs((await request.body()).decode(errors="replace")).get("code", [""])
        return await run_in_threadpool(_told, lambda: _stopped(shares, name, code.strip()))

    return router


def _told(make: Callable[[], HTMLResponse]) -> HTMLResponse:
    """A page, or one that says why there is none."""
    try:
        return make()
    except MissingError as error:
        return _sentence("Not found", str(error), 404)
    except StoppedError as error:
        return _sentence("No longer shared", str(error), 410)
    except SharingError as error:
        return _sentence("Not now", str(error), 503)
    except IngestError:
        return _sentence("Not now", AWAY, 503)


def _asked(shares: Shares, name: str) -> HTMLResponse:
    shares.require(name)
    return _html(_form(name))


def _stopped(shares: Shares, name: str, code: str) -> HTMLResponse:
    shares.require(name)
    if not shares.stop(name, code):
        return _html(_form(name, _WRONG), 403)
    return _sentence("Stopped", _DONE)


def _form(name: str, wrong: str = "") -> str:
    said = f'<p class="fate" role="alert">{encode(wrong)}</p>' if wrong else ""
    form = (
        f'<form method="post" action="{PATH}/{encode(name)}/stop"><label for="stop-code">Code</label>'
        '<input id="stop-code" name="code" autocomplete="off" required>'
        '<button type="submit">Stop sharing</button></form>'
    )
    way_on = f'<a href="{PATH}/{encode(name)}">See what is shared</a>'
    return page("Stop sharing an answer", f"{said}<p>{encode(_EXPLAINED)}</p>{form}", way_on, _HEAD)


def _sentence(title: str, sentence: str, status: int = 200) -> HTMLResponse:
    return _html(page(title, f'<p role="status">{encode(sentence)}</p>'), status)


def _html(content: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(content, status, _HEADERS)
