"""What bears another name is another thing, however alike they are."""

import pytest

from bot.namesakes import is_of_a_namesake


@pytest.mark.parametrize(
    ("asked", "text", "another"),
    [
        ("Who paid for the Accelerator building?", "The Spark Building was paid for by the council.", True),
        ("Who paid for the Spark Building?", "The Spark Building was paid for by the council.", False),
        ("How big is phase 1 of Elevate Quarter?", "Phase 1 of SBC has 60,000 sq ft of space.", True),
        ("How big is phase 1 of Elevate Quarter?", "The first phase of the Elevate campus has 60,000 sq ft.", False),
        ("How big is phase 1 of Elevate Quarter?", "The first phase has 60,000 sq ft.", False),
        ("How big is phase 1 of Ashwick Science Park?", "Phase 1 of ASP has 60,000 sq ft of space.", False),
        ("What is Autolus' building called?", "Autolus' building in the town is The Nucleus.", False),
        ("How big is phase 1?", "Phase 1 of SBC has 60,000 sq ft of space.", False),
    ],
)
def test_a_thing_is_told_by_its_name(asked: str, text: str, *, another: bool) -> None:
    """Where both are named."""
    assert is_of_a_namesake(asked, text) is another
