import asyncio
import math
from typing import Any

import pytest
from browser import DISPUTED, TableBot, campus_bot
from starlette.types import Message, Receive, Scope, Send

from bot.api.metrics import Counted, Measured, Metrics, face
from bot.types import EVERYTHING, Filters
from ingest.errors import OutageError
from ingest.types import Source

QUESTION = TableBot({}).examples[0]


def test_answers_are_counted_by_what_became_of_them_and_timed() -> None:
    """An error too, which goes on to whoever asked."""
    bot, metrics = campus_bot(), Metrics()
    measured = Measured(bot, metrics)
    for question in (QUESTION, DISPUTED, "Unknown?"):
        assert measured.ask(question) == campus_bot().ask(question)
    with pytest.raises(RuntimeError):
        measured.ask("Break")
    value = metrics.registry.get_sample_value
    counted = {
        status: value("cluster_answers_total", {"status": status}) for status in ("answered", "not_found", "error")
    }
    assert counted == {"answered": 2, "not_found": 1, "error": 1}
    assert value("cluster_answer_seconds_count") == 3


def test_what_is_told_holds_no_question() -> None:
    """But how many documents there are, and which generation answered last."""
    metrics = Metrics()
    measured = Measured(campus_bot(), metrics)
    measured.ask(QUESTION)
    text = metrics.text(measured).decode()
    assert "cluster_documents 3.0" in text
    assert 'cluster_generation{name="g1"} 1.0' in text
    assert "companies" not in text


def test_documents_that_cannot_be_reached_are_no_number(caplog: pytest.LogCaptureFixture) -> None:
    """The rest is told all the same."""

    class AwayBot(TableBot):
        def sources(self, filters: Filters = EVERYTHING) -> tuple[Source, ...]:
            raise OutageError("The server at http://10.0.0.5 is away.")

    metrics = Metrics()
    assert b"cluster_documents NaN" in metrics.text(AwayBot({}))
    assert math.isnan(metrics.registry.get_sample_value("cluster_documents") or 0)
    assert "OutageError" in caplog.text
    assert "10.0.0.5" not in caplog.text


def test_a_measured_bot_is_the_bot_otherwise() -> None:
    """Nothing else of it changes."""
    bot = campus_bot()
    measured = Measured(bot, Metrics())
    assert (measured.examples, measured.kinds, measured.years) == (bot.examples, bot.kinds, bot.years)
    assert measured.sources() == bot.sources()
    id_ = bot.sources()[0].id
    assert measured.document(id_) == bot.document(id_)
    assert measured.key_figures() == bot.key_figures()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/ask", "api"),
        ("/api/sites/park", "site"),
        ("/v1/chat/completions", "chat"),
        ("/mcp", "mcp"),
        ("/widget/v1.js", "widget"),
        ("/readyz", "health"),
        ("/", "page"),
        ("/gradio_api/queue/join", "page"),
        ("/apis", "page"),
    ],
)
def test_requests_are_counted_by_face_and_status(path: str, name: str) -> None:
    """So that no path that a caller makes up becomes a series of its own."""
    assert face(path) == name
    metrics = Metrics()

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 418, "headers": []})

    async def send(message: Message) -> None:
        pass

    async def receive() -> Any:
        return {}

    asyncio.run(Counted(application, metrics)({"type": "http", "path": path}, receive, send))
    assert metrics.registry.get_sample_value("cluster_requests_total", {"face": name, "status": "418"}) == 1
