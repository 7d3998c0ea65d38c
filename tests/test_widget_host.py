"""The widget and its host page: neither harms the other, whatever the page's policy, styles and scripts are."""

import base64
import hashlib
from collections.abc import Iterator

import pytest
from browser import HOSTILE, hostile_bot
from playwright.sync_api import Page, expect
from widget_server import SCRIPT
from widget_stage import DESK, Stage, ask, staged

pytestmark = pytest.mark.browser

QUESTION = "How many companies are on the campus?"
LINK = "<p><a id=way data-cluster-answers=fallback href=/answers>Ask the documents</a></p>"
VIOLATIONS = """window.__violations = [];
    addEventListener("securitypolicyviolation", event => __violations.push(event.violatedDirective))"""
PARTNER = (
    """
<style>
  body { font: 15px/1.6 Georgia, serif; color: #223; margin: 2em }
  * { letter-spacing: .02em } p, li { margin: .4em 0 } main > :last-child { color: green }
  button { background: rgb(200, 30, 30); padding: 3px } input { border: 2px dotted } body > :last-child { margin: 9px }
</style>
<main><h1>Invest here</h1>
"""
    + "".join(
        f"<section><h2>Part {n}</h2><p>Text <a href='#a'>link</a> <b>bold</b></p><ul><li>One<li>Two</ul>"
        f"<button>Go</button><input value='{n}'></section>"
        for n in range(6)
    )
    + "</main>"
)
STYLES = """() => [...document.querySelectorAll("html, body, body *:not(script, style)")].map(part => {
    const style = getComputedStyle(part);
    return part.tagName + [...style].map(name => name + style.getPropertyValue(name)).join(";");
})"""


@pytest.fixture(scope="module")
def theatre() -> Iterator[Stage]:
    """The servers and one Chromium for all tests here."""
    with staged() as stage:
        stage.stub.bot.table |= hostile_bot().table
        yield stage


@pytest.fixture
def stage(theatre: Stage) -> Iterator[Stage]:
    """The stage, emptied after the test."""
    yield theatre
    theatre.clear()


def dialogue(page: Page) -> None:
    """Open, ask, open a quote, ask on, reset, close."""
    page.locator(".launcher").click()
    answer = ask(page, QUESTION)
    answer.locator(".chip").first.click()
    expect(answer.locator(".card")).to_be_visible()
    ask(page, "Who will win the cup?")
    page.get_by_role("button", name="New conversation").click()
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".launcher")).to_be_visible()


def strict(stage: Stage, **changed: str) -> dict[str, str]:
    """A policy that allows nothing but the widget's server."""
    rules = {"default_src": "'none'", "script_src": stage.api, "connect_src": stage.api} | changed
    policy = "; ".join(f"{name.replace('_', '-')} {value}" for name, value in rules.items())
    return {"Content-Security-Policy": f"{policy}; require-trusted-types-for 'script'; trusted-types 'none'"}


def test_a_whole_dialogue_works_under_a_strict_policy(stage: Stage) -> None:
    """No inline style, no inline script, no image, no font, no trusted type: not one violation."""
    page = stage.visit(headers=strict(stage), before=VIOLATIONS)
    dialogue(page)
    assert page.evaluate("__violations") == []
    page.evaluate("document.documentElement.setAttribute('style', 'color: red')")
    # So the page would have heard of one, a moment later.
    page.wait_for_function("__violations.length > 0")
    assert page.evaluate("__violations") == ["style-src-attr"]


def test_a_hash_in_the_policy_allows_the_script_without_its_server(stage: Stage) -> None:
    """By the hash that stands beside the file."""
    digest = "sha384-" + base64.b64encode(hashlib.sha384(SCRIPT.read_bytes()).digest()).decode()
    tag = stage.tag(f'integrity="{digest}" crossorigin="anonymous"')
    page = stage.visit(headers=strict(stage, script_src=f"'{digest}'"), before=VIOLATIONS, tag=tag)
    dialogue(page)
    assert page.evaluate("__violations") == []


@pytest.mark.parametrize("closed", ["script_src", "connect_src"])
def test_where_the_policy_does_not_allow_it_the_pages_own_link_stays(stage: Stage, closed: str) -> None:
    """W43: no exception, and the page is as it was, with the link that its webmaster put there for this."""
    page = stage.visit(LINK, headers=strict(stage, **{closed: "'none'"}))
    page.wait_for_load_state("networkidle")
    if closed == "connect_src":
        stage.wait_until_said("Cluster Answers is not shown: its server cannot be reached")
    expect(page.locator("cluster-answers")).to_have_count(0)
    expect(page.locator("#way")).to_be_visible()


@pytest.mark.parametrize("below", [False, True])
def test_the_pages_own_link_is_put_away_while_the_widget_is_there(stage: Stage, below: bool) -> None:
    """Whether it stands above the tag or below it; under the strictest policy; and it comes back."""
    body, tag = ("", stage.tag() + LINK) if below else (LINK, stage.tag())
    page = stage.visit(body, tag=tag, headers=strict(stage), before=VIOLATIONS)
    page.locator(".launcher").wait_for()
    expect(page.locator("#way")).to_be_hidden()
    page.evaluate("ClusterAnswers.destroy()")
    expect(page.locator("#way")).to_be_visible()
    assert page.evaluate("__violations") == []


def test_a_byte_that_was_tampered_with_is_refused_by_the_browser(stage: Stage) -> None:
    """With the published hash in the tag; the true file is run."""
    digest = (SCRIPT.parent / "v1.js.sri").read_text().strip()
    tag = stage.tag(f'integrity="{digest}" crossorigin="anonymous"')
    stage.stub.script = lambda: SCRIPT.read_bytes().replace(b"Cluster", b"Clusteq", 1)
    page = stage.visit(tag=tag)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("typeof ClusterAnswers") == "undefined"
    assert stage.stub.calls("/api/sites/demo") == 0
    stage.stub.script = SCRIPT.read_bytes
    expect(stage.visit(tag=tag).locator(".launcher")).to_be_visible()


def test_the_host_pages_elements_keep_their_styles(stage: Stage) -> None:
    """Every computed property of more than fifty of them, closed and open."""
    page = stage.visit(PARTNER, tag="<script></script>")
    without = page.evaluate(STYLES)
    assert len(without) > 50
    page = stage.visit(PARTNER)
    page.locator(".launcher").wait_for()
    assert page.evaluate(STYLES) == without
    page.locator(".launcher").click()
    ask(page, QUESTION)
    assert page.evaluate(STYLES) == without


def test_nothing_in_the_host_page_moves(stage: Stage) -> None:
    """The browser's own measure of layout shift is 0 from loading to the answer, and the page is not scrolled."""
    watch = """window.__shift = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => { __shift += entry.value }))
        .observe({ type: "layout-shift", buffered: true })"""
    page = stage.visit(PARTNER, before=watch)
    page.locator(".launcher").wait_for()
    page.evaluate("scrollTo(0, 300)")
    page.evaluate(f"ClusterAnswers.ask({QUESTION!r})")
    expect(page.locator(".quote")).to_have_count(3)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("[__shift, scrollY]") == [0, 300]


HOSTILE_PAGES = {
    "unset": "<style>* { all: unset !important }</style>",
    "transformed": "<style>html, body { transform: rotate(3deg) scale(.5); filter: grayscale(1) }</style>",
    "covered": "<div style='position:fixed;inset:0;background:#fff;z-index:2147483647'>Cookies?</div>",
    "mirrored": "<style>html { direction: rtl; font-size: 4px; line-height: 9; text-transform: uppercase }</style>",
    "hidden": "<style>body ~ *, cluster-answers { display: none; visibility: hidden; position: absolute }</style>",
}


@pytest.mark.parametrize("kind", HOSTILE_PAGES)
def test_a_hostile_host_page_leaves_it_usable(stage: Stage, kind: str) -> None:
    """Styles, transforms and layers of the page end at the widget."""
    page = stage.visit(HOSTILE_PAGES[kind] + "<p>Partner</p>")
    launcher = page.locator(".launcher")
    box = launcher.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] == pytest.approx(DESK[0] - 20, abs=1)
    assert box["y"] + box["height"] == pytest.approx(DESK[1] - 20, abs=1)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    dialogue_box = page.get_by_role("dialog").bounding_box()
    assert dialogue_box is not None
    assert dialogue_box["width"] == pytest.approx(27 * 16, abs=1)
    answer = ask(page, QUESTION)
    assert answer.locator(".quote p").first.evaluate("part => getComputedStyle(part).textTransform") == "none"
    page.get_by_role("button", name="Close").click()
    expect(launcher).to_be_visible()


def test_keys_typed_into_it_are_no_shortcuts_of_the_host_page(stage: Stage) -> None:
    """Which would see them as typed nowhere."""
    page = stage.opened(before="window.__keys = []; addEventListener('keydown', e => __keys.push(e.key))")
    page.keyboard.type("s/k")
    page.keyboard.press("Escape")
    assert page.evaluate("__keys") == []


COUNTED = """
    window.__live = new Set();
    const add = EventTarget.prototype.addEventListener, remove = EventTarget.prototype.removeEventListener;
    EventTarget.prototype.addEventListener = function (kind, act, options) {
        const it = { target: this, kind, act };
        __live.add(it);
        if (options?.signal?.aborted) __live.delete(it);
        if (options?.signal) add.call(options.signal, "abort", () => __live.delete(it));
        if (options?.once) add.call(this, kind, () => __live.delete(it), { once: true });
        return add.call(this, kind, act, options);
    };
    EventTarget.prototype.removeEventListener = function (kind, act, options) {
        for (const it of __live) if (it.target === this && it.kind === kind && it.act === act) __live.delete(it);
        return remove.call(this, kind, act, options);
    };
    window.__timers = new Set();
    const set = window.setTimeout, clear = window.clearTimeout;
    window.setTimeout = (act, ms, ...rest) => {
        const id = set(() => { __timers.delete(id); act(...rest) }, ms); __timers.add(id); return id;
    };
    window.clearTimeout = id => { __timers.delete(id); clear(id) };
    window.setInterval = () => { throw new Error("an interval") };
"""


@pytest.mark.parametrize("moment", ["at once", "closed", "after an answer", "while it answers"])
def test_destroy_leaves_no_node_no_listener_and_no_timer(stage: Stage, moment: str) -> None:
    """At any moment; and the widget can be loaded again."""
    at_once = "addEventListener('cluster-answers:ready', () => ClusterAnswers.destroy(), true);"
    page = stage.visit("<p>Partner</p>", before=COUNTED + (at_once if moment == "at once" else ""))
    if moment == "at once":
        page.wait_for_load_state("networkidle")
    else:
        page.locator(".launcher").wait_for()
        assert page.evaluate("__live.size") > 0
    if moment.startswith(("after", "while")):
        if moment.startswith("while"):
            page.route("**/api/ask", lambda route: None)
        page.locator(".launcher").click()
        page.get_by_label("Your question").fill(QUESTION)
        page.keyboard.press("Enter")
        page.locator(".quote" if moment.startswith("after") else ".stage").first.wait_for()
    if moment != "at once":
        page.evaluate("ClusterAnswers.destroy()")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    left = page.evaluate("""({ nodes: document.querySelectorAll("cluster-answers").length, timers: __timers.size,
        listeners: [...__live].map(it => it.target.constructor.name + " " + it.kind), api: typeof ClusterAnswers })""")
    expected = ["Window cluster-answers:ready"] if moment == "at once" else []
    assert left == {"nodes": 0, "timers": 0, "listeners": expected, "api": "undefined"}
    if moment == "closed":
        stage.load(page)
        expect(page.locator(".launcher")).to_be_visible()


BROKEN = {
    "arrays": "for (const name of ['map', 'filter', 'flatMap', 'find', 'forEach', 'includes', 'slice', 'push']) "
    "Array.prototype[name] = () => { throw new Error(name) }",
    "iteration": "Array.prototype[Symbol.iterator] = () => { throw new Error('iterator') }",
    "json": "JSON.parse = JSON.stringify = () => { throw new Error('json') }",
    "fetch": "window.fetch = () => { throw new Error('fetch') }",
    "promises": "Promise.prototype.then = () => { throw new Error('then') }",
    "shadow": "Element.prototype.attachShadow = undefined",
    "sheets": "window.CSSStyleSheet = function () { throw new Error('sheet') }",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_page_that_broke_the_browser_sees_no_exception_of_ours(stage: Stage, kind: str) -> None:
    """The widget fails by itself, in silence; the page goes on."""
    page = stage.visit("<p>Partner</p>", before=BROKEN[kind])
    page.wait_for_load_state("networkidle")
    launcher = page.locator(".launcher")
    if launcher.is_visible():
        launcher.click()
        if page.locator("textarea").is_visible():
            page.locator("textarea").fill(QUESTION)
            page.keyboard.press("Enter")
            page.wait_for_load_state("networkidle")
    expect(page.locator("p").first).to_have_text("Partner")


def test_what_a_page_adds_to_every_object_changes_nothing(stage: Stage) -> None:
    """Old libraries do so; the settings cannot do it either."""
    polluting = """Object.prototype.accent = "#ff0000"; Object.prototype.mode = "dark"; Object.prototype.also_at = [1];
        Array.prototype.extra = () => 1; Object.prototype.passive = true;"""
    page = stage.opened(
        before=polluting, site={"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}
    )
    expect(ask(page, QUESTION).locator(".quote")).to_have_count(3)
    assert page.evaluate("({}).polluted === undefined")


def test_hostile_text_is_shown_as_text(stage: Stage) -> None:
    """In questions, titles, publishers, quotes, addresses and calculations: nothing runs, nothing is fetched."""
    page = stage.opened()
    allowed = set("P DIV BUTTON STRONG SPAN BDI BLOCKQUOTE TIME A".split())
    for text in HOSTILE:
        page.evaluate("text => ClusterAnswers.ask(text)", text)
        item = page.locator(".exchanges > li").last
        item.locator(".quote .chip").click()
        words = " ".join(text.split())
        assert item.locator(".question p").text_content() == text
        assert item.locator(".card blockquote").text_content() == text
        assert item.locator(".card .title").text_content() == words
        assert item.locator(".card .who").text_content() == words
        assert item.locator(".lead strong").text_content() == words
        assert item.locator(".ways").text_content() == words
        tags = item.evaluate("part => [...part.querySelectorAll('*')].map(inner => inner.tagName)")
        assert set(tags) <= allowed
        page.evaluate("ClusterAnswers.reset()")
    assert page.evaluate("window.__pwned") is None
    assert all(url.startswith((stage.host, stage.api)) for url in stage.asked)


def test_hostile_settings_are_shown_as_text(stage: Stage) -> None:
    """Title, greeting, notice and examples; what is no colour, side or mode is not used."""
    for text in HOSTILE[:12]:
        theme = {"accent": text, "mode": text, "position": text}
        site = {
            "title": text,
            "greeting": text,
            "notice": text,
            "examples": [text, 7],
            "language": text,
            "theme": theme,
        }
        page = stage.opened(site=site | {"direction": text})
        words = " ".join(text.split())
        for place in ("h2", ".greeting", ".notice", ".example"):
            assert page.locator(place).all_text_contents() == [words]
        assert page.evaluate("window.__pwned") is None
        page.close()
    assert all(url.startswith((stage.host, stage.api)) for url in stage.asked)


def test_what_turns_or_hides_text_is_made_visible(stage: Stage) -> None:
    """Direction overrides and control characters become U+FFFD, as on the other faces."""
    page = stage.opened(site={"title": "pay \u202eevil\u2066\u0007", "greeting": "fine: é ش 中"})
    assert page.locator("h2").text_content() == "pay \ufffdevil\ufffd\ufffd"
    assert page.locator(".greeting").text_content() == "fine: é ش 中"
