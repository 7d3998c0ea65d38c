"""The measuring of how a store grows: the made-up vectors, the steps of a build, the report that keeps other sizes."""

from pathlib import Path

import numpy as np
import pytest
from builders import WordEncoder, make_document, make_store

from evals.alone import measured
from evals.growth import WatchedStore, read, table, write_down
from evals.made_up import alike
from evals.recall import recall
from ingest.generation import new_manifest
from ingest.scan import Scan

TIMES = {"p50_ms": 1.0, "p95_ms": 2.0, "cpu_p50_ms": 1.0, "cpu_p95_ms": 2.0}
SIZE = {
    "passages": 2_000,
    "documents": 300,
    "steps": [{"step": "index", "cpu_seconds": 9.0}, {"step": "gate", "cpu_seconds": 6.0}],
    "publish_cpu_seconds": 17.0,
    "build_peak_mb": 900.0,
    "disk_mb": 20.0,
    "open_cpu_seconds": 0.5,
    "recall": 0.998,
    "recall_worst": 0.9,
    "memory_mb": 700.0,
    **{name: TIMES for name in ("retrieve", "roughly", "answer")},
}


def test_made_up_vectors_are_of_unit_length_and_spread_as_the_real_ones() -> None:
    """As far from each other at the mean, in the same directions, no two the same, and the same on every run."""
    rng = np.random.default_rng(1)
    real = rng.standard_normal((200, 16)) * np.linspace(2, 0.2, 16) + 1
    real = (real / np.linalg.norm(real, axis=1, keepdims=True)).astype(np.float32)
    made = alike(real, 1_000)
    assert made.shape == (1_000, 16)
    assert np.linalg.norm(made, axis=1) == pytest.approx(1, abs=1e-5)
    assert len(np.unique(made.round(5), axis=0)) == 1_000
    assert np.array_equal(made, alike(real, 1_000))
    assert (made @ made.T).mean() == pytest.approx((real @ real.T).mean(), abs=0.1)
    assert np.corrcoef(np.cov(made.T).diagonal(), np.cov(real.T).diagonal())[0, 1] > 0.9


def test_a_watched_store_publishes_as_any_other_and_tells_each_step(tmp_path: Path) -> None:
    """The index, then the gate."""
    live = make_store(tmp_path / "one", [make_document("The hall has 40 desks.", id="a.md")]).open()
    assert live is not None
    store = WatchedStore(tmp_path / "two")
    manifest = new_manifest(WordEncoder.name, "", 1, len(live.passages), {})
    made = store.publish(list(live.documents.values()), live.passages, np.asarray(live.vectors), manifest)
    assert [passage.text for passage in made.passages] == ["The hall has 40 desks."]
    assert [step["step"] for step in store.steps] == ["index", "gate"]


def test_the_table_has_a_column_a_size() -> None:
    """All other files are what is left of the time."""
    lines = table([SIZE, SIZE | {"passages": 9_000}]).splitlines()
    assert lines[0] == "| passages | 2,000 | 9,000 |"
    assert "| index, processor s | 9 | 9 |" in lines
    assert "| all other files, processor s | 2 | 2 |" in lines


def test_a_report_keeps_other_sizes_and_replaces_the_same(tmp_path: Path) -> None:
    """The smallest first."""
    path = tmp_path / "growth.json"
    for size in (SIZE | {"passages": 9_000}, SIZE, SIZE | {"documents": 301}):
        write_down(path, size)
    assert [(size["passages"], size["documents"]) for size in read(path)] == [(2_000, 301), (9_000, 300)]


def test_vectors_alone_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of so few it misses none."""
    monkeypatch.setenv("CLUSTER_CORPUS", "corpus")
    report = measured(300)
    assert (report["vectors"], report["recall"], report["recall_worst"]) == (300, 1, 1)
    assert report["roughly"]["cpu_p95_ms"] > 0


def test_what_a_rough_look_misses_is_counted() -> None:
    """So the measurement can fail: of other vectors than those that it has the scan finds other neighbours."""
    vectors = alike(np.eye(40, dtype=np.float32), 2_000)
    asked = list(vectors[:5])
    assert min(recall(Scan(vectors), vectors, asked)) == 1
    assert max(recall(Scan(vectors[::-1]), vectors, asked)) < 1
