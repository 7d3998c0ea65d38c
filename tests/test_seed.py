"""A real article, plain text without a header, ingested as it is and asked what an investor would ask."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import ingested

import bot.__main__
from bot.ask import Bot
from bot.types import Status
from ingest.encoder import Encoder
from ingest.store import Store

# Of the same make as the article that the project began with, in our own words: no header, no title line, no date,
# headings that are questions, and quoted paragraphs after a line that says who speaks.
ARTICLE = """\
Stevenage has been named a High Potential Opportunity (HPO) zone by the Department for International Trade \
(DIT), which thereby honours the town's leading cluster of cell and gene therapy companies.

The Hertfordshire Local Enterprise Partnership (LEP) put the town forward. It hopes that more investors from \
overseas will come to Hertfordshire.

What Is There in Stevenage?

No cell and gene therapy cluster outside the US is larger than that of Stevenage. The campus has 1,000 jobs and \
is home to 45 companies, 13 of which work in cell and gene therapy.

In 2019 the Office for Life Sciences had given the campus the status of a Life Science Opportunity Zone. So far \
the occupiers of Stevenage Bioscience Catalyst have raised over £1.6bn, two thirds of it in cell and gene \
therapy.

What Does the Status Bring?

The programme speeds up foreign direct investment in growth sectors of the UK. Local jobs and prosperity are to \
follow.

Nitin Dahad, Chair of the Enterprise & Innovation Board of Hertfordshire LEP, said:

"The status shows how much the county's advanced therapies matter to the whole country. Nowhere else do so many \
experts in research and manufacture work side by side."

Matthew Durdy, Chief Executive Officer at Cell and Gene Therapy Catapult, said:

"The industry in the UK goes on growing.  One in four European cell and gene therapy companies is at work here \
already, and the UK has 12% of the clinical trials in the world."

The LEP also helps to pay for a new Cell and Gene Integration Lab in Stevenage. It will be the first digital \
training centre in the UK for the manufacture of advanced therapies.
"""


@pytest.fixture(scope="module", params=["our own article", "the article that CLUSTER_SEED names"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, real_encoder: Encoder) -> Store:
    """A fresh store of nothing but the article."""
    corpus = tmp_path_factory.mktemp("seed")
    text = ARTICLE
    if request.param != "our own article":
        named = os.environ.get("CLUSTER_SEED")
        if named is None:
            pytest.skip("CLUSTER_SEED does not name the article, which is not ours to keep in this repository")
        text = Path(named).read_text(encoding="utf-8")
    (corpus / "stevenage-hpo-2020.txt").write_text(text, encoding="utf-8")
    return ingested(corpus, tmp_path_factory.mktemp("store"), real_encoder)


@pytest.fixture(scope="module")
def seed_bot(store: Store, real_encoder: Encoder) -> Iterator[Bot]:
    """The bot over the article."""
    made = Bot(store, real_encoder)
    yield made
    made.library().generation.close()


def test_the_card_claims_nothing_that_the_article_does_not_say(seed_bot: Bot) -> None:
    """The title comes from the file's name; date, publisher and address stay unknown."""
    [document] = seed_bot.library().generation.documents.values()
    source = document.source
    assert source.title == "Stevenage hpo 2020"
    assert (source.published, source.publisher, source.url) == (None, None, None)


def test_the_questions_in_the_article_are_its_headings(seed_bot: Bot) -> None:
    """And no line of it is lost as a header."""
    generation = seed_bot.library().generation
    [document] = generation.documents.values()
    headings = {passage.heading for passage in generation.passages if passage.heading}
    assert len([heading for heading in headings if heading.endswith("?")]) >= 2
    assert document.text.startswith("Stevenage has been ")


@pytest.mark.parametrize(
    ("question", "values"),
    [
        (
            "How many companies are on the Stevenage campus, and how many are in cell and gene therapy?",
            ["45 companies", "13 of which"],
        ),
        ("How many companies does the campus have?", ["45 companies"]),
        ("How many jobs are on the campus?", ["1,000 jobs"]),
        ("How much have the occupiers of Stevenage Bioscience Catalyst raised?", ["£1.6bn"]),
        ("How much of the money raised is in cell and gene therapy companies?", ["two thirds"]),
        ("What share of the world's clinical trials does the UK have?", ["12%"]),
        ("When did the campus become a Life Science Opportunity Zone?", ["2019"]),
    ],
)
def test_an_investors_question_is_answered_with_a_verbatim_quote(
    seed_bot: Bot, question: str, values: list[str]
) -> None:
    """The figure stands in a quote that stands in the article."""
    answer = seed_bot.ask(question)
    assert answer.status is Status.ANSWERED
    quotes = " ".join(" ".join(citation.quote.split()) for citation in answer.citations)
    assert [value for value in values if value not in quotes] == []
    [document] = seed_bot.library().generation.documents.values()
    for citation in answer.citations:
        assert document.text[citation.start : citation.end] == citation.quote


def test_the_answer_is_undated(seed_bot: Bot) -> None:
    """The file's time on disk is no date of publication, nor is the year in its name."""
    answer = seed_bot.ask("How many companies are on the campus?")
    assert answer.as_of is None
    assert {citation.source.published for citation in answer.citations} == {None}


def test_a_follow_up_finds_the_part_of_the_whole(
    seed_bot: Bot, store: Store, capsys: pytest.CaptureFixture[str], desk: Path
) -> None:
    """Through the command line, as a client would ask."""
    history = [
        {"role": "user", "content": "How many companies are on the campus?"},
        {"role": "assistant", "content": "45 companies."},
    ]
    row = {"id": 1, "question": "and how many of those are in gene therapy?", "history": history}
    (desk / "q.jsonl").write_text(json.dumps(row))
    assert bot.__main__.main(["--questions", "q.jsonl", "--store", str(store.folder)]) == 0
    assert "13 of which" in json.loads(capsys.readouterr().out)["text"]


@pytest.mark.parametrize("question", ["Who is the mayor of Stevenage?", "What is the share price of Autolus?"])
def test_what_the_article_does_not_say_is_not_found(seed_bot: Bot, question: str) -> None:
    """Rather no answer than a wrong one."""
    assert seed_bot.ask(question).status is not Status.ANSWERED
