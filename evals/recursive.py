"""The usual way to cut a text, as the floor to measure ours against: by paragraph, else line, else sentence, else word.

LangChain's RecursiveCharacterTextSplitter with separators kept in front, written anew over offsets, with the separators
of Chroma's chunking evaluation (Smith and Troynikov, "Evaluating Chunking Strategies for Retrieval", 2024).
"""

import re
from collections.abc import Callable, Sequence

from ingest.sentences import Span

_SEPARATORS = ("\n\n", "\n", ".", "?", "!", " ", "")

Length = Callable[[Span], int]


def recursive(text: str, length: Length, size: int, overlap: int) -> list[Span]:
    """Ranges of ``text`` of at most ``size`` in ``length``'s unit, neighbours sharing up to ``overlap`` of it."""
    found = _cut(text, Span(0, len(text)), _SEPARATORS, length, size, overlap)
    stripped = (_stripped(text, span) for span in found)
    return [span for span in stripped if span.start < span.end]


def _cut(text: str, whole: Span, separators: Sequence[str], length: Length, size: int, overlap: int) -> list[Span]:
    inside = text[whole.start : whole.end]
    place = next(i for i, separator in enumerate(separators) if separator in inside)
    separator, finer = separators[place], separators[place + 1 :]
    cuts: list[Span] = []
    small: list[Span] = []
    for part in _split_before(text, whole, separator):
        if length(part) < size:
            small.append(part)
            continue
        cuts += _merged(small, length, size, overlap)
        small = []
        cuts += _cut(text, part, finer, length, size, overlap) if finer else [part]
    return cuts + _merged(small, length, size, overlap)


def _split_before(text: str, whole: Span, separator: str) -> list[Span]:
    """The parts of a range, each but the first beginning with the separator; single characters for an empty one."""
    if not separator:
        return [Span(i, i + 1) for i in range(whole.start, whole.end)]
    found = re.finditer(re.escape(separator), text[whole.start : whole.end])
    starts = [whole.start, *(whole.start + match.start() for match in found)]
    ends = [*starts[1:], whole.end]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _merged(parts: Sequence[Span], length: Length, size: int, overlap: int) -> list[Span]:
    """Neighbouring parts joined up to the size; the next begins with what of the last fits in the overlap."""
    joined: list[Span] = []
    current: list[Span] = []
    total = 0
    for part in parts:
        more = length(part)
        if total + more > size and current:
            joined.append(Span(current[0].start, current[-1].end))
            while total > overlap or (total + more > size and total > 0):
                total -= length(current.pop(0))
        current.append(part)
        total += more
    return [*joined, Span(current[0].start, current[-1].end)] if current else joined


def _stripped(text: str, span: Span) -> Span:
    inside = text[span.start : span.end]
    return Span(span.end - len(inside.lstrip()), span.start + len(inside.rstrip()))
