"""Questions with the passages that answer them and the nearest that do not, as a file: what the reader is trained from.

``python -m evals.reader_mine`` makes it where there is a store; it holds all that training needs of the documents, so
that training can run on another machine.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.reader_altered import altered
from evals.reader_data import Cut
from evals.reader_examples import Example, cropped, of_another_year
from ingest.sentences import Span, sentences

_NEGATIVES = 4  # passages beside the one that answers, in an epoch
_PRIMARY = 0.75  # how often the passage that a question was written from is its positive, and not another that answers
_WHOLE = 0.4  # of the passages; the others are cut, which trains faster
_REMOVED, _OTHER_YEAR = 0.25, 0.3  # of the answered questions
_OTHER_FIGURES, _OTHER_NAMES = 0.35, 0.2  # of the groups


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as the reader sees it: its card in one line, and its text."""

    context: str
    text: str


@dataclass(frozen=True, slots=True)
class Mined:
    """A question.

    ``positives``: the passages that answer (by their place in the file), each with the answers' ranges in its text; the
    one that the question was written from first; none for a near miss. ``retrieved``: what retrieval finds for it, best
    first. ``near``: those of them that do not answer. ``is_for_training`` is False for those that it is measured by.
    """

    question: str
    origin: str
    positives: tuple[tuple[int, tuple[Span, ...]], ...]
    retrieved: tuple[int, ...]
    near: tuple[int, ...]
    is_for_training: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """Passages, and the questions over them."""

    passages: tuple[Shown, ...]
    questions: tuple[Mined, ...]

    def write(self, path: Path) -> None:
        """As one JSON object."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")


def read_mine(path: Path) -> Mine:
    """What ``Mine.write`` wrote."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Mine(tuple(Shown(**row) for row in kept["passages"]), tuple(_mined(row) for row in kept["questions"]))


def _mined(row: dict[str, Any]) -> Mined:
    positives = tuple((place, tuple(Span(**span) for span in spans)) for place, spans in row["positives"])
    return Mined(
        row["question"], row["origin"], positives, tuple(row["retrieved"]), tuple(row["near"]), row["is_for_training"]
    )


class MinedMaker:
    """Groups of examples: a question with a passage that answers it and several that retrieval finds beside that."""

    def __init__(self, mine: Mine) -> None:
        self._passages = mine.passages
        self._asked = [one for one in mine.questions if one.is_for_training]

    def __len__(self) -> int:
        """How many questions there are."""
        return len(self._asked)

    def groups(self, number: int, rng: random.Random) -> Iterator[list[Example]]:
        """The examples of one question, and at times the same one with another year. Another draw, other passages."""
        one = self._asked[number]
        group, other = [], None
        if one.positives:
            place, spans = one.positives[0] if rng.random() < _PRIMARY else rng.choice(one.positives)
            group.append(self._shown(one, place, spans, rng))
            if rng.random() < _REMOVED:
                group += _removed(one.question, self._passages[place], spans)
            if rng.random() < _OTHER_YEAR:
                other = of_another_year(group[0], rng)
        near = sorted(range(len(one.near)), key=lambda rank: rank * rng.random())[:_NEGATIVES]
        group += [self._shown(one, one.near[rank], (), rng) for rank in near]
        if group:
            yield altered(group, rng, _OTHER_FIGURES, _OTHER_NAMES)
        if other and not other.spans:
            yield [other]

    def _shown(self, one: Mined, place: int, spans: tuple[Span, ...], rng: random.Random) -> Example:
        """The passage under its own card, as the bot will show it, or a part of it."""
        shown = self._passages[place]
        text = shown.text
        if rng.random() > _WHOLE:
            cut, moved = cropped(Cut("", "", "", text), spans or _like(one.question, text), rng)
            text, spans = cut.text, moved if spans else ()
        return Example(one.question, shown.context, text, spans, True, one.origin)


def _like(question: str, text: str) -> tuple[Span, ...]:
    """The sentence that shares most words with a question."""
    asked = set(re.findall(r"\w{3,}", question.lower()))
    parts = sentences(text)
    shared = [len(asked & set(re.findall(r"\w{3,}", text[p.start : p.end].lower()))) for p in parts]
    return (parts[shared.index(max(shared))],) if parts else ()


def _removed(question: str, shown: Shown, spans: Sequence[Span]) -> Iterator[Example]:
    """The passage without the sentences that answer."""
    kept = [p for p in sentences(shown.text) if not any(p.start < s.end and s.start < p.end for s in spans)]
    text = " ".join(shown.text[part.start : part.end] for part in kept)
    values = [shown.text[span.start : span.end].lower() for span in spans]
    if kept and not any(value in text.lower() for value in values):
        yield Example(question, shown.context, text, (), True, "removed")
