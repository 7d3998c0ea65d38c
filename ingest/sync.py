"""What changed between the files and the store: a plan, which is a value, and its carrying out, which is thin."""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from ingest import load
from ingest.embed import Encoder, encoder_name
from ingest.errors import LoadError, StoreError
from ingest.find import File, Found, Refused, find_files, location_of, together
from ingest.generation import FileRecord, Generation, new_manifest
from ingest.load.clean import printable
from ingest.origin import is_on_web
from ingest.sandbox import Sandbox
from ingest.settings import Settings
from ingest.split import SPLITTER_VERSION, distinct, split
from ingest.store import Store
from ingest.types import Document
from ingest.vectors import known_vectors, vectors_of

# Raised when the same files would be read differently, so that all of them are read again.
READER_VERSION = 2
READER = f"reader {READER_VERSION}, splitter {SPLITTER_VERSION}"

# How many documents a sentence names.
_NAMED = 5

Progress = Callable[[int], None]
NOTHING = Found()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do. Documents are named by their ids; ``failed`` and ``twins`` carry their reasons.

    ``removed`` leave the store, ``gone`` have no file any more and stay; ``renamed`` leads from each old id to the new
    one, and ``aliases`` does so for the renamings of earlier runs too. ``before`` counts the documents that are live
    now. ``rebuild`` says that a new generation is due even if no document has changed: the encoder or the way of
    reading has, or the live generation is damaged.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: Mapping[str, str]
    gone: tuple[str, ...]
    twins: tuple[Refused, ...]
    failed: tuple[Refused, ...]
    ignored: int
    documents: tuple[Document, ...]
    files: Mapping[str, FileRecord]
    aliases: Mapping[str, str]
    before: int
    rebuild: bool

    @property
    def found(self) -> bool:
        """Whether any document was read, or at least tried."""
        return bool(self.added or self.changed or self.unchanged or self.renamed or self.twins or self.failed)

    @property
    def writes(self) -> bool:
        """Whether carrying it out would publish a new generation."""
        return bool(self.added or self.changed or self.removed or self.renamed or self.rebuild)


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
    renamed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, live: Generation | None) -> "Stored":
        """Nothing, when there is no live generation."""
        return cls(live.documents, live.manifest.files, live.manifest.renamed) if live else cls({}, {})


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
    afresh: bool = False,
) -> Plan:
    """Compare the files under ``paths``, and what was fetched, with the live generation. Reads, and writes nothing.

    ``afresh`` reads every file again and keeps no document that has no file there.
    """
    stored = Stored.of(live)
    found = together(find_files(paths, settings.corpus), web)
    same_reader = live is not None and live.manifest.reader == READER and not afresh
    read, failed = read_files(found.files, settings, stored if same_reader else Stored({}, {}), progress)
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

    A document whose file failed this time stays as it was. Of several files with one text only one is kept. A document
    that is gone while the same bytes have turned up under another name is renamed.
    """
    renamed = _renamed(read, stored, gone)
    lost = [id_ for id_ in gone if id_ not in renamed]
    removed = set(lost) if prune else set()
    documents = {
        id_: document for id_, document in stored.documents.items() if id_ not in removed and id_ not in renamed
    }
    documents |= {item.file.id: item.document for item in read}
    for old, new in renamed.items():
        documents[new] = _with_title(documents[new], stored.documents[old].source.title)
    files = dict(stored.files) | {item.file.id: item.record for item in read}
    twins = _twins(documents, stored, set(renamed.values()))
    for id_ in twins:
        del documents[id_]
    present = [item.file.id for item in read if item.file.id in documents]
    before = stored.documents
    return Plan(
        added=tuple(id_ for id_ in present if id_ not in before and id_ not in renamed.values()),
        changed=tuple(i for i in present if i in before and before[i].digest != documents[i].digest),
        unchanged=tuple(i for i in present if i in before and before[i].digest == documents[i].digest),
        removed=tuple(sorted(removed | (twins.keys() & before.keys()))),
        renamed=renamed,
        gone=() if prune else tuple(lost),
        twins=tuple(
            Refused(id_, f"has the same text as {twin}, which stands for both.") for id_, twin in twins.items()
        ),
        failed=tuple(failed),
        ignored=ignored,
        documents=tuple(documents[id_] for id_ in sorted(documents)),
        files={id_: files[id_] for id_ in sorted(documents)},
        aliases=_aliases(stored.renamed, renamed, documents),
        before=len(before),
        rebuild=rebuild,
    )


def shrinkage(plan: Plan) -> str | None:
    """What the plan would take away, in a sentence, when it leaves less than half of the documents or none."""
    left = len(plan.documents)
    if left and 2 * left >= plan.before:
        return None
    if not plan.before:
        return "No document is left to publish, so the store was not changed. Check the folder you gave."
    named = ", ".join(plan.removed[:_NAMED]) + (f" and {n} more" if (n := len(plan.removed) - _NAMED) > 0 else "")
    return (
        f"This would remove {len(plan.removed)} of {plan.before} documents ({named}) and leave {left}. "
        "If that is meant, run it again with --force; if not, check the folder you gave."
    )


def _renamed(read: Sequence[Read], stored: Stored, gone: Sequence[str]) -> dict[str, str]:
    """Each document that is gone with the new file that has its bytes, if there is one.

    A page has no other name: its address is what it is cited by.
    """
    files = [item for item in reversed(read) if item.file.origin is None]
    new = {item.record.digest: item.file.id for item in files if item.file.id not in stored.documents}
    renamed: dict[str, str] = {}
    for old in (id_ for id_ in gone if not is_on_web(stored.files[id_].location)):
        id_ = new.pop(stored.files[old].digest, None)
        if id_ is not None:
            renamed[old] = id_
    return renamed


def _with_title(document: Document, title: str) -> Document:
    """A title that came from the file's name stays, and with it the vectors, which were made with it."""
    return replace(document, source=replace(document.source, title=title))


def _aliases(earlier: Mapping[str, str], renamed: Mapping[str, str], present: Collection[str]) -> dict[str, str]:
    """Every former id with the present one; left out are those in use again and those whose document has left."""
    led_on = {old: renamed.get(new, new) for old, new in earlier.items()}
    return {old: new for old, new in {**led_on, **renamed}.items() if new in present and old not in present}


def _twins(documents: Mapping[str, Document], stored: Stored, renamed: Collection[str]) -> dict[str, str]:
    """Each document whose whole text another one has too, with that other one: the one stored before, if any."""
    kept: dict[str, str] = {}
    twins = {}
    for id_ in sorted(documents, key=lambda id_: (id_ not in renamed, id_ not in stored.documents, id_)):
        first = kept.setdefault(documents[id_].text, id_)
        if first != id_:
            twins[id_] = first
    return twins


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
) -> Done:
    """Publish a generation that holds the plan's documents; ``name`` is the encoder's.

    ``reuse`` copies the vectors that any generation on disk holds for the same text; ``open_encoder`` is only called
    when something has to be embedded. ``progress`` hears (done, total) passages. Raises StoreError, unless by
    ``force``, when less than half of the documents would be left.
    """
    if not force and (reason := shrinkage(plan)):
        raise StoreError(reason)
    passages = [passage for document in plan.documents for passage in distinct(split(document))]
    known = known_vectors(store.kept(), name) if reuse else {}
    vectors, embedded = vectors_of(passages, known, open_encoder, progress)
    manifest = new_manifest(name, READER, len(plan.documents), len(passages), plan.files, plan.aliases)
    generation = store.publish(plan.documents, passages, vectors, manifest, keep)
    store.clean()
    return Done(generation.name, len(passages), embedded)


def read_files(
    files: Sequence[File], settings: Settings, stored: Stored, progress: Progress
) -> tuple[list[Read], list[Refused]]:
    """What each file holds, in their order, and what cannot be read. Those that are not as stored are read in children.

    The bytes are not kept for that but read again, so that however many files wait, they take no memory.
    """
    read, failed = [], []
    unchanged = [_unchanged(file, settings, stored) for file in files]
    rest = [file for file, known in zip(files, unchanged, strict=True) if not known]
    with ThreadPoolExecutor(settings.threads) as threads, Sandbox(settings) as sandbox:
        parsed = threads.map(partial(_parsed, settings=settings, sandbox=sandbox), rest)
        for known in unchanged:
            item = known or next(parsed)
            if isinstance(item, Read):
                read.append(item)
            else:
                failed.append(item)
            progress(1)
    return read, failed


def _unchanged(file: File, settings: Settings, stored: Stored) -> Read | None:
    """The stored document, when the file's bytes are still those it was read from."""
    record = stored.files.get(file.id)
    if record is None:
        return None
    try:
        same = record == _record(file, load.read_bytes(file.path, settings), settings)
    except LoadError:
        return None  # Said when it is read again.
    return Read(file, record, stored.documents[file.id]) if same else None


def _parsed(file: File, settings: Settings, sandbox: Sandbox) -> Read | Refused:
    try:
        data = load.read_bytes(file.path, settings)
        document = sandbox.parse(data, file.path, file.id)
    except LoadError as error:
        return Refused(file.id, str(error))
    return Read(file, _record(file, data, settings), file.origin.attribute(document) if file.origin else document)


def _record(file: File, data: bytes, settings: Settings) -> FileRecord:
    location = file.origin.location if file.origin else location_of(file.path, settings.corpus)
    return FileRecord(location, sha256(data).hexdigest())


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
