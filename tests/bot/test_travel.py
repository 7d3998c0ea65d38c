"""A journey is told by the way of travelling that is asked about."""

from bot.travel import is_by_another_way

TRAIN = "Trains take 19 minutes to the capital."
BOTH = "The capital is 42 minutes away by train and 50 minutes by car."


def test_a_drive_is_no_train_ride() -> None:
    """What tells of both may answer for either, and so may what names none."""
    assert is_by_another_way("How long is the drive to the capital?", TRAIN)
    assert not is_by_another_way("How long is the drive to the capital?", BOTH)
    assert not is_by_another_way("How long is the train ride to the capital?", TRAIN)
    assert not is_by_another_way("How long does it take to the capital?", TRAIN)
    assert not is_by_another_way("How long is the drive to the capital?", "It is 50 minutes away.")
