"""An answer is stopped while it is being made, and a year is chosen meanwhile."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from browser import COMPANIES, served_page
from playwright.sync_api import Browser, Page, expect
from test_ui_browser import DESK, PHONE, QUESTION, open_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page before a bot that takes four seconds for each answer."""
    with served_page("late_bot", tmp_path_factory.mktemp("stop")) as url:
        yield url


def send(page: Page, question: str) -> None:
    """Send a question, once the page takes it."""
    box = page.get_by_label("Your question")
    box.fill(question)
    while box.input_value():  # it waits in the box until the answer before it is whole
        box.press("Enter")
        with suppress(AssertionError):
            expect(box).to_have_value("", timeout=1_000)


def begin(page: Page, question: str) -> None:
    """Ask, and wait until the answer is being made."""
    send(page, question)
    expect(page.locator('#chat [data-testid="bot"]').last).to_contain_text("Reading the documents")


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_an_answer_is_stopped_by_the_keyboard(browser: Browser, address: str, size: tuple[int, int]) -> None:
    """Its question stands in the box again, what was said before stays, and the next question is answered."""
    page = open_page(browser, address, size)
    box, stop = page.get_by_label("Your question"), page.get_by_role("button", name="Stop", exact=True)
    expect(stop).to_be_hidden()
    begin(page, QUESTION)
    expect(page.locator('#chat [data-testid="bot"]').last).to_contain_text(COMPANIES, timeout=10_000)
    expect(stop).to_be_hidden()
    begin(page, "And in Stevenage?")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(stop).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_have_value("And in Stevenage?")
    expect(box).to_be_focused()
    expect(stop).to_be_hidden()
    expect(page.locator('#chat [data-testid="bot"]')).to_have_count(1)
    expect(page.get_by_role("link", name="PDF", exact=True)).to_be_visible()
    page.wait_for_timeout(5_000)
    expect(page.locator('#chat [data-testid="bot"]')).to_have_count(1)
    begin(page, "Echo")
    expect(page.locator('#chat [data-testid="bot"]').last).to_contain_text("turns=1", timeout=15_000)
    page.close()


def test_a_first_answer_is_stopped_and_the_page_begins_anew(browser: Browser, address: str) -> None:
    """With the examples."""
    page = open_page(browser, address)
    begin(page, "Echo")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("button", name=QUESTION)).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value("Echo")
    page.close()


def test_a_new_conversation_is_not_overtaken_by_the_answer_of_the_old_one(browser: Browser, address: str) -> None:
    """Which was being made."""
    page = open_page(browser, address)
    begin(page, QUESTION)
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("button", name=QUESTION)).to_be_visible()
    page.wait_for_timeout(5_000)
    expect(page.locator('#chat [data-testid="bot"]')).to_have_count(0)
    expect(page.get_by_role("button", name=QUESTION)).to_be_visible()
    page.close()


def test_a_year_chosen_while_an_answer_is_made_counts_for_it(browser: Browser, address: str) -> None:
    """So what the slider says is true of what stands above it."""
    page = open_page(browser, address)
    begin(page, "Echo")
    page.get_by_role("slider", name="As known on").press("Home")
    expect(page.locator("#explanation")).to_contain_text("As known on 31 December 2017")
    expect(page.locator('#chat [data-testid="bot"]').last).to_contain_text("until=2017-12-31", timeout=20_000)
    expect(page.locator('#chat [data-testid="bot"]')).to_have_count(1)
    page.get_by_role("button", name="Back to today").press("Enter")
    expect(page.locator('#chat [data-testid="bot"]').last).to_contain_text("Reading the documents")
    page.get_by_role("slider", name="As known on").press("Home")
    expect(page.locator('#chat [data-testid="bot"]').last).to_contain_text("until=2017-12-31", timeout=20_000)
    page.close()
