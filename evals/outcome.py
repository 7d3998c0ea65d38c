"""Questions asked of the bot end to end, and the figures over what it answered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.ask import Bot
from bot.types import Answer, Filters, Status
from evals.golden import Golden, is_right, is_right_source
from evals.intervals import bootstrap, share
from evals.report import Figures
from ingest.types import Document, Published

_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}")
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Outcome:
    """A golden question with the answer it got; ``verbatim`` when every quote stands in its document as given."""

    golden: Golden
    answer: Answer
    verbatim: bool

    @property
    def right(self) -> bool:
        """Status, values and source are right."""
        return is_right(self.golden, self.answer)

    @property
    def answerable(self) -> bool:
        """The documents hold an answer."""
        return self.golden.status is Status.ANSWERED

    @property
    def declined(self) -> bool:
        """The bot gave no answer."""
        return self.answer.status is not Status.ANSWERED

    @property
    def cited(self) -> list[bool]:
        """For each document cited, whether it is one of those that a right answer may cite."""
        documents = dict.fromkeys(citation.source.id for citation in self.answer.citations)
        return [is_right_source(self.golden, document) for document in documents]

    @property
    def dated(self) -> list[bool]:
        """For each figure, whether it is dated, or else the source it is cited from is shown as undated."""
        sources = {citation.number: citation.source for citation in self.answer.citations}
        return [
            bool(_ISO.fullmatch(figure.as_of)) if figure.as_of else sources[figure.citation].published is None
            for figure in self.answer.figures
        ]

    @property
    def nothing_newer(self) -> bool:
        """All that is cited, or shown as nearest, was certainly published by the date asked for."""
        return self.golden.as_of is None or all(
            _is_by(self.golden.as_of, citation.source.published)
            for citation in (*self.answer.citations, *self.answer.nearest)
        )

    @property
    def sentence(self) -> str:
        """The question and what became of it, for a list of misses."""
        first = f': "{shortened(self.answer.citations[0].quote)}"' if self.answer.citations else ""
        golden = self.golden
        return f"{golden.id} {golden.type}: {golden.question} -> {self.answer.status}{first}"


def _is_by(until: date, published: Published | None) -> bool:
    return published is not None and published.last_day <= until


def shortened(text: str, most: int = _SHOWN) -> str:
    """The text on one line, cut at ``most`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def ask(bot: Bot, golden: Golden) -> Outcome:
    """The question with its history and date, as a face would ask it."""
    answer = bot.ask(golden.question, golden.history, Filters(until=golden.as_of))
    return Outcome(golden, answer, is_verbatim(answer, bot.library().generation.documents))


def is_verbatim(answer: Answer, documents: Mapping[str, Document]) -> bool:
    """Whether every quote, of the nearest too, is found at its offsets."""
    shown = (*answer.citations, *answer.nearest)
    return all(c.source.id in documents and documents[c.source.id].text[c.start : c.end] == c.quote for c in shown)


def golden_figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of the golden questions; the first of them are those that ``evals.gate`` guards."""
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    others = [outcome for outcome in outcomes if not outcome.answerable]
    types = sorted({outcome.golden.type for outcome in outcomes})
    return {
        "right": share(o.right for o in outcomes),
        "answerable_right": share(o.right for o in answerable),
        "answerable_declined": share(o.declined for o in answerable),
        "others_declined": share(o.declined for o in others),
        "verbatim": share(o.verbatim for o in outcomes),
        "status_right": share(o.answer.status is o.golden.status for o in outcomes),
        "citation_precision": share(right for o in answerable for right in o.cited),
        "figures_dated_or_shown_undated": share(dated for o in outcomes for dated in o.dated),
        "abstention": abstention(outcomes),
        "sentences_per_answer": _sentences(answerable),
        "by_type": {kind: share(o.right for o in outcomes if o.golden.type == kind) for kind in types},
    }


def as_of_figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of questions with a date: besides being right, an answer cites nothing from after it."""
    return {
        "right": share(o.right and o.nothing_newer for o in outcomes),
        "nothing_newer_cited": share(o.nothing_newer for o in outcomes),
        "answerable_declined": share(o.declined for o in outcomes if o.answerable),
        "others_declined": share(o.declined for o in outcomes if not o.answerable),
        "verbatim": share(o.verbatim for o in outcomes),
    }


def abstention(outcomes: Sequence[Outcome]) -> Figures:
    """Declining as a search for the questions that have no answer: its precision, its recall, and their F1."""
    rows = np.array([(o.declined, not o.answerable) for o in outcomes], dtype=np.float64).reshape(-1, 2)
    found = {
        "precision": share(not o.answerable for o in outcomes if o.declined),
        "recall": share(o.declined for o in outcomes if not o.answerable),
    }
    return found | ({"F1": bootstrap(rows, _f1)} if len(rows) else {})


def _f1(rows: NDArray[np.float64]) -> float:
    """Over rows of (declined, should be): twice what was rightly declined over both counts; 1 where both are none."""
    both = float(rows.sum())
    return 2 * float(rows.prod(axis=1).sum()) / both if both else 1.0


def _sentences(answerable: Sequence[Outcome]) -> float:
    answered = [outcome for outcome in answerable if not outcome.declined]
    return round(sum(len(outcome.answer.citations) for outcome in answered) / max(1, len(answered)), 2)
