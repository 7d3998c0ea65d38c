"""The documents, quotes and suggestions over a real server; never more of them than the door allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from browser import CATALYST, COMPANIES, PARK, SPARK, ZONE, TableBot
from builders import Desk, WordEncoder
from callers import Narrow, calling

from bot.api.described import Document, Documents, Quoted, Suggestions, Withdrawn
from bot.ask import Bot
from bot.render import source_to_json
from bot.types import Filters
from ingest.types import Kind

NEWS = Narrow(Filters(kinds=frozenset({Kind.NEWS})))


@pytest.fixture
def api() -> Iterator[httpx.Client]:
    """A client of the API over three documents."""
    with calling(TableBot({})) as client:
        yield client


@pytest.fixture
def news() -> Iterator[httpx.Client]:
    """The same for whom the door lets in to the news only."""
    with calling(TableBot({}), NEWS) as client:
        yield client


def ids(response: httpx.Response) -> list[str]:
    """The documents that a list has."""
    return [card["document_id"] for card in Documents.model_validate(response.json()).model_dump()["documents"]]


LISTS = {
    "": [ZONE, SPARK, PARK],
    "limit=1": [ZONE],
    "limit=1&offset=1": [SPARK],
    "offset=3": [],
    "q=STEVENAGE": [ZONE, SPARK],
    "q=high%20potential": [ZONE],
    "q=.*": [],
    "kinds=news&kinds=fact_sheet": [ZONE, PARK],
    "publishers=Mondaq": [ZONE],
    "since=2020": [ZONE],
    "until=2019-11-19": [SPARK],
    "since=2019-11&until=2020-10": [ZONE, SPARK],
}


@pytest.mark.parametrize("query", LISTS)
def test_documents_are_listed_by_what_is_searched_for(api: httpx.Client, query: str) -> None:
    """Page by page; words in a title are words and no pattern."""
    assert ids(api.get(f"/api/documents?{query}")) == [source.id for source in LISTS[query]]


def test_a_list_says_how_many_there_are_on_all_pages(api: httpx.Client) -> None:
    """So that a caller knows whether to ask on."""
    assert api.get("/api/documents?limit=2&q=stevenage").json() == {
        "documents": [source_to_json(ZONE), source_to_json(SPARK)],
        "total": 2,
        "limit": 2,
        "offset": 0,
    }


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=101", "limit=x", "limit=1e3", "offset=-1", "offset=" + "9" * 5_000),
        *("kinds=rumour", "since=today", "until=2023-02-29", "since=2021&until=2020"),
        *("kind=news", "q=" + "x" * 501, "q=x&Q=x"),
    ],
)
def test_a_search_that_cannot_be_taken_is_refused(api: httpx.Client, query: str) -> None:
    """With a sentence; a misspelled field is not silently left out."""
    response = api.get(f"/api/documents?{query}")
    assert response.status_code == 422
    assert response.json()["error"].endswith("See /api/openapi.json for what can be asked.")


def test_a_document_is_its_card_and_its_text(api: httpx.Client) -> None:
    """Whether the slash of its id is encoded or not."""
    for id_ in (ZONE.id, quote(ZONE.id, safe="")):
        shown = api.get(f"/api/documents/{id_}").json()
        assert Document.model_validate(shown).text == COMPANIES
        assert shown.items() >= source_to_json(ZONE).items()


@pytest.mark.parametrize("id_", ["none.md", "../ui.py", "%00", "%ff", "a" * 5_000, "news"])
def test_what_is_no_document_is_not_found(api: httpx.Client, id_: str) -> None:
    """Whatever it looks like."""
    response = api.get(f"/api/documents/{id_}")
    assert response.status_code == 404
    assert response.json()["error"].startswith("There is no")


def test_the_door_narrows_what_is_listed_read_quoted_and_suggested(news: httpx.Client) -> None:
    """What it holds back is as if it were not there."""
    assert ids(news.get("/api/documents")) == [ZONE.id]
    assert ids(news.get("/api/documents?kinds=press_release")) == []
    assert news.get(f"/api/documents/{ZONE.id}").status_code == 200
    assert news.get(f"/api/documents/{SPARK.id}").status_code == 404
    assert news.get("/api/citations", params={"document": SPARK.id}).status_code == 404
    assert news.get("/api/citations", params={"document": "withdrawn"}).status_code == 404
    assert news.get("/api/suggestions").json() == {
        "examples": [],
        "kinds": [{"kind": "news", "label": "news"}],
        "publishers": ["Mondaq"],
        "years": {"first": 2020, "last": 2020},
    }


def test_what_to_read_instead_is_named_only_where_the_door_allows_it() -> None:
    """The quote itself is shown."""
    with calling(TableBot({}), Narrow(Filters(kinds=frozenset({SPARK.kind})))) as api:
        shown = api.get("/api/citations", params={"document": SPARK.id}).json()
    assert (shown["fate"], shown["quote"], shown["successor"]) == ("superseded", CATALYST, None)


def test_suggestions_are_of_what_there_is(api: httpx.Client) -> None:
    """Examples, kinds, publishers and years."""
    shown = Suggestions.model_validate(api.get("/api/suggestions").json())
    assert tuple(shown.examples) == TableBot({}).examples
    assert [kind.label for kind in shown.kinds] == ["fact sheet", "news", "press release"]
    assert shown.publishers == ["Mondaq", "Stevenage Bioscience Catalyst"]
    assert shown.years
    assert (shown.years.first, shown.years.last) == (2019, 2020)


def test_a_failure_of_the_store_is_told_without_its_words(api: httpx.Client) -> None:
    """They may name folders of the machine."""
    response = api.get("/api/citations", params={"document": "broken"})
    assert (response.status_code, response.headers["retry-after"]) == (503, "60")
    assert "secret" not in response.text


@pytest.mark.parametrize(
    "values", [{}, {"document": ""}, {"document": "a", "quote": "5"}, {"document": "a", "quote": "²-³"}]
)
def test_what_is_no_permalink_is_refused(api: httpx.Client, values: dict[str, str]) -> None:
    """Rather than led to a wrong place."""
    assert api.get("/api/citations", params=values).status_code == 422


@dataclass
class Newsroom:
    """Two documents that change while the API is served, and the permalink of a quote that it gave at the beginning."""

    desk: Desk
    bot: Bot
    api: httpx.Client
    link: str = ""

    def cite(self) -> str:
        """The permalink of the quote that answers now."""
        answer = self.api.post("/api/ask", json={"question": "How many companies are there?"}).json()
        cited = next(one for one in answer["citations"] + answer["nearest"] if one["document_id"] == "a.md")
        return str(cited["permalink"])

    def look_up(self) -> tuple[int, dict[str, Any]]:
        """What the API says of the first link."""
        response = self.api.get(self.link.replace("/source", "/api/citations"))
        return response.status_code, response.json()


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """With a real store and a real server."""
    desk = Desk(tmp_path)
    desk.write(a="There are 45 companies.", b="The town has 89,000 inhabitants.")
    desk.ingest()
    bot = Bot(desk.store, WordEncoder())
    with calling(bot) as api:
        room = Newsroom(desk, bot, api)
        room.link = room.cite()
        yield room


def test_a_quote_is_shown_as_it_was_when_its_document_has_changed(newsroom: Newsroom) -> None:
    """And the document that says otherwise now is named."""
    status, shown = newsroom.look_up()
    assert (status, shown["fate"], shown["successor"]) == (200, "current", None)
    newsroom.desk.write(a="There are 46 companies.")
    newsroom.desk.ingest()
    status, shown = newsroom.look_up()
    assert Quoted.model_validate(shown)
    assert (status, shown["fate"], shown["quote"]) == (200, "superseded", "There are 45 companies.")
    assert shown["said"].startswith("This is what the document said until ")
    assert shown["successor"]["document_id"] == "a.md"


def test_a_quote_of_a_withdrawn_document_is_gone_with_the_reason(newsroom: Newsroom) -> None:
    """At once, without its words; the document is not listed, read or cited any more."""
    newsroom.desk.store.withdrawn.withdraw("a.md", "The count was wrong.", newsroom.bot.library().generation)
    status, shown = newsroom.look_up()
    assert Withdrawn.model_validate(shown)
    assert (status, shown["fate"]) == (410, "withdrawn")
    assert shown["error"].endswith(": The count was wrong.")
    assert "45 companies" not in str(shown)
    assert ids(newsroom.api.get("/api/documents")) == ["b.md"]
    assert newsroom.api.get("/api/documents/a.md").status_code == 404
    answer = newsroom.api.post("/api/ask", json={"question": "How many companies are there?"}).json()
    assert "a.md" not in str(answer)


def test_a_quote_that_never_was_there_is_not_found(newsroom: Newsroom) -> None:
    """With a sentence."""
    response = newsroom.api.get("/api/citations", params={"document": "never.md", "quote": "0-5"})
    assert response.status_code == 404
    assert "Check the values of the permalink" in response.json()["error"]
