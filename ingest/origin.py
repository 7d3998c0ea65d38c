"""Where on the web a document was fetched."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.types import Published


@dataclass(frozen=True, slots=True)
class Origin:
    """The address that a page came from in the end, and the date that the feed that named it gives it."""

    url: str
    published: Published | None = None

    @property
    def location(self) -> str:
        """Where the document came from, in one line; another one when what it adds to the card has changed."""
        return f"{self.url} (by its feed of {self.published})" if self.published else self.url


def is_on_web(location: str) -> bool:
    """Whether a document of this location was fetched."""
    return location.startswith(("http://", "https://"))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, ``www.`` aside."""
    hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)]
    return bool(hosts[0]) and hosts[0] == hosts[1]
