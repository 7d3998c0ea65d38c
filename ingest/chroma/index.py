"""The passages of one generation by their vectors, wherever Chroma keeps them."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.types import Passage

Vectors = NDArray[np.float32]
Graph = Mapping[str, Any]

# Each misses less than the one before it and takes longer to build. The first searches wider than Chroma's default,
# which misses one neighbour in ten on small stores; with ef_construction 100 it left one of 10,239 passages
# unreachable by its own vector. Texts that are all equally unlike each other need many links: with 256 a few hundred
# are joined to nearly all.
GRAPHS: Sequence[Graph] = (
    {"ef_construction": 200, "ef_search": 200, "max_neighbors": 32},
    {"ef_construction": 500, "ef_search": 500, "max_neighbors": 64},
    {"ef_construction": 2_000, "ef_search": 2_000, "max_neighbors": 256},
)
# Of so many passages the first graph loses some (of 50,000 a dozen), so that building it would be for nothing.
_MANY = 30_000


def graphs_for(passages: int) -> Sequence[Graph]:
    """The graphs to build for so many passages, one after the other until one misses none."""
    return GRAPHS[1:] if passages >= _MANY else GRAPHS


class Index(ABC):
    """Finds the passages nearest to a vector. ``fill`` it once; then it is only read."""

    @abstractmethod
    def fill(self, passages: Sequence[Passage], vectors: Vectors, graph: Graph | None = None) -> None:
        """Make it of passages and a row of ``vectors`` for each, in place of what was there. Raises StoreError.

        Without a ``graph`` it is the first of ``graphs_for``.
        """

    @abstractmethod
    def nearest(self, vector: Vectors, count: int, where: Mapping[str, Any] | None = None) -> list[tuple[str, float]]:
        """The ids of the nearest passages with their cosine similarity, nearest first; ``count`` is 1 or more.

        ``where`` is a Chroma condition on a passage's metadata.
        """

    @abstractmethod
    def texts(self) -> dict[str, str]:
        """The text of each passage by its id, as Chroma holds it."""

    @abstractmethod
    def distances(self, vectors: Vectors) -> list[float]:
        """The cosine distance from each vector to the nearest one here; infinite where nothing is found."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what it holds open; it is opened again when it is asked again."""

    def wider(self, passages: int) -> Sequence[Graph]:
        """The graphs to build one after the other while the gate misses something of so many passages."""
        return graphs_for(passages)[1:]

    def unproven(self, ids: Sequence[str]) -> list[int]:
        """The places of the passages that the gate has to look up, since no gate before it has found them here."""
        return list(range(len(ids)))


class CollectionIndex(Index):
    """One collection of Chroma's, in a folder or on a server."""

    # How vectors are compared, and how many rows Chroma takes and looks up in one call.
    _space: str
    _added: int
    _asked: int

    @property
    @abstractmethod
    def _collection(self) -> Any:
        """Chroma's collection. Raises StoreError when there is none to read."""

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever Chroma raises for a question, as a sentence where it is known what it means."""
        yield

    def nearest(self, vector: Vectors, count: int, where: Mapping[str, Any] | None = None) -> list[tuple[str, float]]:
        """See Index."""
        with self._told():
            answer = self._collection.query(
                query_embeddings=[vector], n_results=count, where=dict(where) if where else None, include=["distances"]
            )
        return [(id_, 1.0 - far) for id_, far in zip(answer["ids"][0], answer["distances"][0], strict=True)]

    def texts(self) -> dict[str, str]:
        """See Index."""
        held: dict[str, str] = {}
        with self._told():
            for first in range(0, self._collection.count(), self._added):
                rows = self._collection.get(limit=self._added, offset=first, include=["documents"])
                held |= zip(rows["ids"], rows["documents"], strict=True)
        return held

    def distances(self, vectors: Vectors) -> list[float]:
        """See Index."""
        return [far for _, far in self.closest(vectors)]

    def closest(self, vectors: Vectors) -> list[tuple[str, float]]:
        """The nearest passage of each vector with its cosine distance; "" and infinite where nothing is found."""
        found: list[tuple[str, float]] = []
        with self._told():
            for first in range(0, len(vectors), self._asked):
                batch = np.asarray(vectors[first : first + self._asked])
                rows = self._collection.query(query_embeddings=batch, n_results=1, include=["distances"])
                found += [
                    (ids[0], far[0]) if ids else ("", np.inf)
                    for ids, far in zip(rows["ids"], rows["distances"], strict=True)
                ]
        return found

    def _create(self, client: Any, name: str, size: int, graph: Graph | None) -> Any:
        # Written to disk once, with the last passage: what waits in a queue would be indexed anew at every opening.
        hnsw = {"space": self._space, **(graph or graphs_for(size)[0]), "sync_threshold": max(1, size)}
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
