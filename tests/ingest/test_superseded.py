"""What corrects what: only what a document says itself, and never in a circle."""

from itertools import permutations

import pytest
from builders import make_document
from hypothesis import given
from hypothesis import strategies as st

from ingest.superseded import corrections, latest
from ingest.types import Document, Published

URL = "https://example.org/old"


def said(*documents: Document) -> dict[str, Document]:
    """The documents by their ids."""
    return {document.source.id: document for document in documents}


OLD = make_document("The campus houses 45 companies.", id="old.md", url=URL)
NEW = "The campus houses 46 companies."


@pytest.mark.parametrize("named", ["old.md", "former.md", URL])
def test_a_document_is_corrected_by_one_that_names_it(named: str) -> None:
    """By its id, the id it had before, or its address."""
    documents = said(OLD, Document(make_document(id="new.md").source, NEW, supersedes=named))
    assert corrections(documents, {"former.md": "old.md"}, {}) == ({"old.md": "new.md"}, {})


def test_nothing_is_corrected_by_a_guess() -> None:
    """Neither by a title that says so nor by what reads like a newer version."""
    new = make_document(NEW, id="new.md", title=f"CORRECTION: {OLD.source.title}", published=Published(2021))
    assert corrections(said(OLD, new), {}, {}) == ({}, {})


@pytest.mark.parametrize(("named", "reason"), [("olde.md", "not among the documents"), ("new.md", "itself")])
def test_a_correction_of_nothing_is_told(named: str, reason: str) -> None:
    """With the document that makes it and what it names."""
    found, astray = corrections(said(OLD, Document(make_document(id="new.md").source, NEW, supersedes=named)), {}, {})
    assert found == {}
    assert f"supersedes {named!r}" in astray["new.md"]
    assert reason in astray["new.md"]


def test_what_has_left_the_store_stays_corrected() -> None:
    """The links to it go on leading to its correction."""
    new = Document(make_document(id="new.md").source, NEW, supersedes="old.md")
    known, _ = corrections(said(OLD, new), {}, {})
    assert corrections(said(new), {}, known) == ({"old.md": "new.md"}, {})


NAMES = "abcd"
POINTS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(NAMES))


@given(POINTS)
def test_every_line_of_corrections_ends_in_a_document_that_nothing_corrects(points: dict[str, str]) -> None:
    """Whoever names whom; in any order of the documents; what closes a circle is told."""
    documents = [Document(make_document(id=name).source, name, supersedes=points.get(name)) for name in NAMES]
    found, astray = corrections(said(*documents), {}, {})
    for name in NAMES:
        assert latest(found, name) not in found
    assert set(found.values()) | astray.keys() <= points.keys()
    assert all(name in astray or name in found.values() or points[name] in found for name in points)
    for order in list(permutations(documents))[:6]:
        assert corrections(said(*order), {}, {}) == (found, astray)
