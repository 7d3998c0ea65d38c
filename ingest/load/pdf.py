"""PDF files: the text of their pages, its hard line ends undone."""

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from ingest.errors import LoadError
from ingest.load.clean import one_line
from ingest.load.extract import Extract
from ingest.load.fonts import names_its_letters
from ingest.load.lines import joined, without_page_number

MOST_PAGES = 2_000
# Titles and authors that programs write by themselves.
NO_NAME = re.compile(r"untitled.*|microsoft word.*|\(?(anonymous|unspecified|unknown)\)?|.*\.\w{2,4}", re.IGNORECASE)


def read_pdf(data: bytes, path: PurePath) -> Extract:
    """The text of all pages in paragraphs; title and publisher from the file's own card. Raises LoadError."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _open(data, path)
    pages = list(_pages(reader, path))
    if not any(page.strip() for page in pages):
        raise LoadError(
            f"{path} has no text layer; it is probably a scan. Run OCR on it or add the text as {path.stem}.txt."
        )
    return Extract(
        text=joined([without_page_number(page.split("\n"), n) for n, page in enumerate(pages, start=1)]),
        title=_card_entry(reader, "/Title"),
        publisher=_card_entry(reader, "/Author"),
    )


def _open(data: bytes, path: PurePath) -> PdfReader:
    """The file, decrypted with the empty password where that suffices."""
    if b"%PDF-" not in data[:1024]:
        raise LoadError(f"{path} is no PDF file. Give it the suffix of its format, or save it again as PDF.")
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise _broken(path) from error
    if locked:
        raise LoadError(f"{path} needs a password. Save it without one and run again.")
    return reader


def _pages(reader: PdfReader, path: PurePath) -> Iterator[str]:
    """The text of each page. Raises LoadError when there are too many."""
    try:
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise LoadError(f"{path} has {count:,} pages, above the limit of {MOST_PAGES:,}. Split it and run again.")
        for page in reader.pages:
            # Where only a picture can tell the letters, the page is as good as a scan.
            yield page.extract_text() if names_its_letters(page) else ""
    except (LoadError, MemoryError):
        raise
    except LimitReachedError as error:
        raise LoadError(
            f"{path} unpacks to more than the limit of its reader, which no document does. Save it again or remove it."
        ) from error
    except Exception as error:
        # What pypdf meets in a broken file surfaces as any kind of error.
        raise _broken(path) from error


def _broken(path: PurePath) -> LoadError:
    return LoadError(f"{path} is a broken PDF. Open it and save it again, or add its text as {path.stem}.txt.")


def _card_entry(reader: PdfReader, key: str) -> str | None:
    """What the document information says, None when it says nothing or what no person wrote."""
    try:
        card: dict[str, object] = dict(reader.metadata or {})
        value = one_line(str(card.get(key) or ""))
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        # Nothing hangs on it: an unreadable card is as good as none.
        return None
    return None if NO_NAME.fullmatch(value) else value or None
