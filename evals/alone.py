"""`python -m evals.alone`: the search index alone, over made-up vectors and a few words each, for more than a store.

What a store of this size has beside it (documents, words, its gate) is left out; the graph is the first that a store of
this size gets. The questions are those for tuning, with their own vectors. Building and asking are a process each.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from time import process_time
from typing import Any

import numpy as np

from bot.adapter import open_adapter
from evals.bench.process import REPORTS, ROOT, environment, load_average, machine, memory_mb, run, say, tuning_questions
from evals.growth import read_documents, times
from evals.made_up import alike
from evals.recall import recall
from ingest.chroma.folder import FolderIndex
from ingest.chroma.index import graphs_for
from ingest.embed import open_encoder
from ingest.settings import go_offline, read_settings
from ingest.split import in_context
from ingest.types import Kind, Passage, Source

_NEAREST = 50
_LOOKED_UP = 5_000  # passages by their own vectors
_SAME = 1e-3  # cosine distance under which a vector has found itself


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write down; or play a part in a process of its own."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] in ("build", "ask"):
        go_offline()
        folder = Path(arguments[1])
        print(json.dumps(_build(folder, int(arguments[2])) if arguments[0] == "build" else _ask(folder)))
        return 0
    options = _parser().parse_args(arguments)
    report = measured(options.passages, options.folder)
    options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))
    return 0


def measured(size: int, folder: Path | None = None) -> dict[str, Any]:
    """Everything about one size; what is written goes into a folder below ``folder`` and is deleted."""
    variables, before = environment(ROOT / "corpus"), load_average()
    with tempfile.TemporaryDirectory(prefix="alone-", dir=folder) as name:
        say(f"{size:,} vectors: building")
        built = run(("evals.alone", "build", name, str(size)), variables)
        disk = sum(path.stat().st_size for path in (Path(name) / "chroma").rglob("*") if path.is_file())
        say(f"{size:,} vectors: asking")
        asked = json.loads(run(("evals.alone", "ask", name), variables).lines[-1][1])
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine() | {"load_before": before, "load_after": load_average()},
        "vectors": size,
        **json.loads(built.lines[-1][1]),
        "build_seconds": built.seconds,
        "build_peak_mb": built.peak_mb,
        "disk_mb": disk / 1e6,
        **asked,
    }


def _passages(count: int) -> list[Passage]:
    source = Source("made-up.md", "Made up", None, Kind.PRESS_RELEASE, None, None)
    return [Passage(source, place, f"Passage {place} of {count}.", None) for place in range(count)]


def _build(folder: Path, count: int) -> dict[str, Any]:
    settings = read_settings()
    encoder = open_encoder(settings)
    own = encoder.encode([in_context(passage) for passage in read_documents(settings)[1]])
    vectors = alike(own, count)
    np.save(folder / "vectors.npy", vectors)
    asked = encoder.encode([json.loads(line)["question"] for line in tuning_questions()])
    adapter = open_adapter(encoder.name)
    np.save(folder / "asked.npy", [adapter.moved(vector) if adapter else vector for vector in asked])
    passages = _passages(count)
    began = process_time()
    graph = graphs_for(count)[0]
    FolderIndex(folder / "chroma").fill(passages, vectors, graph)
    return {"index_cpu_seconds": process_time() - began, **graph}


def _ask(folder: Path) -> dict[str, Any]:
    vectors, asked = np.load(folder / "vectors.npy", mmap_mode="r"), np.load(folder / "asked.npy")
    index = FolderIndex(folder / "chroma")
    began, before = process_time(), memory_mb(os.getpid())
    index.nearest(asked[0], _NEAREST)
    opened, held = process_time() - began, memory_mb(os.getpid()) - before
    near = times(lambda place: index.nearest(asked[place], _NEAREST), len(asked))
    looked_up = index.distances(vectors[:: max(1, len(vectors) // _LOOKED_UP)])
    # From here on the vectors are in memory, too.
    exact = times(lambda place: np.argpartition(vectors @ asked[place], -_NEAREST), len(asked))
    found = recall(index, [passage.id for passage in _passages(len(vectors))], vectors, list(asked))
    return {
        "open_cpu_seconds": opened,
        "memory_mb": held,
        "nearest": near.row(),
        "exact": exact.row(),
        "recall": mean(found),
        "recall_worst": min(found),
        "looked_up": len(looked_up),
        "lost": sum(far > _SAME for far in looked_up),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.alone", description="Measure the search index alone.")
    parser.add_argument(
        "--passages", type=int, default=1_000_000, metavar="N", help="how many vectors (default: %(default)s)"
    )
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help="where to build (default: a temporary folder)")
    parser.add_argument("--json", type=Path, default=REPORTS / "alone.json", metavar="FILE", help="the report")
    return parser


if __name__ == "__main__":
    sys.exit(main())
