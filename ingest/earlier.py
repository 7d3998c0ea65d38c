"""What documents said before: kept for the links to their quotes, as far as there is room (pure)."""

from collections.abc import Sequence

from ingest.generation import Generation
from ingest.types import Document, Earlier

ROOM = 20_000_000  # characters


def earlier_of(
    generations: Sequence[Generation], documents: Sequence[Document], now: str, room: int = ROOM
) -> list[Earlier]:
    """Every text that the generations hold or remember and that no document has any more, the last to leave first.

    What is there until ``now`` leaves now. The oldest are dropped where all together would have over ``room``
    characters.
    """
    present = {document.version for document in documents}
    found: dict[str, Earlier] = {}
    for generation in generations:
        known = generation.documents
        there = {version: Earlier(known[ids[0]], now) for version, ids in generation.by_version.items()}
        found = {**generation.earlier, **there, **found}
    left = [earlier for version, earlier in found.items() if version not in present]
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
