"""What a quote dates by the day on which it came out is dated so, and not otherwise."""

from dataclasses import replace

import pytest
from test_judge import quoted

from bot.cite import judge
from ingest.types import Published


@pytest.mark.parametrize(
    ("published", "quote", "true", "false"),
    [
        (
            "2021-09-28",
            "The flax winglet flew for the first time on 21 September.",
            "The flax winglet flew for the first time on 21 September 2021 [1].",
            "The flax winglet flew for the first time on 21 September 2020 [1].",
        ),
        (
            "2020-03-12",
            "In November the regulator served a notice on the Ashwick plant.",
            "In November 2019 the regulator served a notice on the Ashwick plant [1].",
            "In November 2020 the regulator served a notice on the Ashwick plant [1].",
        ),
        (
            "2018-09-03",
            "Martin Roe stays on the board until next March.",
            "Martin Roe stays on the board until March 2019 [1].",
            "Martin Roe stays on the board until March 2018 [1].",
        ),
        (
            "2023-06-29",
            "The brewery made 9,400 barrels last year.",
            "The brewery made 9,400 barrels in 2022 [1].",
            "The brewery made 9,400 barrels in 2021 [1].",
        ),
        (
            "2023-01-09",
            "The laboratory will be closed on 6 and 7 March.",
            "The laboratory will be closed on 6 and 7 March 2023 [1].",
            "The laboratory will be closed on 6 and 8 March 2023 [1].",
        ),
        (
            "2023-02-03",
            "Dosing will resume in the second quarter at the middle dose.",
            "Dosing will resume in the second quarter of 2023 at the middle dose [1].",
            "Dosing will resume in the third quarter of 2023 at the middle dose [1].",
        ),
        (
            "2023-06-29",
            "The brewery made 9,400 barrels last year, after 11,000 barrels in 2019.",
            "The brewery made 9,400 barrels in 2022 [1].",
            "The brewery made 9,400 barrels in 2019 [1].",
        ),
        (
            "2022-11-02",
            "The laboratory opened on September 21, 2019.",
            "The laboratory opened in September 2019 [1].",
            "The laboratory opened in September 2022 [1].",
        ),
        (
            "2022-05-02",
            "The laboratory was closed in March and April 2019.",
            "The laboratory was closed in April 2019 [1].",
            "The laboratory was closed in March 2022 [1].",
        ),
        (
            "2023-04-20",
            "Ames expects to have 14 staff by the end of this year.",
            "Ames expects to have 14 staff by December 2023 [1].",
            "Ames expects to have 14 staff by December 2022 [1].",
        ),
    ],
)
def test_a_day_without_a_year_has_that_of_its_publication(published: str, quote: str, true: str, false: str) -> None:
    """The year nearest to the day it came out, or the one that "next" and "last" name."""
    (citation,) = quoted(quote)
    told = (replace(citation, source=replace(citation.source, published=Published.read(published))),)
    assert judge(true, told).fault is None
    assert judge(false, told).fault


def test_a_text_without_a_date_dates_nothing() -> None:
    """A year that nobody gives is not made up."""
    (citation,) = quoted("The flax winglet flew for the first time on 21 September.")
    undated = (replace(citation, source=replace(citation.source, published=None)),)
    assert judge("The flax winglet flew for the first time on 21 September 2021 [1].", undated).fault
