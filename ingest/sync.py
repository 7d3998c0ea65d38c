"""What changed between the files and the store: a plan, which is a value, and its carrying out, which is thin."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from ingest import load
from ingest.embed import Encoder, Vectors, encoder_name
from ingest.errors import LoadError, StoreError
from ingest.find import File, Found, Refused, find_files, location_of, together
from ingest.generation import FileRecord, Generation, new_manifest
from ingest.origin import is_on_web
from ingest.settings import Settings
from ingest.split import SPLITTER_VERSION, context, split
from ingest.store import Store
from ingest.types import Document, Passage

# Raised when the same files would be read differently, so that all of them are read again.
READER_VERSION = 1
READER = f"reader {READER_VERSION}, splitter {SPLITTER_VERSION}"

Progress = Callable[[int], None]
NOTHING = Found()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do. Documents are named by their ids; ``failed`` and ``twins`` carry their reasons.

    ``removed`` leave the store, ``gone`` have no file any more and stay; ``rebuild`` says that the encoder or the way
    of reading has changed, so that a new generation is due even if no document has.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    gone: tuple[str, ...]
    twins: tuple[Refused, ...]
    failed: tuple[Refused, ...]
    ignored: int
    documents: tuple[Document, ...]
    files: Mapping[str, FileRecord]
    rebuild: bool

    @property
    def found(self) -> bool:
        """Whether any document was read, or at least tried."""
        return bool(self.added or self.changed or self.unchanged or self.twins or self.failed)

    @property
    def writes(self) -> bool:
        """Whether carrying it out would publish a new generation."""
        return bool(self.added or self.changed or self.removed or self.rebuild)


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did. ``embedded`` counts passages; those with known vectors are not among them."""

    generation: str | None
    passages: int
    embedded: int


@dataclass(frozen=True, slots=True)
class Stored:
    """What the live generation holds of each document."""

    documents: Mapping[str, Document]
    files: Mapping[str, FileRecord]

    @classmethod
    def of(cls, live: Generation | None) -> "Stored":
        """Nothing, when there is no live generation."""
        return cls(live.documents, live.manifest.files) if live else cls({}, {})


@dataclass(frozen=True, slots=True)
class Read:
    """One file, read as far as was needed: ``document`` is the stored one when the bytes are the same."""

    file: File
    record: FileRecord
    document: Document


def make_plan(
    paths: Sequence[Path],
    settings: Settings,
    live: Generation | None,
    *,
    prune: bool,
    progress: Progress,
    web: Found = NOTHING,
) -> Plan:
    """Compare the files under ``paths``, and what was fetched, with the live generation. Reads, and writes nothing."""
    stored = Stored.of(live)
    found = together(find_files(paths, settings.corpus), web)
    same_reader = live is not None and live.manifest.reader == READER
    read, failed = _read_files(found.files, settings, stored if same_reader else Stored({}, {}), progress)
    return decide(
        read,
        [*found.refused, *failed],
        stored,
        _gone(stored, paths, settings.corpus, found),
        prune=prune,
        ignored=found.ignored,
        rebuild=live is not None and not (same_reader and live.manifest.encoder == encoder_name(settings)),
    )


def decide(
    read: Sequence[Read],
    failed: Sequence[Refused],
    stored: Stored,
    gone: Sequence[str],
    *,
    prune: bool,
    ignored: int = 0,
    rebuild: bool = False,
) -> Plan:
    """The plan for what was read (pure).

    A document whose file failed this time stays as it was. Of several files with one text only one is kept.
    """
    removed = set(gone) if prune else set()
    documents = {id_: document for id_, document in stored.documents.items() if id_ not in removed}
    documents |= {item.file.id: item.document for item in read}
    files = dict(stored.files) | {item.file.id: item.record for item in read}
    twins = _twins(documents, stored)
    for id_ in twins:
        del documents[id_]
    present = [item.file.id for item in read if item.file.id in documents]
    before = stored.documents
    return Plan(
        added=tuple(id_ for id_ in present if id_ not in before),
        changed=tuple(i for i in present if i in before and before[i].digest != documents[i].digest),
        unchanged=tuple(i for i in present if i in before and before[i].digest == documents[i].digest),
        removed=tuple(sorted(removed | (twins.keys() & before.keys()))),
        gone=() if prune else tuple(gone),
        twins=tuple(
            Refused(id_, f"has the same text as {twin}, which stands for both.") for id_, twin in twins.items()
        ),
        failed=tuple(failed),
        ignored=ignored,
        documents=tuple(documents[id_] for id_ in sorted(documents)),
        files={id_: files[id_] for id_ in sorted(documents)},
        rebuild=rebuild,
    )


def _twins(documents: Mapping[str, Document], stored: Stored) -> dict[str, str]:
    """Each document whose whole text another one has too, with that other one: the one stored before, if any."""
    kept: dict[str, str] = {}
    twins = {}
    for id_ in sorted(documents, key=lambda id_: (id_ not in stored.documents, id_)):
        first = kept.setdefault(documents[id_].text, id_)
        if first != id_:
            twins[id_] = first
    return twins


def carry_out(
    plan: Plan,
    store: Store,
    live: Generation | None,
    name: str,
    open_encoder: Callable[[], Encoder],
    *,
    keep: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Done:
    """Publish a generation that holds the plan's documents. Vectors known from the live one are copied.

    ``open_encoder`` is only called when something has to be embedded. ``progress`` hears (done, total) passages.
    """
    if not plan.documents:
        raise StoreError("No document is left to publish, so the store was not changed. Check the folder you gave.")
    passages = [passage for document in plan.documents for passage in split(document)]
    vectors, embedded = _vectors(passages, _known_vectors(live, name), open_encoder, progress)
    manifest = new_manifest(name, READER, len(plan.documents), len(passages), plan.files)
    generation = store.publish(plan.documents, passages, vectors, manifest)
    store.clean(keep)
    return Done(generation.name, len(passages), embedded)


def _read_files(
    files: Sequence[File], settings: Settings, stored: Stored, progress: Progress
) -> tuple[list[Read], list[Refused]]:
    read, failed = [], []
    for file in files:
        try:
            read.append(_read(file, settings, stored))
        except LoadError as error:
            failed.append(Refused(file.id, str(error)))
        progress(1)
    return read, failed


def _read(file: File, settings: Settings, stored: Stored) -> Read:
    data = load.read_bytes(file.path, settings)
    location = file.origin.location if file.origin else location_of(file.path, settings.corpus)
    record = FileRecord(location, sha256(data).hexdigest())
    if stored.files.get(file.id) == record:
        return Read(file, record, stored.documents[file.id])
    document = load.parse(data, file.path, file.id, settings)
    return Read(file, record, file.origin.attribute(document) if file.origin else document)


def _gone(stored: Stored, paths: Sequence[Path], corpus: Path, found: Found) -> list[str]:
    """The stored documents that lay under one of the paths, or at an address, and are not there any more."""
    roots = [path.resolve() for path in paths]
    present = {file.id for file in found.files}
    return sorted(
        id_
        for id_, record in stored.files.items()
        if id_ in found.gone
        or (
            id_ not in present
            and not is_on_web(record.location)
            and any((corpus.resolve() / record.location).is_relative_to(root) for root in roots)
        )
    )


def _known_vectors(live: Generation | None, name: str) -> dict[str, Vectors]:
    """What is embedded already, by the exact text that was embedded."""
    if live is None or live.manifest.encoder != name:
        return {}
    return dict(zip(map(_embedded_text, live.passages), live.vectors, strict=True))


def _vectors(
    passages: Sequence[Passage],
    known: Mapping[str, Vectors],
    open_encoder: Callable[[], Encoder],
    progress: Callable[[int, int], None],
) -> tuple[Vectors, int]:
    texts = [_embedded_text(passage) for passage in passages]
    missing = sorted(set(texts) - known.keys())
    if not missing:
        return np.stack([known[text] for text in texts]).astype(np.float32), 0
    progress(0, len(missing))
    new = open_encoder().encode(missing, lambda done: progress(done, len(missing)))
    vectors = {**known, **dict(zip(missing, new, strict=True))}
    return np.stack([vectors[text] for text in texts]).astype(np.float32), len(missing)


def _embedded_text(passage: Passage) -> str:
    return f"{context(passage)}\n{passage.text}"
