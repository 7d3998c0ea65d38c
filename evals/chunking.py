"""Passage size and ranking, by characters: the public chunking evaluation over our passages and over the usual ones.

Data and measure: Smith and Troynikov, "Evaluating Chunking Strategies for Retrieval" (2024). Of the passages retrieved
recall is the share of the gold characters that they cover, precision the share of their characters that are gold (what
two passages share counts twice), IoU the gold characters covered over all retrieved or missed.
"""

import bisect
import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

import ingest.split
from bot.reader.span import FOLDER, SpanReader
from evals.intervals import mean
from evals.ranking import Ranking, Scores, fused, mixed, rankings, reranked, weighted
from evals.recursive import recursive
from evals.report import Table
from ingest.encoder import Encoder
from ingest.keywords import KeywordIndex, terms
from ingest.sentences import Span
from ingest.split import context, split
from ingest.tokens import open_tokenizer
from ingest.types import Document, Kind, Passage, Source

HOW_TO_GET = (
    "No chunking data in {folder}. Put the questions_df.csv and the corpora/ of Chroma's chunking evaluation "
    "(github.com/brandonstarxel/chunking_evaluation, MIT) into its chunking/ and pass the folder by --data."
)
DEPTHS = (5, 10)
# (tokens, overlap) of the recursive cuts, and the lengths in characters to which ours are packed; 700 is the product's.
_RECURSIVE = ((250, 125), (200, 0), (120, 0))
_TARGETS = (500, 700, 1_000, 1_100)
_READ = frozenset((1_100,))  # reading takes minutes a size
_RERANKED = 20
_WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)

PUBLISHED = (
    ("all-MiniLM-L6-v2, recursive 250/125", (78.7, 4.9, 4.9)),
    ("all-MiniLM-L6-v2, recursive 200/0", (75.7, 6.5, 6.5)),
    ("all-MiniLM-L6-v2, token 250/125", (82.4, 3.6, 3.5)),
    ("text-embedding-3-large, recursive 200/0", (88.5, 7.0, 7.0)),
    ("text-embedding-3-large, recursive 400/0", (89.9, 3.6, 3.6)),
    ("text-embedding-3-large, cluster 400", (92.1, 3.7, 3.7)),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the ranges of its corpus that hold what answers it."""

    text: str
    corpus: str
    gold: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """The questions and the texts, by name."""

    asked: tuple[Asked, ...]
    documents: Mapping[str, Document]


def read_task(folder: Path) -> Task:
    """The evaluation out of ``folder``/chunking. Raises FileNotFoundError saying how to get it."""
    path = folder / "chunking" / "questions_df.csv"
    if not path.is_file():
        raise FileNotFoundError(HOW_TO_GET.format(folder=folder))
    with path.open(encoding="utf-8", newline="") as file:
        asked = tuple(_asked(row) for row in csv.DictReader(file))
    return Task(asked, {name: _document(path.parent / "corpora", name) for name in sorted({a.corpus for a in asked})})


def _asked(row: Mapping[str, str]) -> Asked:
    gold = tuple(Span(part["start_index"], part["end_index"]) for part in json.loads(row["references"]))
    return Asked(row["question"], row["corpus_id"], gold)


def _document(folder: Path, name: str) -> Document:
    source = Source(name, name.replace("_", " "), None, Kind.OTHER, None, None)
    return Document(source, (folder / f"{name}.md").read_text(encoding="utf-8"))


def score(asked: Asked, shown: Sequence[Passage]) -> tuple[float, float, float]:
    """Recall, precision and IoU of the passages shown for a question, each from 0 to 1."""
    gold = {place for span in asked.gold for place in range(span.start, span.end)}
    own = [passage for passage in shown if passage.source.id == asked.corpus]
    covered = len(gold & {place for passage in own for place in range(passage.start, passage.end)})
    length = sum(len(passage.text) for passage in shown)
    return covered / len(gold), covered / max(1, length), covered / (length + len(gold) - covered)


def recursive_passages(documents: Mapping[str, Document], size: int, overlap: int) -> list[Passage]:
    """Recursive cuts, measured in the encoder's tokens, since OpenAI's tokenizer cannot be had offline."""
    tokenizer = open_tokenizer(FOLDER / "tokenizer.json")
    found = []
    for document in documents.values():
        tokens = partial(_tokens, _token_starts(tokenizer, document.text))
        for span in recursive(document.text, tokens, size, overlap):
            found.append(Passage(document.source, span.start, document.text[span.start : span.end]))
    return found


def _token_starts(tokenizer: Tokenizer, text: str) -> list[int]:
    return [start for start, _ in tokenizer.encode(text, add_special_tokens=False).offsets]


def _tokens(starts: Sequence[int], span: Span) -> int:
    return bisect.bisect_left(starts, span.end) - bisect.bisect_left(starts, span.start)


def our_passages(documents: Mapping[str, Document], target: int) -> list[Passage]:
    """Passages as ingest cuts them, packed up to ``target`` characters."""
    with _packed_to(target):
        return [passage for document in documents.values() for passage in split(document)]


@contextmanager
def _packed_to(target: int) -> Iterator[None]:
    """The product has one size and no setting for it, so it is changed in place while ours are cut for measuring."""
    usual = ingest.split.TARGET_CHARACTERS
    ingest.split.TARGET_CHARACTERS = target
    try:
        yield
    finally:
        ingest.split.TARGET_CHARACTERS = usual


def dense_scores(task: Task, texts: Sequence[str], encoder: Encoder) -> Scores:
    """Cosines of questions and texts."""
    found: Scores = encoder.encode([asked.text for asked in task.asked]) @ encoder.encode(texts).T
    return found


def keyword_scores(task: Task, texts: Sequence[str]) -> Scores:
    """BM25 as the product has it: stems, no function words."""
    index = KeywordIndex.build(texts)
    return np.stack([index.scores(terms(asked.text)) for asked in task.asked])


def plain_keyword_scores(task: Task, texts: Sequence[str]) -> Scores:
    """BM25 as its library has it: whole words, all of them."""
    import bm25s

    index = bm25s.BM25(method="lucene")
    index.index(bm25s.tokenize(list(texts), stopwords=None, show_progress=False), show_progress=False)
    known = index.vocab_dict
    asked = bm25s.tokenize([a.text for a in task.asked], stopwords=None, return_ids=False, show_progress=False)
    return np.stack([index.get_scores([word for word in words if word in known]) for words in asked])


def reader_logits(task: Task, passages: Sequence[Passage], ranked: Sequence[Ranking]) -> list[dict[int, float]]:
    """For each question the reader's log-odds of the first passages of its ranking."""
    reader = SpanReader()
    found = []
    for asked, ranking in zip(task.asked, ranked, strict=True):
        first = ranking[:_RERANKED]
        read = reader.read(asked.text, [(context(passages[p]), passages[p].text) for p in first])
        odds = np.clip([reading.answerable for reading in read], 1e-6, 1 - 1e-6)
        found.append(dict(zip(first, np.log(odds / (1 - odds)).tolist(), strict=True)))
    return found


Choice = Mapping[float, Sequence[Ranking]]


def chosen_elsewhere(
    task: Task, passages: Sequence[Passage], choices: Choice
) -> tuple[list[Ranking], dict[str, float]]:
    """Each corpus ranked with the weight that is best on the other corpora, and which that was."""
    recall = {
        weight: np.array([_scored(task, passages, ranked, 5, number)[0] for number in range(len(task.asked))])
        for weight, ranked in choices.items()
    }
    corpora = np.array([asked.corpus for asked in task.asked])
    best = {
        name: max(choices, key=lambda weight: float(recall[weight][corpora != name].mean()))
        for name in dict.fromkeys(corpora.tolist())
    }
    return [choices[best[asked.corpus]][number] for number, asked in enumerate(task.asked)], best


def _scored(
    task: Task, passages: Sequence[Passage], ranked: Sequence[Ranking], depth: int, number: int
) -> tuple[float, float, float]:
    return score(task.asked[number], [passages[place] for place in ranked[number][:depth]])


def figures(task: Task, passages: Sequence[Passage], ranked: Sequence[Ranking]) -> dict[str, Any]:
    """Recall, precision and IoU in % at each depth, and the bootstrap interval of the recall at the first."""
    found: dict[str, Any] = {}
    for depth in DEPTHS:
        rows = np.array([_scored(task, passages, ranked, depth, number) for number in range(len(task.asked))])
        found[f"at_{depth}"] = [round(100 * float(value), 1) for value in rows.mean(axis=0)]
        if depth == DEPTHS[0]:
            interval = mean(rows[:, 0].tolist())
            found["recall_interval"] = [round(100 * interval.low, 1), round(100 * interval.high, 1)]
    return found


Row = tuple[str, dict[str, Any]]


def floors(task: Task, encoder: Encoder) -> Iterator[Row]:
    """The usual cuts by the encoder alone, by plain BM25, and both with equal weight."""
    for size, overlap in _RECURSIVE:
        passages = recursive_passages(task.documents, size, overlap)
        texts = [passage.text for passage in passages]
        dense, keyword = rankings(dense_scores(task, texts, encoder)), rankings(plain_keyword_scores(task, texts))
        for name, ranked in (("encoder", dense), ("BM25", keyword), ("equal weights", fused(dense, keyword))):
            yield f"recursive {size}/{overlap}, {name}", figures(task, passages, ranked)


def ours(task: Task, encoder: Encoder, target: int, *, read: bool = True) -> Iterator[Row]:
    """Our cuts, stems and fusion; then with a weight learned elsewhere; then read by the cross-encoder."""
    passages = our_passages(task.documents, target)
    texts = [f"{context(passage)}\n{passage.text}" for passage in passages]
    cosines, scores = dense_scores(task, texts, encoder), keyword_scores(task, texts)
    dense, keyword = rankings(cosines), rankings(scores)
    equal = fused(dense, keyword)
    for name, ranked in (("encoder", dense), ("BM25", keyword), ("equal weights", equal)):
        yield f"ours {target}, {name}", figures(task, passages, ranked)
    by_rank = {w: [weighted(d, k, w) for d, k in zip(dense, keyword, strict=True)] for w in _WEIGHTS}
    learned, weights = chosen_elsewhere(task, passages, by_rank)
    yield f"ours {target}, ranks by a learned weight", figures(task, passages, learned) | {"weights": weights}
    by_score = {w: rankings(mixed(cosines, scores, w)) for w in _WEIGHTS}
    learned, weights = chosen_elsewhere(task, passages, by_score)
    yield f"ours {target}, scores by a learned weight", figures(task, passages, learned) | {"weights": weights}
    if read:
        # No way to fuse does better here than the words alone by more than chance.
        yield from _read(task, passages, keyword, f"ours {target}, BM25")


def _read(task: Task, passages: Sequence[Passage], ranked: Sequence[Ranking], name: str) -> Iterator[Row]:
    """The first of a ranking put in order by the reader alone, and by both with a weight learned elsewhere."""
    logits = reader_logits(task, passages, ranked)
    by_share = {w: [reranked(r, read, w) for r, read in zip(ranked, logits, strict=True)] for w in _WEIGHTS}
    yield f"{name}, then by the reader alone", figures(task, passages, by_share[1.0])
    best, weights = chosen_elsewhere(task, passages, by_share)
    yield f"{name}, then by the reader with a learned weight", figures(task, passages, best) | {"weights": weights}


def measure(task: Task, encoder: Encoder) -> Iterator[Row]:
    """Every row, as it becomes known: on two busy cores some 20 minutes, most of them reading."""
    yield from floors(task, encoder)
    for target in _TARGETS:
        yield from ours(task, encoder, target, read=target in _READ)


def table(rows: Iterable[Row]) -> Table:
    """The rows beside the published ones, in %."""
    cells = [(name, *row["at_5"], "–".join(map(str, row["recall_interval"])), *row["at_10"], _said(row.get("weights")))
             for name, row in rows]  # fmt: skip
    published = [(f"published: {name}", *values, None, *[None] * 3, None) for name, values in PUBLISHED]
    columns = ("passages, ranking", *_columns(5), "95 % of recall@5", *_columns(10), "learned weight")
    return Table("chunking, in %", columns, (*cells, *published))


def _columns(depth: int) -> tuple[str, ...]:
    return tuple(f"{name}@{depth}" for name in ("recall", "precision", "IoU"))


def _said(weights: Mapping[str, float] | None) -> str | None:
    """One weight, or the least and the most of the corpora's."""
    if not weights:
        return None
    low, high = min(weights.values()), max(weights.values())
    return str(low) if low == high else f"{low}–{high}"
