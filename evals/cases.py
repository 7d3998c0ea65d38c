"""Sentences as chat models write them, true ones and lies, each with the quotes that were given: ``cases.jsonl``.

A quote stands once, in ``quotes.jsonl``, with its title, publisher and date; a row of ``cases.jsonl`` has the numbers
of its quotes' lines, from 0, in the order in which they were given. ``python -m evals.cases FILE...`` adds rows as
their writers deliver them, with the quotes in full as "evidence".
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.types import Citation
from evals.groups import CASES, citations

_CARD = ("title", "publisher", "published", "quote")


@dataclass(frozen=True)
class Row:
    """A sentence with the ``quotes`` that were given to its writer; ``kind`` is what is wrong with it, if it is one."""

    id: str
    kind: str
    question: str
    quotes: tuple[dict[str, str | None], ...]
    sentence: str
    is_true: bool

    @cached_property
    def evidence(self) -> tuple[Citation, ...]:
        """The quotes as they are given to a chat model."""
        return citations(self.quotes)


def read_rows(folder: Path = CASES) -> Iterator[Row]:
    """All rows, the oldest first."""
    quotes = _lines(folder / "quotes.jsonl")
    for row in _lines(folder / "cases.jsonl"):
        given = tuple(quotes[number] for number in row["quotes"])
        yield Row(row["id"], row["kind"], row["question"], given, row["sentence"], row["true"])


def add_rows(files: Sequence[Path], folder: Path = CASES) -> int:
    """Adds the rows of files and what quotes are new, and gives their number. Raises SystemExit for an id twice."""
    known = {row["id"] for row in _lines(folder / "cases.jsonl")}
    numbers = {_key(quote): number for number, quote in enumerate(_lines(folder / "quotes.jsonl"))}
    old = len(numbers)
    rows = [row for file in files for row in _lines(file)]
    for row in rows:
        if row["id"] in known:
            raise SystemExit(f"There is a row {row['id']} already. Give the rows of this writer another name.")
        known.add(row["id"])
        row["quotes"] = [numbers.setdefault(_key(quote), len(numbers)) for quote in row.pop("evidence")]
    _append(folder / "quotes.jsonl", (json.loads(key) for key in list(numbers)[old:]))
    names = ("id", "kind", "question", "quotes", "sentence", "true")
    _append(folder / "cases.jsonl", ({name: row[name] for name in names} for row in rows))
    return len(rows)


def _key(quote: dict[str, str | None]) -> str:
    return json.dumps({name: quote.get(name) for name in _CARD})


def _lines(path: Path) -> list[dict[str, Any]]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [json.loads(line) for line in text.splitlines()]


def _append(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in rows)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.cases", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="rows with their quotes in full")
    print(f"Added {add_rows(parser.parse_args().files)} rows.")


if __name__ == "__main__":
    main()
