"""Where on the web a document was fetched, and what that adds to its card."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from ingest.load.address import published_in_url
from ingest.types import Document, Published


@dataclass(frozen=True, slots=True)
class Origin:
    """The address that a page came from in the end, and the date that the feed that named it gives it."""

    url: str
    published: Published | None = None

    @property
    def location(self) -> str:
        """Where the document came from, in one line; another one when what it adds to the card has changed."""
        return f"{self.url} (by its feed of {self.published})" if self.published else self.url

    def attribute(self, document: Document) -> Document:
        """The document with what its own text and markup leave open.

        Where the page has no date, that of its address is taken, else the feed's, which also adds the day to the month
        of an address. An address that the page gives itself is taken only when it is of the same site, since a reader
        is sent there.
        """
        source = document.source
        own = source.url if source.url and same_site(source.url, self.url) else self.url
        card = replace(source, url=own, published=source.published or self._published())
        # A page may take back what its own site said, and nothing else.
        corrected = document.supersedes if same_site(document.supersedes or "", self.url) else None
        return replace(document, source=card, supersedes=corrected)

    def _published(self) -> Published | None:
        said = published_in_url(self.url)
        is_finer = str(self.published or "").startswith(str(said or ""))
        return self.published if is_finer else said


def is_on_web(location: str) -> bool:
    """Whether a document of this location was fetched."""
    return location.startswith(("http://", "https://"))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, ``www.`` aside."""
    hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)]
    return bool(hosts[0]) and hosts[0] == hosts[1]
