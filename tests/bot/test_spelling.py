"""What is typed in haste, as it is read."""

import pytest

from bot.lexicon import Lexicon
from bot.spelling import correct, with_whole_years

LEXICON = Lexicon.of(["Inside the town GSK and the LEP say that they own a whole site. Both the LEP and GSK do."])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("how big is gsks whole site", "how big is gsk's whole site"),
        ("since when have these leps existed", "since when have these leps existed"),
        ("how many leps are there", "how many leps are there"),
        ("the GSKs whole site", "the GSKs whole site"),
        ("wht did u get n when", "what did you get and when"),
    ],
)
def test_slips_and_a_missing_apostrophe_are_put_right(typed: str, read: str) -> None:
    """A name with an s and a word behind it owns that, unless several are meant."""
    assert correct(typed, LEXICON, lambda _: True) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("jobs in 22/23", "jobs in 2022/23"),
        ("jobs in 2022/23", "jobs in 2022/23"),
        ("split 24/26 and 12/13%", "split 24/26 and 12/13%"),
        ("on 11/12/2020", "on 11/12/2020"),
    ],
)
def test_a_financial_year_in_short_is_written_in_full(typed: str, read: str) -> None:
    """Neither a share nor a date is one."""
    assert with_whole_years(typed) == read
