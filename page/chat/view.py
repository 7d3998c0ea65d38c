"""What each part of the chat page shows of a conversation."""

from typing import Any

from bot.suggest import SHOWN
from bot.types import Status
from page.conversation import Conversation, Kept
from page.sharing import sharing
from page.shelf import links
from page.talk import Talk, bubbles, sources


def view(
    kept: Kept,
    conversation: Conversation,
    taken: str = "",
    said: str = "",
    grows: bool = False,
) -> tuple[Any, ...]:
    """What each part shows of a talk: the box, the talk itself, the chat, the panel, the welcome and so on.

    It is taken away by links, once it is kept as ``taken``; then it can be shared and deleted too. ``said`` is of that.
    What ``grows`` can be stopped.
    """
    import gradio as gr

    talk = conversation.talk
    spoken: Any = bubbles(talk)
    # The box is emptied when the question is taken, and left alone while the answer grows.
    box = "" if not talk or talk[-1].notice else gr.skip()
    chat = gr.Chatbot(spoken, visible=bool(talk) or "hidden")
    return box, conversation, chat, sources(talk), *_around(kept, conversation, taken, said, grows)


def growing(conversation: Conversation, paragraphs: int | None, parts: int) -> tuple[Any, ...]:
    """What the parts show while an answer grows: the chat alone changes, by so many paragraphs of the last answer.

    Its value goes by itself: for an update with other properties Gradio makes the whole part anew, and describes it.
    """
    import gradio as gr

    spoken = bubbles(conversation.talk, paragraphs)
    return gr.skip(), conversation, spoken, *(gr.skip(),) * (parts - 3)


def suggesting(kept: Kept, conversation: Conversation, taken: str) -> tuple[Any, ...]:
    """What the parts show once it is known what to ask next; what is read, and has the focus, is not drawn again.

    All around it is said again: a part that was still coming when it was to go stays, if it is told only once.
    """
    import gradio as gr

    return gr.skip(), conversation, gr.skip(), gr.skip(), *_around(kept, conversation, taken)


def _around(kept: Kept, conversation: Conversation, taken: str, said: str = "", grows: bool = False) -> tuple[Any, ...]:
    """What the parts around the talk and its panel show."""
    import gradio as gr

    begun = bool(conversation.talk)
    take = gr.Markdown(links(taken), visible=bool(taken))
    welcome, again = gr.update(visible=not begun), gr.update(visible=begun)
    keeping = controls(kept, conversation if taken else Conversation(), said or sharing(conversation), bool(taken))
    stop = gr.update(visible=grows)
    return stop, welcome, again, take, *keeping, *_suggested(conversation.talk)


def _suggested(talk: Talk) -> list[Any]:
    """What the part below the talk shows: whether it is there, why, and a button for each question."""
    import gradio as gr

    last = talk[-1] if talk else None
    asked = last.suggested if last else ()
    none = bool(last and last.answer and last.answer.status is Status.NOT_FOUND)
    buttons = [
        gr.update(value=asked[place] if place < len(asked) else "", visible=place < len(asked))
        for place in range(SHOWN)
    ]
    return [gr.update(visible=bool(asked)), "Ask instead:" if none else "Ask next:", *buttons]


def controls(kept: Kept, conversation: Conversation, said: str, can_delete: bool = True) -> tuple[Any, ...]:
    """The ways to share the last answer, to stop that, and to delete the conversation; and what is said of it."""
    import gradio as gr

    can_share = kept.shares.days > 0 and conversation.last is not None
    is_shared = conversation.given is not None
    return (
        gr.update(visible=can_share and not is_shared),
        gr.update(visible=is_shared),
        gr.update(visible=can_delete, open=False),
        gr.Markdown(said, visible=bool(said)),
    )
