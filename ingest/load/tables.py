"""Tables as sentences: every row carries its headers, so that it can be read and cited by itself."""

from collections.abc import Sequence

HEADER_CHARACTERS = 200
TABLE_CHARACTERS = 5_000_000


def table_rows(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A line "Header: cell; Header: cell." for every row, empty cells left out and empty rows dropped.

    >>> table_rows(["Year", "Jobs"], [["2019", "40"], ["2020", ""]])
    ['Year: 2019; Jobs: 40.', 'Year: 2020.']
    """
    names = [_flat(header)[:HEADER_CHARACTERS].rstrip(": ") for header in headers]
    lines: list[str] = []
    written = 0
    for row in rows:
        # Far beyond any real table, short cells under long headers only multiply what is then refused for its length.
        line = _row(names if written < TABLE_CHARACTERS else [], row)
        lines += [line] if line else []
        written += len(line)
    return lines


def spaced(lines: list[str], rows: Sequence[str]) -> None:
    """Append a table's rows to the lines of a text, with a blank line before and after them."""
    lines += [*([""] if lines and lines[-1].strip() else []), *rows, ""]


def _row(names: Sequence[str], row: Sequence[str]) -> str:
    """One row as a line; a cell beyond the headers or under an empty one stands alone."""
    cells = []
    for column, cell in enumerate(map(_flat, row)):
        name = names[column] if column < len(names) else ""
        if cell:
            cells.append(f"{name}: {cell}" if name else cell)
    line = "; ".join(cells)
    return line if line.endswith((".", "!", "?")) or not line else line + "."


def _flat(cell: str) -> str:
    return " ".join(cell.split())
