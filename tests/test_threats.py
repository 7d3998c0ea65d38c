"""The HTTP cases of the threat list that concern a server, each with its outcome, over all that is served.

Those on forged origins, tokens, forwarded headers and slow bodies are in test_door.py and test_limits.py.
"""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from browser import served_page
from partners import EVIL, QUESTION, ask, calls, write_sites
from wire import get, message, post, reply

import ui
from page.guard import BODY_LIMIT, HEADERS

BOUNDARY = "Content-Type: multipart/form-data; boundary=b"
UPLOAD = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nx\r\n--b--\r\n'
JOIN = "/gradio_api/queue/join"
RUN = "/gradio_api/run/predict"
CALL = "/gradio_api/call/ask"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps votes and its log."""
    return tmp_path_factory.mktemp("threats")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """All that is served, under its name."""
    with served_page("campus_bot", folder, CLUSTER_HOSTS="h,127.0.0.1") as url:
        yield url


def joining(data: str) -> bytes:
    """A call of the page's queue with this data, in JSON."""
    return post(JOIN, f'{{"data": {data}, "fn_index": 0, "session_hash": "s"}}'.encode())


CASES: list[tuple[str, bytes, set[int]]] = [
    (
        "W01 upload",
        message("POST /gradio_api/upload", [BOUNDARY, f"Content-Length: {len(UPLOAD)}"], UPLOAD),
        {403, 404},
    ),
    ("W01 upload by the old path", post("/upload", b"x"), {403, 404}),
    ("W02 body of 64 KiB and a byte", post("/api/ask", b"x" * (BODY_LIMIT + 1)), {413}),
    ("W02 the same to the page", post(JOIN, b"x" * (BODY_LIMIT + 1)), {413}),
    (
        "W03 100 KB in chunks",
        message("POST /api/ask", ["Transfer-Encoding: chunked"], b"186a0\r\n" + b"x" * 100_000 + b"\r\n0\r\n\r\n"),
        {400, 413},
    ),
    ("W04 negative length", message("POST /api/ask", ["Content-Length: -1"]), {400}),
    (
        "W05 length and chunks",
        message("POST /api/ask", ["Content-Length: 5", "Transfer-Encoding: chunked"], b"0\r\n\r\n"),
        {400},
    ),
    ("W06 nested JSON", post("/api/ask", b"[" * 50_000 + b"]" * 10_000), {400, 422}),
    ("W06 the same to the page", post(JOIN, b"[" * 50_000), {400, 422}),
    ("W07 data that is no list", joining('{"a": 1}'), {400, 422}),
    ("W08 not a number", post("/api/ask", b'{"question": NaN}'), {400, 422}),
    ("W10 bad UTF-8", post("/api/ask", b'{"question": "\xff\xfe"}'), {400, 422}),
    ("W10 the same to the page", post(JOIN, b'{"data": ["\xff"]}'), {400, 422}),
    ("W11 unknown name", post("/gradio_api/call/nobody", b'{"data": []}'), {404}),
    ("W14 guessed event", get(f"{CALL}/0123456789abcdef"), {400, 404}),
    (
        "W15 a form's text",
        message("POST /api/ask", ["Content-Type: text/plain", "Content-Length: 2"], b"{}"),
        {400, 415, 422},
    ),
    ("W16 foreign page", post(JOIN, b"{}", f"Origin: {EVIL}"), {403}),
    ("W17 null", post(JOIN, b"{}", "Origin: null"), {403}),
    ("W18 a name that ends otherwise", post("/api/ask", b"{}", "Origin: https://partner.org.evil"), {403}),
    ("W21 foreign host", get("/", host="evil.test"), {400}),
    ("W21 two hosts", message("GET /", ["Host: h"]), {400}),
    ("W21 no host", get("/", host=None), {400}),
    ("W21 a host with a path", get("/", host="a/b?"), {400}),
    ("W21 a host with a user", get("/", host="user@h"), {400}),
    ("W24 TRACE", get("/", method="TRACE"), {405}),
    ("W24 CONNECT", get("h:443", method="CONNECT"), {405}),
    ("W24 PUT", get("/api/ask", method="PUT"), {405}),
    ("W24 DELETE", get("/api/ask", method="DELETE"), {405}),
    ("W25 9 KB of headers", get("/", "X: " + "a" * 9_000), {400, 431}),
    ("W25 a megabyte of headers", get("/", "X: " + "a" * 1_000_000), {400, 431}),
    ("W26 a file by Gradio", get("/gradio_api/file=/etc/passwd"), {403, 404}),
    ("W29 a proxy by Gradio", get("/gradio_api/proxy=http://169.254.169.254/"), {400, 403, 404}),
    ("W33 monitoring", get("/monitoring/summary"), {404}),
    ("W33 openapi", get("/openapi.json"), {404}),
    ("W33 Gradio's openapi", get("/gradio_api/openapi.json"), {404}),
    ("W38 a malformed run", post(RUN, b'{"data": {"canary": 1}, "fn_index": 0}'), {400, 404, 422}),
]
PATHS = [
    *("/static/../../etc/passwd", "/%2e%2e%2f%2e%2e%2fetc/passwd", "/static/..%5c..%5cetc", "//etc/passwd"),
    *("file:///etc/passwd", "/..", "/assets/..%2f..%2fui.py", "/static/%00", "/static/%2e%2e/%2e%2e/"),
    *("/gradio_api/file=/proc/self/environ", "/proc/self/environ", "/.env", "/.git/config", "/data/chroma.sqlite3"),
    *("/store/CURRENT", "/sites.toml", "/feedback", "/widget/../sites.toml", "/widget/v1.js/", "/page.toml"),
]


def test_every_case_has_its_outcome(address: str) -> None:
    """With all headers, and nothing of what went wrong inside."""
    wrong = []
    for name, sent, statuses in CASES:
        said = reply(address, sent)
        if said.status not in statuses:
            wrong.append((name, said.status))
        assert b"Traceback" not in said.body, name
    assert wrong == []


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_to_a_file_that_is_not_served(address: str, path: str) -> None:
    """Upwards, to the operator's files, or to the machine's: it is not there."""
    said = reply(address, get(path))
    assert said.status in {403, 404, 422}
    assert b"root:" not in said.body


@pytest.mark.parametrize(
    "body", ['{"data": [], "fn_index": 999, "session_hash": "s"}', '{"data": [], "fn_index": -1}', "{}"]
)
def test_a_function_that_is_not_there_is_no_failure(address: str, body: str) -> None:
    """W12: whatever the page's queue is asked for, it is refused, and the page goes on."""
    said = reply(address, post(JOIN, body.encode()))
    assert said.status in {404, 422}
    assert httpx.get(address).status_code == 200


def test_what_one_asked_is_not_told_to_another(address: str) -> None:
    """W13, W14: who does not know the name of a session or a call listens to nothing."""
    begun = httpx.post(f"{address}{CALL}", json={"data": [QUESTION]}).json()["event_id"]
    other = httpx.get(f"{address}{CALL}/{begun[:-1]}x", timeout=20)
    assert other.status_code == 404
    assert httpx.get(f"{address}/gradio_api/queue/data", params={"session_hash": "guess"}).status_code == 404
    assert httpx.get(f"{address}{CALL}/{begun}", timeout=20).status_code == 200


@pytest.mark.parametrize(
    "query", ["__theme=<script>x()</script>", "view=<script>x()</script>", "a=%22%3E%3Cscript%3Ex()"]
)
def test_nothing_of_an_address_is_shown_in_the_page(address: str, query: str) -> None:
    """W32: no parameter comes back as markup."""
    assert b"<script>x()" not in reply(address, get(f"/?{query}")).body


def test_questions_of_malformed_calls_are_not_in_the_log(address: str, folder: Path) -> None:
    """W38: nor of any other case here, nor an address."""
    for sent in (
        post(RUN, b'{"data": ["canary"], "fn_index": "x"}'),
        joining('["canary", 5]'),
        joining('{"canary": 1}'),
    ):
        reply(address, sent)
    ask(address, calls(), "canary")
    log = (folder / "log.txt").read_text()
    assert "canary" not in log
    assert "127.0.0.1" not in log


def test_every_refusal_carries_all_headers(address: str) -> None:
    """Of whatever status; so no page frames it, sniffs it or runs a script in it."""
    for _, sent, _ in CASES:
        said = reply(address, sent)
        # What is no HTTP never reaches the guard, and is answered in plain text.
        if said.body != b"Invalid HTTP request received.":
            assert {name.decode(): said.headers.get(name.decode()) for name, _ in HEADERS} == {
                name.decode(): value.decode() for name, value in HEADERS
            }


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api/sites/park",
        "/healthz",
        "/source",
        "/widget/v1.js",
        "/api/ask",
        "/embed.css",
        "/embed/",
        "/embed/none",
    ],
)
def test_nothing_but_a_sites_own_page_may_be_framed(address: str, path: str) -> None:
    """W39: by no page, a partner's neither; who may frame a site's page is in test_framed.py."""
    said = httpx.get(address + path).headers
    assert said["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in said["content-security-policy"]


def test_listeners_that_do_nothing_do_not_stop_others(address: str) -> None:
    """W35: no address holds more than its share of connections, and who is over it is told to come again."""
    host, port = address.removeprefix("http://").split(":")
    idle = []
    try:
        for number in range(300):
            line = socket.create_connection((host, int(port)), timeout=20)
            line.sendall(f"GET /gradio_api/heartbeat/s{number} HTTP/1.1\r\nHost: h\r\n\r\n".encode())
            idle.append(line)
        firsts = [line.recv(12) for line in idle]
        assert firsts.count(b"HTTP/1.1 200") == 256
        assert firsts.count(b"HTTP/1.1 429") == 44
        assert ask(address, calls()).status_code == 429
    finally:
        for line in idle:
            line.close()
    assert _served_again(address)


def _served_again(address: str) -> bool:
    return any(ask(address, calls()).status_code == 200 for _ in range(100))


def test_a_file_of_sites_with_a_mistake_is_no_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """W49: one sentence that names the key, and status 1."""
    monkeypatch.setenv("CLUSTER_SITES", str(write_sites(tmp_path, "[sites.park]\ntitle = 'x'\norigins = ['*']\n")))
    assert ui.main(["--store", str(tmp_path / "none"), "--port", "1"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "sites.park.origins.0 = '*'" in said


def test_the_answer_of_the_page_and_of_the_api_are_one(address: str) -> None:
    """The door changes who is answered, never what."""
    begun = httpx.post(f"{address}{CALL}", json={"data": [QUESTION]}).json()["event_id"]
    lines = httpx.get(f"{address}{CALL}/{begun}", timeout=20).text.splitlines()
    (by_page,) = json.loads(next(line for line in lines if line.startswith("data: ")).removeprefix("data: "))
    assert ask(address, calls()).json() == by_page
