"""What the files hold: the stored document where their bytes are the same, else what a child process reads in them."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from ingest import load
from ingest.errors import LoadError
from ingest.find import File, Refused, resolved_location
from ingest.generation import FileRecord
from ingest.origin import Origin
from ingest.plan import Read, Stored
from ingest.sandbox import Sandbox
from ingest.settings import Settings
from ingest.types import Document

Progress = Callable[[int], None]


class Parser(Protocol):
    """Whatever makes a document of bytes, as ``load.parse`` does."""

    def parse(self, data: bytes, path: Path, document_id: str, origin: Origin | None = None) -> Document:
        """The document. Raises LoadError."""


Parsers = Callable[[Settings], AbstractContextManager[Parser]]


def read_files(
    files: Sequence[File], settings: Settings, stored: Stored, progress: Progress, parsers: Parsers = Sandbox
) -> tuple[list[Read], list[Refused]]:
    """What each file holds, in their order, and what cannot be read. Those that are not as stored are read in children.

    The bytes are not kept for that but read again, so that however many files wait, they take no memory.
    """
    read, failed = [], []
    # Looked up once: this follows every link of the path.
    home = settings.corpus.resolve()
    unchanged = [_unchanged(file, settings, stored, home) for file in files]
    rest = [file for file, known in zip(files, unchanged, strict=True) if not known]
    with ThreadPoolExecutor(settings.threads) as threads, parsers(settings) as parser:
        parsed = threads.map(partial(_parsed, settings=settings, parser=parser, home=home), rest)
        for known in unchanged:
            item = known or next(parsed)
            if isinstance(item, Read):
                read.append(item)
            else:
                failed.append(item)
            progress(1)
    return read, failed


def _unchanged(file: File, settings: Settings, stored: Stored, home: Path) -> Read | None:
    """The stored document, when the file's bytes are still those it was read from."""
    record = stored.files.get(file.id)
    if record is None:
        return None
    try:
        same = record == _record(file, load.read_bytes(file.path, settings), home)
    except LoadError:
        return None  # Said when it is read again.
    return Read(file, record, stored.documents[file.id]) if same else None


def _parsed(file: File, settings: Settings, parser: Parser, home: Path) -> Read | Refused:
    try:
        data = load.read_bytes(file.path, settings)
        document = parser.parse(data, file.path, file.id, file.origin)
    except LoadError as error:
        return Refused(file.id, str(error))
    return Read(file, _record(file, data, home), document)


def _record(file: File, data: bytes, home: Path) -> FileRecord:
    location = file.origin.location if file.origin else resolved_location(file.path, home)
    return FileRecord(location, sha256(data).hexdigest())
