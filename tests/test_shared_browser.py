"""Sharing as a visitor does it, in a real Chromium: pressed, read by somebody else, stopped; and all of it deleted."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CATALYST, COMPANIES, DISPUTED, served_page
from playwright.sync_api import Browser, Page, expect
from test_ui_browser import CONTRASTS, DESK, PHONE, QUESTION, ask, open_page, words
from widget_stage import AXE_RULES, from_npm

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps everything."""
    return tmp_path_factory.mktemp("sharing")


@pytest.fixture(scope="module")
def address(browser: Browser, folder: Path) -> Iterator[str]:
    """The page before a bot that finds every quote of its table again."""
    with served_page("remembering_bot", folder) as url:
        yield url


def share(page: Page) -> tuple[str, str]:
    """Press the button; the link, and the one that stops it."""
    page.get_by_role("button", name="Share this answer").click()
    expect(page.get_by_role("button", name="Stop sharing")).to_be_visible()
    link, stop = page.locator("#shared a").evaluate_all("all => all.slice(0, 2).map(one => one.href)")
    return link, stop


def reader(browser: Browser, link: str, scripts: bool = True) -> tuple[Page, int]:
    """Another person's browser at a link, and the status."""
    page = browser.new_context(java_script_enabled=scripts).new_page()
    said = page.goto(link)
    assert said is not None
    return page, said.status


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_an_answer_is_shared_read_by_somebody_else_and_stopped(
    browser: Browser, address: str, folder: Path, size: tuple[int, int]
) -> None:
    """Nothing is kept before the button is pressed; the words say who can read it and until when."""
    page = open_page(browser, address, size)
    ask(page, DISPUTED)
    expect(page.get_by_role("button", name="Share this answer")).to_be_visible()
    before = (folder / "shared").exists() and (folder / "shared" / "shared.db").stat().st_mtime_ns
    ask(page, QUESTION)
    assert before == ((folder / "shared").exists() and (folder / "shared" / "shared.db").stat().st_mtime_ns)
    link, _ = share(page)
    expect(page.locator("#shared")).to_contain_text("anyone with this link can read this question and answer until")
    assert link.startswith(f"{address}/shared/")
    other, status = reader(browser, link, scripts=False)
    assert status == 200
    expect(other.get_by_role("heading", level=1)).to_have_text(QUESTION)
    assert other.locator("mark").first.text_content() == COMPANIES
    other.get_by_role("link", name="[2]").first.click()
    expect(other.locator(".card:target")).to_contain_text(CATALYST)
    page.get_by_role("button", name="Stop sharing").click()
    expect(page.locator("#shared")).to_contain_text("Sharing has been stopped")
    expect(page.get_by_role("button", name="Share this answer")).to_be_visible()
    assert reader(browser, link)[1] == 410
    page.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_second_link_stops_it_after_the_page_is_closed(browser: Browser, address: str, scripts: bool) -> None:
    """By itself where scripts run, else with the code that stands in it."""
    page = open_page(browser, address)
    ask(page, QUESTION)
    link, stop = share(page)
    page.close()
    other, _ = reader(browser, stop, scripts)
    if not scripts:
        other.get_by_label("Code").fill(stop.partition("#")[2])
    other.get_by_role("button", name="Stop sharing").click()
    expect(other.get_by_role("status")).to_contain_text("Sharing has been stopped")
    assert reader(browser, link)[1] == 410


def test_earlier_links_stay_in_sight_and_a_new_answer_is_not_shared(browser: Browser, address: str) -> None:
    """Each question is shared by its own press."""
    page = open_page(browser, address)
    ask(page, QUESTION)
    link, _ = share(page)
    ask(page, DISPUTED)
    expect(page.get_by_role("button", name="Share this answer")).to_be_visible()
    expect(page.locator("#shared").get_by_role("link", name=QUESTION)).to_have_attribute("href", link)
    page.close()


def test_a_deleted_conversation_is_gone(browser: Browser, address: str, folder: Path) -> None:
    """Once that is said twice: from the page, its files, whom it was shared with, and its votes from the disk."""
    page, tab = open_page(browser, address), open_page(browser, address)
    ask(tab, DISPUTED)
    theirs, _ = share(tab)
    ask(page, QUESTION)
    page.get_by_role("button", name="Like", exact=True).last.click()
    expect(page.get_by_text("Your vote is kept.")).to_be_visible()
    link, _ = share(page)
    taken = page.get_by_role("link", name="JSON").get_attribute("href")
    assert page.request.get(f"{address}{taken}").status == 200
    page.get_by_role("button", name="Delete this conversation").press("Enter")
    expect(page.get_by_text("That cannot be undone.")).to_be_visible()
    assert page.request.get(f"{address}{taken}").status == 200
    page.get_by_role("button", name="Delete it").press("Enter")
    expect(page.locator("#shared")).to_contain_text("1 shared link opens no more; 1 vote is deleted.")
    expect(page.locator('#chat [data-testid="bot"]')).to_have_count(0)
    expect(page.locator("#sources .card")).to_have_count(0)
    expect(page.get_by_role("button", name="Delete this conversation")).to_be_hidden()
    assert page.request.get(f"{address}{taken}").status == 404
    assert reader(browser, link)[1] == 410
    assert (folder / "feedback.jsonl").read_text() == ""
    assert reader(browser, theirs)[1] == 200
    expect(ask(page, "Echo")).to_contain_text("turns=0")
    expect(page.locator("#shared")).to_be_hidden()
    tab.close()
    page.close()


def test_where_sharing_is_off_there_is_no_button(browser: Browser, tmp_path: Path) -> None:
    """And a conversation can still be deleted."""
    with served_page("remembering_bot", tmp_path, CLUSTER_SHARED_DAYS="0") as url:
        page = open_page(browser, url)
        ask(page, QUESTION)
        expect(page.get_by_role("button", name="Delete this conversation")).to_be_visible()
        expect(page.get_by_role("button", name="Share this answer")).to_be_hidden()
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_what_is_shared(browser: Browser, address: str, scheme: str, width: int) -> None:
    """Nor in the way to stop it; every text has contrast, and nothing is wider than a phone."""
    axe = (from_npm("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    page = open_page(browser, address, (width, 800), scheme)
    ask(page, DISPUTED)
    link, stop = share(page)
    assert [text for text in page.evaluate(CONTRASTS) if text[0] < 4.5] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for place in (link, stop.partition("#")[0], f"{address}/shared/none"):
        page.goto(place)
        assert page.locator("h1").count() == 1
        page.evaluate(axe)
        found = page.evaluate(f"axe.run(document, {{ runOnly: {json.dumps(AXE_RULES)} }})")
        assert [one["id"] for one in found["violations"]] == []
        assert [text for text in page.evaluate(CONTRASTS) if text[0] < 4.5] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_what_is_shared_is_what_the_page_said(browser: Browser, address: str) -> None:
    """Line by line, with the same markers."""
    page = open_page(browser, address)
    bubble = ask(page, DISPUTED)
    expect(bubble.locator("p")).to_have_count(8)
    told = [words(line) for line in bubble.locator("p").all_inner_texts()]
    link, _ = share(page)
    other, _ = reader(browser, link)
    assert [words(line) for line in other.locator(".said p").all_inner_texts()] == told
    page.close()
