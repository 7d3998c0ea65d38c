"""Two columns of a printed page, which some programs write line by line across, in the order in which they are read."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

# Pages of fewer or of many more characters are not taken for columns of prose.
FEWEST_CHARACTERS, MOST_CHARACTERS = 400, 20_000
RUN = re.compile(r"\S+(?: {1,2}\S+)*")
GAP = 3
FEWEST_ROWS = 5
# What is narrower is the cell of a table, whose rows must stay together.
NARROWEST = 25
FEWEST_WORDS = 4
# The share of rows that must stand as rows in the plain text, to be sure that it mixes the columns.
MIXED = 0.6

Row = tuple[str, str]


def may_be_columns(plain: str) -> bool:
    """Whether a page is worth being laid out to look for columns."""
    return FEWEST_CHARACTERS <= len(plain) <= MOST_CHARACTERS


def in_reading_order(plain: str, layout: str) -> str:
    """The text of a page: as it is, unless it mixes two columns of prose, which are then told one after the other.

    ``layout`` is the same page with its lines as they are set, gaps filled with spaces. A line over the whole width
    ends the columns above it.
    """
    lines = [line.rstrip() for line in layout.split("\n") if line.strip()]
    gutter = _gutter(lines)
    if gutter is None:
        return plain
    rows = [_row(line, gutter) for line in lines]
    both = [row for row in rows if all(row)]
    return "\n".join(_told(rows)) if _are_prose(both) and _are_mixed(plain, both) else plain


def _gutter(lines: Sequence[str]) -> int | None:
    """Where the right one of two columns begins: the place at which most runs begin that have another before them."""
    starts = Counter(run.start() for line in lines for run in list(RUN.finditer(line))[1:])
    [(start, count)] = starts.most_common(1) or [(0, 0)]
    return start if count >= FEWEST_ROWS else None


def _row(line: str, gutter: int) -> Row:
    """The left and the right part; a line that runs over the gutter is all left."""
    if line[max(gutter - GAP, 0) : gutter].strip():
        return line.strip(), ""
    return line[:gutter].strip(), line[gutter:].strip()


def _are_prose(rows: Sequence[Row]) -> bool:
    columns = list(zip(*rows, strict=True))
    return len(rows) >= FEWEST_ROWS and all(
        median(map(len, column)) >= NARROWEST and median(len(part.split()) for part in column) >= FEWEST_WORDS
        for column in columns
    )


def _are_mixed(plain: str, rows: Sequence[Row]) -> bool:
    """Whether most rows stand in the plain text as rows, the right part just after the left one."""
    squeezed = "".join(plain.split())
    mixed = sum("".join((left + right).split()) in squeezed for left, right in rows)
    return mixed >= MIXED * len(rows)


def _told(rows: Sequence[Row]) -> list[str]:
    """The lines above, the left column, the right one, the lines between, and so on."""
    widest = max(len(left) for left, right in rows if right)
    told: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for row in rows:
        if not row[1] and len(row[0]) > widest:
            told += [*left, *right, row[0]]
            left, right = [], []
        else:
            left += filter(None, row[:1])
            right += filter(None, row[1:])
    return [*told, *left, *right]
