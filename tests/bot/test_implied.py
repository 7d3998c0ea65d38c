"""A share that counts speak against is shown as a disagreement, and one that they bear out is left in peace."""

from pathlib import Path

import pytest
from builders import part_of
from test_compose import bot_over

from bot.implied import counts_behind
from ingest.encoder import Encoder

SHARE = "Commercial sponsors were behind 77% of the UK's gene therapy trials in 2019."
WHOLE = "In 2019 there were 127 ongoing gene therapy trials in the UK."
ASKED = "What share of UK gene therapy trials in 2019 had a commercial sponsor?"


@pytest.mark.parametrize(
    ("commercial", "disagrees"),
    [("89", True), ("98", False)],
)
def test_counts_are_held_against_a_share(
    tmp_path: Path, real_encoder: Encoder, commercial: str, disagrees: bool
) -> None:
    """89 of 127 are 70 %, and 98 are 77 %."""
    counted = f"Commercial gene therapy trials in the UK rose from {commercial} in 2019 to 115 in 2020."
    made = bot_over(tmp_path, real_encoder, y2019=f"{SHARE} {WHOLE}", y2021=counted)
    answer = made.ask(ASKED)
    assert bool(answer.conflicts) is disagrees
    assert bool(answer.calculations) is disagrees
    if disagrees:
        sides = {answer.figures[place].original for place in answer.conflicts[0].figures}
        assert sides == {"77%", "89"}
        assert "89 of 127 ongoing gene therapy trials, which is 70.1%" in answer.text
        cited = {citation.number: citation.quote for citation in answer.citations}
        assert {cited[number] for number in answer.calculations[0].citations} == {counted, WHOLE}


def test_what_one_source_counts_and_shares_itself_is_not_held_against_it(tmp_path: Path, real_encoder: Encoder) -> None:
    """It may count in another way than it shares; two sources may not."""
    counted = "Commercial gene therapy trials in the UK rose from 89 in 2019 to 115 in 2020."
    made = bot_over(tmp_path, real_encoder, y2021=f"{SHARE} {WHOLE} {counted}")
    assert made.ask(ASKED).conflicts == ()


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        (
            ASKED,
            (
                "How many UK gene therapy trials in 2019 had a commercial sponsor?",
                "How many UK gene therapy trials in 2019 were there?",
            ),
        ),
        (
            "What proportion of the trials were commercial in 2020?",
            ("How many trials were commercial in 2020?", "How many trials in 2020 were there?"),
        ),
        ("What share of the trials are commercial?", None),  # of no one year
        ("What share of the trials were commercial in 2019 and in 2020?", None),
        ("How many trials were there in 2019?", None),
    ],
)
def test_a_share_in_one_year_has_two_counts_behind_it(question: str, counts: tuple[str, str] | None) -> None:
    """The part and the whole, asked for as anybody would."""
    assert counts_behind(part_of(question)) == counts


def test_a_part_without_an_answer_leaves_the_other_its_own(tmp_path: Path, real_encoder: Encoder) -> None:
    """The first part has nothing to hold counts against."""
    made = bot_over(tmp_path, real_encoder, y2019=f"{SHARE} {WHOLE}")
    answer = made.ask("What is the rent in Leeds, and how many gene therapy trials were there in the UK in 2019?")
    assert "127" in answer.text
    assert answer.conflicts == ()
