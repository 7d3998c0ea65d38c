"""Questions written over the project's own documents -> examples for the reader.

``evals/written.jsonl`` and ``evals/pairs.jsonl`` hold them, a row a question: its ``document``, and for an answer the
``sentence`` and the ``answer`` in it, verbatim, with ``also`` for every other place that answers; a near miss has
``answer`` null and says ``why``. The pairs are mostly an answered question and its twin that one changed word leaves
without an answer: harder than what people ask, so they train and nothing is fitted on them. The hardest passages to
tell from those that answer are the ones that retrieval finds beside them.
"""

import json
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.generation import Generation
from ingest.sentences import Span
from ingest.types import Passage

WRITTEN = Path(__file__).parent / "written.jsonl"
PAIRS = Path(__file__).parent / "pairs.jsonl"
HARD = Path(__file__).parent / "hard.jsonl"
# Invented documents, with the questions over them in a file beside the folder.
ELSEWHERE = Path(__file__).parent / "elsewhere"

NOT_FOR_TRAINING = 25  # folds
_FOR_FITTING = 12  # of them; the others stay apart from both


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
        start = self.places[0].sentence.start if self.places else -1
        return fold_of(self.document, self.question, start, self.id.startswith(ELSEWHERE.name[0]))

    @property
    def is_for_training(self) -> bool:
        """Whether the reader is trained on it."""
        return self.fold >= NOT_FOR_TRAINING

    @property
    def is_for_fitting(self) -> bool:
        """Whether ``bot.read`` is fitted over what the reader, which has not seen it, makes of it."""
        return self.fold < _FOR_FITTING


def fold_of(document: str, question: str, start: int, is_elsewhere: bool) -> int:
    """The fold of a question whose answer's sentence starts there; -1 for a near miss."""
    if is_elsewhere:  # kept apart by whole documents: what is asked of them is of no others
        return zlib.crc32(document.encode()) % 100
    return zlib.crc32((f"{document}:{start}" if start >= 0 else question).encode()) % 100


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
