"""The stems of passages, kept as numbers."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import stems
from ingest.keywords import KeywordIndex, terms
from ingest.stems import Stems

WORDS = ["laboratory", "laboratories", "the", "campus", "40", "gene", "therapies", "Stevenage", "é", "..."]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=6)


def told(found: Stems) -> list[list[str]]:
    """The stems of each text in words."""
    return [[found.words[number] for number in found.text(place)] for place in range(len(found.ends) - 1)]


@given(TEXTS, TEXTS, st.data())
def test_those_that_are_taken_over_are_those_that_would_be_found(
    before: Sequence[str], texts: Sequence[str], data: st.DataObject
) -> None:
    """Text by text, with no word that none of them holds; so the index over them is the same."""
    places = {text: place for place, text in enumerate(before)}
    same = {place: places[text] for place, text in enumerate(texts) if text in places and data.draw(st.booleans())}
    found = Stems.of(texts, Stems.of(before), same)
    assert told(found) == [terms(text) or [""] for text in texts]
    assert sorted(found.words) == sorted({stem for text in texts for stem in terms(text) or [""]})
    assert KeywordIndex.numbered(found.numbers, found.ends, found.words).agrees_with(texts, range(len(texts)))


def test_what_is_read_is_what_was_written_and_nothing_that_other_code_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stems of other rules would be asked for in vain."""
    found = Stems.of(["gene therapies on campus", "", "40 laboratories"])
    found.save(tmp_path / "stems.npz")
    kept = Stems.load(tmp_path / "stems.npz")
    assert kept is not None
    assert told(kept) == told(found)
    assert Stems.load(tmp_path / "none.npz") is None
    monkeypatch.setattr(stems, "_made_by", lambda: "another")
    assert Stems.load(tmp_path / "stems.npz") is None
