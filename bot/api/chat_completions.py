"""The same answer for clients of OpenAI's interface: POST /v1/chat/completions and GET /v1/models.

The last message of the user is the question, those before it are the talk so far. Messages of the system are not
obeyed: the documents say what they say. Options of a language model (temperature and the like) have no meaning here.
"""

from collections.abc import AsyncIterator, Mapping
from time import time
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from pydantic import BaseModel, Field, StrictBool

from bot.api.admission import Admission, RefusedError
from bot.api.attended import attended
from bot.api.described import refusals
from bot.api.entry import Admitted
from bot.api.events import PAUSE, Heard, streamed
from bot.api.pool import Asking, Pool
from bot.api.refusal import refusal
from bot.api.requests import LONGEST_MESSAGE, MOST_MESSAGES
from bot.api.responses import Json, again_after, dumped
from bot.errors import AskError
from bot.render import to_json
from bot.talk import turns
from bot.types import Answer

MODEL = "cluster-answers"

_NO_QUESTION = 'None of the messages is a question. Give one with the role "user".'
_DESCRIPTION = """The last message of the user is the question, those before it are the talk so far.

The message that comes back has three fields more than OpenAI's: `citations`, `figures` and `status`, as in the JSON
answer; with `stream` they are in the last chunk. Nothing is generated: the content is quotes, whatever is asked for.
"""


class Part(BaseModel):
    """A piece of a message. Only text is read."""

    type: Literal["text"]
    text: str = Field(max_length=LONGEST_MESSAGE)


class ChatMessage(BaseModel):
    """A message of the talk."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = Field(None, max_length=LONGEST_MESSAGE)

    @property
    def text(self) -> str:
        """Its words."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class ChatRequest(BaseModel):
    """What OpenAI's clients send; fields that are not named here have no meaning for quotes, and are ignored."""

    model: str = Field(MODEL, max_length=200, description="Any name will do: there is one bot.")
    messages: list[ChatMessage] = Field(
        min_length=1,
        max_length=MOST_MESSAGES + 1,
        examples=[[{"role": "user", "content": "How many companies are on the Stevenage campus?"}]],
    )
    stream: StrictBool | None = Field(None, description="Whether the answer comes in chunks.")

    def asking(self, admission: Admission) -> Asking:
        """What to ask the bot. Raises AskError when there is no question."""
        last = max((place for place, said in enumerate(self.messages) if said.role == "user"), default=None)
        if last is None:
            raise AskError(_NO_QUESTION)
        talk = [said for said in self.messages[:last] if said.role in ("user", "assistant")]
        history = turns([{"role": said.role, "content": said.text} for said in talk])
        return Asking(self.messages[last].text, history, admission.filters)


def add_chat_completions(router: APIRouter, pool: Pool) -> None:
    """Add the routes. The router's refusals should be those of `refused_as_openai_does`."""

    @router.post(
        "/v1/chat/completions",
        summary="Ask with a client of OpenAI's interface",
        description=_DESCRIPTION,
        responses=_as_openai_does({200: {"description": "The completion."}, **refusals(400, 413, 415)}),
        tags=["answers"],
    )
    async def complete(chat: ChatRequest, admission: Admitted, request: Request) -> Response:
        asking = chat.asking(admission)
        if chat.stream:
            return streamed(chunks(Heard(pool, asking)))
        return Json(completion(await attended(request, pool.begin(asking))))

    @router.get(
        "/v1/models",
        summary="The names a client of OpenAI's interface can give",
        responses=_as_openai_does(refusals()),
        tags=["answers"],
    )
    def models(admission: Admitted) -> Response:
        model = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
        return Json({"object": "list", "data": [model]})


def completion(answer: Answer) -> dict[str, Any]:
    """The answer in one."""
    message = {"role": "assistant", "content": answer.text, "refusal": None, **_proof(answer)}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}  # there are no tokens to count
    return {**_head(answer, "chat.completion"), "choices": [choice], "usage": usage}


async def chunks(heard: Heard, pause: float = PAUSE) -> AsyncIterator[bytes]:
    """The answer line by line, its citations in the last chunk; or the error."""
    try:
        async for stage in heard.stages(pause):
            if stage is None:
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


class OpenAiError(BaseModel):
    """The object from which clients of OpenAI's interface read an error."""

    message: str = Field(description="A sentence: what happened, and what to do next.")
    type: Literal["invalid_request_error", "server_error"]
    param: None
    code: None


class OpenAiRefused(BaseModel):
    """Why there is no answer, as OpenAI's interface says it."""

    error: OpenAiError


def _as_openai_does(responses: Mapping[int | str, dict[str, Any]]) -> dict[int | str, dict[str, Any]]:
    """The responses with errors of OpenAI's shape."""
    return {
        status: {**shown, "model": OpenAiRefused} if "model" in shown else shown for status, shown in responses.items()
    }


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
