"""The stems of a generation's passages, kept as numbers: those of a text that has not changed need not be found anew.

PATH.npz    all distinct stems, the numbers of those of each text, one text after the other, and where each text ends
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest import keywords
from ingest.digests import digest_of_code
from ingest.keywords import terms

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Stems:
    """The distinct ``words``, and ``numbers`` of them, shape (n,): text t has those from ``ends[t]`` on."""

    words: Sequence[str]
    numbers: Numbers
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str], before: "Stems | None" = None, same: Mapping[int, int] | None = None) -> "Stems":
        """Those of some texts; ``same`` leads from a text to its place among the texts of those ``before``."""
        known = dict(zip(before.words, range(len(before.words)), strict=True)) if before else {}
        pieces = [
            before.text(same[place]) if before and same and place in same else _numbered(text, known)
            for place, text in enumerate(texts)
        ]
        numbers = np.concatenate([np.zeros(0, np.int32), *pieces])
        # What no text holds any more is no word of theirs.
        used = np.flatnonzero(np.bincount(numbers, minlength=len(known)))
        again = np.zeros(len(known), np.int32)
        again[used] = np.arange(len(used), dtype=np.int32)
        words = list(known)
        return cls([words[number] for number in used], again[numbers], np.cumsum([0, *map(len, pieces)]))

    def text(self, place: int) -> Numbers:
        """The numbers of one text."""
        return self.numbers[self.ends[place] : self.ends[place + 1]]

    def save(self, path: Path) -> None:
        """Write them into a file."""
        words = np.frombuffer(json.dumps(self.words).encode(), np.uint8)
        np.savez(path, made_by=np.array(_made_by()), words=words, numbers=self.numbers, ends=self.ends)

    @classmethod
    def load(cls, path: Path) -> "Stems | None":
        """What ``save`` wrote; None where it is not there or other code made it. Raises OSError or ValueError."""
        if not path.exists():
            return None
        with np.load(path) as kept:
            if str(kept["made_by"]) != _made_by():
                return None
            return cls(json.loads(kept["words"].tobytes()), kept["numbers"], kept["ends"])


def _numbered(text: str, known: dict[str, int]) -> Numbers:
    """The numbers of a text's stems, of which new ones become known; the empty stem where it has none."""
    return np.array([known.setdefault(stem, len(known)) for stem in terms(text) or [""]], np.int32)


@cache
def _made_by() -> str:
    return f"{digest_of_code(keywords.__file__)} {version('PyStemmer')}"
