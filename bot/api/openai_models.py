"""What clients of OpenAI's interface send, and what they read: pydantic models."""

from typing import Any, Literal

from pydantic import BaseModel, Field, StrictBool

from bot.api.admission import Admission
from bot.api.described import Citation, Described, Figure
from bot.api.pool import Asking
from bot.api.requests import LONGEST_MESSAGE, MOST_MESSAGES
from bot.errors import AskError
from bot.talk import turns
from bot.types import Status

MODEL = "cluster-answers"

_NO_QUESTION = 'None of the messages is a question. Give one with the role "user".'


class Part(BaseModel):
    """A piece of a message. Only text is read."""

    type: Literal["text"]
    text: str = Field(max_length=LONGEST_MESSAGE)


class ChatMessage(BaseModel):
    """A message of the talk. Only those of the user and the assistant are read."""

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
        description="The last message of the user is the question, those before it are the talk so far.",
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
        return Asking(self.messages[last].text, history, admission.filters, admission.site or "")


class Answered(Described):
    """The answer as a message, with what proves it."""

    role: Literal["assistant"]
    content: str
    refusal: None
    citations: list[Citation]
    figures: list[Figure]
    status: Status


class Choice(Described):
    """The one answer there is."""

    index: Literal[0]
    message: Answered
    finish_reason: Literal["stop"]
    logprobs: None


class Usage(Described):
    """All zeros: no tokens are counted."""

    prompt_tokens: Literal[0]
    completion_tokens: Literal[0]
    total_tokens: Literal[0]


class Completion(Described):
    """The answer, as OpenAI's interface gives it."""

    id: str
    object: Literal["chat.completion"]
    created: int = Field(description="Seconds since 1970.")
    model: str
    choices: list[Choice]
    usage: Usage


class Model(Described):
    """A name that can be asked for."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class Models(Described):
    """The names that can be asked for."""

    object: Literal["list"]
    data: list[Model]


class OpenAiError(Described):
    """The object from which clients of OpenAI's interface read an error."""

    message: str = Field(description="A sentence: what happened, and what to do next.")
    type: Literal["invalid_request_error", "server_error"]
    param: None
    code: None


class OpenAiRefused(Described):
    """Why there is no answer, as OpenAI's interface says it."""

    error: OpenAiError


def as_openai_does(responses: dict[int | str, dict[str, Any]]) -> dict[int | str, dict[str, Any]]:
    """The refusals of a route, for its description, with errors of OpenAI's shape."""
    return {status: {**shown, "model": OpenAiRefused} for status, shown in responses.items()}
