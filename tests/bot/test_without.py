"""An answer without a quote has nothing left that rests on it, and all the rest as it was."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from answers import ANYTHING, answered, cite, figure, full, not_found
from hypothesis import given
from hypothesis import strategies as st

from bot.claims import claims
from bot.types import Answer, Citation
from bot.without import WITHHELD, without
from ingest.types import Published


def numbered(*numbers: int) -> Callable[[Citation], bool]:
    """Whether a quote has one of those numbers."""
    return lambda citation: citation.number in numbers


def test_what_is_whole_stays_as_it_is() -> None:
    """The very same."""
    answer = full()
    assert without(answer, numbered()) is answer
    assert without(not_found(cite(1)), numbered(2)).nearest == (cite(1),)


@pytest.mark.parametrize("gone", [1, 2])
def test_nothing_that_rests_on_a_quote_stays_without_it(gone: int) -> None:
    """Neither a lead, a figure, a sum nor a disagreement of two; a line says that something is left out."""
    left = without(full(), numbered(gone))
    assert [citation.number for citation in left.citations] == [3 - gone]
    assert {one.citation for one in left.figures} == {3 - gone}
    assert (left.calculations, left.conflicts) == ((), ())
    assert [lead.citation for lead in left.leads] == ([] if gone == 1 else [1])
    assert f"[{gone}]" not in left.text
    assert left.text.splitlines()[-2:] == ["How many firms left is not in the documents.", WITHHELD]


def test_the_date_of_an_answer_is_that_of_what_is_left() -> None:
    """The newest of the quotes that still prove it; none where none does."""
    newest = replace(cite(2), source=replace(cite().source, published=Published(2024, 5)))
    answer = replace(answered(cite(1), newest), as_of="2024-05")
    assert without(answer, numbered(2)).as_of == "2019-11-19"
    assert without(answer, numbered(1, 2)).as_of is None


def test_places_of_figures_follow_them() -> None:
    """In a disagreement and in a history; one value alone has not moved."""
    figures = (figure("1 firm", 1), figure("2 firms", 2), figure("3 firms", 3))
    answer = replace(answered(cite(1), cite(2), cite(3)), figures=figures, history=(0, 1, 2))
    left = without(answer, numbered(1))
    assert [left.figures[place].original for place in left.history] == ["2 firms", "3 firms"]
    assert without(answer, numbered(1, 2)).history == ()


@given(quote=ANYTHING.filter(lambda text: text.split() != []), gone=st.sets(st.sampled_from([1, 2])))
def test_the_lines_that_are_left_are_those_of_before(quote: str, gone: set[int]) -> None:
    """Whatever is quoted: each is read from the new text as it was from the old."""
    answer: Answer = full(quote=f"Zyx {quote}")
    left = without(answer, numbered(*gone))
    kept = [claim for claim in claims(answer) if not any(one.number in gone for one in claim.citations)]
    assert claims(left)[: len(kept)] == kept
    assert ("Zyx" in left.text) == (1 not in gone)
