"""What a sentence itself says that a short form stands for."""

import pytest

from bot.long_forms import long_forms


@pytest.mark.parametrize(
    ("text", "asked", "long"),
    [
        ("of advanced therapy medicinal products (ATMPs)", "What is an ATMP?", "advanced therapy medicinal products"),
        ("named a High Potential Opportunity (HPO) zone", "What does HPO stand for?", "High Potential Opportunity"),
        ("by the Department for International Trade (DIT)", "What is DIT?", "Department for International Trade"),
        ("run with the Cell and Gene Therapy Catapult (CGTC)", "What is the CGTC?", "Cell and Gene Therapy Catapult"),
    ],
)
def test_the_words_before_the_brackets_are_the_long_form(text: str, asked: str, long: str) -> None:
    """Where their first letters are the short form's; small words may stand between."""
    assert [text[start:end] for start, end in long_forms(text, asked)] == [long]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("the Department for International Trade (DIT)", "What is HPO?"),
        ("the Local Growth Fund gave it (LEP)", "What is the LEP?"),
        ("ready for good manufacturing practice (GMP)", "What is good?"),
        ("practice (GMP)", "What is GMP?"),
    ],
)
def test_other_words_are_none(text: str, asked: str) -> None:
    """Whatever stands in the brackets."""
    assert long_forms(text, asked) == []
