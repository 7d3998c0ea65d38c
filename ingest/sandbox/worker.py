"""The child: `python -m ingest.sandbox.worker FD` parses what it is sent until the line is closed."""

import json
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.errors import LoadError
from ingest.load import parse
from ingest.origin import Origin
from ingest.sandbox.limits import confine, grant, has_grown
from ingest.sandbox.messages import Reply, read_request, reply
from ingest.settings import Settings
from ingest.types import Document

Parse = Callable[[bytes, Path, str, Settings, Origin | None], Document]


def serve(connection: Connection, parse: Parse = parse) -> None:
    """Take the settings, then a request and the bytes of a file, again and again; answer each file."""
    settings = Settings(_env_file=None, **json.loads(connection.recv_bytes()))
    confine(settings.max_parse_megabytes)
    while True:
        try:
            path, document_id, origin = read_request(connection.recv_bytes())
            data = connection.recv_bytes()
        except EOFError:
            return
        grant(settings.max_parse_seconds)
        document, refused = None, None
        try:
            document = parse(data, path, document_id, settings, origin)
        except LoadError as error:
            refused = str(error)
        except MemoryError:
            # Told by saying neither; whether the file is to blame is for the parent to find out.
            pass
        connection.send_bytes(reply(Reply(document, refused, has_grown(settings.max_parse_megabytes))))


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
