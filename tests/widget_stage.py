"""A stage for the widget: its server, a partner's site that may embed it and a stranger's that may not, a Chromium."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from browser import TableBot, campus_bot, chromium, served
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from widget_server import SITE, Stub, build_host, build_server

WIDGET = Path(__file__).parent.parent / "widget"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
DESK, PHONE, NARROW, ZOOMED = (1280, 1024), (390, 844), (320, 640), (320, 256)


@dataclass
class Stage:
    """Opens pages that hold the widget's tag, and sees what they ask for and what breaks in them."""

    browser: Browser
    stub: Stub
    api: str
    host: str
    stranger: str
    html: dict[str, tuple[str, dict[str, str]]]
    pages: list[Page] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def tag(self, attributes: str = "") -> str:
        """The one line that a webmaster adds."""
        return f'<script src="{self.api}/widget/v1.js" data-site="demo" async {attributes}></script>'

    def visit(
        self,
        body: str = "",
        *,
        attributes: str = "",
        head: str = "",
        tag: str | None = None,
        headers: dict[str, str] | None = None,
        site: dict[str, Any] | None = None,
        size: tuple[int, int] = DESK,
        before: str = "",
        stranger: bool = False,
        **context: Any,
    ) -> Page:
        """A new visitor on a page of the partner (or of the stranger); ``before`` runs ahead of all its scripts."""
        self.stub.site = SITE | (site or {})
        path = f"/{len(self.html)}"
        tag = self.tag(attributes) if tag is None else tag
        text = (
            f"<!doctype html><html lang='en'><head><title>Partner</title>{head}</head><body>{body}{tag}</body></html>"
        )
        self.html[path] = (text, headers or {})
        page = self.browser.new_page(viewport={"width": size[0], "height": size[1]}, **context)
        self.pages.append(page)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.said.append(message.text))
        if before:
            page.add_init_script(before)
        page.goto((self.stranger if stranger else self.host) + path)
        return page

    def opened(self, *args: Any, **options: Any) -> Page:
        """A visitor who has opened the dialog."""
        page = self.visit(*args, **options)
        page.locator(".launcher").click()
        page.get_by_role("dialog").wait_for()
        return page

    def load(self, page: Page) -> None:
        """What a script of the host page does that adds the tag later."""
        page.evaluate(
            """source => {
                const script = document.createElement("script");
                script.src = source;
                script.dataset.site = "demo";
                document.body.append(script);
            }""",
            f"{self.api}/widget/v1.js",
        )

    def wait_until_said(self, words: str) -> None:
        """Until the console of a page holds the words."""
        end = monotonic() + 20
        while not any(words in line for line in self.said):
            assert monotonic() < end, self.said
            self.pages[-1].wait_for_timeout(20)

    def clear(self) -> None:
        """End every visit; no page may have seen an exception."""
        for page in self.pages:
            page.close()
        found = list(self.errors)
        for memory in (
            self.pages,
            self.asked,
            self.errors,
            self.said,
            self.stub.faults,
            self.stub.requests,
            self.stub.bodies,
        ):
            memory.clear()
        self.stub.tokens.clear()
        self.stub.gate = None
        assert found == []


@contextmanager
def staged(bot: TableBot | None = None) -> Iterator[Stage]:
    """The stage, with real servers on three ports."""
    path = chromium()
    stub = Stub(bot or campus_bot())
    html: dict[str, tuple[str, dict[str, str]]] = {}
    origins: list[str] = []
    app = build_host(html)
    with served(app) as host, served(app) as stranger, sync_playwright() as playwright:
        origins.append(host)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        with served(build_server(stub, origins)) as api:
            yield Stage(browser, stub, api, host, stranger, html)
        browser.close()


def ask(page: Page, question: str) -> Locator:
    """Type a question and send it; the last answer, once it is complete or has failed."""
    page.locator("textarea").fill(question)
    page.keyboard.press("Enter")
    answer = page.locator(".exchanges > li").last.locator(".answer")
    expect(answer.locator(".stage")).to_have_count(0)
    expect(answer).not_to_be_empty()
    return answer


def from_npm(name: str) -> Path:
    """A folder among the widget's packages, which are fetched when they are missing and can be."""
    folder = WIDGET / "node_modules" / name
    if folder.exists():
        return folder
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm on this machine: apt-get install npm")
    done = subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=WIDGET, capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"npm could not fetch the packages of widget/: {done.stderr.decode(errors='replace')[-300:]}")
    return folder
