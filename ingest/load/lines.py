"""Lines of a printed page joined to paragraphs again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.load.extract import NEW_PAGE
from ingest.load.header import is_header_line
from ingest.load.tables import spaced

BULLET = re.compile(r"[•●▪◦‣■–*-]\s|\(?(?:[0-9]{1,2}|[a-z])[.)]\s")
ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*$")
HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\xad]$")
HEADER_LINES = 10
# How full a line must be, next to the widest lines of its page, to have been broken by the margin.
FULL = 0.7
# Where even the widest lines are shorter, there is no margin to break them, only a list or a table.
NARROWEST = 40


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with the width of its page, and NEW_PAGE for every page that begins with it."""

    text: str
    width: int
    mark: str = ""


def joined(pages: Sequence[Sequence[str]]) -> str:
    """The text of the pages: lines that the margin broke are joined; headings, short lines and a header stay lines.

    A word cut by a hyphen is put together when its second half begins in lower case. NEW_PAGE stands where each page
    after the first begins.
    """
    header, rest = _split_header([line for page in pages[:1] for line in page])
    lines = list(_marked([rest, *pages[1:]]))
    following = [line.text for line in lines[1:]] + [""]
    text = [*header, ""]
    paragraph: list[_Line] = []
    for line, after in zip(lines, following, strict=True):
        paragraph.append(line)
        if not _is_broken(line.text, after, line.width):
            _end(paragraph, text)
    return "\n".join(text)


def _marked(pages: Sequence[Sequence[str]]) -> Iterator[_Line]:
    """The lines of all pages; the mark of a page is on its first line that is not blank, with those of empty pages."""
    mark = ""
    for number, page in enumerate(pages):
        mark += NEW_PAGE if number else ""
        width = _width(page)
        for line in page:
            yield _Line(line, width, mark if line else "")
            mark = "" if line else mark


def _end(paragraph: list[_Line], text: list[str]) -> None:
    """Move the lines of a paragraph to the text, joined and set apart; a single line stays with its neighbours."""
    first = paragraph[0]
    if len(paragraph) > 1:
        spaced(text, [_glued(paragraph)])
    elif first.text or text[-1]:
        text.append(first.mark + first.text)
    paragraph.clear()


def _split_header(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The header that the page begins with, its wrapped values on one line each, and the lines after it."""
    start = next((n for n, line in enumerate(lines) if line), 0)
    keys = [n for n in range(start, min(start + HEADER_LINES, len(lines))) if is_header_line(lines[n])]
    if not keys or keys[0] != start:
        return [], list(lines)
    header: list[str] = []
    last = keys[0]
    for n in keys:
        # A value wraps once at most: further down, such a line is the text's own.
        if n - last > 2 or "" in lines[last:n]:
            break
        header += [lines[n]]
        if n - last == 2:
            header[-2] += " " + lines[n - 1]
        last = n
    return header, list(lines[last + 1 :])


def _width(lines: Sequence[str]) -> int:
    """How long the full lines of a page are: longer than all but a tenth of its lines."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _is_broken(line: str, following: str, width: int) -> bool:
    """Whether the margin, not the writer, ended this line: the next word would not have fitted on it."""
    if not line or not following or BULLET.match(following):
        return False
    if following[0].islower() and not ENDS_SENTENCE.search(line):
        return len(line) > width // 2
    if ENDS_SENTENCE.search(line) and len(following) < width // 2 and not ENDS_SENTENCE.search(following):
        # The last line of a paragraph may be full as well: then a heading comes next.
        return False
    word = following.split(" ", 1)[0]
    return width >= NARROWEST and len(line) >= FULL * width and len(line) + 1 + len(word) > width


def _glued(lines: Sequence[_Line]) -> str:
    """The lines as one; built from parts, as a paragraph may be as long as the file."""
    parts = [lines[0].mark, lines[0].text]
    for line in lines[1:]:
        if HYPHEN.search(parts[-1]) and line.text[:1].islower():
            parts[-1] = parts[-1][:-1]
        else:
            parts.append(" ")
        parts += [line.mark, line.text]
    return "".join(parts)
