"""Word documents: paragraphs and tables in their order, without what is deleted or hidden."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import PurePath

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml.etree import _Element

from ingest.errors import LoadError
from ingest.load.archive import check_archive, not_docx
from ingest.load.extract import Extract
from ingest.load.header import header_length
from ingest.load.tables import table_rows

P, TABLE, ROW, CELL, RUN, TEXT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "r", "t"))
PROPERTIES = {qn(f"w:{name}") for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr")}
# Deleted and moved-away text, field codes, the second copy of a drawing: no text of the document.
SKIPPED = PROPERTIES | {qn(f"w:{name}") for name in ("del", "moveFrom", "delText", "instrText")}
SKIPPED.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
OFF = {"0", "false", "off", "none"}
MOST_SPAN = 100


def read_docx(data: bytes, path: PurePath) -> Extract:
    """The text, headings as ``## Heading``, list items as ``- item``, table rows with their headers.

    Nothing outside the file is fetched and no macro is run. Raises LoadError.
    """
    check_archive(data, path)
    try:
        document = docx.Document(BytesIO(data))
        return Extract(_text(document), title=_title(document), language=document.core_properties.language)
    except MemoryError:
        raise
    except Exception as error:
        # What python-docx meets in a broken file surfaces as any kind of error.
        raise (_too_deep(path) if _is_too_deep(error) else not_docx(path)) from error


def _is_too_deep(error: Exception) -> bool:
    """Whether Python's stack or the parser's gave out; the parser tells it in words only."""
    return isinstance(error, RecursionError) or "Excessive depth" in str(error)


def _too_deep(path: PurePath) -> LoadError:
    return LoadError(f"{path} has tables in tables, too deep to be read. Save it again with fewer of them.")


def _title(document: WordDocument) -> str | None:
    title = document.core_properties.title
    # What python-docx makes up for a file without properties.
    return None if title == "Word Document" else title or None


def _text(document: WordDocument) -> str:
    """The blocks with a blank line between them, except within a list and within the header."""
    names = {style.style_id: (style.name or "").lower() for style in document.styles}
    blocks = list(_blocks(document.element.body, names))
    header = header_length(blocks)
    lines: list[str] = []
    for n, block in enumerate(blocks):
        together = n < header or (block.startswith("- ") and blocks[n - 1].startswith("- "))
        lines += [block] if together else ["", block]
    return "\n".join(lines)


def _blocks(parent: _Element, names: dict[str, str]) -> Iterator[str]:
    """The paragraphs and tables below an element that hold text, those inside content controls and insertions too."""
    for element in parent.iterchildren("*"):
        if element.tag == P:
            text = _inner_text(element).strip()
            if text:
                yield _prefix(element, names) + text
        elif element.tag == TABLE:
            yield from filter(None, ["\n".join(_table_lines(element))])
        elif element.tag not in SKIPPED:
            yield from _blocks(element, names)


def _prefix(paragraph: _Element, names: dict[str, str]) -> str:
    """What marks a paragraph as a heading or a list item."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = names.get(style.get(qn("w:val"), ""), "") if style is not None else ""
    if name.startswith(("heading", "title", "subtitle")):
        return "## "
    number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    listed = name.startswith("list") if number is None else number.get(qn("w:val")) != "0"
    return "- " if listed else ""


def _inner_text(element: _Element) -> str:
    """The visible text below an element; paragraphs inside it, as in a text box or a cell, on lines of their own."""
    if element.tag in SKIPPED or (element.tag == RUN and _is_hidden(element)):
        return ""
    if element.tag in (TEXT, MATH_TEXT):
        return element.text or ""
    if element.tag in BREAKS:
        return BREAKS[element.tag]
    inner = "".join(_inner_text(child) for child in element.iterchildren("*"))
    return f"\n{inner}\n" if element.tag == P and inner else inner


def _is_hidden(run: _Element) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val"), "").lower() not in OFF


def _table_lines(table: _Element) -> list[str]:
    """The rows as lines that carry the headers of the first row; a table of one row or column as plain lines."""
    rows = [row for row in _below(table, ROW) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
    # Rows of one cell above the others are titles, not headers.
    start = next((n for n, row in enumerate(rows) if sum(1 for _ in _below(row, CELL)) > 1), 0)
    titles, grid = _cells(_grid(rows[:start])), _grid(rows[start:])
    if len(grid) > 1 and max(map(len, grid)) > 1:
        return titles + table_rows(grid[0], grid[1:])
    return titles + _cells(grid)


def _cells(grid: Sequence[Sequence[str]]) -> list[str]:
    """The texts of the cells, one that spans several columns once."""
    return [text for row in grid for text in dict.fromkeys(filter(None, row))]


def _grid(rows: Sequence[_Element]) -> list[list[str]]:
    """The texts of the cells; one merged over rows stands in each of them, one merged over columns in the first."""
    grid: list[list[str]] = []
    for row in rows:
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        line = [""] * (_number(before) if before is not None else 0)
        for cell in _below(row, CELL):
            text = " ".join(_inner_text(cell).split())
            if _goes_on(cell) and grid and len(line) < len(grid[-1]):
                text = grid[-1][len(line)]
            # The headers of the first row hold for all the columns that they span.
            line += [text] + [text if not grid else ""] * (_span(cell) - 1)
        grid.append(line)
    return grid


def _below(parent: _Element, tag: str) -> Iterator[_Element]:
    """The nearest elements of a tag below another, those inside content controls too."""
    for element in parent.iterchildren("*"):
        if element.tag == tag:
            yield element
        elif element.tag not in SKIPPED:
            yield from _below(element, tag)


def _goes_on(cell: _Element) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _span(cell: _Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else max(_number(span), 1)


def _number(element: _Element) -> int:
    """The element's value as a count of columns."""
    value = element.get(qn("w:val"), "")
    return min(int(value), MOST_SPAN) if value.isdecimal() and len(value) < 9 else 0
