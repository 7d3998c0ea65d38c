"""Who pays is told from who is paid."""

import pytest

from bot.direction import went_the_other_way


@pytest.mark.parametrize(
    ("told", "is_other"),
    [
        ("In 2024 Roche paid Autolus $50m in cash.", True),
        ("Roche agreed to pay Autolus up to $50m.", True),
        ("Autolus paid Roche $50m in cash.", False),
        ("Autolus received $50m from Roche.", False),
        ("Novartis paid Autolus $50m.", False),
    ],
)
def test_what_one_paid_is_not_what_the_other_did(told: str, is_other: bool) -> None:
    """It would be the right sum with the wrong sign."""
    assert went_the_other_way("What did Autolus pay Roche?", told) is is_other
    assert not went_the_other_way("What was paid?", told)
