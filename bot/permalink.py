"""The lasting address of a quote, and what has become of what it leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from bot.dates_in_words import iso_in_words
from bot.types import Citation
from ingest.generation import Generation
from ingest.superseded import latest
from ingest.types import Document, Earlier, Source
from ingest.withdrawn import Notice, barred

PATH = "/source"
IN_PLACE = "in-its-place"  # the fragment that scrolls there to the quote within its document
LONGEST_QUOTE = 5_000  # characters that a link may ask for
_AROUND = 1_000  # characters given on either side


class Fate(StrEnum):
    """What has become of a document since it was cited."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Link:
    """What a permalink names: a document, the version of its text, and the offsets of the quote in that."""

    document: str
    version: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What a permalink leads to: the card, what has become of it in a sentence, and what to read in its place.

    ``citation`` is the quote as it was; None where it is withheld or no longer kept.
    """

    fate: Fate
    source: Source
    said: str
    citation: Citation | None = None
    successor: Source | None = None


def link_of(citation: Citation) -> Link:
    """What the permalink of a quote names."""
    return Link(citation.source.id, citation.version, citation.start, citation.end)


def permalink(citation: Citation) -> str:
    """The address of a quote below that of the page."""
    return address(Link(citation.source.id, citation.version, citation.start, citation.end))


def address(link: Link) -> str:
    """The address that a link was read from."""
    place = {"document": link.document, "version": link.version, "quote": f"{link.start}-{link.end}"}
    return f"{PATH}?{urlencode(place, errors='replace')}"


def parse(values: Mapping[str, str]) -> Link | None:
    """What the values of a permalink name; None for what is no permalink."""
    start, _, end = values.get("quote", "0-0").partition("-")
    if not values.get("document") or not (start + end).isdecimal() or not (start and end) or len(start + end) > 20:
        return None
    return Link(values["document"], values.get("version", ""), int(start), int(end))


def look_up(
    link: Link, live: Generation, rolled_back: Sequence[Generation], notices: Mapping[str, Notice]
) -> Found | None:
    """What a link leads to; None when no such document is or was there, as far back as anything is kept."""
    present = live.document(link.document)
    document, until = _as_it_was(link, present, live, rolled_back)
    known = document or present
    if known is None:
        return None
    notice = _notice(link, known, live, notices)
    if notice:
        day = iso_in_words(notice.date[:10])
        return Found(Fate.WITHDRAWN, known.source, f"This document was withdrawn on {day}: {notice.reason}")
    return _told(
        known.source, document is not None, until, _successor(known, present, live), _quoted(link, document, live)
    )


def _as_it_was(
    link: Link, present: Document | None, live: Generation, rolled_back: Sequence[Generation]
) -> tuple[Document | None, str | None]:
    """The document with the text that was cited, and until when it said so; None for the moment if it still does."""
    if present and link.version in ("", present.version):
        return present, None
    earlier = _remembered(link, present, live)
    again = _same(link.version, earlier, live)
    if again:
        return again, None
    if earlier:
        return earlier.document, earlier.until
    for generation in rolled_back:
        document = generation.documents.get(link.document)
        if document and document.version == link.version:
            return document, live.manifest.created
        if earlier := _remembered(link, document, generation):
            return earlier.document, earlier.until
    return None, None


def _remembered(link: Link, present: Document | None, generation: Generation) -> Earlier | None:
    """What the document said under the name that the link has, under the one that it has now, or under one between."""
    names = [link.document, *([present.source.id] if present else [])]
    named = (generation.earlier.get((name, link.version)) for name in names)
    others = (earlier for (_, version), earlier in generation.earlier.items() if version == link.version)
    return next((earlier for earlier in named if earlier), None) or next(others, None)


def _same(version: str, earlier: Earlier | None, live: Generation) -> Document | None:
    """A document that says what another said, of the same publisher and day: the same under a name not known before."""
    for id_ in live.by_version.get(version, ()):
        source = live.documents[id_].source
        was = earlier.document.source if earlier else source
        if (was.publisher, was.published) == (source.publisher, source.published):
            return live.documents[id_]
    return None


def _notice(link: Link, known: Document, live: Generation, notices: Mapping[str, Notice]) -> Notice | None:
    """Why the document is withdrawn, by whatever name or text; None when it is not."""
    if not notices:
        return None
    withdrawn = {**barred(live, notices), **notices}
    versions = {notice.version: notice for notice in notices.values()}
    return withdrawn.get(link.document) or withdrawn.get(known.source.id) or versions.get(known.version)


def _successor(known: Document, present: Document | None, live: Generation) -> Source | None:
    """What is to be read in place of a document: what corrects it last, else what it says itself now."""
    names = [document.source.id for document in (present, known) if document]
    for name in names:
        last = latest(live.manifest.superseded, name)
        if last != name:
            return live.documents[last].source
    return present.source if present and present.version != known.version else None


def _quoted(link: Link, document: Document | None, live: Generation) -> Citation | None:
    """The quote in its place, when the document has one there."""
    if document is None or not 0 <= link.start < link.end <= min(len(document.text), link.start + LONGEST_QUOTE):
        return None
    return Citation(
        number=1,
        source=document.source,
        quote=document.text[link.start : link.end],
        start=link.start,
        end=link.end,
        generation=live.name,
        before=document.text[max(link.start - _AROUND, 0) : link.start],
        after=document.text[link.end : link.end + _AROUND],
        page=document.page_at(link.start),
    )


def _told(source: Source, is_kept: bool, until: str | None, successor: Source | None, quote: Citation | None) -> Found:
    day = iso_in_words(until[:10]) if until else ""
    if not is_kept:
        said = "This document has changed since it was cited, and what it said then is no longer kept."
        return Found(Fate.SUPERSEDED, source, said, None, successor or source)
    if successor and successor.id != source.id:
        return Found(Fate.SUPERSEDED, source, "This document has been superseded by a corrected one.", quote, successor)
    if successor:
        said = f"This is what the document said until {day}. It has been superseded by a later version."
        return Found(Fate.SUPERSEDED, source, said, quote, successor)
    if until:
        said = f"This document was removed on {day}. This is what it said until then."
        return Found(Fate.REMOVED, source, said, quote)
    return Found(Fate.CURRENT, source, "This is what the document says.", quote)
