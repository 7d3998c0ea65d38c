"""The judge: only what stands in the document, character for character, is cited."""

from dataclasses import replace

from builders import make_document
from hypothesis import given
from hypothesis import strategies as st

from bot.cite import is_proven
from bot.types import Citation
from ingest.types import Document

TEXT = "The campus houses 45 companies. It has 1,000 jobs."


def cited(document: Document, start: int, end: int, number: int = 1) -> Citation:
    """The citation of that part of the document."""
    return Citation(number, document.source, document.text[start:end], start, end, "g000001")


@given(st.text(min_size=1), st.data())
def test_every_part_of_a_document_is_proven_at_its_own_place(text: str, data: st.DataObject) -> None:
    """And at no other place that says something else."""
    document = make_document(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    citation = cited(document, start, end)
    assert is_proven(citation, {"a.md": document})
    moved = replace(citation, start=start + 1, end=end + 1)
    assert is_proven(moved, {"a.md": document}) == (text[start + 1 : end + 1] == citation.quote)


def test_a_quote_that_differs_is_not_proven() -> None:
    """By a figure, a space, or its document."""
    document = make_document(TEXT)
    citation = cited(document, 0, 31)
    store = {"a.md": document}
    assert is_proven(citation, store)
    assert not is_proven(replace(citation, quote=citation.quote.replace("45", "46")), store)
    assert not is_proven(replace(citation, quote=citation.quote.replace(" ", "  ", 1)), store)
    assert not is_proven(replace(citation, quote="", end=0), store)
    assert not is_proven(citation, {})
    assert not is_proven(citation, {"a.md": make_document("Another text of the same place.")})


def test_a_card_that_differs_is_not_proven() -> None:
    """A right quote under a wrong title or date is a wrong citation."""
    document = make_document(TEXT)
    citation = cited(document, 0, 31)
    assert not is_proven(replace(citation, source=replace(document.source, title="Another")), {"a.md": document})
    assert not is_proven(replace(citation, source=replace(document.source, published=None)), {"a.md": document})
