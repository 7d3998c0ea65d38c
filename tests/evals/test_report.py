"""A report is read by people and compared by machines, and keeps to itself what is set aside."""

import json
from pathlib import Path

from evals.intervals import Share, mean
from evals.report import Report, Table, keep, shown, text

REPORT = Report(
    "small",
    tuning={"right": Share(3, 4), "by_type": {"date": Share(0, 0)}},
    tables=(Table("ranks", ("ranking", "recall@5", "95 %"), (("words", Share(1, 2), None), ("both", 91.5, "90–93"))),),
    misses=("g1 date: When? -> not_found",),
)
ASIDE = Report("small", tuning={"right": Share(3, 4)}, held_out={"right": Share(1, 7)})


def test_a_report_shows_counts_shares_intervals_and_misses() -> None:
    """Nobody mistakes 3 of 4 for a certainty, nor a share of nothing for a figure."""
    lines = text(REPORT).splitlines()
    assert "  right    3 of 4  75.0 % (30–95)" in lines
    assert "    date   0 of 0            none" in lines
    assert any(line.split() == ["both", "91.5", "90–93"] for line in lines)
    assert "  g1 date: When? -> not_found" in lines


def test_a_report_is_kept_without_what_is_set_aside_and_the_same_each_time(tmp_path: Path) -> None:
    """Those figures get a file of their own; a second run leaves every byte as it was."""
    keep(ASIDE, tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(first) == {"small.json", "small-held-out.json"}
    assert "held_out" not in json.loads(first["small.json"])
    assert json.loads(first["small-held-out.json"])["held_out"]["right"]["hits"] == 1
    keep(ASIDE, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_a_report_that_nobody_asked_to_tell_what_is_set_aside_leaves_no_such_file(tmp_path: Path) -> None:
    """And its text has no such heading."""
    keep(REPORT, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["small.json"]
    assert "set aside" not in text(REPORT)
    assert "set aside" in text(ASIDE)


def test_a_table_becomes_a_mapping_a_row(tmp_path: Path) -> None:
    """Shares with their counts, so that a later reader can work out any interval."""
    keep(REPORT, tmp_path)
    first, second = json.loads((tmp_path / "small.json").read_text(encoding="utf-8"))["ranks"]
    assert first["recall@5"]["hits"] == 1
    assert second == {"ranking": "both", "recall@5": 91.5, "95 %": "90–93"}


def test_a_mean_is_shown_in_percent() -> None:
    """Like a share; what is missing is a dash."""
    assert shown(mean([0.5, 0.5])) == "50.0 % (50–50)"
    assert shown(None) == "–"
