"""The page: a chat beside its sources. `python ui.py` serves it on http://127.0.0.1:7860.

It asks the bot and shows the answer; it knows nothing about answering.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from bot.answers import Answers
from bot.api.sites import read_sites
from bot.feedback import Feedback
from bot.kept import notice
from ingest.errors import IngestError
from ingest.heap import share_heap
from ingest.settings import Settings, go_offline, read_settings
from page.calls import Chat
from page.chat.blocks import blocks
from page.conversation import Kept
from page.figures import figures_page
from page.shares import Shares
from page.shelf import Shelf

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bot.ask import Bot

NOTICE = (
    "Answers are sentences from published documents, selected by a machine. "
    "They can be out of date, and they are not investment advice."
)
HEAD = (
    '<link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script>'
    '<script src="/chips.js" type="module"></script><script src="/period.js" type="module"></script>'
    '<script src="/lost.js" type="module"></script><script src="/focus.js" type="module"></script>'
)

_LOGGER = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until it is stopped; 1 when there is nothing to serve."""
    options = _parser().parse_args(arguments)
    try:
        share_heap()
        settings = read_settings()
        go_offline(settings)
        read_sites(settings.sites)  # a mistake in it is told before anything is opened
        if options.store:
            settings = settings.model_copy(update={"store": options.store})
        from bot.ask import open_bot

        bot = open_bot(settings)
        bot.ask(bot.examples[0])  # what is opened at the first question is open before the first visitor
        switched = Event()
        Thread(target=_ahead_of_all, args=(bot, switched), name="ahead", daemon=True).start()
        bot.follow(then=switched.set)
        shares = Shares(options.shared, settings.shared_days)
        Thread(target=shares.sweep, name="sweep", daemon=True).start()
        app = build_app(bot, Feedback(options.feedback), settings, shares)
    except IngestError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    import uvicorn

    from page.serving import configured

    sys.stderr.write(f"Ask the documents at http://{options.host}:{options.port} (Ctrl+C stops)\n")
    with suppress(KeyboardInterrupt):  # uvicorn has ended in good order by then
        uvicorn.Server(configured(app, options.host, options.port)).run()
    return 0


def _ahead_of_all(bot: "Bot", switched: Event) -> None:
    """Work ahead now, and again whenever another generation has taken over."""
    while True:
        _ahead(bot)
        switched.wait()
        switched.clear()


def _ahead(bot: "Bot") -> None:
    """Work out what somebody will ask for before he does; what cannot be had now is told to who asks for it."""
    try:
        bot.read_ahead()
        figures_page(bot)  # the answers and the plots are kept
    except IngestError as error:
        _LOGGER.error("%s while reading ahead", type(error).__name__)


def build_app(bot: Answers, feedback: Feedback, settings: Settings, shares: Shares) -> "FastAPI":
    """All that is served, as an ASGI application: the API, the sites, and this page. Raises IngestError."""
    go_offline(settings)
    from page.assembly import assemble

    said = " ".join(filter(None, (NOTICE, notice(settings))))

    def mount(app: "FastAPI", bot: Answers, shelf: Shelf) -> Chat:
        return _mount(app, bot, Kept(shelf, shares, feedback), said)

    return assemble(bot, feedback, shares, settings, mount)


def _mount(app: "FastAPI", bot: Answers, kept: Kept, said: str) -> Chat:
    """Put the page below the application's other addresses; what it can be asked for."""
    import gradio as gr

    page = blocks(bot, kept, said)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        head=HEAD,
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        max_file_size=1,
    )
    queue = page._queue

    def is_open(name: str) -> bool:
        begun = queue.pending_event_ids_session.values()
        return name in queue.pending_messages_per_session or any(name in ids for ids in list(begun))

    return Chat({number: len(function.inputs) for number, function in page.fns.items()}, is_open)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ui.py", description="Serve the chat page.")
    parser.add_argument("--port", type=int, default=7860, help="port to listen on (7860)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    parser.add_argument("--store", type=Path, help="folder of the vector store (default: CLUSTER_STORE, or store)")
    kept = "folder for votes, and for what the owner reads (feedback)"
    parser.add_argument("--feedback", type=Path, default=Path("feedback"), help=kept)
    parser.add_argument("--shared", type=Path, default=Path("shared"), help="folder for shared answers (shared)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
