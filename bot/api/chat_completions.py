"""The same answer for clients of OpenAI's interface: POST /v1/chat/completions and GET /v1/models.

Messages of the system are not obeyed: the documents say what they say. Options of a language model (temperature and the
like) have no meaning here.
"""

from collections.abc import AsyncIterator
from time import time
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event

from bot.api.admission import RefusedError
from bot.api.attended import attended
from bot.api.described import refusals
from bot.api.entry import Admitted
from bot.api.events import EVENTS, PAUSE, SHOWN, Heard, streamed
from bot.api.openai_models import MODEL, ChatRequest, Completion, Models, as_openai_does
from bot.api.pool import Pool
from bot.api.refusal import refusal
from bot.api.responses import Json, again_after, dumped
from bot.render import to_json
from bot.types import Answer

_DESCRIPTION = """The last message of the user is the question, those before it are the talk so far.

The message that comes back has three fields more than OpenAI's: `citations`, `figures` and `status`, as in the JSON
answer; with `stream` they are in the last chunk. Nothing is generated: the content is quotes, whatever is asked for.
"""


def add_chat_completions(router: APIRouter, pool: Pool) -> None:
    """Add the routes. The router's refusals should be those of `refused_as_openai_does`."""
    shown = {
        200: {"model": Completion, "description": "The answer.", "content": {EVENTS: {"itemSchema": SHOWN}}},
        **as_openai_does(refusals(400, 413, 415)),
    }

    @router.post(
        "/v1/chat/completions",
        summary="Ask with a client of OpenAI's interface",
        description=_DESCRIPTION,
        responses=shown,
        tags=["answers"],
    )
    async def complete(chat: ChatRequest, admission: Admitted, request: Request) -> Response:
        asking = chat.asking(admission)
        if chat.stream:
            return streamed(chunks(Heard(pool, asking)))
        return Json(completion(await attended(request, pool.begin(asking))))

    @router.get(
        "/v1/models",
        summary="The names that a client of OpenAI's interface can give",
        responses={200: {"model": Models}, **as_openai_does(refusals())},
        tags=["answers"],
    )
    def models(admission: Admitted) -> Response:
        model = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
        return Json({"object": "list", "data": [model]})


def completion(answer: Answer) -> dict[str, Any]:
    """The answer in one."""
    message = {"role": "assistant", "content": answer.text, "refusal": None, **_proof(answer)}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    return {**_head(answer, "chat.completion"), "choices": [choice], "usage": usage}


async def chunks(heard: Heard, pause: float = PAUSE) -> AsyncIterator[bytes]:
    """The answer line by line, its citations in the last chunk; or the error."""
    try:
        async for event in heard.until_answered(pause):
            if event is None:
                yield KEEPALIVE_COMMENT
        answer = await heard.answer
        head = _head(answer, "chat.completion.chunk")
        for place, line in enumerate(answer.text.split("\n")):
            delta = {"content": f"\n{line}"} if place else {"role": "assistant", "content": line}
            yield _event({**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
        yield _event({**head, "choices": [{"index": 0, "delta": _proof(answer), "finish_reason": "stop"}]})
        yield format_sse_event(data_str="[DONE]")
    except Exception as error:  # noqa: BLE001 - the status is sent already, so the error is an event
        yield _event(_error(refusal(error)))
    finally:
        heard.answer.cancel()


def refused_as_openai_does(error: RefusedError) -> Response:
    """A refusal as clients of OpenAI's interface read it."""
    return Json(_error(error), error.status, again_after(error))


def _error(error: RefusedError) -> dict[str, Any]:
    kind = "invalid_request_error" if error.status < 500 else "server_error"
    return {"error": {"message": error.reason, "type": kind, "param": None, "code": None}}


def _head(answer: Answer, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{answer.id}", "object": kind, "created": int(time()), "model": MODEL}


def _proof(answer: Answer) -> dict[str, Any]:
    shown = to_json(answer)
    return {name: shown[name] for name in ("citations", "figures", "status")}


def _event(data: dict[str, Any]) -> bytes:
    return format_sse_event(data_str=dumped(data))
