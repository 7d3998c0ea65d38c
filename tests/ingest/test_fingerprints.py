"""The fingerprints of documents' sentences."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import fingerprints
from ingest.fingerprints import Fingerprints

SENTENCES = [
    "The campus in Stevenage houses over 40 companies that make cell therapies.",
    "A second laboratory was opened on the campus by the minister in March 2021.",
    "Ends.",
    "The trust that owns the land has agreed to a lease of 999 years with the developer.",
]
TEXTS = st.lists(st.lists(st.sampled_from(SENTENCES), max_size=5).map("\n\n".join), max_size=6)


def rows(found: Fingerprints) -> list[tuple[set[tuple[int, int]], int]]:
    """The prints of each document with their letters, and the letters of all its sentences."""
    spans = zip(found.ends[:-1], found.ends[1:], strict=True)
    prints = [set(zip(found.prints[a:b].tolist(), found.letters[a:b].tolist(), strict=True)) for a, b in spans]
    return list(zip(prints, found.sizes.tolist(), strict=True))


@given(TEXTS, TEXTS, st.data())
def test_those_that_are_taken_over_are_those_that_would_be_found(
    before: Sequence[str], texts: Sequence[str], data: st.DataObject
) -> None:
    """Text by text."""
    places = {text: place for place, text in enumerate(before)}
    same = {place: places[text] for place, text in enumerate(texts) if text in places and data.draw(st.booleans())}
    assert rows(Fingerprints.of(texts, Fingerprints.of(before), same)) == rows(Fingerprints.of(texts))


def test_what_is_shared_is_told_with_all_who_share_it() -> None:
    """A short sentence that many texts have by chance is none of it; a text that another one repeats whole is."""
    first, second, short, fourth = SENTENCES
    texts = [f"{first} {short}", fourth, f"{second}\n\n{first}", short, short]
    shared = {tuple(places): letters for _, letters, places in Fingerprints.of(texts).shared()}
    assert shared == {(0, 2): sum(map(str.isalnum, first)), (3, 4): 4}
    assert not list(Fingerprints.of([]).shared())


def test_what_is_read_is_what_was_written_and_nothing_that_other_code_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prints of other rules would never meet."""
    found = Fingerprints.of(SENTENCES)
    found.save(tmp_path / "prints.npz")
    kept = Fingerprints.load(tmp_path / "prints.npz")
    assert kept is not None
    assert rows(kept) == rows(found)
    assert Fingerprints.load(tmp_path / "none.npz") is None
    monkeypatch.setattr(fingerprints, "_made_by", lambda: "another")
    assert Fingerprints.load(tmp_path / "prints.npz") is None
