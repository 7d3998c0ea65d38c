"""Our pipeline beside the stock LangChain recipe, on the same files in the same run.

Each measurement is a fresh process, seen from outside. The stock recipe finds passages and composes no answer, and
its second ingest puts everything into the store again. Needs the extra ``bench``.
"""

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from evals.bench.process import ROOT, Pass, Run, environment, run, say, tuning_questions
from evals.workload import Workload, write_workload

_COLD_STARTS = 3


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
    ask_resident_mb: float
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
    drawn: bool | None = None  # whether more is better, for what is in the plot


ROWS = (
    Row("documents", ",.0f", lambda f: f.documents),
    Row("passages", ",.0f", lambda f: f.passages),
    Row("ingest, s", ",.1f", lambda f: f.ingest_seconds),
    Row("ingest, processor s", ",.1f", lambda f: f.ingest_cpu_seconds, False),
    Row("passages embedded per s of ingest", ",.1f", lambda f: f.passages / f.ingest_seconds),
    Row("characters of source text per s of ingest", ",.0f", lambda f: f.characters / f.ingest_seconds),
    Row("peak memory of ingest, MB", ",.0f", lambda f: f.ingest_peak_mb, False),
    Row("store on disk, MB", ",.1f", lambda f: f.disk_mb, False),
    Row("ingest again, nothing changed, s", ",.1f", lambda f: f.again_seconds),
    Row("passages embedded by that", ",.0f", lambda f: f.again_embedded),
    Row("a question asked first, p50 ms", ",.1f", lambda f: f.first_pass.p50_ms),
    Row("a question asked first, p95 ms", ",.1f", lambda f: f.first_pass.p95_ms),
    Row("answers per s, first pass", ",.1f", lambda f: f.first_pass.per_second),
    Row("the same asked again, p50 ms", ",.1f", lambda f: f.second_pass.p50_ms),
    Row("the same asked again, p95 ms", ",.1f", lambda f: f.second_pass.p95_ms),
    Row("answers per s, second pass", ",.1f", lambda f: f.second_pass.per_second),
    Row("processor ms a question, both passes", ",.1f", lambda f: f.ask_cpu_ms, False),
    Row("peak memory while asking, MB", ",.0f", lambda f: f.ask_peak_mb),
    Row("resident memory while asking, MB", ",.0f", lambda f: f.ask_resident_mb, False),
    Row("cold start to the first answer, s", ",.1f", lambda f: f.cold_start_seconds, False),
)


def side_by_side(passages: int, documents: int | None, questions: int | None) -> dict[str, Figures]:
    """Both recipes, "ours" and "stock", over the corpus and about ``passages`` passages of made-up documents.

    ``documents`` is how many there shall be, ``questions`` how many of the golden ones for tuning are asked; None: all.
    """
    lines = tuning_questions()[:questions]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        home = Path(name)
        say("Writing the documents")
        workload = write_workload(home / "documents", passages, ROOT / "corpus", documents)
        return {recipe.name: measure(recipe, workload, lines, home) for recipe in recipes(workload, home)}


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
    variables = environment(workload.folder)
    say(f"{recipe.name}: ingest")
    ingest = run(recipe.ingest, variables)
    disk_mb = sum(path.stat().st_size for path in recipe.store.rglob("*") if path.is_file()) / 1e6
    one, twice = home / "one.jsonl", home / "twice.jsonl"
    one.write_text(questions[0] + "\n", encoding="utf-8")
    # The first question stands in front once more, so that nothing that is loaded late falls into the first pass.
    twice.write_text("\n".join([questions[0], *questions, *questions]) + "\n", encoding="utf-8")
    say(f"{recipe.name}: {_COLD_STARTS} cold starts")
    starts = [run(recipe.ask(one), variables) for _ in range(_COLD_STARTS)]
    say(f"{recipe.name}: {len(questions)} questions, twice")
    asked = run(recipe.ask(twice), variables)
    took = [after - before for (before, _), (after, _) in pairwise(asked.lines)]
    # Last, since the stock recipe puts everything into the same store a second time.
    say(f"{recipe.name}: ingest again")
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
        ask_resident_mb=asked.resident_mb,
        cold_start_seconds=median(start.lines[0][0] for start in starts),
        again_seconds=again.seconds,
        again_embedded=_embedded(again),
    )


def table(ours: Figures, stock: Figures) -> str:
    """Both side by side with their ratio, in Markdown."""
    lines = ["| | ours | stock | ours / stock |", "|---|---:|---:|---:|"]
    for row in ROWS:
        a, b = row.value(ours), row.value(stock)
        ratio = f"{a / b:.2f}" if b else "-"
        lines.append(f"| {row.label} | {a:{row.form}} | {b:{row.form}} | {ratio} |")
    return "\n".join(lines)


def ratios(ours: Figures, stock: Figures) -> dict[str, tuple[float, bool]]:
    """What the plot shows: ours divided by theirs, and whether more is better."""
    return {
        row.label.removesuffix(", MB").removesuffix(", both passes"): (row.value(ours) / row.value(stock), row.drawn)
        for row in ROWS
        if row.drawn is not None
    }


def _embedded(ingest: Run) -> int:
    return int(json.loads(ingest.lines[-1][1])["embedded"])
