"""Questions that mean the same, put together by their vectors (pure).

Average-link agglomeration, by the nearest-neighbour chain of F. Murtagh, "A survey of recent advances in hierarchical
clustering algorithms" (The Computer Journal, 1983). It takes time and memory in the square of the number, so that of
very many texts only the first are grouped so, and each of the others joins the group that it is nearest to.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.encoder import Vectors

NEAR = 0.55  # cosine, on average; see tests/golden/meanings.jsonl
MOST_COMPARED = 2_000  # each with each


def groups_of(vectors: Vectors, near: float = NEAR, most: int = MOST_COMPARED) -> list[list[int]]:
    """The rows of unit vectors, shape (n, dimensions), in groups: each row once, groups and rows in their order.

    Two groups are one when the mean cosine of their rows with each other is at least ``near``. Rows after the first
    ``most`` join such a group or stay by themselves.
    """
    groups = _linked(vectors[:most], near)
    _join(groups, vectors, range(min(most, len(vectors)), len(vectors)), near)
    return sorted(sorted(group) for group in groups)


def _linked(vectors: Vectors, near: float) -> list[list[int]]:
    alike = _alike(vectors)
    members = [[row] for row in range(len(vectors))]
    done: list[list[int]] = []
    chain: list[int] = []
    for first in range(len(vectors)):
        while members[first] or chain:
            last = chain[-1] if chain else first
            nearest = int(alike[last].argmax())
            before = chain[-2] if len(chain) > 1 else last
            if alike[last, nearest] < near:
                # Nothing is near to it, nor will be: to a union something is never nearer than to its nearer part.
                done.append(members[last])
                _leave(alike, members, last)
                chain = chain[:-1]
            elif alike[last, before] >= alike[last, nearest]:
                _unite(alike, members, before, last)
                chain = chain[:-2]
            else:
                chain = [*chain, nearest] if chain else [last, nearest]
    return done


def _alike(vectors: Vectors) -> NDArray[np.float32]:
    """Cosines, shape (n, n), the same in both directions to the last bit, and none with itself."""
    alike = vectors @ vectors.T
    even: NDArray[np.float32] = np.float32(0.5) * (alike + alike.T)
    np.fill_diagonal(even, -np.inf)
    return even


def _unite(alike: NDArray[np.float32], members: list[list[int]], into: int, other: int) -> None:
    """Put a group into another: to both together each third is as near as to the two on average, by their sizes."""
    ours, theirs = len(members[into]), len(members[other])
    members[into] += members[other]
    both = (ours * alike[into] + theirs * alike[other]) / (ours + theirs)
    _leave(alike, members, other)
    both[[into, other]] = -np.inf
    alike[into] = alike[:, into] = both


def _leave(alike: NDArray[np.float32], members: list[list[int]], row: int) -> None:
    members[row] = []
    alike[row] = alike[:, row] = -np.inf


def _join(groups: list[list[int]], vectors: Vectors, rows: Sequence[int], near: float) -> None:
    """Put each row into the group that it is nearest to, where it is near enough, else into one of its own."""
    if not rows:
        return
    means = np.stack([vectors[group].mean(0) for group in groups])  # the mean of cosines is the cosine with the mean
    alike = vectors[rows[0] :] @ means.T
    nearest = alike.argmax(1)
    for row, group, value in zip(rows, nearest.tolist(), alike.max(1).tolist(), strict=True):
        if value >= near:
            groups[group].append(row)
        else:
            groups.append([row])
