"""Embedding alone: our encoder and the stock one, the same weights over the same passages.

They take turns, each time in a process of its own, and the median of the ratios of a pair counts: so what else runs
on the machine falls on both. The passages are those of the corpus with their words moved round, so that no text comes
twice.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from time import process_time
from typing import Any

from evals.bench.process import ROOT, environment, memory_mb, run, say
from evals.growth import read_documents
from ingest.embed import open_encoder
from ingest.settings import go_offline, read_settings
from ingest.split import in_context

_SIDES = ("ours", "stock")
_MOVED = 7  # words
# What is compared, its name in a run, and whether more is better.
_ROWS = (
    ("passages embedded per processor s", "per_cpu_second", True),
    ("memory, encoder loaded, MB", "loaded_mb", False),
    ("memory after embedding, MB", "embedded_mb", False),
)


def measured(texts: int, pairs: int) -> list[dict[str, Any]]:
    """What each side took, in pairs one after the other."""
    found = []
    for number in range(pairs):
        for side in _SIDES:
            say(f"  {side}, {number + 1} of {pairs}")
            done = run(("evals.bench.embedding", side, str(texts)), environment(ROOT / "corpus"))
            found.append(json.loads(done.lines[-1][1]))
    return found


def ratios(runs: Sequence[Mapping[str, Any]]) -> dict[str, tuple[float, bool]]:
    """What the plot shows: ours divided by theirs, the median over the pairs, and whether more is better."""
    pairs = list(zip(runs[::2], runs[1::2], strict=True))
    return {
        what.removesuffix(", MB"): (median(ours[key] / stock[key] for ours, stock in pairs), more)
        for what, key, more in _ROWS
    }


def table(runs: Sequence[Mapping[str, Any]]) -> str:
    """The medians of both sides and of the ratios, in Markdown."""
    lines = ["| embedding alone | ours | stock | ours / stock |", "|---|---:|---:|---:|"]
    found = ratios(runs)
    for what, key, _ in _ROWS:
        ours, stock = (median(one[key] for one in runs[place::2]) for place in range(2))
        lines.append(f"| {what} | {ours:,.0f} | {stock:,.0f} | {found[what.removesuffix(', MB')][0]:.2f} |")
    return "\n".join(lines)


def moved_round(texts: Sequence[str], count: int) -> Iterator[str]:
    """``count`` texts, all different: the words of each begin a few words later every time that it comes again."""
    words = [text.split() for text in texts]
    for place in range(count):
        turn, at = divmod(place, len(texts))
        start = turn * _MOVED % len(words[at])
        yield " ".join([*words[at][start:], *words[at][:start]])


def _embed(side: str, count: int) -> dict[str, Any]:
    settings = read_settings()
    texts = list(moved_round([in_context(passage) for passage in read_documents(settings)[1]], count))
    if side == "ours":
        embed: Any = open_encoder(settings).encode
    else:
        from evals.stock import embeddings

        embed = embeddings().embed_documents
    embed(texts[:8])  # what is loaded late is loaded now
    loaded = memory_mb(os.getpid())
    began = process_time()
    embed(texts)
    took = process_time() - began
    return {
        "side": side,
        "texts": count,
        "per_cpu_second": count / took,
        "loaded_mb": loaded,
        "embedded_mb": memory_mb(os.getpid()),
    }


if __name__ == "__main__":
    go_offline()
    print(json.dumps(_embed(sys.argv[1], int(sys.argv[2]))))
