"""Whether a request has a shape that can be served, before anything of it is believed (pure)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.api.origins import Header, values

HEADER_LIMIT = 8 * 1024  # bytes of all names and values
_HOST = re.compile(rb"(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9.])?)(?::\d{1,5})?")
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a request is refused: the status, a sentence, and headers that belong to it."""

    status: int
    sentence: str
    headers: tuple[Header, ...] = ()


NOT_FOUND = Fault(404, "There is nothing here.")


def fault(method: str, path: str, headers: Iterable[Header], hosts: frozenset[str]) -> Fault | None:
    """What is wrong with a request; None when it may go on. ``hosts`` are the names that are ours, none for any."""
    headers = list(headers)
    if method not in _METHODS and not (method == "DELETE" and path == "/mcp"):
        allowed = ((b"allow", ", ".join(sorted(_METHODS)).encode()),)
        return Fault(405, "That method is not served here.", allowed)
    if sum(len(name) + len(value) for name, value in headers) > HEADER_LIMIT:
        return Fault(431, f"The headers are more than {HEADER_LIMIT // 1024} KiB.")
    if not _is_host(values(headers, b"host"), hosts):
        return Fault(400, "The Host header names no host that is served here.")
    if values(headers, b"transfer-encoding") and values(headers, b"content-length"):
        return Fault(400, "A body has either a Content-Length or a Transfer-Encoding.")
    return NOT_FOUND if is_astray(path) else None


def is_astray(path: str) -> bool:
    """Whether a path, decoded, leads upwards or holds what no path of ours does."""
    return (
        not path.startswith("/")
        or path.startswith("//")
        or ".." in path.split("/")
        or any(mark == "\\" or mark < " " or mark == "\x7f" for mark in path)
    )


def _is_host(said: list[bytes], ours: frozenset[str]) -> bool:
    if len(said) != 1 or not _HOST.fullmatch(said[0]):
        return False
    name = re.sub(rb":\d+$", b"", said[0]).decode().lower()
    return not ours or name in ours
