"""The card of a document: of all that say something of it, whose word counts. The order of trust stands here alone."""

import re
from pathlib import Path

from ingest.language import language_code, language_of
from ingest.load.address import published_in_url
from ingest.load.clean import one_line, printable
from ingest.load.extract import Extract
from ingest.load.header import Header
from ingest.load.kinds import kind_of_folder
from ingest.load.suffix import suffix_of
from ingest.origin import Origin, same_site
from ingest.types import Published, Source

TITLE_LINE_CHARACTERS = 100
HEADING = re.compile("#{1,6} +")
WORD = re.compile(r"[^\W\d_]{2}")
NO_TITLE_END = (".", "!", "?", ":", ";", ",")


def card_of(
    header: Header,
    extract: Extract,
    dateline: Published | None,
    text: str,
    path: Path,
    document_id: str,
    origin: Origin | None = None,
) -> Source:
    """What the header says, else the markup, else what the text, the folder and the place of origin let see."""
    said = header.url or extract.url
    return Source(
        id=document_id,
        title=header.title or one_line(extract.title or "") or _title(text, path),
        publisher=header.publisher or one_line(extract.publisher or "") or None,
        kind=header.kind or extract.kind or kind_of_folder(path.parent.name),
        published=_published(header, extract, dateline, said, origin),
        url=_url(said, origin),
        language=header.language or language_code(extract.language or "") or language_of(text),
    )


def corrected_by(header: Header, extract: Extract, origin: Origin | None) -> str | None:
    """What a document says that it corrects: from the web a page may take back what its own site said, and no more."""
    said = header.supersedes or extract.supersedes
    return said if said and (origin is None or same_site(said, origin.url)) else None


def _published(
    header: Header, extract: Extract, dateline: Published | None, url: str | None, origin: Origin | None
) -> Published | None:
    """The date of publication by the first that says it, in the order of trust; never the file's time on disk.

    A header that says that there is none has the last word.
    """
    if header.published or header.undated:
        return header.published
    own = extract.published or dateline or extract.created or (published_in_url(url) if url else None)
    return own or (_published_there(origin) if origin else None)


def _published_there(origin: Origin) -> Published | None:
    """By the address that was fetched, else by the feed, which also adds the day to the month of an address."""
    said = published_in_url(origin.url)
    is_finer = str(origin.published or "").startswith(str(said or ""))
    return origin.published if is_finer else said


def _url(said: str | None, origin: Origin | None) -> str | None:
    """Where the document stands. A page that was fetched has the word only for its own site: readers are sent there."""
    if origin is None:
        return said
    return said if said and same_site(said, origin.url) else origin.url


def _title(text: str, path: Path) -> str:
    """The first line when it reads like a title, else the file's name made readable."""
    first = text.split("\n", 1)[0]
    heading = HEADING.match(first) if suffix_of(path) != ".txt" else None
    if heading:
        return one_line(first[heading.end() :])
    if len(first) <= TITLE_LINE_CHARACTERS and WORD.search(first) and not first.endswith(NO_TITLE_END):
        return one_line(first.removeprefix("- "))
    words = " ".join(printable(path.stem).replace("-", " ").replace("_", " ").split())
    return one_line(words[:1].upper() + words[1:]) or "Untitled"
