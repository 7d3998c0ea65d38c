"""One generation of the store: written once, then only read. The only home of chromadb.

NAME/manifest.json  documents.jsonl  passages.jsonl  vectors.npy  keywords/  chroma/
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ingest.embed import Vectors
from ingest.errors import StoreError
from ingest.keywords import KeywordIndex
from ingest.split import context
from ingest.types import Document, Kind, Passage, Published, Source

FORMAT = 1
_COLLECTION = "passages"
# Chroma refuses more than 5,461 in one call.
_BATCH = 5_000
# Cosine distance under which two vectors are the same but for rounding.
_SAME = 1e-3
# A wider search than the default, which misses one neighbour in ten on small stores; this one misses almost none.
# A graph built with ef_construction 100 left one of 10,239 passages unreachable by its own vector.
_GRAPH = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}
# The index is approximate, so even that one may miss. Then the slower, wider one is built.
_WIDER_GRAPH = {"space": "cosine", "ef_construction": 500, "ef_search": 500, "max_neighbors": 64}


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Where a document came from and the SHA-256 of the file's bytes then."""

    location: str
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself."""

    encoder: str
    reader: str
    documents: int
    passages: int
    created: str
    files: Mapping[str, FileRecord] = field(default_factory=dict)
    format: int = FORMAT


class Generation:
    """One complete, unchanging set of documents with its indexes."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.folder = folder
        self.manifest = _read_manifest(folder)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Every document by its id."""
        with _readable(path := self.folder / "documents.jsonl"):
            rows = _read_lines(path)
            return {row["source"]["id"]: _document(row) for row in rows}

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
    def keywords(self) -> KeywordIndex:
        """BM25 over the passages with their context."""
        with _readable(path := self.folder / "keywords"):
            return KeywordIndex.load(path)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each passage stands in ``passages``, by its id."""
        return {passage.id: position for position, passage in enumerate(self.passages)}

    def nearest(self, vector: Vectors, count: int, where: Mapping[str, Any] | None = None) -> list[tuple[int, float]]:
        """The positions of the nearest passages with their cosine similarity, nearest first.

        ``where`` is a Chroma condition on a passage's metadata.
        """
        wanted = min(count, self.manifest.passages)
        answer = self._collection.query(
            query_embeddings=[vector], n_results=wanted, where=dict(where) if where else None, include=["distances"]
        )
        return [
            (self.positions[id_], 1.0 - distance)
            for id_, distance in zip(answer["ids"][0], answer["distances"][0], strict=True)
        ]

    def close(self) -> None:
        """Let go of the files. The generation opens them again if it is asked again."""
        if "_client" in self.__dict__:
            self._client.close()
            del self.__dict__["_client"]
            self.__dict__.pop("_collection", None)

    @cached_property
    def _client(self) -> Any:
        return _chroma(self.folder)

    @cached_property
    def _collection(self) -> Any:
        try:
            return self._client.get_collection(_COLLECTION, embedding_function=None)
        except Exception as error:
            # Chroma hands on what SQLite and its own core raise for a damaged folder; a person needs the sentence only.
            raise _unreadable(self.folder / "chroma") from error


def new_manifest(encoder: str, reader: str, documents: int, passages: int, files: Mapping[str, FileRecord]) -> Manifest:
    """The manifest of a generation made now."""
    return Manifest(encoder, reader, documents, passages, now(), files)


def problems_of(generation: Generation) -> list[str]:
    """What is wrong with a generation, one sentence each; empty when it is whole.

    Counts agree, every passage stands at its offsets in Chroma too, and is found by its own vector.
    """
    passages, vectors = generation.passages, generation.vectors
    stored = generation._collection.get(include=["documents"])
    texts = dict(zip(stored["ids"], stored["documents"], strict=True))
    problems = []
    counts = {len(passages), len(vectors), len(texts), generation.manifest.passages}
    if len(counts) != 1:
        problems.append(f"Its counts of passages differ: {sorted(counts)}.")
    altered = [passage.id for passage in passages if texts.get(passage.id) != passage.text]
    if altered:
        problems.append(f"{len(altered)} passages differ from their documents, first {altered[0]}.")
    lost = _not_found_by_themselves(generation)
    if lost:
        problems.append(f"{len(lost)} passages are not found by their own vectors, first {lost[0]}.")
    generation.close()
    return problems


def _not_found_by_themselves(generation: Generation) -> list[str]:
    """The passages whose own vector does not lead to anything as near; equal texts may stand for one another."""
    lost = []
    for first in range(0, len(generation.vectors), _BATCH):
        batch = np.asarray(generation.vectors[first : first + _BATCH])
        found = generation._collection.query(query_embeddings=batch, n_results=1, include=["distances"])
        lost += [
            generation.passages[first + row].id
            for row, distances in enumerate(found["distances"])
            if not distances or distances[0] > _SAME
        ]
    return lost


def write_generation(
    folder: Path, documents: Sequence[Document], passages: Sequence[Passage], vectors: Vectors, manifest: Manifest
) -> None:
    """Fill an empty folder. ``vectors`` has one row a passage."""
    _write_lines(
        folder / "documents.jsonl", ({"source": _card(d.source), "text": d.text, "pages": d.pages} for d in documents)
    )
    _write_lines(
        folder / "passages.jsonl",
        ({"document": p.source.id, "start": p.start, "end": p.end, "heading": p.heading} for p in passages),
    )
    np.save(folder / "vectors.npy", vectors)
    KeywordIndex.build([f"{context(p)}\n{p.text}" for p in passages]).save(folder / "keywords")
    _write_chroma(folder, passages, vectors, _GRAPH)
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")


def widen_index(folder: Path, passages: Sequence[Passage], vectors: Vectors) -> None:
    """Build the index of a generation that is not published yet once more, so that it misses less."""
    shutil.rmtree(folder / "chroma")
    _write_chroma(folder, passages, vectors, _WIDER_GRAPH)


def _write_chroma(folder: Path, passages: Sequence[Passage], vectors: Vectors, graph: Mapping[str, Any]) -> None:
    client = _chroma(folder)
    collection = client.create_collection(_COLLECTION, configuration={"hnsw": dict(graph)}, embedding_function=None)
    for first in range(0, len(passages), _BATCH):
        batch = passages[first : first + _BATCH]
        collection.add(
            ids=[passage.id for passage in batch],
            embeddings=vectors[first : first + _BATCH],
            documents=[passage.text for passage in batch],
            metadatas=[_metadata(passage) for passage in batch],
        )
    client.close()


def _chroma(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    return chromadb.PersistentClient(str(folder / "chroma"), settings=ChromaSettings(anonymized_telemetry=False))


def _metadata(passage: Passage) -> dict[str, str | int]:
    """What Chroma can filter on. Dates are numbers like 20191007, since it compares nothing else; unknown is absent."""
    source = passage.source
    values: dict[str, str | int | None] = {
        "document": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "kind": source.kind.value,
        "url": source.url,
        "start": passage.start,
        "end": passage.end,
        "heading": passage.heading,
    }
    if source.published:
        values["published_from"] = int(source.published.first_day.strftime("%Y%m%d"))
        values["published_to"] = int(source.published.last_day.strftime("%Y%m%d"))
        values["published_precision"] = source.published.precision
    return {key: value for key, value in values.items() if value is not None}


def _card(source: Source) -> dict[str, str | None]:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "kind": source.kind.value,
        "published": str(source.published) if source.published else None,
        "url": source.url,
    }


def _document(row: Mapping[str, Any]) -> Document:
    # Stores made before pages were kept have none.
    return Document(_source(row["source"]), row["text"], tuple(row.get("pages", ())))


def _source(row: Mapping[str, Any]) -> Source:
    published = Published(*map(int, row["published"].split("-"))) if row["published"] else None
    return Source(row["id"], row["title"], row["publisher"], Kind(row["kind"]), published, row["url"])


def _read_manifest(folder: Path) -> Manifest:
    try:
        row = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        found = row.get("format")
        if found == FORMAT:
            row["files"] = {id_: FileRecord(**record) for id_, record in row["files"].items()}
            return Manifest(**row)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(
            f"The store's {folder.name}/manifest.json cannot be read. Run `python -m ingest --rebuild` to make it anew."
        ) from error
    raise StoreError(
        f"The store has format {found!r} and this program reads format {FORMAT}. "
        "Run `python -m ingest --rebuild` to make it again."
    )


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Whatever a damaged file makes a reader raise, as a StoreError."""
    try:
        yield
    except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> StoreError:
    return StoreError(f"The store's {path.name} cannot be read. Run `python -m ingest --rebuild` to make it again.")


def _write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _read_lines(path: Path) -> list[dict[str, Any]]:
    # Not splitlines(): a text may hold other line separators than the newline.
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def now() -> str:
    """The moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
