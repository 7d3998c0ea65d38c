"""What goes to and fro between the ingest and a worker: JSON and the bytes of files, nothing that runs."""

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from ingest.origin import Origin
from ingest.types import Document, Published


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a file: its document, or the sentence that refuses it, or neither when no memory was left.

    ``last`` says that the worker has grown and should be replaced.
    """

    document: Document | None
    refused: str | None
    last: bool


_REPLY = TypeAdapter(Reply)


def request(path: Path, document_id: str, origin: Origin | None) -> bytes:
    """The message before the bytes of a file."""
    fetched = [origin.url, str(origin.published or "")] if origin else None
    return json.dumps([str(path), document_id, fetched]).encode()


def read_request(message: bytes) -> tuple[Path, str, Origin | None]:
    """The path, the id, and where it was fetched if it was."""
    path, document_id, fetched = json.loads(message)
    return Path(path), document_id, Origin(fetched[0], Published.read(fetched[1])) if fetched else None


def reply(said: Reply) -> bytes:
    """The message after the bytes of a file."""
    return _REPLY.dump_json(said)


def read_reply(message: bytes) -> Reply:
    """What the worker says. Raises ValueError for anything that is not exactly that."""
    return _REPLY.validate_json(message, strict=True)
