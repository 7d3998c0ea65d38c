"""Figures, years and things that a sentence gives in rows (``bot.proof.rows`` and ``bot.proof.respective``)."""

import pytest

from bot.cite import judge
from bot.proof.basis import Basis
from bot.proof.in_rows import with_units
from bot.proof.respective import respective_fault
from bot.proof.rows import row_fault
from bot.types import Citation
from evals.groups import citations


def quoted(*quotes: str) -> tuple[Citation, ...]:
    """Quotes as they are given to a chat model, each of a text of May 2024."""
    card = {"title": "News of the park", "publisher": "The Ashwick Post", "published": "2024-05"}
    return citations([{**card, "quote": quote} for quote in quotes])


_TRIALS = "Trials in Luton rose from 89 in 2019 to 115 in 2020. Trials in Luton were 168 in 2021."
_KINDS = "By type, gene therapies made up 76% of the trials in 2023 and somatic-cell therapies 19%."
_PILOTS = "There were three pilots: Luton for rail, Telford for farming and Dover for graphene."
_ROUNDS = (
    "Ames raised $45m in its series A round. The series B round brought in $57m, and the series C round added $80m."
)


@pytest.mark.parametrize(
    ("quote", "true", "false"),
    [
        (_TRIALS, "In 2019 and 2020 Luton had 89 and 115 trials.", "In 2019 and 2020 Luton had 115 and 89 trials."),
        (_TRIALS, "Luton had 115 and 168 trials in 2020 and 2021.", "Luton had 168 and 115 trials in 2020 and 2021."),
        (_TRIALS, "They went from 89 to 115 between 2019 and 2020.", "They went from 115 to 89 between 2019 and 2020."),
    ],
)
def test_each_figure_of_a_row_is_of_the_year_at_its_place(quote: str, true: str, false: str) -> None:
    """Whatever joins the rows."""
    basis = Basis(quoted(quote))
    assert row_fault(true, basis) is None
    assert row_fault(false, basis)


def test_the_ends_of_one_time_are_no_row_of_years() -> None:
    """A year from one month to another dates both figures."""
    quote = "From April 2021 to March 2022 funds rose by 31%. Space rose by 25% from April 2021 to March 2022."
    said = "From April 2021 to March 2022 funds and space rose by 31% and 25% respectively [1]."
    assert judge(said, quoted(quote)).fault is None


@pytest.mark.parametrize(
    ("quote", "true", "false"),
    [
        (
            _KINDS,
            "Gene therapies and somatic-cell therapies made up 76% and 19% of the trials respectively.",
            "Gene therapies and somatic-cell therapies made up 19% and 76% of the trials respectively.",
        ),
        (
            _PILOTS,
            "Luton, Telford and Dover were pilots for rail, farming and graphene respectively.",
            "Luton, Telford and Dover were pilots for rail, graphene and farming respectively.",
        ),
        (
            _ROUNDS,
            "The series A, B and C rounds brought in $45m, $57m and $80m respectively.",
            "The series A, B and C rounds brought in $45m, $80m and $57m respectively.",
        ),
        (
            "Cell and gene therapy firms rose from 22 to 70. Cell and gene therapy trials rose from 21 to 93.",
            "Firms and trials in cell and gene therapy had gone up to 70 and 93, respectively.",
            "Firms and trials in cell and gene therapy had gone up to 93 and 70, respectively.",
        ),
        (
            "Ames is to add 4,200 sq m of the space, and the Kestrel centre in Luton 1,200 sq m.",
            "Ames and the Kestrel centre are to add 4,200 sq m and 1,200 sq m respectively.",
            "Ames and the Kestrel centre are to add 1,200 sq m and 4,200 sq m respectively.",
        ),
        (
            "Eisai of Hatfield and Pharmaron of Hoddesdon sit on the panel.",
            "Eisai and Pharmaron, of Hatfield and Hoddesdon respectively, sit on the panel.",
            "Eisai and Pharmaron, of Hoddesdon and Hatfield respectively, sit on the panel.",
        ),
    ],
)
def test_what_is_given_respectively_is_each_of_its_own_thing(quote: str, true: str, false: str) -> None:
    """Things may be names, labels or what is counted, and figures may be things too."""
    basis = Basis(quoted(quote))
    assert respective_fault(true, basis) is None
    assert respective_fault(false, basis)


def test_a_sentence_that_gives_nothing_respectively_is_not_weighed() -> None:
    """No order is promised there."""
    basis = Basis(quoted(_KINDS))
    assert respective_fault("Somatic-cell therapies made up 76% and gene therapies 19%.", basis) is None
    assert respective_fault("They are respectively large.", basis) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("made up 39, 13 and 12 percent", "made up 39%, 13% and 12%"),
        ("raised £1.7 and £2.5 billion", "raised £1.7 billion and £2.5 billion"),
        ("had 39 firms and 12%", "had 39 firms and 12%"),
        ("rose from 116 to 199, and 71% were", "rose from 116 to 199, and 71% were"),
        ("199, up from 116, and 71% were", "199, up from 116, and 71% were"),
        ("of 7,200 and 350 sq m", "of 7,200 sq m and 350 sq m"),
        ("from 77 to 81 percent", "from 77% to 81%"),
        ("in 2019, 12 percent", "in 2019, 12 percent"),
    ],
)
def test_the_unit_of_a_row_is_that_of_each_of_its_figures(written: str, meant: str) -> None:
    """And of no figure beside the row, nor of a year."""
    assert with_units(written) == meant


@pytest.mark.parametrize(
    ("quotes", "sentence"),
    [
        (
            (
                "Ames founded Kestrel in 2015.",
                "The holding of Ames in Kestrel stands at 49% after the offering of May 2020.",
            ),
            "Ames founded Kestrel in 2015 and held 49% of it after the May 2020 offering [1][2].",
        ),
        (
            (
                "Kestrel raised $156m in November 2021.",
                "Kestrel signed a deal in June 2023. Under the June 2023 deal it is paid $85m.",
            ),
            "In November 2021 Kestrel raised $156m, and in June 2023 it signed a deal in which it is paid $85m [1][2].",
        ),
    ],
)
def test_a_value_is_of_the_date_beside_it_and_not_of_the_one_that_opens_the_sentence(
    quotes: tuple[str, ...], sentence: str
) -> None:
    """As its quote tells it."""
    assert judge(sentence, quoted(*quotes)).fault is None
