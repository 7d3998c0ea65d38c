"""The text of an answer -> its lines as every face shows them: the kind of each, its words and its markers (pure)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.encode import one_line
from bot.types import Answer, Citation, Lead

DISAGREE = "The sources disagree"  # how the line of a conflict begins


class ClaimKind(StrEnum):
    """What a line of an answer is.

    A quote is a sentence of a document with its marker; prose one that a chat model wrote, with all that it rests on; a
    note has no marker.
    """

    LEAD = "lead"
    QUOTE = "quote"
    PROSE = "prose"
    CALCULATION = "calculation"
    CONFLICT = "conflict"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of an answer: its words, single spaces between them, and the citations where their markers stand.

    ``when`` is filled for a lead only: the date in words, which is not among the pieces.
    """

    kind: ClaimKind
    pieces: tuple[str | Citation, ...]
    when: str = ""

    @property
    def text(self) -> str:
        """The words without the markers."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations in the order of their markers."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Citation))

    @property
    def line(self) -> str:
        """The line as the text of an answer has it, markers and all."""
        when = f" ({self.when})" if self.when else ""
        return "".join(
            piece if isinstance(piece, str) else f"{when} [{piece.number}]" for piece in self.pieces
        ).lstrip()


def lead_line(lead: Lead) -> str:
    """The lead as a line of the text: "45 companies (October 2020) [1]", "Oxford: £62.50 (2024) [2]"."""
    when = f" ({lead.when})" if lead.when else ""
    return one_line(f"{_lead_words(lead)}{when} [{lead.citation}]")


def claims(answer: Answer) -> list[Claim]:
    """The answer's lines in order, the leads before all others, as its text has them.

    White space may differ between the text and what it quotes: an answer joins what a page had wrapped. A marker that
    names no citation stays among the words.
    """
    named = {str(citation.number): citation for citation in answer.citations}
    found: list[Claim] = []
    start = 0
    for lead in answer.leads:
        line = re.compile(rf"\s*{_loosely(lead_line(lead))}(?!\S)").match(answer.text, start)
        if line and str(lead.citation) in named:
            found.append(Claim(ClaimKind.LEAD, (_lead_words(lead), named[str(lead.citation)]), lead.when))
            start = line.end()
    return [*found, *_lines(answer, start, named)]


def _lead_words(lead: Lead) -> str:
    return one_line(f"{lead.about}: {lead.words}" if lead.about else lead.words)


def _lines(answer: Answer, start: int, named: Mapping[str, Citation]) -> Iterator[Claim]:
    """What follows the leads: lines known beforehand are caught whole; what is left is read by its markers."""
    known = _known(answer)
    for line in known.finditer(answer.text, start) if known else ():
        yield from _sentences(answer.text[start : line.start()], named)
        start = line.end()
        kind = ClaimKind(str(line.lastgroup))
        if kind is ClaimKind.QUOTE:
            yield from _sentences(line[0], named, is_one=True)
        else:
            yield Claim(kind, _pieces(line[0], {number: named[number] for number in _rests_on(answer, kind)}))
    yield from _sentences(answer.text[start:], named)


def _known(answer: Answer) -> re.Pattern[str] | None:
    """The lines that the answer's own fields foretell; quotes first, since one may hold anything, even "[1]"."""
    quotes = [rf"{_loosely(citation.quote)}\s*\[{citation.number}\]" for citation in answer.citations]
    worked_out = [rf"^{_loosely(calculation.text)}(?:\s*\[\d+\])*$" for calculation in answer.calculations]
    disagreements = [rf"^{DISAGREE}\b.*$"] if answer.conflicts else []
    kinds = {ClaimKind.QUOTE: quotes, ClaimKind.CALCULATION: worked_out, ClaimKind.CONFLICT: disagreements}
    groups = [f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in kinds.items() if patterns]
    return re.compile("|".join(groups), re.MULTILINE) if groups else None


def _rests_on(answer: Answer, kind: ClaimKind) -> set[str]:
    """The numbers that may stand as markers in a line of that kind; any other is a word of a document."""
    if kind is ClaimKind.CALCULATION:
        numbers = {number for calculation in answer.calculations for number in calculation.citations}
    else:
        numbers = {answer.figures[place].citation for conflict in answer.conflicts for place in conflict.figures}
    return {str(citation.number) for citation in answer.citations if citation.number in numbers}


def _pieces(line: str, named: Mapping[str, Citation]) -> tuple[str | Citation, ...]:
    """The line cut at the markers of those citations, without the space before a marker."""
    if not named:
        return (one_line(line),)
    parts = re.split(rf"\s*\[({'|'.join(named)})\]", one_line(line))
    return tuple(named[part] if index % 2 else part for index, part in enumerate(parts) if part)


def _sentences(text: str, named: Mapping[str, Citation], is_one: bool = False) -> Iterator[Claim]:
    """Prose and notes; ``is_one`` leaves a text whole that is one quote, whatever stands in it."""
    for sentence in filter(None, map(str.strip, [text] if is_one else re.split(r"(?<=\])\s|\n", text))):
        markers = re.search(r"\s*\[\d+\]$" if is_one else r"(?:\s*\[\d+\])+$", sentence)
        numbers = re.findall(r"\d+", markers[0]) if markers else []
        if markers and all(number in named for number in numbers):
            kind = ClaimKind.QUOTE if is_one else ClaimKind.PROSE
            yield Claim(kind, (one_line(sentence[: markers.start()]), *(named[number] for number in numbers)))
        else:
            yield Claim(ClaimKind.NOTE, (one_line(sentence),))


def _loosely(quote: str) -> str:
    """A pattern for the quote that takes any white space for its own."""
    return r"\s+".join(map(re.escape, quote.split()))
