"""What a rough look at all vectors misses of the nearest by an exact one."""

from collections.abc import Sequence

import numpy as np

from bot.retrieve import ROUGHLY
from ingest.encoder import Vectors
from ingest.scan import Scan

NEAREST = 20
_ROUNDING = 1e-6


def recall(scan: Scan, vectors: Vectors, asked: Sequence[Vectors]) -> list[float]:
    """For each vector that is asked for, how many of the twenty nearest are among those that are compared exactly.

    A share; where several are equally near it does not matter which of them is found.
    """
    wanted = min(NEAREST, len(vectors))
    shares = []
    for vector in asked:
        alike = vectors @ vector
        least = np.partition(alike, -wanted)[-wanted] - _ROUNDING
        rough = scan.similarities(vector)
        found = np.argpartition(rough, -min(ROUGHLY, len(rough)))[-ROUGHLY:]
        shares.append(min(wanted, int((alike[found] >= least).sum())) / wanted)
    return shares
