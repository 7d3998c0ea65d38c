"""The page: a chat beside its sources. `python ui.py` serves it on http://127.0.0.1:7860.

It asks the bot and shows the answer; it knows nothing about answering.
"""

import argparse
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from bot.answers import Answers
from bot.api.sites import read_sites
from bot.feedback import Feedback
from bot.question import LONGEST_QUESTION
from bot.types import Filters
from ingest.errors import IngestError
from ingest.settings import Settings, go_offline, read_settings
from ingest.types import Kind
from page.calls import Chat
from page.library import PATH as LIBRARY
from page.shelf import Shelf, links
from page.talk import Talk, answer_at, answer_for_program, bubbles, respond, sources

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

TITLE = "Stevenage cell and gene therapy: ask the documents"
TAGLINE = "Every answer is proven by sentences of published documents, with who said them and when."
NOTICE = (
    "Answers are sentences from published documents, selected by a machine. "
    "They can be out of date, and they are not investment advice."
)
HEAD = '<link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script>'

_LOGGER = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until it is stopped; 1 when there is nothing to serve."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        go_offline(settings)
        read_sites(settings.sites)  # a mistake in it is told before anything is opened
        if options.store:
            settings = settings.model_copy(update={"store": options.store})
        from bot.ask import open_bot

        bot = open_bot(settings)
        bot.ask(bot.examples[0])  # what is opened at the first question is open before the first visitor
        Thread(target=bot.read_ahead, name="read-ahead", daemon=True).start()
        app = build_app(bot, Feedback(options.feedback), settings)
    except IngestError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    import uvicorn

    from page.serving import configured

    sys.stderr.write(f"Ask the documents at http://{options.host}:{options.port} (Ctrl+C stops)\n")
    with suppress(KeyboardInterrupt):  # uvicorn has ended in good order by then
        uvicorn.Server(configured(app, options.host, options.port)).run()
    return 0


def build_app(bot: Answers, feedback: Feedback, settings: Settings) -> "FastAPI":
    """All that is served, as an ASGI application: the API, the sites, and this page. Raises IngestError."""
    go_offline(settings)
    from page.assembly import assemble

    return assemble(bot, settings, lambda app, measured, shelf: _mount(app, measured, feedback, shelf))


def _mount(app: "FastAPI", bot: Answers, feedback: Feedback, shelf: Shelf) -> Chat:
    """Put the page below the application's other addresses; what it can be asked for."""
    import gradio as gr

    page = _blocks(bot, feedback, shelf)
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


def filters_from(kinds: Sequence[str], since: int | None, until: int | None) -> Filters:
    """The filters that the form says: nothing ticked means every kind, no year an open side; years in either order."""
    if since and until and since > until:
        since, until = until, since
    return Filters(
        kinds=frozenset(Kind(kind) for kind in kinds) or None,
        since=date(since, 1, 1) if since else None,
        until=date(until, 12, 31) if until else None,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ui.py", description="Serve the chat page.")
    parser.add_argument("--port", type=int, default=7860, help="port to listen on (7860)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    parser.add_argument("--store", type=Path, help="folder of the vector store (default: CLUSTER_STORE, or store)")
    parser.add_argument("--feedback", type=Path, default=Path("feedback"), help="folder for votes (feedback)")
    return parser


def _blocks(bot: Answers, feedback: Feedback, shelf: Shelf) -> "gr.Blocks":
    """The page's parts and what each of them sets off."""
    import gradio as gr
    from gradio.events import api

    page = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with page:
        talk = gr.State(())
        gr.Markdown(f"# {TITLE}\n\n{TAGLINE} [All documents]({LIBRARY})", elem_id="masthead")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk", scale=3, min_width=280):
                chat = _chat()
                with gr.Column(elem_id="welcome") as welcome:
                    gr.Markdown("Ask a question, or begin with one of these:")
                    examples = [gr.Button(example, elem_classes="example") for example in bot.examples]
                with gr.Row(elem_id="ask"):
                    question = _question_box()
                    ask = gr.Button("Ask", variant="primary", elem_id="send", scale=0, min_width=72)
                take = gr.Markdown(elem_id="take", latex_delimiters=[], visible=False)
                gr.Markdown(NOTICE, elem_id="notice")
                with gr.Row(elem_id="below"):
                    form = _filter_form(bot)
                    again = gr.Button("New conversation", elem_id="again", visible=False, scale=0)
            with gr.Column(elem_id="sources", scale=2, min_width=280):
                panel = gr.Markdown(sources(()), latex_delimiters=[], elem_id="panel")

        shown = [question, talk, chat, panel, welcome, again, take]
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        on_ask = _asking(bot, shelf, len(shown))
        gr.on([question.submit, ask.click], on_ask, [question, *form, talk], shown, **quiet)
        for example in examples:
            example.click(on_ask, [example, *form, talk], shown, **quiet)
        again.click(lambda: _view(()), None, shown, **quiet)
        chat.like(_voting(feedback), talk, None, **quiet)
        api(_answering(bot), api_name="ask", api_description="A question to its JSON answer.")
    page.queue(max_size=64, default_concurrency_limit=4)
    return page


def _view(talk: Talk, paragraphs: int | None = None, taken: str = "") -> tuple[Any, ...]:
    """What each part shows of a talk: the box, the talk itself, the chat, the panel, the welcome, the way back, links.

    By these it is taken away, once it is kept as ``taken``.
    """
    import gradio as gr

    said: Any = bubbles(talk, paragraphs)
    # The box is emptied when the question is taken, and left alone while the answer grows.
    box = "" if not talk or talk[-1].notice else gr.skip()
    begun = bool(talk)
    chat = gr.Chatbot(said, visible=begun)
    take = gr.Markdown(links(taken), visible=bool(taken))
    return box, talk, chat, sources(talk), gr.update(visible=not begun), gr.update(visible=begun), take


def _asking(bot: Answers, shelf: Shelf, parts: int) -> Callable[..., Iterator[tuple[Any, ...]]]:
    """What happens when a question is sent."""
    import gradio as gr

    def on_ask(
        question: str, kinds: list[str], since: int | None, until: int | None, talk: Talk
    ) -> Iterator[tuple[Any, ...]]:
        if not question.strip():
            gr.Info("Type a question first.", title="Nothing to answer yet", duration=4)
            yield (gr.skip(),) * parts
            return
        for grown, paragraphs in respond(bot, question, filters_from(kinds, since, until), talk):
            yield _view(grown, paragraphs)
        if answers := [exchange.answer for exchange in grown if exchange.answer]:
            yield _view(grown, None, shelf.put(answers))

    return on_ask


def _answering(bot: Answers) -> Callable[[str], dict[str, Any]]:
    """The same answer for a program, as JSON; a question that cannot be taken gets an "error", a sentence."""

    def ask(question: str) -> dict[str, Any]:
        return answer_for_program(bot, question)

    return ask


def _voting(feedback: Feedback) -> Callable[..., None]:
    """What happens when a thumb is pressed."""
    import gradio as gr

    def on_vote(talk: Talk, vote: gr.LikeData) -> None:
        index = vote.index if isinstance(vote.index, int) else vote.index[0]
        answer = answer_at(talk, index)
        if answer is None or not isinstance(vote.liked, bool):
            return
        try:
            feedback.record(answer, vote.liked)
        except OSError as error:
            _LOGGER.error("%s while keeping a vote", type(error).__name__)
            gr.Warning("Your vote could not be kept on this machine.", title="Sorry")
        else:
            gr.Info("Your vote is kept.", title="Thank you", duration=4)

    return on_vote


def _chat() -> "gr.Chatbot":
    import gradio as gr

    return gr.Chatbot(
        label="Conversation",
        show_label=False,
        elem_id="chat",
        height="auto",
        autoscroll=False,  # page.js scrolls to the question, not to the end of its answer
        visible=False,
        latex_delimiters=[],
        feedback_options=("Like", "Dislike"),
        buttons=[],  # its copy button would copy the encoded text
        group_consecutive_messages=False,
        layout="bubble",
    )


def _question_box() -> "gr.Textbox":
    import gradio as gr

    return gr.Textbox(
        label="Your question",
        placeholder="Type a question",
        max_lines=6,
        max_length=LONGEST_QUESTION,
        elem_id="question",
        scale=1,
        container=True,
    )


def _filter_form(bot: Answers) -> list["gr.Component"]:
    """The kinds and the two years. An empty choice leaves its side open."""
    import gradio as gr

    first, last = bot.years or (date.today().year, date.today().year)
    years = [("Any year", 0), *((str(year), year) for year in range(last, first - 1, -1))]
    with gr.Accordion("Filters", open=False, elem_id="filters"):
        kinds = gr.CheckboxGroup(
            [(kind.label.capitalize(), kind.value) for kind in bot.kinds],
            label="Kinds",
            info="None ticked: every kind.",
        )
        with gr.Row():
            since = gr.Dropdown(years, value=0, label="From year", filterable=False, min_width=120)
            until = gr.Dropdown(years, value=0, label="To year", filterable=False, min_width=120)
    return [kinds, since, until]


if __name__ == "__main__":
    sys.exit(main())
