"""The widget for everyone: axe-core's rules of WCAG 2.2 A and AA, the keyboard alone, narrow and magnified screens."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from browser import CATALYST, DISPUTED
from playwright.sync_api import Page, expect
from widget_stage import AXE_RULES, DESK, NARROW, PHONE, ZOOMED, Stage, ask, from_npm, staged

pytestmark = pytest.mark.browser

QUESTION = "How many companies are on the campus?"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "dark forced colours": {"forced_colors": "active", "color_scheme": "dark"},
}
AT = "(() => { let at = document.activeElement; while (at.shadowRoot) at = at.shadowRoot.activeElement; return at })()"


@pytest.fixture(scope="module")
def theatre() -> Iterator[Stage]:
    """The servers and one Chromium for all tests here."""
    with staged() as stage:
        yield stage


@pytest.fixture
def stage(theatre: Stage) -> Iterator[Stage]:
    """The stage, emptied after the test."""
    yield theatre
    theatre.clear()


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    return (from_npm("axe-core") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """The rules that the page breaks, each with the elements that break it."""
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {{ runOnly: {json.dumps(AXE_RULES)} }})")
    assert any("cluster-answers" in json.dumps(rule["nodes"]) for rule in found["passes"])
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in found["violations"]]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(stage: Stage, axe: str, look: str) -> None:
    """Closed, open, with an answer, with its quotes open, with nothing found, and with an error."""
    page = stage.visit("<main><h1>Partner</h1></main>", **LOOKS[look])
    page.locator(".launcher").wait_for()
    assert violations(page, axe) == []
    page.locator(".launcher").click()
    assert violations(page, axe) == []
    answer = ask(page, DISPUTED)
    assert violations(page, axe) == []
    for chip in answer.locator(".chip").all():
        chip.click()
    assert violations(page, axe) == []
    ask(page, "Who will win the cup?")
    assert violations(page, axe) == []
    page.context.set_offline(True)
    ask(page, QUESTION)
    assert violations(page, axe) == []


@pytest.mark.parametrize(
    ("size", "site"),
    [
        (PHONE, {}),
        (DESK, {"language": "ar", "direction": "rtl"}),
        (DESK, {"theme": {"accent": "#f2c200", "mode": "light", "position": "left"}}),
        (DESK, {"theme": {"accent": "#7a7a7a", "mode": "dark", "position": "left"}}),
    ],
)
def test_axe_finds_nothing_in_other_clothes(
    stage: Stage, axe: str, size: tuple[int, int], site: dict[str, Any]
) -> None:
    """On a phone, from right to left, and with accents that are hard to read on."""
    page = stage.opened("<main><h1>Partner</h1></main>", size=size, site=site)
    ask(page, DISPUTED).locator(".chip").nth(2).click()
    assert violations(page, axe) == []


def test_the_keyboard_alone_is_enough(stage: Stage) -> None:
    """Open, ask, open a quote, close it, leave; the focus is back where it was."""
    page = stage.visit("<main><a href='#a'>Partner</a></main>")
    page.locator(".launcher").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{AT}.className") == "launcher"
    page.keyboard.press("Enter")
    assert page.evaluate(f"{AT}.id") == "question"
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".quote")).to_have_count(3)
    assert page.evaluate(f"{AT}.id") == "question"
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    assert page.evaluate(f"{AT}.textContent") == "[1]"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".card blockquote")).to_have_text(CATALYST)
    page.keyboard.press("Tab")
    assert page.evaluate(f"{AT}.href").startswith("https://www.biospace.com/")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate(f"{AT}.className") == "launcher"


def test_the_focus_goes_back_to_what_opened_it_in_the_host_page(stage: Stage) -> None:
    """A button of the partner's own."""
    page = stage.visit("<button id='own' onclick='ClusterAnswers.open()'>Ask</button>")
    page.locator(".launcher").wait_for()
    page.locator("#own").click()
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "own"


def test_on_a_touch_screen_no_keyboard_covers_the_greeting(stage: Stage) -> None:
    """The dialog has the focus, not its input; whose letters are large enough that the page is not magnified."""
    page = stage.opened(size=PHONE, has_touch=True, is_mobile=True)
    assert page.evaluate(f"{AT}.className") == "dialog"
    assert page.get_by_label("Your question").evaluate("part => parseFloat(getComputedStyle(part).fontSize)") >= 16


def test_a_dialog_that_fills_the_screen_keeps_the_focus(stage: Stage) -> None:
    """It says that it is modal, and Tab goes round in it; on a large screen neither is so."""
    page = stage.opened("<a href='#a'>Partner</a>", size=PHONE)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_have_attribute("aria-modal", "true")
    for key in ("Tab", "Shift+Tab"):
        for _ in range(12):
            page.keyboard.press(key)
            assert page.evaluate(f"!!{AT}.closest('.dialog')")
    page = stage.opened("<a href='#a'>Partner</a>")
    expect(page.get_by_role("dialog")).to_have_attribute("aria-modal", "false")


def test_an_answer_is_announced_once_and_when_it_is_complete(stage: Stage) -> None:
    """There is one live region, and only whole answers come into it."""
    page = stage.opened()
    page.evaluate("""() => {
        window.__said = [];
        const status = document.querySelector("cluster-answers").shadowRoot.querySelector("[role=status]");
        new MutationObserver(() => status.textContent && __said.push(status.textContent))
            .observe(status, { childList: true, characterData: true, subtree: true });
    }""")
    ask(page, DISPUTED)
    said = page.evaluate("__said")
    assert len(said) == 1
    assert said[0].startswith("Answer: over £1.6bn (October 2020) [1]")
    assert "is not in the documents" in said[0]
    live = page.locator("cluster-answers").locator("[aria-live], [role=status], [role=log], [role=alert]")
    assert live.count() == 1


@pytest.mark.parametrize("size", [NARROW, ZOOMED, (640, 512)])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_narrow_or_magnified_screen_loses_nothing(stage: Stage, size: tuple[int, int], direction: str) -> None:
    """320 px wide, and 1280 by 1024 at 200 % and 400 %: nothing is cut off sideways, every control can be reached."""
    page = stage.visit("<main>Partner</main>", size=size, site={"direction": direction})
    launcher = page.locator(".launcher")
    expect(launcher).to_be_in_viewport(ratio=1)
    launcher.click()
    ask(page, DISPUTED)
    for chip in page.locator(".chip").all():
        chip.click()
    ask(page, "Who will win the cup?")
    wide = page.evaluate("""() => {
        const root = document.querySelector("cluster-answers").shadowRoot;
        const cut = [...root.querySelectorAll(".dialog, .dialog *:not(.unseen)")].filter(part => {
            const box = part.getBoundingClientRect();
            return part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display === "block"
                || box.width && (box.left < -1 || box.right > innerWidth + 1);
        });
        return [document.documentElement.scrollWidth > innerWidth, ...cut.map(part => part.className || part.tagName)];
    }""")
    assert wide == [False]
    for control in page.locator("cluster-answers").locator("button:visible, a:visible, textarea:visible").all():
        control.scroll_into_view_if_needed()
        expect(control).to_be_in_viewport(ratio=0.99)
        box = control.bounding_box()
        assert box is not None
        assert (
            page.evaluate(
                "([x, y]) => document.elementFromPoint(x, y)?.localName",
                [box["x"] + min(box["width"] / 2, 8), box["y"] + min(box["height"] / 2, 8)],
            )
            == "cluster-answers"
        )


def test_motion_that_is_not_wanted_is_left_out(stage: Stage) -> None:
    """The sign that it reads stands still then."""
    for wanted, motion in (("breathe", "no-preference"), ("none", "reduce")):
        page = stage.opened(reduced_motion=motion)
        page.route("**/api/ask", lambda route: None)
        page.get_by_label("Your question").fill(QUESTION)
        page.keyboard.press("Enter")
        name = page.locator(".stage").evaluate("part => getComputedStyle(part, '::before').animationName")
        assert name == wanted
