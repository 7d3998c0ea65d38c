"""A Chroma server: its collections by name, and what it means in plain words when a call fails.

Chroma has no transaction over several calls, so whatever has to be atomic here is one: making a collection of a name
that is not taken, giving one another name, replacing the whole metadata of one.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from ingest.errors import DamageError, GoneError, OutageError, StoreError

# The line of releases whose protocol this is. What `chroma run` of chromadb 1.5.9 says of itself is "1.0.0".
_MAJOR = "1"
_CONNECT_SECONDS = 5.0

Metadata = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is, and the word that all names of a store's collections begin with.

    ``token`` is for a proxy in front that asks for one; ``patience`` is the longest wait for an answer, in seconds.
    """

    url: str
    name: str
    token: str = field(default="", repr=False)
    patience: float = 10.0

    def names(self) -> set[str]:
        """The names of the store's collections, without the word that they begin with."""
        with self.told():
            found = [collection.name for collection in self.client.list_collections()]
        return {name.removeprefix(f"{self.name}.") for name in found if name.startswith(f"{self.name}.")}

    def find(self, name: str) -> Any | None:
        """The collection of a name, or None."""
        with suppress(GoneError), self.told():
            return self.client.get_collection(self.full(name), embedding_function=None)
        return None

    def get(self, name: str) -> Any:
        """The collection of a name. Raises GoneError when there is none."""
        with self.told():
            return self.client.get_collection(self.full(name), embedding_function=None)

    def create(self, name: str, metadata: Metadata) -> bool:
        """Make a collection without rows; False, and nothing is changed, when there is one of that name."""
        try:
            with self.told():
                self.client.create_collection(self.full(name), metadata=dict(metadata) or None, embedding_function=None)
        except StoreError as error:
            if "already exists" in str(error.__cause__):
                return False
            raise
        return True

    def rename(self, old: str, new: str) -> None:
        """In one step. Raises StoreError when the new name is taken."""
        with self.told():
            self.get(old).modify(name=self.full(new))

    def delete(self, name: str) -> None:
        """No error when it is gone already."""
        with suppress(GoneError), self.told():
            self.client.delete_collection(self.full(name))

    def full(self, name: str) -> str:
        """A collection's name as the server knows it."""
        return f"{self.name}.{name}"

    @property
    def client(self) -> Any:
        """Chroma's client. Raises StoreError when the server is away or is none that we understand."""
        return _connected(self)

    @contextmanager
    def told(self) -> Iterator[None]:
        """What Chroma's client raises, as a sentence."""
        from chromadb.errors import ChromaError, NotFoundError

        try:
            yield
        except StoreError:
            raise
        except NotFoundError as error:
            raise GoneError(f"The Chroma server at {self.url} does not hold that any more.") from error
        except ChromaError as error:
            raise DamageError(
                f"The Chroma server at {self.url} could not do what it was asked ({_reason(error)}). What was live "
                "stays live. See that it has space and rights on its disk, and try again."
            ) from error
        except Exception as error:  # the client hands on whatever its HTTP library raises
            raise _away(self, error) from error


@lru_cache
def _connected(server: Server) -> Any:
    _greet(server)
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    where = urlsplit(server.url)
    with server.told():
        client: Any = chromadb.HttpClient(
            host=str(where.hostname),
            port=_port(server),
            ssl=where.scheme == "https",
            headers=_headers(server),
            settings=ChromaSettings(anonymized_telemetry=False),
        )
    # Chroma's client waits for ever, and has no setting for it: a server that hangs would hang every reader.
    client._server._session.timeout = server.patience
    return client


def _greet(server: Server) -> None:
    """Ask for the version first: Chroma's client gives no telling answer when the other end is something else."""
    where = urlsplit(server.url)
    kind = HTTPSConnection if where.scheme == "https" else HTTPConnection
    try:
        with closing(kind(str(where.hostname), _port(server), timeout=_CONNECT_SECONDS)) as connection:
            connection.request("GET", "/api/v2/version", headers=_headers(server))
            answer = connection.getresponse()
            status, body = answer.status, answer.read(1_000)
    except (OSError, HTTPException) as error:
        raise _away(server, error) from error
    if status >= 500:  # a proxy in front of a server that is away
        raise _away(server, HTTPException(f"HTTP {status}"))
    if status in (401, 403):
        raise StoreError(f"{server.url} refuses us (HTTP {status}). Set CHROMA_TOKEN to a token that it takes.")
    version = _version(body) if status == 200 else None
    if version is None:
        raise StoreError(
            f"What answers at {server.url} is not a Chroma server that we understand (HTTP {status} for its version). "
            "Start `chroma run` of the chromadb release in pyproject.toml there, or correct CHROMA_URL."
        )
    if version.split(".")[0] != _MAJOR:
        raise StoreError(
            f"The Chroma server at {server.url} has version {version}, and this program speaks with {_MAJOR}.x. "
            "Start `chroma run` of the chromadb release in pyproject.toml there."
        )


def _away(server: Server, error: BaseException) -> OutageError:
    return OutageError(
        f"The Chroma server at {server.url} does not answer ({_reason(error)}). What was live there stays live. "
        "Start it, or correct CHROMA_URL, and try again."
    )


def _version(body: bytes) -> str | None:
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return said if isinstance(said, str) and said[:1].isdigit() else None


def _port(server: Server) -> int:
    where = urlsplit(server.url)
    return where.port or (443 if where.scheme == "https" else 80)


def _headers(server: Server) -> dict[str, str]:
    return {"Authorization": f"Bearer {server.token}"} if server.token else {}


def _reason(error: BaseException) -> str:
    """The system's words for it, in one line."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(said).split())[:200]
