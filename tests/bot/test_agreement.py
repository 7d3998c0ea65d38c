"""Who asks whether the sources agree is shown what they say of the matter."""

import pytest

from bot.agreement import matter


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("Do the sources agree on how many trials there were in 2020?", "how many trials there were in 2020?"),
        ("do all sources differ about when the centre opened", "when the centre opened"),
        ("Is there any disagreement among the reports on what it cost?", "what it cost?"),
        ("Are the figures consistent on how large the building is?", "how large the building is?"),
    ],
)
def test_the_matter_is_what_is_asked(asked: str, wanted: str) -> None:
    """However agreement is asked for."""
    assert matter(asked) == wanted


@pytest.mark.parametrize(
    "asked",
    ["How many companies agree on terms?", "Did the council and GSK agree on a price?", "Do the sources say how many?"],
)
def test_other_questions_stay(asked: str) -> None:
    """Parties may agree too."""
    assert matter(asked) == asked
