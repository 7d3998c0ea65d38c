"""Scores -> rankings, and ways to make one ranking of two (pure)."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.retrieve import DEPTH

# Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods"
# (SIGIR 2009).
_RANK_OFFSET = 60

Scores = NDArray[np.float32]  # shape (questions, passages)
Ranking = Sequence[int]  # places of passages, best first


def rankings(scores: Scores, depth: int = DEPTH) -> list[Ranking]:
    """The best passages of each question; what scores nothing is not ranked."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :depth]
    return [[int(p) for p in places if row[p] > 0] for places, row in zip(order, scores, strict=True)]


def fused(dense: Sequence[Ranking], keyword: Sequence[Ranking]) -> list[Ranking]:
    """By reciprocal ranks with equal weights."""
    return [weighted(*pair, 0.5) for pair in zip(dense, keyword, strict=True)]


def weighted(dense: Ranking, keyword: Ranking, weight: float) -> Ranking:
    """Reciprocal rank fusion in which the dense ranking has ``weight`` and the keyword ranking the rest."""
    shares: dict[int, float] = {}
    for ranking, part in ((dense, weight), (keyword, 1 - weight)):
        for rank, place in enumerate(ranking, start=1):
            shares[place] = shares.get(place, 0.0) + part / (_RANK_OFFSET + rank)
    return sorted(shares, key=lambda place: (-shares[place], place))


def mixed(dense: Scores, keyword: Scores, weight: float) -> Scores:
    """Both scores, each as a share of the question's best one: the dense ones with ``weight``, the others the rest."""
    parts = (scores / np.maximum(scores.max(axis=1, keepdims=True), 1e-9) for scores in (dense, keyword))
    found: Scores = sum(share * part for share, part in zip((weight, 1 - weight), parts, strict=True))
    return found


def reranked(ranking: Ranking, logits: Mapping[int, float], weight: float) -> Ranking:
    """The read passages by ``weight`` of their place by the reader's odds and the rest of their place before."""
    read = [place for place in ranking if place in logits]
    by_odds = sorted(read, key=lambda place: -logits[place])
    return weighted(by_odds, read, weight)
