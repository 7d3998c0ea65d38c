"""Addresses: one normal form, one id a page, and what is never asked."""

import re
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import FetchError
from ingest.fetch.address import parse_address
from ingest.fetch.public import is_public
from ingest.load.clean import printable


@pytest.mark.parametrize(
    ("text", "url", "id_"),
    [
        ("https://Example.ORG", "https://example.org/", "example.org"),
        ("https://example.org:443/a/../b/./c#part", "https://example.org/b/c", "example.org/b/c"),
        ("http://example.org:8080/b/", "http://example.org:8080/b/", "example.org:8080/b"),
        ("https://example.org./b", "https://example.org/b", "example.org/b"),
        ("https://example.org/a b?q=ü", "https://example.org/a%20b?q=%C3%BC", "example.org/a%20b?7bed6303"),
        ("https://example.org/b?utm_source=rss&utm_medium=x", "https://example.org/b", "example.org/b"),
        ("https://müller.example/", "https://xn--mller-kva.example/", "xn--mller-kva.example"),
        ("http://[2001:DB8::1]/x", "http://[2001:db8::1]/x", "[2001:db8::1]/x"),
    ],
)
def test_an_address_has_one_form_and_its_page_one_readable_id(text: str, url: str, id_: str) -> None:
    """Whatever way it is written."""
    address = parse_address(text)
    assert (address.url, re.sub(r"\?.*", "?7bed6303", address.id)) == (url, id_)
    assert parse_address(address.url) == address


def test_a_page_has_one_id_by_both_schemes_and_two_queries_have_two() -> None:
    """A slash at the end makes no other page; a query does, and so does what is cut from a long path."""
    same = ["https://example.org/a", "http://example.org/a/", "https://example.org/a?utm_campaign=x"]
    assert len({parse_address(text).id for text in same}) == 1
    long = "https://example.org/" + "x" * 300
    others = [*same[:1], "https://example.org/a?p=1", "https://example.org/a?p=2", f"{long}1", f"{long}2"]
    ids = [parse_address(text).id for text in others]
    assert len(set(ids)) == len(others)
    assert max(map(len, ids)) < 200


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ftp://example.org/a", "is no http or https address"),
        ("file:///etc/passwd", "is no http or https address"),
        ("javascript:alert(1)", "is no http or https address"),
        ("example.org/a", "is no http or https address"),
        ("https://user:secret@example.org/a", "https://example.org/a holds a user name or password"),
        ("https:///a", "names no host"),
        ("https://", "names no host"),
        ("https://exa mple.org/", "is no web address"),
        ("https://example.org:99999/", "is no web address"),
        ("https://example.org\r\nX: y/", "is no web address"),
        ("https://[::1/", "is no web address"),
        ("https://１２７.0.0.1/", "is no web address"),
        ("http://0x7f.0.0.1/", "in an odd way"),
        ("http://0x7f000001/", "in an odd way"),
        ("http://2130706433/", "in an odd way"),
        ("http://127.1/", "in an odd way"),
        ("http://0177.0.0.1/", "in an odd way"),
        ("http://127.0.0.1.0x1/", "in an odd way"),
        ("http://[fe80::1%25eth0]/", "in an odd way"),
        ("https://example.org/" + "x" * 2_000, "above the limit of 2,000"),
    ],
)
def test_what_is_never_asked_gets_a_sentence(text: str, why: str) -> None:
    """Without the secret that it may hold."""
    with pytest.raises(FetchError) as caught:
        parse_address(text)
    said = str(caught.value)
    assert why in said
    assert "secret" not in said
    assert said.isprintable()
    assert said.endswith(".")


@given(st.text())
def test_any_text_is_an_address_or_a_sentence(text: str) -> None:
    """An address is ASCII, so it can go into a request as it stands; its id can be stored and shown."""
    address, said = None, "https://example.org/"
    try:
        address = parse_address("https://example.org/" + text)
    except FetchError as error:
        said = str(error)
    assert said.isprintable()
    if address:
        assert re.fullmatch(r"[!-~]+", address.url)
        assert printable(address.id) == address.id
        assert parse_address(address.url) == address


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_however_it_is_carried(address: IPv4Address) -> None:
    """Mapped into IPv6 or translated; a tunnel is never taken."""
    alone = is_public(str(address))
    assert is_public(str(IPv6Address(int(IPv6Address("::ffff:0:0")) + int(address)))) == alone
    assert is_public(str(IPv6Address(int(IPv6Address("64:ff9b::")) + int(address)))) == alone
    assert not is_public(str(IPv6Address((0x2002 << 112) + (int(address) << 80) + 1)))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.255", "168.63.129.16",
        "169.254.169.254", "172.31.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
        "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:a00:1::", "3fff::1", "5f00::1",
        "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "", "localhost", "1.2.3.4.5",
    ],
)  # fmt: skip
def test_no_private_or_special_address_is_public(address: str) -> None:
    """Nor is what is no address at all."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_ordinary_addresses_are_public(address: str) -> None:
    """Or nothing could be fetched."""
    assert is_public(address)
