"""`python -m bot.mcp`: the tools for an assistant on this machine, which starts it and speaks over standard streams."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.ask import open_bot
from ingest.errors import IngestError
from ingest.heap import share_heap
from ingest.settings import go_offline, read_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until the assistant ends it; 2 when there is nothing to answer from."""
    parser = argparse.ArgumentParser(prog="python -m bot.mcp", description="Answer an assistant over MCP.")
    parser.add_argument("--store", type=Path, metavar="DIR", help="the folder of the store")
    options = parser.parse_args(arguments)
    try:
        share_heap()
        settings = read_settings()
        if options.store:
            settings = settings.model_copy(update={"store": options.store})
        go_offline(settings)
        bot = open_bot(settings)
    except IngestError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    # Here, so that a mistake in typing costs no seconds.
    from bot.api.mcp_server import serve_streams
    from bot.api.pool import Pool

    serve_streams(bot, Pool(bot))
    return 0


if __name__ == "__main__":
    sys.exit(main())
