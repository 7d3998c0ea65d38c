import os
from dataclasses import replace
from pathlib import Path

import pytest

from evals.bench.process import Pass, run, tuning_questions
from evals.bench.recipes import ROWS, Figures, table
from evals.golden import read_golden
from evals.stock import TextFolderLoader
from evals.workload import Workload, write_workload

STOCK = Figures(
    documents=10,
    passages=200,
    characters=50_000,
    ingest_seconds=8.0,
    ingest_cpu_seconds=16.0,
    ingest_peak_mb=1_500.0,
    disk_mb=4.0,
    first_pass=Pass(20.0, 40.0, 50.0),
    second_pass=Pass(20.0, 40.0, 50.0),
    ask_cpu_ms=30.0,
    ask_peak_mb=900.0,
    ask_resident_mb=850.0,
    cold_start_seconds=10.0,
    again_seconds=8.0,
    again_embedded=200,
)
OURS = replace(STOCK, passages=250, ingest_seconds=4.0, again_seconds=1.0, again_embedded=0)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two real formats and a README, which is no document."""
    folder = tmp_path / "corpus"
    (folder / "news").mkdir(parents=True)
    (folder / "README.md").write_text("How to add a document.")
    (folder / "news" / "lab.md").write_text("title: A lab\npublished: 2024-05\n\nThe lab opened in May 2024.\n")
    page = "<html><head><title>A park</title></head><body><main><p>The park has 45 companies.</p></main></body></html>"
    (folder / "news" / "park.html").write_text(page)
    return folder


@pytest.mark.parametrize("passages", [2, 100, 600])
def test_a_workload_has_about_the_passages_asked_for(tmp_path: Path, passages: int) -> None:
    """Within a tenth, or the few of the shortest document."""
    workload = write_workload(tmp_path / "documents", passages)
    assert passages <= workload.generated <= max(passages * 1.1, passages + 5)
    assert workload.passages == workload.generated


def test_a_workload_is_the_same_on_every_run(tmp_path: Path, corpus: Path) -> None:
    """Byte for byte, whatever lies where."""
    first = write_workload(tmp_path / "a", 100, corpus)
    second = write_workload(tmp_path / "elsewhere" / "b", 100, corpus)
    assert contents(tmp_path / "a") == contents(tmp_path / "elsewhere" / "b")
    assert replace(first, folder=second.folder) == second


def test_documents_of_a_workload_are_of_the_sizes_of_press_releases(tmp_path: Path) -> None:
    """Between one and some ten thousand characters, each its own."""
    write_workload(tmp_path / "documents", 300)
    found = list(contents(tmp_path / "documents").values())
    assert len(set(found)) == len(found)
    assert all(900 < len(text) < 12_000 for text in found)
    assert max(map(len, found)) > 3 * min(map(len, found))


def test_the_corpus_stands_in_the_workload_as_text(tmp_path: Path, corpus: Path) -> None:
    """Text files as they are, a page as the text that our reader finds; the README is left out."""
    workload = write_workload(tmp_path / "documents", 2, corpus)
    real = contents(tmp_path / "documents" / "corpus")
    assert real.keys() == {"news/lab.md", "news/park.md"}
    assert real["news/lab.md"] == (corpus / "news" / "lab.md").read_bytes()
    page = real["news/park.md"].decode()
    assert page.startswith("title: A park\n")
    assert "The park has 45 companies." in page
    assert workload.passages == workload.generated + 2


def test_the_stock_loader_reads_every_file_of_the_workload(tmp_path: Path, corpus: Path) -> None:
    """Both sides see the same documents."""
    workload: Workload = write_workload(tmp_path / "documents", 50, corpus)
    loaded = TextFolderLoader(workload.folder).load()
    assert len(loaded) == workload.documents
    assert all(document.page_content for document in loaded)


def test_the_table_sets_both_side_by_side() -> None:
    """A line a figure, with ours divided by theirs."""
    lines = table(OURS, STOCK).splitlines()
    assert lines[0] == "| | ours | stock | ours / stock |"
    assert len(lines) == 2 + len(ROWS)
    assert "| passages | 250 | 200 | 1.25 |" in lines
    assert "| ingest, s | 4.0 | 8.0 | 0.50 |" in lines
    assert "| passages embedded per s of ingest | 62.5 | 25.0 | 2.50 |" in lines
    assert "| characters of source text per s of ingest | 12,500 | 6,250 | 2.00 |" in lines
    assert "| passages embedded by that | 0 | 200 | 0.00 |" in lines


def test_the_table_has_no_ratio_to_nothing() -> None:
    """A figure of zero is no divisor."""
    assert "| passages embedded by that | 0 | 0 | - |" in table(OURS, replace(STOCK, again_embedded=0))


def test_a_pass_is_summed_up_by_its_middle_and_its_slow_end() -> None:
    """One slow question of a hundred and one leaves the 95th of them as it is."""
    seconds = [0.001 * n for n in range(1, 101)] + [10.0]
    summed = Pass.of(seconds)
    assert summed.p50_ms == pytest.approx(51)
    assert summed.p95_ms == pytest.approx(96)
    assert summed.per_second == pytest.approx(101 / sum(seconds))


def test_only_questions_for_tuning_are_asked() -> None:
    """At least a hundred, and none of those set aside."""
    aside = {golden.id for golden in read_golden() if golden.split != "tuning"}
    asked = tuning_questions()
    assert len(asked) >= 100
    assert not any(f'"id": "{id_}"' in line for line in asked for id_ in aside)


def test_a_run_sees_the_lines_of_its_process_as_they_come() -> None:
    """In order, with times that do not run backwards."""
    seen = run(["this"], os.environ)
    times = [time for time, _ in seen.lines]
    assert seen.lines[0][1] == "The Zen of Python, by Tim Peters\n"
    assert times == sorted(times)
    assert 0 < times[-1] <= seen.seconds
    assert seen.peak_mb > 1


def test_a_run_that_fails_says_what_its_process_said() -> None:
    """The end of what it wrote to standard error."""
    with pytest.raises(RuntimeError, match="No module named no_such_module"):
        run(["no_such_module"], os.environ)
