"""A site's page for frames, before the real server: who may frame it, who asks in it, and what is left without it."""

import gzip
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from browser import COMPANIES, chromium, served, served_page
from partners import EVIL, PARK, SECRET, ask, calls, token, write_sites
from playwright.sync_api import Browser, Frame, Page, expect, sync_playwright
from widget_server import build_host
from widget_stage import AXE_RULES, from_npm

from bot.api.tokens import LIFETIME
from page.guard import HEADERS

SITES = """
[sites.park]
title = "<b>Ask</b> the park\u202e"
origins = ["https://park.test", "{partner}"]
language = "fr"
examples = ["How many companies are on the campus?"]
[sites.park.documents]
kinds = ["news"]

[sites.open]
title = "Open"
origins = ["{partner}"]
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src {server}"
SAME = {"sec-fetch-site": "same-origin"}
VIOLATIONS = "addEventListener('securitypolicyviolation', event => (window.violated ??= []).push(event.blockedURI))"


@dataclass(frozen=True)
class Stage:
    """The server, a partner that its sites list, a stranger, and a browser. ``html``: their pages by path."""

    server: str
    partner: str
    stranger: str
    browser: Browser
    html: dict[str, tuple[str, dict[str, str]]]

    def framed(self, attributes: str = "", *, by: str | None = None, site: str = "open") -> Page:
        """A page with the site's page in a frame, under a policy that allows no more than that frame."""
        path = f"/{len(self.html)}"
        frame = f"<iframe src='{self.server}/embed/{site}' title='Answers' width=480 height=700 {attributes}></iframe>"
        body = f"<a href='#a'>Before</a>{frame}<a href='#b'>After</a>"
        text = f"<!doctype html><html lang=en><title>Partner</title><body>{body}"
        self.html[path] = (text, {"content-security-policy": POLICY.format(server=self.server)})
        page = self.browser.new_page()
        page.add_init_script(VIOLATIONS)
        page.goto((by or self.partner) + path)
        return page


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """All of them, each on a port of its own."""
    folder = tmp_path_factory.mktemp("embed")
    html: dict[str, tuple[str, dict[str, str]]] = {}
    with ExitStack() as stack:
        partner, stranger = (stack.enter_context(served(build_host(html))) for _ in range(2))
        write_sites(folder, SITES.format(partner=partner))
        server = stack.enter_context(served_page("campus_bot", folder, CLUSTER_SECRET=SECRET))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        stack.callback(browser.close)
        yield Stage(server, partner, stranger, browser, html)


def frame_in(page: Page) -> Frame:
    """What the page frames."""
    page.wait_for_load_state("networkidle")
    return page.frames[1]


def test_the_page_says_who_may_frame_it(stage: Stage) -> None:
    """The origins of its site and no other; what it loads comes from here, and nothing in it is inline."""
    said = httpx.get(f"{stage.server}/embed/park")
    rules = dict(rule.split(" ", 1) for rule in said.headers["content-security-policy"].split("; "))
    assert rules.pop("frame-ancestors") == f"{PARK} {stage.partner}"
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    others = {name.decode(): value.decode() for name, value in HEADERS}
    for name in ("content-security-policy", "x-frame-options", "cross-origin-resource-policy"):
        others.pop(name)
    assert {name: said.headers[name] for name in others} == others
    assert "x-frame-options" not in said.headers
    assert said.text.startswith('<!doctype html><html lang="fr" dir="ltr">')
    assert "<b>" not in said.text
    assert "\u202e" not in said.text


def test_a_site_that_there_is_not_has_no_page(stage: Stage) -> None:
    """A sentence and 403, whatever the name."""
    for name in ("none", "..%2f..%2fetc", "%00", "PARK", "park%2f"):
        said = httpx.get(f"{stage.server}/embed/{name}")
        assert said.status_code in (403, 404), name
        assert "<" not in said.text
    assert "no such site" in httpx.get(f"{stage.server}/embed/none").text


def test_the_page_asks_as_its_site(stage: Stage) -> None:
    """Its token is bound to this server's own origin, and draws on the site's documents."""
    assert httpx.get(f"{stage.server}/api/sites/park", headers=SAME).json()["language"] == "fr"
    given = httpx.post(f"{stage.server}/api/sites/park/token", headers=calls(stage.server))
    answer = ask(stage.server, calls(stage.server, given.json()["token"]), "Echo")
    assert answer.json()["text"].startswith("kinds=news ")


def test_its_token_is_good_for_nobody_else(stage: Stage) -> None:
    """Nor is a partner's in it, nor one that is old, altered or of a site that is gone."""
    bearer = httpx.post(f"{stage.server}/api/sites/park/token", headers=calls(stage.server)).json()["token"]
    for headers in (
        calls(None, bearer),
        calls(PARK, bearer),
        calls(EVIL, bearer),
        calls(stage.server, token("park", PARK)),
        calls(stage.server, token("park", stage.server, at=time.time() - LIFETIME - 5)),
        calls(stage.server, bearer[:-1] + ("A" if bearer[-1] != "A" else "B")),
        calls(stage.server, token("gone", stage.server)),
    ):
        assert ask(stage.server, headers).status_code == 403


@pytest.mark.parametrize(
    "said", [{}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "none"}, SAME | {"origin": EVIL}]
)
def test_settings_and_tokens_are_for_pages(stage: Stage, said: dict[str, str]) -> None:
    """Of the site or of this server, as a browser says."""
    assert httpx.get(f"{stage.server}/api/sites/park", headers=said).status_code == 403
    for headers in (said, SAME):  # a token is for a page that names its origin
        assert httpx.post(f"{stage.server}/api/sites/park/token", headers=headers).status_code == 403


@pytest.mark.browser
def test_a_partner_frames_a_whole_dialogue(stage: Stage) -> None:
    """It is open from the start, small, takes no focus, asks nobody before a question, and breaks no rule."""
    asked: list[str] = []
    sizes: list[int] = []
    page = stage.browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: sizes.append(len(gzip.compress(response.body(), 9))))
    page.goto(f"{stage.server}/embed/open")
    page.get_by_role("main").wait_for()
    assert all(url.startswith(stage.server) for url in asked)
    assert not any("token" in url for url in asked)
    assert 10_000 < sum(sizes) <= 14_500  # bytes; the token comes on top
    page = stage.framed()
    frame = frame_in(page)
    expect(frame.get_by_role("main")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    expect(frame.get_by_text("Ask the documents in a window of its own")).to_be_hidden()
    expect(frame.locator(".launcher, [aria-label=Close]")).to_have_count(0)
    box = frame.locator(".dialog").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (480, 700)
    frame.get_by_role("textbox").fill("How many companies are on the campus?")
    page.keyboard.press("Enter")
    quotes = frame.locator(".quote")
    expect(quotes).to_have_count(3)
    quotes.first.locator(".chip").click()
    expect(frame.locator(".card blockquote").first).to_have_text(COMPANIES)
    page.keyboard.press("Escape")
    expect(frame.get_by_role("main")).to_be_visible()
    assert frame.evaluate("window.violated ?? []") == page.evaluate("window.violated ?? []") == []


@pytest.mark.browser
def test_a_stranger_frames_nothing(stage: Stage) -> None:
    """W39: nor does a partner frame another page of this server."""
    page = stage.framed(by=stage.stranger)
    assert frame_in(page).url.startswith("chrome-error://")
    page = stage.framed(site="../source")
    assert frame_in(page).url.startswith("chrome-error://")


@pytest.mark.browser
@pytest.mark.parametrize("sandbox", ["", "allow-popups", "allow-scripts"])
def test_a_frame_without_scripts_or_origin_shows_the_way_out(stage: Stage, sandbox: str) -> None:
    """W40: a link to the same page in a window of its own."""
    frame = frame_in(stage.framed(f"sandbox='{sandbox}'"))
    link = frame.locator("a")
    expect(link).to_be_visible()
    assert link.get_attribute("href") == "/embed/open"
    assert link.get_attribute("target") == "_blank"
    expect(frame.locator("cluster-answers")).to_have_count(0)


@pytest.mark.browser
def test_messages_of_other_windows_mean_nothing(stage: Stage) -> None:
    """W41, W42: neither the frame nor the host's widget listens to any."""
    page = stage.framed()
    frame = frame_in(page)
    frame.get_by_role("main").wait_for()
    before = frame.locator(".dialog").bounding_box()
    page.evaluate("""() => {
        for (const said of [{ height: 1e9 }, { type: "open" }, { type: "ask", question: "Echo" }, "close", null])
            document.querySelector("iframe").contentWindow.postMessage(said, "*");
    }""")
    page.wait_for_timeout(200)
    assert frame.locator(".dialog").bounding_box() == before
    expect(frame.locator(".exchanges > li")).to_have_count(0)


@pytest.mark.browser
def test_the_keyboard_passes_through_the_frame(stage: Stage) -> None:
    """In, through every control, and out at the other end."""
    page = stage.framed()
    frame_in(page).get_by_role("main").wait_for()
    at = "(document.activeElement.shadowRoot?.activeElement ?? document.activeElement)"
    page.keyboard.press("Tab")
    assert page.evaluate(f"{at}.textContent") == "Before"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(f"{at}.textContent") == "After":
            break
    assert page.evaluate(f"{at}.textContent") == "After"


@pytest.mark.browser
@pytest.mark.parametrize("look", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_axe_finds_nothing_in_the_page(stage: Stage, look: dict[str, Any]) -> None:
    """By the rules of WCAG 2.2 A and AA, empty, answered and with its link alone."""
    axe = (from_npm("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    for scripts in (True, False):
        context = stage.browser.new_context(bypass_csp=True, **look)
        page = context.new_page()
        if not scripts:
            page.route("**/widget/v1.js", lambda route: route.abort())
        page.goto(f"{stage.server}/embed/open")
        if scripts:
            page.get_by_role("textbox").fill("How many companies are on the campus?")
            page.keyboard.press("Enter")
            expect(page.locator(".quote")).to_have_count(3)
        page.evaluate(axe)
        found = page.evaluate(f"axe.run(document, {{ runOnly: {json.dumps(AXE_RULES)} }})")
        assert [rule["id"] for rule in found["violations"]] == []
        assert found["passes"]
        context.close()
