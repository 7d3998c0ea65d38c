"""One generation of the store: written once, then only read.

NAME/manifest.json  documents.jsonl  earlier.jsonl  passages.jsonl  vectors.npy  vocabulary.json  keywords/  chroma/
    word_counts.json  stems.npz  fingerprints.npz, which the next generation's vocabulary, keywords and copies grow from
    and, where the index has grown, delta/  segments.json; see ingest.chroma.segments

The manifest says what each of the other files must hash to, and carries a hash of itself. Where Chroma is a server, the
folder has no chroma/ but is a reader's copy of the rest; see ingest.server.
"""

import json
import os
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ingest.chroma.index import Index
from ingest.chroma.segments import SegmentedIndex
from ingest.clock import stamp
from ingest.digests import digests_of, seal
from ingest.encoder import Vectors
from ingest.errors import DamageError, StoreError
from ingest.fingerprints import Fingerprints
from ingest.keywords import KeywordIndex
from ingest.lease import hold
from ingest.scan import Scan
from ingest.split import in_context, text_digest
from ingest.stems import Stems
from ingest.types import Document, Earlier, Kind, Passage, Published, Source, passage_id
from ingest.vocabulary import Vocabulary, WordCounts

# Of format 3 every index was built whole, which is how format 4 begins.
FORMAT, _READ = 4, (3, 4)
_COUNTS, _STEMS, _PRINTS = "word_counts.json", "stems.npz", "fingerprints.npz"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Where a document came from and the SHA-256 of the file's bytes then."""

    location: str
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself.

    ``files`` is by document id; ``renamed`` leads from an id that a document had before to the one that it has now,
    ``superseded`` from a document to the one that corrects it, and ``copies`` from one that stands for others to them;
    ``digests`` is the SHA-256 of every file of the generation but the manifest, by its path.
    """

    encoder: str
    reader: str
    documents: int
    passages: int
    created: str
    files: Mapping[str, FileRecord] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    superseded: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, Sequence[str]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT


class Generation:
    """One complete, unchanging set of documents with its indexes.

    As long as the object lives, its folder is not cleaned away. ``notice`` is what a person should be told of it, if
    anything; ``index`` finds its passages by their vectors, and lies in the folder unless one is given. Raises
    DamageError when the manifest cannot be read, StoreError when it is of another format.
    """

    def __init__(self, folder: Path, notice: str | None = None, index: Index | None = None) -> None:
        self.name = folder.name
        self.folder = folder
        self.notice = notice
        self.index = index or SegmentedIndex(folder)
        with _readable(folder / "manifest.json"):
            weakref.finalize(self, os.close, hold(folder))
        self.manifest = _read_manifest(folder)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Every document by its id."""
        with _readable(path := self.folder / "documents.jsonl"):
            return {row["source"]["id"]: _document(row) for row in _read_lines(path)}

    def document(self, id_: str) -> Document | None:
        """The document of an id, also of one that it had before it was renamed; None when there is none."""
        return self.documents.get(id_) or self.documents.get(self.manifest.renamed.get(id_, ""))

    @cached_property
    def by_version(self) -> dict[str, list[str]]:
        """The ids of the documents that have a text, by the version of the text."""
        found: dict[str, list[str]] = {}
        for id_, document in self.documents.items():
            found.setdefault(document.version, []).append(id_)
        return found

    @cached_property
    def issuers(self) -> dict[str, str]:
        """The document that stands for a copy, by the copy's id."""
        return {copy: issuer for issuer, copies in self.manifest.copies.items() for copy in copies}

    @cached_property
    def earlier(self) -> dict[tuple[str, str], Earlier]:
        """What documents said that say something else now or have left, by their id and the version of the text."""
        with _readable(path := self.folder / "earlier.jsonl"):
            found = [Earlier(_document(row), row["until"]) for row in _read_lines(path)]
            return {(earlier.document.source.id, earlier.document.version): earlier for earlier in found}

    @cached_property
    def passages(self) -> list[Passage]:
        """Every passage, in the order of the vectors and of the keyword scores."""
        with _readable(path := self.folder / "passages.jsonl"):
            return [
                Passage(document.source, row["start"], document.text[row["start"] : row["end"]], row["heading"])
                for row in _read_lines(path)
                for document in [self.documents[row["document"]]]
            ]

    @cached_property
    def vectors(self) -> Vectors:
        """The passages' vectors, shape (n, dimensions), read from disk as needed."""
        with _readable(path := self.folder / "vectors.npy"):
            loaded: Vectors = np.load(path, mmap_mode="r")
            return loaded

    @cached_property
    def scan(self) -> Scan:
        """Compares all vectors with a question's."""
        return Scan(self.vectors)

    @property
    def embedded(self) -> dict[str, str]:
        """The SHA-256 of the text that each vector was made of, by the passage's id, in the order of the vectors."""
        with _readable(path := self.folder / "passages.jsonl"):
            return {passage_id(row["document"], row["start"], row["end"]): row["embedded"] for row in _read_lines(path)}

    @cached_property
    def keywords(self) -> KeywordIndex:
        """BM25 over the passages with their context."""
        with _readable(path := self.folder / "keywords"):
            return KeywordIndex.load(path)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the documents call things."""
        path = self.folder / "vocabulary.json"
        if path.name not in self.manifest.digests:  # made before vocabularies were kept
            return WordCounts.of(document.text for document in self.documents.values()).vocabulary()
        with _readable(path):
            return Vocabulary.load(path)

    @property
    def word_counts(self) -> WordCounts | None:
        """What its vocabulary was made of, read anew each time; None where other code made it."""
        with _readable(path := self.folder / _COUNTS):
            return WordCounts.load(path)

    @property
    def stems(self) -> Stems | None:
        """The stems of its passages, read anew each time; None where other code found them."""
        with _readable(path := self.folder / _STEMS):
            return Stems.load(path)

    @property
    def fingerprints(self) -> Fingerprints | None:
        """The fingerprints of its documents' sentences, read anew each time; None where other code made them."""
        with _readable(path := self.folder / _PRINTS):
            return Fingerprints.load(path)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each passage stands in ``passages``, by its id."""
        return {passage.id: position for position, passage in enumerate(self.passages)}

    def close(self) -> None:
        """Let go of Chroma's files. The generation opens them again if it is asked again."""
        self.index.close()


def new_manifest(
    encoder: str,
    reader: str,
    documents: int,
    passages: int,
    files: Mapping[str, FileRecord],
    renamed: Mapping[str, str] | None = None,
    superseded: Mapping[str, str] | None = None,
    copies: Mapping[str, Sequence[str]] | None = None,
) -> Manifest:
    """The manifest of a generation made now; its digests are added when it is written."""
    return Manifest(encoder, reader, documents, passages, stamp(), files, renamed or {}, superseded or {}, copies or {})


def write_generation(
    folder: Path,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    vectors: Vectors,
    manifest: Manifest,
    earlier: Sequence[Earlier] = (),
    index: Index | None = None,
    before: Generation | None = None,
    prints: Fingerprints | None = None,
) -> None:
    """Fill an empty folder, and the index. ``vectors`` has one row a passage; ``prints`` are the documents'.

    The words of what has not changed since a generation ``before`` are taken from there.
    """
    texts = list(map(in_context, passages))
    digests = list(map(text_digest, texts))
    _write_lines(folder / "documents.jsonl", map(_row, documents))
    _write_lines(folder / "earlier.jsonl", ({**_row(one.document), "until": one.until} for one in earlier))
    _write_lines(
        folder / "passages.jsonl",
        (
            {"document": p.source.id, "start": p.start, "end": p.end, "heading": p.heading, "embedded": digest}
            for p, digest in zip(passages, digests, strict=True)
        ),
    )
    np.save(folder / "vectors.npy", vectors)
    counts = _counts(documents, before)
    counts.save(folder / _COUNTS)
    counts.vocabulary().save(folder / "vocabulary.json")
    (prints or Fingerprints.of([document.text for document in documents])).save(folder / _PRINTS)
    stems = _stems(texts, digests, before)
    stems.save(folder / _STEMS)
    KeywordIndex.numbered(stems.numbers, stems.ends, stems.words).save(folder / "keywords")
    (index or SegmentedIndex(folder)).fill(passages, vectors)
    _write_manifest(folder, replace(manifest, digests=digests_of(folder)))


def _counts(documents: Sequence[Document], before: Generation | None) -> WordCounts:
    """How often the documents write each word."""
    kept = before.word_counts if before else None
    if before is None or kept is None:
        return WordCounts.of(document.text for document in documents)
    now, then = ({one.source.id: one.text for one in some} for some in (documents, before.documents.values()))
    gone = [text for id_, text in then.items() if now.get(id_) != text]
    come = [text for id_, text in now.items() if then.get(id_) != text]
    return kept.changed(gone, come)


def _stems(texts: Sequence[str], digests: Sequence[str], before: Generation | None) -> Stems:
    """The stems of the passages with their context."""
    kept = before.stems if before else None
    if before is None or kept is None:
        return Stems.of(texts)
    then = {digest: place for place, digest in enumerate(before.embedded.values())}
    return Stems.of(texts, kept, {place: then[digest] for place, digest in enumerate(digests) if digest in then})


def _card(source: Source) -> dict[str, str | None]:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "kind": source.kind.value,
        "published": str(source.published) if source.published else None,
        "url": source.url,
        "language": source.language,
    }


def _row(document: Document) -> dict[str, Any]:
    return {
        "source": _card(document.source),
        "text": document.text,
        "pages": document.pages,
        "supersedes": document.supersedes,
    }


def _document(row: Mapping[str, Any]) -> Document:
    return Document(_source(row["source"]), row["text"], tuple(row["pages"]), row["supersedes"])


def _source(row: Mapping[str, Any]) -> Source:
    published = Published.read(row["published"])
    # A store that was made before languages were kept says none, until the next ingest reads its files again.
    language = row.get("language")
    return Source(row["id"], row["title"], row["publisher"], Kind(row["kind"]), published, row["url"], language)


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    row = asdict(manifest)
    (folder / "manifest.json").write_text(json.dumps({"seal": seal(row), **row}, indent=1), encoding="utf-8")


def _read_manifest(folder: Path) -> Manifest:
    with _readable(path := folder / "manifest.json"):
        row = json.loads(path.read_text(encoding="utf-8"))
        found = row["format"]
        if found in _READ:
            if row.pop("seal") != seal(row):
                raise ValueError("the manifest is not as it was written")
            files = {id_: FileRecord(**record) for id_, record in row.pop("files").items()}
            return Manifest(**row, files=files)
    raise StoreError(
        f"The store has format {found!r} and this program reads format {FORMAT}. "
        "Run `python -m ingest --rebuild` to make it again."
    )


def read_seal(folder: Path) -> str:
    """The hash that a generation's manifest carries of itself: equal seals, equal generations. Raises DamageError."""
    with _readable(path := folder / "manifest.json"):
        return str(json.loads(path.read_text(encoding="utf-8"))["seal"])


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Whatever a damaged file makes a reader raise, as a DamageError."""
    try:
        yield
    except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> DamageError:
    return DamageError(f"The store's {path.name} cannot be read. Run `python -m ingest --rebuild` to make it again.")


def _write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    # One by one, so that a large file is not held beside what is made of it. A text may hold other line separators
    # than the newline.
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)
