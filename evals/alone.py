"""`python -m evals.alone`: the search by vectors alone, over made-up ones, for more than a store can be built for.

What a store of this size has beside them (documents, words, Chroma) is left out. The questions are those for tuning,
with their own vectors.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from time import process_time
from typing import Any

import numpy as np

from bot.adapter import open_adapter
from evals.bench.process import REPORTS, load_average, machine, memory_mb, say, tuning_questions
from evals.growth import read_documents, times
from evals.made_up import alike
from evals.recall import recall
from ingest.embed import open_encoder
from ingest.scan import Scan
from ingest.settings import go_offline, read_settings
from ingest.split import in_context


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write down."""
    options = _parser().parse_args(arguments)
    go_offline()
    report = measured(options.passages)
    options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))
    return 0


def measured(size: int) -> dict[str, Any]:
    """What comparing all of so many vectors takes, and what it misses."""
    before = load_average()
    settings = read_settings()
    encoder, adapter = open_encoder(settings), open_adapter(settings.encoder)
    own = encoder.encode([in_context(passage) for passage in read_documents(settings)[1]])
    asked = encoder.encode([json.loads(line)["question"] for line in tuning_questions()])
    asked = np.array([adapter.moved(vector) if adapter else vector for vector in asked])
    say(f"{size:,} vectors: making them up")
    vectors = alike(own, size)
    scan, began, held = Scan(vectors), process_time(), memory_mb(os.getpid())
    scan.similarities(asked[0])
    made, taken = process_time() - began, memory_mb(os.getpid()) - held
    roughly = times(lambda place: scan.similarities(asked[place]), len(asked))
    # By themselves: the threads of this product spin on for a while.
    exactly = times(lambda place: vectors @ asked[place], len(asked))
    found = recall(scan, vectors, list(asked))
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine() | {"load_before": before, "load_after": load_average()},
        "vectors": size,
        "made_cpu_seconds": made,
        "memory_mb": taken,
        "roughly": roughly.row(),
        "exactly": exactly.row(),
        "recall": mean(found),
        "recall_worst": min(found),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.alone", description="Measure the search by vectors alone.")
    parser.add_argument(
        "--passages", type=int, default=1_000_000, metavar="N", help="how many vectors (default: %(default)s)"
    )
    parser.add_argument("--json", type=Path, default=REPORTS / "alone.json", metavar="FILE", help="the report")
    return parser


if __name__ == "__main__":
    sys.exit(main())
