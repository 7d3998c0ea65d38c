"""A visit by the keyboard alone beyond the chat: a shared answer, the tabs, the plain form, the owner's page."""

from collections.abc import Iterator

import pytest
from browser import CATALYST, COMPANIES, served_page
from owners import PASSWORD
from playwright.sync_api import Browser, Page, expect
from test_page_access import tab_to
from test_ui_browser import DESK, PHONE, QUESTION, open_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page before a bot that finds its quotes again, with an owner."""
    folder = tmp_path_factory.mktemp("visit")
    with served_page("remembering_bot", folder, CLUSTER_OWNER_PASSWORD=PASSWORD) as url:
        yield url


def follow(page: Page, name: str) -> None:
    """Walk to a link of that name, and through it."""
    tab_to(page, page.get_by_role("link", name=name, exact=True).first)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_an_answer_is_shared_and_read_and_stopped_by_the_keyboard(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    """Where a button gives way to another, the next key goes on from there."""
    page = open_page(browser, address, size)
    tab_to(page, page.get_by_label("Your question"))
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    share = page.get_by_role("button", name="Share this answer")
    expect(share).to_be_visible()
    tab_to(page, share)
    page.keyboard.press("Enter")
    link = page.locator("#shared a").first
    expect(link).to_be_visible()
    tab_to(page, link)
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    shared = opened.value
    expect(shared.get_by_role("heading", level=1)).to_have_text(QUESTION)
    follow(shared, "[2]")
    expect(shared.locator(".card:target")).to_contain_text(CATALYST)
    shared.close()
    tab_to(page, page.get_by_role("button", name="Stop sharing"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#shared")).to_contain_text("Sharing has been stopped")
    page.close()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_tabs_are_walked_by_the_keyboard(browser: Browser, address: str, size: tuple[int, int]) -> None:
    """From the chat to the documents, to one of them, to the key figures and to a question asked of them."""
    page = open_page(browser, address, size)
    follow(page, "Documents")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    tab_to(page, page.get_by_label("Words"))
    page.keyboard.type("zone")
    page.keyboard.press("Enter")
    expect(page.locator("main li").first).to_be_visible()
    follow(page, "Key figures")
    expect(page.get_by_role("heading", level=1)).to_have_text("Key figures")
    follow(page, QUESTION)
    expect(page.locator("section:target, h2:target")).to_be_in_viewport()
    for _ in range(60):
        page.keyboard.press("Tab")
        if "ask=" in str(page.evaluate("document.activeElement.href ?? ''")):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your question")).not_to_have_value("")
    page.close()


def test_the_plain_form_and_the_owners_page_are_used_by_the_keyboard(browser: Browser, address: str) -> None:
    """A question is asked in the one, and is told in the other."""
    page = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    page.goto(f"{address}/plain")
    tab_to(page, page.get_by_label("Your question"))
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(COMPANIES)
    page.goto(f"{address}/owner")
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    leave = page.get_by_role("button", name="Sign out")
    expect(leave).to_be_visible()
    tab_to(page, leave)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Password")).to_be_visible()
    page.close()
