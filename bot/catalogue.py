"""All documents of a generation as a reader finds them: one story once, and why what is not cited any more is not."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dates_in_words import iso_in_words
from bot.standing import Standing
from bot.types import EVERYTHING
from ingest.generation import Generation
from ingest.superseded import latest
from ingest.types import Document, Source
from ingest.withdrawn import Notice


@dataclass(frozen=True, slots=True)
class Entry:
    """A document, and where else its story stands.

    ``said`` tells why it is not cited any more, "" for one that is, and ``successor`` what is to be read instead. The
    text of what was withdrawn is not given.
    """

    document: Document
    also_at: tuple[Source, ...] = ()
    said: str = ""
    successor: Source | None = None

    @property
    def source(self) -> Source:
        """Its card."""
        return self.document.source


def catalogue(live: Generation, notices: Mapping[str, Notice]) -> tuple[Entry, ...]:
    """The documents, newest first and the undated last, copies with the one that they repeat; ties by id."""
    standing = Standing(live, notices)
    copies = {copy for issuer, others in live.manifest.copies.items() for copy in others if issuer in live.documents}
    entries = [_entry(document, live, standing) for id_, document in live.documents.items() if id_ not in copies]
    return tuple(sorted(entries, key=_newest_first))


def _entry(document: Document, live: Generation, standing: Standing) -> Entry:
    id_ = document.source.id
    notice = standing.withdrawn.get(id_)
    if notice:
        bare = Document(document.source, "")
        return Entry(bare, said=f"Withdrawn on {iso_in_words(notice.date[:10])}: {notice.reason}")
    last = latest(live.manifest.superseded, id_)
    if last != id_ and last in live.documents:
        return Entry(document, said="Superseded by a corrected document.", successor=live.documents[last].source)
    return Entry(document, standing.also_at(id_, EVERYTHING))


def _newest_first(entry: Entry) -> tuple[int, str]:
    published = entry.source.published
    return -published.last_day.toordinal() if published else 0, entry.source.id
