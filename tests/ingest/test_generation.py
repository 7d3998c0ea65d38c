"""One generation: what is written is read again, it knows its neighbours, and it says when it is damaged."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders import make_document, make_store
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.check import problems_of
from ingest.chroma.folder import FolderIndex
from ingest.digests import seal
from ingest.errors import StoreError
from ingest.generation import Generation, Manifest
from ingest.split import split
from ingest.types import Document, Kind, Published
from ingest.vocabulary import WordCounts

# What a loader hands on: any text but for lone surrogates, with something to see.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
PUBLISHED = st.none() | st.builds(Published, st.integers(1, 9999), st.none() | st.integers(1, 12), st.none())
DOCUMENTS = st.lists(
    st.builds(
        make_document,
        TEXT,
        id=TEXT,
        title=TEXT,
        publisher=st.none() | TEXT,
        kind=st.sampled_from(Kind),
        published=PUBLISHED,
        url=st.none() | TEXT,
        language=st.sampled_from([None, "en", "de"]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda document: document.source.id,
)


def opened(folder: Path, *documents: Document) -> Generation:
    """The generation that holds the documents."""
    generation = make_store(folder, documents or [make_document()]).open()
    assert generation is not None
    return generation


def test_pages_come_back(tmp_path: Path) -> None:
    """Where each page of a PDF begins."""
    paged = Document(make_document().source, "One page. Another page.", (0, 10))
    assert opened(tmp_path, paged).documents[paged.source.id] == paged


def test_a_store_from_before_languages_were_kept_is_read_without_any(tmp_path: Path) -> None:
    """It needs no rebuild: its documents are of unknown language until their files are read again."""
    kept = make_document(language="en")
    generation = opened(tmp_path, kept)
    path = generation.folder / "documents.jsonl"
    row = json.loads(path.read_text())
    assert row["source"].pop("language") == "en"
    path.write_text(json.dumps(row) + "\n")
    assert list(Generation(generation.folder).documents.values()) == [make_document(language=None)]


def test_a_store_from_before_vocabularies_were_kept_has_its_own_worked_out(tmp_path: Path) -> None:
    """It needs no rebuild, and knows the same words and names."""
    generation = opened(tmp_path, make_document("Trials of Autolus at the Cell and Gene Therapy Catapult (CGTC)."))
    assert "autolus" in generation.vocabulary.names
    (generation.folder / "vocabulary.json").unlink()
    digests = {name: digest for name, digest in generation.manifest.digests.items() if name != "vocabulary.json"}
    row = asdict(replace(generation.manifest, digests=digests))
    (generation.folder / "manifest.json").write_text(json.dumps(row | {"seal": seal(row)}))
    assert problems_of(generation.folder) == []
    assert Generation(generation.folder).vocabulary == generation.vocabulary


@given(DOCUMENTS)
@settings(max_examples=12)
def test_documents_and_passages_come_back_as_they_were(documents: list[Document]) -> None:
    """Over any text and card: nothing on the way through the disk and Chroma changes a character."""
    with TemporaryDirectory() as folder:
        generation = opened(Path(folder), *documents)
        assert generation.documents == {document.source.id: document for document in documents}
        assert generation.passages == [passage for document in documents for passage in split(document)]
        assert generation.vocabulary == WordCounts.of(document.text for document in documents).vocabulary()
        assert problems_of(generation.folder) == []


def test_line_separators_of_every_kind_survive(tmp_path: Path) -> None:
    """They are the trap of formats with a line a record."""
    text = "One.\rTwo.\u2028Three.\x85Four.\x0bFive.\x1cSix.\r\nSeven."
    assert opened(tmp_path, make_document(text)).documents["a.md"].text == text


def test_a_closed_generation_opens_again_when_asked(tmp_path: Path) -> None:
    """Closing it twice does no harm either."""
    generation = opened(tmp_path)
    before = next(generation.index.rows()).texts
    generation.close()
    generation.close()
    assert next(generation.index.rows()).texts == before
    generation.close()


def test_chroma_holds_what_others_filter_on(tmp_path: Path) -> None:
    """Kind, publisher, url, language and dates as numbers that can be compared; what is unknown is absent."""
    full = make_document(id="full", url="https://example.org/", language="en", published=Published(2020, 2))
    bare = make_document("Bare text.", id="bare", publisher=None, published=None)
    generation = opened(tmp_path, full, bare)
    index = FolderIndex(generation.folder / "chroma")
    first, second = index._collection.get(include=["metadatas"])["metadatas"]
    assert (first["published_from"], first["published_to"], first["published_precision"]) == (
        20200201,
        20200229,
        "month",
    )
    assert (first["title"], first["publisher"], first["kind"], first["url"], first["language"]) == (
        "About the campus",
        "Stevenage Bioscience Catalyst",
        "press_release",
        "https://example.org/",
        "en",
    )
    assert not second.keys() & {"language", "published_from", "published_to", "published_precision", "publisher", "url"}
    index.close()


@pytest.mark.parametrize("row", ["", "[]", "{", '{"format": 3}', '{"format": 3, "seal": 1}', "\udcff", "null"])
def test_a_manifest_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, row: str) -> None:
    """It names the command that mends it."""
    (tmp_path / "manifest.json").write_bytes(row.encode(errors="surrogateescape"))
    with pytest.raises(StoreError, match=r"manifest\.json cannot be read\. Run `python -m ingest --rebuild`"):
        Generation(tmp_path)


@pytest.mark.parametrize("number", [0, 1, 2, 5, "3", None])
def test_another_format_is_refused_with_both_numbers(tmp_path: Path, number: object) -> None:
    """And with the command that rebuilds."""
    folder = opened(tmp_path).folder
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": number}))
    with pytest.raises(StoreError, match=rf"has format {number!r} and this program reads format 4\. .*--rebuild"):
        Generation(folder)


def test_a_store_of_the_format_before_is_read(tmp_path: Path) -> None:
    """Its indexes were all built whole, which a generation of today may be as well."""
    folder = opened(tmp_path).folder
    path = folder / "manifest.json"
    row = json.loads(path.read_text()) | {"format": 3}
    del row["seal"]
    path.write_text(json.dumps({"seal": seal(row), **row}))
    assert problems_of(folder) == []


READS: dict[str, Callable[[Generation], object]] = {
    "documents.jsonl": lambda generation: generation.documents,
    "passages.jsonl": lambda generation: generation.passages,
    "vectors.npy": lambda generation: generation.vectors,
    "vocabulary.json": lambda generation: generation.vocabulary,
    "keywords": lambda generation: generation.keywords,
}


@pytest.mark.parametrize("content", [None, b"", b"{}\n", b"[1]\n", b"\xff\xfe", b'{"source": {"id": 1}}\n'])
@pytest.mark.parametrize("name", READS)
def test_a_damaged_part_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes | None) -> None:
    """Missing, empty or full of something else: it names the part and the command that mends it."""
    folder = tmp_path / "g000001"
    folder.mkdir()
    row = asdict(Manifest("words", "", 1, 1, "", digests={"vocabulary.json": ""}))
    (folder / "manifest.json").write_text(json.dumps(row | {"seal": seal(row)}))
    for part in READS:
        if part != name:
            (folder / part).write_text("")
        elif content is not None:
            (folder / part).write_bytes(content)
    if (name, content) in {("documents.jsonl", b""), ("passages.jsonl", b"")}:
        assert not READS[name](Generation(folder))
        return
    with pytest.raises(StoreError, match=r"The store's \S+ cannot be read\. Run `python -m ingest --rebuild`"):
        READS[name](Generation(folder))


def test_a_chroma_folder_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Whatever Chroma and SQLite raise for it. The folder is a copy that this process has never opened."""
    made = opened(tmp_path / "made")
    folder = tmp_path / "copy" / made.name
    shutil.copytree(made.folder, folder)
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match=r"chroma cannot be read\. Run `python -m ingest --rebuild`"):
        next(Generation(folder).index.rows())
