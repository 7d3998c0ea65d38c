"""The reader on public sets: SQuAD 2.0 (four articles) and QED's development questions, beside published figures."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.reader.span import Reading, SpanReader
from evals.intervals import Mean, Share, bootstrap, mean, share
from evals.reading import (
    Item,
    Scorer,
    auc,
    best_f1_threshold,
    best_threshold,
    cosine_scorer,
    parts_of,
    qed_items,
    read_all,
    reader_scorer,
    scored,
    sentence_hits,
    squad_items,
    word_scorer,
)
from evals.report import Report, Table
from ingest.encoder import Encoder

EVEN = 0.5
_SQUAD_COLUMNS = ("SQuAD 2.0", "EM", "F1", "F1 answerable", "F1 unanswerable", "over")
# On the whole development set, 11,873 questions, by models trained on 130,000; the last two by the paper of SQuAD 2.0.
_SQUAD_PUBLISHED = (
    ("deepset/minilm-uncased-squad2", "76.1 %", "79.5 %", "85.1 %", "73.9 %"),
    ("deepset/tinybert-6l-768d-squad2", "73.8 %", "77.2 %", None, None),
    ("deepset/tinyroberta-squad2", "78.7 %", "81.9 %", None, None),
    ("BiDAF, no-answer", "about 57 %", "about 60 %", None, None),
    ("people", "86.8 %", "89.5 %", None, None),
)
# P@1 of the floors as they were measured once by another program; ours must come close for the harness to be right.
_MEASURED_BEFORE = {"squad": ("82.7 %", "80.1 %"), "qed": ("54.0 %", "59.3 %")}


def squad(folder: Path, encoder: Encoder) -> Report:
    """EM, F1, answerable or not, and the answer sentence, each with floor and published figures."""
    items = squad_items(folder)
    readings = read_all(SpanReader(), items)
    return Report("squad", tables=(
        _answers_table(items, readings),
        _telling_table(items, readings, cosine_scorer(items, encoder)),
        _sentence_table("squad", items, readings, encoder),
    ))  # fmt: skip


def qed(folder: Path, encoder: Encoder) -> Report:
    """The answer sentence, with its floors."""
    items = qed_items(folder)
    return Report("qed", tables=(_sentence_table("qed", items, read_all(SpanReader(), items), encoder),))


def _answers_table(items: Sequence[Item], readings: Sequence[Reading]) -> Table:
    best = best_f1_threshold(items, readings)
    asked = f"{len(items)} questions"
    rows = [
        ("our reader, silent under even odds", *_answer_cells(items, readings, EVEN), asked),
        (f"our reader, best threshold on these very ones ({best:.2f})", *_answer_cells(items, readings, best), asked),
        ("never an answer", *_answer_cells(items, readings, 2.0), asked),
    ]  # fmt: skip
    published = [(*row, "full development set") for row in _SQUAD_PUBLISHED]
    return Table("answers", _SQUAD_COLUMNS, (*rows, *published))


def _answer_cells(items: Sequence[Item], readings: Sequence[Reading], threshold: float) -> tuple[Mean, ...]:
    found = scored(items, readings, threshold)
    parts = (found.exact, found.overlap, found.overlap[found.has], found.overlap[~found.has])
    return tuple(mean(part.tolist()) for part in parts)


def _telling_table(items: Sequence[Item], readings: Sequence[Reading], cosine: Scorer) -> Table:
    """Whether a paragraph answers at all: by the reader, and by the best cosine of its sentences."""
    truth = [bool(item.answers) for item in items]
    odds = [reading.answerable for reading in readings]
    nearest = [max(cosine(i, r, parts_of(i)), default=0.0) for i, r in zip(items, readings, strict=True)]
    best = best_threshold(odds, truth)
    rows = (
        ("our reader", _auc(odds, truth), _accuracy(odds, truth, EVEN), _accuracy(odds, truth, best)),
        ("best cosine", _auc(nearest, truth), None, _accuracy(nearest, truth, best_threshold(nearest, truth))),
        ("best cosine, measured before", "64 %", None, "60 %"),
    )
    columns = ("answerable or not", "AUC", "accuracy at even odds", "accuracy, best threshold on these")
    return Table("answerable", columns, rows)


def _auc(scores: Sequence[float], truth: Sequence[bool]) -> Mean:
    rows = np.array([scores, truth], dtype=np.float64).T
    return bootstrap(rows, lambda drawn: auc(drawn[:, 0], drawn[:, 1] > 0))


def _accuracy(scores: Sequence[float], truth: Sequence[bool], threshold: float) -> Share:
    return share((score >= threshold) == has for score, has in zip(scores, truth, strict=True))


def _sentence_table(name: str, items: Sequence[Item], readings: Sequence[Reading], encoder: Encoder) -> Table:
    """Whether the best sentence of the paragraph answers, over the answerable questions."""
    by_words, by_meaning = _MEASURED_BEFORE[name]
    rows = (
        ("our reader", share(sentence_hits(items, readings, reader_scorer)), None),
        ("BM25", share(sentence_hits(items, readings, word_scorer(items))), by_words),
        ("cosine", share(sentence_hits(items, readings, cosine_scorer(items, encoder))), by_meaning),
    )
    return Table("sentences", ("answer sentence P@1", "here", "measured before"), rows)
