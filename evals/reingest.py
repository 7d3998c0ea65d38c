"""`python -m evals.reingest`: what it costs to ingest again when one document in a hundred says something else.

Three processes, one after the other: everything is new, one in a hundred has changed, nothing has. The figures are for
people to judge. A change is a document whose every passage is new, so a hundredth of the passages has to be embedded.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from evals.bench.process import REPORTS, Run, environment, load_average, machine, run, say
from evals.workload import rewrite, write_workload

_EVERY = 100


@dataclass(frozen=True, slots=True)
class Round:
    """One ingest; ``disk_mb`` is the whole store after it, with the generations that are kept."""

    embedded: int
    seconds: float
    cpu_seconds: float
    peak_mb: float
    disk_mb: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the three rounds, print them and write them down."""
    options = _parser().parse_args(arguments)
    busy_before = load_average()
    with tempfile.TemporaryDirectory(prefix="reingest-") as name:
        documents, store = Path(name) / "documents", Path(name) / "store"
        say(f"Writing about {options.passages:,} passages of documents")
        workload = write_workload(documents, options.passages)
        command = ("ingest", str(documents), "--store", str(store), "--json")

        def measured(title: str) -> Round:
            say(title)
            return _round(run(command, environment(workload.folder)), store)

        rounds = {"first": measured("Everything is new")}
        changed = rewrite(documents, _EVERY)
        rounds["one in a hundred changed"] = measured(f"{changed} of {workload.documents} documents have changed")
        rounds["nothing changed"] = measured("Nothing has changed")
    report = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine() | {"load_before": busy_before, "load_after": load_average()},
        "documents": workload.documents,
        "passages": workload.passages,
        "changed_documents": changed,
        "rounds": {title: asdict(one) for title, one in rounds.items()},
    }
    path = options.json or REPORTS / f"reingest-{options.passages}.json"
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(table(rounds))
    say(f"Written to {path}")
    return 0


def table(rounds: dict[str, Round]) -> str:
    """A line a round, in Markdown."""
    lines = ["| | embedded | s | processor s | peak memory, MB | store on disk, MB |", "|---|---:|---:|---:|---:|---:|"]
    lines += [
        f"| {title} | {one.embedded:,} | {one.seconds:,.1f} | {one.cpu_seconds:,.1f} | {one.peak_mb:,.0f} "
        f"| {one.disk_mb:,.0f} |"
        for title, one in rounds.items()
    ]
    return "\n".join(lines)


def _round(ingest: Run, store: Path) -> Round:
    disk = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    embedded = int(json.loads(ingest.lines[-1][1])["embedded"])
    return Round(embedded, ingest.seconds, ingest.cpu_seconds, ingest.peak_mb, disk / 1e6)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.reingest", description="Measure what a small change costs.")
    parser.add_argument(
        "--passages", type=int, default=100_000, metavar="N", help="passages of the documents (default: %(default)s)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the report goes (default: evals/reports/)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
