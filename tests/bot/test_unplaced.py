"""Who names the place of a thing does not lose the sources that leave it out."""

import pytest
from builders import make_document, part_of

from bot.evidence import Sentence
from bot.read import Scored
from bot.short import ShortAnswers
from bot.unplaced import unplaced, without_places
from bot.verifier.verify import Verifier
from ingest.split import split

VERIFIER = Verifier()
PLACED = "The Marshgate building of Autolus at Marshgate will provide 200 jobs."


def item(text: str, name: str) -> Scored:
    """A sentence that is a document of its own."""
    (passage,) = split(make_document(text, id=name))
    return Scored(Sentence(passage, 0, len(text), text), 1.0, 0.9)


def told(question: str, text: str) -> bool:
    """Whether the text is told of what the question asks, beside the sentence that names the place."""
    other = item(text, "other.md")
    return unplaced(part_of(question), item(PLACED, "placed.md"), [other], ShortAnswers(VERIFIER)) == [other]


@pytest.mark.parametrize(
    "question",
    [
        "How many jobs will the Autolus building at Marshgate bring?",
        "How many jobs will Autolus's Marshgate building bring?",
        "How many people will work at Autolus's Marshgate site?",
    ],
)
def test_a_source_that_leaves_the_place_out_is_told_beside(question: str) -> None:
    """The Comet speaks of Marshgate, HealthInvestor of the new facility."""
    assert told(question, "The new Autolus facility in Stevenage will bring more than 400 jobs.")


@pytest.mark.parametrize(
    "text",
    [
        "The new Novartis facility will bring more than 400 jobs.",
        "The Autolus building was financed with £66m.",
        "Autolus has treated 400 patients.",
    ],
)
def test_what_is_of_somebody_else_or_of_something_else_is_not(text: str) -> None:
    """It must name all else that the question names, and answer it."""
    assert not told("How many jobs will the Autolus building at Marshgate bring?", text)


@pytest.mark.parametrize(
    "question",
    [
        "How many jobs will the building at Marshgate bring?",
        "How many jobs will Autolus bring to Stevenage?",
        "How many people work at Autolus in Stevenage?",
        "How many people work for Autolus in Stevenage?",
        "Who built the Autolus building at Marshgate?",
    ],
)
def test_without_anything_else_named_or_for_a_town_nothing_is_left_out(question: str) -> None:
    """In the UK there are more jobs than in Stevenage, and that is no disagreement."""
    assert without_places(part_of(question), item(PLACED, "placed.md")) is None


def test_the_question_without_its_place_reads_on() -> None:
    """The verifier is asked it in these words."""
    part = without_places(part_of("How many jobs will the Autolus building at Marshgate bring?"), item(PLACED, "a.md"))
    assert part is not None
    assert part.text == "How many jobs will the Autolus building bring?"
