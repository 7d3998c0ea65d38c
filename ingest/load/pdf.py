"""PDF files: the text of their pages, its hard line ends undone."""

import logging
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from ingest.errors import LoadError
from ingest.load.columns import in_reading_order, may_be_columns
from ingest.load.extract import NEW_PAGE, Extract
from ingest.load.fonts import can_be_drawn, names_its_letters
from ingest.load.lines import joined
from ingest.load.margins import without_margins
from ingest.load.ocr import read_scan
from ingest.load.pdf_card import card_of, created_in, language_of, name_in

MOST_PAGES = 2_000


def read_pdf(data: bytes, path: PurePath) -> Extract:
    """The text of all pages in paragraphs; title and publisher from the file's own card. Raises LoadError."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _open(data, path)
    pages = list(_pages(reader, path))
    if not any(page.strip() for page in pages):
        _check_fonts(reader, path)
        pages = [page.replace(NEW_PAGE, "") for page in read_scan(data, path)]
    text = joined(without_margins([page.split("\n") for page in pages]))
    card = card_of(reader)
    return Extract(
        text,
        has_pages=True,
        title=name_in(card, "/Title"),
        publisher=name_in(card, "/Author"),
        created=created_in(card, text),
        language=language_of(reader),
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
            yield _text(page).replace(NEW_PAGE, "") if names_its_letters(page) else ""
    except (LoadError, MemoryError):
        raise
    except LimitReachedError as error:
        raise LoadError(
            f"{path} unpacks to more than the limit of its reader, which no document does. Save it again or remove it."
        ) from error
    except Exception as error:
        # What pypdf meets in a broken file surfaces as any kind of error.
        raise _broken(path) from error


def _check_fonts(reader: PdfReader, path: PurePath) -> None:
    if not all(map(can_be_drawn, reader.pages)):
        raise LoadError(
            f"{path} lacks the fonts that it is written in, so that nobody can tell its letters. "
            f"Save it again with its fonts embedded, or add its text as {path.stem}.txt."
        )


def _text(page: PageObject) -> str:
    """The text of a page in the order in which it is read."""
    plain = page.extract_text()
    if not may_be_columns(plain):
        return plain
    try:
        return in_reading_order(plain, page.extract_text(extraction_mode="layout"))
    except (PyPdfError, LookupError, ArithmeticError, ValueError, TypeError, AttributeError, RecursionError):
        # The layout is a second opinion: what it makes of an odd font or place does not make the page unreadable.
        return plain


def _broken(path: PurePath) -> LoadError:
    return LoadError(f"{path} is a broken PDF. Open it and save it again, or add its text as {path.stem}.txt.")
