"""Speaks HTTP by the byte, as no client would."""

import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server says: its status (0 when it hangs up without a word), its headers in lower case, and its body."""

    status: int
    headers: dict[str, str]
    body: bytes


def reply(address: str, *sent: bytes, patience: float = 30) -> Reply:
    """What a server says to these bytes by the time it hangs up."""
    host, port = address.removeprefix("http://").split(":")
    said = b""
    with socket.create_connection((host, int(port)), timeout=patience) as line:
        for part in sent:
            line.sendall(part)
        try:
            while more := line.recv(65_536):
                said += more
        except ConnectionResetError:
            pass  # it had said all before we had sent all
    head, _, body = said.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    found = re.match(r"HTTP/1\.1 (\d{3})", first)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Reply(int(found[1]) if found else 0, headers, body)


def message(line: str, headers: Sequence[str] = (), body: bytes = b"", host: str | None = "h") -> bytes:
    """The bytes of a request, its first line and its headers as they are given; the server is to hang up after it."""
    own = [] if host is None else [f"Host: {host}"]
    return "\r\n".join([f"{line} HTTP/1.1", *own, *headers, "Connection: close", "", ""]).encode("latin-1") + body


def get(target: str, *headers: str, host: str | None = "h", method: str = "GET") -> bytes:
    """A request without a body."""
    return message(f"{method} {target}", headers, host=host)


def post(target: str, body: bytes, *headers: str, host: str | None = "h") -> bytes:
    """A POST of JSON."""
    return message(
        f"POST {target}", ["Content-Type: application/json", f"Content-Length: {len(body)}", *headers], body, host
    )
