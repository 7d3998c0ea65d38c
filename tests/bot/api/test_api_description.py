"""The API is as its OpenAPI text says, the door comes before all else, and nothing that is sent to it breaks it."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest
from browser import campus_bot, served
from callers import JSON, Shut, calling
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from bot.api.admission import OpenDoor
from bot.api.routes import build_api

# The large run: CLUSTER_FUZZ_REQUESTS=20000 .venv/bin/python -m pytest -s THIS_FILE -k nothing_that
REQUESTS = int(os.environ.get("CLUSTER_FUZZ_REQUESTS", "300"))

ROUTES = (
    ("POST", "/api/ask"),
    ("GET", "/api/citations"),
    ("GET", "/api/documents"),
    ("GET", "/api/documents/{document_id}"),
    ("GET", "/api/suggestions"),
    ("POST", "/v1/chat/completions"),
    ("GET", "/v1/models"),
)


class Counted:
    """The API, and how often it answered with which status."""

    def __init__(self) -> None:
        self.app = build_api(campus_bot(), OpenDoor())
        self.statuses: Counter[int] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.statuses[message["status"]] += 1
            await send(message)

        await self.app(scope, receive, counted)


@pytest.fixture
def description() -> dict[str, Any]:
    """What a stranger reads."""
    with calling(campus_bot()) as api:
        described: dict[str, Any] = api.get("/api/openapi.json").json()
        return described


def test_every_route_is_described(description: dict[str, Any]) -> None:
    """What it does, what comes of it, and each error as a sentence."""
    found = {
        (method.upper(), path): route
        for path, methods in description["paths"].items()
        for method, route in methods.items()
    }
    assert set(found) == set(ROUTES)
    for route in found.values():
        assert route["summary"]
        assert {"200", "403", "422", "429", "500", "503"} <= route["responses"].keys()
        assert all("content" in response for response in route["responses"].values())


def test_every_field_that_can_be_sent_is_described(description: dict[str, Any]) -> None:
    """With its limits, and a question to begin with."""
    fields = description["components"]["schemas"]["Question"]["properties"]
    assert set(fields) == {"question", "history", "as_of", "kinds", "since", "until"}
    assert all(field["description"] for field in fields.values())
    assert (fields["question"]["maxLength"], fields["history"]["maxItems"]) == (2_000, 50)
    assert description["components"]["schemas"]["Question"]["examples"]


@pytest.mark.parametrize(("method", "path"), [*ROUTES, ("POST", "/mcp")])
@pytest.mark.parametrize("body", [b"", b"{", b'{"question": "x"}'])
def test_the_door_comes_before_all_else(method: str, path: str, body: bytes) -> None:
    """Nothing of a request is read before it was let in."""
    with calling(campus_bot(), Shut()) as api:
        response = api.request(method, path, content=body, headers=JSON)
    assert (response.status_code, response.headers["retry-after"]) == (429, "7")
    assert "That is too often." in response.text


@pytest.mark.parametrize("path", ["/", "/api", "/api/", "/api/ask/", "/api/none", "/v1/none", "/docs", "/openapi.json"])
def test_where_nothing_is_the_answer_is_404(path: str) -> None:
    """A sentence in JSON, as everywhere."""
    with calling(campus_bot()) as api:
        response = api.get(path)
    assert response.status_code == 404
    assert response.json()["error"].startswith("There is nothing here.")


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/ask"), ("PUT", "/api/ask"), ("DELETE", "/mcp")])
def test_what_is_not_done_says_what_is(method: str, path: str) -> None:
    """By the header that is there for it."""
    with calling(campus_bot()) as api:
        response = api.request(method, path)
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.json()["error"].startswith("That is not done here.")


def test_below_a_page_that_takes_every_path_the_api_still_says_what_is_not_done() -> None:
    """As beside Gradio, which answers whatever the API leaves to it."""
    app = build_api(campus_bot(), OpenDoor())
    app.mount("/", PlainTextResponse("the page"))
    with served(app) as address:
        assert httpx.get(address).text == "the page"
        for method, path in (*ROUTES, ("POST", "/mcp")):
            other = httpx.request("PATCH", address + path)
            assert (other.status_code, other.headers["allow"]) == (405, method)


def test_nothing_that_is_sent_breaks_it(tmp_path: Path) -> None:
    """Requests made up from the description, right and wrong ones: no server error, and every answer as described.

    A request can be right by the description and still ask for a day that does not exist, which is refused; so whether
    every right one is taken is not checked. Many rounds of few examples are much faster than one round of many.
    """
    api, seed = Counted(), 0
    with served(api) as address:
        while api.statuses.total() < REQUESTS:
            seed += 1
            done = fuzzed(address, seed, tmp_path)
            print(f"{api.statuses.total()} requests: {dict(api.statuses)}", flush=True)  # noqa: T201 - the figure of the large run
            assert done.returncode == 0, done.stdout[-4_000:]
    assert not [status for status in api.statuses if status >= 500]


def fuzzed(address: str, seed: int, folder: Path) -> "subprocess.CompletedProcess[str]":
    """What a round of requests came to."""
    return subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            "run",
            f"{address}/api/openapi.json",
            "--checks=all",
            "--exclude-checks=positive_data_acceptance",
            f"--max-examples={min(30, max(REQUESTS // 30, 1))}",
            f"--seed={seed}",
            "--suppress-health-check=all",
            "--continue-on-failure",
            "--no-color",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_no_http_body_of_its_length_breaks_nothing() -> None:
    """A body in pieces is a body."""
    with calling(campus_bot()) as api:
        pieces = (piece for piece in (b'{"question":', b' "Who will win the cup?"}'))
        response = httpx.post(f"{api.base_url}/api/ask", content=pieces, headers=JSON)
    assert response.json()["status"] == "not_found"
