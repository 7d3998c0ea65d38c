"""What a PDF file says about itself: the title, the author and the day on which it was made."""

import re
from collections.abc import Mapping

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ingest.load.clean import one_line
from ingest.load.dates import parse_stamp
from ingest.types import Published

# Titles and authors that programs write by themselves.
NO_NAME = re.compile(r"untitled.*|microsoft word.*|\(?(anonymous|unspecified|unknown)\)?|.*\.\w{2,4}", re.IGNORECASE)
STAMP = re.compile(r"(?:D:)?(?P<year>[0-9]{4})(?P<month>[0-9]{2})?(?P<day>[0-9]{2})?")
# A reader printed or scanned these, so that they are younger than what they show.
COPIED_BY = re.compile(r"mozilla|chrom|safari|skia|wkhtml|webkit|firefox|print to pdf|scan|capture|ocr|copier", re.I)
YEAR = re.compile(r"(?<![\w.,£$€])(?:19|20)[0-9]{2}(?![\w%]|[.,][0-9])")
# A paper of January may speak of nothing later than the year before.
YEARS_BEHIND = 1


def card_of(reader: PdfReader) -> Mapping[str, str]:
    """The entries of the document information; none when it cannot be read, as nothing hangs on it."""
    try:
        return {str(key): one_line(str(value)) for key, value in dict(reader.metadata or {}).items()}
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def language_of(reader: PdfReader) -> str | None:
    """The tag of the language that the whole file says it is in."""
    try:
        return str(reader.root_object.get("/Lang", "")) or None
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def name_in(card: Mapping[str, str], key: str) -> str | None:
    """What a person wrote there, None when it is empty or what a program puts there."""
    value = card.get(key, "")
    return None if NO_NAME.fullmatch(value) else value or None


def created_in(card: Mapping[str, str], text: str) -> Published | None:
    """The day on which the file was made, where that can be when its text was published.

    It cannot when a browser or a scanner made it, or when the text speaks of no year near it: then it is a reprint.
    """
    stamp = STAMP.match(card.get("/CreationDate", ""))
    if not stamp or COPIED_BY.search(f"{card.get('/Creator', '')} {card.get('/Producer', '')}"):
        return None
    try:
        created = parse_stamp("-".join(filter(None, stamp.groups())))
    except ValueError:
        return None
    newest = max(map(int, YEAR.findall(text)), default=created.year)
    return created if newest >= created.year - YEARS_BEHIND else None
