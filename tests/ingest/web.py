"""A real web server for tests, on this machine only: it serves what a test tells it to, well or badly."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ingest.clock import Clock
from ingest.fetch.client import Client
from ingest.settings import Settings

HOST = "127.0.0.1"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """An answer. One with an ETag or a Last-Modified answers 304 to whoever shows it again."""

    body: bytes = b""
    type: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


# Writes whatever it likes into the connection, until the test is over or the other side has gone.
Rogue = Callable[[Callable[[bytes], object], threading.Event], None]


@dataclass(slots=True)
class Site:
    """The server: ``pages`` by path, and the requests that came, as (path, headers in small letters)."""

    url: str
    pages: dict[str, Page | Rogue] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, robots.txt aside."""
        return [path for path, _ in self.requests if path != "/robots.txt"]

    def page(self, text: str, title: str = "A page", head: str = "", **more: Any) -> Page:
        """A small web page."""
        html = f"<html><head><title>{title}</title>{head}</head><body><article><p>{text}</p></article></body></html>"
        return Page(html.encode(), **more)


@contextmanager
def serving(tls: tuple[Path, Path] | None = None) -> Iterator[Site]:
    """A site that is up while the block runs; ``tls`` is its certificate and key."""
    over = threading.Event()
    site = Site("")
    server = _Server((HOST, 0), _handler(site, over))
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.url = f"{'https' if tls else 'http'}://{HOST}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is what many tests are about."""


def _handler(site: Site, over: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = site.pages.get(self.path, Page(b"no such page", status=404))
            if not isinstance(page, Page):
                page(self.wfile.write, over)
                return
            known = {page.headers.get("ETag"), page.headers.get("Last-Modified")} - {None}
            unchanged = known & {self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")}
            self.send_response(304 if unchanged else page.status)
            for name, value in {"Content-Type": page.type, **page.headers}.items():
                if value:
                    self.send_header(name, value)
            if not unchanged:
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(b"" if unchanged else page.body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name is the base class's)
            """Say nothing."""

    return Handler


@dataclass(slots=True)
class Seconds:
    """Time that passes only when somebody waits for it; ``waited`` are the pauses."""

    now: float = 1_000.0
    waited: list[float] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        """What is handed to a client."""
        return Clock(lambda: self.now, self.sleep)

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.waited.append(seconds)
        self.now += seconds


def web_settings(**values: Any) -> Settings:
    """Settings under which the test server may be asked, and a bad one is given up soon."""
    quick: dict[str, Any] = {
        "fetch_allow_hosts": f"{HOST}, localhost",
        "fetch_pause_seconds": 0.0,
        "fetch_connect_seconds": 5.0,
        "fetch_read_seconds": 5.0,
    }
    return Settings(_env_file=None, **quick | values)


def visitor(**values: Any) -> Client:
    """A client with such settings."""
    return Client(web_settings(**values))


def closed_port() -> int:
    """A port of this machine that takes no connection."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])
