"""The passages of one generation with their vectors, wherever Chroma keeps them."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.types import Passage

Vectors = NDArray[np.float32]

# Chroma's own but for how wide it searches, by which it misses one neighbour in ten on small stores. We compare all
# vectors (ingest.scan); whoever opens the store by a program of his own asks this graph.
_GRAPH = {"ef_search": 200}


class Rows(NamedTuple):
    """Passages as Chroma holds them: ids, texts and vectors of shape (n, width), in one order."""

    ids: list[str]
    texts: list[str]
    vectors: Vectors


class TakenOver(NamedTuple):
    """What an index has, byte for byte, of that of another generation.

    ``folder`` is that generation's, ``part`` the folder in it whose files were copied; ``away`` are the ids of its
    passages that are not in them or must not be found in them any more.
    """

    folder: Path
    part: str
    away: frozenset[str]


class Index(ABC):
    """Holds the passages of a generation. ``fill`` it once; then it is only read."""

    @property
    def taken_over(self) -> TakenOver | None:
        """What it did not make itself but took from a generation before; None where it made all."""
        return None

    @abstractmethod
    def fill(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Make it of passages and a row of ``vectors`` for each, in place of what was there. Raises StoreError."""

    @abstractmethod
    def rows(self) -> Iterator[Rows]:
        """All that it holds, some thousands at a time, in any order. Raises StoreError."""

    def new_rows(self) -> Iterator[Rows]:
        """Those of them that were not taken over. Raises StoreError."""
        return self.rows()

    @abstractmethod
    def close(self) -> None:
        """Let go of what it holds open; it is opened again when it is asked again."""


class CollectionIndex(Index):
    """One collection of Chroma's, in a folder or on a server."""

    # How vectors are compared, and how many rows Chroma takes in one call.
    _space: str
    _added: int

    @property
    @abstractmethod
    def _collection(self) -> Any:
        """Chroma's collection. Raises StoreError when there is none to read."""

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever Chroma raises for a question, as a sentence where it is known what it means."""
        yield

    def rows(self) -> Iterator[Rows]:
        """See Index."""
        with self._told():
            for first in range(0, self._collection.count(), self._added):
                held = self._collection.get(limit=self._added, offset=first, include=["documents", "embeddings"])
                yield Rows(held["ids"], held["documents"], np.asarray(held["embeddings"], np.float32))

    def _create(self, client: Any, name: str, size: int) -> Any:
        # Written to disk once, with the last passage: what waits in a queue would be indexed anew at every opening.
        hnsw = {"space": self._space, **_GRAPH, "sync_threshold": max(1, size)}
        return client.create_collection(name, configuration={"hnsw": hnsw}, embedding_function=None)

    def _add(self, collection: Any, passages: Sequence[Passage], vectors: Vectors) -> None:
        for first in range(0, len(passages), self._added):
            batch = passages[first : first + self._added]
            collection.add(
                ids=[passage.id for passage in batch],
                embeddings=vectors[first : first + self._added],
                documents=[passage.text for passage in batch],
                metadatas=[_metadata(passage) for passage in batch],
            )


def _metadata(passage: Passage) -> dict[str, str | int]:
    """What Chroma can filter on. Dates are numbers like 20191007, since it compares nothing else; unknown is absent."""
    source = passage.source
    values: dict[str, str | int | None] = {
        "document": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "kind": source.kind.value,
        "url": source.url,
        "language": source.language,
        "start": passage.start,
        "end": passage.end,
        "heading": passage.heading,
    }
    if source.published:
        values["published_from"] = int(source.published.first_day.strftime("%Y%m%d"))
        values["published_to"] = int(source.published.last_day.strftime("%Y%m%d"))
        values["published_precision"] = source.published.precision
    return {key: value for key, value in values.items() if value is not None}
