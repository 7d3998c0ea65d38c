"""The way into every route: through the door first, with JSON in hand, and never out with a traceback."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from bot.api.admission import Admission, Door, RefusedError
from bot.api.complaint import HELP, complaint
from bot.api.refusal import refusal
from bot.api.responses import refused

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def behind(door: Door, told: Callable[[RefusedError], Response] = refused) -> type[APIRoute]:
    """The class of routes that let in whom the door lets in; ``told`` makes a response of a refusal."""

    class Guarded(APIRoute):
        """A route behind the door."""

        def get_route_handler(self) -> Handler:
            """What answers a request: before anything of its body is read, the door decides."""
            handler = super().get_route_handler()

            async def answered(request: Request) -> Response:
                try:
                    request.state.admission = await door.admit(request)
                    _hold_to_json(request)
                    return await handler(request)
                except Exception as error:  # noqa: BLE001 - whatever it was, the caller gets a sentence
                    return told(_refusal(error))

            return answered

    return Guarded


def _admission(request: Request) -> Admission:
    admission: Admission = request.state.admission
    return admission


Admitted = Annotated[Admission, Depends(_admission)]


def _hold_to_json(request: Request) -> None:
    """A page of another site can send a form anywhere without asking, but not JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and kind != "application/json":
        raise RefusedError(415, "The body must be JSON: send the header content-type: application/json.")


def _refusal(error: Exception) -> RefusedError:
    if isinstance(error, RequestValidationError):
        return RefusedError(422, complaint(error.errors()))
    if isinstance(error, HTTPException) and error.status_code < 500:
        return RefusedError(error.status_code, f"The body cannot be read. {HELP}")
    return refusal(error)
