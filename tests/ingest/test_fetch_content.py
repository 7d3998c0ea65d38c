"""What came from the web: the kind of a body, the entries of a feed, the addresses of a list."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web import web_settings

from ingest.errors import FetchError, LoadError
from ingest.fetch.address import parse_address
from ingest.fetch.cache import FEED
from ingest.fetch.content import content_of
from ingest.fetch.feed import entries_of
from ingest.fetch.lists import read_list

URL = "https://example.org/news/feed"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("path", "type_", "body", "suffix"),
    [
        ("/a", "text/html; charset=utf-8", b"<p>x</p>", ".html"),
        ("/a.pdf", "TEXT/HTML", b"<p>x</p>", ".html"),  # the type counts before the path
        ("/a", "application/pdf", b"%PDF-1.7", ".pdf"),
        ("/a.pdf", "application/octet-stream", b"%PDF-1.7", ".pdf"),
        ("/a.docx?dl=1", "", b"PK", ".docx"),
        ("/a", DOCX, b"PK", ".docx"),
        ("/a.md", "text/plain", b"# x", ".md"),
        ("/a.py", "text/plain", b"x", ".txt"),
        ("/a", "text/markdown;variant=GFM", b"# x", ".md"),
        ("/a", "application/rss+xml", b"<rss/>", FEED),
        ("/a", "text/html", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>", FEED),
        ("/a.html", "text/html", b"<?xml version='1.0'?><html><rss/></html>", ".html"),
    ],
)
def test_the_announced_type_decides_and_then_the_path(path: str, type_: str, body: bytes, suffix: str) -> None:
    """But a feed is a feed whatever it is announced as."""
    assert content_of(parse_address("https://example.org" + path), type_, body).suffix == suffix


@pytest.mark.parametrize(
    ("path", "type_"),
    [("/a.png", "image/png"), ("/a.pdf", "image/png"), ("/a", ""), ("/a.exe", "application/octet-stream"), ("/a", "x")],
)
def test_a_type_that_cannot_be_read_gets_a_sentence(path: str, type_: str) -> None:
    """It names the type and what can be read."""
    with pytest.raises(FetchError, match=r"is of type .*, which cannot be read\. Give the address of a page, a feed"):
        content_of(parse_address("https://example.org" + path), type_, b"x")


def test_a_character_set_that_only_the_server_names_is_not_lost() -> None:
    """The body becomes UTF-8; a name that is wrong or unknown changes nothing."""
    place = parse_address("https://example.org/a")
    assert content_of(place, "text/html; charset=iso-8859-2", "Łódź".encode("iso-8859-2")).body == "Łódź".encode()
    assert content_of(place, "text/html; charset=iso-8859-2", "Łódź".encode()).body == "Łódź".encode()
    for name in ("no-such", "ascii", "utf-8", "base64", "idna"):
        assert content_of(place, f"text/html; charset={name}", b"caf\xe9 \xff").body == b"caf\xe9 \xff"


RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>News</title><link>https://example.org/</link>
<item><title>One</title><link> https://example.org/1 </link><pubDate>Wed, 07 Oct 2020 23:30:00 -0500</pubDate></item>
<item><link>/2</link><dc:date>2020-10-08T09:00:00Z</dc:date></item>
<item><guid>https://example.org/3</guid><pubDate>yesterday</pubDate></item>
<item><guid isPermaLink="false">https://example.org/no</guid><title>No link</title></item>
<item><link>https://example.org/1</link></item>
</channel></rss>"""
RSS_ENTRIES = [
    ("https://example.org/1", "2020-10-07"),
    ("https://example.org/2", "2020-10-08"),
    ("https://example.org/3", "None"),
]
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/blog/"><link href="/"/>
<entry><link rel="self" href="x"/><link href="1"/><updated>2021-02-01T00:00:00Z</updated>
<published>2020-10-07T08:00:00+01:00</published></entry>
<entry><link rel="alternate" type="text/html" href="https://other.example/2"/><updated>2020-10-08T00:00:00Z</updated></entry>
<entry><link rel="enclosure" href="a.mp3"/></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><link>https://example.org/</link></channel>
<item rdf:about="https://example.org/1"><link>https://example.org/1</link><dc:date>2020-10</dc:date></item></rdf:RDF>"""


@pytest.mark.parametrize(
    ("body", "entries"),
    [
        (RSS, RSS_ENTRIES),
        (ATOM, [("https://example.org/blog/1", "2020-10-07"), ("https://other.example/2", "2020-10-08")]),
        (RDF, [("https://example.org/1", "2020-10")]),
        (RSS[:-60], RSS_ENTRIES),
        (b"<rss><channel><title>Fish & chips &nbsp;</title><item><link>/3</link></item>", RSS_ENTRIES[2:]),
        (b"<rss><channel/></rss>", []),
    ],
)  # fmt: skip
def test_the_entries_of_a_feed_are_its_links_with_their_dates(body: bytes, entries: list[tuple[str, str]]) -> None:
    """Of RSS 2.0, Atom and RSS 1.0; a link is made whole, named once, and a day is that of the writer."""
    assert [(entry.link, str(entry.published)) for entry in entries_of(body, URL)] == entries


@pytest.mark.parametrize("body", [b"", b"no xml", b"<html><body>x</body></html>", b"\x00\x01", b"<a/>" * 9])
def test_what_is_no_feed_gets_a_sentence(body: bytes) -> None:
    """It may be XML all the same."""
    with pytest.raises(FetchError, match=r"is neither a page nor an RSS or Atom feed\."):
        entries_of(body, URL)


LAUGHS = b'<!ENTITY a "ha">' + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [b'<!ENTITY x SYSTEM "file:///etc/passwd">', b'<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;', LAUGHS, b""],
)
def test_a_feed_that_declares_entities_is_refused(declared: bytes) -> None:
    """Neither a file nor the network is touched, and nothing grows."""
    body = b"<!DOCTYPE rss [" + declared + b"]><rss><channel><item><link>&x;&a9;</link></item></channel></rss>"
    with pytest.raises(FetchError, match=r"declares a document type|is neither a page nor"):
        entries_of(body, URL)


@given(st.binary(), st.integers(0, len(RSS)))
def test_any_bytes_are_a_feed_or_a_sentence(junk: bytes, cut: int) -> None:
    """Whatever stands in the middle of a feed."""
    said, entries = URL, []
    try:
        entries = entries_of(RSS[:cut] + junk + RSS[cut:], URL)
    except FetchError as error:
        said = str(error)
    assert said.startswith(URL)
    assert all(entry.link for entry in entries)


def test_a_list_holds_an_address_a_line(tmp_path: Path) -> None:
    """With comments and blank lines; a fragment is no comment; a wrong line is named and the others are read."""
    path = tmp_path / "press.urls"
    path.write_bytes(
        b"\xef\xbb\xbf# press\r\nhttps://example.org/1\r\n\r\n  https://example.org/2#part  # the second\r\n"
        b"example.org/3\r\nhttps://example.org/1\r\n"
    )
    found = read_list(path, web_settings())
    assert [place.url for place in found.places] == ["https://example.org/1", "https://example.org/2"]
    assert [refused.reason for refused in found.refused] == [
        "line 5: example.org/3 is no http or https address. Give one that begins with https://."
    ]


def test_a_list_that_is_none_gets_a_sentence(tmp_path: Path) -> None:
    """A binary file, one that is missing, and one without an end."""
    path = tmp_path / "press.urls"
    with pytest.raises(LoadError, match="cannot be read"):
        read_list(path, web_settings())
    path.write_bytes(bytes(range(256)) * 9)
    with pytest.raises(LoadError, match="looks like a binary file"):
        read_list(path, web_settings())
    path.write_text("https://example.org/\n" * 10_001)
    with pytest.raises(LoadError, match=r"has 10,001 lines, above the limit of 10,000\. Split it\."):
        read_list(path, web_settings())
