"""Vectors for made-up passages, spread as those of real ones are: embedding a million would take most of a day.

Each is a mixture of two real vectors and noise with their covariance, of unit length. So it has neighbours as near as
real passages of one subject have, in as many directions; words counted into buckets, which cost no less, have not.
"""

from collections.abc import Iterator

import numpy as np

from ingest.encoder import Vectors

# So much noise that a passage is as far from others at the mean (cosine 0.36) as the corpus' are.
_NOISE = 0.6
_AT_ONCE = 50_000


def alike(vectors: Vectors, count: int, seed: int = 20_261_128) -> Vectors:
    """``count`` rows spread as ``vectors`` are, the same on every run of one release of NumPy."""
    return np.concatenate(list(_rows(vectors, count, np.random.default_rng(seed)))) if count else vectors[:0]


def _rows(vectors: Vectors, count: int, rng: np.random.Generator) -> Iterator[Vectors]:
    width = vectors.shape[1]
    covariance = np.cov(vectors.T) + 1e-6 * np.eye(width)
    spread = np.linalg.cholesky(covariance).T.astype(np.float32)
    for first in range(0, count, _AT_ONCE):
        size = min(_AT_ONCE, count - first)
        one, other = (vectors[rng.integers(len(vectors), size=size)] for _ in range(2))
        share = rng.random((size, 1), dtype=np.float32)
        rows = share * one + (1 - share) * other
        rows += _NOISE * (rng.standard_normal((size, width), dtype=np.float32) @ spread)
        yield rows / np.linalg.norm(rows, axis=1, keepdims=True)
