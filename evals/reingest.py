"""`python -m evals.reingest`: what it costs to ingest again when one document in a hundred says something else.

Three processes, one after the other: everything is new, one in a hundred has changed, nothing has. The figures are for
people to judge. A change is a document whose every passage is new, so a hundredth of the passages has to be embedded.
With ``--made-up`` the first finds made-up vectors as an ingest finds those of one that was broken off, and what it
would have cost to embed is worked out from a thousand passages: 100,000 take most of an hour otherwise.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from evals.bench.process import REPORTS, Run, environment, load_average, machine, run, say
from evals.growth import read_documents
from evals.made_up import alike
from evals.workload import rewrite, write_workload
from ingest.embed import open_encoder
from ingest.embedded import Embedded
from ingest.settings import Settings, go_offline, read_settings
from ingest.split import in_context, text_digest

_EVERY = 100
_MADE_UP = "make-up"
_TIMED, _BATCH = 1_000, 10_000


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
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments == [_MADE_UP]:
        go_offline()
        print(_make_up(read_settings()), flush=True)
        return 0
    options = _parser().parse_args(arguments)
    busy_before = load_average()
    with tempfile.TemporaryDirectory(prefix="reingest-") as name:
        documents, store = Path(name) / "documents", Path(name) / "store"
        say(f"Writing about {options.passages:,} passages of documents")
        workload = write_workload(documents, options.passages)
        variables = environment(workload.folder) | {"CLUSTER_STORE": str(store)}
        saved = float(run(("evals.reingest", _MADE_UP), variables).lines[-1][1]) if options.made_up else 0.0
        command = ("ingest", str(documents), "--store", str(store), "--json")

        def measured(title: str) -> Round:
            say(title)
            return _round(run(command, variables), store)

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
        "embedding_cpu_seconds_saved": saved,
        "rounds": {title: asdict(one) for title, one in rounds.items()},
    }
    path = options.json or REPORTS / f"reingest-{options.passages}.json"
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(table(rounds))
    full = rounds["first"].cpu_seconds + saved
    again = rounds["one in a hundred changed"].cpu_seconds
    print(f"A full build: {full:,.0f} processor s. One in a hundred anew: {again:,.1f}, which is {again / full:.1%}.")
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


def _make_up(settings: Settings) -> float:
    """Put a made-up vector of each passage where an ingest looks for them; the processor seconds that this saves.

    In a process of its own, whose memory is not counted.
    """
    encoder = open_encoder(settings)
    texts = list(dict.fromkeys(map(in_context, read_documents(settings)[1])))
    encoder.encode(texts[:1])  # a store's first encoder is made from the weights, which is none of what is timed
    began = process_time()
    real = encoder.encode(texts[:_TIMED])
    each = (process_time() - began) / len(real)
    embedded = Embedded(settings.store / "embedded", encoder.name)
    vectors = alike(real, len(texts))
    for first in range(0, len(texts), _BATCH):
        embedded.keep([*map(text_digest, texts[first : first + _BATCH])], vectors[first : first + _BATCH])
    return each * len(texts)


def _round(ingest: Run, store: Path) -> Round:
    disk = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    embedded = int(json.loads(ingest.lines[-1][1])["embedded"])
    return Round(embedded, ingest.seconds, ingest.cpu_seconds, ingest.peak_mb, disk / 1e6)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.reingest", description="Measure what a small change costs.")
    parser.add_argument(
        "--passages", type=int, default=100_000, metavar="N", help="passages of the documents (default: %(default)s)"
    )
    parser.add_argument("--made-up", action="store_true", help="do not embed what the first ingest holds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the report goes (default: evals/reports/)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
