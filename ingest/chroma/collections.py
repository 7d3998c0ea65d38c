"""A generation on a Chroma server: a collection of its passages, and one of its other files, cut into rows.

    NAME         ids, vectors, texts and metadata of the passages
    NAME.files   rows like "documents.jsonl/000000": packed pieces of the files that a reader keeps a copy of

The vectors are not sent twice: ``vectors.npy`` is made again from the collection, and its digest says whether it is the
same to the last bit.
"""

import base64
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ingest.chroma.index import CollectionIndex, Vectors
from ingest.chroma.server import Server
from ingest.errors import DamageError
from ingest.types import Passage

FILES = ".files"
# Characters of a piece, and pieces in one call: the server takes 40 MB at once.
_PIECE, _PIECES = 1_000_000, 10


class ServerIndex(CollectionIndex):
    """The passages of a generation in a collection of its own."""

    # Our vectors have unit length, for which this is the cosine; by "cosine" Chroma would hand back altered ones.
    _space = "ip"
    _added = 1_000

    def __init__(self, server: Server, name: str) -> None:
        self.server = server
        self.name = name

    def __reduce__(self) -> tuple[Any, ...]:
        # To another process goes where it is, not the connection.
        return ServerIndex, (self.server, self.name)

    def fill(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """See Index."""
        self.server.delete(self.name)
        self.__dict__.pop("_collection", None)
        with self._told():
            made = self._create(self.server.client, self.server.full(self.name), len(passages))
            self._add(made, passages, vectors)

    def count(self) -> int:
        """How many passages it holds."""
        with self._told():
            return int(self._collection.count())

    def vectors(self, ids: Sequence[str]) -> Iterator[Vectors]:
        """The vectors of these passages, some rows at a time. Raises DamageError when one is missing."""
        for first in range(0, len(ids), self._added):
            wanted = list(ids[first : first + self._added])
            with self._told():
                rows = self._collection.get(ids=wanted, include=["embeddings"])
            place = {id_: row for row, id_ in enumerate(rows["ids"])}
            if len(place) != len(wanted):
                raise DamageError(f"{len(wanted) - len(place)} passages have no vector on {self.server.url}.")
            yield np.asarray(rows["embeddings"], dtype=np.float32)[[place[id_] for id_ in wanted]]

    def close(self) -> None:
        """See Index: the connection is everybody's."""

    @cached_property
    def _collection(self) -> Any:
        return self.server.get(self.name)

    @contextmanager
    def _told(self) -> Iterator[None]:
        with self.server.told():
            yield


def send_files(server: Server, name: str, files: Mapping[str, Path]) -> None:
    """Put files on the server under a generation's name, in place of what was there. Raises StoreError."""
    server.delete(name + FILES)
    server.create(name + FILES, {})
    with server.told():
        collection = server.get(name + FILES)
        for path, file in files.items():
            packed = base64.b64encode(zlib.compress(file.read_bytes())).decode()
            pieces = [packed[first : first + _PIECE] for first in range(0, len(packed), _PIECE)]
            for first in range(0, len(pieces), _PIECES):
                batch = pieces[first : first + _PIECES]
                collection.add(
                    ids=[_row(path, first + place) for place in range(len(batch))],
                    # Chroma wants a vector; nobody asks for it.
                    embeddings=[[float(first + place)] for place in range(len(batch))],
                    metadatas=[{"pieces": len(pieces), "packed": piece} for piece in batch],
                )


def fetch_file(server: Server, name: str, path: str) -> bytes | None:
    """A file of a generation; None when it was not sent. Raises DamageError when it is not whole, GoneError."""
    collection = server.get(name + FILES)
    rows = _pieces(server, collection, path, range(1))
    if not rows:
        return None
    count = rows[0]["pieces"]
    for first in range(1, count, _PIECES):
        rows += _pieces(server, collection, path, range(first, min(first + _PIECES, count)))
    try:
        return zlib.decompress(base64.b64decode("".join(row["packed"] for row in rows)))
    except ValueError as error:
        raise _broken(server, path) from error
    except zlib.error as error:
        raise _broken(server, path) from error


def _pieces(server: Server, collection: Any, path: str, places: range) -> list[dict[str, Any]]:
    wanted = [_row(path, place) for place in places]
    with server.told():
        found = collection.get(ids=wanted, include=["metadatas"])
    rows = dict(zip(found["ids"], found["metadatas"], strict=True))
    return [rows[id_] for id_ in wanted if id_ in rows]


def _row(path: str, place: int) -> str:
    return f"{path}/{place:06}"


def _broken(server: Server, path: str) -> DamageError:
    return DamageError(f"The copy of {path} on {server.url} is not whole.")
