"""A real Chroma server on a free port of this machine, for tests and measurements; it may be killed and start again."""

import socket
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import Any

from ingest.chroma.server import Server
from ingest.server import ServerStore

_NUMBERS = count(1)
_SECONDS = 120


class ChromaServer:
    """`chroma run` over a folder. A context: leaving it ends the server."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self._log = folder / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What goes into CHROMA_URL."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "ChromaServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Run it, and wait until it answers."""
        program = Path(sys.executable).parent / "chroma"
        command = [str(program), "run", "--path", str(self.data), "--port", str(self.port)]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        for _ in range(_SECONDS * 10):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise TimeoutError(self._log.read_text(errors="replace")[-2_000:])

    def kill(self) -> None:
        """End it as `kill -9` does: it writes nothing any more."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def store(self, folder: Path, **server: Any) -> ServerStore:
        """A store on it that nobody else knows unless a ``name`` is given; this machine's copies go to ``folder``."""
        name = server.pop("name", None) or f"test{next(_NUMBERS)}"
        return ServerStore(Server(self.url, name, **server), folder)
