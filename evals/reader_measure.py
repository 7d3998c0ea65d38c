"""Measures a reader as its card reports it: ``python -m evals.reader_measure --data DATA FOLDER``.

Beside what ``python -m evals squad qed`` measures of the shipped one: the odds on held-back training articles, the
threshold chosen there, each part of the sentence's score by itself, and the time it takes.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.reader.span import FOLDER, Reading, SpanReader
from bot.workers import Workers
from evals.reader_data import load
from evals.reader_export import held_back
from evals.reading import (
    Item,
    Parts,
    Scorer,
    auc,
    best_threshold,
    qed_items,
    read_all,
    reader_scorer,
    scored,
    sentence_hits,
    squad_items,
    word_scorer,
)

_THREADS = (1, 2)


def squad_figures(items: Sequence[Item], readings: Sequence[Reading], threshold: float) -> dict[str, float]:
    """EM and F1, overall and of either kind, and how well answerable is told."""
    found, forced = scored(items, readings, threshold), scored(items, readings, 0.0)
    odds = np.array([reading.answerable for reading in readings])
    return {
        "EM": mean(found.exact),
        "F1": mean(found.overlap),
        "F1 answerable": mean(found.overlap[found.has]),
        "F1 answerable, never silent": mean(forced.overlap[found.has]),
        "F1 unanswerable": mean(found.overlap[~found.has]),
        "AUC": round(auc(odds, found.has), 3),
        "accuracy": mean((odds >= threshold) == found.has),
        "threshold": round(threshold, 2),
    }


def mean(values: Sequence[float] | NDArray[Any]) -> float:
    """Rounded to three places."""
    return round(float(np.mean(values)), 3)


def _relevance(item: Item, reading: Reading, parts: Parts) -> list[float]:
    return [seen.relevance if (seen := reading.within(start, end)) else -99 for start, end in parts]


def _span(item: Item, reading: Reading, parts: Parts) -> list[float]:
    return [seen.span_score if (seen := reading.within(start, end)) else -99 for start, end in parts]


def _scorers(items: Sequence[Item]) -> list[tuple[str, Scorer]]:
    return [
        ("reader", reader_scorer),
        ("relevance alone", _relevance),
        ("span alone", _span),
        ("words", word_scorer(items)),
    ]


def milliseconds(folder: Path, items: Sequence[Item]) -> dict[str, float]:
    """Median wall time of a question over 20 passages of about 700 characters, for each number of threads."""
    passages = [(item.title, (item.text * 3)[:700]) for item in items[:: len(items) // 20]][:20]
    found: dict[str, float] = {}
    for threads in _THREADS:
        reader = SpanReader(folder, Workers(threads))
        reader.read("warm up", passages[:2])
        taken = []
        for item in items[:15]:
            start = time.perf_counter()
            reader.read(item.question, passages)
            taken.append(1000 * (time.perf_counter() - start))
        found[f"ms per 20 passages, {threads} threads"] = round(float(np.median(taken)))
        found[f"least ms, {threads} threads"] = round(min(taken))
    return found


def figures(folder: Path, data: Path) -> Iterator[tuple[str, Any]]:
    """Every figure of the reader in a folder, as it becomes known."""
    reader = SpanReader(folder)
    kept = held_back(load(data))
    as_items = [Item(e.question, e.context, e.text, e.spans) for e in kept]
    odds = [reading.answerable for reading in read_all(reader, as_items)]
    truth = [bool(item.answers) for item in as_items]
    by_origin = defaultdict(list)
    for example, value in zip(kept, odds, strict=True):
        by_origin[example.origin].append(value)
    yield "held-back AUC", round(auc(odds, truth), 3)
    yield "held-back mean odds", {origin: (len(values), mean(values)) for origin, values in sorted(by_origin.items())}
    squad = squad_items(data)
    readings = read_all(reader, squad)
    yield "squad2_4", squad_figures(squad, readings, best_threshold(odds, truth))
    qed = qed_items(data)
    for name, items, read in (("squad2_4", squad, readings), ("qed_dev", qed, read_all(reader, qed))):
        yield (
            f"{name} answer sentence P@1",
            {kind: mean(sentence_hits(items, read, by)) for kind, by in _scorers(items)},
        )
    yield "speed", milliseconds(folder, squad)
    yield "megabytes", round((folder / "model.onnx").stat().st_size / 1e6, 2)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.reader_measure", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    arguments = parser.parse_args()
    for name, value in figures(arguments.folder, arguments.data):
        print(json.dumps({name: value}), flush=True)


if __name__ == "__main__":
    main()
