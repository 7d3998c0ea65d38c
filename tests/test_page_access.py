"""The page for everyone: the keyboard alone, and axe-core's rules of WCAG A and AA on every page that visitors see."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CATALYST, DISPUTED, GROWN, served_page
from playwright.sync_api import Browser, Locator, Page, expect
from test_ui_browser import DESK, PHONE, QUESTION, ask, open_page
from widget_stage import AXE_RULES, from_npm

pytestmark = pytest.mark.browser

# Whether what has the focus is seen to have it, by an outline or a shadow, and what it is.
SEEN = """() => {
  const focused = document.activeElement, style = getComputedStyle(focused);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  return [outlined || style.boxShadow !== "none", focused.outerHTML.slice(0, 120)];
}"""
IN_SIGHT = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return box.width > 0 && box.bottom > 0 && box.top < innerHeight;
}"""


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page before the bot that knows the campus."""
    with served_page("campus_bot", tmp_path_factory.mktemp("access")) as url:
        yield url


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    return (from_npm("axe-core") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[list[str]]:
    """The rules that are broken, each with where."""
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {{ runOnly: {json.dumps(AXE_RULES)} }})")
    return [[one["id"], *(str(node["target"]) for node in one["nodes"])] for one in found["violations"]]


def tab_to(page: Page, goal: Locator, key: str = "Tab") -> None:
    """Walk to a part of the page by the keyboard; what has the focus is seen to have it at every step."""
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement !== document.body"):
            seen, what = page.evaluate(SEEN)
            assert seen, f"the focus is not seen on {what}"
            page.wait_for_function(IN_SIGHT, timeout=2_000)
        if goal.count() and goal.evaluate("part => part === document.activeElement"):
            return
    pytest.fail(f"not reached by {key}: {goal}")


def test_what_is_sent_while_the_last_answer_is_being_finished_is_asked_after_it(browser: Browser, address: str) -> None:
    """The moment its sources are there, though what to ask next is still looked for; and once, however often sent."""
    page = open_page(browser, address, DESK)
    box, answer = page.get_by_label("Your question"), page.locator('#chat [data-testid="bot"]')
    box.fill(QUESTION)
    box.press("Enter")
    expect(page.locator("#sources .card")).to_have_count(3)
    box.fill("And in Stevenage?")
    box.press("Enter")
    box.press("Enter")
    expect(answer).to_have_count(2)
    expect(answer.last).to_contain_text(CATALYST)
    expect(box).to_have_value("")


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_all_is_done_by_the_keyboard_alone(
    browser: Browser, address: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    """Ask, follow up, open a quote, look at its card and go back, move the period, filter, take a briefing away."""
    page = open_page(browser, address, size)
    box, answer = page.get_by_label("Your question"), page.locator('#chat [data-testid="bot"]')
    tab_to(page, box)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#sources .card")).to_have_count(3)
    expect(answer.last.locator("p")).to_have_count(3)
    expect(box).to_be_focused()
    page.keyboard.type("And in Stevenage?")
    page.keyboard.press("Enter")
    expect(answer).to_have_count(2)
    expect(answer.last).to_contain_text(CATALYST)

    chip = answer.last.get_by_role("link", name="[1]")
    tab_to(page, chip, "Shift+Tab")
    expect(page.get_by_role("tooltip")).to_contain_text(CATALYST)
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_be_hidden()
    expect(chip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#sources .card:target")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Back to the answer"))
    page.keyboard.press("Enter")
    expect(chip).to_be_focused()

    tab_to(page, page.get_by_role("link", name="PDF", exact=True))
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename.endswith(".pdf")

    tab_to(page, page.get_by_role("slider", name="As known on"))
    page.keyboard.press("Home")
    expect(answer.last).to_contain_text("As known on 31 December 2017")
    tab_to(page, page.get_by_role("button", name="Back to today"))
    page.keyboard.press("Enter")
    expect(answer.last).not_to_contain_text("As known on")
    # Until the page has settled, what is still being written or taken away moves it.
    expect(answer.last).to_contain_text(CATALYST)
    expect(page.get_by_role("button", name="Back to today")).to_be_hidden()

    tab_to(page, page.get_by_role("button", name="Filters"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("News", exact=True)).to_be_visible()
    tab_to(page, page.get_by_label("News", exact=True))
    page.keyboard.press("Space")
    expect(page.get_by_label("News", exact=True)).to_be_checked()
    tab_to(page, page.get_by_label("To year"))
    expect(page.get_by_role("option", name="2024")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("To year")).not_to_have_value("Any year")
    tab_to(page, box, "Shift+Tab")
    page.keyboard.type("Echo")
    page.keyboard.press("Enter")
    expect(answer.last).to_contain_text("kinds=news")
    expect(answer.last).to_contain_text("until=20")
    page.close()


def test_a_fold_says_whether_it_is_open(browser: Browser, address: str) -> None:
    """Whoever opened it: the reader, or the page as it begins anew."""
    page = open_page(browser, address)
    filters = page.get_by_role("button", name="Filters", expanded=False)
    filters.click()
    expect(page.get_by_role("button", name="Filters", expanded=True)).to_be_visible()
    ask(page, QUESTION)
    forget = page.get_by_role("button", name="Delete this conversation")
    expect(forget).to_have_attribute("aria-expanded", "false")
    forget.press("Enter")
    expect(forget).to_have_attribute("aria-expanded", "true")
    ask(page, QUESTION)
    expect(forget).to_have_attribute("aria-expanded", "false")
    page.close()


def test_the_keyboard_is_not_trapped(browser: Browser, address: str) -> None:
    """Tab goes through all of the page and leaves it at its end, forwards and backwards."""
    page = open_page(browser, address)
    ask(page, QUESTION)
    for key in ("Tab", "Shift+Tab"):
        page.evaluate("document.activeElement.blur()")
        walked = []
        for _ in range(90):
            page.keyboard.press(key)
            walked.append(page.evaluate("document.activeElement === document.body"))
            if walked[-1] and len(walked) > 10:
                break
        assert walked[-1], f"{key} never leaves the page"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_axe_finds_nothing_in_the_page(
    browser: Browser, address: str, axe: str, size: tuple[int, int], scheme: str
) -> None:
    """Empty, answered, with a quote open, with the filters open, and where nothing was found."""
    page = open_page(browser, address, size, scheme)
    found = violations(page, axe)
    ask(page, QUESTION)
    found += violations(page, axe)
    for question in (DISPUTED, GROWN):
        ask(page, question)
        found += violations(page, axe)
    page.locator("#chat").get_by_role("link", name="[1]").last.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    found += violations(page, axe)
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("slider", name="As known on").press("Home")
    expect(page.locator("#explanation")).to_contain_text("2017")
    ask(page, "Who will win the cup?")
    page.locator(".before > summary").click()
    found += violations(page, axe)
    assert found == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/source?document=press_releases%2Fspark.md&quote=0-9", "/source?document=x", "/library"]
)
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_axe_finds_nothing_in_the_pages_beside_it(
    browser: Browser, address: str, axe: str, size: tuple[int, int], path: str, scheme: str
) -> None:
    """A quote in its document, a document that is not there, all documents."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.goto(f"{address}{path}")
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_axe_finds_nothing_where_no_script_runs(browser: Browser, address: str, axe: str) -> None:
    """The way out of the chat page, drawn by a browser that runs none."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    said = page.locator("noscript").last.inner_html()
    context.close()
    page = browser.new_page()
    page.set_content(f'<!doctype html><html lang="en"><head><title>x</title></head><body>{said}</body></html>')
    assert violations(page, axe) == []
    page.close()
