"""What the measurements of sizes and of a small change are made of: the documents, the tables, the straight line."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from evals.bench.process import run
from evals.reingest import Round
from evals.reingest import table as reingest_table
from evals.sizes import CountingEncoder, beyond_table, embedding_table, sizes_table
from evals.workload import rewrite, write_workload

SMALL = {
    "where": "folder",
    "passages": 1_000,
    "publish_seconds": 10.0,
    "disk_mb": 10.0,
    "server_disk_mb": 0.0,
    "server_memory_mb": 0.0,
    "open_seconds": 1.0,
    "reader_memory_mb": 110.0,
    "retrieve_p50_ms": 4.0,
    "retrieve_p95_ms": 8.0,
    "nearest_p50_ms": 1.5,
}
LARGE = SMALL | {"passages": 2_000, "publish_seconds": 19.0, "disk_mb": 20.0, "reader_memory_mb": 120.0}
SERVED = {"where": "server", "server_disk_mb": 30.0, "server_memory_mb": 200.0}
SIZES = [SMALL, SMALL | SERVED, LARGE, LARGE | SERVED]


def test_so_many_documents_are_written_as_were_asked_for(tmp_path: Path) -> None:
    """Those of the corpus among them, whatever the number of passages."""
    corpus = tmp_path / "corpus"
    (corpus / "news").mkdir(parents=True)
    (corpus / "news" / "lab.md").write_text("title: A lab\n\nThe lab opened in May 2024.\n")
    workload = write_workload(tmp_path / "documents", 2, corpus, 7)
    assert workload.documents == 7
    assert len([path for path in (tmp_path / "documents").rglob("*") if path.is_file()]) == 7


def test_one_document_in_so_many_says_something_else(tmp_path: Path) -> None:
    """The same ones on every run, and no other."""
    for name in "ab":
        write_workload(tmp_path / name, 2, None, 10)
        assert rewrite(tmp_path / name, 5) == 2
    write_workload(tmp_path / "c", 2, None, 10)
    files = {name: sorted((tmp_path / name).rglob("*.md")) for name in "abc"}
    same = [a.read_bytes() == b.read_bytes() for a, b in zip(files["a"], files["b"], strict=True)]
    kept = [a.read_bytes() == c.read_bytes() for a, c in zip(files["a"], files["c"], strict=True)]
    assert all(same)
    assert kept.count(False) == 2


def test_counted_vectors_are_near_where_words_are_shared() -> None:
    """Of unit length, and the same in every process."""
    one, same, other = CountingEncoder().encode(["gene therapy firms", "firms of gene therapy", "trains to London"])
    assert np.linalg.norm(one) == pytest.approx(1)
    assert one @ same > one @ other


def test_the_tables_say_what_was_measured_and_what_was_not() -> None:
    """A line a size and place; what lies beyond is called extrapolated, and follows the line through two sizes."""
    assert len(sizes_table(SIZES).splitlines()) == 2 + len(SIZES)
    assert "| 2,000 | folder | 19 | 10.0 | 0.0 | 120 | 0 | 1.0 | 4 / 8 | 1.5 |" in sizes_table(SIZES)
    beyond = beyond_table(SIZES).splitlines()
    assert "extrapolated" in beyond[0]
    # 10 MB and 10 kB a passage, and 0.009 s a passage, from the larger of the two on.
    assert beyond[2] == "| 1,000,000 | folder | 10.0 | 0.0 | 10.1 | 0.0 | 2.5 |"
    assert len(beyond) == 2 + 4


def test_the_other_tables_have_a_line_for_each_way_and_round() -> None:
    """With rates worked out."""
    assert "| 2 processes | 100 | 2.0 | 50.0 |" in embedding_table({"2 processes": {"passages": 100, "seconds": 2.0}})
    assert "| nothing changed | 0 | 1.5 | 1.2 | 70 | 9 |" in reingest_table(
        {"nothing changed": Round(0, 1.5, 1.2, 70.0, 9.0)}
    )


def test_a_reader_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    """Over a store that another process has published."""
    workload = write_workload(tmp_path / "documents", 20)
    variables = os.environ | {"CLUSTER_CORPUS": str(workload.folder), "CLUSTER_STORE": str(tmp_path / "store")}
    assert json.loads(run(("evals.sizes", "publish"), variables).lines[-1][1]) == {"passages": workload.passages}
    asked = json.loads(run(("evals.sizes", "ask"), variables).lines[-1][1])
    assert asked["reader_memory_mb"] > 0
    assert asked["nearest_p50_ms"] > 0
    assert asked["retrieve_p95_ms"] > 0
