"""What came: a document of a kind that can be read, or a feed. The type that was announced counts, then the path."""

import codecs
import re
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath

from ingest.errors import FetchError
from ingest.fetch.address import Address, shorten
from ingest.fetch.cache import FEED
from ingest.load import READERS, suffix_of

SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rss+xml": FEED,
    "application/atom+xml": FEED,
    "application/rdf+xml": FEED,
    "application/xml": FEED,
    "text/xml": FEED,
}
# What servers say that do not know, so that the path has to tell.
NO_TYPE = {"", "application/octet-stream", "binary/octet-stream", "application/download", "application/force-download"}
TEXTS = {".html", ".md", ".txt"}
ROOT = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL)
HEAD = 2_000


@dataclass(frozen=True, slots=True)
class Content:
    """A body with the suffix of the reader that it is for; ``FEED`` when it is no document but lists some."""

    suffix: str
    body: bytes


def content_of(place: Address, content_type: str, body: bytes) -> Content:
    """What the body is. A text in another character set than UTF-8, named only here, becomes UTF-8.

    Raises FetchError for a type that cannot be read.
    """
    message = Message()
    message["content-type"] = content_type
    suffix = _suffix(place, content_type.partition(";")[0].strip().lower(), body)
    return Content(suffix, _as_utf8(body, message.get_content_charset("")) if suffix in TEXTS else body)


def _suffix(place: Address, type_: str, body: bytes) -> str:
    of_path = suffix_of(PurePosixPath(place.target.partition("?")[0]))
    if ROOT.match(body.removeprefix(codecs.BOM_UTF8)[:HEAD]) and (type_ in NO_TYPE or type_ in SUFFIXES):
        return FEED
    if type_ == "text/plain" and of_path in (".md", ".txt"):
        return of_path
    if type_ in SUFFIXES:
        return SUFFIXES[type_]
    if type_ in NO_TYPE and of_path in READERS:
        return of_path
    raise FetchError(
        f"{place.url} is of type {shorten(type_) or 'unknown'}, which cannot be read. "
        f"Give the address of a page, a feed or a {', '.join(READERS)} file."
    )


def _as_utf8(body: bytes, charset: str) -> bytes:
    """The text in UTF-8. A character set that does not fit is taken for a mistake, and the reader finds out."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return body.decode(charset).encode("utf-8") if charset else body
        except (LookupError, ValueError):
            return body
    return body
