"""A document's text as HTML to read: its headings, lists and pages, with a quote marked in its place (pure).

A sign that makes a heading or a list item ("## ", "- ") stays in the text and is not drawn. Nothing else of a text
becomes markup, and no character is lost.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from bot.cards import at_page
from bot.encode import encode
from bot.permalink import IN_PLACE
from ingest.sentences import blocks
from ingest.types import Document

_TITLES = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_BULLET = re.compile(r"[ \t]*[-*•–][ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]*\d{1,3}[.)][ \t]+(?=\S)")
_LOWEST = 6  # of the headings that HTML has


class _Role(StrEnum):
    HEADING = "heading"
    BULLET = "ul"
    NUMBER = "ol"
    TEXT = "p"


@dataclass(frozen=True, slots=True)
class _Part:
    """Some lines of a text: what they are, and how long the sign is that says so; ``depth`` is that of a heading."""

    start: int
    end: int
    role: _Role
    sign: int = 0
    depth: int = 1


@dataclass(frozen=True, slots=True)
class _Quote:
    """The offsets in a text between which a quote stands; none where they are equal."""

    start: int
    end: int

    def within(self, text: str, first: int, last: int) -> bool:
        """Whether something visible of it stands between two offsets."""
        return bool(text[max(first, self.start) : min(last, self.end)].strip())


def whole(document: Document, start: int = 0, end: int = 0) -> str:
    """The document as HTML, page by page where it has pages, with a mark from ``start`` to ``end``, if they differ."""
    text, quote = document.text, _Quote(start, end)
    if not document.pages:
        return f'<div class="whole">{_read(text, 0, len(text), quote, 3)}</div>'
    ends = [*document.pages[1:], len(text)]
    each = "".join(
        f"{_page_head(number, document.source.url)}{_read(text, first, last, quote, 4)}"
        for number, (first, last) in enumerate(zip(document.pages, ends, strict=True), 1)
    )
    return f'<div class="whole paged">{each}</div>'


def _page_head(number: int, url: str | None) -> str:
    """The page's number, and the way to it in the original where a browser can open that at a page."""
    there = at_page(url, number)
    original = f' <a href="{encode(there)}" rel="noopener noreferrer nofollow">in the original</a>' if there else ""
    return f'<h3 class="page-number">Page {number}{original}</h3>'


def _read(text: str, first: int, last: int, quote: _Quote, top: int) -> str:
    """What stands between two offsets; its headings begin at level ``top``."""
    found = blocks(text[first:last])
    headings = {first + block.span.start for block in found if block.heading}
    # A line end means something where a sentence begins after it; any other only broke a line that was too long.
    breaks = frozenset(first + sentence.start - 1 for block in found for sentence in block.sentences)
    parts = list(_parts(text, first, last, headings))
    least = min((part.depth for part in parts if part.role is _Role.HEADING), default=1)
    told = []
    for role, together in groupby(parts, lambda part: part.role):
        shown = [(part, _marked(text, part, quote, breaks)) for part in together]
        if role is _Role.HEADING:
            levels = [min(top + part.depth - least, _LOWEST) for part, _ in shown]
            told += [f"<h{level}>{inner}</h{level}>" for level, (_, inner) in zip(levels, shown, strict=True)]
        elif role is _Role.TEXT:
            told += [f"<p>{inner}</p>" for _, inner in shown]
        else:
            told.append(f"<{role}>{''.join(f'<li>{inner}</li>' for _, inner in shown)}</{role}>")
    return "".join(told)


def _parts(text: str, first: int, last: int, headings: Set[int]) -> Iterator[_Part]:
    """The headings, list items and paragraphs, in order; all that is visible is in one of them."""
    current: _Part | None = None
    for line in _lines(text, first, last, headings):
        runs_on = line.role is _Role.TEXT and current and current.role is not _Role.HEADING
        if runs_on and current and text.count("\n", current.end, line.start) == 1:
            current = replace(current, end=line.end)
            continue
        if current:
            yield current
        current = line
    if current:
        yield current


def _lines(text: str, first: int, last: int, headings: Set[int]) -> Iterator[_Part]:
    """The lines that hold something visible, each as what it is by itself."""
    start = first
    for line in text[first:last].split("\n"):
        end = start + len(line)
        if line.strip():
            yield _line(line, start, end, start + len(line) - len(line.lstrip()) in headings)
        start = end + 1


def _line(line: str, start: int, end: int, is_heading: bool) -> _Part:
    titles, bullet = _TITLES.match(line), _BULLET.match(line)
    if titles:
        return _Part(start, end, _Role.HEADING, titles.end(), len(titles[1]))
    if is_heading:
        return _Part(start, end, _Role.HEADING)
    if bullet:
        return _Part(start, end, _Role.BULLET, bullet.end())
    # A number is drawn as it stands: a browser would count by itself.
    return _Part(start, end, _Role.NUMBER if _NUMBER.match(line) else _Role.TEXT)


def _marked(text: str, part: _Part, quote: _Quote, breaks: Set[int]) -> str:
    """The part with a mark round what it has of the quote; where that begins is named."""
    if not quote.within(text, part.start, part.end):
        return _shown(text, part, part.start, part.end, breaks)
    start, end = max(part.start, quote.start), min(part.end, quote.end)
    name = "" if text[quote.start : part.start].strip() else f' id="{IN_PLACE}"'
    before, marked, after = (
        _shown(text, part, one, other, breaks) for one, other in pairwise((part.start, start, end, part.end))
    )
    return f"{before}<mark{name}>{marked}</mark>{after}"


def _shown(text: str, part: _Part, start: int, end: int, breaks: Set[int]) -> str:
    """What stands between two offsets of a part: its sign as one, line ends that mean something as breaks."""
    begin = min(max(start, part.start + part.sign), end)
    sign = f'<span class="sign">{encode(text[start:begin])}</span>' if start < begin else ""
    ends = (mark.start() for mark in re.compile("\n").finditer(text, begin, end))
    cuts = [begin, *(at for at in ends if at in breaks), end]
    return sign + "<br>".join(encode(text[one:other]) for one, other in pairwise(cuts))
