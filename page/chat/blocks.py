"""The chat page put together: its parts, and what each of them sets off."""

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.answers import Answers
from bot.suggest import SHOWN
from page.chat.events import (
    answering,
    as_today,
    asking,
    asking_again,
    breaking_off,
    catching_up,
    deleting,
    sharing_it,
    stopping,
    typed,
    voting,
)
from page.chat.parts import chat_box, filter_form, forget_form, keep_buttons, period, question_box, stop_button
from page.chat.view import view
from page.conversation import Conversation, Kept
from page.nav import CHAT, nav
from page.period import span
from page.talk import sources

if TYPE_CHECKING:
    import gradio as gr

TITLE = "Stevenage cell and gene therapy: ask the documents"
TAGLINE = "Every answer is proven by sentences of published documents, with who said them and when."


def blocks(bot: Answers, kept: Kept, told: str) -> "gr.Blocks":
    """The page's parts and what each of them sets off; ``told`` is what visitors are told of the answers."""
    import gradio as gr
    from gradio.events import api

    page = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with page:
        talk = gr.State(Conversation())
        gr.Markdown(f"{nav(CHAT)}\n\n# {TITLE}\n\n{TAGLINE}", elem_id="masthead", sanitize_html=False)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk", scale=3, min_width=280):
                chat = chat_box()
                with gr.Column(elem_id="welcome") as welcome:
                    gr.Markdown("Ask a question, or begin with one of these:")
                    examples = [gr.Button(example, elem_classes="example") for example in bot.examples]
                with gr.Column(elem_id="next", visible=False) as following:
                    why = gr.Markdown()
                    next_asked = [gr.Button("", elem_classes="example", visible=False) for _ in range(SHOWN)]
                with gr.Row(elem_id="ask"):
                    question = question_box()
                    ask = gr.Button("Ask", variant="primary", elem_id="send", scale=0, min_width=72)
                    stop = stop_button()
                take = gr.Markdown(elem_id="take", latex_delimiters=[], visible=False)
                with gr.Row(elem_id="keep"):
                    to_share, to_stop = keep_buttons()
                    forget, to_delete = forget_form()
                note = gr.Markdown(elem_id="shared", latex_delimiters=[], visible=False)
                gr.Markdown(told, elem_id="notice")
                with gr.Row(elem_id="period"):
                    first, last = span(bot.years, date.today())
                    year, explanation, today = period(first, last)
                with gr.Row(elem_id="below"):
                    form = filter_form(bot)
                    again = gr.Button("New conversation", elem_id="again", visible=False, scale=0)
            with gr.Column(elem_id="sources", scale=2, min_width=280):
                panel = gr.Markdown(sources(()), latex_delimiters=[], elem_id="panel")

        controls = [to_share, to_stop, forget, note]
        shown = [question, talk, chat, panel, stop, welcome, again, take, *controls, following, why, *next_asked]
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        on_ask = asking(bot, kept, len(shown), last)
        said = [*form, year, talk]
        # What is sent while the last answer is being finished is asked after that.
        asked = [
            gr.on([question.submit, ask.click], on_ask, [question, *said], shown, trigger_mode="always_last", **quiet)
        ]
        asked += [one.click(on_ask, [one, *said], shown, **quiet) for one in (*examples, *next_asked)]
        page.load(typed(), None, question, **quiet)
        caught_up = catching_up(on_ask, len(shown), last)
        on_period = asking_again(caught_up, len(shown), last)
        chosen = [year, explanation, *shown]
        asked.append(year.release(on_period, said, chosen, trigger_mode="always_last", **quiet))
        asked.append(today.click(as_today(on_period, last), said, chosen, **quiet))
        # A year that was chosen while an answer was being made counts once that is there.
        asked += [one.then(caught_up, said, shown, trigger_mode="always_last", **quiet) for one in asked]
        stop.click(breaking_off(kept), talk, shown, cancels=asked, **quiet)
        again.click(lambda: view(kept, Conversation()), None, shown, cancels=asked, **quiet)
        to_share.click(sharing_it(kept), talk, controls, **quiet)
        to_stop.click(stopping(kept), talk, controls, **quiet)
        to_delete.click(deleting(bot, kept, len(shown)), talk, shown, **quiet)
        chat.like(voting(kept.feedback), talk, None, **quiet)
        api(answering(bot), api_name="ask", api_description="A question to its JSON answer.")
    page.queue(max_size=64, default_concurrency_limit=4)
    return page
