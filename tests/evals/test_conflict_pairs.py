"""A disagreement counts as shown only when its two values stand in two of its figures."""

import json
from pathlib import Path

from bot.types import Answer, Conflict, Figure, Status
from evals.conflicts import Pair, Told, conflict_figures, read_pairs, stands_in, together
from evals.intervals import Share

PAIR = Pair("c1", "tuning", "How many?", ("50", "£1.6bn"), conflict=True)


def answer(*originals: str, conflict: tuple[int, ...] | None = None) -> Answer:
    """An answer with those figures, and a conflict of some of them."""
    figures = tuple(Figure(1, "companies", original, None, None, "achieved", 1) for original in originals)
    conflicts = () if conflict is None else (Conflict(conflict, "same scope, other value"),)
    return Answer("a", "?", "?", Status.ANSWERED, "", "g", figures=figures, conflicts=conflicts)


def test_a_value_stands_in_a_figure_as_a_whole_number() -> None:
    """50 is neither in 150 nor in 50.5, and £1.6bn in any case is in "over £1.6BN"."""
    assert stands_in("50", "over 50 companies")
    assert stands_in("50", "50, or so")
    assert not any(stands_in("50", original) for original in ("150 companies", "50.5 %", "1.50", "500"))
    assert stands_in("£1.6bn", "over £1.6BN")
    assert stands_in("six", "six zones")
    assert not stands_in("six", "sixteen zones")


def test_two_values_in_one_figure_are_no_disagreement() -> None:
    """A range is one figure."""
    assert together(("50", "45"), ["50 companies", "45 companies"])
    assert not together(("50", "45"), ["45 to 50 companies"])
    assert not together(("50", "45"), ["50 companies", "over 50 companies"])


def test_a_disagreement_is_shown_by_a_conflict_over_both_values() -> None:
    """Figures that stand in no conflict, or a conflict of other figures, do not show it."""
    both = ("50 companies", "£1.6bn", "3 labs")
    assert Told(PAIR, answer(*both, conflict=(0, 1))).right
    assert not Told(PAIR, answer(*both, conflict=(0, 2))).right
    assert not Told(PAIR, answer(*both)).right


def test_a_pair_that_only_differs_is_to_be_left_in_peace() -> None:
    """Another conflict in its answer does not count against it."""
    apart = Pair("c2", "tuning", "How many?", ("50", "£1.6bn"), conflict=False)
    shown = answer("50 companies", "£1.6bn", "3 labs", conflict=(0, 1))
    other = answer("50 companies", "£1.6bn", "3 labs", conflict=(0, 2))
    assert not Told(apart, shown).right
    assert Told(apart, other).right
    figures = conflict_figures([Told(PAIR, shown), Told(apart, shown), Told(apart, other)])
    assert figures["disagreements_shown"] == Share(1, 1)
    assert figures["others_left_in_peace"] == Share(1, 2)


def test_a_miss_names_the_pair_and_what_was_expected() -> None:
    """With the values, since the question alone does not tell."""
    said = Told(PAIR, answer()).sentence
    assert said == "c1: How many? -> answered, conflicts shown: 0; 50, £1.6bn disagree"


def test_pairs_are_read_and_those_without_a_split_are_for_tuning(tmp_path: Path) -> None:
    """One object a line."""
    path = tmp_path / "conflicts.jsonl"
    row = {"id": "c1", "question": "How many?", "values": ["50", "£1.6bn"], "conflict": True}
    path.write_text(f"{json.dumps(row)}\n\n{json.dumps(row | {'split': 'held_out'})}\n", encoding="utf-8")
    pairs = read_pairs(path)
    assert pairs[0] == PAIR
    assert [pair.split for pair in pairs] == ["tuning", "held_out"]
