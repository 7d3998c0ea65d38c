import asyncio
from ipaddress import IPv4Address, IPv6Address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Receive, Scope, Send

from bot.api.callers import Callers, fingerprint

KEY = b"key"
PROXY, VISITOR = "10.0.0.1", "203.0.113.7"


def seen(trusted: str, peer: str, **headers: str) -> tuple[str, bool]:
    """The address that an application sees, and whether the request counts as internal."""
    found: list[Scope] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(scope)

    async def nothing(*_: Any) -> Any:
        return None

    said = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "client": (peer, 1), "scheme": "http", "headers": said}
    asyncio.run(Callers(application, trusted)(scope, nothing, nothing))
    return found[0]["client"][0], found[0]["state"]["is_internal"]


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "address"),
    [
        ("", PROXY, VISITOR, PROXY),
        ("", "127.0.0.1", VISITOR, "127.0.0.1"),
        (PROXY, PROXY, VISITOR, VISITOR),
        ("10.0.0.0/8", PROXY, VISITOR, VISITOR),
        ("10.0.0.0/8", PROXY, f"{VISITOR}, 10.9.9.9", VISITOR),
        ("10.0.0.0/8", PROXY, f"127.0.0.1, {VISITOR}", VISITOR),
        ("10.0.0.0/8", VISITOR, "127.0.0.1", VISITOR),
        ("10.0.0.0/8,fd00::/8", "fd00::1", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_a_trusted_proxy_says_who_calls(trusted: str, peer: str, forwarded: str, address: str) -> None:
    """The address nearest to us that is not a proxy's counts; what a visitor puts before it does not."""
    assert seen(trusted, peer, x_forwarded_for=forwarded)[0] == address


@pytest.mark.parametrize(
    ("trusted", "peer", "headers", "is_internal"),
    [
        ("", "127.0.0.1", {}, True),
        ("", "::1", {}, True),
        ("", VISITOR, {}, False),
        (PROXY, PROXY, {}, True),
        ("", PROXY, {}, False),
        ("", "127.0.0.1", {"x_forwarded_for": VISITOR}, False),
        (PROXY, PROXY, {"x_forwarded_for": "127.0.0.1"}, False),
        (PROXY, PROXY, {"forwarded": "for=127.0.0.1"}, False),
        ("", VISITOR, {"x_forwarded_for": "127.0.0.1"}, False),
    ],
)
def test_internal_is_who_asks_for_himself(trusted: str, peer: str, headers: dict[str, str], is_internal: bool) -> None:
    """From this machine or a trusted one, and on nobody's behalf."""
    assert seen(trusted, peer, **headers)[1] is is_internal


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_a_network_of_64_bits_is_one_caller(address: IPv6Address, host: int) -> None:
    """Whoever has one has all its addresses; IPv4 that is written as IPv6 is that IPv4 address."""
    other = IPv6Address((int(address) >> 64 << 64) + host)
    if not (address.ipv4_mapped or other.ipv4_mapped):
        assert fingerprint(str(address), KEY) == fingerprint(str(other), KEY)


@given(st.ip_addresses(v=4), st.ip_addresses(v=4))
def test_an_ipv4_address_is_a_caller_however_it_is_written(one: IPv4Address, other: IPv4Address) -> None:
    """Two are two."""
    assert fingerprint(f"::ffff:{one}", KEY) == fingerprint(str(one), KEY)
    assert (fingerprint(str(one), KEY) == fingerprint(str(other), KEY)) == (one == other)


@given(st.text(), st.binary(min_size=1, max_size=64))
def test_of_an_address_a_hash_is_kept(address: str, key: bytes) -> None:
    """Whatever a proxy calls it: 32 hexadecimal digits that depend on the key."""
    print_ = fingerprint(address, key)
    assert len(print_) == 32
    assert set(print_) <= set("0123456789abcdef")
    assert print_ != fingerprint(address, key[:-1] + bytes([key[-1] ^ 1]))
