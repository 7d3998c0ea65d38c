"""The sentences that chat models wrote: each quote stands once in the files, and is told whole with each sentence."""

import json
from pathlib import Path

import pytest

from evals.cases import add_rows, read_rows

_HALL = {"title": "Hall", "publisher": None, "published": "2024-05", "quote": "The hall has 40\u2028desks."}
_YARD = {"title": "Yard", "publisher": "Ames", "published": None, "quote": "The yard has none."}


def _delivered(path: Path, *rows: tuple[str, list[dict[str, str | None]]]) -> Path:
    made = (
        {"id": name, "kind": "plain", "question": "What?", "evidence": quotes, "sentence": "So [1].", "true": True}
        for name, quotes in rows
    )
    path.write_text("".join(f"{json.dumps(row)}\n" for row in made), encoding="utf-8")
    return path


def test_rows_are_read_as_they_were_delivered(tmp_path: Path) -> None:
    """In two deliveries, with a quote of the first in the second, and a mark in it that some take for a line's end."""
    assert add_rows([_delivered(tmp_path / "one", ("a1", [_HALL]), ("a2", [_YARD, _HALL]))], tmp_path) == 2
    assert add_rows([_delivered(tmp_path / "two", ("b1", [_HALL]))], tmp_path) == 1
    rows = list(read_rows(tmp_path))
    assert [(row.id, row.quotes) for row in rows] == [("a1", (_HALL,)), ("a2", (_YARD, _HALL)), ("b1", (_HALL,))]
    assert [citation.number for citation in rows[1].evidence] == [1, 2]
    assert len((tmp_path / "quotes.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_row_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    """Its name is told, and what to do; nothing is written."""
    file = _delivered(tmp_path / "one", ("a1", [_HALL]))
    add_rows([file], tmp_path)
    with pytest.raises(SystemExit, match=r"There is a row a1 already\. Give the rows of this writer another name\."):
        add_rows([file], tmp_path)
    assert len(list(read_rows(tmp_path))) == 1
