"""The library: plain HTML that works without a script, to search and to narrow down."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import httpx
import pytest
from browser import CATALYST, HOSTILE, PARK, SPARK, ZONE, served_page
from playwright.sync_api import Browser, expect
from widget_stage import AXE_RULES, from_npm

from bot.catalogue import Entry
from ingest.types import Document, Kind
from page.library import ON_A_PAGE, PATH, Wanted, library_page


class ManyBot:
    """A bot with more documents than a page holds."""

    def questions_of(self, document_id: str, look: bool = True) -> tuple[str, ...]:
        """One, for whoever does not look for more."""
        return () if look else ("What <b>is</b> it?",)

    def catalogue(self) -> tuple[Entry, ...]:
        """Entries that differ in their titles alone."""
        return tuple(Entry(Document(replace(ZONE, title=f"Story {number}"), "")) for number in range(2 * ON_A_PAGE + 1))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page, served."""
    with served_page("campus_bot", tmp_path_factory.mktemp("library")) as url:
        yield url


def listed(address: str, query: str = "") -> str:
    """The library, as a reader reads it."""
    page = httpx.get(f"{address}{PATH}{query}")
    assert page.status_code == 200
    return unescape(page.text)


def test_every_document_has_its_card_its_figures_and_its_standing(address: str) -> None:
    """Corrected and withdrawn ones say so, copies stand under the original, each figure leads to its sentence."""
    page = listed(address)
    assert "1 to 3 of 3 documents" in page
    assert "Mondaq, October 2020" in page
    figure = re.search(r'<a href="(/source\?[^"]*)">45 companies</a> <span class="state">(.*?)</span>', page)
    assert figure is not None
    assert "quote=0-" in figure[1]
    assert "2020" in figure[2]
    assert "Also at" in page
    assert f'Read instead: <a href="/source?document=news%2Fzone.md">{ZONE.title}</a>' in page
    assert "Withdrawn on 1 May 2026: a wrong figure" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=companies+jobs", [ZONE]),
        ("?q=STEVENAGE", [ZONE, SPARK]),
        ("?kind=news", [ZONE]),
        ("?publisher=Mondaq", [ZONE]),
        ("?since=2020", [ZONE]),
        ("?until=2019", [SPARK]),
        ("?q=nothing+like+it", []),
        ("?kind=nonsense&since=soon&page=-1", [ZONE, SPARK, PARK]),
        ("?page=999", [ZONE, SPARK, PARK]),
        ("?q=" + "x" * 5000, []),
    ],
)
def test_it_is_searched_and_narrowed_down(address: str, query: str, found: list[object]) -> None:
    """By words of the text or the card, kind, publisher and years; what makes no sense is left open."""
    page = listed(address, query)
    titles = [unescape(re.sub("<.*?>", "", title)) for title in re.findall(r"<h2>(.*?)</h2>", page)]
    assert titles == [source.title for source in (ZONE, SPARK, PARK) if source in found]
    assert found or "No document is like that" in page


def test_many_documents_are_many_pages() -> None:
    """Each page leads to the next and back, and keeps what is looked for."""
    _, first = library_page(ManyBot(), {"q": "story"})  # type: ignore[arg-type]
    assert f"1 to {ON_A_PAGE} of {2 * ON_A_PAGE + 1} documents" in unescape(first)
    assert f"{PATH}?q=story&page=2" in unescape(first)
    assert 'rel="prev"' not in first
    _, last = library_page(ManyBot(), {"q": "story", "page": "3"})  # type: ignore[arg-type]
    assert 'rel="next"' not in last
    assert "Page 3 of 3" in last


def test_an_undated_document_is_of_no_year() -> None:
    """It is found when no year is asked for."""
    undated = Entry(Document(PARK, ""))
    assert Wanted().fits(undated)
    assert not Wanted(since=2019).fits(undated)
    assert not Wanted(kind=Kind.NEWS).fits(undated)


def test_nothing_of_a_document_becomes_markup(tmp_path: Path) -> None:
    """Nor of a search."""
    with served_page("hostile_bot", tmp_path) as url:
        pages = [httpx.get(f"{url}{PATH}", params={"q": text}).text for text in HOSTILE[:8]]
        pages += [httpx.get(f"{url}{PATH}", params={"page": str(number)}).text for number in range(1, 4)]
    ours = (
        r"<(?:/?(?:html|head|body|main|h1|h2|p|a|title|form|label|input|select|option|button|ol|ul|li|span|strong|nav)"
        r'|!doctype|meta|link)(?: [\w-]+(?:="[^"<>]*")?)*>'
    )
    for page in pages:
        assert "<" not in re.sub(ours, "", page)
        assert all(re.match(r"/|https?:", unescape(link)) for link in re.findall('href="(.*?)"', page))


def test_a_title_opens_the_whole_document(address: str) -> None:
    """When no quote is named."""
    page = unescape(httpx.get(f"{address}/source", params={"document": SPARK.id}).text)
    assert CATALYST in page
    assert "<mark>" not in page


def test_a_reader_without_scripts_searches(browser: Browser, address: str) -> None:
    """By the keyboard alone; the page leads there and back."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{PATH}")
    page.get_by_label("Words").fill("companies")
    page.get_by_label("Words").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 to 1 of 1 document")
    expect(page.get_by_role("link", name="45 companies")).to_be_visible()
    page.get_by_role("link", name="45 companies").click()
    assert "/source?" in page.url
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_it(browser: Browser, address: str, scheme: str, width: int) -> None:
    """Nor is it wider than a phone."""
    axe = (from_npm("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    page = browser.new_page(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 800}
    )
    page.goto(f"{address}{PATH}")
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {{ runOnly: {json.dumps(AXE_RULES)} }})")
    assert [one["id"] for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
