"""A document to read: its headings, lists and pages are seen, and every character of it stays in its place."""

import re
from dataclasses import replace
from html import unescape

import pytest
from browser import HOSTILE, SPARK
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from ingest.types import Document
from page.reading import whole

TAGS = {"div", "p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "span", "mark", "br"}


OFFSETS = st.integers(0, 60)


def read(text: str, start: int = 0, end: int = 0, *pages: int) -> str:
    """The document that says this, as HTML."""
    return whole(Document(SPARK, text, pages), start, end)


def bare(shown: str) -> str:
    """The text of HTML without its white space."""
    return "".join(unescape(re.sub("<[^>]*>", "", shown)).split())


@given(st.text("abA.<&#-1 \n", max_size=60), OFFSETS, OFFSETS)
@example(" <", 0, 1)
@example("a \n\nb", 1, 5)
@example("## A\n- b.\n- A\n\n1. a", 1, 12)
def test_a_quote_is_marked_in_its_document_character_for_character(text: str, one: int, other: int) -> None:
    """Whatever paragraphs, headings and list items it stands in; and no character of the document is lost."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    shown = read(text, start, end)
    assert "".join(map(bare, re.findall("(?s)<mark[^>]*>(.*?)</mark>", shown))) == "".join(text[start:end].split())
    assert shown.count('id="in-its-place"') == bool(text[start:end].strip())
    assert bare(shown) == "".join(text.split())


@given(st.text("aA.#- \n", max_size=60), st.sets(st.integers(1, 60), max_size=3), OFFSETS, OFFSETS)
def test_a_quote_is_marked_on_its_pages(text: str, cuts: set[int], one: int, other: int) -> None:
    """Also one that runs on from one page to the next; the numbers of the pages are all that is added."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    shown = read(text, start, end, 0, *sorted(min(cut, len(text)) for cut in cuts))
    assert "".join(map(bare, re.findall("(?s)<mark[^>]*>(.*?)</mark>", shown))) == "".join(text[start:end].split())
    assert shown.count('id="in-its-place"') == bool(text[start:end].strip())
    assert bare(re.sub('<h3 class="page-number">.*?</h3>', "", shown)) == "".join(text.split())
    assert shown.count("page-number") == len(cuts) + 1


def test_headings_lists_and_rows_are_seen_and_their_signs_are_not_drawn() -> None:
    """A line end that only broke a long line is none; numbers stand as they were written."""
    text = (
        "# Rooms\n\nThe north wing is\nfull.\n\n## Wings\n- North.\n- South\nand west.\n\n3. Third.\n\n"
        "Rooms: 17; wing: north.\nRooms: 3; wing: south.\n\nWhat comes next?\n\nA wing."
    )
    page = html.fragment_fromstring(read(text))
    assert [(part.tag, part.text_content()) for part in page.iter("h3", "h4", "li")] == [
        ("h3", "# Rooms"),
        ("h4", "## Wings"),
        ("li", "- North."),
        ("li", "- South\nand west."),
        ("li", "3. Third."),
        ("h3", "What comes next?"),
    ]
    assert page.xpath("//*[@class='sign']/text()") == ["# ", "## ", "- ", "- "]
    assert [len(part.xpath("li")) for part in page.iter("ul", "ol")] == [2, 1]
    assert len(list(page.iter("br"))) == 1


def test_a_page_of_a_pdf_leads_to_the_same_page_of_the_original() -> None:
    """Where the address is that of a PDF file; else only its number is said."""
    one, two = "First page.\n", "Second page."
    original = replace(SPARK, url="https://example.org/report.pdf")
    shown = unescape(whole(Document(original, one + two, (0, len(one))), len(one), len(one + two)))
    assert 'href="https://example.org/report.pdf#page=2"' in shown
    assert shown.index("Page 2") < shown.index('<mark id="in-its-place">Second page.')
    assert "href" not in read(one + two, 0, 5, 0, len(one))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_of_a_document_becomes_markup(text: str) -> None:
    """But headings, lists and line ends: no link, no picture, no emphasis."""
    page = html.fragment_fromstring(read(f"{text}\n\n## {text}\n\n- {text}", 0, len(text)))
    assert {part.tag for part in page.iter()} <= TAGS
    assert {name for part in page.iter() for name in part.attrib} <= {"class", "id"}
    assert bare(html.tostring(page, encoding="unicode")).count("".join(text.split())) >= 1


def test_a_long_document_is_read_in_time() -> None:
    """Two million characters on two hundred pages."""
    text = "\n\n".join(["## A heading", "The campus had 45 companies.\nIt has 46 now.", "- One of them."] * 30_000)
    pages = tuple(range(0, len(text), len(text) // 200))
    assert read(text, 20, 40, *pages).count("<br>") > 29_000
