"""Each country's regulator decides for that country alone."""

import pytest

from bot.exchange import exchanged
from bot.lexicon import Lexicon
from bot.regulators import in_another_country, is_of_another_regulator

FDA = "The US Food and Drug Administration (FDA) approved the therapy on 8 November 2024."
MHRA = "The Medicines and Healthcare products Regulatory Agency (MHRA) licensed the therapy in April 2025."


@pytest.mark.parametrize(
    ("asked", "told", "is_another"),
    [
        ("When did the UK approve the therapy?", FDA, True),
        ("When was the therapy approved in Europe?", MHRA, True),
        ("When did the FDA approve the therapy?", MHRA, True),
        ("When did the UK approve the therapy?", MHRA, False),
        ("When did the US license the therapy?", FDA, False),
        ("When did the British regulator approve the therapy?", FDA, True),
        ("When did the American regulator approve the therapy?", FDA, False),
        ("When was the therapy approved?", FDA, False),
        ("When did the UK approve the therapy?", "The therapy was approved in April 2025.", False),
        ("When did the UK approve the therapy?", f"{FDA} {MHRA}", False),
        ("When did the British regulator clear the therapy?", "NICE issued a draft recommendation in May 2025.", True),
        ("When did the British regulator clear the therapy?", f"NICE waited. {MHRA}", False),
        ("When did the UK approve the therapy?", "NICE issued a recommendation in May 2025.", False),
        ("When did the UK trial of the therapy begin?", FDA, False),
    ],
)
def test_an_approval_in_one_country_is_not_told_by_anothers_regulator(asked: str, told: str, is_another: bool) -> None:
    """Nor is it set aside where nobody says whose approval it was."""
    assert is_of_another_regulator(asked, told) is is_another


def test_a_country_takes_the_place_of_the_regulator() -> None:
    """ "And the UK?" asks what its regulator decided, and not what another decided there."""
    lexicon = Lexicon.of(["In the UK the firm Autolus asked the FDA."])
    asked = "When did the FDA approve Autolus's drug?"
    assert exchanged(asked, "the UK", lexicon) == "When did the UK approve Autolus's drug?"
    assert exchanged(asked, "in the UK", lexicon) == "When did the UK approve Autolus's drug?"
    approval = in_another_country("When was the FDA approval of Autolus's drug?", "Europe")
    assert approval == "When was the approval of Autolus's drug in Europe?"
    assert in_another_country("How many people work for the FDA?", "the UK") is None
    assert in_another_country(asked, "the town") is None
