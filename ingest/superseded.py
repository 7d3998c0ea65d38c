"""Which documents are corrected by which: only by what a document says itself, never by a guess (pure)."""

from collections.abc import Mapping

from ingest.types import Document


def corrections(
    documents: Mapping[str, Document], renamed: Mapping[str, str], known: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Each corrected document with the one that corrects it, and why other corrections correct nothing.

    A document names what it corrects by id, former id or address. One that has left the store stays corrected when it
    was ``known`` to be. Where two correct one document, the later published does.
    """
    addresses = {document.source.url: id_ for id_, document in sorted(documents.items()) if document.source.url}
    found: dict[str, str] = {}
    astray: dict[str, str] = {}
    for id_ in sorted(documents, key=lambda id_: (_day(documents[id_]), id_)):
        said = documents[id_].supersedes
        if said is None:
            continue
        old = said if said in documents or said in known else renamed.get(said) or addresses.get(said)
        if old is None:
            astray[id_] = f"supersedes {said!r}, which is not among the documents. Give the id of one of them."
        elif old in _line(found, id_):
            astray[id_] = f"supersedes {said!r}, which supersedes it in turn or is itself. Correct one of the two."
        else:
            found[old] = id_
    return found, astray


def latest(superseded: Mapping[str, str], id_: str) -> str:
    """The last correction of a document; the document itself when nothing corrects it."""
    return _line(superseded, id_)[-1]


def _line(superseded: Mapping[str, str], id_: str) -> list[str]:
    """The document, what corrects it, what corrects that, and so on."""
    line = [id_]
    while (following := superseded.get(line[-1])) is not None:
        line.append(following)
    return line


def _day(document: Document) -> str:
    return str(document.source.published or "")
