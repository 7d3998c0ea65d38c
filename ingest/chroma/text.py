"""A small shared text on a Chroma server: the metadata of a collection without rows."""

from collections.abc import Iterator
from contextlib import contextmanager

from ingest.chroma.lock import locked
from ingest.chroma.server import Server
from ingest.shared import SharedText

_KEY = "text"


class ServerText(SharedText):
    """By the name of its collection. Chroma replaces all metadata of a collection in one transaction."""

    def __init__(self, server: Server, name: str) -> None:
        self.place = f"{name} on {server.url} ({server.name})"
        self._server = server
        self._name = name

    def read(self) -> str | None:
        """See SharedText."""
        found = self._server.find(self._name)
        return None if found is None else str((found.metadata or {}).get(_KEY, ""))

    def write(self, text: str) -> None:
        """See SharedText."""
        if not self._server.create(self._name, {_KEY: text}):
            with self._server.told():
                self._server.get(self._name).modify(metadata={_KEY: text})

    @contextmanager
    def alone(self) -> Iterator[None]:
        """See SharedText."""
        with locked(self._server, f"{self._name}.LOCK", "change of " + self._name):
            yield
