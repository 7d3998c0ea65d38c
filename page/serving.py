"""How the server is set up, wherever it is started: bounded, quiet, and believing nobody by itself."""

from typing import Any

import uvicorn

from page.patience import PatientProtocol

_LONGEST_HEAD = 16 * 1024  # bytes of request line and headers


def configured(app: Any, host: str = "127.0.0.1", port: int = 7860, level: str = "warning") -> uvicorn.Config:
    """The server's configuration for an application. Callers decides whose forwarded headers are believed."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level=level,
        # No access log: an address beside the time of a question would be personal data.
        access_log=False,
        # h11 bounds the head of a request; httptools does not.
        http=PatientProtocol,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        ws="none",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
