"""The page in a real Chromium, as a visitor has it."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from browser import CATALYST, COMPANIES, DISPUTED, GROWN, HOSTILE, LABS, PLANNED, RAISED, served_page
from playwright.sync_api import Browser, Locator, Page, expect

from bot.briefing.blocks import compact
from bot.briefing.formats import FORMATS

pytestmark = pytest.mark.browser

QUESTION = "How many companies are on the campus?"
DESK, PHONE, SMALL, NARROW = (1440, 900), (390, 844), (360, 640), (320, 640)
BUBBLE_TAGS = {"P", "A", "EM", "BR", "STRONG"}
PANEL_TAGS = set("SECTION H2 H3 DIV P OL UL LI SPAN STRONG TIME BLOCKQUOTE MARK A DETAILS SUMMARY".split())
PANEL_TAGS |= set("TABLE CAPTION THEAD TBODY TR TH TD".split())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps votes and its log."""
    return tmp_path_factory.mktemp("page")


@pytest.fixture(scope="module")
def address(browser: Browser, folder: Path) -> Iterator[str]:
    """The page before the bot that knows the campus."""
    with served_page("campus_bot", folder) as url:
        yield url


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, list[str]]]:
    """The page before the bot with hostile documents, and every address that it asked for."""
    with served_page("hostile_bot", tmp_path_factory.mktemp("hostile")) as url:
        page = open_page(browser, url)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        yield page, asked
        page.close()


def open_page(browser: Browser, address: str, size: tuple[int, int] = DESK, scheme: str = "light") -> Page:
    """The page in a window of that size, ready for a question."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(address)
    page.get_by_label("Your question").wait_for()
    return page


def ask(page: Page, question: str) -> Locator:
    """The last bubble of the bot, once the question is answered."""
    bots = page.locator('#chat [data-testid="bot"]')
    before = bots.count()
    box = page.get_by_label("Your question")
    box.fill(question)
    while box.input_value():  # while an answer still grows, the page takes no other question and leaves it in the box
        box.press("Enter")
        with suppress(AssertionError):
            expect(box).to_have_value("", timeout=1_000)
    expect(bots).to_have_count(before + 1)
    expect(bots.last).not_to_contain_text("Reading the documents")
    return bots.last


def words(text: str) -> str:
    """The text with white space made even: a browser draws it as it likes."""
    return " ".join(text.split())


def tags(parts: Locator) -> set[str]:
    """The names of all elements inside."""
    names = "parts => parts.flatMap(part => [...part.querySelectorAll('*')].map(element => element.tagName))"
    found: list[str] = parts.evaluate_all(names)
    return set(found)


def begin_anew(page: Page) -> None:
    """Leave whatever an earlier test asked on a page that is shared."""
    again = page.get_by_role("button", name="New conversation")
    if again.is_visible():
        again.click()
    expect(page.locator('#chat [data-testid="bot"]')).to_have_count(0)


def test_a_visitor_asks_and_sees_who_said_it_and_where(browser: Browser, address: str) -> None:
    """An example question, its answer sentence by sentence, and each quote marked in its passage."""
    page = open_page(browser, address)
    page.get_by_role("button", name=QUESTION).click()
    expect(page.locator("#sources .card")).to_have_count(3)
    answer = page.locator('#chat [data-testid="bot"]')
    expect(answer.locator("p")).to_have_count(3)
    expect(answer).to_contain_text(COMPANIES)
    expect(answer).to_contain_text("— Mondaq, October 2020")
    assert page.locator("#sources mark").all_text_contents() == [COMPANIES, CATALYST, LABS]
    assert page.locator("#sources a").first.get_attribute("rel") == "noopener noreferrer"
    expect(page.get_by_role("button", name=QUESTION)).to_be_hidden()
    page.close()


def test_a_marker_leads_to_its_card(browser: Browser, address: str) -> None:
    """Also one in an older bubble, whose sources are folded away by then."""
    page = open_page(browser, address, PHONE)
    ask(page, QUESTION)
    ask(page, "And in Stevenage?")
    page.get_by_role("link", name="[2]").click()
    card = page.locator("#sources .card:target")
    expect(card).to_contain_text(CATALYST)
    expect(card).to_be_in_viewport()
    page.close()


def test_the_short_answer_is_read_first(browser: Browser, address: str) -> None:
    """In bold, larger than the quotes that prove it, its date and its marker on its line."""
    page = open_page(browser, address)
    answer = ask(page, DISPUTED)
    expect(answer.locator("p")).to_have_count(8)
    lead, quote = answer.locator("p").nth(0), answer.locator("p").nth(2)
    expect(lead).to_have_text("over £1.6bn October 2020\u00a0[1]")
    expect(lead.locator("strong")).to_have_text("over £1.6bn")
    expect(lead.locator("em")).to_be_visible()
    height = "part => parseFloat(getComputedStyle(part).fontSize)"
    assert lead.locator("strong").evaluate(height) > 1.2 * quote.evaluate(height)
    middles = [box["y"] + box["height"] / 2 for box in map(Locator.bounding_box, lead.locator("*").all()) if box]
    assert max(middles) - min(middles) < 8
    page.close()


def test_what_disagrees_and_every_figure_can_be_checked(browser: Browser, address: str) -> None:
    """The conflict with both sides, the table of figures, and from each value a way to its quote."""
    page = open_page(browser, address, PHONE)
    expect(ask(page, DISPUTED)).to_contain_text("The sources disagree: over £1.6bn\u00a0[1]; £1.1bn\u00a0[2].")
    sides = page.locator("#sources .conflict li")
    assert [words(side) for side in sides.all_inner_texts()] == [
        "over £1.6bn [1] campus October 2020 Mondaq",
        "£1.1bn [2] campus 7 October 2020 Stevenage Bioscience Catalyst",
    ]
    expect(page.get_by_role("table", name="Figures in these sources")).to_be_visible()
    assert page.get_by_role("columnheader").all_inner_texts() == ["Value", "Scope", "When", "Source"]
    last = page.get_by_role("row").last
    expect(last.get_by_role("rowheader")).to_have_text("up to £350m")
    assert words(last.inner_text()) == "up to £350m not stated undated planned [3]"
    last.get_by_role("link").click()
    expect(page.locator("#sources .card:target")).to_be_in_viewport()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_how_a_figure_moved_is_drawn_and_told(browser: Browser, address: str, scheme: str) -> None:
    """A picture that is really there, within its column, and a table with the same values and a way to each quote."""
    page = open_page(browser, address, PHONE, scheme)
    ask(page, GROWN)
    picture = page.get_by_role("img", name="A plot of the values in the table below")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    box = picture.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    table = page.locator("#sources .moved table")
    assert [words(row) for row in table.get_by_role("row").all_inner_texts()[1:]] == [
        "over 40 businesses November 2019 achieved [1]",
        "45 companies October 2020 achieved [2]",
    ]
    table.get_by_role("link", name="[2]").click()
    expect(page.locator("#sources .card:target")).to_be_in_viewport()
    page.close()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_an_answer_is_read_from_its_question_on(browser: Browser, address: str, size: tuple[int, int]) -> None:
    """When a talk has grown long, the newest question stands in sight, not the end of its answer."""
    page = open_page(browser, address, size)
    for _ in range(3):
        ask(page, QUESTION)
    expect(page.locator("#chat .user-row").last).to_be_in_viewport()
    page.close()


def test_what_the_documents_lack_is_said_with_the_nearest_passages(browser: Browser, address: str) -> None:
    """Labelled as not answering."""
    page = open_page(browser, address)
    expect(ask(page, "Who will win the cup?")).to_contain_text("The documents do not answer that.")
    expect(page.locator("#sources .nearest")).to_contain_text("They do not answer the question.")
    page.close()


def test_the_filters_and_the_talk_reach_the_bot(browser: Browser, address: str) -> None:
    """A ticked kind, a span of years, and the exchanges so far."""
    page = open_page(browser, address)
    ask(page, QUESTION)
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("News", exact=True).check()
    for label, year in (("From year", "2019"), ("To year", "2020")):
        page.get_by_label(label).click()
        page.get_by_role("option", name=year).click()
        expect(page.get_by_role("option")).to_have_count(0)
    echo = ask(page, "Echo")
    expect(echo).to_contain_text("As known on 31 December 2020")
    expect(echo).to_contain_text("kinds=news since=2019-01-01 until=2020-12-31 turns=1")
    page.close()


def test_a_new_conversation_begins_empty(browser: Browser, address: str) -> None:
    """The bubbles, the sources and the history go; the examples come back."""
    page = open_page(browser, address)
    ask(page, QUESTION)
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("button", name=QUESTION)).to_be_visible()
    expect(page.locator("#sources .card")).to_have_count(0)
    expect(ask(page, "Echo")).to_contain_text("turns=0")
    page.close()


@pytest.mark.parametrize("ending", FORMATS)
def test_a_conversation_is_taken_away_whole(browser: Browser, address: str, ending: str) -> None:
    """Every question and every quote so far, as a file; a new conversation has none yet."""
    page = open_page(browser, address)
    ask(page, DISPUTED)
    ask(page, QUESTION)
    with page.expect_download() as taken:
        page.get_by_role("link", name=FORMATS[ending].name, exact=True).click()
    assert taken.value.suggested_filename.endswith(f".{ending}")
    text = FORMATS[ending].read(Path(taken.value.path()).read_bytes())
    told = compact(text)
    assert all(compact(said) in told for said in (DISPUTED, QUESTION, CATALYST, COMPANIES, RAISED, PLANNED))
    assert compact(f"{address}/source?document=") in told
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_text("Take this conversation away")).to_be_hidden()
    page.close()


def test_thumbs_are_kept_on_disk(browser: Browser, address: str, folder: Path) -> None:
    """One line for the second answer of the talk, with what it cited."""
    page = open_page(browser, address)
    ask(page, QUESTION)
    ask(page, "And in Stevenage?")
    page.get_by_role("button", name="Dislike").last.click()
    expect(page.get_by_text("Your vote is kept.")).to_be_visible()
    (line,) = (folder / "feedback.jsonl").read_text().splitlines()
    vote = json.loads(line)
    assert (vote["question"], vote["liked"]) == ("And in Stevenage?", False)
    assert vote["documents"] == ["press_releases/spark.md"]
    page.close()


def test_a_failure_is_one_polite_sentence(browser: Browser, address: str) -> None:
    """And the next question is answered as if nothing had been."""
    page = open_page(browser, address)
    expect(ask(page, "Break")).to_have_text("Something went wrong while answering. Please ask again.")
    expect(ask(page, QUESTION)).to_contain_text(COMPANIES)
    page.close()


def test_the_page_says_what_it_is(browser: Browser, address: str) -> None:
    """A title, a labelled box, a named button, the notice; no footer and no link to an API."""
    page = open_page(browser, address)
    expect(page).to_have_title("Stevenage cell and gene therapy: ask the documents")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(page.get_by_text("not investment advice")).to_be_visible()
    expect(page.locator("footer")).to_have_count(0)
    unnamed = "[...document.querySelectorAll('button')].filter(b => !b.innerText.trim() && !b.ariaLabel).length"
    assert page.evaluate(unnamed) == 0
    page.close()


def test_a_bubble_is_read_as_it_is_shown(browser: Browser, address: str) -> None:
    """Gradio labels bubbles with their encoded source; a screen reader is spared that."""
    page = open_page(browser, address)
    expect(ask(page, QUESTION)).not_to_have_attribute("aria-label", "bot's message")
    assert page.locator("#chat [aria-label*='&#']").count() == 0
    page.close()


@pytest.mark.parametrize("size", [DESK, PHONE, SMALL, NARROW])
def test_nothing_is_wider_than_the_window(browser: Browser, address: str, size: tuple[int, int]) -> None:
    """No sideways scrolling, empty or answered, with the filters open; the box is large enough not to be zoomed."""
    page = open_page(browser, address, size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.get_by_role("button", name="Filters").click()
    ask(page, QUESTION)
    ask(page, "w" * 400)
    expect(page.locator("#sources .before")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    ask(page, DISPUTED)
    expect(page.locator("#sources table")).to_be_visible()  # the sources come after the words
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    panel, table = page.locator("#sources .panel").bounding_box(), page.locator("#sources table").bounding_box()
    assert panel
    assert table
    assert table["x"] + table["width"] <= panel["x"] + panel["width"]
    assert page.get_by_label("Your question").evaluate("box => parseFloat(getComputedStyle(box).fontSize)") >= 16
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_every_text_has_contrast(browser: Browser, address: str, size: tuple[int, int], scheme: str) -> None:
    """4.5:1 or more between each text and what lies behind it, as drawn, in both schemes."""
    page = open_page(browser, address, size, scheme)
    empty = page.evaluate(CONTRASTS)
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("News", exact=True).check()
    ask(page, QUESTION)
    expect(ask(page, DISPUTED).locator("p")).to_have_count(8)
    disputed: list[list[object]] = page.evaluate(CONTRASTS)
    ask(page, "Who will win the cup?")
    page.locator(".before > summary").click()
    texts = empty + disputed + page.evaluate(CONTRASTS)
    assert len(texts) > 40
    assert [text for text in texts if text[0] < 4.5] == []
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, dark[4:-1].split(","))) < 120) == (scheme == "dark")
    page.close()


# [ratio, text] of every visible text: its colour against the colours behind it, opacity and all.
CONTRASTS = """() => {
  const parse = colour => { const n = colour.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = c => { const [r, g, b] = c.slice(0, 3).map(v => v / 255).map(
    v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const behind = element => element ? over(parse(getComputedStyle(element).backgroundColor),
    behind(element.parentElement)) : [255, 255, 255, 1];
  const opacity = element => element ? getComputedStyle(element).opacity * opacity(element.parentElement) : 1;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, text = walker.currentNode.data.trim();
    if (!text || !element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    if (['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(element.tagName) || !element.getClientRects().length) continue;
    const back = behind(element), ink = parse(getComputedStyle(element).color);
    ink[3] *= opacity(element);
    const [a, b] = [light(over(ink, back)), light(back)].sort((x, y) => y - x);
    found.push([(a + 0.05) / (b + 0.05), text.slice(0, 40)]);
  }
  return found;
}"""


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_and_nothing_more(hostile: tuple[Page, list[str]], text: str) -> None:
    """In every place of an answer and as the visitor's own question: verbatim, and never markup."""
    page, asked = hostile
    begin_anew(page)
    answer = ask(page, text)
    card = page.locator("#sources .card").first
    expect(card.locator("mark")).to_have_text(text)
    question = page.locator('#chat [data-testid="user"]').last
    assert words(question.inner_text()) == words(text)
    said = words(text)
    expect(answer.locator("p")).to_have_count(4)
    assert [words(paragraph) for paragraph in answer.locator("p").all_inner_texts()] == [
        f"{said} undated [1]",
        f"{said} [1] — {said}, undated",
        f"{said} = 0 [1] — calculated from the figures cited",
        f"The sources disagree: {said} [1]; {said} [1].",
    ]
    assert page.locator("#sources .conflict .note").text_content() == said
    assert page.locator("#sources .conflict .value strong").all_text_contents() == [said, said]
    assert page.locator("#sources tbody th").all_text_contents() == [said, said]
    assert card.locator("mark").text_content() == text
    assert card.locator(".title").text_content() == words(text)
    assert card.locator("strong").text_content() == words(text)
    assert tags(page.locator("#chat .message-content .md")) <= BUBBLE_TAGS
    assert tags(page.locator("#sources .panel")) <= PANEL_TAGS
    links = page.locator("#chat .message-content a, #sources .panel a").evaluate_all("all => all.map(a => a.href)")
    assert all(link.startswith(page.url.split("#")[0] + "#source-") for link in links)
    assert page.evaluate("window.__pwned") is None
    assert [url for url in asked if not url.startswith("http://127.0.0.1:")] == []


def test_what_passes_under_the_box_of_a_desk_is_not_seen_in_it(browser: Browser, address: str) -> None:
    """Neither an answer nor its thumbs."""
    page = open_page(browser, address, (1280, 900))
    ask(page, DISPUTED)
    thumb = page.get_by_role("button", name="Like", exact=True)
    page.locator("#talk").evaluate("(talk, by) => talk.scrollBy(0, by)", -400)
    for _ in range(60):
        page.locator("#talk").evaluate("talk => talk.scrollBy(0, 10)")
        under = thumb.evaluate(
            """thumb => {
              const { x, y, width, height } = thumb.getBoundingClientRect();
              const box = document.querySelector("#ask");
              const [cx, cy] = [x + width / 2, y + height / 2];
              return cy > box.getBoundingClientRect().top ? box.contains(document.elementFromPoint(cx, cy)) : null;
            }"""
        )
        if under is not None:
            break
    assert under
    page.close()
