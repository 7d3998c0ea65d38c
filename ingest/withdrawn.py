"""Which documents may not be cited any more, and why: a text beside the generations, so that no ingest is needed.

    STORE/withdrawn.json    a notice for each withdrawn document, by its id

On a Chroma server it is there, like the name of the live generation, for every machine that answers. Whoever answers
reads it at every question. It is no part of a generation: a roll-back brings nothing back.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches

from ingest.clock import stamp
from ingest.errors import IngestError, OutageError, StoreError
from ingest.generation import Generation
from ingest.shared import SharedText

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Notice:
    """That a document is withdrawn: why, and since when (a moment in UTC).

    ``version`` is that of the text it had then, so that it stays withdrawn under another name; empty where other
    documents that may be cited have the same text. ``along_with`` is the id of the document of which it is a copy, when
    it was withdrawn for that.
    """

    reason: str
    date: str
    version: str
    along_with: str | None = None


class Withdrawn:
    """The notices of one store."""

    def __init__(self, text: SharedText) -> None:
        self._text = text

    def notices(self) -> dict[str, Notice]:
        """Every notice by the id of its document. Raises StoreError when they cannot be read: then nothing is cited."""
        try:
            text = self._text.read()
            if text is None:
                return {}
            row = json.loads(text.encode())  # bytes that are no text raise here
            if row["format"] != _FORMAT:
                raise ValueError("another format")
            return {id_: Notice(**notice) for id_, notice in row["notices"].items()}
        except OutageError:
            raise
        except (StoreError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise StoreError(
                f"{self._text.place} cannot be read, so it is not known which documents are withdrawn and nothing is "
                "answered. Restore it, or remove it and withdraw them again."
            ) from error

    def withdraw(self, named: str, reason: str, live: Generation) -> list[str]:
        """Withdraw a document of the live generation, by its id, a former one or its address, and its copies.

        The ids withdrawn, its own first. Raises IngestError for a document that is not there.
        """
        id_ = known_id(named, live)
        ids = [id_, *live.manifest.copies.get(id_, ())]
        found = {one: Notice(reason, stamp(), _own_version(one, ids, live), id_) for one in ids}
        with self._alone() as notices:
            self._write({**found, **notices, id_: replace(found[id_], along_with=None)})
        return ids

    def reinstate(self, named: str, live: Generation | None) -> list[str]:
        """Let a withdrawn document be cited again, and what was withdrawn along with it; their ids, its own first.

        Raises IngestError for one that is not withdrawn.
        """
        with self._alone() as notices:
            id_ = named if named in notices or live is None else known_id(named, live)
            if id_ not in notices:
                raise IngestError(f"{named} is not withdrawn. `python -m ingest withdraw` lists what is.")
            gone = [id_, *(other for other, notice in notices.items() if notice.along_with == id_)]
            self._write({other: notice for other, notice in notices.items() if other not in gone})
        return gone

    @contextmanager
    def _alone(self) -> Iterator[dict[str, Notice]]:
        """The notices, while nobody else can change them."""
        try:
            with self._text.alone():
                yield self.notices()
        except OSError as error:
            raise self._unwritable(error) from error

    def _write(self, notices: Mapping[str, Notice]) -> None:
        row = {"format": _FORMAT, "notices": {id_: asdict(notice) for id_, notice in sorted(notices.items())}}
        self._text.write(json.dumps(row, ensure_ascii=False, indent=1))

    def _unwritable(self, error: OSError) -> StoreError:
        return StoreError(
            f"{self._text.place} cannot be written ({error.strerror or error}), so nothing was withdrawn or "
            "reinstated. Free space or rights there and run this again."
        )


def _own_version(id_: str, together: Collection[str], live: Generation) -> str:
    """The version of a document's text, if only documents that are withdrawn together have that text."""
    version = live.documents[id_].version
    return version if set(live.by_version[version]) <= set(together) else ""


def known_id(named: str, live: Generation) -> str:
    """The id of the document that is named by its id, a former one or its address. Raises IngestError for none."""
    document = live.document(named)
    if document is not None:
        return document.source.id
    same = sorted(id_ for id_, found in live.documents.items() if named and found.source.url == named)
    if len(same) == 1:
        return same[0]
    if same:
        raise IngestError(f"{named} is the address of {len(same)} documents. Give the id of one: {', '.join(same)}.")
    near = get_close_matches(named, live.documents, 1)
    hint = f"Did you mean {near[0]}?" if near else "The JSON answer gives the id of what it cites as document_id."
    raise IngestError(f"{named} is the id of none of the documents. {hint}")


def barred(live: Generation, notices: Mapping[str, Notice]) -> dict[str, Notice]:
    """The documents of a generation that are withdrawn, by whatever name they have now, each with its notice.

    A document is if its id or a former one is, if its text is that of a withdrawn one, or if it is a copy of one.
    """
    found: dict[str, Notice] = {}
    for id_, notice in notices.items():
        named = live.document(id_)
        for one in [*([named.source.id] if named else []), *live.by_version.get(notice.version, ())]:
            found.setdefault(one, notice)
    for id_ in list(found):
        for copy in live.manifest.copies.get(id_, ()):
            found.setdefault(copy, found[id_])
    return found
