"""`python -m evals.recall`: what the search index finds of what exact search would find, by the graph's settings.

Of each question for tuning the twenty nearest passages are looked up in the index, and every vector is compared too.
The figures are for people to judge.
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import numpy as np

from bot.library import Library
from evals.golden import read_golden
from ingest.chroma.folder import FolderIndex
from ingest.chroma.index import GRAPHS, Index
from ingest.embed import open_encoder
from ingest.encoder import Vectors
from ingest.generation import Generation
from ingest.settings import go_offline, read_settings
from ingest.store import Store

_SETTINGS = tuple(GRAPHS[0])
_NEAREST, _ASKED = 20, 50
_ROUNDING = 1e-6
_SAME = 1e-3  # cosine distance under which a vector has found itself


@dataclass(frozen=True, slots=True)
class Found:
    """What one graph finds; ``lost`` counts the passages that their own vectors do not find."""

    graph: Mapping[str, int]
    recall: float
    worst: float
    lost: int
    build_cpu_seconds: float
    p50_ms: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Build each graph over the vectors of a store's live generation, and print what it finds."""
    options = _parser().parse_args(arguments)
    go_offline()
    live = Store(options.store).open()
    if live is None:
        sys.stderr.write(f"There is no store in {options.store}. Give one with --store.\n")
        return 1
    library = Library(live, open_encoder(read_settings()))
    asked = [library.question_vector(golden.question) for golden in read_golden() if golden.split == "tuning"]
    graphs = [dict(zip(_SETTINGS, graph, strict=True)) for graph in options.graph] or [dict(GRAPHS[0])]
    print(f"{live.manifest.passages:,} passages, {len(asked)} questions")
    print(
        f"| {' | '.join(_SETTINGS)} | recall@{_NEAREST} | worst | lost | build, processor s | p50, ms |\n|{'---:|' * 8}"
    )
    for graph in graphs:
        print(_line(_built(live, graph, asked)), flush=True)
    return 0


def recall(index: Index, ids: Sequence[str], vectors: Vectors, asked: Sequence[Vectors]) -> list[float]:
    """For each vector that is asked for, how many of the twenty that the index finds are as near as the twentieth is.

    A share; where several are equally near it does not matter which of them is found.
    """
    places = {id_: place for place, id_ in enumerate(ids)}
    wanted = min(_NEAREST, len(ids))
    shares = []
    for vector in asked:
        alike = vectors @ vector
        least = np.partition(alike, -wanted)[-wanted] - _ROUNDING
        found = index.nearest(vector, min(_ASKED, len(ids)))[:wanted]
        shares.append(sum(alike[places[id_]] >= least for id_, _ in found) / wanted)
    return shares


def _built(live: Generation, graph: Mapping[str, int], asked: Sequence[Vectors]) -> Found:
    with TemporaryDirectory(prefix="recall-") as name:
        index = FolderIndex(Path(name) / "chroma")
        began = process_time()
        index.fill(live.passages, live.vectors, graph)
        built = process_time() - began
        shares = recall(index, [passage.id for passage in live.passages], live.vectors, asked)
        lost = sum(far > _SAME for far in index.distances(live.vectors))
        took = [_seconds(index, vector) for vector in asked]
        index.close()
    return Found(graph, mean(shares), min(shares), lost, built, median(took) * 1_000)


def _seconds(index: Index, vector: Vectors) -> float:
    began = perf_counter()
    index.nearest(vector, _ASKED)
    return perf_counter() - began


def _line(found: Found) -> str:
    settings = " | ".join(map(str, found.graph.values()))
    figures = f"{found.recall:.4f} | {found.worst:.2f} | {found.lost} | {found.build_cpu_seconds:,.1f}"
    return f"| {settings} | {figures} | {found.p50_ms:.1f} |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.recall", description="Measure what the search index misses.")
    store = Path(os.environ.get("CLUSTER_STORE", "store"))
    parser.add_argument("--store", type=Path, default=store, metavar="FOLDER", help="the store (default: %(default)s)")
    parser.add_argument(
        "--graph",
        type=int,
        nargs=3,
        action="append",
        default=[],
        metavar="N",
        help=f"{', '.join(_SETTINGS)}; may be given again",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
