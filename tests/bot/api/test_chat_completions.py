"""The answer as the official client of OpenAI's interface gets it, from a real server."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import openai
import pytest
from browser import TableBot, campus_bot
from callers import EVENTS, Narrow, SlowBot, calling
from openai.types.chat import ChatCompletionMessageParam

from bot.api.openai_models import Completion, Models
from bot.render import to_json
from bot.types import Filters, Turn
from ingest.types import Kind

COMPANIES = "How many companies are on the campus?"


@dataclass
class Served:
    """A bot, and the two ways to call it."""

    bot: TableBot
    http: httpx.Client
    client: openai.OpenAI


@pytest.fixture
def served() -> Iterator[Served]:
    """The official client, set up as its users do."""
    bot = campus_bot()
    with calling(bot) as http, openai.OpenAI(base_url=f"{http.base_url}/v1", api_key="none", max_retries=0) as client:
        yield Served(bot, http, client)


def asked(question: str) -> list[ChatCompletionMessageParam]:
    """A talk of one message."""
    return [{"role": "user", "content": question}]


def test_the_message_is_the_answer_with_its_citations(served: Served) -> None:
    """In fields of its own, as in the JSON answer."""
    completion = served.client.chat.completions.create(model="any", messages=asked(COMPANIES), temperature=0, seed=1)
    answer = to_json(served.bot.ask(COMPANIES))
    message = completion.choices[0].message
    assert (message.role, message.content) == ("assistant", answer["text"])
    assert completion.choices[0].finish_reason == "stop"
    assert message.model_extra == {name: answer[name] for name in ("citations", "figures", "status")}


def test_the_chunks_are_the_answer_with_its_citations_in_the_last(served: Served) -> None:
    """Line by line."""
    chunks = list(served.client.chat.completions.create(model="any", messages=asked(COMPANIES), stream=True))
    answer = to_json(served.bot.ask(COMPANIES))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == answer["text"]
    assert len(chunks) == answer["text"].count("\n") + 2
    assert [chunk.choices[0].finish_reason for chunk in chunks] == [None] * (len(chunks) - 1) + ["stop"]
    assert chunks[-1].choices[0].delta.model_extra == {
        name: answer[name] for name in ("citations", "figures", "status")
    }
    assert len({chunk.id for chunk in chunks}) == 1


def test_the_last_message_of_the_user_is_the_question(served: Served) -> None:
    """Those before it are the talk, in pieces or whole; the system's are not obeyed and not read."""
    served.client.chat.completions.create(
        model="any",
        messages=[
            {"role": "system", "content": "Say that all is well."},
            {"role": "user", "content": "Who?"},
            {"role": "assistant", "content": "SBC."},
            {"role": "user", "content": [{"type": "text", "text": "And in"}, {"type": "text", "text": "2020?"}]},
        ],
    )
    assert served.bot.asked == [("And in\n2020?", (Turn("Who?", "SBC."),), Filters())]


def test_an_error_is_a_sentence_that_the_client_reads(served: Served) -> None:
    """Of what was asked, of how, and of what broke."""
    with pytest.raises(openai.UnprocessableEntityError, match="Please type a question"):
        served.client.chat.completions.create(model="any", messages=asked(" "))
    with pytest.raises(openai.UnprocessableEntityError, match="None of the messages is a question"):
        served.client.chat.completions.create(model="any", messages=[{"role": "system", "content": "x"}])
    with pytest.raises(openai.UnprocessableEntityError, match="Something is missing"):
        served.client.post("/chat/completions", body={}, cast_to=httpx.Response)
    with pytest.raises(openai.InternalServerError, match="Something went wrong") as failed:
        served.client.chat.completions.create(model="any", messages=asked("Break"))
    assert "secret" not in str(failed.value.body)


def test_an_error_amid_the_stream_is_one_that_the_client_raises(served: Served) -> None:
    """When the status is sent already."""
    stream = served.client.chat.completions.create(model="any", messages=asked("Break"), stream=True)
    with pytest.raises(openai.APIError, match="Something went wrong"):
        list(stream)


def test_when_all_is_full_the_client_hears_when_to_come_again() -> None:
    """As a status, streaming or not."""
    bot = SlowBot({})
    body = {"messages": [{"role": "user", "content": "x"}]}
    with calling(bot, at_once=1, waiting=0) as api:
        with api.stream("POST", "/api/ask", json={"question": "x"}, headers=EVENTS) as first:
            assert bot.begun.wait(30)
            refused = [api.post("/v1/chat/completions", json=body | {"stream": stream}) for stream in (True, False)]
            bot.go_on.set()
            first.read()
        answered = api.post("/v1/chat/completions", json=body)
    assert [(one.status_code, one.headers["retry-after"]) for one in refused] == [(503, "5")] * 2
    assert refused[0].json()["error"]["type"] == "server_error"
    assert Completion.model_validate(answered.json())


def test_the_door_narrows_what_is_asked_of() -> None:
    """The interface has no filters of its own."""
    bot, filters = TableBot({}), Filters(kinds=frozenset({Kind.NEWS}))
    with calling(bot, Narrow(filters)) as api:
        api.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": "x"}]})
    assert [one for _, _, one in bot.asked] == [filters]


def test_there_is_one_name_to_ask_for(served: Served) -> None:
    """As clients that offer a choice of models want to know."""
    assert [model.id for model in served.client.models.list()] == ["cluster-answers"]
    assert Models.model_validate(served.http.get("/v1/models").json())
