"""Text -> the spans of its sentences and headings, by offset (pure).

Rules instead of a model: press releases abbreviate in few known ways, and a citation needs the exact offsets of what it
quotes. Lines count too: a heading, a list item and a table row each stand alone, while a hard-wrapped line runs on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

# After these, a full stop does not end a sentence ...
_ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof rev st hon cllr lt sir gen col sgt rt jr sr bros dept div "
    "no nos vol pp fig figs eq approx ca cf vs viz al eg ie est incl excl "
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun e.g i.e u.s u.k u.n".split()
)
# ... and after these only if what follows is no usual beginning of one: "Rentschler ATMP Ltd. The firm ...".
_OFTEN_LAST = frozenset("ltd inc plc co corp llp etc a.m p.m ph.d".split())
_BEGINNING = re.compile(r"(?:The|A|An|It|Its|In|On|At|By|This|That|These|They|Their|He|She|We|Our|As|For|But|And|Of)\b")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)")
_OPENING = re.compile(r"[\"'“‘(\[]*[A-Z0-9£$€À-Þ]")
_LIST_ITEM = re.compile(r"\s*(?:[-*•–]\s|\d{1,3}[.)]\s|#{1,6}\s|\|)")
_MARKED_HEADING = re.compile(r"#{1,6}\s+(?P<words>.+)")
_MARKUP = re.compile(
    r"<!--.*?-->|<\|[^|<>]{1,40}\|>|</?[a-zA-Z][^<>]{0,300}>|```[^`]*```|\{\s*\"[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\[/?(?:INST|SYSTEM)\]",
    re.DOTALL,
)
_STOPS = re.compile(r"(?:^|[.!?…:]|>)[\"'”’)\]]*\s*$")
_SHORT_LINE = 45
_LONGEST_HEADING = 90


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or heading. ``heading`` holds the words of a heading, else None."""

    span: Span
    sentences: tuple[Span, ...]
    heading: str | None


def blocks(text: str) -> list[Block]:
    """The text's blocks in order; each sentence lies within its block and begins and ends with a visible character."""
    paragraphs = [_stripped(text, match.start(), match.end()) for match in re.finditer(r"(?:[^\n]+\n?)+", text)]
    spans = [span for span in paragraphs if span is not None]
    found = []
    words = [_heading(text[span.start : span.end]) for span in spans]
    for position, span in enumerate(spans):
        # A short line is a heading only if text follows: a list of facts has a short line after each short line.
        leads_on = any(word is None for word in words[position + 1 : position + 2])
        marked = _MARKED_HEADING.fullmatch(text, span.start, span.end)
        heading = words[position] if leads_on or marked else None
        sentences = () if heading else tuple(_sentences(text, span))
        found.append(Block(span, sentences, heading))
    return found


def sentences(text: str) -> list[Span]:
    """The spans of the sentences of a text, headings left out."""
    return [span for block in blocks(text) for span in block.sentences]


def _heading(paragraph: str) -> str | None:
    """The words of what can be a heading: marked with #, or a short line with no full stop."""
    marked = _MARKED_HEADING.fullmatch(paragraph)
    if marked:
        return marked["words"].strip()
    short = "\n" not in paragraph and len(paragraph) <= _LONGEST_HEADING
    plain = paragraph[-1] not in '.!:;,"”' and not _LIST_ITEM.match(paragraph) and ": " not in paragraph
    return paragraph if short and plain else None


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    for line in chain.from_iterable(_pieces(text, whole) for whole in _lines(text, paragraph)):
        start = line.start
        for match in _END.finditer(text, line.start, line.end):
            if _is_end(text, start, match):
                span = _stripped(text, start, match.end())
                if span:
                    yield span
                start = match.end()
        span = _stripped(text, start, line.end)
        if span:
            yield span


def _pieces(text: str, line: Span) -> Iterator[Span]:
    """The line cut where a page's markup was left in it: what stands between tags belongs to no sentence beside it."""
    start = line.start
    for mark in _MARKUP.finditer(text, line.start, line.end):
        if not _STOPS.search(text[start : mark.start()]):  # a tag in the middle of a sentence is a part of it
            continue
        yield Span(start, mark.start())
        yield Span(mark.start(), mark.end())
        start = mark.end()
    yield Span(start, line.end)


def _lines(text: str, paragraph: Span) -> Iterator[Span]:
    """The paragraph cut where a line break means something: not where a long line merely runs on."""
    start = line_start = paragraph.start
    while (newline := text.find("\n", line_start, paragraph.end)) >= 0:
        following = text[newline + 1 : newline + 40]
        short = newline - line_start < _SHORT_LINE and bool(_OPENING.match(following))
        if short or _LIST_ITEM.match(following):
            yield Span(start, newline)
            start = newline + 1
        line_start = newline + 1
    yield Span(start, paragraph.end)


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 12].lstrip()
    if not _OPENING.match(following):
        return False
    if not match.group().startswith("."):
        return True
    word = re.search(r"\S+$", text[max(start, match.start() - 24) : match.start()])
    last = word.group().lstrip("\"'“‘([") if word else ""
    # "J. Smith", but not "7,200 sq m. The ...".
    is_initial = len(last) == 1 and last.isupper()
    is_list_number = last.isdigit() and not text[start : match.start()].strip()[: -len(last)]
    if last.lower() in _OFTEN_LAST:
        return bool(_BEGINNING.match(following))
    return not (last.lower() in _ABBREVIATIONS or is_initial or is_list_number)


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
