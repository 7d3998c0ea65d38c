"""The answer as the official client of the Model Context Protocol gets it, from a real server."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from browser import COMPANIES, SPARK, ZONE, TableBot, campus_bot
from callers import JSON, Narrow, calling
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp_types import CallToolResult, TextContent

from bot.mcp import main
from bot.render import to_json
from bot.types import Filters
from ingest.store import Store
from ingest.types import Kind

QUESTION = "How many companies are on the campus?"
Done = TypeVar("Done")


@pytest.fixture
def api() -> Iterator[httpx.Client]:
    """A real server."""
    with calling(campus_bot()) as client:
        yield client


def connected(server: Any, talk: Callable[[Client], Awaitable[Done]], mode: str = "auto") -> Done:
    """What comes of a talk with a server."""

    async def go() -> Done:
        async with Client(server, mode=mode) as client:
            return await talk(client)

    return asyncio.run(go())


def called(api: httpx.Client, tool: str, mode: str = "auto", **arguments: Any) -> CallToolResult:
    """The result of a tool."""
    return connected(f"{api.base_url}/mcp", lambda client: client.call_tool(tool, arguments), mode)


def words(result: CallToolResult) -> str:
    """What it says."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_the_tools_say_what_they_take(api: httpx.Client) -> None:
    """And that they only read."""
    tools = connected(f"{api.base_url}/mcp", lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == ["ask", "list_documents", "read_document"]
    assert all(tool.description and tool.annotations and tool.annotations.read_only_hint for tool in tools)
    assert "question" in tools[0].input_schema["required"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_answer_is_the_one_that_every_face_shows(api: httpx.Client, mode: str) -> None:
    """Its words with their sources, and as JSON, in both generations of the protocol."""
    result = called(api, "ask", mode, question=QUESTION)
    assert not result.is_error
    assert result.structured_content == to_json(campus_bot().ask(QUESTION))
    assert COMPANIES.split(";")[0] in " ".join(words(result).split())
    assert "Mondaq" in words(result)


def test_documents_are_listed_and_read(api: httpx.Client) -> None:
    """By their ids."""
    assert words(called(api, "list_documents", q="zone")).startswith(f"{ZONE.id}: ")
    assert words(called(api, "read_document", document_id=ZONE.id)) == COMPANIES


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("ask", {"question": " "}, "Please type a question."),
        ("ask", {"query": "x"}, 'Something is missing: the field "question".'),
        ("ask", {"question": "x", "as_of": "never"}, "not a date"),
        ("ask", {"question": "Break"}, "Something went wrong while answering. Please ask again."),
        ("list_documents", {"limit": 0}, '"limit"'),
        ("read_document", {"document_id": "none.md"}, "There is no such document here."),
        ("remove", {}, "There is no tool of that name. There are: ask, list_documents, read_document."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    api: httpx.Client, tool: str, arguments: dict[str, Any], sentence: str
) -> None:
    """To the assistant, which can then ask otherwise."""
    result = called(api, tool, **arguments)
    assert result.is_error
    assert sentence in words(result)


def test_nothing_that_was_asked_is_logged(api: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    """Nor what broke: its type only."""
    called(api, "ask", question="Break")
    called(api, "ask", question="my own words " * 500)
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text
    assert "my own words" not in caplog.text


def test_the_door_narrows_what_the_tools_see() -> None:
    """All three of them."""
    bot, filters = TableBot({}), Filters(kinds=frozenset({Kind.NEWS}))
    with calling(bot, Narrow(filters)) as api:
        called(api, "ask", question="x")
        assert SPARK.id not in words(called(api, "list_documents"))
        assert called(api, "read_document", document_id=SPARK.id).is_error
    assert [one for _, _, one in bot.asked] == [filters]


@pytest.mark.parametrize("version", ["2026-07-28", "2025-06-18", "x"])
@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[" * 60_000, b"\xff", b"9" * 5_000, b"[]", b"null", b'{"jsonrpc":"2.0","id":"\\ud800","method":"x"}'],
)
def test_a_malformed_message_is_refused(api: httpx.Client, body: bytes, version: str) -> None:
    """Never with 500."""
    headers = JSON | {"accept": "application/json, text/event-stream", "mcp-protocol-version": version}
    assert 400 <= api.post("/mcp", content=body, headers=headers).status_code < 500


def test_an_assistant_on_this_machine_speaks_over_standard_streams(campus_store: Store, tmp_path: Path) -> None:
    """It starts the server itself."""
    root = str(Path(__file__).parents[3])
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "bot.mcp", "--store", str(campus_store.folder)],
        env={"PYTHONPATH": root},
        cwd=tmp_path,
    )
    result = connected(server, lambda client: client.call_tool("ask", {"question": "How many jobs are there?"}))
    assert result.structured_content["citations"][0]["document_id"] == "news/2020.md"


def test_without_a_store_there_is_a_sentence_and_no_server(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """That says what to do."""
    assert main(["--store", "nowhere"]) == 2
    assert "Run `python -m ingest` to make it." in capsys.readouterr().err
