"""The talk on the page: what was asked, what came of it, and how both are shown. Pure but for the call to the bot."""

import logging
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from queue import SimpleQueue
from typing import Any

from bot.answers import Answers, unheard
from bot.api.refusal import AWAY, SORRY
from bot.cards import to_html
from bot.dates_in_words import as_known
from bot.errors import AskError
from bot.render import question_to_markdown, read_as, to_json, to_markdown
from bot.types import Answer, Filters, Status, Turn
from ingest.errors import IngestError, OutageError
from page.plot import plot

READING = "Reading the documents …"
WRITING = "Writing …"
LONGEST_TALK = 50  # exchanges that a page keeps

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question on the page and what came of it: an answer and its day in UTC, or a notice why there is none (yet).

    ``known`` is the day by which all that counts was published; None for today.
    """

    question: str
    answer: Answer | None = None
    notice: str = ""
    known: date | None = None
    asked: date | None = None
    suggested: tuple[str, ...] = ()


Talk = tuple[Exchange, ...]


def respond(
    bot: Answers, question: str, filters: Filters, talk: Talk, known: date | None = None
) -> Generator[tuple[Talk, int | None]]:
    """The talk as it grows: first with a note that the bot reads, then with the answer's first words, then the whole.

    Only what was published by the day ``known`` counts, where there is one. The number says how many paragraphs of the
    last answer to show; None is all of them. The whole is known with the first words, but the page is longer at it.
    """
    talk = talk[1 - LONGEST_TALK :]
    earlier = [Turn(past.question, past.answer.text) for past in talk if past.answer]
    lines: SimpleQueue[str | None] = SimpleQueue()
    # It reads already while the note that it does is on its way to the page; whoever leaves does not wait for it.
    thread = ThreadPoolExecutor(1)
    job = thread.submit(bot.ask, question, earlier, filters.known_by(known), unheard, lines.put)
    job.add_done_callback(lambda _: lines.put(None))
    thread.shutdown(wait=False)
    yield (*talk, Exchange(question, notice=READING)), None
    heard: list[str] = []
    while (line := lines.get()) is not None:
        heard.append(question_to_markdown(line))
        yield (*talk, Exchange(question, notice="\n\n".join([*heard, WRITING]))), None
    try:
        answer = job.result()
    except Exception as error:  # noqa: BLE001 - whatever it was, the visitor gets a sentence
        yield (*talk, Exchange(question, notice=question_to_markdown(_sentence(error)))), None
        return
    grown = (*talk, Exchange(question, answer, known=known, asked=datetime.now(UTC).date()))
    if len(_paragraphs(grown[-1])) > (first := len(_told(answer)) + 1):
        yield grown, first
    yield grown, None


def with_suggestions(bot: Answers, talk: Talk, filters: Filters) -> Talk:
    """The talk with what to ask after its last answer, or instead; unchanged where there is nothing."""
    last = talk[-1] if talk else None
    if last is None or last.answer is None:
        return talk
    try:
        suggested = bot.suggestions(last.answer, [past.question for past in talk], filters)
    except Exception as error:  # noqa: BLE001 - the answer stands without them
        _LOGGER.error("%s while looking for suggestions", type(error).__name__)
        return talk
    return (*talk[:-1], replace(last, suggested=suggested))


def answer_for_program(bot: Answers, question: str) -> dict[str, Any]:
    """The JSON answer, or an object with an "error" when there is none."""
    try:
        return to_json(bot.ask(question))
    except Exception as error:  # noqa: BLE001 - whatever it was, the caller gets a sentence
        return {"question": question, "error": _sentence(error)}


def bubbles(talk: Talk, shown: int | None = None) -> list[dict[str, str]]:
    """The bubbles of a talk; of the last answer only the first ``shown`` paragraphs."""
    said = []
    for exchange in talk:
        said.append({"role": "user", "content": question_to_markdown(exchange.question)})
        last = shown if exchange is talk[-1] else None
        said.append({"role": "assistant", "content": "\n\n".join(_paragraphs(exchange)[:last])})
    return said


def answer_at(talk: Talk, index: int) -> Answer | None:
    """The answer that stands in the bubble of that index."""
    number, is_the_bots = divmod(index, 2)
    return talk[number].answer if is_the_bots and 0 <= number < len(talk) else None


def sources(talk: Talk) -> str:
    """The panel: the last answer's sources, and folded below them those of the answers before."""
    answers = [exchange.answer for exchange in reversed(talk) if exchange.answer]
    if not answers or not talk[-1].answer:
        latest, before = "", answers
    else:
        latest, before = plot(answers[0]) + to_html(answers[0]), answers[1:]
    folded = "".join(to_html(answer) for answer in before if answer.status is Status.ANSWERED)
    if folded:
        folded = f'<details class="before"><summary>Sources of earlier answers</summary>{folded}</details>'
    hint = "" if latest else '<p class="hint">The passage behind each sentence will stand here, to check it.</p>'
    return f'<section class="panel"><h2>Sources</h2>{latest or hint}{folded}</section>'


def _sentence(error: Exception) -> str:
    """What a person reads about an error. The log gets its type only: its text may hold the question."""
    if isinstance(error, OutageError):
        _LOGGER.error("%s: %s", type(error).__name__, error)  # where the server is, is for those who run it
        return AWAY
    _LOGGER.error("%s while answering", type(error).__name__)
    return str(error) if isinstance(error, (AskError, IngestError)) else SORRY


def _paragraphs(exchange: Exchange) -> list[str]:
    if exchange.answer is None:
        return [exchange.notice]
    return [*_told(exchange.answer), *to_markdown(exchange.answer).split("\n\n")]


def _told(answer: Answer) -> list[str]:
    """What is said before the answer: the day that it is as known on, and how its question was read."""
    told = [as_known(answer.known_by)] if answer.known_by else []
    told += [question_to_markdown(meant)] if (meant := read_as(answer)) else []
    return [f"*{words}*" for words in told]
