"""Lines of a printed page joined to paragraphs again."""

import re
from collections.abc import Sequence

from ingest.load.header import is_header_line
from ingest.load.tables import spaced

PAGE_NUMBER = re.compile(
    r"(?P<word>page\s+)?[-–]?\s*(?P<number>[0-9]{1,4})(?P<total>\s*(?:/|of)\s*[0-9]{1,4})?\s*[-–]?", re.I
)
BULLET = re.compile(r"[•●▪◦‣■–*-]\s|\(?(?:[0-9]{1,2}|[a-z])[.)]\s")
ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*$")
HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\xad]$")
HEADER_LINES = 10
# How full a line must be, next to the widest lines of its page, to have been broken by the margin.
FULL = 0.7
# Where even the widest lines are shorter, there is no margin to break them, only a list or a table.
NARROWEST = 40
# The page numbers printed may run ahead of the count by a cover and a preface.
PAGES_AHEAD = 20


def without_page_number(lines: Sequence[str], page: int) -> list[str]:
    """The lines of a page without a first or last one that is only the page's number, nor blank ones there."""
    kept = [" ".join(line.split()) for line in lines]
    for end in (0, -1):
        filled = [n for n, line in enumerate(kept) if line]
        if filled and _is_page_number(kept[filled[end]], page):
            del kept[filled[end]]
    return "\n".join(kept).strip("\n").split("\n")


def joined(pages: Sequence[Sequence[str]]) -> str:
    """The text of the pages: lines that the margin broke are joined; headings, short lines and a header stay lines.

    A word cut by a hyphen is put together when its second half begins in lower case.
    """
    header, rest = _split_header([line for page in pages[:1] for line in page])
    lines = [(line, _width(page)) for page in [rest, *pages[1:]] for line in page]
    following = [line for line, _ in lines[1:]] + [""]
    text = [*header, ""]
    paragraph: list[str] = []
    for (line, width), after in zip(lines, following, strict=True):
        paragraph.append(line)
        if not _is_broken(line, after, width):
            _end(paragraph, text)
    return "\n".join(text)


def _end(paragraph: list[str], text: list[str]) -> None:
    """Move the lines of a paragraph to the text, joined and set apart; a single line stays with its neighbours."""
    if len(paragraph) > 1:
        spaced(text, [_glued(paragraph)])
    elif paragraph[0] or text[-1]:
        text.append(paragraph[0])
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


def _glued(lines: Sequence[str]) -> str:
    """The lines as one; built from parts, as a paragraph may be as long as the file."""
    parts = [lines[0]]
    for line in lines[1:]:
        if HYPHEN.search(parts[-1]) and line[:1].islower():
            parts[-1] = parts[-1][:-1]
        else:
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def _is_page_number(line: str, page: int) -> bool:
    found = PAGE_NUMBER.fullmatch(line)
    # A bare number that is far from the count is a figure of the text.
    return bool(found and (found["word"] or found["total"] or page <= int(found["number"]) <= page + PAGES_AHEAD))
