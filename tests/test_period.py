"""The period on the page: an answer as it was known at the end of a year."""

import json
import re
from collections.abc import Iterator

import pytest
from browser import served_page
from playwright.sync_api import Browser, Locator, Page, Request, expect
from test_ui_browser import DESK, PHONE, QUESTION, ask, open_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page before the bot that knows the campus."""
    with served_page("campus_bot", tmp_path_factory.mktemp("period")) as url:
        yield url


@pytest.fixture(params=[DESK, PHONE])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page ready for a question."""
    page = open_page(browser, address, request.param)
    expect(slider(page)).to_have_attribute("aria-valuetext", re.compile("."))  # the page's own script is there
    yield page
    page.close()


def slider(page: Page) -> Locator:
    """The slider of the period."""
    return page.get_by_role("slider", name="As known on")


def bubble(page: Page) -> Locator:
    """The last answer."""
    return page.locator('#chat [data-testid="bot"]').last


def test_arrow_keys_ask_the_last_question_again_as_known_then(page: Page) -> None:
    """Once, when they rest, in place of the answer; the words beside it say the day at each step."""
    ask(page, QUESTION)
    ask(page, "Echo")
    slider(page).focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    year = int(slider(page).input_value())
    expect(slider(page)).to_have_attribute("aria-valuetext", f"31 December {year}")
    expect(page.locator("#year output")).to_have_text(f"31 December {year}")
    expect(bubble(page)).to_contain_text(f"until={year}-12-31 turns=1")
    expect(bubble(page).locator("p").first).to_have_text(f"As known on 31 December {year}")
    expect(page.locator("#explanation")).to_contain_text("nothing that is undated")
    expect(page.locator('#chat [data-testid="bot"]')).to_have_count(2)
    expect(slider(page)).to_be_focused()


def test_a_drag_asks_once(page: Page) -> None:
    """When the pointer lets go, not on its way."""
    ask(page, "Echo")
    page.wait_for_timeout(1_000)  # for the look whether another year was chosen while it was answered
    asked: list[int] = []

    def on_request(request: Request) -> None:
        if "queue/join" in request.url:
            asked.append(json.loads(request.post_data or "{}")["fn_index"])

    page.on("request", on_request)
    slider(page).scroll_into_view_if_needed()
    box = slider(page).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(box["x"] + box["width"] * (1 - step / 20), box["y"] + box["height"] / 2)
    assert asked == []
    page.mouse.up()
    expect(bubble(page)).to_contain_text("until=20")
    page.wait_for_timeout(1_000)
    # The release, and once the look whether another year was chosen while the answer was made.
    assert len(asked) == len(set(asked)) == 2


def test_the_period_holds_for_the_next_question_until_it_is_today_again(page: Page) -> None:
    """A button leads back, and the last question is asked again as of today."""
    slider(page).press("Home")
    expect(page.locator("#explanation")).to_contain_text("As known on 31 December 2017")
    expect(ask(page, "Echo")).to_contain_text("until=2017-12-31")
    page.get_by_role("button", name="Back to today").press("Enter")
    expect(bubble(page)).to_contain_text("until=None")
    expect(bubble(page)).not_to_contain_text("As known")
    expect(slider(page)).to_have_attribute("aria-valuetext", "today")
    expect(page.locator("#explanation")).to_have_text("Everything published so far.")


def test_the_earlier_of_the_period_and_the_filters_holds(page: Page) -> None:
    """Both say until when."""
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("To year").click()
    page.get_by_role("option", name="2019").click()
    expect(ask(page, "Echo")).to_contain_text("until=2019-12-31")
    slider(page).press("Home")
    expect(bubble(page)).to_contain_text("until=2017-12-31")


def test_nothing_is_asked_where_nothing_was(page: Page) -> None:
    """A year without a question before it only says what it will mean; nor is a failed question asked again."""
    slider(page).press("Home")
    expect(page.locator("#explanation")).to_contain_text("31 December 2017")
    expect(page.locator("#chat")).to_be_hidden()
    ask(page, "Break")
    slider(page).press("End")
    expect(page.locator("#explanation")).to_have_text("Everything published so far.")
    expect(bubble(page)).to_have_text("Something went wrong while answering. Please ask again.")
