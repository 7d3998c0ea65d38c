"""The client: manners, redirects, private networks, and every way in which a server can misbehave."""

import gzip
import ipaddress
import threading
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from web import HOST, Page, Rogue, Seconds, Site, closed_port, serving, visitor, web_settings

from ingest.errors import FetchError
from ingest.fetch.address import parse_address
from ingest.fetch.client import Answer, Client, GoneError
from ingest.fetch.public import Resolve


@pytest.fixture
def site() -> Iterator[Site]:
    """A server without pages."""
    with serving() as running:
        yield running


def fetch(client: Client, url: str) -> Answer:
    """What is at the address, asked for the first time."""
    return client.fetch(parse_address(url), {})


def reason(url: str, **settings: Any) -> str:
    """The sentence against fetching the address."""
    with pytest.raises(FetchError) as caught:
        fetch(visitor(**settings), url)
    return str(caught.value)


def test_a_page_is_fetched_by_a_visitor_who_says_who_it_is(site: Site) -> None:
    """With a contact when there is one, without cookies, after robots.txt."""
    site.pages["/a"] = site.page("Hello.", headers={"Set-Cookie": "id=1"})
    client = visitor(fetch_contact="https://example.org/bot")
    assert b"Hello." in fetch(client, f"{site.url}/a").response.body
    fetch(client, f"{site.url}/a")
    assert [path for path, _ in site.requests] == ["/robots.txt", "/a", "/a"]
    headers = site.requests[-1][1]
    assert headers["user-agent"] == "ClusterAnswers/1 (+https://example.org/bot)"
    assert "cookie" not in headers
    assert headers["host"] == site.url.removeprefix("http://")


def head(**headers: str) -> bytes:
    """The beginning of an answer that its server writes by hand."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *lines, "", ""]).encode()


def endless(write: Callable[[bytes], object], over: threading.Event) -> None:
    """A feed that never ends."""
    write(head())
    write(b"<rss><channel>")
    while not over.is_set():
        write(b"<item><link>http://127.0.0.1/</link></item>" * 1_000)


def trickling(write: Callable[[bytes], object], over: threading.Event) -> None:
    """A byte now and then, never long enough apart to count as silence."""
    write(head(Content_Length="1000000"))
    while not over.wait(0.05):
        write(b"x")


def trickling_headers(write: Callable[[bytes], object], over: threading.Event) -> None:
    """The same before the body begins."""
    write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not over.wait(0.05):
        write(b"x")


def continuing(write: Callable[[bytes], object], over: threading.Event) -> None:
    """An answer that is always about to come."""
    while not over.wait(0.01):
        write(b"HTTP/1.1 100 Continue\r\n\r\n")


def silent(write: Callable[[bytes], object], over: threading.Event) -> None:
    """Nothing at all."""
    over.wait()


def cut_short(write: Callable[[bytes], object], over: threading.Event) -> None:
    """Less than was announced."""
    write(head(Content_Length="1000") + b"only this")


def no_http(write: Callable[[bytes], object], over: threading.Event) -> None:
    """Another protocol."""
    write(b"220 mail.example.org ESMTP\r\n" * 9)


def bomb(write: Callable[[bytes], object], over: threading.Event) -> None:
    """Gigabytes in a few kilobytes, as a stream that is packed while it is sent."""
    write(head(Content_Encoding="gzip"))
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    while not over.is_set():
        write(packer.compress(b"\0" * 10_000_000))


def double_bomb(write: Callable[[bytes], object], over: threading.Event) -> None:
    """Packed twice: 50 MB in half a kilobyte."""
    write(head(Content_Encoding="gzip, gzip") + gzip.compress(gzip.compress(b"\0" * 50_000_000)))


def announced(write: Callable[[bytes], object], over: threading.Event) -> None:
    """A size above the limit, told at once."""
    write(head(Content_Length="999999999999"))
    over.wait()


BAD: dict[str, tuple[Page | Rogue, str]] = {
    "endless": (endless, "is larger than the limit of 1 MB"),
    "trickling": (trickling, "took longer than 0.5 seconds"),
    "trickling headers": (trickling_headers, "took longer than 0.5 seconds"),
    "continuing": (continuing, "took longer than 0.5 seconds"),
    "silent": (silent, "took longer than 0.5 seconds"),
    "cut short": (cut_short, "broke off or is not proper HTTP (ProtocolError). Run"),
    "no http": (no_http, "broke off or is not proper HTTP (BadStatusLine). Run"),
    "bomb": (bomb, "is larger than the limit of 1 MB"),
    "double bomb": (double_bomb, "is larger than the limit of 1 MB"),
    "announced": (announced, "is larger than the limit of 1 MB"),
    "404": (Page(status=404), "answered 404 Not Found. Correct the address or remove it."),
    "410": (Page(status=410), "answered 410 Gone. Correct the address or remove it."),
    "403": (Page(status=403), "answered 403 Forbidden. Run again later."),
    "429": (Page(status=429), "answered 429 Too Many Requests. Run again later."),
    "500": (Page(status=500), "answered 500 Internal Server Error. Run again later."),
    "599": (Page(status=599), "answered 599. Run again later."),
    "304 to nobody": (Page(status=304), "answered 304 Not Modified. Run again later."),
    "204": (Page(status=204), "answered 204 No Content. Run again later."),
    "redirect to itself": (Page(status=302, headers={"Location": "/bad"}), "is redirected more than 5 times."),
    "redirect nowhere": (Page(status=302), "answered 302 Found. Run again later."),
    "redirect to a file": (Page(status=301, headers={"Location": "file:///etc/passwd"}), "is no http or https address"),
    "redirect inside": (
        Page(status=301, headers={"Location": "http://169.254.169.254/"}),
        "leads into a private network",
    ),
    "redirect to a name": (Page(status=301, headers={"Location": "http://0x7f.1/"}), "in an odd way"),
    "redirect with a password": (Page(status=301, headers={"Location": "http://u:p@h.org/"}), "user name or password"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_server_that_misbehaves_gets_one_sentence(site: Site, name: str) -> None:
    """It names an address and what to do next, and nothing runs on."""
    site.pages["/bad"] = BAD[name][0]
    whole = 0.5 if "took longer" in BAD[name][1] else 60.0
    said = reason(f"{site.url}/bad", max_file_megabytes=1, fetch_whole_seconds=whole)
    assert BAD[name][1] in said
    assert said.endswith(".")
    assert "\n" not in said


def test_a_server_that_says_nothing_is_given_up(site: Site) -> None:
    """Long before the time for a whole answer is over."""
    site.pages["/bad"] = silent
    assert "sent nothing for 0.2 seconds. Run again later" in reason(f"{site.url}/bad", fetch_read_seconds=0.2)


def test_a_host_that_is_down_gets_a_sentence_and_is_not_tried_again() -> None:
    """Its robots.txt was the first thing to be asked for; the second page is not waited for."""
    url = f"http://{HOST}:{closed_port()}"
    client = visitor()
    for _ in range(2):
        with pytest.raises(FetchError, match=r"takes no connection\. Check the network and run again later\."):
            fetch(client, f"{url}/a")


def test_a_missing_page_is_told_from_one_that_fails(site: Site) -> None:
    """Only 404 and 410 say that it is gone."""
    site.pages["/410"] = Page(status=410)
    site.pages["/500"] = Page(status=500)
    for path in ("/404", "/410"):
        with pytest.raises(GoneError):
            fetch(visitor(), site.url + path)
    with pytest.raises(FetchError) as caught:
        fetch(visitor(), f"{site.url}/500")
    assert not isinstance(caught.value, GoneError)


def test_redirects_are_followed_up_to_the_limit(site: Site) -> None:
    """The address that counts is the last one; every hop asks robots.txt of its host."""
    site.pages["/3"] = site.page("There.")
    for n in range(3):
        site.pages[f"/{n}"] = Page(status=302, headers={"Location": f"{n + 1}?from={n}#here"})
        site.pages[f"/{n + 1}?from={n}"] = Page(status=302, headers={"Location": f"/{n + 1}"})
    assert fetch(visitor(fetch_redirects=6), f"{site.url}/0").place.url == f"{site.url}/3"
    assert "is redirected more than 5 times. Give the address where it ends." in reason(f"{site.url}/0")


def test_robots_txt_is_obeyed_on_the_way_too(site: Site) -> None:
    """With the longest rule that matches, wildcards among them, and read once a run."""
    site.pages["/robots.txt"] = Page(
        b"User-agent: *\nDisallow: /\nUser-agent: ClusterAnswers\nDisallow: /in\nDisallow: /*.pdf$\nAllow: /in/out\n"
    )
    site.pages["/in/out"] = site.page("Out.")
    site.pages["/to"] = Page(status=302, headers={"Location": "/in"})
    client = visitor()
    assert fetch(client, f"{site.url}/in/out").response.status == 200
    for path in ("/in", "/a.pdf", "/to"):
        with pytest.raises(FetchError, match=r"is not for programs: the robots\.txt of 127\.0\.0\.1:\d+ says so\."):
            fetch(client, site.url + path)
    assert [path for path, _ in site.requests] == ["/robots.txt", "/in/out", "/to"]


@pytest.mark.parametrize(
    ("robots", "asked"),
    [
        (Page(status=404), True),  # it has none
        (Page(status=403), True),  # it keeps it to itself
        (Page(status=500), False),  # it may forbid everything: nobody knows
        (Page(status=429), False),
        (silent, False),
        (bomb, False),
        (Page(b"\xff\xfe<html>" * 99), True),  # no rules in it
        (Page(status=302, headers={"Location": "/other"}), False),
    ],
)
def test_a_robots_txt_that_cannot_be_read_forbids_only_when_it_may_say_so(
    site: Site, robots: Page | Rogue, asked: bool
) -> None:
    """As RFC 9309 has it; one that is redirected is followed."""
    site.pages["/other"] = Page(b"User-agent: *\nDisallow: /\n", "text/plain")
    site.pages["/robots.txt"] = robots
    site.pages["/a"] = site.page("Here.")
    client = visitor(fetch_read_seconds=0.2, max_file_megabytes=1)
    if asked:
        assert fetch(client, f"{site.url}/a").response.status == 200
    else:
        with pytest.raises(FetchError, match=r"is not asked|is not for programs"):
            fetch(client, f"{site.url}/a")
    assert ("/a" in site.asked) == asked


def test_a_host_is_left_alone_between_two_requests(site: Site) -> None:
    """For the pause of the settings, or the longer one that its robots.txt asks for, within reason."""
    site.pages["/a"] = site.page("A.")
    seconds = Seconds()
    client = Client(web_settings(fetch_pause_seconds=2.0), clock=seconds.clock)
    fetch(client, f"{site.url}/a")
    seconds.now += 0.5
    fetch(client, f"{site.url}/a")
    assert seconds.waited == [2.0, 1.5]
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 7")
    client = Client(web_settings(fetch_pause_seconds=2.0), clock=(slow := Seconds()).clock)
    fetch(client, f"{site.url}/a")
    assert slow.waited == [7.0]
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 86400")
    client = Client(web_settings(fetch_pause_seconds=2.0), clock=(never := Seconds()).clock)
    fetch(client, f"{site.url}/a")
    assert never.waited == [30.0]


PRIVATE = [
    f"http://{HOST}/", "http://localhost/", "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/",
    "http://169.254.169.254/latest/meta-data", "http://100.100.100.200/", "http://0.0.0.0/", "http://[::1]/",
    "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[fd00:ec2::254]/",
    "http://[fe80::1]/", "http://224.0.0.1/", "http://[2002:7f00:1::]/",
]  # fmt: skip


@pytest.mark.parametrize("url", PRIVATE)
def test_a_private_network_is_never_asked(url: str) -> None:
    """The sentence names the setting that allows it."""
    said = reason(url, fetch_allow_hosts="")
    assert "leads into a private network" in said
    assert "CLUSTER_FETCH_ALLOW_HOSTS" in said


@pytest.mark.parametrize("url", ["http://0x7f.1/", "http://127.1/", "http://2130706433/", "http://0177.0.0.1/"])
def test_an_ip_address_in_disguise_is_refused_whatever_it_leads_to(url: str) -> None:
    """Even where its ordinary form is allowed."""
    with pytest.raises(FetchError, match="in an odd way"):
        parse_address(url)


def test_a_name_is_looked_up_once_and_that_address_is_asked(site: Site) -> None:
    """A name that leads elsewhere at the second look, as in DNS rebinding, gets no second look."""
    looks: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        looks.append(host)
        return [HOST] if len(looks) < 3 else ["169.254.169.254"]

    port = site.url.rpartition(":")[2]
    site.pages["/a"] = site.page("A.")
    client = Client(web_settings(fetch_allow_hosts="rebind.example"), resolve=rebinding)
    assert fetch(client, f"http://rebind.example:{port}/a").response.status == 200
    # One look for robots.txt and one for the page: the connection went where that look led.
    assert looks == ["rebind.example", "rebind.example"]
    assert {headers["host"] for _, headers in site.requests} == {f"rebind.example:{port}"}


def leading_to(found: list[str]) -> Resolve:
    """The network in which every name has these addresses."""
    return lambda host, port: found


def test_a_name_that_leads_to_a_private_network_is_refused(site: Site) -> None:
    """Also when only one of its addresses does; nothing is sent."""
    port = site.url.rpartition(":")[2]
    for found in ([HOST], ["93.184.215.14", HOST], ["::ffff:127.0.0.1"], ["not an address"]):
        client = Client(web_settings(fetch_allow_hosts=""), resolve=leading_to(found))
        with pytest.raises(FetchError, match="leads into a private network"):
            fetch(client, f"http://innocent.example:{port}/a")
    assert site.requests == []


def test_a_redirect_to_a_host_that_is_not_allowed_is_refused(site: Site) -> None:
    """That one host is allowed opens no other, by whatever name."""
    port = site.url.rpartition(":")[2]
    site.pages["/to"] = Page(status=302, headers={"Location": f"http://localhost:{port}/a"})
    site.pages["/a"] = site.page("A.")
    assert "leads into a private network" in reason(f"{site.url}/to", fetch_allow_hosts=HOST)
    assert "/a" not in site.asked


def test_a_name_that_is_unknown_gets_a_sentence() -> None:
    """The look-up failed, or the name is no name."""

    def unknown(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(FetchError, match=r"no address is known of nowhere\.example\. Check the name and the network\."):
        fetch(Client(web_settings(), resolve=unknown), "http://nowhere.example/")


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that the test server gave itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    day = timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - day)
        .not_valid_after(datetime.now(UTC) + day)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, plain)
    )
    return paths


def test_a_certificate_is_checked_against_the_name_that_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that nobody vouches for is refused, one that is trusted holds for its own names only."""
    files = certificate(tmp_path)
    with serving(tls=files) as secure:
        secure.pages["/a"] = secure.page("A.")
        assert "has no valid certificate. If its issuer is your own" in reason(f"{secure.url}/a")
        monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
        assert fetch(visitor(), f"{secure.url}/a").response.status == 200
        other = secure.url.replace(HOST, "localhost")
        assert "has no valid certificate" in reason(f"{other}/a")


def test_validators_are_shown_only_to_the_address_that_gave_them(site: Site) -> None:
    """Not to one that it is redirected from."""
    site.pages["/a"] = site.page("A.", headers={"ETag": '"1"'})
    site.pages["/to"] = Page(status=302, headers={"Location": "/a"})
    conditions = {f"{site.url}/a": {"If-None-Match": '"1"'}}
    answer = visitor().fetch(parse_address(f"{site.url}/to"), conditions)
    assert answer.response.status == 304
    shown = {path: headers.get("if-none-match") for path, headers in site.requests}
    assert shown == {"/robots.txt": None, "/to": None, "/a": '"1"'}
