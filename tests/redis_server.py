"""A real Redis of Debian's for the tests, on a port of its own."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest


def redis_program() -> str:
    """The path of redis-server, or a skipped test; with CLUSTER_REQUIRE_BROWSER=1 a failed one."""
    path = shutil.which("redis-server")
    if path is not None:
        return path
    reason = "no redis-server on this machine: apt-get install redis-server"
    if os.environ.get("CLUSTER_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def redis_server(folder: Path, port: int | None = None) -> Iterator[int]:
    """The port of an empty Redis, until the block ends."""
    port = port or _free_port()
    command = [redis_program(), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        end = monotonic() + 30
        while not _listens(port):
            assert server.poll() is None, "redis-server has ended"
            assert monotonic() < end, "no Redis within 30 s"
            sleep(0.02)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
