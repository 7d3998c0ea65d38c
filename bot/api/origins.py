"""Whose page a request comes from, by its headers (pure)."""

from collections.abc import Iterable

Header = tuple[bytes, bytes]


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
