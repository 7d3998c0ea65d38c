"""`python -m evals.growth`: how building, asking, memory and disk grow with the number of passages.

The documents are the corpus and made-up press releases, the vectors of these made up too (``evals.made_up``).
Building and asking are a process each. Processor time is what counts, since it does not depend on what else runs. The
report keeps what it holds of other sizes, so that a large one can be measured by itself.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from time import perf_counter, process_time
from typing import Any

from evals.bench.process import (
    REPORTS,
    ROOT,
    Pass,
    environment,
    load_average,
    machine,
    memory_mb,
    run,
    say,
    tuning_questions,
)
from evals.made_up import alike
from evals.recall import recall
from evals.workload import write_workload
from ingest import load
from ingest.check import problems_of
from ingest.chroma.index import Index, Vectors
from ingest.chroma.segments import SegmentedIndex
from ingest.embed import open_encoder
from ingest.find import find_files
from ingest.generation import Generation, new_manifest
from ingest.settings import Settings, go_offline, read_settings
from ingest.split import distinct, in_context, split
from ingest.store import Store
from ingest.types import Document, Passage

_SIZES = (10_000, 50_000)
_ANSWERS = 60  # of the questions are answered, too

Steps = list[dict[str, Any]]


class WatchedIndex(SegmentedIndex):
    """An index that notes the processor seconds that it takes to fill."""

    def __init__(self, folder: Path, steps: Steps) -> None:
        super().__init__(folder)
        self._steps = steps

    def fill(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """See Index."""
        with _watched(self._steps, "index"):
            super().fill(passages, vectors)


class WatchedStore(Store):
    """A store that notes the processor seconds of building a generation, step by step."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.steps: Steps = []

    def _new_index(self, building: Path, before: Generation | None) -> Index:
        return WatchedIndex(building, self.steps)

    def _gate(self, building: Path, index: Index) -> list[str]:
        # In this process, whose time can be seen; the product has a child do it.
        with _watched(self.steps, "gate"):
            return problems_of(building, index)


@contextmanager
def _watched(steps: Steps, name: str) -> Iterator[None]:
    began = process_time()
    yield
    taken = process_time() - began
    steps.append({"step": name, "cpu_seconds": taken})
    say(f"  {name}: {taken:,.0f} processor s")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size, print and write down; or, with a part to play, play it in a process of its own."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] in _PARTS:
        go_offline()
        print(json.dumps(_PARTS[arguments[0]](read_settings())), flush=True)
        return 0
    options = _parser().parse_args(arguments)
    for size in options.passages:
        write_down(options.json, measured(size, options.folder))
    print(table(read(options.json)))
    return 0


def measured(size: int, folder: Path | None = None) -> dict[str, Any]:
    """Everything about one size; what is written goes into a folder below ``folder`` and is deleted."""
    with tempfile.TemporaryDirectory(prefix="growth-", dir=folder) as name:
        home = Path(name)
        say(f"{size:,} passages: writing the documents")
        workload = write_workload(home / "documents", size, ROOT / "corpus")
        variables = environment(workload.folder) | {"CLUSTER_STORE": str(home / "store")}
        load_before = load_average()
        say(f"{size:,} passages: building")
        built = run(("evals.growth", "build"), variables)
        disk = sum(path.stat().st_size for path in (home / "store").rglob("*") if path.is_file())
        say(f"{size:,} passages: asking")
        asked = json.loads(run(("evals.growth", "ask"), variables).lines[-1][1])
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine() | {"load_before": load_before, "load_after": load_average()},
        "documents": workload.documents,
        **json.loads(built.lines[-1][1]),
        "build_seconds": built.seconds,
        "build_peak_mb": built.peak_mb,
        "disk_mb": disk / 1e6,
        **asked,
    }


def _build(settings: Settings) -> dict[str, Any]:
    """Publish the documents: everything of an ingest but parsing in a child, and embedding."""
    began = process_time()
    documents, passages = read_documents(settings)
    read_cpu = process_time() - began
    encoder = open_encoder(settings)
    # Those of the corpus have their own vectors.
    real = [place for place, passage in enumerate(passages) if passage.source.id.startswith("corpus/")]
    own = encoder.encode([in_context(passages[place]) for place in real])
    vectors = alike(own, len(passages))
    vectors[real] = own
    store = WatchedStore(settings.store)
    began = process_time()
    store.publish(documents, passages, vectors, new_manifest(encoder.name, "", len(documents), len(passages), {}))
    return {
        "passages": len(passages),
        "read_cpu_seconds": read_cpu,
        "publish_cpu_seconds": process_time() - began,
        "steps": store.steps,
    }


def _ask(settings: Settings) -> dict[str, Any]:
    """A reader: what opening costs, a question, its passages and its answer, and what a rough look misses."""
    from bot.ask import Bot
    from bot.library import Library
    from bot.retrieve import retrieve

    encoder = open_encoder(settings)
    store = Store(settings.store)
    opened = process_time()
    live = store.open()
    assert live is not None
    library = Library(live, encoder)
    asked = [json.loads(line)["question"] for line in tuning_questions()]
    assert library.lexicon
    assert live.positions
    assert live.keywords
    opened = process_time() - opened
    vectors = [library.question_vector(question) for question in asked]
    retrieve(live, asked[0], vectors[0])
    figures = {
        "retrieve": times(lambda place: retrieve(live, asked[place], vectors[place]), len(asked)),
        "roughly": times(lambda place: live.scan.similarities(vectors[place]), len(asked)),
    }
    found = recall(live.scan, live.vectors, vectors)
    bot = Bot(store, encoder, answers_kept=0)
    bot.ask(asked[0])
    figures["answer"] = times(lambda place: bot.ask(asked[place]), _ANSWERS)
    return {
        "open_cpu_seconds": opened,
        "recall": mean(found),
        "recall_worst": min(found),
        "memory_mb": memory_mb(os.getpid()),
        **{name: took.row() for name, took in figures.items()},
    }


@dataclass(frozen=True, slots=True)
class Times:
    """What calls took, by the clock and of the processor."""

    clock: Pass
    processor: Pass

    def row(self) -> dict[str, float]:
        """In milliseconds."""
        return {
            "p50_ms": self.clock.p50_ms,
            "p95_ms": self.clock.p95_ms,
            "cpu_p50_ms": self.processor.p50_ms,
            "cpu_p95_ms": self.processor.p95_ms,
        }


def times(do: Callable[[int], object], count: int) -> Times:
    """What each of so many calls took."""
    clock, processor = [], []
    for place in range(count):
        began, cpu = perf_counter(), process_time()
        do(place)
        clock.append(perf_counter() - began)
        processor.append(process_time() - cpu)
    return Times(Pass.of(clock), Pass.of(processor))


_PARTS: Mapping[str, Callable[[Settings], dict[str, Any]]] = {"build": _build, "ask": _ask}


def read_documents(settings: Settings) -> tuple[list[Document], list[Passage]]:
    """The documents of the settings' folder and their passages, read in this process."""
    found = find_files([settings.corpus], settings.corpus).files
    documents = [load.load(file.path, file.id, settings) for file in found]
    return documents, [passage for document in documents for passage in distinct(split(document))]


_ROWS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "passages": lambda size: f"{size['passages']:,}",
    "documents": lambda size: f"{size['documents']:,}",
    "index, processor s": lambda size: _steps(size, "index"),
    "gate: every passage compared with what Chroma holds, processor s": lambda size: _steps(size, "gate"),
    "all other files, processor s": lambda size: f"{_rest(size):,.0f}",
    "peak memory of building, MB": lambda size: f"{size['build_peak_mb']:,.0f}",
    "one generation on disk, MB": lambda size: f"{size['disk_mb']:,.0f}",
    "read at a start, processor s": lambda size: f"{size['open_cpu_seconds']:.1f}",
    "passages found, processor ms, p50 / p95": lambda size: _both(size["retrieve"]),
    "all vectors compared roughly, ms": lambda size: _both(size["roughly"]),
    "an answer, processor ms, p50 / p95": lambda size: _both(size["answer"]),
    "recall@20 of the rough look, mean / worst question": lambda size: (
        f"{size['recall']:.3f} / {size['recall_worst']:.2f}"
    ),
    "memory of the bot alone, MB": lambda size: f"{size['memory_mb']:,.0f}",
}


def table(sizes: Sequence[Mapping[str, Any]]) -> str:
    """A column a size, in Markdown."""
    (head, show), *rows = _ROWS.items()
    lines = [f"| {' | '.join([head, *map(show, sizes)])} |", f"|---|{'---:|' * len(sizes)}"]
    return "\n".join(lines + [f"| {' | '.join([title, *map(show, sizes)])} |" for title, show in rows])


def _steps(size: Mapping[str, Any], name: str) -> str:
    return " + ".join(f"{step['cpu_seconds']:,.0f}" for step in size["steps"] if step["step"] == name)


def _rest(size: Mapping[str, Any]) -> float:
    return float(size["publish_cpu_seconds"] - sum(step["cpu_seconds"] for step in size["steps"]))


def _both(times: Mapping[str, float]) -> str:
    return f"{times['cpu_p50_ms']:.1f} / {times['cpu_p95_ms']:.1f}"


def read(path: Path) -> Steps:
    """The sizes that a report holds, the smallest first."""
    found: Steps = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return sorted(found, key=lambda size: int(size["passages"]))


def write_down(path: Path, size: Mapping[str, Any]) -> None:
    """Put a size into the report, in place of what it held of as many passages."""
    others = [one for one in read(path) if one["passages"] != size["passages"]]
    path.write_text(json.dumps([*others, size], indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.growth", description="Measure how a store grows.")
    parser.add_argument(
        "--passages", type=int, nargs="+", default=_SIZES, metavar="N", help="the sizes (default: 10,000 and 50,000)"
    )
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help="where to build (default: a temporary folder)")
    parser.add_argument("--json", type=Path, default=REPORTS / "growth.json", metavar="FILE", help="the report")
    return parser


if __name__ == "__main__":
    sys.exit(main())
