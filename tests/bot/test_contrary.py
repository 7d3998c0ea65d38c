"""Who takes for granted the contrary of what happened is told what did, and that no document says the other."""

from pathlib import Path

import pytest
from test_compose import bot_over

from bot.ask import Bot
from bot.contrary import contrary
from bot.missing import CONTRARY
from bot.types import Status
from ingest.encoder import Encoder


@pytest.mark.parametrize(
    ("asked", "instead"),
    [
        (
            "Why did the planning committee turn down Elevate Quarter in August 2023?",
            "Did the planning committee approve Elevate Quarter in August 2023?",
        ),
        ("why was the plan for the campus thrown out?", "Was the plan for the campus approved?"),
        ("When did Novartis launch GT005", "Did Novartis stop GT005"),
        ("In which year did the workforce shrink?", "Did the workforce rise?"),
        ("How did the bid succeed?", "Did the bid fail?"),
    ],
)
def test_whether_the_contrary_happened_is_asked_instead(asked: str, instead: str) -> None:
    """In the form that the auxiliary wants."""
    found = contrary(asked)
    assert found is not None
    assert found.question == instead


@pytest.mark.parametrize(
    "asked",
    [
        "Did the committee turn down the plan?",  # takes nothing for granted
        "Why did Pfizer buy Autolus?",  # to buy has no contrary that could have happened instead
        "How much did Novartis lose?",
        "Who approved the plan?",
    ],
)
def test_what_has_no_contrary_is_left_alone(asked: str) -> None:
    """Or would not have happened in its place."""
    assert contrary(asked) is None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Why did the planning committee turn down Elevate Quarter in August 2023?", "approved"),
        ("When did Novartis launch GT005 on the market after its trials succeeded?", "stopped"),
    ],
)
def test_the_contrary_is_quoted_and_the_premise_named(corpus_bot: Bot, asked: str, said: str) -> None:
    """Nothing in the answer is in the words of the premise."""
    answer = corpus_bot.ask(asked)
    assert answer.status is Status.ANSWERED
    assert answer.citations
    assert all(said in citation.quote or "stop" in citation.quote for citation in answer.citations)
    assert answer.text.startswith(CONTRARY)
    assert answer.question == asked
    assert not answer.leads


def test_what_happened_to_something_else_is_no_contrary(tmp_path: Path, real_encoder: Encoder) -> None:
    """That the committee approved one plan says nothing of another."""
    made = bot_over(
        tmp_path, real_encoder, y2023="The planning committee approved the Larch Mill plan on 8 August 2023."
    )
    assert made.ask("Why did the planning committee turn down Larch Mill in 2023?").status is Status.ANSWERED
    for asked in ("Why did the planning committee turn down Birch Hall in 2023?", "Why did it turn down Oak Farm?"):
        answer = made.ask(asked)
        assert answer.status is Status.NOT_FOUND
        assert CONTRARY not in answer.text


def test_of_what_has_no_name_no_contrary_is_told(corpus_bot: Bot) -> None:
    """Anybody's loss would do for "why did the campus win?"."""
    assert CONTRARY not in corpus_bot.ask("Why did the campus win?").text
