"""Where a name leads: to the public internet, or to a network that only looks like it from inside."""

import socket
from collections.abc import Callable, Collection, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from ingest.errors import FetchError
from ingest.fetch.address import Address

# From a host and a port to its IP addresses as text. Raises OSError.
Resolve = Callable[[str, int], Sequence[str]]

# What Python's own tables, which grow with its releases, may still count as public.
REFUSED = [
    ip_network(text)
    for text in (
        "100.64.0.0/10",  # behind a carrier's address translation, and a cloud's metadata
        "168.63.129.16/32",  # another cloud's metadata
        "192.0.0.0/24",  # protocol assignments, one of them a third cloud's metadata
        "192.88.99.0/24",  # relays from IPv6 to IPv4
        "64:ff9b:1::/48",  # translation within one network
        "2001::/23",  # protocol assignments and tunnels to IPv4
        "2002::/16",  # tunnels to IPv4
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # sites, as it once was
    )
]
TRANSLATED = ip_network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the order of the system's preference. Raises OSError."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def addresses_of(place: Address, allowed: Collection[str], resolve: Resolve) -> Sequence[str]:
    """The IP addresses to connect to. The name is looked up this once, so that it cannot lead elsewhere afterwards.

    Raises FetchError when the name is unknown, or when any address is not public and ``allowed`` lacks the host.
    """
    try:
        found = resolve(place.host, place.port)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"{place.url} cannot be reached: no address is known of {place.host}. Check the name and the network."
        ) from error
    if place.host not in allowed and not all(map(is_public, found)):
        raise FetchError(
            f"{place.url} leads into a private network, which is not asked. "
            f"If you mean it, add {place.host} to CLUSTER_FETCH_ALLOW_HOSTS."
        )
    return found


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet, and so is the IPv4 address that it may carry."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    address = _carried(address) or address
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_link_local
        or address.is_unspecified
        or any(address in network for network in REFUSED if network.version == address.version)
    )


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return None
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped
