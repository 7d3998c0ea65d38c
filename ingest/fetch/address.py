"""A web address in one normal form, and the name that its document keeps for good."""

from dataclasses import dataclass
from hashlib import sha256
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import urljoin, urlsplit, urlunsplit

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from ingest.errors import FetchError
from ingest.load.clean import printable

PORTS = {"http": 80, "https": 443}
MOST_CHARACTERS = 2_000
SHOWN_CHARACTERS = 200
ID_CHARACTERS = 150
# What marketing adds to a link: it names the way that a reader came, not another page.
TRACKING = "utm_"


@dataclass(frozen=True, slots=True)
class Address:
    """A place on the web. ``host`` is in ASCII and small letters, an IPv6 address without its brackets."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as a request names it, with the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """The scheme and the authority: what one robots.txt holds for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return self.origin + self.target

    @property
    def id(self) -> str:
        """The name of its document: host and path; 8 digits of a hash keep queries and very long paths apart.

        A page has one id by http and https, with and without a slash at the end. No file's id holds a "?".
        """
        path, mark, _ = self.target.partition("?")
        name = (self.authority + path).rstrip("/")
        if not mark and len(name) <= ID_CHARACTERS:
            return name
        return f"{name[:ID_CHARACTERS]}?{sha256(self.target.encode()).hexdigest()[:8]}"


def parse_address(text: str, base: str = "") -> Address:
    """The address that ``text`` gives, seen from the page ``base``. Raises FetchError for one that is never asked."""
    shown = shorten(text)
    url = _url(text, base, shown)
    if url.scheme not in PORTS:
        raise FetchError(f"{shown} is no http or https address. Give one that begins with https://.")
    if url.auth is not None:
        raise FetchError(f"{_without_user(shown)} holds a user name or password, which is not sent. Remove it.")
    if not url.host:
        raise FetchError(f"{shown} names no host. Write it as https://host/path.")
    host = url.host.removeprefix("[").removesuffix("]").rstrip(".")
    _check_number(host, shown)
    return Address(url.scheme, host, url.port or PORTS[url.scheme], _target(url))


def shorten(text: str) -> str:
    """The text as it can be shown in a sentence."""
    shown = printable(text)
    return shown if len(shown) <= SHOWN_CHARACTERS else shown[: SHOWN_CHARACTERS - 1] + "…"


def _url(text: str, base: str, shown: str) -> Url:
    if len(text) > MOST_CHARACTERS:
        raise FetchError(f"{shown} is {len(text):,} characters long, above the limit of {MOST_CHARACTERS:,}.")
    try:
        return parse_url(urljoin(base, text.strip()))
    except (LocationParseError, ValueError) as error:
        raise FetchError(f"{shown} is no web address. Write it as https://host/path.") from error


def _without_user(shown: str) -> str:
    parts = urlsplit(shown)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _check_number(host: str, shown: str) -> None:
    """Refuse an IP address in any but its ordinary form: 0x7f.1, 127.1 and 2130706433 can only hide where they lead."""
    last = host.rpartition(".")[2]
    try:
        if ":" in host:
            IPv6Address(host)
            if "%" in host:
                raise AddressValueError("names a network interface")
        elif last.isdigit() or last.startswith("0x"):
            IPv4Address(host)
    except AddressValueError as error:
        raise FetchError(f"{shown} writes an IP address in an odd way. Give the host's name.") from error


def _target(url: Url) -> str:
    path = url.path or "/"
    query = "&".join(part for part in (url.query or "").split("&") if part and not part.startswith(TRACKING))
    return f"{path}?{query}" if query else path
