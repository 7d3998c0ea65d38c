"""The nouns of the bot: a turn of talk, the evidence for an answer, and the answer every face shows."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ingest.types import Kind, Source

NOTHING = "The documents do not answer this"  # how the sentence on a question without an answer begins


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange so far."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What an answer may draw on; None leaves that side open.

    With ``since`` or ``until`` set, only documents that were certainly published in that window count: undated ones
    do not. ``publishers`` are names as the cards give them; ``collections`` the folders that the ids begin with.
    """

    kinds: frozenset[Kind] | None = None
    since: date | None = None
    until: date | None = None
    publishers: frozenset[str] | None = None
    collections: frozenset[str] | None = None

    def known_by(self, day: date | None) -> "Filters":
        """Narrowed to what was published by a day; the same for None."""
        if day is None or (self.until is not None and self.until <= day):
            return self
        return replace(self, until=day)

    def allow(self, source: Source) -> bool:
        """Whether the source may be used."""
        if self.kinds is not None and source.kind not in self.kinds:
            return False
        if self.publishers is not None and source.publisher not in self.publishers:
            return False
        if self.collections is not None and source.id.partition("/")[0] not in self.collections:
            return False
        if self.since is None and self.until is None:
            return True
        if source.published is None:
            return False
        after = self.since is None or source.published.first_day >= self.since
        return after and (self.until is None or source.published.last_day <= self.until)


EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: ``document.text[start:end] == quote`` in the generation named.

    ``before`` and ``after`` are the rest of the passage round the quote, for a reader who wants its surroundings.
    ``page`` is the number of the page on which the quote begins, counted from 1; None where there are no pages.
    ``version`` is that of the document's text, and ``also_at`` the cards of other documents that tell the same story.
    """

    number: int
    source: Source
    quote: str
    start: int
    end: int
    generation: str
    before: str = ""
    after: str = ""
    page: int | None = None
    version: str = ""
    also_at: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One value read in a cited quote, with the date it was stated.

    ``value`` is in units of ``unit`` (currencies by ISO 4217 code, shares as "%"); ``as_of`` is the ISO date, at its
    precision, that the sentence or else its source gives; None means undated. ``status`` is "achieved" or "planned".
    ``hedge`` is how the sentence bounds it: "over", "almost", "about", "up to", "at least", or None for an exact value.
    """

    value: float
    unit: str
    original: str
    scope: str | None
    as_of: str | None
    status: str
    citation: int
    hedge: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Figures of one answer (their places in ``Answer.figures``) that cannot all be true, and why, in a phrase."""

    figures: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Lead:
    """The short answer: ``words`` stand verbatim in the quote of ``citation``.

    ``when`` says in words when they held, or since when they are planned. ``about`` is the name that a compared thing
    has in the question, else empty.
    """

    words: str
    when: str
    citation: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Calculation:
    """Arithmetic over cited figures, as a sentence ("£37.5m - £22m = £15.5m"), with the citations it rests on."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What every face shows.

    ``text`` is Markdown-free plain text, a line each: the short answer (``leads``, one for each part of the question
    that has one), the sentences that prove it, each a verbatim quote followed by its marker ``[n]``, the calculations,
    and what the sources disagree about; or, when nothing was found, one sentence that says what is missing.
    ``nearest`` is filled only when ``status`` is not_found.

    ``known_by`` is the ISO date by which all that counted was published; None where there was no such day.

    ``history`` are the places of the figures that tell how one value moved, oldest first; empty where it did not.

    ``mode`` is "extractive", or the name of the chat model that put it into words: then sentences of its own stand in
    the place of the quotes, each proven by those whose markers it ends with. ``prompt_version`` is what it was told,
    ``unproven`` how many of its sentences were not proven and gave way to quotes, ``language`` the ISO 639-1 code of
    its prose; quotes stay in the language of their document. ``timings_ms`` is what working it out took, by
    stage, also where it was worked out for who asked the same before.
    """

    id: str
    question: str
    standalone_question: str
    status: Status
    text: str
    generation: str
    as_of: str | None = None
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    nearest: tuple[Citation, ...] = ()
    leads: tuple[Lead, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    history: tuple[int, ...] = ()
    mode: str = "extractive"
    prompt_version: str | None = None
    unproven: int = 0
    language: str = "en"
    known_by: str | None = None
    timings_ms: dict[str, int] = field(default_factory=dict)
