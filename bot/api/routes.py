"""The routes of the API: `POST /api/ask`."""

import asyncio
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from bot.answers import Answers
from bot.api.admission import Door, RefusedError
from bot.api.doorway import refusal
from bot.errors import AskError
from bot.render import to_json


class _Asked(BaseModel):
    question: str = Field(min_length=1, max_length=2_000)


def build_api(bot: Answers, door: Door, at_once: int = 4, waiting: int = 64) -> FastAPI:
    """The API as an application; so many questions are answered at once, and so many wait."""
    app = FastAPI(openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    free, taken = asyncio.Semaphore(at_once), 0

    @app.exception_handler(RefusedError)
    async def refused(request: Request, error: RefusedError) -> Response:
        return refusal(error)

    @app.exception_handler(AskError)
    async def unaskable(request: Request, error: AskError) -> Response:
        return JSONResponse({"error": str(error)}, 422)

    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> Response:
        return JSONResponse({"error": "That is not a question."}, 422)

    @app.post("/api/ask", response_model=None)
    async def ask(asked: _Asked, request: Request) -> dict[str, Any]:
        nonlocal taken
        admission = await door.admit(request)
        if taken >= at_once + waiting:
            raise RefusedError(503, "Too many questions are waiting. Please ask again in a few seconds.", 5)
        taken += 1
        try:
            async with free:
                return to_json(await run_in_threadpool(bot.ask, asked.question, (), admission.filters))
        finally:
            taken -= 1

    return app
