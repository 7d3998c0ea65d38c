"""From a file to a Document: a table of readers, a module per format, and what holds for all of them."""

import os
import stat
from collections.abc import Mapping
from importlib import import_module
from itertools import accumulate
from pathlib import Path, PurePath

from ingest.errors import LoadError
from ingest.load.card import card_of, corrected_by
from ingest.load.clean import clean, printable
from ingest.load.dateline import dateline_of
from ingest.load.extract import NEW_PAGE, Extract, Reader
from ingest.load.header import Header, take_header
from ingest.load.suffix import suffix_of
from ingest.origin import Origin
from ingest.settings import MEGABYTE, Settings
from ingest.types import Document

__all__ = ["READERS", "Extract", "Reader", "load", "parse", "read_bytes", "suffix_of"]

# Where a text's date is looked for.
TOP_CHARACTERS = 5_000


def _lazy(module: str, function: str) -> Reader:
    """A reader whose module, and the library behind it, is imported at the first call."""

    def read(data: bytes, path: PurePath) -> Extract:
        reader: Reader = getattr(import_module(f"ingest.load.{module}"), function)
        return reader(data, path)

    return read


READERS: Mapping[str, Reader] = {
    ".md": _lazy("text", "read_markdown"),
    ".txt": _lazy("text", "read_text"),
    ".html": _lazy("html", "read_html"),
    ".htm": _lazy("html", "read_html"),
    ".pdf": _lazy("pdf", "read_pdf"),
    ".docx": _lazy("docx", "read_docx"),
}


def load(file_path: Path, document_id: str, settings: Settings) -> Document:
    """The document in a file. Raises LoadError, a sentence that says what is wrong and what to do next."""
    return parse(read_bytes(file_path, settings), file_path, document_id, settings)


def read_bytes(path: Path, settings: Settings) -> bytes:
    """The bytes of a regular file, read once. Raises LoadError for anything else, and for one that is too large."""
    name = printable(path)
    try:
        # Neither follows a link nor waits for the other end of a pipe, should one have taken the file's place.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            _check(os.fstat(file.fileno()), name, settings)
            data = file.read(settings.max_file_megabytes * MEGABYTE + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise LoadError(f"{name} cannot be read: {reason}. Check the file and its permissions.") from error
    _check_size(len(data), name, settings)
    return data


def parse(data: bytes, path: Path, document_id: str, settings: Settings, origin: Origin | None = None) -> Document:
    """The document in bytes that were read from ``path``, which is not opened again; ``origin``: they were fetched.

    Raises LoadError.
    """
    name = printable(document_id)
    if not data:
        raise LoadError(f"{name} is empty. Add its text or remove the file.")
    extract = _extract(data, path, name)
    text = clean(extract.text if extract.has_pages else extract.text.replace(NEW_PAGE, ""))
    # A web page says its date and publisher in its markup; there, a line "Published: 2 days ago" is no header.
    is_page = suffix_of(path) in (".html", ".htm")
    header, text = (Header(), text) if is_page else take_header(text, name)
    pages, text = _take_pages(text) if extract.has_pages else ((), text)
    _check_text(text, name, settings)
    dateline = None if is_page else dateline_of(text[:TOP_CHARACTERS].split("\n"))
    card = card_of(header, extract, dateline, text, path, document_id, origin)
    return Document(card, text, pages, corrected_by(header, extract, origin))


def _take_pages(text: str) -> tuple[tuple[int, ...], str]:
    """The offsets at which the pages begin, and the text without the marks that say so."""
    pages = text.split(NEW_PAGE)
    return (0, *accumulate(map(len, pages[:-1]))), "".join(pages)


def _extract(data: bytes, path: Path, name: str) -> Extract:
    reader = READERS.get(suffix_of(path))
    if reader is None:
        raise LoadError(f"{name} has a suffix that cannot be read. Convert it to one of {', '.join(READERS)}.")
    try:
        return reader(data, PurePath(name))
    except (LoadError, MemoryError):
        raise
    except Exception as error:
        # The libraries raise whatever a broken file makes them raise; a person needs the sentence only.
        raise LoadError(
            f"{name} is damaged or no {path.suffix} file ({type(error).__name__}). Save it again or remove it."
        ) from error


def _check(status: os.stat_result, name: str, settings: Settings) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise LoadError(f"{name} is not a regular file. Remove it or give a file.")
    if status.st_nlink > 1:
        # Such a file is a way into the folder that no path shows, like a link to a place outside.
        raise LoadError(f"{name} is also a file elsewhere (a hard link). Put a copy of it there instead.")
    _check_size(status.st_size, name, settings)


def _check_size(size: int, name: str, settings: Settings) -> None:
    limit = settings.max_file_megabytes
    if size > limit * MEGABYTE:
        raise LoadError(
            f"{name} is {size / MEGABYTE:,.1f} MB, above the limit of {limit} MB. "
            "Split it, or raise CLUSTER_MAX_FILE_MEGABYTES."
        )


def _check_text(text: str, name: str, settings: Settings) -> None:
    limit = settings.max_document_characters
    if not text:
        raise LoadError(f"{name} holds no text. Add its text or remove the file.")
    if len(text) > limit:
        raise LoadError(
            f"{name} holds {len(text):,} characters, above the limit of {limit:,}. "
            "Split it, or raise CLUSTER_MAX_DOCUMENT_CHARACTERS."
        )
