"""What documents said before: kept for the links to their quotes, as far as there is room (pure)."""

from collections.abc import Mapping, Sequence

from ingest.generation import Generation
from ingest.types import Document, Earlier

ROOM = 20_000_000  # characters


def earlier_of(
    generations: Sequence[Generation],
    documents: Sequence[Document],
    renamed: Mapping[str, str],
    now: str,
    room: int = ROOM,
) -> list[Earlier]:
    """Every text that the generations hold or remember and its document has no more, the last to leave first.

    A document that was ``renamed`` still has its text. What is there until ``now`` leaves now. The oldest are dropped
    where all together would have over ``room`` characters.
    """
    present = {(document.source.id, document.version) for document in documents}
    found: dict[tuple[str, str], Earlier] = {}
    for generation in generations:
        there = {(id_, one.version): Earlier(one, now) for id_, one in generation.documents.items()}
        # In this order, since two may have left within one second.
        for name, earlier in [*there.items(), *generation.earlier.items()]:
            found.setdefault(name, earlier)
    left = [
        earlier
        for (id_, version), earlier in found.items()
        if not {(id_, version), (renamed.get(id_, id_), version)} & present
    ]
    left.sort(key=lambda earlier: earlier.document.source.id)
    left.sort(key=lambda earlier: earlier.until, reverse=True)
    return _fitting(left, room)


def _fitting(left: Sequence[Earlier], room: int) -> list[Earlier]:
    held = []
    for earlier in left:
        room -= len(earlier.document.text)
        if room < 0:
            break
        held.append(earlier)
    return held
