"""A question's vector -> the same, moved towards the passages that answer such questions.

An encoder puts a question near what reads like it, which is not always what answers it. A residual map of low rank,
learned over pairs of question and answering passage (``python -m evals.fit_adapter``), moves questions only: passages
stay where the encoder put them, so a store need not be made anew. It is made for one encoder; any other goes without.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.encoder import Vectors

ADAPTER = Path(__file__).parent / "adapter.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Adapter:
    """The map ``v + v @ down @ up``: shapes (dimensions, rank) and (rank, dimensions)."""

    down: Vectors
    up: Vectors

    def moved(self, vector: Vectors) -> Vectors:
        """A vector of unit length, shape (dimensions,), moved and of unit length again."""
        moved = vector + vector @ self.down @ self.up
        # In double precision: the squares of single-precision numbers near the smallest lose their digits.
        exact = moved.astype(np.float64)
        length = float(np.linalg.norm(exact))
        return np.asarray(exact / length, np.float32) if length else vector


def open_adapter(encoder: str, path: Path = ADAPTER) -> Adapter | None:
    """The adapter that was learned for the encoder of this name (as ``Encoder.name``); None for any other."""
    with np.load(path, allow_pickle=False) as kept:
        if str(kept["encoder"]) != encoder:
            return None
        return Adapter(kept["down"].astype(np.float32), kept["up"].astype(np.float32))
