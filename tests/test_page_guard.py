import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from browser import served
from starlette.types import Message, Receive, Scope, Send

from page.guard import BODY_LIMIT, HEADERS, Guard, is_closed


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """An application without manners: it grants everything to everyone, and says what it was sent."""
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    if scope["path"] == "/broken":
        raise RuntimeError("secret words")
    body = b""
    while (message := await receive())["type"] == "http.request":
        body += message["body"]
        if not message.get("more_body"):
            break
    names = b",".join(name for name, _ in scope["headers"])
    granted = [(b"access-control-allow-origin", b"*"), (b"X-Frame-Options", b"ALLOWALL"), (b"x-names", names)]
    await send({"type": "http.response.start", "status": 200, "headers": granted})
    await send({"type": "http.response.body", "body": str(len(body)).encode()})


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server with the guard in front of an application without manners."""
    with served(Guard(echo)) as url:
        yield url


def has_all_headers(response: httpx.Response) -> bool:
    """Whether each of the headers is there, once."""
    return all(response.headers.get_list(name.decode()) == [value.decode()] for name, value in HEADERS)


def test_every_response_carries_the_headers_once(address: str) -> None:
    """Ours in place of the application's, on 200 as on a refusal or a failure."""
    big = b"x" * (BODY_LIMIT + 1)
    responses = [
        httpx.get(address),
        httpx.get(address + "/docs"),
        httpx.get(address + "/broken"),
        httpx.get(address, headers={"origin": "https://evil.test"}),
        httpx.post(address, content=big),
    ]
    assert [response.status_code for response in responses] == [200, 404, 500, 403, 413]
    assert all(map(has_all_headers, responses))


def test_the_policy_runs_our_scripts_only() -> None:
    """No inline script, no eval, no frame around the page, nothing from another host."""
    policy = dict(HEADERS)[b"content-security-policy"].decode()
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["script-src"] == rules["default-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["object-src"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert "http" not in policy
    assert "*" not in policy


def test_no_grant_to_other_origins_gets_out(address: str) -> None:
    """Whatever the application allows others, the guard takes back."""
    assert "access-control-allow-origin" not in httpx.get(address).headers


@pytest.mark.parametrize(
    "origin", ["https://evil.test", "null", "http://127.0.0.1", "http://127.0.0.1.evil.test", "file://", "http://[::1]"]
)
def test_a_foreign_page_is_refused(address: str, origin: str) -> None:
    """Another host, another port, a sandboxed frame: 403 on any method."""
    for method in ("GET", "POST", "OPTIONS"):
        assert httpx.request(method, address, headers={"origin": origin}).status_code == 403


def test_our_own_page_and_no_page_are_served(address: str) -> None:
    """The same host and port over http, or https ended before us; or no Origin at all."""
    secure = address.replace("http://", "https://")
    for headers in ({}, {"origin": address}, {"origin": secure}, {"origin": address.upper()}):
        assert httpx.get(address, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/upload/",
        "/gradio_api/upload_progress",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=https://evil.test",
        "/gradio_api/openapi.json",
        "/gradio_api/call/on_ask",
        "/gradio_api/api/on_ask",
        "/gradio_api/run/on_ask",
        "/gradio_api/run-history/records",
        "/gradio_api/vibe-edit",
        "/gradio_api/component_server",
        "/gradio_api/stream/1",
        "/gradio_api/dev/reload",
        "/gradio_api",
        "/upload",
        "/monitoring",
        "/monitoring/summary",
        "/openapi.json",
        "/docs",
        "/docs/oauth2-redirect",
        "/redoc",
        "/file=/etc/passwd",
        "/proxy=https://evil.test",
    ],
)
def test_what_the_page_does_not_need_is_not_there(path: str) -> None:
    """Uploads, files, proxies, descriptions and measurements are closed."""
    assert is_closed(path)


@pytest.mark.parametrize("path", ["/", "/page.css", "/config", "/gradio_api/queue/join", "/gradio_api/heartbeat/a1b2"])
def test_what_the_page_needs_is_there(path: str) -> None:
    """To be shown, to ask and to listen."""
    assert not is_closed(path)


def test_an_encoded_path_is_closed_too(address: str) -> None:
    """The server decodes a path before the guard reads it."""
    assert httpx.get(address + "/%64ocs").status_code == 404


def test_a_body_at_the_limit_arrives_whole(address: str) -> None:
    """64 KiB pass, sent at once or in chunks."""
    whole = b"x" * BODY_LIMIT
    assert httpx.post(address, content=whole).text == str(BODY_LIMIT)
    assert httpx.post(address, content=iter([whole[:1000], whole[1000:]])).text == str(BODY_LIMIT)


def test_a_chunked_body_over_the_limit_is_refused(address: str) -> None:
    """A length that was never declared is counted."""
    assert httpx.post(address, content=iter([b"x" * BODY_LIMIT, b"x"])).status_code == 413


def test_a_declared_length_is_refused_unread(address: str) -> None:
    """The answer comes before a byte of the body was sent."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n")
        assert line.recv(1000).startswith((b"HTTP/1.1 413", b"HTTP/1.1 400"))


def test_headers_that_speak_for_a_proxy_are_not_believed(address: str) -> None:
    """Gradio would build its page's addresses from them."""
    forged = {"X-Forwarded-Host": "evil.test", "x-forwarded-proto": "https", "Forwarded": "host=evil.test"}
    names = httpx.get(address, headers=forged | {"X-Gradio-Server": "evil.test"}).headers["x-names"]
    assert "forwarded" not in names
    assert "gradio" not in names


def test_two_hosts_are_refused() -> None:
    """A request that names two hosts belongs to neither."""
    sent = asyncio.run(_ask([(b"host", b"a.test"), (b"host", b"b.test")]))
    assert sent[0]["status"] == 400


def test_a_failure_says_nothing_of_itself(address: str, caplog: pytest.LogCaptureFixture) -> None:
    """The visitor reads a sentence; the log has the error's type and not its words."""
    response = httpx.get(address + "/broken")
    assert response.text == "Something went wrong here. Please try again."
    assert "RuntimeError" in caplog.text
    assert "secret words" not in caplog.text


def test_a_websocket_is_closed_at_once() -> None:
    """The page uses none."""
    assert asyncio.run(_ask([], kind="websocket"))[0]["type"] == "websocket.close"


async def _ask(headers: list[tuple[bytes, bytes]], kind: str = "http") -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {"type": kind, "method": "GET", "path": "/", "headers": headers}
    await Guard(echo)(scope, receive, send)
    return sent
