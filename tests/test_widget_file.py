"""How the widget's built file is served, to pages of any site."""

import hashlib
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from browser import served
from fastapi import FastAPI

from page.guard import Guard
from page.widget import widget_routes

SCRIPT = "console.log('£')\n".encode()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built file."""
    path = tmp_path_factory.mktemp("widget") / "v1.js"
    path.write_bytes(SCRIPT)
    return path


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """It, served behind the guard."""
    app = FastAPI(openapi_url=None)
    app.include_router(widget_routes(built))
    with served(Guard(app)) as url:
        yield url


def test_any_page_may_load_it_and_hold_it_to_its_hash(address: str) -> None:
    """Also one that takes in only what allows it to, and one whose browser checks the hash."""
    for headers in ({}, {"origin": "https://park.test"}, {"origin": "null"}):
        said = httpx.get(f"{address}/widget/v1.js", headers=headers)
        assert said.content == SCRIPT
        assert said.headers["content-type"].startswith("text/javascript")
        assert said.headers["access-control-allow-origin"] == "*"
        assert said.headers["cross-origin-resource-policy"] == "cross-origin"
        assert said.headers["x-content-type-options"] == "nosniff"


def test_the_hash_is_that_of_the_file(address: str) -> None:
    """As an integrity attribute has it."""
    name, _, value = httpx.get(f"{address}/widget/v1.js.sri").text.partition("-")
    assert name == "sha384"
    assert b64decode(value) == hashlib.sha384(SCRIPT).digest()


def test_a_browser_asks_each_time_and_gets_the_file_when_it_has_changed(address: str, built: Path) -> None:
    """By its tag; a new file has another."""
    first = httpx.get(f"{address}/widget/v1.js")
    assert first.headers["cache-control"] == "no-cache"
    known = {"if-none-match": first.headers["etag"]}
    again = httpx.get(f"{address}/widget/v1.js", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    try:
        built.write_bytes(SCRIPT + b"//")
        assert httpx.get(f"{address}/widget/v1.js", headers=known).content == SCRIPT + b"//"
    finally:
        built.write_bytes(SCRIPT)


def test_where_nothing_is_built_there_is_nothing(tmp_path: Path) -> None:
    """Said in a sentence."""
    app = FastAPI(openapi_url=None)
    app.include_router(widget_routes(tmp_path / "v1.js"))
    with served(Guard(app)) as address:
        said = httpx.get(f"{address}/widget/v1.js")
    assert said.status_code == 404
    assert "has not been built" in said.text
