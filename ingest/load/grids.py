"""A page's tables as paragraphs of rows that carry their headers, and its lists of terms likewise."""

from collections.abc import Iterator, Sequence

from lxml import etree
from lxml.html import HtmlElement

from ingest.load.tables import table_rows

MOST_COLUMNS = 100
MOST_SPAN = 100
# A longer cell is written once, however many rows and columns it says it spans.
LONG_CELL = 200


def tables_as_paragraphs(page: HtmlElement) -> None:
    """Put a paragraph of rows that carry their headers in the place of each table; tables for layout become blocks."""
    tables = [(table, _holds_data(table)) for table in page.iter("table")]
    # From the last to the first, so that an inner table is done before the one around it.
    for table, holds_data in reversed(tables):
        if holds_data:
            _replace(table, _table_lines(list(table.iter("tr"))))
        else:
            for element in table.iter("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption"):
                element.tag = "div"


def terms_as_paragraphs(page: HtmlElement) -> None:
    """Put a paragraph of lines "Term: description." in the place of each list of short descriptions, as of facts."""
    for terms in list(page.iter("dl")):
        pairs = list(_pairs(terms))
        if pairs and all(len(text) <= LONG_CELL for _, text in pairs):
            _replace(terms, [line for term, text in pairs for line in table_rows([term], [[text]])])


def _pairs(terms: HtmlElement) -> Iterator[tuple[str, str]]:
    """Each description with the term above it."""
    term = ""
    for element in terms.iter("dt", "dd"):
        if element.tag == "dt":
            term = _text(element)
        else:
            yield term, _text(element)


def _holds_data(table: HtmlElement) -> bool:
    """Whether it has rows and columns, and no headings or further tables in them, as tables for layout do."""
    if next(table.iterdescendants("table", "h1", "h2", "h3"), None) is not None:
        return False
    rows = list(table.iter("tr"))
    return len(rows) > 1 and any(len(row) > 1 for row in rows)


def _replace(table: HtmlElement, lines: Sequence[str]) -> None:
    captions = [_text(caption) for caption in table.iter("caption")]
    tail = table.tail
    table.clear()
    table.tail = tail
    table.tag = "p"
    for line in filter(None, [*captions, *lines]):
        if table.text is None:
            table.text = line
        else:
            etree.SubElement(table, "br").tail = line


def _table_lines(rows: Sequence[HtmlElement]) -> list[str]:
    """The rows as lines: headers from the rows of header cells, from the first column, or else from the first row."""
    cells = [found for row in rows if (found := [cell for cell in row if cell.tag in ("td", "th")])]
    # Rows of one cell above the others are titles, not headers.
    start = next((n for n, row in enumerate(cells) if len(row) > 1), len(cells))
    titles = [_text(row[0]) for row in cells[:start]]
    return [*titles, *_data_lines(cells[start:])]


def _data_lines(cells: Sequence[Sequence[HtmlElement]]) -> list[str]:
    if not cells:
        return []
    grid = _grid(cells)
    depth = next((n for n, row in enumerate(cells) if len(row) == 1 or row[-1].tag == "td"), len(cells) - 1)
    if depth == 0 and (cells[0][0].tag == "th" or max(map(len, grid)) == 2):
        return [line for row in grid for line in _named_row(row)]
    depth = max(depth, 1)
    headers = [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*_padded(grid[:depth]), strict=True)]
    return _grouped_rows(headers, cells[depth:], grid[depth:]) or list(filter(None, headers))


def _grouped_rows(
    headers: Sequence[str], cells: Sequence[Sequence[HtmlElement]], grid: Sequence[list[str]]
) -> list[str]:
    """The rows below the headers. One cell over the whole width names those after it; after the last, it is a note."""
    last = max((n for n, row in enumerate(cells) if len(row) > 1), default=-1)
    rows: list[list[str]] = []
    group = ""
    for n, (row, texts) in enumerate(zip(cells, grid, strict=True)):
        if len(row) == 1 and len(texts) == len(headers) > 1:
            group = texts[0]
            rows += [] if n < last else [[group]]
        else:
            rows.append([group, *texts])
    return table_rows(["", *headers], rows)


def _named_row(row: Sequence[str]) -> list[str]:
    """A row whose first cell is the header of the others."""
    spans_all = len(row) > 1 and len(set(row)) == 1
    values = "" if spans_all else ", ".join(filter(None, row[1:]))
    return table_rows(row[:1], [[values]]) if values else table_rows([], [row[:1]])


def _padded(rows: Sequence[list[str]]) -> list[list[str]]:
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def _grid(rows: Sequence[Sequence[HtmlElement]]) -> list[list[str]]:
    """The texts of the cells, one that spans several columns or rows repeated in each."""
    grid: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    for row in rows:
        line: list[str] = []
        for cell in row[:MOST_COLUMNS]:
            _fill(line, below)
            _add(line, cell, below)
        _fill(line, below)
        grid.append(line)
    return grid


def _add(line: list[str], cell: HtmlElement, below: dict[int, tuple[int, str]]) -> None:
    """Write a cell into each column that it spans, and note the rows below that it reaches into."""
    text, rowspan = _text(cell), _span(cell, "rowspan")
    for _ in range(_span(cell, "colspan") if len(text) <= LONG_CELL else 1):
        if rowspan > 1 and len(text) <= LONG_CELL:
            below[len(line)] = (rowspan - 1, text)
        line.append(text)
        # Headers hold for all the columns that they span; a figure stands once.
        text = text if cell.tag == "th" else ""


def _fill(line: list[str], below: dict[int, tuple[int, str]]) -> None:
    """Write the cells that reach down into this row from above."""
    while len(line) in below:
        left, text = below.pop(len(line))
        if left > 1:
            below[len(line)] = (left - 1, text)
        line.append(text)


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), MOST_SPAN) if value.isdecimal() and len(value) < 9 else 1


def _text(element: HtmlElement) -> str:
    # A space between the parts of a cell: "<p>a</p><p>b</p>" is two words.
    return " ".join(" ".join(element.itertext()).split())
