"""Questions written over the project's own documents -> examples for the reader.

``evals/written.jsonl`` and ``evals/pairs.jsonl`` hold them, a row a question: its ``document``, and for an answer the
``sentence`` and the ``answer`` in it, verbatim, with ``also`` for every other place that answers; a near miss has
``answer`` null and says ``why``. The pairs are mostly an answered question and its twin that one changed word leaves
without an answer: harder than what people ask, so they train and nothing is fitted on them. The hardest passages to
tell from those that answer are the ones that retrieval finds beside them.
"""

import json
import random
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.lexicon import Lexicon
from bot.retrieve import retrieve
from evals.reader_data import Cut
from evals.reader_examples import Example, cropped, noisy, of_another_year
from ingest.embed import Encoder
from ingest.generation import Generation
from ingest.sentences import Span, sentences
from ingest.split import context
from ingest.types import Passage

WRITTEN = Path(__file__).parent / "written.jsonl"
PAIRS = Path(__file__).parent / "pairs.jsonl"

_NOT_FOR_TRAINING = 25  # folds
_FOR_FITTING = 12  # of them; the others stay apart from both
_NEAR = 14  # passages retrieved for a question, out of which the negatives are drawn
_NEGATIVES = 2  # of a question in an epoch
_PRIMARY = 0.75  # how often the passage that a question was written from is its positive, and not another that answers
_WHOLE = 0.25  # of the passages; the others are cut, which trains faster
_NOISY = 0.15


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: characters of a document."""

    document: str
    sentence: Span
    answer: Span


@dataclass(frozen=True, slots=True)
class Written:
    """A question written over a document; ``places`` are all that answer it, none for a near miss."""

    id: str
    document: str
    question: str
    style: str
    places: tuple[Place, ...]

    @property
    def fold(self) -> int:
        """0 to 99, by the words of its answer's sentence or of a near miss: the same on every machine.

        All questions over one sentence share it, so that a model fitted without them has not seen that fact asked for.
        """
        place = self.places[0] if self.places else None
        name = f"{self.document}:{place.sentence.start}" if place else self.question
        return zlib.crc32(name.encode()) % 100

    @property
    def is_for_training(self) -> bool:
        """Whether the reader is trained on it."""
        return self.fold >= _NOT_FOR_TRAINING

    @property
    def is_for_fitting(self) -> bool:
        """Whether ``bot.read`` is fitted over what the reader, which has not seen it, makes of it."""
        return self.fold < _FOR_FITTING


def read_written(generation: Generation, path: Path = WRITTEN) -> list[Written]:
    """The rows whose documents stand in the generation as they were when the questions were written."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    found = [_written(f"{path.stem[0]}{number:04}", row, generation) for number, row in enumerate(rows, 1)]
    return [one for one in found if one is not None]


def _written(name: str, row: dict[str, Any], generation: Generation) -> Written | None:
    asked = Written(name, row["document"], row["question"], row["style"], ())
    if row["answer"] is None:
        return asked
    places = [place for said in (row, *row.get("also", ())) if (place := _place(said, generation)) is not None]
    if not places or places[0].document != row["document"]:
        return None
    return replace(asked, places=tuple(dict.fromkeys(places)))


def _place(said: dict[str, str], generation: Generation) -> Place | None:
    document = generation.documents.get(said["document"])
    start = document.text.find(said["sentence"]) if document else -1
    within = said["sentence"].find(said["answer"])
    if start < 0 or within < 0:
        return None
    answer = Span(start + within, start + within + len(said["answer"]))
    return Place(said["document"], Span(start, start + len(said["sentence"])), answer)


class CorpusMaker:
    """Examples of an epoch over the written questions: positives, retrieved negatives, cuts and other years."""

    def __init__(self, written: Sequence[Written], generation: Generation, encoder: Encoder) -> None:
        self._asked = list(written)
        lexicon = Lexicon.of((document.text for document in generation.documents.values()), encoder.is_word)
        vectors = encoder.encode([one.question for one in self._asked])
        self._positive = [answering(one, generation) for one in self._asked]
        self._near = []
        for one, vector, positive in zip(self._asked, vectors, self._positive, strict=True):
            hits = retrieve(generation, lexicon.spelled_out(one.question), vector, count=_NEAR)
            values = {_text(generation, place).lower() for place in one.places}
            right = {passage.id for passage, _ in positive}
            self._near.append(
                [
                    hit.passage
                    for hit in hits
                    if hit.passage.id not in right and not any(value in hit.passage.text.lower() for value in values)
                ]
            )

    def epoch(self, seed: int) -> list[Example]:
        """The examples of an epoch, unshuffled; another seed draws other passages, cuts and spellings."""
        rng = random.Random(seed)
        made = [example for number in range(len(self._asked)) for example in self._examples(number, rng)]
        return [replace(e, question=noisy(e.question, rng)) if rng.random() < _NOISY else e for e in made]

    def _examples(self, number: int, rng: random.Random) -> Iterator[Example]:
        one, positive, near = self._asked[number], self._positive[number], self._near[number]
        if positive:
            passage, spans = positive[0] if rng.random() < _PRIMARY else rng.choice(positive)
            example = _shown(one.question, passage, spans, rng)
            yield example
            if rng.random() < 0.25:
                yield from _removed(one.question, passage, spans)
            if rng.random() < 0.3:
                other = of_another_year(example, rng)
                if not other.spans:
                    yield other
        for passage in rng.sample(near, min(_NEGATIVES, len(near))):
            yield _shown(one.question, passage, (), rng)


def answering(one: Written, generation: Generation) -> list[tuple[Passage, tuple[Span, ...]]]:
    """The passages that answer, each with the answers' ranges in its text, that of the first place first."""
    found: dict[str, tuple[Passage, list[Span]]] = {}
    for place in one.places:
        for passage in generation.passages:
            inside = passage.start <= place.answer.start and place.answer.end <= passage.start + len(passage.text)
            if passage.source.id == place.document and inside:
                span = Span(place.answer.start - passage.start, place.answer.end - passage.start)
                found.setdefault(passage.id, (passage, []))[1].append(span)
    return [(passage, tuple(spans)) for passage, spans in found.values()]


def _text(generation: Generation, place: Place) -> str:
    return generation.documents[place.document].text[place.answer.start : place.answer.end]


def _shown(question: str, passage: Passage, spans: tuple[Span, ...], rng: random.Random) -> Example:
    """The passage under its own card, mostly whole, as the bot will show it."""
    cut = Cut(passage.source.id, passage.source.title, passage.heading or "", passage.text)
    if rng.random() > _WHOLE:
        kept, moved = cropped(cut, spans or _like(question, passage), rng)
        cut, spans = kept, moved if spans else ()
    return Example(question, context(passage), cut.text, spans, True, "corpus" if spans else "corpus near")


def _like(question: str, passage: Passage) -> tuple[Span, ...]:
    """The sentence that shares most words with a question."""
    asked = set(re.findall(r"\w{3,}", question.lower()))
    parts = sentences(passage.text)
    shared = [len(asked & set(re.findall(r"\w{3,}", passage.text[p.start : p.end].lower()))) for p in parts]
    return (parts[shared.index(max(shared))],) if parts else ()


def _removed(question: str, passage: Passage, spans: Sequence[Span]) -> Iterator[Example]:
    """The passage without the sentences that answer."""
    parts = sentences(passage.text)
    kept = [part for part in parts if not any(part.start < span.end and span.start < part.end for span in spans)]
    text = " ".join(passage.text[part.start : part.end] for part in kept)
    values = [passage.text[span.start : span.end].lower() for span in spans]
    if kept and not any(value in text.lower() for value in values):
        yield Example(question, context(passage), text, (), True, "corpus removed")
