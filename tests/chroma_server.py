"""A real Chroma server on a free port of this machine, which a test may kill and start again."""

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
_SECONDS = 60


class ChromaServer:
    """`chroma run` over a folder. A context: leaving it ends the server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None

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
        command = [str(program), "run", "--path", str(self.folder / "data"), "--port", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        for _ in range(_SECONDS * 10):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise TimeoutError((self.folder / "log").read_text(errors="replace")[-2_000:])

    def kill(self) -> None:
        """End it as `kill -9` does: it writes nothing any more."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def store(self, folder: Path, **server: Any) -> ServerStore:
        """A store on it that no other test knows, with this machine's copies in ``folder``."""
        name = server.pop("name", None) or f"test{next(_NUMBERS)}"
        return ServerStore(Server(self.url, name, **server), folder)
