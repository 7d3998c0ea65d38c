"""The nouns of ingest: a source, its document, the passages cut from it, and a hit.

A passage is always found again at its offsets: ``document.text[passage.start:passage.end] == passage.text``.
"""

import hashlib
import json
from bisect import bisect_right
from calendar import monthrange
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What sort of document a source is."""

    PRESS_RELEASE = "press_release"
    FACT_SHEET = "fact_sheet"
    REPORT = "report"
    NEWS = "news"
    CASE_STUDY = "case_study"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind as a reader sees it: "press release"."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Published:
    """When a source was published, no more precisely than the source says.

    ``month`` and ``day`` are None where the source does not give them. Raises ValueError for one that does not exist.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def read(cls, text: str | None) -> "Published | None":
        """What ``str`` wrote; None for nothing. Raises ValueError or TypeError for anything else."""
        return cls(*map(int, text.split("-"))) if text else None

    @property
    def precision(self) -> str:
        """ "day", "month" or "year"."""
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @property
    def first_day(self) -> date:
        """The earliest day the source can have been published."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day the source can have been published."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """ISO 8601 at the known precision: "2020", "2020-10" or "2020-10-07"."""
        return self.first_day.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.precision]]


@dataclass(frozen=True, slots=True)
class Source:
    """The card of a document: what a reader sees of it and can open.

    ``language`` is that of its text, as an ISO 639 code; None where it is not known.
    """

    id: str
    title: str
    publisher: str | None
    kind: Kind
    published: Published | None
    url: str | None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its whole text, as it was read.

    ``pages`` are the offsets at which its pages begin, the first at 0; empty where it has no pages. ``supersedes`` is
    the id or the address of the document that it corrects, as it says itself.
    """

    source: Source
    text: str
    pages: tuple[int, ...] = ()
    supersedes: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 over the card, the text and its pages: equal digests mean nothing changed."""
        card = asdict(self.source) | {"text": self.text} | ({"pages": self.pages} if self.pages else {})
        card |= {"supersedes": self.supersedes} if self.supersedes else {}
        return hashlib.sha256(json.dumps(card, sort_keys=True).encode()).hexdigest()

    @property
    def version(self) -> str:
        """16 digits of the SHA-256 of the text: a quote at known offsets is the same wherever they are the same."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    def page_at(self, offset: int) -> int | None:
        """The number of the page, counted from 1, on which the character at ``offset`` stands; None without pages."""
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A document as it was ``until`` (a moment in UTC) its text changed or it left, kept for who cited it."""

    document: Document
    until: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A cut of a document, verbatim, with the heading it stands under."""

    source: Source
    start: int
    text: str
    heading: str | None = None

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.start + len(self.text)

    @property
    def id(self) -> str:
        """Unique within one generation."""
        return passage_id(self.source.id, self.start, self.end)


def passage_id(document: str, start: int, end: int) -> str:
    """The id of a passage, by its document's and its offsets there."""
    return f"{document}#{start}-{end}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that meets a question; a higher score is better."""

    passage: Passage
    score: float
