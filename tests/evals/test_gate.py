"""The gate: golden figures may not get worse than those committed."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.gate import drops, read_kept


def figures(right: int = 80, declined: int = 5, others: int = 20, verbatim: int = 100, of: int = 100) -> dict[str, Any]:
    """A small report's golden figures, each of a hundred."""
    counts = {"right": right, "answerable_declined": declined, "others_declined": others, "verbatim": verbatim}
    return {name: {"hits": hits, "of": of} for name, hits in counts.items()}


def test_the_same_or_better_figures_pass() -> None:
    """More right, fewer answerable ones declined, more of the others."""
    assert drops(figures(), figures()) == []
    assert drops(figures(right=81, declined=4, others=21), figures()) == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (figures(right=79), "Right answers went from 80 of 100 to 79 of 100."),
        (figures(declined=6), "Answerable questions declined went from 5 of 100 to 6 of 100."),
        (figures(others=19), "Unanswerable questions declined went from 20 of 100 to 19 of 100."),
        (figures(verbatim=99), "Only 99 of 100 answers quote verbatim; all must."),
    ],
)
def test_each_drop_is_a_sentence_with_both_figures(now: dict[str, Any], said: str) -> None:
    """One answer is enough: the bot answers the same each time."""
    assert drops(now, figures()) == [said]


def test_figures_over_more_questions_are_compared_by_share() -> None:
    """Questions added to the file do not count as a gain, nor as a drop."""
    assert drops(figures(right=160, declined=10, others=40, verbatim=200, of=200), figures()) == []
    assert len(drops(figures(right=159, declined=10, others=40, verbatim=200, of=200), figures())) == 1


def test_what_was_kept_is_read_back(tmp_path: Path) -> None:
    """The figures for tuning of the file, nothing else."""
    path = tmp_path / "golden.json"
    path.write_text(json.dumps({"tuning": figures()}), encoding="utf-8")
    assert read_kept(path) == figures()


@pytest.mark.parametrize("kept", ["", "[]", '{"tuning": {}}', '{"tuning": {"right": [1, 2]}}', '{"held_out": {}}'])
def test_a_file_without_the_figures_is_a_sentence_that_says_what_to_run(tmp_path: Path, kept: str) -> None:
    """Also one of an older form: nothing to compare with is never taken for no drop."""
    path = tmp_path / "golden.json"
    path.write_text(kept, encoding="utf-8")
    with pytest.raises(ValueError, match="python -m evals golden"):
        read_kept(path)
    with pytest.raises(ValueError, match="python -m evals golden"):
        read_kept(tmp_path / "absent.json")
