"""Whose page a request comes from, by its headers (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Page:
    """The page that a request comes from: its origin, "" where a browser does not say it, and whether it is ours."""

    origin: str
    is_ours: bool


def values(headers: Iterable[Header], wanted: bytes) -> list[bytes]:
    """Every value that a header was given; ``wanted`` is its name in lower case."""
    return [value for name, value in headers if name.lower() == wanted]


def foreign_origin(headers: Iterable[Header]) -> str | None:
    """The origin of another site's page, as it was sent; None for our own page and for what is no browser.

    Several origins, or several hosts, are given with a space between: that is no site's origin.
    """
    headers = list(headers)
    hosts = {value.lower() for value in values(headers, b"host")}
    origins = values(headers, b"origin")
    # HTTPS may end before us, so our own page may say either.
    own = {scheme + host for host in hosts for scheme in (b"http://", b"https://")}
    if len(hosts) <= 1 and {origin.lower() for origin in origins} <= own:
        return None
    return b" ".join(origins or hosts).decode("latin-1")


def page_of(headers: Sequence[Header]) -> Page | None:
    """The page that asks; None for a program, and for a page of ours of which the browser says nothing.

    Browsers name the origin with every POST; that a GET comes from a page of the same origin they say in Sec-Fetch-Site
    (W3C, Fetch Metadata Request Headers), which no script can set.
    """
    foreign = foreign_origin(headers)
    if foreign is not None:
        return Page(foreign, False)
    named = values(headers, b"origin")
    if named:
        return Page(named[0].lower().decode("latin-1"), True)
    return Page("", True) if values(headers, b"sec-fetch-site") == [b"same-origin"] else None
