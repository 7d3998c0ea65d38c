"""What is measured of copies: every change is made, and what is counted is what the grouping says."""

import random

import pytest
from builders import make_document

from evals.copies import ALTERED, REPUBLISHED, measure

TEXT = (
    "In May 2020 the campus in Stevenage raised over £12m for its laboratories. The council has said that it is glad. "
    "The mayor, Anna Bell, opened the new building. Many of the neighbours came to see it on the first day."
)


@pytest.mark.parametrize("name", [*ALTERED, *REPUBLISHED])
def test_every_change_is_made_and_the_same_every_time(name: str) -> None:
    """By chance, but by the same chance."""
    change = {**ALTERED, **REPUBLISHED}[name]
    changed = change(TEXT, random.Random(1))
    assert (changed == TEXT) == (name == "word for word")
    assert change(TEXT, random.Random(1)) == changed


def test_the_report_counts_what_is_taken_for_copies() -> None:
    """Republished stories are; those with another figure, unit, currency, hedge, name or a denial are not."""
    documents = [make_document(f"{TEXT} This is story {word}.", id=word) for word in ("one", "two", "red", "green")]
    report = measure(documents)
    told, altered = (table.rows for table in report.tables)
    assert {(row[1], row[2]) for row in told[:3]} == {(2, 2)}
    assert all(row[1] == 0 for row in altered if row[0] != "a verb")
    assert sum(row[2] for row in altered) > 20
