"""Answers -> a briefing: blocks of text that every format holds alike, word for word (pure).

The references are numbered through all answers. Each carries the permalink of its quote, and the last block a
fingerprint of all the text before it: so a copy proves itself, or shows where it does not (``bot.briefing.check``).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from bot.briefing.letters import written
from bot.claims import Claim, ClaimKind, claims
from bot.dates_in_words import as_known, iso_in_words, published_in_words
from bot.permalink import Fate, Found, Link, link_of, permalink
from bot.types import Answer, Citation, Status
from bot.without import WITHHELD, without
from ingest.types import Source

TITLE = "Answers from the documents"
FINGERPRINT = "Fingerprint of the text above (SHA-256): "
SOURCES = "Sources"


class Style(StrEnum):
    """How a block is set."""

    TITLE = "title"
    HEADING = "heading"
    SHORT_ANSWER = "short answer"
    BODY = "body"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: one line of text, and the address that its ``link``, the end of the text, leads to."""

    style: Style
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Briefing:
    """What every format is made of: the blocks, in order, and for programs the answers that they tell.

    ``home`` is the page's address, ``made`` the day. A quote whose document has been withdrawn since it was cited is in
    neither.
    """

    blocks: tuple[Block, ...]
    answers: tuple[Answer, ...]
    made: date
    home: str

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)


def briefing(
    answers: Sequence[Answer], look_up: Callable[[Link], Found | None], today: date, home: str = ""
) -> Briefing:
    """A briefing, its fingerprint in the last block. ``home`` is the page's address, before that of each quote."""
    numbered = _Numbered(look_up)
    body = [block for number, answer in enumerate(answers, start=1) for block in _answer(number, answer, numbered)]
    references = list(numbered.references(home))
    head = Block(Style.NOTE, _made(answers, today, len(references)))
    sources = [Block(Style.HEADING, SOURCES), *references] if references else []
    blocks = [Block(Style.TITLE, TITLE), head, *body, *sources]
    blocks.append(Block(Style.NOTE, FINGERPRINT + fingerprint("".join(block.text for block in blocks))))
    return Briefing(tuple(blocks), tuple(without(answer, numbered.is_withheld) for answer in answers), today, home)


def compact(text: str) -> str:
    """The text without white space: where a format breaks its lines means nothing."""
    return "".join(text.split())


def fingerprint(text: str) -> str:
    """SHA-256 of a text, whatever its white space, in hexadecimal."""
    return sha256(compact(text).encode(errors="replace")).hexdigest()


def reference(citation: Citation) -> str:
    """A quote with its source, as every briefing words it."""
    source = citation.source
    page = f", page {citation.page}" if citation.page else ""
    said = f"“{written(citation.quote)}” {written(source.title)}. {_who(source)}{published_in_words(source.published)}"
    return f"{said}{page}."


def _who(source: Source) -> str:
    return f"{written(source.publisher)}, " if source.publisher else ""


class _Numbered:
    """The quotes cited so far, each once, by the order in which they are first cited."""

    def __init__(self, look_up: Callable[[Link], Found | None]) -> None:
        self._look_up = look_up
        self._numbers: dict[str, int] = {}
        self._cited: dict[str, tuple[Citation, Found | None]] = {}

    def number(self, citation: Citation) -> int | None:
        """The number of a quote in the briefing; None when it may no longer be shown."""
        if self.is_withheld(citation):
            return None
        return self._numbers.setdefault(permalink(citation), len(self._numbers) + 1)

    def is_withheld(self, citation: Citation) -> bool:
        """Whether the document of a quote has been withdrawn."""
        place = permalink(citation)
        if place not in self._cited:
            self._cited[place] = citation, self._look_up(link_of(citation))
        found = self._cited[place][1]
        return found is not None and found.fate is Fate.WITHDRAWN

    def references(self, home: str) -> Iterator[Block]:
        """A block for each quote that has a number."""
        for place, number in self._numbers.items():
            citation, found = self._cited[place]
            since = f" {found.said}" if found and found.fate is not Fate.CURRENT else ""
            text = f"[{number}] {reference(citation)}{since} {citation.generation} {home}{place}"
            yield Block(Style.BODY, text, f"{home}{place}")


def _made(answers: Sequence[Answer], today: date, quotes: int) -> str:
    day = iso_in_words(today.isoformat())
    generations = ", ".join(dict.fromkeys(answer.generation for answer in answers))
    proofs = f"It rests on {quotes} {'quote' if quotes == 1 else 'quotes'}" if quotes else "It holds no quotes"
    return (
        f"Made on {day} from what the documents said then ({generations}). {proofs}. Nothing in it is advice. "
        "`python -m bot --check FILE` compares every quote with the documents again."
    )


def _answer(number: int, answer: Answer, numbered: _Numbered) -> Iterator[Block]:
    yield Block(Style.HEADING, f"{number}. {written(answer.question)}")
    if answer.known_by:
        yield Block(Style.NOTE, f"{as_known(answer.known_by)}.")
    if answer.standalone_question != answer.question:
        yield Block(Style.NOTE, f"Understood as: {written(answer.standalone_question)}")
    if answer.mode != "extractive":
        yield Block(Style.NOTE, f"In the words of {written(answer.mode)}, each sentence proven by the quotes it names.")
    withheld = False
    for claim in claims(answer):
        marks = [numbered.number(citation) for citation in claim.citations]
        if None in marks:
            withheld = True
            continue
        yield _said(claim, "".join(f"[{mark}]" for mark in marks), answer.status)
    if withheld:
        yield Block(Style.NOTE, WITHHELD)


def _said(claim: Claim, marks: str, status: Status) -> Block:
    words = written(claim.text)
    if claim.kind is ClaimKind.LEAD:
        when = f" ({written(claim.when)})" if claim.when.strip() else ""
        return Block(Style.SHORT_ANSWER, f"{words}{when} {marks}")
    if claim.kind is ClaimKind.QUOTE:
        return Block(Style.BODY, f"“{words}” {marks}")
    if claim.kind is ClaimKind.NOTE:
        return Block(Style.NOTE if status is Status.ANSWERED else Style.BODY, words)
    return Block(Style.BODY, f"{words} {marks}")
