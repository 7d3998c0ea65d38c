"""The card of a document: of all that say something of it, the first in the order of trust counts."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from ingest.load.card import card_of
from ingest.load.extract import Extract
from ingest.load.header import Header
from ingest.origin import Origin
from ingest.types import Published, Source

PAGE = "https://example.org/about"
# The years in which the rungs of the ladder say that a document was published, the most trusted first.
RUNGS = ("header", "markup", "dateline", "record", "own address", "fetched address", "feed")
YEARS = {rung: 2001 + place for place, rung in enumerate(RUNGS)}


def card(*rungs: str, undated: bool = False, fetched: bool = True) -> Source:
    """The card of a document of which just these rungs say a date."""

    def said(rung: str) -> Published | None:
        return Published(YEARS[rung]) if rung in rungs else None

    def address(rung: str) -> str:
        return f"https://example.org/{YEARS[rung]}/01/about" if rung in rungs else PAGE

    header = Header(published=said("header"), undated=undated)
    extract = Extract("Text.", published=said("markup"), created=said("record"), url=address("own address"))
    origin = Origin(address("fetched address"), said("feed")) if fetched else None
    return card_of(header, extract, said("dateline"), "Text.", Path("page.html"), "page", origin)


@pytest.mark.parametrize(("first", "second"), list(combinations(RUNGS, 2)))
def test_of_two_dates_the_more_trusted_counts(first: str, second: str) -> None:
    """Over every pair of the ladder's rungs; and over all of those from one on."""
    assert _year(card(first, second)) == YEARS[first]
    assert _year(card(*RUNGS[RUNGS.index(first) :])) == YEARS[first]


def _year(source: Source) -> int | None:
    return source.published.year if source.published else None


def test_a_document_of_which_nothing_says_a_date_is_undated() -> None:
    """Fetched or not."""
    assert card().published is None
    assert card(fetched=False).published is None


def test_a_header_that_says_undated_ends_the_search() -> None:
    """Whatever all the others say, the address and the feed among them."""
    assert card(*RUNGS[1:], undated=True).published is None


def test_a_feed_adds_the_day_to_the_month_of_an_address_and_no_more() -> None:
    """Of another month it is the day of something else."""
    there = Origin("https://example.org/2020/10/story", Published(2020, 10, 7))
    for feed, expected in ((Published(2020, 10, 7), "2020-10-07"), (Published(2020, 11, 7), "2020-10")):
        origin = replace(there, published=feed)
        source = card_of(Header(), Extract("Text."), None, "Text.", Path("x.html"), "x", origin)
        assert str(source.published) == expected


ADDRESSES = [
    (None, None, None),
    ("https://example.org/a", None, "https://example.org/a"),
    (None, "https://www.example.org/b", "https://www.example.org/b"),
    ("https://example.org/a", "https://www.example.org/b?from=feed", "https://example.org/a"),
    ("https://elsewhere.example/a", "https://example.org/b", "https://example.org/b"),
]


@pytest.mark.parametrize(("own", "fetched", "shown"), ADDRESSES)
def test_a_page_has_the_word_on_its_address_for_its_own_site_only(
    own: str | None, fetched: str | None, shown: str | None
) -> None:
    """Readers are sent there."""
    origin = Origin(fetched) if fetched else None
    assert card_of(Header(), Extract("Text.", url=own), None, "Text.", Path("x.html"), "x", origin).url == shown


GERMAN = "Das Unternehmen hat im Jahr 2020 eine neue Fabrik eröffnet. Der Bau wurde von der Stadt unterstützt."


@pytest.mark.parametrize(
    ("header", "markup", "text", "language"),
    [
        ("fr", "en-GB", GERMAN, "fr"),
        (None, "en-GB", GERMAN, "en"),
        (None, "", GERMAN, "de"),
        (None, "?", GERMAN, "de"),
        (None, None, "12 labs.", None),
    ],
)
def test_the_language_is_that_of_the_header_else_of_the_markup_else_of_the_text(
    header: str | None, markup: str | None, text: str, language: str | None
) -> None:
    """And unknown where none of them says it."""
    source = card_of(Header(language=header), Extract(text, language=markup), None, text, Path("x.html"), "x")
    assert source.language == language
