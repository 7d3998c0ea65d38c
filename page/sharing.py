"""What the chat page says about what is shared from it, as HTML on one line."""

from collections.abc import Sequence

from bot.dates_in_words import iso_in_words
from bot.encode import encode, one_line
from page.conversation import Conversation, Given

STOPPED = "Sharing has been stopped: the answer is deleted here, and its link says so from now on."


def sharing(conversation: Conversation) -> str:
    """The links of the last answer, if it is shared, and of those before; "" where there are none."""
    last = conversation.given
    earlier = [given for given in conversation.traces.links.values() if given is not last]
    return (_last(last) if last else "") + (_earlier(earlier) if earlier else "")


def status(sentence: str) -> str:
    """A sentence about what has just been done."""
    return f'<p role="status">{encode(sentence)}</p>'


def _last(given: Given) -> str:
    day = iso_in_words(given.link.until.isoformat())
    shown, stops = encode(given.address), encode(_stop(given))
    return (
        f'<p role="status">Shared: anyone with this link can read this question and answer until {day}.</p>'
        f'<p><a href="{shown}" target="_blank">{shown}</a></p>'
        f'<p>To stop it once this page is closed, keep <a href="{stops}" target="_blank">this second link</a> to '
        "yourself. It is shown nowhere else.</p>"
    )


def _earlier(shared: Sequence[Given]) -> str:
    each = "".join(
        f'<li><a href="{encode(given.address)}" target="_blank">{encode(one_line(given.answer.question))}</a> '
        f'(<a href="{encode(_stop(given))}" target="_blank">stop sharing it</a>)</li>'
        for given in shared
    )
    return f"<p>Also shared from this conversation:</p><ul>{each}</ul>"


def _stop(given: Given) -> str:
    return f"{given.address}/stop#{given.link.code}"
