"""What a run would do: a value, decided from what was read and what is stored (pure)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.find import File, Refused
from ingest.generation import FileRecord, Generation
from ingest.origin import is_on_web
from ingest.superseded import corrections
from ingest.types import Document

# How many documents a sentence names.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do. Documents are named by their ids; ``failed`` and ``twins`` carry their reasons.

    ``removed`` leave the store, ``gone`` have no file any more and stay; ``renamed`` leads from each old id to the new
    one, and ``aliases`` does so for the renamings of earlier runs too. ``replaced`` holds what the store says of those
    that are ``changed``. ``superseded`` leads from each document that was corrected to the one that corrects it;
    ``astray`` name a document that they cannot correct. ``before`` counts the documents that are live now. ``rebuild``
    says that a new generation is due even if no document has changed: the encoder or the way of reading has, or the
    live generation is damaged.
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
    replaced: Mapping[str, Document]
    superseded: Mapping[str, str]
    astray: tuple[Refused, ...]
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
class Stored:
    """What the live generation holds of each document."""

    documents: Mapping[str, Document]
    files: Mapping[str, FileRecord]
    renamed: Mapping[str, str] = field(default_factory=dict)
    superseded: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, live: Generation | None) -> "Stored":
        """Nothing, when there is no live generation."""
        if live is None:
            return cls({}, {})
        return cls(live.documents, live.manifest.files, live.manifest.renamed, live.manifest.superseded)


@dataclass(frozen=True, slots=True)
class Read:
    """One file, read as far as was needed: ``document`` is the stored one when the bytes are the same."""

    file: File
    record: FileRecord
    document: Document


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

    A document whose file failed this time stays as it was. Of several files with one text, from one publisher and one
    day, only one is kept. A document that is gone while the same bytes have turned up under another name is renamed.
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
    twins = _twins(documents, stored, set(renamed.values()), set(lost))
    for id_ in twins:
        del documents[id_]
    present = [item.file.id for item in read if item.file.id in documents]
    before = stored.documents
    changed = tuple(i for i in present if i in before and before[i] != documents[i])
    aliases = _aliases(stored.renamed, renamed, documents)
    superseded, astray = corrections(documents, aliases, stored.superseded)
    return Plan(
        added=tuple(id_ for id_ in present if id_ not in before and id_ not in renamed.values()),
        changed=changed,
        unchanged=tuple(i for i in present if i in before and before[i] == documents[i]),
        removed=tuple(sorted(removed | (twins.keys() & before.keys()))),
        renamed=renamed,
        gone=() if prune else tuple(id_ for id_ in lost if id_ not in twins),
        twins=tuple(
            Refused(id_, f"has the same text as {twin}, which stands for both.") for id_, twin in twins.items()
        ),
        failed=tuple(failed),
        ignored=ignored,
        documents=tuple(documents[id_] for id_ in sorted(documents)),
        files={id_: files[id_] for id_ in sorted(documents)},
        aliases=aliases,
        replaced={id_: before[id_] for id_ in changed},
        superseded=superseded,
        astray=tuple(Refused(id_, reason) for id_, reason in astray.items()),
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


def _twins(
    documents: Mapping[str, Document], stored: Stored, renamed: Collection[str], lost: Collection[str]
) -> dict[str, str]:
    """Each document whose whole text another one of the same publisher and day has too, with that other one.

    Of those that have a file, it is the one stored before. One whose file is gone stands for none that has a file: the
    next run would find it renamed.
    """
    kept: dict[object, str] = {}
    twins = {}
    for id_ in sorted(documents, key=lambda id_: (id_ not in renamed, id_ in lost, id_ not in stored.documents, id_)):
        source = documents[id_].source
        said = documents[id_].text, source.publisher, source.published, documents[id_].supersedes
        first = kept.setdefault(said, id_)
        if first != id_:
            twins[id_] = first
    return twins
