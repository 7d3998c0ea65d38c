"""The entries of a feed: RSS 2.0, RSS 1.0 and Atom. No entity is expanded, nothing outside is fetched."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from lxml import etree

from ingest.errors import FetchError
from ingest.load.dates import parse_published
from ingest.types import Published

ENTRIES = {"item", "entry"}
# When the entry was published; when it was updated only if that is all it says.
DATES = ("pubDate", "published", "issued", "date", "updated")


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of a feed, made whole, and the date that the feed gives it."""

    link: str
    published: Published | None


def entries_of(body: bytes, url: str) -> list[Entry]:
    """The entries in their order, each link once; what has no link is left out.

    Raises FetchError for what is no feed, or declares a document type, which no feed needs.
    """
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(body, parser=parser, base_url=url)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_feed(url) from error
    if root is None or _name(root) not in ("rss", "feed", "RDF"):
        raise _no_feed(url)
    if root.getroottree().docinfo.doctype:
        raise FetchError(f"{url} is a feed that declares a document type, which is not read. Tell its publisher.")
    entries = (_entry(element, url) for element in root.iter("{*}*") if _name(element) in ENTRIES)
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry:
            found.setdefault(entry.link, entry)
    return list(found.values())


def _no_feed(url: str) -> FetchError:
    return FetchError(f"{url} is neither a page nor an RSS or Atom feed. Give the address of one.")


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _entry(element: etree._Element, url: str) -> Entry | None:
    link = next(_links(element), "")
    return Entry(_whole(link, element.base or url), _published(element)) if link else None


def _whole(link: str, base: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        # No address at all: whoever asks for it is told so.
        return link


def _links(entry: etree._Element) -> Iterator[str]:
    """The addresses of the entry's page, the likeliest first."""
    links = [child for child in entry.iterchildren("{*}*") if _name(child) == "link"]
    for link in links:
        if link.get("rel", "alternate") == "alternate" and (link.get("href") or link.text or "").strip():
            yield (link.get("href") or link.text).strip()
    for guid in entry.iterchildren("{*}guid"):
        text = (guid.text or "").strip()
        if guid.get("isPermaLink", "true") == "true" and text.startswith(("http://", "https://")):
            yield text


def _published(entry: etree._Element) -> Published | None:
    texts = {_name(child): (child.text or "").strip() for child in entry.iterchildren("{*}*")}
    for text in (texts[name] for name in DATES if name in texts):
        try:
            return _date(text)
        except ValueError:
            continue
    return None


def _date(text: str) -> Published:
    """An ISO date or one as in an e-mail (RFC 822), at the day that it names. Raises ValueError."""
    try:
        return parse_published(text)
    except ValueError:
        return parse_published(parsedate_to_datetime(text).date().isoformat())
