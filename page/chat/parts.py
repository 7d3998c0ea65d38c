"""The parts of the chat page, each by itself."""

from datetime import date
from typing import TYPE_CHECKING

from bot.answers import Answers
from bot.question import LONGEST_QUESTION
from page.period import explained

if TYPE_CHECKING:
    import gradio as gr

_FORGETS = "Its questions and answers, what it shared and your votes in it go from this server. That cannot be undone."


def chat_box() -> "gr.Chatbot":
    """The talk."""
    import gradio as gr

    return gr.Chatbot(
        label="Conversation",
        show_label=False,
        elem_id="chat",
        height="auto",
        autoscroll=False,  # page.js scrolls to the question, not to the end of its answer
        visible="hidden",  # and not False, for which its script would be fetched at the first question
        latex_delimiters=[],
        feedback_options=("Like", "Dislike"),
        buttons=[],  # its copy button would copy the encoded text
        group_consecutive_messages=False,
        layout="bubble",
    )


def question_box() -> "gr.Textbox":
    """Where a question is typed."""
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


def stop_button() -> "gr.Button":
    """To stop the answer that is being made."""
    import gradio as gr

    return gr.Button("Stop", elem_id="stop", visible=False, scale=0, min_width=72)


def keep_buttons() -> list["gr.Button"]:
    """To share the last answer, and to stop that."""
    import gradio as gr

    names = {"share": "Share this answer", "unshare": "Stop sharing"}
    return [
        gr.Button(words, elem_id=name, elem_classes="quiet", visible=False, scale=0, min_width=0)
        for name, words in names.items()
    ]


def forget_form() -> tuple["gr.Accordion", "gr.Button"]:
    """To delete the conversation: what is unfolded first says what that means, and has the button that does it."""
    import gradio as gr

    with gr.Accordion("Delete this conversation", open=False, elem_id="forgetting", visible=False) as form:
        gr.Markdown(_FORGETS)
        sure = gr.Button("Delete it", elem_id="forget", scale=0, min_width=72)
    return form, sure


def period(first: int, last: int) -> tuple["gr.Slider", "gr.Markdown", "gr.Button"]:
    """The year by whose end all that counts was published, what that means, and the way back to today."""
    import gradio as gr

    year = gr.Slider(first, last, last, step=1, precision=0, label="As known on", elem_id="year", buttons=[])
    explanation = gr.Markdown(explained(None), elem_id="explanation")
    today = gr.Button("Back to today", elem_id="today", scale=0, min_width=72)
    return year, explanation, today


def filter_form(bot: Answers) -> list["gr.Component"]:
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
