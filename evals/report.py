"""A measurement's figures as lines and tables that a person can read, and as JSON that two runs can be compared by.

Nothing in a report depends on when or where it was made, so that the same code leaves the same file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.intervals import Mean, Share

REPORTS = Path(__file__).parent / "reports"

# A Share, a Mean, a number, a text, or a mapping of names to those.
Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under their columns; the first cell of a row is its name."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def as_json(self) -> list[dict[str, Any]]:
        """A mapping a row."""
        return [{name: as_json(cell) for name, cell in zip(self.columns, row, strict=True)} for row in self.rows]


@dataclass(frozen=True, slots=True)
class Report:
    """What one measurement found. ``misses`` are sentences about questions for tuning; none is of those set aside.

    ``held_out`` are the figures of the questions set aside, None when nobody asked for them.
    """

    name: str
    tuning: Figures = field(default_factory=dict)
    held_out: Figures | None = None
    tables: tuple[Table, ...] = ()
    misses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Figures and tables, without those of the questions set aside, the misses and the notes."""
        found: dict[str, Any] = {"tuning": as_json(self.tuning)} if self.tuning else {}
        return found | {table.title: table.as_json() for table in self.tables}


def as_json(value: Any) -> Any:
    """A figure, or a mapping of them, as JSON's values."""
    if isinstance(value, Share | Mean):
        return value.as_json()
    if isinstance(value, Mapping):
        return {key: as_json(inner) for key, inner in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def keep(report: Report, folder: Path = REPORTS) -> None:
    """Writes NAME.json and, when they were asked for, the figures of the questions set aside beside it."""
    folder.mkdir(exist_ok=True)
    if found := report.as_json():
        _write(folder / f"{report.name}.json", found)
    if report.held_out is not None:
        _write(folder / f"{report.name}-held-out.json", {"held_out": as_json(report.held_out)})


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def text(report: Report) -> str:
    """The whole report for a person."""
    lines = [report.name.upper()]
    for title, figures in (("for tuning", report.tuning), ("set aside", report.held_out)):
        if figures:
            lines += ["", f"questions {title}", *_figure_lines(figures)]
    for table in report.tables:
        lines += ["", table.title, *_table_lines(table.columns, table.rows)]
    if report.misses:
        lines += ["", f"missed ({len(report.misses)}, of the questions for tuning)", *(f"  {m}" for m in report.misses)]
    return "\n".join([*lines, *report.notes])


def shown(value: Any) -> str:
    """A cell: shares and means in % with their interval, so that nobody mistakes 3 of 4 for a certainty."""
    if isinstance(value, Share):
        if value.value is None:
            return "none"
        low, high = value.interval()
        return f"{100 * value.value:.1f} % ({100 * low:.0f}–{100 * high:.0f})"
    if isinstance(value, Mean):
        return f"{100 * value.value:.1f} % ({100 * value.low:.0f}–{100 * value.high:.0f})"
    if value is None:
        return "–"
    return str(value)


def _figure_lines(figures: Figures) -> list[str]:
    rows = list(_figure_rows(figures, ""))
    return _aligned(rows)


def _figure_rows(figures: Figures, indent: str) -> Iterator[tuple[str, ...]]:
    for name, value in figures.items():
        label = indent + name.replace("_", " ")
        if isinstance(value, Mapping):
            yield label, "", ""
            yield from _figure_rows(value, indent + "  ")
        else:
            counts = f"{value.hits} of {value.of}" if isinstance(value, Share) else ""
            yield label, counts, shown(value)


def _table_lines(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    return _aligned([tuple(columns), *(tuple(shown(cell) for cell in row) for row in rows)])


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns as wide as their widest cell: names to the left, the rest to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for name, *cells in rows:
        rest = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
        lines.append("  ".join(["", name.ljust(widths[0]), *rest]).rstrip())
    return lines
