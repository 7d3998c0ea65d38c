"""An account: one sentence of each document that has one on the subject, in the order of time."""

from datetime import date

import pytest
from builders import make_document, publish

from bot.ask import Bot
from bot.types import Answer, Filters, Status
from ingest.encoder import Encoder
from ingest.store import Store
from ingest.types import Kind, Published

RELEASES = (
    ("founded", 2014, "Brightwell Bio has been founded in Harlow by two chemists. It has four staff."),
    ("labs", 2017, "Brightwell Bio has opened laboratories at Harlow Park. They hold 30 benches."),
    ("round", 2019, "Brightwell Bio has raised £40m in a series B round. Two funds led it."),
    ("cuts", 2023, "Brightwell Bio is to cut 60 jobs and to stop its work on viruses."),
    ("weather", 2023, "Rain fell on Harlow for nine days in a row. Streets stood under water."),
    ("other", 2021, "Corby Vector has let a plant in Corby to a maker of plasmids. Rents there are low."),
)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory, real_encoder: Encoder) -> Bot:
    """A bot over releases on a company, and on other things."""
    store = Store(tmp_path_factory.mktemp("chronicle"))
    documents = [
        make_document(text, id=name, title=name.title(), kind=Kind.NEWS, published=Published(year, 5, 2))
        for name, year, text in RELEASES
    ]
    sheet = "Brightwell Bio keeps its head office at Harlow Park, in a building of brick."
    documents.append(make_document(sheet, id="sheet", title="Sheet", kind=Kind.FACT_SHEET, published=Published(2024)))
    publish(store, documents, real_encoder)
    return Bot(store, real_encoder)


def told(answer: Answer) -> list[str]:
    """The documents that are cited, in order."""
    return [citation.source.id for citation in answer.citations]


def test_a_timeline_is_told_in_the_order_of_time(bot: Bot) -> None:
    """By the first sentence that each release has on the subject, and without a short answer."""
    answer = bot.ask("Give me a timeline of Brightwell Bio")
    assert told(answer) == ["founded", "labs", "round", "cuts"]
    assert answer.citations[2].quote == "Brightwell Bio has raised £40m in a series B round."
    assert answer.leads == ()


def test_what_is_new_begins_with_the_newest(bot: Bot) -> None:
    """A fact sheet tells how things are, and so nothing new."""
    assert told(bot.ask("What's the latest news about Brightwell Bio?"))[:2] == ["cuts", "round"]


def test_without_a_subject_the_newest_of_all_is_told(bot: Bot) -> None:
    """Whatever it is about."""
    assert {"cuts", "weather"} == set(told(bot.ask("What's new?"))[:2])


def test_a_year_narrows_it_to_what_was_published_in_it(bot: Bot) -> None:
    """So does a day by which all is to be known."""
    assert told(bot.ask("What happened at Brightwell Bio in 2019?")) == ["round"]
    known = bot.ask("Give me a timeline of Brightwell Bio", (), Filters(until=date(2018, 1, 1)))
    assert told(known) == ["founded", "labs"]


def test_a_name_alone_asks_what_there_is_to_tell(bot: Bot) -> None:
    """Of the company, and of no other."""
    found = told(bot.ask("Brightwell Bio"))
    assert len(found) >= 3
    assert not {"weather", "other"} & set(found)


@pytest.mark.parametrize("asked", ["Tell me about Zorblax Pharma", "What's new at Zorblax?", "Timeline of Zorblax"])
def test_of_what_no_document_names_nothing_is_told(bot: Bot, asked: str) -> None:
    """And that is said, with the name."""
    answer = bot.ask(asked)
    assert answer.status is Status.NOT_FOUND
    assert "Zorblax" in answer.text
