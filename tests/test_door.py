"""The door in front of the whole server: who is let in, and a hundred forged calls that are not."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from browser import served_page
from partners import EVIL, OTHER, PARK, QUESTION, SECRET, SITES, ask, calls, token, write_sites
from wire import get, message, post, reply

from bot.api.tokens import LIFETIME, Tokens
from page.guard import BODY_LIMIT

ASKED = json.dumps({"question": QUESTION}).encode()
MALFORMED = frozenset((400, 415, 422))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps its log and its file of sites."""
    found = tmp_path_factory.mktemp("door")
    write_sites(found)
    return found


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """All that is served, with two sites."""
    with served_page("campus_bot", folder, CLUSTER_SECRET=SECRET) as url:
        yield url


def test_our_own_page_and_programs_are_let_in(address: str) -> None:
    """No origin, or this server's; a key that means something elsewhere means nothing here."""
    for headers in (calls(), calls(address), calls(bearer="sk-0123456789")):
        assert ask(address, headers).json()["status"] == "answered"


def test_a_page_of_a_site_asks_with_its_token(address: str) -> None:
    """It gets the settings, then a token, and asks of the site's documents; each answer is for its origin to read."""
    settings = httpx.get(f"{address}/api/sites/park", headers=calls(PARK))
    assert settings.json() == {
        "id": "park",
        "title": "Ask the park",
        "language": "ar",
        "direction": "rtl",
        "theme": {"accent": "#005f73", "mode": "auto", "position": "right"},
        "greeting": "Hello",
        "examples": ["Echo"],
        "notice": "Answers are quotes from published documents, selected by a machine. "
        "They can be out of date, and they are not investment advice.",
    }
    given = httpx.post(f"{address}/api/sites/park/token", headers=calls(PARK))
    assert given.json()["expires_in"] == LIFETIME
    assert given.headers["cache-control"] == "no-store"
    answer = ask(address, calls(PARK, given.json()["token"]), "Echo")
    assert answer.json()["text"].startswith("kinds=news ")
    for response in (settings, given, answer):
        assert response.headers["access-control-allow-origin"] == PARK
        assert response.headers["vary"] == "Origin"
        assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("path", ["/api/none", "/api/sites", "/v1/none", "/api/sites/park/none", "/v1/a/b?c=d"])
def test_where_nothing_is_the_interface_says_so_itself(address: str, path: str) -> None:
    """And not the page that is mounted below it."""
    for method in ("GET", "POST"):
        said = httpx.request(method, address + path)
        assert (said.status_code, list(said.json())) == (404, ["error"])


def test_a_preflight_is_answered_for_a_sites_pages(address: str) -> None:
    """What the widget sends, and no more."""
    headers = calls(
        PARK,
        access_control_request_method="POST",
        access_control_request_headers="authorization,content-type",
    )
    for path in ("/api/ask", "/api/sites/park/token", "/v1/chat/completions"):
        said = httpx.options(address + path, headers=headers)
        assert said.status_code == 204
        assert said.headers["access-control-allow-origin"] == PARK
        assert said.headers["access-control-allow-methods"] == "GET, POST"
        assert said.headers["access-control-allow-headers"] == "authorization, content-type"
        assert int(said.headers["access-control-max-age"]) > 0


def test_a_refused_page_of_a_site_can_read_why(address: str) -> None:
    """So that the widget renews a token that has expired."""
    said = ask(address, calls(PARK, token(at=time.time() - LIFETIME - 5)))
    assert said.status_code == 403
    assert "expired" in said.json()["error"]
    assert said.headers["access-control-allow-origin"] == PARK


@dataclass(frozen=True, slots=True)
class Forged:
    """A call that must be refused, and with what."""

    name: str
    sent: bytes
    statuses: frozenset[int]


def asked(*headers: str, body: bytes = ASKED) -> bytes:
    """A question, with these headers."""
    return post("/api/ask", body, *headers)


def bearing(bearer: str, origin: str | None = PARK) -> bytes:
    """A question of a page, with a token."""
    return asked(f"Authorization: Bearer {bearer}", *([f"Origin: {origin}"] if origin else []))


STRANGERS = (
    EVIL,
    "null",
    "http://park.test",
    "https://park.test.evil.test",
    "https://evil-park.test",
    "https://www.park.test",
    "https://park.test:8443",
    "https://park.test:443",
    "https://park.test/",
    "https://park.test@evil.test",
    "https://PARK.test",
    "HTTPS://park.test",
    "file://",
    "https://",
    "chrome-extension://abcdefgh",
    "https://park.test https://evil.test",
    "https://p\u00e4rk.test",
    "*",
    "undefined",
    "h",
)


def edited() -> Iterator[tuple[str, str]]:
    """Tokens that were made here and then altered."""
    good = token()
    payload, stamp, signature = good.split(".")
    later = token(at=time.time() + 3).split(".")
    yield "first mark", "X" + good[1:]
    yield "last mark", good[:-1] + ("A" if good[-1] != "A" else "B")
    yield "no signature", f"{payload}.{stamp}."
    yield "cut", good[:-5]
    yield "longer", good + "A"
    yield "padded", good + "="
    yield "another's time", f"{payload}.{later[1]}.{signature}"
    yield "another's payload", f"{token('other', OTHER).split('.')[0]}.{stamp}.{signature}"
    yield "no time", f"{payload}.{signature}"
    yield "upper case", good.upper()
    yield "payload alone", payload
    yield "empty", ""
    yield "dots", ".."
    yield "an unsigned web token", "eyJhbGciOiJub25lIn0.eyJzaXRlIjoicGFyayJ9."
    yield "percent signs", good.replace(".", "%2E")
    yield "long", "A" * 5_000


NO, BAD, TOO_LONG = frozenset((403,)), frozenset((400,)), frozenset((413,))


def strangers() -> Iterator[Forged]:
    """Pages of nobody's site, also with a token that a site's page was given; and those of a site beyond the API."""
    good = token()
    for origin in STRANGERS:
        yield Forged(f"page of {origin}", asked(f"Origin: {origin}"), NO)
        yield Forged(f"replayed by {origin}", bearing(good, origin), NO)
    for path in ("/api/documents", "/api/suggestions", "/api/openapi.json", "/v1/models", "/api/nowhere"):
        yield Forged(f"page of a stranger reads {path}", get(path, f"Origin: {EVIL}"), NO)
    for path in ("/", "/source", "/config", "/gradio_api/queue/join", "/mcp", "/metrics", "/readyz"):
        yield Forged(f"{path} by a stranger", get(path, f"Origin: {EVIL}"), NO)
        yield Forged(f"{path} by a page of a site", get(path, f"Origin: {PARK}"), NO)
    yield Forged("two origins", asked(f"Origin: {PARK}", f"Origin: {EVIL}", f"Authorization: Bearer {good}"), NO)


def wrong_tokens() -> Iterator[Forged]:
    """Tokens that are altered, too old, of others or in the wrong place."""
    good, expired = token(), token(at=time.time() - LIFETIME - 5)
    wrong = {
        "expired": expired,
        "long expired": token(at=1.0),
        "from the future": token(at=time.time() + 3_600),
        "other secret": Tokens("another secret of thirty-two marks").issue("park", PARK),
        "other site's": token("other", OTHER),
        "other site's for this origin": token("other", PARK),
        "for another origin": token("park", OTHER),
        "unknown site": token("nobody", PARK),
        "for no origin": token("park", ""),
    }
    for name, bearer in (*edited(), *wrong.items()):
        yield Forged(f"token {name}", bearing(bearer), NO)
    yield Forged("a site's token without a page", bearing(good, None), NO)
    yield Forged("a site's expired token without a page", bearing(expired, None), NO)
    yield Forged("a site's token on our page", bearing(good, "http://h"), NO)
    yield Forged("no token", asked(f"Origin: {PARK}"), NO)
    yield Forged("token by another scheme", asked(f"Origin: {PARK}", f"Authorization: Basic {good}"), NO)
    yield Forged("token in a cookie", asked(f"Origin: {PARK}", f"Cookie: token={good}"), NO)
    yield Forged("token in the address", post(f"/api/ask?token={good}", ASKED, f"Origin: {PARK}"), NO)


def asked_for_a_site() -> Iterator[Forged]:
    """Settings and tokens of a site, for pages that are not its own."""
    for path in ("/api/sites/park", "/api/sites/nobody", "/api/sites/park%00", "/api/sites/%3Cb%3E"):
        for said in ([f"Origin: {EVIL}"], ["Origin: null"], [f"Origin: {OTHER}"], []):
            yield Forged(f"{path} for {said}", get(path, *said), NO | {404})
    for said in ([f"Origin: {EVIL}"], ["Origin: null"], [f"Origin: {OTHER}"], []):
        yield Forged(f"token for {said}", post("/api/sites/park/token", b"", *said), NO)


def preflights() -> Iterator[Forged]:
    """What a browser asks beforehand, of strangers or for more than is granted."""
    ways = {
        "by a stranger": (EVIL, "POST", "content-type"),
        "by null": ("null", "POST", "content-type"),
        "to put": (PARK, "PUT", "content-type"),
        "to delete": (PARK, "DELETE", ""),
        "with other headers": (PARK, "POST", "x-forwarded-for"),
        "with a hundred headers": (PARK, "POST", ",".join(f"x-{number}" for number in range(100))),
        "without a method": (PARK, "", ""),
    }
    for name, (origin, method, headers) in ways.items():
        said = (f"Access-Control-Request-Method: {method}", f"Access-Control-Request-Headers: {headers}")
        yield Forged(f"preflight {name}", get("/api/ask", f"Origin: {origin}", *said, method="OPTIONS"), NO)


def forwarded() -> Iterator[Forged]:
    """Headers that only a trusted proxy may send."""
    for header in ("X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1", "X-Real-IP: ::1"):
        yield Forged(f"metrics with {header}", get("/metrics", header), NO)
        yield Forged(f"stranger with {header}", asked(f"Origin: {EVIL}", header), NO)
    yield Forged("stranger that claims our host", asked(f"Origin: {EVIL}", "X-Forwarded-Host: evil.test"), NO)


def misshapen() -> Iterator[Forged]:
    """Bodies that are too long or no question, and requests that could be read in two ways."""
    big = b'{"question": "' + b"x" * BODY_LIMIT + b'"}'
    yield Forged("oversized", asked(body=big), TOO_LONG)
    yield Forged("oversized by a page", asked(f"Origin: {PARK}", body=big), TOO_LONG)
    chunk = b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n"
    chunked = message("POST /api/ask", ["Transfer-Encoding: chunked"], chunk * 2 + b"0\r\n\r\n")
    yield Forged("oversized in chunks", chunked, TOO_LONG)
    for body in (b"{", b"[" * 50_000, b'{"question": }', b"\xff\xfe", b"", b"null", b"[]", b'{"question": 5}', b"NaN"):
        yield Forged(f"malformed {body[:15]!r}", asked(body=body), MALFORMED)
    yield Forged("a length that is none", message("POST /api/ask", ["Content-Length: -1"]), BAD)
    yield Forged("two lengths", message("POST /api/ask", ["Content-Length: 1", "Content-Length: 2"], b"ab"), BAD)
    both = ["Content-Length: 5", "Transfer-Encoding: chunked"]
    yield Forged("a length and chunks", message("POST /api/ask", both, b"0\r\n\r\n"), BAD)


def forged() -> list[Forged]:
    """All of them."""
    return [*strangers(), *wrong_tokens(), *asked_for_a_site(), *preflights(), *forwarded(), *misshapen()]


def test_a_hundred_forged_calls_are_refused_each_with_its_status(address: str, folder: Path) -> None:
    """With a sentence, for no stranger's page to read, and without a trace in the log."""
    all_of_them = forged()
    assert len(all_of_them) >= 100
    with ThreadPoolExecutor(8) as several:
        replies = list(several.map(lambda call: reply(address, call.sent), all_of_them))
    wrong = [
        (call.name, said.status)
        for call, said in zip(all_of_them, replies, strict=True)
        if said.status not in call.statuses
    ]
    assert wrong == []
    granted = {said.headers.get("access-control-allow-origin") for said in replies}
    assert granted <= {None, PARK, OTHER}
    assert all(said.body and b"Traceback" not in said.body for said in replies)
    assert (folder / "log.txt").read_text().replace("Invalid HTTP request received.\n", "") == ""


@pytest.mark.parametrize("origin", STRANGERS)
def test_no_stranger_is_granted_anything(address: str, origin: str) -> None:
    """On no path, with or without a site's token."""
    said = (f"Origin: {origin}", f"Authorization: Bearer {token()}")
    for sent in (
        asked(*said),
        get("/api/sites/park", *said),
        get("/api/ask", *said, "Access-Control-Request-Method: POST", method="OPTIONS"),
        get("/", *said),
    ):
        found = reply(address, sent)
        assert found.status == 403
        assert not [name for name in found.headers if name.startswith("access-control")]


def test_what_comes_too_slowly_is_cut_off(address: str) -> None:
    """A body gets a 408, a head no word; meanwhile others are answered."""
    body = post("/api/ask", ASKED)[:-5]
    chunks = message("POST /api/ask", ["Transfer-Encoding: chunked"], b"5\r\nabcde\r\n")
    paged = post("/gradio_api/queue/join", ASKED)[:-5]
    with ThreadPoolExecutor(8) as several:
        slow = several.map(lambda sent: reply(address, sent).status, (body, chunks, paged, b"GET / HT", b""))
        assert ask(address, calls()).status_code == 200
        assert list(slow) == [408, 408, 408, 0, 0]


@pytest.mark.usefixtures("early_in_a_minute")
def test_a_site_has_limits_of_its_own(address: str) -> None:
    """Beyond them its pages are told when to come again, and others are not concerned."""
    bearer = token("other", OTHER)
    replies = [ask(address, calls(OTHER, bearer)) for _ in range(4)]
    assert [said.status_code for said in replies] == [200, 200, 200, 429]
    assert 1 <= int(replies[-1].headers["retry-after"]) <= 60
    assert "too many" in replies[-1].json()["error"]
    assert replies[-1].headers["access-control-allow-origin"] == OTHER
    assert replies[-1].headers["access-control-expose-headers"] == "Retry-After"
    assert ask(address, calls(PARK, token())).status_code == 200


def test_a_site_that_is_taken_out_is_shut_out_at_once(address: str, folder: Path) -> None:
    """Its tokens too, without a restart; and one that is added is let in."""
    try:
        write_sites(folder, SITES.replace(PARK, "https://moved.test"))
        assert ask(address, calls(PARK, token())).status_code == 403
        assert ask(address, calls("https://moved.test", token("park", "https://moved.test"))).status_code == 200
    finally:
        write_sites(folder)


def test_metrics_count_by_face_and_status(address: str) -> None:
    """For this machine; without a question in them."""
    ask(address, calls())
    ask(address, calls(EVIL))
    text = httpx.get(f"{address}/metrics").text
    assert 'cluster_requests_total{face="api",status="200"}' in text
    assert 'cluster_requests_total{face="api",status="403"}' in text
    assert 'cluster_answers_total{status="answered"}' in text
    assert "cluster_documents 3.0" in text
    assert "companies" not in text


def test_health_is_told_to_anyone(address: str) -> None:
    """It lives, and it can answer."""
    assert httpx.get(f"{address}/healthz").json() == {"status": "ok"}
    assert httpx.get(f"{address}/readyz").json() == {"status": "ready"}
