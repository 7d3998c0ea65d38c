"""Short answers: how many of those shown in bold are right, and how many are not.

Each question has the short answers that are acceptable, in the documents' own words; none for what the documents nearly
say but do not. A wrong figure with a citation is the worst that can be shown; to show none is only less helpful.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.ask import Bot
from bot.types import Answer, Filters
from evals.golden import GOLDEN
from evals.intervals import share
from evals.report import Figures

LEADS = GOLDEN.parent / "leads.jsonl"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its acceptable short answers, ``right``; ``split`` is "tuning" or "held_out".

    ``as_of`` is the last day of publication to be known, None for all.
    """

    id: str
    split: str
    question: str
    right: tuple[str, ...]
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Led:
    """A question with the bot's answer."""

    asked: Asked
    answer: Answer

    @property
    def wrong(self) -> tuple[str, ...]:
        """The short answers shown that are not acceptable."""
        return tuple(lead.words for lead in self.answer.leads if not _is_one(lead.words, self.asked.right))

    @property
    def fine(self) -> bool:
        """Short answers are shown, all acceptable; or none, where none is."""
        return not self.wrong and bool(self.answer.leads) is bool(self.asked.right)

    @property
    def sentence(self) -> str:
        """The question and what led its answer."""
        told = "; ".join(lead.words for lead in self.answer.leads) or f"none ({self.answer.status})"
        return f"{self.asked.id}: {self.asked.question} -> {told}; acceptable: {'; '.join(self.asked.right) or 'none'}"


def read_asked() -> list[Asked]:
    """All rows of the file."""
    rows = [json.loads(line) for line in LEADS.read_text(encoding="utf-8").splitlines()]
    return [
        Asked(
            row["id"],
            row["split"],
            row["question"],
            tuple(row["right"]),
            date.fromisoformat(row["as_of"]) if "as_of" in row else None,
        )
        for row in rows
    ]


def ask_short(bot: Bot, asked: Asked) -> Led:
    """The question with its answer."""
    return Led(asked, bot.ask(asked.question, filters=Filters(until=asked.as_of)))


def lead_figures(told: Sequence[Led]) -> Figures:
    """Of the questions that have a short answer: led rightly, and wrongly; of the others: led at all."""
    answerable, others = [led for led in told if led.asked.right], [led for led in told if not led.asked.right]
    return {
        "led_rightly": share(led.fine for led in answerable),
        "led_wrongly": share(bool(led.wrong) for led in answerable),
        "led_where_nothing_answers": share(bool(led.wrong) for led in others),
        "answered_where_nothing_answers": share(led.answer.status == "answered" for led in others),
    }


def _is_one(words: str, right: Sequence[str]) -> bool:
    said = _plain(words)
    return any(_holds(said, _plain(one)) or _holds(_plain(one), said) for one in right)


def _holds(whole: str, part: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", whole) is not None


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
