"""What documents call things: counted once, and after a change only what changed."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import vocabulary
from ingest.vocabulary import Vocabulary, WordCounts

TEXTS = [
    "The Cell and Gene Therapy Catapult (CGTC) opened a centre. The CGTC is in Stevenage.",
    "Stevenage Bioscience Catalyst (SBC) houses companies. Gene therapy grows in Stevenage.",
    "Stuart Brown Chemicals (SBC) makes nothing. gene therapy is new.",
    "The campus' laboratories; Life Science Opportunity Zone, Life Sciences Opportunity Zone.",
]
PIECES = st.sampled_from(
    ["Cell", "and", "Gene", "Therapy", "gene", "Zone", "(CGT)", "(GTZ)", "the", "of", ".", "\n", "é"]
)
DRAWN = st.lists(st.lists(PIECES, max_size=12).map(" ".join), max_size=6)


@given(DRAWN, DRAWN, DRAWN)
def test_what_changed_counted_alone_gives_what_all_of_it_does(
    kept: Sequence[str], gone: Sequence[str], come: Sequence[str]
) -> None:
    """Whatever went and came, and in whatever order the texts stand."""
    changed = WordCounts.of([*gone, *kept]).changed(gone, come)
    assert changed == WordCounts.of([*come, *kept])
    assert changed.vocabulary() == WordCounts.of([*reversed(kept), *come]).vocabulary()


def test_a_short_form_stands_for_what_it_mostly_does() -> None:
    """And of equals for one that does not depend on the order of the documents."""
    there = WordCounts.of(TEXTS).vocabulary()
    back = WordCounts.of(TEXTS[::-1]).vocabulary()
    assert there == back
    assert there.short_forms["cgtc"] == "Cell and Gene Therapy Catapult"
    assert there.short_forms["sbc"] == "Stuart Brown Chemicals"
    assert "stevenage" in there.names
    assert "laboratories" in there.words - there.names


def test_what_is_read_is_what_was_written_and_nothing_that_other_code_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts of other rules would give another vocabulary."""
    counts = WordCounts.of(TEXTS)
    counts.save(tmp_path / "counts.json")
    assert WordCounts.load(tmp_path / "counts.json") == counts
    assert WordCounts.load(tmp_path / "none.json") is None
    monkeypatch.setattr(vocabulary, "digest_of_code", lambda *modules: "another")
    assert WordCounts.load(tmp_path / "counts.json") is None


def test_a_vocabulary_read_is_the_one_written(tmp_path: Path) -> None:
    """With its words, names and short forms."""
    made = WordCounts.of(TEXTS).vocabulary()
    made.save(tmp_path / "vocabulary.json")
    assert Vocabulary.load(tmp_path / "vocabulary.json") == made
