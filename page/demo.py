"""A partner's page on two origins, to try the widget in: `python -m page.demo`. On one it may ask, on the other not.

`page/demo.toml` is the file of sites that says which.
"""

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode

FOLDER = Path(__file__).parent.parent / "widget" / "demo"
SITES = Path(__file__).parent / "demo.toml"
ALLOWED, NOT_ALLOWED = 7871, 7872  # ports


class PartnersPage(SimpleHTTPRequestHandler):
    """Serves the page under a strict policy, as a careful partner would: scripts and answers of one other host only."""

    def __init__(self, *given: Any, host: str, **named: Any) -> None:
        self._policy = (
            f"default-src 'none'; style-src 'self'; script-src 'self' {host}; connect-src {host}; img-src data:"
        )
        super().__init__(*given, **named)

    def end_headers(self) -> None:
        """The policy goes with every response."""
        self.send_header("content-security-policy", self._policy)
        self.send_header("cache-control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Nothing is logged."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve both pages until stopped; 1 when a port is taken."""
    parser = argparse.ArgumentParser(prog="python -m page.demo", description="Serve a partner's page on two origins.")
    parser.add_argument("--app", default="http://127.0.0.1:7860", help="where the answers are served")
    host = parser.parse_args(arguments).app.rstrip("/")
    threads = []
    with ExitStack() as stack:
        for port, said in ((ALLOWED, "which may ask"), (NOT_ALLOWED, "which may not")):
            try:
                server = stack.enter_context(serving(port, host))
            except OSError as error:
                sys.stderr.write(f"Port {port} cannot be used ({error.strerror}). Free it, and start again.\n")
                return 1
            threads.append(Thread(target=server.serve_forever, daemon=True))
            threads[-1].start()
            sys.stderr.write(f"A partner's page, {said}: {page(server.server_port, host)}\n")
        with suppress(KeyboardInterrupt):
            for thread in threads:
                thread.join()
    return 0


def serving(port: int, host: str) -> ThreadingHTTPServer:
    """A server of the page on a port of this machine (0: any), for answers of ``host``. Raises OSError."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(PartnersPage, directory=str(FOLDER), host=host))


def page(port: int, host: str) -> str:
    """The page's address."""
    return f"http://127.0.0.1:{port}/index.html?{urlencode({'host': host, 'site': 'demo'})}"


if __name__ == "__main__":
    sys.exit(main())
