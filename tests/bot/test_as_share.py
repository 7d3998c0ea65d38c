"""How many of a population may be told as a share."""

import pytest

from bot.as_share import as_share
from bot.lexicon import Lexicon
from bot.question import Part, understand

LEXICON = Lexicon.of(["The firm Autolus is in Stevenage."])


def part_of(question: str) -> Part:
    """The one part of a question."""
    (part,) = understand(question, [], LEXICON).parts
    return part


@pytest.mark.parametrize(
    ("asked", "share"),
    [
        ("How many people in Stevenage own a dog?", "What share of people in Stevenage own a dog?"),
        ("How many of the residents own a car?", "What share of the residents own a car?"),
        ("How many households were rented in 2021?", "What share of households were rented in 2021?"),
        ("How many people work for Autolus?", None),
        ("How many labs are there in Stevenage?", None),
        ("What share of people have a degree?", None),
    ],
)
def test_a_population_is_asked_for_its_share(asked: str, share: str | None) -> None:
    """What is counted one by one is not."""
    assert as_share(part_of(asked)) == share
