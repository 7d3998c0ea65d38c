"""A table as CSV, for a spreadsheet (pure)."""

import csv
from io import StringIO

from bot.encode import printable
from page.owner.tables import Cell, Table

# Excel takes a file for UTF-8 only when it begins with this mark; other programs pass over it.
_MARK = "\ufeff"
# What makes a cell a formula, in the wide letters of East Asia too. Questions are strangers' words.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠|%")


def to_csv(table: Table, home: str) -> bytes:
    """UTF-8 with a mark at its beginning, a row a line, words in quotes. ``home`` is the address of the page.

    Rows that lead somewhere have a last column with the whole address.
    """
    leads = any(row.address for row in table.rows)
    file = StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([*table.columns, *(["Address"] if leads else [])])
    for row in table.rows:
        address = [f"{home}{row.address}" if row.address else ""] if leads else []
        writer.writerow([*map(defused, row.cells), *address])
    return (_MARK + file.getvalue()).encode()


def defused(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs: words that look like a formula begin with an apostrophe."""
    if isinstance(cell, int):
        return cell
    shown = printable(cell)
    return f"'{shown}" if shown.startswith(_FORMULA) or shown.lstrip().startswith(_FORMULA) else shown
