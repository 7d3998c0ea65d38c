"""Measures a reader on the public development sets: ``python -m evals.reader_measure --data ../shared/data FOLDER``.

SQuAD 2.0 (four articles): EM and F1 as its authors define them (Rajpurkar et al. 2018), answerable or not by AUC and by
accuracy at a threshold chosen on held-back training articles. Sentences: whether the best of a paragraph answers.
"""

import argparse
import json
import re
import string
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.reader.span import FOLDER, Reading, SpanReader
from evals.reader_data import detokenise, load, read_json, read_lines
from evals.reader_export import held_back
from ingest.sentences import Span, sentences

_THREADS = (1, 2)


@dataclass(frozen=True, slots=True)
class Item:
    """A question over a paragraph; no answers where the paragraph holds none."""

    question: str
    title: str
    text: str
    answers: tuple[Span, ...]


def squad_items(folder: Path) -> list[Item]:
    """The four SQuAD 2.0 articles kept for development."""
    items = []
    for article in read_json(folder / "dev" / "squad2_4_articles.json.gz")["data"]:
        title = article["title"].replace("_", " ")
        for paragraph in article["paragraphs"]:
            items += [Item(row["question"], title, paragraph["context"], _answers(row)) for row in paragraph["qas"]]
    return items


def qed_items(folder: Path) -> list[Item]:
    """QED's development questions."""
    items = []
    for row in read_lines(folder / "dev" / "qed_dev.jsonl.gz"):
        marked = [Span(part["start"], part["end"]) for answer in row["original_nq_answers"] for part in answer]
        text, spans = detokenise(row["paragraph_text"], marked)
        items.append(Item(row["question_text"], row["title_text"], text, tuple(spans)))
    return items


def _answers(row: dict[str, Any]) -> tuple[Span, ...]:
    if row["is_impossible"]:
        return ()
    return tuple(Span(a["answer_start"], a["answer_start"] + len(a["text"])) for a in row["answers"])


def plain(text: str) -> list[str]:
    """SQuAD's normal form of an answer: lower-case words without punctuation and articles."""
    words = "".join(character for character in text.lower() if character not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", words).split()


def f1(said: str, right: str) -> float:
    """SQuAD's overlap of two answers as bags of words."""
    a, b = plain(said), plain(right)
    if not a or not b:
        return float(a == b)
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b))


def auc(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """The chance that a right one scores above a wrong one, ties counting half."""
    values, labels = np.array(scores), np.array(truth)
    ranks = np.array([(values < v).sum() + ((values == v).sum() + 1) / 2 for v in values])
    right = labels.sum()
    return float((ranks[labels].sum() - right * (right + 1) / 2) / (right * (len(labels) - right)))


def best_threshold(odds: Sequence[float], truth: Sequence[bool]) -> float:
    """The odds over which calling it answered is right most often."""
    labels = np.array(truth)
    return float(max(np.linspace(0.05, 0.95, 91), key=lambda t: float(((np.array(odds) >= t) == labels).mean())))


def read_all(reader: SpanReader, items: Sequence[Item]) -> list[Reading]:
    """A reading an item; the questions of a paragraph one by one, since a reading is for one question."""
    return [reader.read(item.question, [(item.title, item.text)])[0] for item in items]


def squad_figures(items: Sequence[Item], readings: Sequence[Reading], threshold: float) -> dict[str, float]:
    """EM and F1, overall and of either kind, and how well answerable is told."""
    exact, overlap, forced, told = [], [], [], []
    for item, reading in zip(items, readings, strict=True):
        span = item.text[reading.start : reading.end]
        said = span if reading.answerable >= threshold else ""
        right = [item.text[a.start : a.end] for a in item.answers] or [""]
        exact.append(max(float(plain(said) == plain(r)) for r in right))
        overlap.append(max(f1(said, r) for r in right))
        forced.append(max(f1(span, r) for r in right))
        told.append((reading.answerable >= threshold) == bool(item.answers))
    has = np.array([bool(item.answers) for item in items])
    return {
        "EM": mean(exact),
        "F1": mean(overlap),
        "F1 answerable": mean(np.array(overlap)[has]),
        "F1 answerable, never silent": mean(np.array(forced)[has]),
        "F1 unanswerable": mean(np.array(overlap)[~has]),
        "AUC": round(auc([r.answerable for r in readings], has.tolist()), 3),
        "accuracy": mean(told),
        "threshold": round(threshold, 2),
    }


def mean(values: Sequence[float] | NDArray[np.float64]) -> float:
    """Rounded to three places."""
    return round(float(np.mean(values)), 3)


Scorer = Callable[[Item, Reading, list[tuple[int, int]]], Sequence[float]]


def sentence_hits(items: Sequence[Item], readings: Sequence[Reading], scorer: Scorer) -> float:
    """P@1: the share of answerable questions whose best sentence of the paragraph touches an answer."""
    hits = []
    for item, reading in zip(items, readings, strict=True):
        parts = [(s.start, s.end) for s in sentences(item.text)]
        if item.answers and parts:
            best = parts[int(np.argmax(scorer(item, reading, parts)))]
            hits.append(float(any(best[0] < a.end and a.start < best[1] for a in item.answers)))
    return mean(hits)


def word_scorer(items: Sequence[Item]) -> Scorer:
    """The floor: rare words shared, by their rarity among the paragraphs, over the root of the sentence's length."""
    texts = {item.text for item in items}
    seen: Counter[str] = Counter(word for text in texts for word in set(_words(text)))

    def score(item: Item, reading: Reading, parts: list[tuple[int, int]]) -> list[float]:
        asked = set(_words(item.question))
        found = [_words(item.text[start:end]) for start, end in parts]
        return [sum(np.log(len(texts) / (1 + seen[w])) for w in set(ws) & asked) / (5 + len(ws)) ** 0.5 for ws in found]

    return score


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _scorers(items: Sequence[Item]) -> list[tuple[str, Scorer]]:
    return [
        ("reader", lambda _, reading, parts: reading.scores(parts)),
        ("relevance alone", lambda _, reading, parts: [m[0] if m else -99 for m in reading.margins(parts)]),
        ("span alone", lambda _, reading, parts: [m[1] if m else -99 for m in reading.margins(parts)]),
        ("words", word_scorer(items)),
    ]


def milliseconds(folder: Path, items: Sequence[Item]) -> dict[str, float]:
    """Median wall time of a question over 20 passages of about 700 characters, for each number of threads."""
    passages = [(item.title, (item.text * 3)[:700]) for item in items[:: len(items) // 20]][:20]
    found: dict[str, float] = {}
    for threads in _THREADS:
        reader = SpanReader(folder, threads)
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
        yield f"{name} answer sentence P@1", {kind: sentence_hits(items, read, by) for kind, by in _scorers(items)}
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
