"""Signing in to the owner's page, and out; and what every response of that page has in common."""

from math import ceil
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from page.form import sent
from page.owner.html import PATH, said_page, sign_in_page
from page.owner.session import LIFETIME, Sessions, TooManyError, WrongError

COOKIE = "owner"
HEADERS = {"cache-control": "no-store", "x-robots-tag": "noindex"}
_WRONG = "That is not the password."
_NOT_SENT = "This form was not sent from the page as it is now. Go back, load the page again, and try once more."

Values = Annotated[dict[str, str], Depends(sent)]


def sign_in_routes(sessions: Sessions) -> APIRouter:
    """`POST /owner` with a password, and `POST /owner/out`."""
    router = APIRouter(include_in_schema=False)

    @router.post(PATH)
    def sign_in(request: Request, values: Values) -> Response:
        try:
            cookie = sessions.begin(values.get("password", ""), request.client.host if request.client else "")
        except WrongError:
            return html(sign_in_page(_WRONG), 403)
        except TooManyError as error:
            return html(sign_in_page(_later(error.seconds)), 429, {"retry-after": str(error.seconds)})
        response = to_the_page()
        # The scheme is that of the visitor, where a trusted proxy says it.
        is_secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, cookie, LIFETIME, path=PATH, secure=is_secure, httponly=True, samesite="strict")
        return response

    @router.post(f"{PATH}/out")
    def sign_out(request: Request, values: Values) -> Response:
        name = session(request, sessions)
        if name is None or not sessions.is_form_token(name, values.get("form", "")):
            return refused(name)
        sessions.end(name)
        response = to_the_page()
        response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")
        return response

    return router


def session(request: Request, sessions: Sessions) -> str | None:
    """The name of the session that a request belongs to; None for none."""
    return sessions.name(request.cookies.get(COOKIE))


def refused(name: str | None) -> Response:
    """For a form that was sent without a session, or that does not belong to it."""
    return to_the_page() if name is None else html(said_page("Not done", _NOT_SENT), 403)


def to_the_page() -> Response:
    """Go to the owner's page, which asks for the password where there is no session."""
    return RedirectResponse(PATH, 303, HEADERS)


def html(page: str, status: int = 200, more: dict[str, str] | None = None) -> Response:
    """A page that no cache keeps and no search engine lists."""
    return HTMLResponse(page, status, {**HEADERS, **(more or {})})


def _later(seconds: int) -> str:
    minutes = ceil(seconds / 60)
    when = "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"There were too many wrong passwords. Try again in {when}."
