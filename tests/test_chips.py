"""The chips of an answer: what a numbered marker shows, where it leads, and the quote in its document."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from browser import CATALYST, COMPANIES, GROWN, HOSTILE, SPARK, served_page
from playwright.sync_api import Browser, Page, expect
from test_ui_browser import DESK, PHONE, QUESTION, ask, open_page, tags, words

from bot.dates_in_words import age_in_words

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page before the bot that knows the campus."""
    with served_page("campus_bot", tmp_path_factory.mktemp("chips")) as url:
        yield url


@pytest.fixture
def answer(browser: Browser, address: str) -> Iterator[Page]:
    """A desk with an answer on it."""
    page = open_page(browser, address)
    ask(page, QUESTION)
    yield page
    page.close()


def test_a_chip_under_the_pointer_shows_its_quote_with_who_when_and_how_old(answer: Page) -> None:
    """In words, the same as on its card."""
    answer.get_by_role("link", name="[2]").hover()
    shown = answer.get_by_role("tooltip")
    age = age_in_words(SPARK.published)
    assert age
    assert age.endswith("years ago")
    expect(shown.locator(".quote")).to_have_text(CATALYST)
    assert words(shown.locator(".facts").inner_text()) == f"{SPARK.publisher} 19 November 2019 {age}"
    assert answer.locator("#sources .card").nth(1).locator(".age").inner_text() == age


def test_what_a_chip_shows_stays_for_the_pointer_and_goes_by_escape(answer: Page) -> None:
    """WCAG 1.4.13: it can be pointed at, stays for as long, and is dismissed without moving anything."""
    chip, shown = answer.get_by_role("link", name="[1]"), answer.get_by_role("tooltip")
    chip.hover()
    box = shown.bounding_box()
    assert box
    answer.mouse.move(box["x"] + 20, box["y"] + 20)
    answer.wait_for_timeout(600)
    expect(shown).to_be_visible()
    answer.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    chip.hover()
    expect(shown).to_contain_text(COMPANIES)
    answer.mouse.move(5, 5)
    expect(shown).to_be_hidden()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_chip_leads_to_its_card_and_back_by_the_keyboard(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    """Focus shows the quote, Enter moves to the marked quote in its card, and a button there leads back."""
    page = open_page(browser, address, size)
    ask(page, QUESTION)
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == "[2]":
            break
    chip, shown = page.get_by_role("link", name="[2]"), page.get_by_role("tooltip")
    expect(chip).to_be_focused()
    expect(shown).to_contain_text(CATALYST)
    page.keyboard.press("Enter")
    expect(shown).to_be_hidden()
    card = page.locator("#sources .card:target")
    expect(card).to_be_focused()
    expect(card.locator("mark")).to_have_text(CATALYST)
    expect(card.locator("mark")).to_be_in_viewport()
    back = page.get_by_role("button", name="Back to the answer")
    for _ in range(6):
        page.keyboard.press("Tab")
        if back.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(chip).to_be_focused()
    expect(chip).to_be_in_viewport()
    expect(back).to_have_count(0)
    page.close()


def test_a_chip_of_an_earlier_answer_unfolds_its_card(answer: Page) -> None:
    """Its sources are folded away by then."""
    ask(answer, "And in Stevenage?")
    answer.get_by_role("link", name="[3]").click()
    card = answer.locator("#sources .before .card:target")
    expect(card).to_be_focused()
    expect(card).to_be_in_viewport()


def test_a_finger_goes_to_the_card_at_once(browser: Browser, address: str) -> None:
    """Nothing that hovers lies over the text where nothing can hover."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address)
    ask(page, QUESTION)
    page.get_by_role("link", name="[2]").tap()
    expect(page.locator("#sources .card:target")).to_be_in_viewport()
    expect(page.get_by_role("tooltip")).to_have_count(0)
    context.close()


def test_the_rest_of_a_passage_is_unfolded_in_its_card(answer: Page) -> None:
    """What stood too far from the quote to be shown at once."""
    card = answer.locator("#sources .card").first
    rest = card.get_by_text("and so do the occupiers.")
    expect(rest).to_be_hidden()
    card.get_by_text("What follows").press("Enter")
    expect(rest).to_be_visible()
    expect(card.get_by_text("What stands before")).to_have_count(0)


def test_hostile_text_in_a_chip_is_text(browser: Browser, tmp_path: Path) -> None:
    """As quote, publisher and title."""
    with served_page("hostile_bot", tmp_path) as url:
        page = open_page(browser, url)
        for number, text in enumerate(HOSTILE[::6], start=1):
            ask(page, text)
            rows = page.locator("#chat .bot-row")
            expect(rows).to_have_count(number)  # the chip of the answer before is there sooner
            rows.last.get_by_role("link", name="[1]").first.hover()
            shown = page.get_by_role("tooltip")
            expect(shown.locator(".quote")).to_have_text(text)  # not that of the chip before, on a slow machine
            assert shown.locator(".quote").text_content() == text
            assert words(shown.locator(".facts span").first.inner_text()) == words(text)
            assert tags(shown) <= {"P", "SPAN"}
            page.keyboard.press("Escape")
        assert page.evaluate("window.__pwned") is None
        page.close()


def test_a_link_to_a_quote_opens_its_document_at_the_quote(browser: Browser, address: str) -> None:
    """Without a script too."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 400})
    page = context.new_page()
    page.goto(f"{address}/source?document=press_releases%2Fspark.md&quote=0-{len(CATALYST)}#in-its-place")
    expect(page.get_by_role("heading", name="In its document")).to_be_visible()
    place = page.locator("#in-its-place")
    expect(place).to_have_text(CATALYST)
    expect(place).to_be_in_viewport()
    context.close()


def test_a_document_that_says_something_else_by_now_is_not_marked(address: str) -> None:
    """No quote is pointed at where it does not stand."""
    page = httpx.get(f"{address}/source", params={"document": "news/zone.md", "quote": "0-5"}).text
    assert "In its document" not in page


# As soon as a chip is there, it has the focus or is pressed; before its card is.
EARLY = """act => new MutationObserver((_, watch) => {
  const chip = document.querySelector('#chat a[href$="-2"]');
  if (!chip) return;
  watch.disconnect();
  window.cards = document.querySelectorAll("#sources .card").length;
  chip[act]();
}).observe(document.body, { childList: true, subtree: true })"""


@pytest.mark.parametrize("act", ["focus", "click"])
def test_a_chip_that_is_there_before_its_card_waits_for_it(browser: Browser, tmp_path: Path, act: str) -> None:
    """The words of an answer come first; the first plot of a server takes a second, and the sources come with it."""
    with served_page("campus_bot", tmp_path) as url:
        page = open_page(browser, url)
        page.evaluate(EARLY, act)
        page.get_by_label("Your question").fill(GROWN)
        page.get_by_label("Your question").press("Enter")
        if act == "focus":
            expect(page.get_by_role("tooltip")).to_contain_text(COMPANIES)
        else:
            expect(page.locator("#sources .card:target")).to_be_focused()
        assert page.evaluate("window.cards") == 0
        page.close()
