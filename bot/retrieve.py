"""Question -> passages: the nearest by meaning and the best by keywords, their scores fused."""

from collections.abc import Container, Mapping

import numpy as np
from numpy.typing import NDArray

from bot.types import EVERYTHING, Filters
from ingest.encoder import Vectors
from ingest.generation import Generation
from ingest.keywords import terms
from ingest.types import Document, Hit

# How deep each ranking is read before they are fused.
DEPTH = 50
# So many of the nearest by a rough look at all are compared exactly: four times what is read, since of the hundred
# best by the rough look none of the twenty nearest was ever missing (1,000,239 passages, 118 questions).
ROUGHLY = 4 * DEPTH
# The part of the dense score in the sum, chosen on the questions written over the corpus and checked on the golden ones
# (evals/reports/retrieval.json); on the public chunking evaluation, of five other corpora, less is best: 0.3.
DENSE_SHARE = 0.5
_ON = 200  # passages whose documents are looked at for what else could be asked
_DIGITS = 6  # of a score that count: what lies beyond differs from one processor to another


def retrieve(
    generation: Generation,
    question: str,
    vector: Vectors,
    filters: Filters = EVERYTHING,
    count: int = 30,
    silent: Container[str] = (),
) -> list[Hit]:
    """The passages that meet a question best, best first, none of the documents whose ids are ``silent``.

    ``vector`` is the question's, shape (dimensions,).
    """
    scores = generation.keywords.scores(terms(question))
    near = _nearest(generation, vector, filters, silent)
    found = dict.fromkeys([*near, *_best(generation, scores, filters, silent)])
    dense = {position: float(generation.vectors[position] @ vector) for position in found}
    keyword = {position: float(scores[position]) for position in found}
    fused = [(generation.passages[position], score) for position, score in fuse(dense, keyword, DENSE_SHARE)]
    # Ties by name and place, not by the order in which the documents were read.
    fused.sort(key=lambda hit: (-hit[1], hit[0].source.id, hit[0].start))
    return [Hit(passage, score) for passage, score in fused[:count]]


def documents_on(
    generation: Generation, words: str, filters: Filters = EVERYTHING, silent: Container[str] = ()
) -> list[Document]:
    """The documents of the passages that hold most of some words, by id, none of those whose ids are ``silent``."""
    places = _best(generation, generation.keywords.scores(terms(words)), filters, silent, _ON)
    ids = {generation.passages[place].source.id for place in places}
    return [generation.documents[id_] for id_ in sorted(ids)]


def fuse(dense: Mapping[int, float], keyword: Mapping[int, float], share: float) -> list[tuple[int, float]]:
    """Two scorings of ids -> (id, score), best first; ties by id, so that the order is stable.

    The convex combination of Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (TOIS 2023):
    each score as a share of the highest of its kind, what is below zero counting as zero; the dense ones weigh
    ``share``, the keyword ones the rest. An id that one scoring lacks has nothing from it.
    """
    parts = [
        (scores, max([*scores.values(), 0.0]), weight) for scores, weight in ((dense, share), (keyword, 1 - share))
    ]
    fused = {
        id_: round(
            sum(weight * max(scores.get(id_, 0.0), 0.0) / best for scores, best, weight in parts if best), _DIGITS
        )
        for id_ in {**dense, **keyword}
    }
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))


def _nearest(generation: Generation, vector: Vectors, filters: Filters, silent: Container[str]) -> list[int]:
    """The nearest passages of documents that are allowed."""
    # Over zero, however unlike.
    rough = 2 + generation.scan.similarities(vector)
    places = sorted(_best(generation, rough, filters, silent, ROUGHLY))
    # Not by BLAS, whose threads would spin on for as long again as the networks run.
    exact = np.einsum("ij,j->i", generation.vectors[places], vector)
    return [places[place] for place in np.argsort(-exact, kind="stable")[:DEPTH]]


def _best(
    generation: Generation,
    scores: NDArray[np.float32],
    filters: Filters,
    silent: Container[str],
    wanted: int = DEPTH,
) -> list[int]:
    """The passages with the highest scores over zero, of documents that are allowed; read deeper until enough are."""
    count = wanted
    while True:
        found = best_places(scores, count)
        sources = ((position, generation.passages[position].source) for position in found)
        ranking = [position for position, source in sources if source.id not in silent and filters.allow(source)]
        if len(ranking) >= wanted or len(found) < count:
            return ranking[:wanted]
        count *= 4


def best_places(scores: NDArray[np.float32], count: int) -> list[int]:
    """The places of the highest scores over zero, highest first, ties by place: ``count``, and all that tie with them.

    Only these are sorted, so that a large store costs one look at each score.
    """
    found = np.flatnonzero(scores > 0)
    if count < len(found):
        held = scores[found]
        found = found[held >= np.partition(held, -count)[-count]]
    return [int(place) for place in found[np.argsort(-scores[found], kind="stable")]]
