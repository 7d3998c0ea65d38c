"""The fingerprints of documents' sentences, by which copies are found: what has not changed need not be read anew.

PATH.npz    the fingerprints of each document, one document after the other, the letters that each stands for, where
            each document ends, and how many letters all of its sentences have
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest import wording
from ingest.digests import digest_of_code
from ingest.wording import keys_of

# Letters of a sentence; what is shorter, many texts may share by chance.
_LEAST = 30


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprints:
    """Document d has the ``prints`` from ``ends[d]`` on, each of a sentence of ``letters``; ``sizes[d]`` in all.

    ``prints`` and ``letters`` have shape (n,), ``ends`` one entry more than there are documents.
    """

    prints: NDArray[np.uint64]
    letters: NDArray[np.int32]
    ends: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @classmethod
    def of(
        cls, texts: Sequence[str], before: "Fingerprints | None" = None, same: Mapping[int, int] | None = None
    ) -> "Fingerprints":
        """Those of some texts; ``same`` leads from a text to its place among those ``before``."""
        rows = [
            before._row(same[place]) if before and same and place in same else _made(text)
            for place, text in enumerate(texts)
        ]
        prints = np.concatenate([np.zeros(0, np.uint64), *(row[0] for row in rows)])
        letters = np.concatenate([np.zeros(0, np.int32), *(row[1] for row in rows)])
        sizes = np.array([row[2] for row in rows], np.int64)
        return cls(prints, letters, np.cumsum([0, *(len(row[0]) for row in rows)]), sizes)

    def shared(self) -> Iterator[tuple[int, int, list[int]]]:
        """Each print that several documents have, with its letters and these documents by their places, in order."""
        owners = np.repeat(np.arange(len(self.sizes)), np.diff(self.ends))
        order = np.argsort(self.prints, kind="stable")
        ranked = self.prints[order]
        starts = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]])) if len(ranked) else order
        stops = np.append(starts[1:], len(ranked))
        for start, stop in zip(starts[stops - starts > 1], stops[stops - starts > 1], strict=True):
            places = order[start:stop]
            yield int(ranked[start]), int(self.letters[places[0]]), owners[places].tolist()

    def _row(self, place: int) -> tuple[NDArray[np.uint64], NDArray[np.int32], int]:
        span = slice(self.ends[place], self.ends[place + 1])
        return self.prints[span], self.letters[span], int(self.sizes[place])

    def save(self, path: Path) -> None:
        """Write them into a file."""
        made_by = np.array(_made_by())
        np.savez(path, made_by=made_by, prints=self.prints, letters=self.letters, ends=self.ends, sizes=self.sizes)

    @classmethod
    def load(cls, path: Path) -> "Fingerprints | None":
        """What ``save`` wrote; None where it is not there or other code made it. Raises OSError or ValueError."""
        if not path.exists():
            return None
        with np.load(path) as kept:
            if str(kept["made_by"]) != _made_by():
                return None
            return cls(kept["prints"], kept["letters"], kept["ends"], kept["sizes"])


def fingerprint(key: str) -> int:
    """Eight bytes of a hash of a sentence's letters: the sentences themselves would be the documents once more."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def _made(text: str) -> tuple[NDArray[np.uint64], NDArray[np.int32], int]:
    """The prints of a text's sentences and of the text as a whole, their letters, and the letters of all."""
    keys = set(keys_of(text))
    found = {
        fingerprint(key): len(key) for key in [*(key for key in keys if len(key) >= _LEAST), "".join(sorted(keys))]
    }
    return np.array([*found], np.uint64), np.array([*found.values()], np.int32), sum(map(len, keys))


@cache
def _made_by() -> str:
    return digest_of_code(__file__, wording.__file__)
