"""The talk on the page: what was asked, what came of it, and how both are shown. Pure but for the call to the bot."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from bot.answers import Answers, unheard
from bot.api.refusal import AWAY, SORRY
from bot.cards import to_html
from bot.errors import AskError
from bot.render import question_to_markdown, to_json, to_markdown
from bot.types import Answer, Filters, Status, Turn
from ingest.errors import IngestError, OutageError
from page.plot import plot

READING = "Reading the documents …"
WRITING = "Writing …"
LONGEST_TALK = 50  # exchanges that a page keeps

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question on the page and what came of it: an answer, or a notice why there is none (yet)."""

    question: str
    answer: Answer | None = None
    notice: str = ""


Talk = tuple[Exchange, ...]


def respond(bot: Answers, question: str, filters: Filters, talk: Talk) -> Iterator[tuple[Talk, int | None]]:
    """The talk as it grows: first with a note that the bot reads, then answered sentence by sentence.

    The number says how many paragraphs of the last answer to show; None is all of them.
    """
    talk = talk[1 - LONGEST_TALK :]
    earlier = [Turn(past.question, past.answer.text) for past in talk if past.answer]
    yield (*talk, Exchange(question, notice=READING)), None
    try:
        with ThreadPoolExecutor(1) as thread:
            lines: SimpleQueue[str | None] = SimpleQueue()
            job = thread.submit(bot.ask, question, earlier, filters, unheard, lines.put)
            job.add_done_callback(lambda _: lines.put(None))
            heard: list[str] = []
            while (line := lines.get()) is not None:
                heard.append(question_to_markdown(line))
                yield (*talk, Exchange(question, notice="\n\n".join([*heard, WRITING]))), None
            answer = job.result()
    except Exception as error:  # noqa: BLE001 - whatever it was, the visitor gets a sentence
        yield (*talk, Exchange(question, notice=question_to_markdown(_sentence(error)))), None
        return
    grown = (*talk, Exchange(question, answer))
    for shown in range(1, len(_paragraphs(answer))):
        yield grown, shown
    yield grown, None


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
        paragraphs = _paragraphs(exchange.answer) if exchange.answer else [exchange.notice]
        last = shown if exchange is talk[-1] else None
        said.append({"role": "assistant", "content": "\n\n".join(paragraphs[:last])})
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


def _paragraphs(answer: Answer) -> list[str]:
    return to_markdown(answer).split("\n\n")
