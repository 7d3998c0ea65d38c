"""Which sentence answers: the one with the value, the year and the name that were asked for."""

from pathlib import Path

import pytest
from builders import make_document, publish

from bot.ask import Bot
from ingest.encoder import Encoder
from ingest.store import Store


@pytest.mark.parametrize(
    ("question", "value", "source"),
    [
        ("How many companies were on the Stevenage campus in 2016?", "50 companies", "press/2016.md"),
        ("How many companies are on the Stevenage campus in 2020?", "45 companies", "news/2020.md"),
        ("What does the Autolus factory cost?", "£65m", "news/autolus.md"),
        ("How many jobs will the Autolus factory create?", "400 jobs", "news/autolus.md"),
        ("Who is the chief executive of Autolus?", "Christian Itin", "news/autolus.md"),
        ("Who was chief executive of Stevenage Bioscience Catalyst in 2016?", "Martino Picardo", "press/2016.md"),
        ("How long does the train from Stevenage to King's Cross take?", "20 minutes", "facts/town.md"),
        ("How large are the Sycamore House laboratories?", "9,640 sq m", "facts/town.md"),
        ("What is the number of inhabitants of the town?", "89,000", "facts/town.md"),
    ],
)
def test_the_first_sentence_holds_what_was_asked_for(campus_bot: Bot, question: str, value: str, source: str) -> None:
    """A count, an amount, a person, a time or a size, of the right year and thing."""
    first = campus_bot.ask(question).citations[0]
    assert value in first.quote
    assert first.source.id == source


def test_a_sentence_deep_in_a_long_document_is_found(tmp_path: Path, real_encoder: Encoder) -> None:
    """Between hundreds of others."""
    filler = [f"Room {number} of the building is painted in white and cleaned on Mondays." for number in range(300)]
    filler[217] = "The glass pavilion cost £3.7m and was paid for by the county."
    store = Store(tmp_path)
    publish(store, [make_document(" ".join(filler), title="The building")], real_encoder)
    answer = Bot(store, real_encoder).ask("What did the glass pavilion cost?")
    assert answer.citations[0].quote == filler[217]
