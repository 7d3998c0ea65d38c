"""An index that grows with its generations: a large one that was built once, and a small one of what came since.

    FOLDER/chroma/         the base
    FOLDER/delta/          the passages that the base does not hold as they are now
    FOLDER/segments.json   which these are, and the tombstones: what the base holds and must not find any more

As in a log-structured merge tree (O'Neil et al. 1996, doi:10.1007/s002360050048), so that a hundredth of new documents
costs a hundredth of an index. An index that was built whole has its base alone. The base is copied, not shared, so that
damage to one generation leaves the others whole.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ingest.chroma.folder import FolderIndex
from ingest.chroma.index import Index, Rows, TakenOver, Vectors
from ingest.errors import DamageError
from ingest.types import Passage

# A smaller index is built whole in a few seconds, and one that has strayed further from its base is worth a new one.
LEAST, STRAYED = 5_000, 0.1
_BASE = "chroma"


@dataclass(frozen=True, slots=True)
class Segments:
    """The ids of the passages in the delta, and of those in the base that are not to be found."""

    delta: frozenset[str] = frozenset()
    tombstones: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Before:
    """The generation that an index may grow from: its folder and its passages."""

    folder: Path
    passages: Sequence[Passage]


class SegmentedIndex(Index):
    """The index in the folder of a generation.

    It is filled from the base of the generation ``before`` it, if one is given and has most of the passages already.
    """

    def __init__(self, folder: Path, before: Before | None = None) -> None:
        self._folder = folder
        self._before = before
        self._base = FolderIndex(folder / _BASE)
        self._delta = FolderIndex(folder / "delta")

    def __reduce__(self) -> tuple[Any, ...]:
        # To another process goes where it is, and where its base came from.
        return SegmentedIndex, (self._folder, self._before and Before(self._before.folder, ()))

    def fill(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """See Index."""
        self.close()
        self.__dict__.pop("_segments", None)
        shutil.rmtree(self._folder / "delta", ignore_errors=True)
        _file(self._folder).unlink(missing_ok=True)
        segments = grown(self._before, passages) if self._before else None
        if self._before is None or segments is None:
            self._base.fill(passages, vectors)
            return
        shutil.copytree(self._before.folder / "chroma", self._folder / _BASE)
        places = [place for place, passage in enumerate(passages) if passage.id in segments.delta]
        self._delta.fill([passages[place] for place in places], vectors[places])
        rows = {"delta": sorted(segments.delta), "tombstones": sorted(segments.tombstones)}
        _file(self._folder).write_text(json.dumps(rows), encoding="utf-8")

    @property
    def taken_over(self) -> TakenOver | None:
        """See Index."""
        if self._before is None or not _file(self._folder).exists():
            return None
        away = read_segments(self._before.folder).delta | self._segments.tombstones
        return TakenOver(self._before.folder, _BASE, away)

    def rows(self) -> Iterator[Rows]:
        """See Index."""
        for held in self._base.rows():
            alive = [place for place, id_ in enumerate(held.ids) if id_ not in self._segments.tombstones]
            yield Rows([held.ids[n] for n in alive], [held.texts[n] for n in alive], held.vectors[alive])
        yield from self.new_rows()

    def new_rows(self) -> Iterator[Rows]:
        """See Index."""
        if self._segments.delta:
            yield from self._delta.rows()

    def close(self) -> None:
        """See Index."""
        self._base.close()
        self._delta.close()

    @cached_property
    def _segments(self) -> Segments:
        return read_segments(self._folder)


def grown(before: Before, passages: Sequence[Passage]) -> Segments | None:
    """How the passages lie when the base is that of the generation before; None where it is better built whole."""
    segments = read_segments(before.folder)
    held = {passage.id: passage for passage in before.passages if passage.id not in segments.delta}
    # Chroma holds a passage's text and all of its card, so both must be as they were.
    kept = {passage.id for passage in passages if held.get(passage.id) == passage}
    delta = frozenset(passage.id for passage in passages if passage.id not in kept)
    tombstones = segments.tombstones | (held.keys() - kept)
    size = len(held) + len(segments.tombstones)
    if size < LEAST or len(delta) + len(tombstones) > STRAYED * size:
        return None
    return Segments(delta, tombstones)


def read_segments(folder: Path) -> Segments:
    """Those of a generation's index; none where it was built whole. Raises DamageError."""
    try:
        rows = json.loads(_file(folder).read_text(encoding="utf-8"))
        return Segments(frozenset(rows["delta"]), frozenset(rows["tombstones"]))
    except FileNotFoundError:
        return Segments()
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise DamageError(
            f"The store's {_file(folder).name} cannot be read. Run `python -m ingest --rebuild` to make it again."
        ) from error


def _file(folder: Path) -> Path:
    return folder / "segments.json"
