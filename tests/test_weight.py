"""What a first visit costs: the bytes that cross the wire with an empty cache, and what is kept for the second."""

import re
from collections.abc import Iterator

import httpx
import pytest
from browser import served_page
from playwright.sync_api import Browser, CDPSession

MOST = 600_000  # bytes


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page, served."""
    with served_page("campus_bot", tmp_path_factory.mktemp("weight")) as url:
        yield url


def counted(session: CDPSession) -> list[float]:
    """The bytes of each response as it ends, headers and all."""
    sizes: list[float] = []
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return sizes


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/", "/plain"])
def test_a_first_visit_is_light(browser: Browser, address: str, path: str) -> None:
    """Until nothing more is loaded."""
    context = browser.new_context()
    page = context.new_page()
    sizes = counted(context.new_cdp_session(page))
    page.goto(address + path)
    page.get_by_label("Your question").fill("x")
    page.wait_for_timeout(1_500)
    assert 1_000 < sum(sizes) < MOST
    context.close()


def test_pages_and_files_go_out_compressed_and_files_named_by_their_content_are_kept(address: str) -> None:
    """What can change under its name is asked for again."""
    page = httpx.get(address)
    (script,) = re.findall(r'src="\.(/assets/index-[\w-]+\.js)"', page.text)
    for path in ("/", "/config", "/page.css", "/chips.js", "/library", "/plain", script):
        answer = httpx.get(address + path, headers={"accept-encoding": "gzip"})
        assert answer.status_code == 200, path
        assert answer.headers.get("content-encoding") == "gzip", path
        assert ("immutable" in answer.headers.get("cache-control", "")) == (path == script), path
        plain = httpx.get(address + path, headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.content == answer.content
    assert "immutable" not in httpx.get(f"{address}/assets/nothing-abcdefgh.js").headers.get("cache-control", "")


def test_an_answer_in_pieces_is_not_compressed(address: str) -> None:
    """Each piece goes out at once."""
    headers = {"accept": "text/event-stream", "accept-encoding": "gzip"}
    answer = httpx.post(f"{address}/api/ask", json={"question": "Echo"}, headers=headers)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "content-encoding" not in answer.headers
