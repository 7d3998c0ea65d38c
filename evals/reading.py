"""Questions over paragraphs of the public development sets, and the measures of what a reader makes of them (pure).

SQuAD 2.0: EM and F1 as its authors define them (Rajpurkar et al. 2018). Sentences: whether the best of a paragraph
answers.
"""

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.reader.span import Reading, SpanReader
from evals.reader_data import HOW_TO_GET, detokenise, read_json, read_lines
from ingest.encoder import Encoder
from ingest.sentences import Span, sentences

_LUCENE_K1, _LUCENE_B = 1.2, 0.75
_THRESHOLDS = np.linspace(0.01, 0.99, 99)


@dataclass(frozen=True, slots=True)
class Item:
    """A question over a paragraph; no answers where the paragraph holds none."""

    question: str
    title: str
    text: str
    answers: tuple[Span, ...]


def squad_items(folder: Path) -> list[Item]:
    """The four SQuAD 2.0 articles kept for development. Raises FileNotFoundError saying how to get them."""
    items = []
    for article in read_json(_there(folder, "squad2_4_articles.json.gz"))["data"]:
        title = article["title"].replace("_", " ")
        for paragraph in article["paragraphs"]:
            items += [Item(row["question"], title, paragraph["context"], _answers(row)) for row in paragraph["qas"]]
    return items


def qed_items(folder: Path) -> list[Item]:
    """QED's development questions. Raises FileNotFoundError saying how to get them."""
    items = []
    for row in read_lines(_there(folder, "qed_dev.jsonl.gz")):
        marked = [Span(part["start"], part["end"]) for answer in row["original_nq_answers"] for part in answer]
        text, spans = detokenise(row["paragraph_text"], marked)
        items.append(Item(row["question_text"], row["title_text"], text, tuple(spans)))
    return items


def _there(folder: Path, name: str) -> Path:
    path = folder / "dev" / name
    if not path.is_file():
        raise FileNotFoundError(HOW_TO_GET.format(folder=folder))
    return path


def _answers(row: dict[str, Any]) -> tuple[Span, ...]:
    if row["is_impossible"]:
        return ()
    return tuple(Span(a["answer_start"], a["answer_start"] + len(a["text"])) for a in row["answers"])


def read_all(reader: SpanReader, items: Sequence[Item]) -> list[Reading]:
    """A reading an item; the questions of a paragraph one by one, since a reading is for one question."""
    return [reader.read(item.question, [(item.title, item.text)])[0] for item in items]


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


@dataclass(frozen=True, slots=True)
class Scored:
    """EM and F1 of each item, shape (n,), with silence below the threshold; ``has`` where there is an answer."""

    exact: NDArray[np.float64]
    overlap: NDArray[np.float64]
    has: NDArray[np.bool_]


def scored(items: Sequence[Item], readings: Sequence[Reading], threshold: float) -> Scored:
    """Every item's best span, or silence where the odds are below the threshold, by SQuAD's measures."""
    exact, overlap = [], []
    for item, reading in zip(items, readings, strict=True):
        said = item.text[reading.start : reading.end] if reading.answerable >= threshold else ""
        right = [item.text[a.start : a.end] for a in item.answers] or [""]
        exact.append(max(float(plain(said) == plain(r)) for r in right))
        overlap.append(max(f1(said, r) for r in right))
    return Scored(np.array(exact), np.array(overlap), np.array([bool(item.answers) for item in items]))


def auc(scores: Sequence[float] | NDArray[np.float64], truth: Sequence[bool] | NDArray[np.bool_]) -> float:
    """The chance that a right one scores above a wrong one, ties counting half; NaN where all are of one sort."""
    values, labels = np.asarray(scores, dtype=np.float64), np.asarray(truth, dtype=np.bool_)
    ordered = np.sort(values)
    ranks = (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right") + 1) / 2
    right, wrong = int(labels.sum()), int((~labels).sum())
    if not right or not wrong:
        return float("nan")
    return float((ranks[labels].sum() - right * (right + 1) / 2) / (right * wrong))


def best_threshold(odds: Sequence[float], truth: Sequence[bool]) -> float:
    """The odds over which calling it answered is right most often."""
    labels, values = np.array(truth), np.array(odds)
    return float(max(_THRESHOLDS, key=lambda t: float(((values >= t) == labels).mean())))


def best_f1_threshold(items: Sequence[Item], readings: Sequence[Reading]) -> float:
    """The threshold with the highest F1 on these very items: a ceiling to report as one, not a rule to use."""
    spoken = scored(items, readings, 0.0)
    odds = np.array([reading.answerable for reading in readings])
    silent = (~spoken.has).astype(np.float64)
    return float(max(_THRESHOLDS, key=lambda t: float(np.where(odds >= t, spoken.overlap, silent).mean())))


Parts = Sequence[tuple[int, int]]
Scorer = Callable[[Item, Reading, Parts], Sequence[float]]


def parts_of(item: Item) -> list[tuple[int, int]]:
    """The ranges of a paragraph's sentences."""
    return [(span.start, span.end) for span in sentences(item.text)]


def sentence_hits(items: Sequence[Item], readings: Sequence[Reading], scorer: Scorer) -> list[bool]:
    """For each answerable question whether the best sentence of its paragraph touches an answer."""
    hits = []
    for item, reading in zip(items, readings, strict=True):
        parts = parts_of(item)
        if item.answers and parts:
            best = parts[int(np.argmax(scorer(item, reading, parts)))]
            hits.append(any(best[0] < a.end and a.start < best[1] for a in item.answers))
    return hits


def reader_scorer(item: Item, reading: Reading, parts: Parts) -> Sequence[float]:
    """The reader's own score of each sentence."""
    return reading.scores(parts)


def word_scorer(items: Sequence[Item]) -> Scorer:
    """The floor by words: BM25 without stemming over every sentence of the set."""
    texts = [
        item.text[start:end] for item in {item.text: item for item in items}.values() for start, end in parts_of(item)
    ]
    seen: Counter[str] = Counter(word for text in texts for word in set(_words(text)))
    usual = sum(len(_words(text)) for text in texts) / len(texts)

    def rarity(word: str) -> float:
        return float(np.log(1 + (len(texts) - seen[word] + 0.5) / (seen[word] + 0.5)))

    def one(asked: set[str], words: Sequence[str]) -> float:
        norm = _LUCENE_K1 * (1 - _LUCENE_B + _LUCENE_B * len(words) / usual)
        counts = Counter(words)
        return sum(rarity(word) * counts[word] / (counts[word] + norm) for word in sorted(asked & set(words)))

    def score(item: Item, reading: Reading, parts: Parts) -> list[float]:
        return [one(set(_words(item.question)), _words(item.text[start:end])) for start, end in parts]

    return score


def cosine_scorer(items: Sequence[Item], encoder: Encoder) -> Scorer:
    """The floor by meaning: cosine of question and sentence."""
    texts = dict.fromkeys(item.text[start:end] for item in items for start, end in parts_of(item))
    asked = dict.fromkeys(item.question for item in items)
    known = dict(zip([*texts, *asked], encoder.encode([*texts, *asked]), strict=True))

    def score(item: Item, reading: Reading, parts: Parts) -> list[float]:
        return [float(known[item.text[start:end]] @ known[item.question]) for start, end in parts]

    return score


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
