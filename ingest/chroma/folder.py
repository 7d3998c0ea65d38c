"""An index in a folder of its own, beside the other files of its generation."""

import shutil
import sqlite3
import weakref
from collections.abc import Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any

from ingest.chroma.index import CollectionIndex, Vectors
from ingest.errors import DamageError, StoreError
from ingest.types import Passage

_COLLECTION = "passages"


class FolderIndex(CollectionIndex):
    """Chroma in a folder: written once, then the same bytes for good, so that a digest tells damage."""

    _space = "cosine"
    # Chroma refuses more than 5,461 in one call.
    _added = 5_000

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fill(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """See Index."""
        shutil.rmtree(self._folder, ignore_errors=True)
        try:
            with closing(_client(self._folder)) as client:
                self._add(self._create(client, _COLLECTION, len(passages)), passages, vectors)
            _freeze(self._folder / "chroma.sqlite3")
        except Exception as error:
            # Chroma hands on what SQLite and its own core raise, for a full disk too; a person needs the sentence only.
            raise StoreError(
                f"Chroma could not write the new generation ({' '.join(str(error).split())[:200]}). "
                "What was live stays live. Free space or rights on the disk and run this again."
            ) from error

    def close(self) -> None:
        """See Index."""
        if "_client" in self.__dict__:
            self._let_go()
            del self.__dict__["_client"]
            self.__dict__.pop("_collection", None)

    @cached_property
    def _client(self) -> Any:
        client = _client(self._folder)
        # Closed too when the last answer that reads from this generation is done with it.
        self._let_go = weakref.finalize(self, client.close)
        self._let_go.atexit = False
        return client

    @cached_property
    def _collection(self) -> Any:
        try:
            return self._client.get_collection(_COLLECTION, embedding_function=None)
        except Exception as error:
            # Chroma hands on what SQLite and its own core raise for a damaged folder; a person needs the sentence only.
            raise DamageError(
                f"The store's {self._folder.name} cannot be read. Run `python -m ingest --rebuild` to make it again."
            ) from error


def _freeze(database: Path) -> None:
    """Let opening leave the file as it is, byte for byte, so that its digest holds; and give back its unused space.

    Chroma notes each opening in a table that it never reads; the trigger drops the note.
    """
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("CREATE TRIGGER frozen BEFORE INSERT ON acquire_write BEGIN SELECT RAISE(IGNORE); END")
        connection.execute("VACUUM")


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    return chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
