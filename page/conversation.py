"""What the page knows of a conversation: the talk, and what it has left behind on this server, to take that back."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.feedback import Feedback
from bot.lines import Line
from bot.types import Answer, Status
from page.shares import PATH, Link, Shares, SharingError
from page.shelf import KEPT, Shelf
from page.talk import Talk

MOST_SHARED = 20  # answers that one conversation may share, so that none fills the disk

_ENOUGH = (
    f"This conversation has shared {MOST_SHARED} answers, the most that one may. "
    "Take it away as a file instead, or begin a new one."
)
_LOST = (
    "This server does not hold this conversation any more: it was started anew, or the page was left for long. "
    "Ask again, then share the answer."
)
_NOT_HELD = (
    "This server does not hold this conversation any more. What was shared or voted on in it is still there: "
    "a shared link is stopped by the second link that was shown with it."
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Where this server keeps what comes of conversations."""

    shelf: Shelf
    shares: Shares
    feedback: Feedback


@dataclass(frozen=True, slots=True)
class Given:
    """What whoever shared an answer was given: the link, and its address."""

    answer: Answer
    link: Link
    address: str


@dataclass(slots=True)
class Traces:
    """The one thing here that changes: a share must not be lost because a question was asked at the same moment.

    ``shelved`` are names on the shelf, ``votes`` lines of the votes, ``links`` what is shared by the answer's id, and
    ``shared`` how often something was.
    """

    shelved: list[str] = field(default_factory=list)
    votes: list[Line] = field(default_factory=list)
    links: dict[str, Given] = field(default_factory=dict)
    shared: int = 0


@dataclass(frozen=True, slots=True)
class Conversation:
    """A talk and its traces."""

    talk: Talk = ()
    traces: Traces = field(default_factory=Traces)

    @property
    def last(self) -> Answer | None:
        """The last answer, if it is one to share: a refusal is about no document."""
        answer = self.talk[-1].answer if self.talk else None
        return answer if answer and answer.status is not Status.OUT_OF_SCOPE else None

    @property
    def given(self) -> Given | None:
        """What was given for the last answer, while it is shared."""
        return self.traces.links.get(self.last.id) if self.last else None


def shelve(conversation: Conversation, kept: Kept) -> str:
    """Put the answers so far on the shelf; their name there, "" when there are none."""
    answers = [exchange.answer for exchange in conversation.talk if exchange.answer]
    if not answers:
        return ""
    shelved = conversation.traces.shelved
    shelved.append(kept.shelf.put(answers))
    del shelved[:-KEPT]  # the shelf has forgotten those by itself
    return shelved[-1]


def share(conversation: Conversation, kept: Kept, home: str) -> None:
    """Share the last answer, once however often that is asked for; ``home`` is the page's address.

    Raises SharingError, also when there is no last answer to share.
    """
    traces, answer = conversation.traces, conversation.last
    if answer is None:
        raise SharingError(_LOST)
    if conversation.given:
        return
    if traces.shared >= MOST_SHARED:
        raise SharingError(_ENOUGH)
    asked = conversation.talk[-1].asked or datetime.now(UTC).date()
    link = kept.shares.put(answer, asked)
    traces.links[answer.id] = Given(answer, link, f"{home.rstrip('/')}{PATH}/{link.name}")
    traces.shared += 1


def stop(conversation: Conversation, given: Given, kept: Kept) -> None:
    """Stop sharing an answer. Raises SharingError, and it stays shared."""
    kept.shares.stop(given.link.name, given.link.code)
    conversation.traces.links.pop(given.answer.id, None)


def delete(conversation: Conversation, kept: Kept) -> str:
    """Take back all that the conversation left on this server; a sentence that says what that was.

    Raises SharingError or OSError where the disk refuses; what is left then is taken back by another try.
    """
    if not conversation.talk:
        return _NOT_HELD
    traces = conversation.traces
    kept.shelf.drop(traces.shelved)
    traces.shelved.clear()
    shared = list(traces.links.values())
    for given in shared:
        stop(conversation, given, kept)
    votes = kept.feedback.forget(traces.votes)
    traces.votes.clear()
    return _told(len(shared), votes)


def _told(links: int, votes: int) -> str:
    done = ["This conversation is deleted: its questions and answers are gone from this server"]
    done += [f"{links} shared {'link opens' if links == 1 else 'links open'} no more"] if links else []
    done += [f"{votes} {'vote is' if votes == 1 else 'votes are'} deleted"] if votes else []
    return f"{'; '.join(done)}. What you took away as a file is yours to delete."
