"""`python -m evals.bench`: our pipeline beside the stock LangChain recipe, on the same files in the same run.

Each measurement is a fresh process, seen from outside: its seconds, its peak memory, and when each line of its output
came. Nothing is asserted: the figures are for people to judge. Needs the extra ``bench``.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from evals.golden import GOLDEN
from evals.workload import Workload, write_workload

_ROOT = Path(__file__).parent.parent
REPORTS = Path(__file__).parent / "reports"
_COLD_STARTS = 3
# Above this load for each core, something else was running.
_IDLE_LOAD = 0.25
_LIBRARIES = (
    "torch",
    "sentence-transformers",
    "chromadb",
    "langchain-core",
    "langchain-chroma",
    "langchain-huggingface",
    "langchain-text-splitters",
)


@dataclass(frozen=True, slots=True)
class Run:
    """A process that ended well; ``lines`` are its output with the seconds from its start to each."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    lines: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Pass:
    """The questions asked once, one after the other."""

    p50_ms: float
    p95_ms: float
    per_second: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Pass":
        """From the seconds that each question took."""
        p95 = quantiles(seconds, n=20, method="inclusive")[-1]
        return cls(median(seconds) * 1_000, p95 * 1_000, len(seconds) / sum(seconds))


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one recipe."""

    documents: int
    passages: int
    characters: int
    ingest_seconds: float
    ingest_cpu_seconds: float
    ingest_peak_mb: float
    disk_mb: float
    first_pass: Pass
    second_pass: Pass
    ask_cpu_ms: float
    ask_peak_mb: float
    cold_start_seconds: float
    again_seconds: float
    again_embedded: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one side is run: ``ingest`` prints JSON with "embedded", ``ask`` a line for each question of a file."""

    name: str
    store: Path
    ingest: Sequence[str]
    ask: Callable[[Path], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    label: str
    form: str
    value: Callable[[Figures], float]


ROWS = (
    Row("documents", ",.0f", lambda f: f.documents),
    Row("passages", ",.0f", lambda f: f.passages),
    Row("ingest, s", ",.1f", lambda f: f.ingest_seconds),
    Row("ingest, processor s", ",.1f", lambda f: f.ingest_cpu_seconds),
    Row("passages embedded per s of ingest", ",.1f", lambda f: f.passages / f.ingest_seconds),
    Row("characters of source text per s of ingest", ",.0f", lambda f: f.characters / f.ingest_seconds),
    Row("peak memory of ingest, MB", ",.0f", lambda f: f.ingest_peak_mb),
    Row("store on disk, MB", ",.1f", lambda f: f.disk_mb),
    Row("ingest again, nothing changed, s", ",.1f", lambda f: f.again_seconds),
    Row("passages embedded by that", ",.0f", lambda f: f.again_embedded),
    Row("a question asked first, p50 ms", ",.1f", lambda f: f.first_pass.p50_ms),
    Row("a question asked first, p95 ms", ",.1f", lambda f: f.first_pass.p95_ms),
    Row("answers per s, first pass", ",.1f", lambda f: f.first_pass.per_second),
    Row("the same asked again, p50 ms", ",.1f", lambda f: f.second_pass.p50_ms),
    Row("the same asked again, p95 ms", ",.1f", lambda f: f.second_pass.p95_ms),
    Row("answers per s, second pass", ",.1f", lambda f: f.second_pass.per_second),
    Row("processor ms a question, both passes", ",.1f", lambda f: f.ask_cpu_ms),
    Row("peak memory while asking, MB", ",.0f", lambda f: f.ask_peak_mb),
    Row("cold start to the first answer, s", ",.1f", lambda f: f.cold_start_seconds),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure both, print the table and write it down."""
    options = _parser().parse_args(arguments)
    busy_before = load_average()
    questions = tuning_questions()[: options.questions]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        home = Path(name)
        _say("Writing the documents")
        workload = write_workload(home / "documents", options.passages, _ROOT / "corpus", options.documents)
        figures = {recipe.name: measure(recipe, workload, questions, home) for recipe in recipes(workload, home)}
    about = machine() | {"load_before": busy_before}
    size = f"{options.documents}-documents" if options.documents else options.passages
    path = options.json or REPORTS / f"bench-{size}.json"
    _write(path, about, workload, len(questions), figures)
    print(table(figures["ours"], figures["stock"]))
    print(f"\n{_notes(about, workload, len(questions))}")
    _say(f"Written to {path}")
    return 0


def recipes(workload: Workload, home: Path) -> tuple[Recipe, Recipe]:
    """Ours and the stock one, each with a store of its own."""
    ours, stock = home / "ours", home / "stock"
    folder = str(workload.folder)
    return (
        Recipe(
            "ours",
            ours,
            ("ingest", folder, "--store", str(ours), "--json"),
            lambda file: ("bot", "--questions", str(file), "--store", str(ours)),
        ),
        Recipe(
            "stock",
            stock,
            ("evals.stock", "ingest", folder, str(stock)),
            lambda file: ("evals.stock", "ask", str(file), str(stock)),
        ),
    )


def measure(recipe: Recipe, workload: Workload, questions: Sequence[str], home: Path) -> Figures:
    """All figures of one recipe, on an empty store."""
    variables = environment(workload)
    _say(f"{recipe.name}: ingest")
    ingest = run(recipe.ingest, variables)
    disk_mb = sum(path.stat().st_size for path in recipe.store.rglob("*") if path.is_file()) / 1e6
    one, twice = home / "one.jsonl", home / "twice.jsonl"
    one.write_text(questions[0] + "\n", encoding="utf-8")
    # The first question stands in front once more, so that nothing that is loaded late falls into the first pass.
    twice.write_text("\n".join([questions[0], *questions, *questions]) + "\n", encoding="utf-8")
    _say(f"{recipe.name}: {_COLD_STARTS} cold starts")
    starts = [run(recipe.ask(one), variables) for _ in range(_COLD_STARTS)]
    _say(f"{recipe.name}: {len(questions)} questions, twice")
    asked = run(recipe.ask(twice), variables)
    took = [after - before for (before, _), (after, _) in pairwise(asked.lines)]
    # Last, since the stock recipe puts everything into the same store a second time.
    _say(f"{recipe.name}: ingest again")
    again = run(recipe.ingest, variables)
    return Figures(
        documents=workload.documents,
        passages=_embedded(ingest),
        characters=workload.characters,
        ingest_seconds=ingest.seconds,
        ingest_cpu_seconds=ingest.cpu_seconds,
        ingest_peak_mb=ingest.peak_mb,
        disk_mb=disk_mb,
        first_pass=Pass.of(took[: len(questions)]),
        second_pass=Pass.of(took[len(questions) :]),
        ask_cpu_ms=(asked.cpu_seconds - median(start.cpu_seconds for start in starts)) / len(took) * 1_000,
        ask_peak_mb=asked.peak_mb,
        cold_start_seconds=median(start.lines[0][0] for start in starts),
        again_seconds=again.seconds,
        again_embedded=_embedded(again),
    )


def run(module: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run ``python -m`` with a module and its arguments. Raises RuntimeError with what it said when it fails."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        began = perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=_ROOT,
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        assert process.stdout
        with process.stdout as output:
            lines = tuple((perf_counter() - began, line) for line in output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            # A face tells of a question that it could not take on its output, and of all else beside it.
            told = said.read()[-2_000:] or "".join(line for _, line in lines[-1:])
            raise RuntimeError(f"python -m {' '.join(module)} ended with {process.returncode}: {told}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1_024 / 1e6, lines)


def tuning_questions() -> list[str]:
    """The golden questions for tuning, as the lines of their file; those set aside are never asked here."""
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and json.loads(line)["split"] == "tuning"]


def table(ours: Figures, stock: Figures) -> str:
    """Both side by side with their ratio, in Markdown."""
    lines = ["| | ours | stock | ours / stock |", "|---|---:|---:|---:|"]
    for row in ROWS:
        a, b = row.value(ours), row.value(stock)
        ratio = f"{a / b:.2f}" if b else "-"
        lines.append(f"| {row.label} | {a:{row.form}} | {b:{row.form}} | {ratio} |")
    return "\n".join(lines)


def _notes(about: Mapping[str, Any], workload: Workload, questions: int) -> str:
    libraries = ", ".join(f"{name} {number}" for name, number in about["libraries"].items())
    busy = about["load_before"] > _IDLE_LOAD * about["cores"]
    warning = " The machine was busy with other work, so only the counts and the bytes can be trusted." if busy else ""
    return (
        f"{workload.documents:,} documents with {workload.characters:,} characters; {questions} golden questions for "
        "tuning, one at a time. The stock recipe finds passages and composes no answer, and its second ingest puts "
        "everything into the store again.\n\n"
        f"{about['cores']} cores of {about['processor']}, load average {about['load_before']} before, "
        f"Python {about['python']}, {libraries}.{warning}"
    )


def machine() -> dict[str, Any]:
    """The processors and the releases of the libraries."""
    return {
        "cores": _cores(),
        "processor": _processor(),
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in _LIBRARIES},
    }


def load_average() -> float:
    """How many processes wanted a processor in the minute before."""
    return round(os.getloadavg()[0], 1)


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def environment(workload: Workload) -> dict[str, str]:
    """The same processors for both, and no network."""
    cores = str(_cores())
    return {
        **os.environ,
        "CLUSTER_CORPUS": str(workload.folder),
        "CLUSTER_THREADS": cores,
        "OMP_NUM_THREADS": cores,
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "ANONYMIZED_TELEMETRY": "False",
        "LANGSMITH_TRACING": "false",
    }


def _embedded(ingest: Run) -> int:
    return int(json.loads(ingest.lines[-1][1])["embedded"])


def _write(
    path: Path, about: Mapping[str, Any], workload: Workload, questions: int, figures: Mapping[str, Figures]
) -> None:
    report = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": about,
        "generated_passages": workload.generated,
        "questions": questions,
        **{name: asdict(side) for name, side in figures.items()},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description="Measure us beside the stock recipe.")
    parser.add_argument(
        "--passages",
        type=_at_least_two,
        default=10_000,
        metavar="N",
        help="passages of made-up documents (default: %(default)s)",
    )
    parser.add_argument(
        "--documents",
        type=_at_least_two,
        metavar="N",
        help="so many documents of so many passages, the corpus among them",
    )
    parser.add_argument(
        "--questions", type=_at_least_two, metavar="N", help="how many golden questions (default: all for tuning)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the report goes (default: evals/reports/)")
    return parser


def _at_least_two(text: str) -> int:
    number = int(text)
    if number < 2:
        raise argparse.ArgumentTypeError(f"{number} is too few. Give 2 or more.")
    return number


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
