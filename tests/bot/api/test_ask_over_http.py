"""POST /api/ask: the JSON answer, at once or as events, over a real server."""

import json
import socket
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest
from browser import TableBot, disputed
from browser import campus_bot as three_documents
from callers import EVENTS, JSON, Narrow, SlowBot, calling, events

from bot.api.described import Answer
from bot.ask import Bot
from bot.question import LONGEST_QUESTION
from bot.render import to_json
from bot.types import Filters, Turn
from ingest.errors import OutageError, StoreError
from ingest.types import Kind

COMPANIES = "How many companies are on the campus?"


@pytest.fixture
def table() -> TableBot:
    """A bot that knows three documents."""
    return three_documents()


@pytest.fixture
def api(table: TableBot) -> Iterator[httpx.Client]:
    """A client of the API over that bot."""
    with calling(table) as client:
        yield client


def test_the_answer_is_the_one_that_every_face_shows(api: httpx.Client, table: TableBot) -> None:
    """Word for word; and no cache keeps it."""
    response = api.post("/api/ask", json={"question": COMPANIES})
    assert response.status_code == 200
    assert response.json() == to_json(table.ask(COMPANIES))
    assert response.headers["cache-control"] == "no-store"


def test_the_stream_is_stages_then_lines_then_the_same_answer(api: httpx.Client, table: TableBot) -> None:
    """The lines, joined, are the text."""
    response = api.post("/api/ask", json={"question": COMPANIES}, headers=EVENTS)
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response.text)
    assert [data["stage"] for name, data in told if name == "stage"] == ["retrieve", "read"]
    (name, answer) = told[-1]
    assert (name, answer) == ("answer", to_json(table.ask(COMPANIES)))
    assert "\n".join(data["text"] for name, data in told if name == "text") == answer["text"]


def test_what_is_asked_reaches_the_bot(api: httpx.Client, table: TableBot) -> None:
    """The talk as exchanges, dates at their precision, and the earlier of two ends."""
    history = [{"role": "user", "content": "Who?"}, {"role": "assistant", "content": "SBC."}]
    asked = {"question": "Where?", "history": history, "kinds": ["news"], "since": "2019", "until": "2020-02"}
    assert api.post("/api/ask", json=asked | {"as_of": "2020-10"}).status_code == 200
    filters = Filters(frozenset({Kind.NEWS}), date(2019, 1, 1), date(2020, 2, 29))
    assert table.asked == [("Where?", (Turn("Who?", "SBC."),), filters)]


def test_the_door_narrows_what_is_asked_of(table: TableBot) -> None:
    """Whatever the caller says."""
    with calling(table, Narrow(Filters(frozenset({Kind.NEWS}), until=date(2020, 1, 1)))) as api:
        api.post("/api/ask", json={"question": "x", "kinds": ["news", "report"], "until": "2024"})
        api.post("/api/ask", json={"question": "x"}, headers=EVENTS)
    filters = [filters for _, _, filters in table.asked]
    assert filters == [Filters(frozenset({Kind.NEWS}), until=date(2020, 1, 1))] * 2


def test_an_answer_with_all_there_is_is_as_described() -> None:
    """The description in the OpenAPI text has every field of the answer and no other."""
    shown = to_json(disputed("How much?"))
    assert Answer.model_validate(shown).model_dump(mode="json") == shown


def test_an_answer_over_real_documents(campus_bot: Bot) -> None:
    """With a citation that is found again at its offsets in the document that the API gives."""
    with calling(campus_bot, Narrow(Filters(kinds=frozenset({Kind.NEWS})))) as api:
        answer = api.post("/api/ask", json={"question": "How many jobs does the campus provide?"}, timeout=60).json()
        assert answer["status"] == "answered"
        cited = answer["citations"][0]
        assert cited["kind"] == "news"
        text = api.get(f"/api/documents/{cited['document_id']}").json()["text"]
        assert text[cited["start"] : cited["end"]] == cited["quote"]
        none = api.post("/api/ask", json={"question": "How many jobs?", "kinds": ["report"]}, timeout=60).json()
        assert (none["status"], none["citations"], none["nearest"]) == ("not_found", [], [])


DEEP = b'{"question":' + b"[" * 5_000 + b"]" * 5_000 + b"}"
MALFORMED: dict[str, tuple[bytes, int, str]] = {
    "empty": (b"", 422, "Something is missing: the body."),
    "cut off": (b'{"question": "x', 422, "The body is not JSON."),
    "deep": (b"[" * 100_000, 400, "The body cannot be read."),
    "deep and closed": (DEEP, 400, "The body cannot be read."),
    "bad UTF-8": (b'{"question": "\xff\xfe"}', 400, "The body cannot be read."),
    "huge number": (b'{"question": ' + b"9" * 5_000 + b"}", 400, "The body cannot be read."),
    "infinite number": (b'{"question": 1e999}', 422, '"question"'),
    "not a number": (b'{"question": NaN}', 422, '"question"'),
    "lone surrogate": (b'{"question": "\\ud800"}', 422, '"question"'),
    "lone surrogate in a name": (b'{"question": "x", "\\ud800": 1}', 422, "the body"),
    "a list": (b"[]", 422, "the body"),
    "null": (b"null", 422, "the body"),
    "a number": (b'{"question": 5}', 422, '"question"'),
    "no question": (b"{}", 422, 'Something is missing: the field "question".'),
    "an empty question": (b'{"question": ""}', 422, '"question"'),
    "an unknown field": (b'{"question": "x", "asof": "2020"}', 422, 'The field "asof" is not known here.'),
    "an unknown kind": (b'{"question": "x", "kinds": ["rumour"]}', 422, '"kinds.0"'),
    "an unknown role": (b'{"question": "x", "history": [{"role": "system", "content": "y"}]}', 422, '"history.0.role"'),
    "no date": (b'{"question": "x", "as_of": "yesterday"}', 422, "not a date"),
    "a date that does not exist": (b'{"question": "x", "until": "2023-02-29"}', 422, "does not exist"),
    "a time that ends before it begins": (b'{"question": "x", "since": "2021", "until": "2020"}', 422, "later than"),
    "a long question": (json.dumps({"question": "x" * (LONGEST_QUESTION + 1)}).encode(), 422, "2000 characters"),
    "a long message": (
        json.dumps({"question": "x", "history": [{"role": "user", "content": "x" * 8_001}]}).encode(),
        422,
        "8000 characters",
    ),
    "a long talk": (
        json.dumps({"question": "x", "history": [{"role": "user", "content": "x"}] * 51}).encode(),
        422,
        "50 items",
    ),
}


@pytest.mark.parametrize("name", MALFORMED)
@pytest.mark.parametrize("accept", ["*/*", "text/event-stream"])
def test_a_malformed_body_is_refused(api: httpx.Client, table: TableBot, name: str, accept: str) -> None:
    """With a sentence that says what is wrong, never with 500, and before anything is streamed."""
    body, status, sentence = MALFORMED[name]
    response = api.post("/api/ask", content=body, headers=JSON | {"accept": accept})
    assert response.status_code == status
    assert sentence in response.json()["error"]
    assert not table.asked


def test_a_question_that_the_bot_cannot_take_is_refused_in_its_words(api: httpx.Client) -> None:
    """At once and as an event."""
    at_once = api.post("/api/ask", json={"question": " "})
    assert (at_once.status_code, at_once.json()) == (422, {"error": "Please type a question."})
    told = events(api.post("/api/ask", json={"question": " "}, headers=EVENTS).text)
    assert told[-1] == ("error", {"error": "Please type a question.", "status": 422, "retry_after": None})


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_is_not_sent_as_json_is_refused(api: httpx.Client, kind: str) -> None:
    """A form of another site's page could be sent like that, without asking."""
    response = api.post("/api/ask", content=b'{"question": "x"}', headers={"content-type": kind} if kind else {})
    assert response.status_code == 415
    assert "application/json" in response.json()["error"]


FAILURES = {
    "RuntimeError": (RuntimeError("secret words"), 500, None),
    "StoreError": (StoreError("secret words"), 503, 60),
    "OutageError": (OutageError("the server at 10.0.0.1"), 503, 60),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_a_sentence_that_says_nothing_of_itself(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """At once and as an event; the log has the type of the error, and no words but those on where the server is."""
    error, status, again = FAILURES[name]
    with calling(TableBot({"x": error})) as api:
        at_once = api.post("/api/ask", json={"question": "x"})
        streamed = api.post("/api/ask", json={"question": "x"}, headers=EVENTS)
    assert at_once.status_code == status
    assert at_once.headers.get("retry-after") == (str(again) if again else None)
    told = {"error": at_once.json()["error"], "status": status, "retry_after": again}
    assert events(streamed.text)[-1] == ("error", told)
    assert name in caplog.text
    assert "secret" not in caplog.text + at_once.text + streamed.text
    assert "10.0.0.1" not in at_once.text + streamed.text


@pytest.mark.parametrize("headers", [{}, EVENTS])
def test_an_answer_ends_when_its_caller_leaves(headers: dict[str, str]) -> None:
    """At its next stage; the place is free again for the next caller."""
    body = b'{"question": "x"}'
    names = {"host": "here", "content-length": str(len(body)), **JSON, **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in names.items())
    request = f"POST /api/ask HTTP/1.1\r\n{head}\r\n".encode() + body
    bot = SlowBot({})
    with calling(bot, at_once=1, waiting=0) as api:
        with socket.create_connection((api.base_url.host, api.base_url.port or 80)) as line:
            line.sendall(request)
            assert bot.begun.wait(30)
        assert bot.left.wait(30)
        bot.go_on.set()
        while (response := api.post("/api/ask", json={"question": "x"})).status_code == 503:
            pass
        assert response.json()["status"] == "not_found"


@pytest.mark.parametrize("headers", [{}, EVENTS])
def test_beyond_so_many_questions_the_next_is_told_when_to_come_again(headers: dict[str, str]) -> None:
    """With a status, before anything is streamed; those that had room are answered."""
    bot = SlowBot({})
    asked: dict[str, Any] = {"url": "/api/ask", "json": {"question": "x"}}
    with calling(bot, at_once=1, waiting=0) as api, api.stream("POST", **asked, headers=EVENTS) as first:
        assert bot.begun.wait(30)
        refused = api.post(**asked, headers=headers)
        bot.go_on.set()
        first.read()
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert "Too many questions" in refused.json()["error"]
    assert events(first.text)[-1][0] == "answer"


def test_what_a_text_holds_arrives_as_it_stands() -> None:
    """Line separators and markup are data, in JSON and in events."""
    text = "<b>one</b>\u2028two\r three"
    answer = disputed("x")
    bot = TableBot({"x": type(answer)("a", "x", "x", answer.status, text, "g1")})
    with calling(bot) as api:
        assert api.post("/api/ask", json={"question": "x"}).json()["text"] == text
        told = events(api.post("/api/ask", json={"question": "x"}, headers=EVENTS).content.decode())
        assert [data["text"] for name, data in told if name == "text"] == [text]
