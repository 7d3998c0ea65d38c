"""What is offered to be asked: below an answer, instead of one, and beside a document."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from browser import SPARK, served_page
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
QUESTION = "How many companies are on the campus?"
ODD = "What <b>is</b> [it](javascript:1)?"


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page before a bot that suggests three questions."""
    with served_page("suggesting_bot", tmp_path_factory.mktemp("suggested")) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page on a phone."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address)
    page.get_by_label("Your question").wait_for()
    yield page
    page.close()


def ask(page: Page, question: str) -> None:
    """Send a question."""
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")


def test_below_an_answer_stand_questions_that_are_asked_at_a_touch(page: Page) -> None:
    """As text, whatever they hold; one that was asked is not offered again, and a new conversation begins without."""
    expect(page.locator("#next")).to_be_hidden()
    ask(page, QUESTION)
    offered = page.locator("#next .example:visible")
    expect(offered).to_have_text(["Who will win the cup?", ODD, "Who runs it?"])
    expect(page.locator("#next")).to_contain_text("Ask next:")
    assert all(box["height"] >= 44 for box in (one.bounding_box() for one in offered.all()) if box)
    offered.nth(0).click()
    expect(page.locator('#chat [data-testid="user"]')).to_have_count(2)
    expect(offered).to_have_text([ODD, "Who runs it?"])
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#next")).to_be_hidden()


def test_who_reads_on_keeps_his_place_when_they_come(browser: Browser, tmp_path: Path) -> None:
    """They are found after the answer is shown; neither the focus on a chip nor what was unfolded is lost to them."""
    with served_page("pondering_bot", tmp_path) as url:
        page = browser.new_page()
        page.goto(url)
        page.get_by_label("Your question").wait_for()
        ask(page, QUESTION)
        expect(page.get_by_role("link", name="Markdown", exact=True)).to_be_visible()
        around = page.locator("#sources .card details").first
        around.locator("summary").click()
        chip = page.get_by_role("link", name="[2]")
        chip.focus()
        expect(page.locator("#next")).to_be_hidden()
        expect(page.locator("#next .example:visible")).to_have_count(3)
        page.wait_for_timeout(300)
        expect(chip).to_be_focused()
        expect(around).to_have_attribute("open", "")
        page.close()


def test_where_nothing_is_found_they_are_offered_instead(page: Page) -> None:
    """So that nobody stands before a closed door."""
    ask(page, "What is not there?")
    expect(page.locator("#next")).to_contain_text("Ask instead:")


def test_a_link_fills_the_box_and_asks_nothing(page: Page, address: str) -> None:
    """As text: whoever made the link does not ask in the visitor's name."""
    page.goto(f"{address}/?ask={httpx.QueryParams(q=ODD)['q']}")
    expect(page.get_by_label("Your question")).to_have_value(ODD)
    expect(page.locator("#chat")).to_be_hidden()


def test_a_document_offers_what_it_answers(address: str) -> None:
    """Each leads to the chat; the library, which must not look for them, shows what is known."""
    whole = httpx.get(f"{address}/source", params={"document": SPARK.id}).text
    assert "It answers" in whole
    assert ODD in unescape(whole)
    assert "<b>" not in whole
    assert 'href="&#47;&#63;ask&#61;Who&#43;runs' in whole
    assert "It answers" not in httpx.get(f"{address}/library").text
