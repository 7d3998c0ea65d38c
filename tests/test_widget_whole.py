"""The widget in a partner's page before the real server: site, token, answer and quote, under a strict policy."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
from browser import COMPANIES, ZONE, chromium, served_page
from playwright.sync_api import Browser, Page, expect, sync_playwright

from page import demo

pytestmark = pytest.mark.browser

SITES = """
[sites.demo]
title = "Ask the campus"
origins = ["{origin}"]
examples = ["How many companies are on the campus?"]
"""
VIOLATIONS = "addEventListener('securitypolicyviolation', event => (window.violated ??= []).push(event.blockedURI))"


@dataclass(frozen=True)
class Sites:
    """The server of the answers, a partner's page that it lists, and the same page where it is not listed."""

    server: str
    partner: str
    stranger: str
    browser: Browser
    log: Path

    def visit(self, address: str) -> Page:
        """A new visitor of a page, whose broken rules are counted."""
        page = self.browser.new_page()
        page.add_init_script(VIOLATIONS)
        page.goto(address)
        return page


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """All of them, each on a port of its own."""
    folder = tmp_path_factory.mktemp("sites")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "sites.toml").write_text(SITES.format(origin=f"http://127.0.0.1:{port}"), encoding="utf-8")
    with ExitStack() as stack:
        server = stack.enter_context(served_page("campus_bot", folder))
        listed, unlisted = (stack.enter_context(_running(demo.serving(p, server))) for p in (port, 0))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        stack.callback(browser.close)
        yield Sites(server, demo.page(listed, server), demo.page(unlisted, server), browser, folder / "log.txt")


@contextmanager
def _running(server: ThreadingHTTPServer) -> Iterator[int]:
    """The port of a server that runs until the block ends."""
    with server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_a_visitor_of_a_partner_gets_an_answer_with_its_proof(sites: Sites) -> None:
    """From the button to the link to the source, and no rule of the partner's policy is broken."""
    page = sites.visit(sites.partner)
    page.locator(".launcher").click()
    page.get_by_role("textbox").fill("How many companies are on the campus?")
    page.keyboard.press("Enter")
    quotes = page.locator(".quote")
    expect(quotes).to_have_count(3)
    expect(quotes.first).to_contain_text(COMPANIES)
    expect(quotes.first).to_contain_text("Mondaq")
    quotes.first.get_by_role("button").first.click()
    link = page.locator(f"a[href='{ZONE.url}']")
    expect(link.first).to_be_visible()
    assert set((link.first.get_attribute("rel") or "").split()) >= {"noopener", "noreferrer"}
    assert page.evaluate("window.violated ?? []") == []
    assert "companies" not in sites.log.read_text()


def test_a_page_that_is_not_listed_gets_nothing(sites: Sites) -> None:
    """No button, no answer."""
    page = sites.visit(sites.stranger)
    page.wait_for_load_state("networkidle")
    expect(page.locator("cluster-answers")).to_have_count(0)


def test_the_script_served_is_the_one_whose_hash_is_published(sites: Sites) -> None:
    """So a partner can pin it."""
    page = sites.visit(sites.partner)
    sri = httpx.get(f"{sites.server}/widget/v1.js.sri").text.strip()
    heard = """([src, integrity]) => new Promise(resolve => {
        const tag = document.createElement("script");
        Object.assign(tag, { src, integrity, crossOrigin: "anonymous" });
        tag.onload = () => resolve("runs");
        tag.onerror = () => resolve("refused");
        document.body.append(tag);
    })"""
    script = f"{sites.server}/widget/v1.js?again"
    assert page.evaluate(heard, [script, sri]) == "runs"
    assert page.evaluate(heard, [script, sri[:-4] + "AAAA"]) == "refused"
