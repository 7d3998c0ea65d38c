"""The routes of the API: `POST /api/ask`."""

from typing import Any

from fastapi import FastAPI, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from bot.answers import Answers
from bot.api.admission import Door, RefusedError
from bot.api.doorway import refusal
from bot.errors import AskError
from bot.render import to_json


class _Asked(BaseModel):
    question: str = Field(min_length=1, max_length=2_000)


def build_api(bot: Answers, door: Door) -> FastAPI:
    """The API as an application."""
    app = FastAPI(openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)

    @app.exception_handler(RefusedError)
    async def refused(request: Request, error: RefusedError) -> Response:
        return refusal(error)

    @app.exception_handler(AskError)
    async def unaskable(request: Request, error: AskError) -> Response:
        return JSONResponse({"error": str(error)}, 422)

    @app.post("/api/ask", response_model=None)
    def ask(asked: _Asked, request: Request) -> dict[str, Any]:
        return to_json(bot.ask(asked.question, (), request.state.admission.filters))

    return app
