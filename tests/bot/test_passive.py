"""What was done to another thing than the one that is asked about."""

import pytest
from builders import part_of

from bot.lexicon import Lexicon
from bot.passive import is_done_to_another

TEXTS = ("It stands beside Stevenage Bioscience Catalyst (SBC), near Achilles Therapeutics and the Spark Building.",)


@pytest.mark.parametrize(
    ("question", "text", "is_another"),
    [
        ("When was SBC founded?", "Achilles was founded in 2016, with its facilities at SBC.", True),
        ("When was SBC founded?", "Stevenage Bioscience Catalyst (SBC) was set up in 2010.", False),
        ("When was SBC founded?", "Gyroscope, a company of Syncona, was founded in 2016 at SBC.", True),
        ("When was Achilles founded?", "Achilles Therapeutics was founded in 2016.", False),
        ("When was Achilles founded?", "It was founded in 2016 beside Achilles.", False),
        ("When was the campus opened?", "Achilles was opened in 2016.", False),
        ("When did SBC open?", "Stevenage Bioscience Catalyst (SBC) opened new offices in Leeds in 2023.", True),
        ("When did SBC open?", "SBC opened its doors in February 2012.", False),
        ("When did SBC open?", "SBC opened in February 2012.", False),
        ("When did SBC open?", "Achilles opened the SBC in February 2012.", False),
        ("What did SBC open in Leeds?", "SBC opened new offices in Leeds in 2023.", False),
        ("When did Achilles come to the town?", "Stevenage Bioscience Catalyst (SBC) was set up in 2010.", True),
        ("When did Achilles come to the town?", "Achilles was set up in the town in 2016.", False),
        ("What was SBC given from the fund?", "Achilles got £23m from the fund on the same day as SBC.", True),
        ("What did SBC get from the fund?", "In March 2021 SBC was awarded £37.5m from the fund.", False),
        ("How much was SBC's grant?", "Achilles got £23m on the same day as SBC.", True),
        ("What did SBC get from the fund?", "The fund gave SBC £37.5m.", False),
        ("Who bought Achilles?", "Gyroscope was bought by Novartis, and Achilles was not.", False),
    ],
)
def test_the_thing_before_the_deed_is_the_one_that_it_was_done_to(question: str, text: str, is_another: bool) -> None:
    """By any of its names; what stands for it, and what has no name, may be it."""
    assert is_done_to_another(part_of(question), text, Lexicon.of(TEXTS)) is is_another
