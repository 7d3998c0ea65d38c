"""Bring the store up to date: find and read, plan what changed, carry it out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.clock import stamp
from ingest.copies import copies_of
from ingest.earlier import ROOM, earlier_of
from ingest.embed import encoder_name
from ingest.embedded import Embedded
from ingest.encoder import Encoder
from ingest.errors import StoreError
from ingest.find import Found, find_files, together
from ingest.fingerprints import Fingerprints
from ingest.generation import Generation, new_manifest
from ingest.load.clean import printable
from ingest.origin import is_on_web
from ingest.plan import Plan, Stored, decide, shrinkage
from ingest.read import Parsers, Progress, read_files
from ingest.sandbox import Sandbox
from ingest.settings import Settings
from ingest.split import SPLITTER_VERSION, distinct, split
from ingest.store import Store
from ingest.types import Document, Passage
from ingest.vectors import known_vectors, vectors_of

# Raised when the same files would be read differently, so that all of them are read again.
READER_VERSION = 3
READER = f"reader {READER_VERSION}, splitter {SPLITTER_VERSION}"

NOTHING = Found()


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did. ``embedded`` counts passages; those with known vectors are not among them.

    ``copies`` are the documents that others stand for, by the id of the one that does.
    """

    generation: str | None
    passages: int
    embedded: int
    copies: Mapping[str, Sequence[str]]


def make_plan(
    paths: Sequence[Path],
    settings: Settings,
    live: Generation | None,
    *,
    prune: bool,
    progress: Progress,
    web: Found = NOTHING,
    afresh: bool = False,
    parsers: Parsers = Sandbox,
) -> Plan:
    """Compare the files under ``paths``, and what was fetched, with the live generation. Reads, and writes nothing.

    ``afresh`` reads every file again and keeps no document that has no file there; ``parsers`` opens what parses them.
    """
    stored = Stored.of(live)
    found = together(find_files(paths, settings.corpus), web)
    same_reader = live is not None and live.manifest.reader == READER and not afresh
    read, failed = read_files(found.files, settings, stored if same_reader else Stored({}, {}), progress, parsers)
    same = same_reader and live is not None and live.manifest.encoder == encoder_name(settings) and not live.notice
    return decide(
        read,
        [*found.refused, *failed],
        stored,
        _gone(stored, paths, settings.corpus, found, everywhere=afresh),
        prune=prune or afresh,
        ignored=found.ignored,
        rebuild=afresh or (live is not None and not same),
    )


def carry_out(
    plan: Plan,
    store: Store,
    name: str,
    open_encoder: Callable[[], Encoder],
    *,
    keep: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
    force: bool = False,
    reuse: bool = True,
    room: int = ROOM,
) -> Done:
    """Publish a generation that holds the plan's documents; ``name`` is the encoder's.

    ``reuse`` copies the vectors that any generation on disk holds for the same text, or an ingest that was broken off
    has embedded; ``open_encoder`` is only called when something has to be embedded. ``progress`` hears (done, total)
    passages. Raises StoreError, unless by ``force``, when less than half of the documents would be left. ``room`` is
    that for earlier texts, in characters.
    """
    if not force and (reason := shrinkage(plan)):
        raise StoreError(reason)
    since = store.since_live(afresh=not reuse)
    before = since[0] if reuse and since else None
    passages = _cut(plan.documents, before)
    unfinished = Embedded(store.folder / "embedded", name)
    known = unfinished.known() | known_vectors(store.kept(), name) if reuse else {}
    vectors, embedded = vectors_of(passages, known, open_encoder, progress, unfinished.keep)
    prints = _prints(plan.documents, before)
    copies = copies_of(plan.documents, plan.superseded, prints)
    manifest = new_manifest(
        name, READER, len(plan.documents), len(passages), plan.files, plan.aliases, plan.superseded, copies
    )
    moved = {**plan.aliases, **plan.renamed}
    earlier = earlier_of(since, plan.documents, moved, stamp(), room)
    generation = store.publish(plan.documents, passages, vectors, manifest, keep, earlier, before, prints)
    unfinished.clear()
    store.clean()
    return Done(generation.name, len(passages), embedded, copies)


def _cut(documents: Sequence[Document], before: Generation | None) -> list[Passage]:
    """The passages of the documents, those of documents that have not changed as they were cut ``before``."""
    cut: dict[str, list[Passage]] = {}
    if before and before.manifest.reader == READER:
        for passage in before.passages:
            cut.setdefault(passage.source.id, []).append(passage)
    return [
        passage
        for document in documents
        for passage in (
            cut[document.source.id]
            if document.source.id in cut and before and before.documents[document.source.id] == document
            else distinct(split(document))
        )
    ]


def _prints(documents: Sequence[Document], before: Generation | None) -> Fingerprints:
    """The documents' fingerprints, those of a text that has not changed as they were ``before``."""
    texts = [document.text for document in documents]
    kept = before.fingerprints if before else None
    if before is None or kept is None:
        return Fingerprints.of(texts)
    then = {id_: (place, one.text) for place, (id_, one) in enumerate(before.documents.items())}
    found = ((place, then.get(document.source.id)) for place, document in enumerate(documents))
    return Fingerprints.of(texts, kept, {place: old[0] for place, old in found if old and old[1] == texts[place]})


def _gone(stored: Stored, paths: Sequence[Path], corpus: Path, found: Found, *, everywhere: bool) -> list[str]:
    """The stored documents that have no file or page any more; of the files, those that lay under one of the paths.

    What lay in a folder that could not be opened is not known to be gone.
    """
    home = corpus.resolve()
    roots = [path.resolve() for path in paths]
    present = {file.id for file in found.files}
    unread = [refused.path for refused in found.refused]

    def is_gone(location: str) -> bool:
        place = home / location
        under = any(place.is_relative_to(root) for root in roots)
        # A path is printable where it is reported.
        return under and not any(Path(printable(place)).is_relative_to(path) for path in unread)

    missing = stored.files.keys() - present
    return sorted(
        id_
        for id_ in missing
        if everywhere or is_on_web(stored.files[id_].location) or is_gone(stored.files[id_].location)
    )
