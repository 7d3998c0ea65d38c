"""A quote's document beside the chat: of every format, over a real store, in a real browser."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import httpx
import pytest
from browser import HOSTILE, served_page
from builders import ingested
from playwright.sync_api import Browser, Locator, Page, expect
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from test_page_access import tab_to, violations
from test_ui_browser import DESK, PHONE, ask, open_page, tags
from widget_stage import from_npm

from ingest.encoder import Encoder
from page.guard import HEADERS

pytestmark = pytest.mark.browser

TOWNS = {"md": "Baldock", "txt": "Hitchin", "html": "Letchworth", "pdf": "Royston", "docx": "Hatfield"}
FILLER = "Its laboratories range from single benches to whole floors, and its visitors are welcome on most days.\n\n"


def quote(ending: str, companies: int = 31) -> str:
    """What the document of a format says."""
    return f"The {TOWNS[ending]} campus had {companies} companies in May 2021."


def header(ending: str, url: str = "") -> str:
    """The lines that a file begins with."""
    where = f"url: {url}\n" if url else ""
    return f"title: About the {TOWNS[ending]} campus\npublisher: The Herald\npublished: 2021-06-01\n{where}\n"


def write_corpus(folder: Path) -> None:
    """A document of each format, long enough to be scrolled, with the quote far down."""
    hostile = "\n\n".join(HOSTILE[:12])
    marked = f"{FILLER * 20}## Companies\n\n- It has a canteen.\n- {quote('md')}\n\n{hostile}\n\n{FILLER * 20}"
    (folder / "a.md").write_text(header("md") + marked)
    (folder / "b.txt").write_text(header("txt") + FILLER * 20 + quote("txt") + "\n\n" + FILLER * 20)
    paragraphs = "".join(f"<p>{FILLER}</p>" for _ in range(20))
    title = f"About the {TOWNS['html']} campus"
    (folder / "c.html").write_text(
        f'<html><head><title>{title}</title><meta property="og:site_name" content="The Herald"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}<h2>Companies</h2><p>{quote('html')}</p>{paragraphs}</article>"
    )
    word = docx.Document()
    for line in header("docx").strip().splitlines():
        word.add_paragraph(line)
    for text in (*[FILLER.strip()] * 20, quote("docx"), *[FILLER.strip()] * 20):
        word.add_paragraph(text)
    word.save(str(folder / "d.docx"))
    (folder / "e.pdf").write_bytes(pdf())


def pdf() -> bytes:
    """Four pages, the quote on the third."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=A4)
    said = header("pdf", "https://example.org/royston.pdf").strip().splitlines()
    for page in (said, [], [quote("pdf")], []):
        for row, line in enumerate([*page, "", *[FILLER.strip()[:80] + "."] * 30]):
            canvas.drawString(60, 780 - 20 * row, line)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, real_encoder: Encoder) -> Path:
    """Where the server keeps everything: its documents, their store, its log."""
    folder = tmp_path_factory.mktemp("beside")
    (folder / "corpus").mkdir()
    write_corpus(folder / "corpus")
    ingested(folder / "corpus", folder / "store", real_encoder)
    return folder


@pytest.fixture(scope="module")
def address(browser: Browser, folder: Path) -> Iterator[str]:
    """The page over these documents, with an owner who takes reports."""
    settings = {"CLUSTER_STORE": str(folder / "store"), "CLUSTER_OWNER_PASSWORD": "a long enough password"}
    with served_page("store_bot", folder, **settings) as url:
        yield url


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    return (from_npm("axe-core") / "axe.min.js").read_text(encoding="utf-8")


def answered(page: Page, ending: str = "md") -> Locator:
    """The first chip of the answer about the campus that the document of a format tells of."""
    answer = ask(page, f"How many companies were on the {TOWNS[ending]} campus in May 2021?")
    chip = answer.get_by_role("link", name="[1]").first
    expect(chip).to_be_visible()
    expect(page.locator("#sources .card").first.locator("mark")).to_have_text(listed(ending))
    return chip


def listed(ending: str) -> str:
    """The quote as its document writes it: in a list it has the sign of its item."""
    return ("- " if ending == "md" else "") + quote(ending)


def beside(page: Page, ending: str = "md") -> Locator:
    """The pane, named by the title of its document."""
    return page.get_by_role("dialog", name=f"About the {TOWNS[ending]} campus")


def mark(page: Page) -> Locator:
    """The quote in the pane's document."""
    return page.locator(".beside #in-its-place")


@pytest.mark.parametrize("ending", TOWNS)
def test_a_chip_opens_its_document_beside_the_chat(browser: Browser, address: str, ending: str) -> None:
    """Of every format, at the marked quote; the chat stays in sight and can be asked on."""
    page = open_page(browser, address)
    answered(page, ending).click()
    expect(beside(page, ending)).to_be_visible()
    expect(mark(page)).to_have_text(listed(ending))
    expect(mark(page)).to_be_in_viewport(ratio=1)
    expect(mark(page)).to_be_focused()
    assert page.evaluate("document.querySelector('.beside-body').scrollTop > 300")
    pane, talk = beside(page, ending).bounding_box(), page.locator("#talk").bounding_box()
    assert pane
    assert talk
    assert pane["x"] >= talk["x"] + talk["width"] - 1
    ask(page, "Who will win the cup?")
    expect(beside(page, ending)).to_be_visible()
    page.close()


def test_headings_and_lists_are_read_as_such_and_nothing_else_is_markup(browser: Browser, address: str) -> None:
    """The document in the pane is text: what it holds neither runs nor loads anything."""
    page = open_page(browser, address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answered(page).click()
    document = page.locator(".beside .whole")
    expect(document.get_by_role("heading", name="Companies")).to_be_visible()
    expect(document.get_by_role("listitem").filter(has=page.locator("mark"))).to_have_text(listed("md"))
    assert mark(page).inner_text() == quote("md")
    assert all(text.split("\n")[0] in (document.text_content() or "") for text in HOSTILE[:12])
    assert tags(document) <= {"P", "H3", "H4", "UL", "LI", "SPAN", "MARK", "BR"}
    assert page.evaluate("window.__pwned") is None
    assert all(url.startswith(address) for url in asked)
    page.close()


def test_a_pdf_opens_on_its_page(browser: Browser, address: str) -> None:
    """Its pages have their numbers, and each leads to the same one of the original."""
    page = open_page(browser, address)
    answered(page, "pdf").click()
    numbers = page.locator(".beside .page-number")
    expect(numbers).to_have_count(4)
    expect(numbers.nth(2)).to_contain_text("Page 3")
    expect(numbers.nth(2)).to_be_in_viewport()
    expect(numbers.nth(2).get_by_role("link")).to_have_attribute("href", "https://example.org/royston.pdf#page=3")
    expect(numbers.nth(2).get_by_role("link")).to_have_attribute("target", "_blank")
    page.close()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_link_of_a_card_opens_it_too_and_with_a_key_held_down_a_page(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    """As a link does: the same address, in a window of its own."""
    page = open_page(browser, address, size)
    answered(page)
    link = page.locator("#sources .card").first.get_by_role("link", name="In its document")
    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator("#in-its-place")).to_be_in_viewport()
    assert opened.value.url == link.evaluate("link => link.href")
    expect(beside(page)).to_be_hidden()
    link.click()
    expect(mark(page)).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(beside(page)).to_be_hidden()
    expect(link).to_be_focused()
    page.close()


@pytest.mark.parametrize("way", ["Close", "Escape", "Back"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_it_is_closed_and_the_reader_is_where_he_was(
    browser: Browser, address: str, size: tuple[int, int], way: str
) -> None:
    """By its button, by Escape, and by the Back button, which then leaves the page no sooner."""
    page = open_page(browser, address, size)
    chip = answered(page)
    before, entries = page.url, page.evaluate("history.length")
    for _ in range(2):
        chip.click()
        expect(mark(page)).to_be_in_viewport()
        if way == "Back":
            page.go_back()
        elif way == "Close":
            page.get_by_role("button", name="Close", exact=True).click()
        else:
            page.keyboard.press("Escape")
        expect(beside(page)).to_be_hidden()
        expect(chip).to_be_focused()
        expect(chip).to_be_in_viewport()
    assert page.url == before
    assert page.evaluate("history.length") <= entries + 1
    expect(ask(page, "Who will win the cup?")).to_be_visible()
    page.close()


def test_a_sheet_over_a_phone_is_all_that_can_be_reached(browser: Browser, address: str) -> None:
    """By a finger, and by Tab."""
    page = open_page(browser, address, PHONE)
    answered(page).click()
    expect(mark(page)).to_be_in_viewport()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("['BODY', 'DIV', 'A', 'BUTTON'].includes(document.activeElement.tagName)")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('.beside')")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_keyboard_opens_reads_and_closes_it(browser: Browser, address: str, size: tuple[int, int]) -> None:
    """The focus goes to the quote, is seen at every step, and goes back to the chip."""
    page = open_page(browser, address, size)
    chip = answered(page)
    tab_to(page, chip, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(mark(page)).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Close", exact=True), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(beside(page)).to_be_hidden()
    expect(chip).to_be_focused()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_axe_finds_nothing_with_it_open(
    browser: Browser, address: str, axe: str, size: tuple[int, int], scheme: str
) -> None:
    """Neither in a text nor in pages."""
    page = open_page(browser, address, size, scheme)
    found = []
    for ending in ("md", "pdf"):
        answered(page, ending).click()
        expect(mark(page)).to_be_in_viewport()
        found += violations(page, axe)
        page.keyboard.press("Escape")
    assert found == []
    page.close()


def test_another_quote_takes_the_place_of_the_first(browser: Browser, address: str) -> None:
    """On a desk the chips stay in reach; closing leads to the last."""
    page = open_page(browser, address)
    answered(page, "md")
    second = answered(page, "txt")
    page.locator("#chat").get_by_role("link", name="[1]").first.click()
    expect(mark(page)).to_have_text(listed("md"))
    second.click()
    expect(mark(page)).to_have_text(listed("txt"))
    expect(page.get_by_role("dialog")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(second).to_be_focused()
    page.close()


def test_a_wrong_quote_is_reported_from_the_pane(browser: Browser, address: str, folder: Path) -> None:
    """And the conversation is still there."""
    page = open_page(browser, address)
    answered(page).click()
    page.get_by_role("button", name="This quote does not prove what was said").click()
    expect(page.get_by_role("dialog")).to_contain_text("Your report is kept")
    expect(page.locator("#chat")).to_contain_text(quote("md"))
    assert "a.md" in (folder / "reports.jsonl").read_text()
    page.close()


def test_what_cannot_be_loaded_is_told_in_the_pane(browser: Browser, address: str) -> None:
    """In a sentence, with what to do; the next one opens as if nothing had been."""
    page = open_page(browser, address)
    chip = answered(page)
    page.route("**/source?*", lambda route: route.abort())
    chip.click()
    expect(page.get_by_role("dialog", name="Not now")).to_contain_text("could not be opened")
    page.unroute("**/source?*")
    chip.click()
    expect(mark(page)).to_have_text(listed("md"))
    page.close()


def test_it_is_not_printed_and_does_not_move_where_motion_is_not_wanted(browser: Browser, address: str) -> None:
    """The page is printed as it stands behind it."""
    page = open_page(browser, address, PHONE)
    answered(page).click()
    expect(mark(page)).to_be_in_viewport()
    animated = "getComputedStyle(document.querySelector('.beside')).animationName"
    assert page.evaluate(animated) == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(animated) == "beside-rise"
    page.emulate_media(media="print")
    expect(page.locator(".beside")).to_be_hidden()
    page.close()


def test_nobody_frames_a_document(address: str) -> None:
    """The pane needs no frame, so none is allowed."""
    said = httpx.get(f"{address}/source", params={"document": "a.md"})
    assert all(said.headers[name.decode()] == value.decode() for name, value in HEADERS)


def test_a_document_that_changes_under_an_answer_is_shown_as_it_was(
    browser: Browser, folder: Path, real_encoder: Encoder, tmp_path: Path
) -> None:
    """The store is swapped while the answer stands: the quote stays, and what to read instead opens there too."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = f"{header('txt')}{quote('txt')} Sycamore Works was founded in 1998."
    (corpus / "b.txt").write_text(text)
    ingested(corpus, tmp_path / "store", real_encoder)
    with served_page("store_bot", tmp_path, CLUSTER_STORE=str(tmp_path / "store")) as url:
        page = open_page(browser, url)
        chip = answered(page, "txt")
        (corpus / "b.txt").write_text(text.replace("31", "46"))
        ingested(corpus, tmp_path / "store", real_encoder)
        chip.click()
        pane = beside(page, "txt")
        expect(pane).to_contain_text("This is what the document said until")
        expect(pane.locator("mark")).to_have_text(quote("txt"))
        pane.get_by_role("status").get_by_role("link").click()
        expect(pane).to_contain_text(quote("txt", 46))
        question = pane.locator(".stated a").first
        asked = question.inner_text()
        question.click()
        expect(pane).to_be_hidden()
        expect(page.get_by_label("Your question")).to_have_value(asked)
        expect(page.get_by_label("Your question")).to_be_focused()
        page.close()
