"""What happens on the chat page: a question is sent, a year is chosen, an answer is shared, a thumb is pressed."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.answers import Answers
from bot.encode import one_line
from bot.feedback import Feedback
from bot.question import LONGEST_QUESTION
from bot.types import Filters
from ingest.types import Kind
from page.chat.view import controls, growing, suggesting, view
from page.conversation import Conversation, Kept, delete, share, shelve, stop
from page.period import day_of, explained
from page.shares import SharingError
from page.sharing import STOPPED, sharing, status
from page.talk import answer_at, answer_for_program, respond, with_suggestions

if TYPE_CHECKING:
    import gradio as gr

Shows = Callable[..., Iterator[tuple[Any, ...]]]  # what each part of the page shows, step by step
_LOGGER = logging.getLogger(__name__)


def asking(bot: Answers, kept: Kept, parts: int, last: int) -> Shows:
    """What happens when a question is sent; the year ``last`` stands for today."""
    import gradio as gr

    def on_ask(
        question: str, kinds: list[str], since: int | None, until: int | None, year: int, talk: Conversation
    ) -> Iterator[tuple[Any, ...]]:
        if not question.strip():
            gr.Info("Type a question first.", title="Nothing to answer yet", duration=4)
            yield (gr.skip(),) * parts
            return
        filters = filters_from(kinds, since, until)
        day = day_of(year, last)
        steps = respond(bot, question, filters, talk.talk, day)
        asked = Conversation(next(steps)[0], talk.traces)
        yield view(kept, asked, grows=True)
        for grown, paragraphs in steps:
            asked = replace(asked, talk=grown)
            yield growing(asked, paragraphs, parts)
        taken = shelve(asked, kept)
        yield view(kept, asked, taken)
        # The answer has been shown: what to ask next is found out after it.
        yield suggesting(kept, replace(asked, talk=with_suggestions(bot, grown, filters.known_by(day))), taken)

    return on_ask


def filters_from(kinds: Sequence[str], since: int | None, until: int | None) -> Filters:
    """The filters that the form says: nothing ticked means every kind, no year an open side; years in either order."""
    if since and until and since > until:
        since, until = until, since
    return Filters(
        kinds=frozenset(Kind(kind) for kind in kinds) or None,
        since=date(since, 1, 1) if since else None,
        until=date(until, 12, 31) if until else None,
    )


def catching_up(on_ask: Shows, parts: int, last: int) -> Shows:
    """What happens when an answer is of another day than is chosen: its question is asked again, in its place."""
    import gradio as gr

    def on_answered(
        kinds: list[str], since: int | None, until: int | None, year: int, talk: Conversation
    ) -> Iterator[tuple[Any, ...]]:
        yield (gr.skip(),) * parts  # what shows nothing at all would empty the page
        # One that is still being read is caught up with when it is there; one that has failed is left alone.
        *earlier, exchange = talk.talk or (None,)
        if exchange and exchange.answer and exchange.known != day_of(year, last):
            yield from on_ask(exchange.question, kinds, since, until, year, replace(talk, talk=tuple(earlier)))

    return on_answered


def asking_again(caught_up: Shows, parts: int, last: int) -> Shows:
    """What happens when a year has been chosen: it is explained, and the last question is asked again."""
    import gradio as gr

    def on_period(
        kinds: list[str], since: int | None, until: int | None, year: int, talk: Conversation
    ) -> Iterator[tuple[Any, ...]]:
        yield year, explained(day_of(year, last)), *(gr.skip(),) * parts
        for shown in caught_up(kinds, since, until, year, talk):
            yield gr.skip(), gr.skip(), *shown

    return on_period


def as_today(on_period: Shows, last: int) -> Shows:
    """The same for today, whatever year the form says."""

    def on_today(
        kinds: list[str], since: int | None, until: int | None, _: int, talk: Conversation
    ) -> Iterator[tuple[Any, ...]]:
        yield from on_period(kinds, since, until, last, talk)

    return on_today


def breaking_off(kept: Kept) -> Callable[[Conversation], tuple[Any, ...]]:
    """What happens when an answer is stopped: its question stands in the box again, and the rest as it was."""

    def on_break(talk: Conversation) -> tuple[Any, ...]:
        *earlier, exchange = talk.talk or (None,)
        if exchange is None or exchange.answer:  # it was faster
            return view(kept, talk, shelve(talk, kept))
        before = replace(talk, talk=tuple(earlier))
        return exchange.question, *view(kept, before, shelve(before, kept))[1:]

    return on_break


def typed() -> Callable[..., Any]:
    """The question that an address brings, `/?ask=...`: it is put into the box, and asked by nobody but the visitor."""
    import gradio as gr

    def typed(request: gr.Request) -> Any:
        asked = one_line(request.query_params.get("ask", "")[:LONGEST_QUESTION])
        return asked or gr.skip()  # what a quick visitor has typed by then stays

    return typed


def sharing_it(kept: Kept) -> Callable[..., tuple[Any, ...]]:
    """What happens when the last answer is to be shared."""
    import gradio as gr

    def on_share(talk: Conversation, request: gr.Request) -> tuple[Any, ...]:
        try:
            share(talk, kept, _home(request))
        except SharingError as error:
            return controls(kept, talk, status(str(error)) + sharing(talk))
        return controls(kept, talk, sharing(talk))

    return on_share


def _home(request: "gr.Request") -> str:
    """The address of the page as its visitor has it."""
    assert request.request is not None  # the library leaves it out only where it serves no HTTP
    return str(request.request.base_url)


def stopping(kept: Kept) -> Callable[..., tuple[Any, ...]]:
    """What happens when sharing the last answer is to be stopped."""

    def on_stop(talk: Conversation) -> tuple[Any, ...]:
        try:
            if talk.given:
                stop(talk, talk.given, kept)
        except SharingError as error:
            return controls(kept, talk, status(str(error)) + sharing(talk))
        return controls(kept, talk, status(STOPPED) + sharing(talk))

    return on_stop


def deleting(bot: Answers, kept: Kept, parts: int) -> Callable[..., tuple[Any, ...]]:
    """What happens when the conversation is to be deleted."""
    import gradio as gr

    def on_delete(talk: Conversation) -> tuple[Any, ...]:
        bot.forget()
        try:
            said = delete(talk, kept)
        except (SharingError, OSError) as error:
            _LOGGER.error("%s while deleting a conversation", type(error).__name__)
            gr.Warning("Not all of it could be deleted from this machine. Please try again.", title="Sorry")
            return (gr.skip(),) * parts
        return view(kept, Conversation(), said=status(said))

    return on_delete


def answering(bot: Answers) -> Callable[[str], dict[str, Any]]:
    """The same answer for a program, as JSON; a question that cannot be taken gets an "error", a sentence."""

    def ask(question: str) -> dict[str, Any]:
        return answer_for_program(bot, question)

    return ask


def voting(feedback: Feedback) -> Callable[..., None]:
    """What happens when a thumb is pressed."""
    import gradio as gr

    def on_vote(talk: Conversation, vote: gr.LikeData) -> None:
        index = vote.index if isinstance(vote.index, int) else vote.index[0]
        answer = answer_at(talk.talk, index)
        if answer is None or not isinstance(vote.liked, bool):
            return
        try:
            talk.traces.votes.append(feedback.record(answer, vote.liked))
        except OSError as error:
            _LOGGER.error("%s while keeping a vote", type(error).__name__)
            gr.Warning("Your vote could not be kept on this machine.", title="Sorry")
        else:
            gr.Info("Your vote is kept.", title="Thank you", duration=4)

    return on_vote
