import re
from dataclasses import replace
from html import unescape

import pytest
from answers import ANYTHING, SPARK, TODAY, ZONE, answered, cite, figure, full, not_found
from hypothesis import given

from bot.cards import SURROUNDINGS, to_html
from bot.types import Conflict


def test_a_card_shows_the_source_and_the_quote_in_its_place() -> None:
    """Number, title, publisher, kind, date for machines and people, age, link and host, the quote marked."""
    card = to_html(answered(cite(before="So it was. ", after=" And more.")), TODAY)
    for part in (
        '<li class="card" id="source-a1-1">',
        '<span class="number">1</span>',
        "<strong>Stevenage Bioscience Catalyst</strong>",
        '<time datetime="2019-11-19">19 November 2019</time>',
        "7 years ago",
        "press release",
        'target="_blank" rel="noopener noreferrer nofollow"',
    ):
        assert part in card
    words = unescape(card)
    assert "So it was. <mark>About 40 firms.</mark> And more." in words
    assert 'href="https://www.biospace.com/spark?a=1&b=2"' in words
    assert "Read the source at www.biospace.com" in words


def test_long_surroundings_are_cut_at_a_word() -> None:
    """About 300 characters on either side, whole words, with an ellipsis where something is left out."""
    words = "word " * 200
    shown = unescape(to_html(answered(cite(before=words, after=" " + words)), TODAY))
    before, after = re.findall(r"<blockquote>(.*?)<mark>.*?</mark>(.*?)</blockquote>", shown)[0]
    assert before.startswith("… word ")
    assert after.endswith(" word …")
    assert SURROUNDINGS - 10 < len(before) <= SURROUNDINGS + 2
    assert SURROUNDINGS - 10 < len(after) <= SURROUNDINGS + 2


def test_the_nearest_passages_are_called_what_they_are() -> None:
    """At most three, under a heading and a note that they do not answer."""
    panel = to_html(not_found(*(cite(number, f"Near {number}.") for number in range(1, 6))), TODAY)
    assert "Nearest passages" in panel
    assert "do not answer" in panel
    assert panel.count('class="card"') == 3


def test_nothing_near_shows_no_panel() -> None:
    """Without citations there is nothing to head."""
    assert to_html(not_found(), TODAY) == ""


def test_a_card_is_found_by_its_answer_and_number() -> None:
    """A card's id names its answer, in characters that an address may hold."""
    other = replace(answered(cite()), id='b"<2')
    assert 'id="source-b2-1"' in to_html(other, TODAY)


@given(ANYTHING, ANYTHING, ANYTHING)
def test_the_marked_text_is_the_quote(quote: str, before: str, after: str) -> None:
    """Character for character, whatever it holds."""
    panel = to_html(answered(cite(1, quote, before=before, after=after)), TODAY)
    marked = re.findall(r"<mark>(.*?)</mark>", panel)
    assert [unescape(mark) for mark in marked] == [quote]


@pytest.mark.parametrize(("url", "is_linked"), [("https://www.biospace.com/x", True), ("javascript:alert(1)", False)])
def test_a_card_links_to_nothing_but_the_web(url: str, is_linked: bool) -> None:
    """What is no web address is shown as text."""
    panel = to_html(answered(cite(source=replace(SPARK, url=url))), TODAY)
    assert ("<a " in panel) == is_linked
    assert "biospace" in panel or url in unescape(panel)


def test_a_conflict_shows_all_its_sides() -> None:
    """Each value as its source words it, its scope, its date or that it has none, who said it, and its card."""
    (sides,) = re.findall(r'<div class="conflict">.*?</ul></div>', to_html(full(), TODAY))
    one, two = (re.sub("<.*?>", "|", unescape(side)) for side in re.findall("<li>.*?</li>", sides))
    assert [word for word in one.split("|") if word.strip()] == [
        "45 companies",
        "[1]",
        "campus",
        "October 2020",
        "Mondaq",
    ]
    assert [word for word in two.split("|") if word.strip()] == [
        "about 40 firms",
        "[2]",
        "undated",
        "Stevenage Bioscience Catalyst",
    ]
    assert "The sources disagree" in sides
    assert "same scope" in sides
    assert re.findall('href="(.*?)"', sides) == ["#source-a1-1", "#source-a1-2"]


def test_an_answer_without_conflict_or_figures_has_neither_part() -> None:
    """No empty heading, no empty table."""
    panel = to_html(answered(cite()), TODAY)
    assert "conflict" not in panel
    assert "<table" not in panel


def test_the_figures_are_a_table_that_can_be_read_aloud() -> None:
    """A caption, a heading for each column and row; scope and date are said also when they are not known."""
    (table,) = re.findall("<table.*?</table>", to_html(full(), TODAY))
    assert "<caption>" in table
    assert re.findall('<th scope="col">(.*?)</th>', table) == ["Value", "Scope", "When", "Source"]
    assert re.findall('<th scope="row">(.*?)</th>', table) == ["45 companies", "about 40 firms"]
    rows = [
        re.sub(r"<.*?>|\s+", " ", unescape(row)).split() for row in re.findall('<tr>(<th scope="row.*?)</tr>', table)
    ]
    assert rows[0] == "45 companies campus October 2020 achieved [1]".split()
    assert rows[1] == "about 40 firms not stated undated planned [2]".split()


def test_a_table_leads_from_each_figure_to_its_card() -> None:
    """The number of a row is a link to the card whose quote holds the figure."""
    panel = to_html(replace(answered(cite(), cite(2, "45 companies.")), figures=(figure(citation=2),)), TODAY)
    assert re.findall('class="marker" href="#(.*?)"', panel) == ["source-a1-2"]
    assert 'id="source-a1-2"' in panel


def test_nothing_found_has_no_figures_and_no_conflicts() -> None:
    """Whatever the nearest passages hold does not answer."""
    answer = replace(not_found(cite()), figures=(figure(), figure()), conflicts=(Conflict((0, 1), "both"),))
    panel = to_html(answer, TODAY)
    assert "<table" not in panel
    assert "conflict" not in panel


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_no_text_of_a_document_becomes_markup(words: str, title: str, publisher: str, url: str) -> None:
    """As quote, title, publisher, address, value, scope, date, status, hedge or reason: no tag that is not ours."""
    source = replace(SPARK, title=title, publisher=publisher, url=url)
    hostile = figure(words, scope=title, as_of=publisher, status=url, hedge=words)
    answer = replace(
        answered(cite(1, words, source, before=title, after=publisher)),
        figures=(hostile, hostile),
        conflicts=(Conflict((0, 1), publisher),),
    )
    panel = to_html(answer, TODAY)
    assert "\n" not in panel  # a blank line would hand the rest to Markdown
    tags = "div|ol|ul|li|h3|p|span|strong|time|blockquote|mark|a|table|caption|thead|tbody|tr|th|td"
    ours = rf'</?(?:{tags})(?: (?:class|id|datetime|href|target|rel|scope)="[^"<>]*")*>'
    assert not set("<>!`*_[]$") & set(re.sub(ours, "", panel).replace("_blank", ""))


def test_a_card_says_the_page_and_opens_a_pdf_file_at_it() -> None:
    """Other links stay as they are, and a document without pages says none."""
    plan = replace(SPARK, url="https://example.org/plan.pdf")
    panel = to_html(answered(cite(1, source=plan, page=3), cite(2, source=plan), cite(3, page=4)), TODAY)
    first, second, third = panel.split('<li class="card"')[1:]
    assert '<span class="page">page 3</span>' in first
    assert "plan.pdf#page=3" in unescape(first)
    assert "page" not in unescape(second)
    assert '<span class="page">page 4</span>' in third
    assert "#page" not in unescape(third)


def test_a_card_says_where_else_the_story_stands_and_gives_its_own_link() -> None:
    """Publisher and date of each, linked where the web has it; the quote's permalink is on this server."""
    others = (replace(SPARK, publisher="Herald", url="https://herald.example/a"), replace(ZONE, url="javascript:x"))
    panel = unescape(to_html(answered(cite(version="ab12", also_at=others)), TODAY))
    assert "Also at" in panel
    assert '<a href="https://herald.example/a" target="_blank"' in panel
    assert "Herald</a>, 19 November 2019" in panel
    assert "<li>Mondaq, October 2020</li>" in panel
    permalink = "/source?document=press%2Fspark.md&version=ab12&quote=10-25"
    assert f'<a href="{permalink}#in-its-place">In its document</a>' in panel
    assert "Also at" not in to_html(answered(cite()), TODAY)


@given(ANYTHING, ANYTHING, ANYTHING)
def test_no_text_of_another_place_becomes_markup(title: str, publisher: str, url: str) -> None:
    """Neither its publisher nor its address, nor the id in a permalink."""
    other = replace(SPARK, id=url, title=title, publisher=publisher, url=url)
    panel = to_html(answered(cite(source=replace(SPARK, id=title), version=url, also_at=(other,))), TODAY)
    assert "\n" not in panel
    tags = "div|ol|ul|li|p|span|strong|time|blockquote|mark|a"
    ours = rf'</?(?:{tags})(?: (?:class|id|datetime|href|target|rel)="[^"<>]*")*>'
    assert not set("<>!`*_[]$") & set(re.sub(ours, "", panel).replace("_blank", ""))
