"""Question -> passages: a dense ranking from Chroma and a keyword ranking, fused."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import fsum
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from bot.types import EVERYTHING, Filters
from ingest.embed import Encoder, Vectors
from ingest.generation import Generation
from ingest.keywords import terms
from ingest.types import Hit, Passage

# How deep each ranking is read before they are fused.
DEPTH = 50
# Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods"
# (SIGIR 2009).
_RANK_OFFSET = 60


def retrieve(
    generation: Generation, question: str, vector: Vectors, filters: Filters = EVERYTHING, count: int = 30
) -> list[Hit]:
    """The passages that meet a question best, best first. ``vector`` is the question's, shape (dimensions,)."""
    where = condition(filters)
    dense = [position for position, _ in generation.nearest(vector, DEPTH, where)]
    keyword = _keyword_ranking(generation, question, filters)
    fused = fuse([dense, keyword])
    return [Hit(generation.passages[position], score) for position, score in fused[:count]]


def fuse(rankings: Sequence[Sequence[int]]) -> list[tuple[int, float]]:
    """Reciprocal rank fusion of rankings of ids: (id, score), best first; ties by id, so that the order is stable."""
    shares: dict[int, list[float]] = defaultdict(list)
    for ranking in rankings:
        for rank, id_ in enumerate(ranking, start=1):
            shares[id_].append(1 / (_RANK_OFFSET + rank))
    # An exact sum: added one by one, equal shares in another order would differ in the last digit.
    scores = {id_: fsum(found) for id_, found in shares.items()}
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def condition(filters: Filters) -> Mapping[str, Any] | None:
    """The filters as a Chroma condition on a passage's metadata; None when all is open.

    An undated passage has none of the numbers compared, so Chroma leaves it out once a date is asked for.
    """
    parts: list[dict[str, Any]] = []
    if filters.kinds is not None:
        # Chroma refuses an empty list; no passage's kind is an empty word.
        parts.append({"kind": {"$in": sorted(kind.value for kind in filters.kinds) or [""]}})
    if filters.since is not None:
        parts.append({"published_from": {"$gte": int(filters.since.strftime("%Y%m%d"))}})
    if filters.until is not None:
        parts.append({"published_to": {"$lte": int(filters.until.strftime("%Y%m%d"))}})
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"$and": parts}


def _keyword_ranking(generation: Generation, question: str, filters: Filters) -> list[int]:
    scores = generation.keywords.scores(terms(question))
    best = np.argsort(-scores, kind="stable")
    ranking: list[int] = []
    for position in best:
        if scores[position] <= 0 or len(ranking) == DEPTH:
            break
        if filters.allow(generation.passages[position].source):
            ranking.append(int(position))
    return ranking


class ClusterRetriever(BaseRetriever):
    """The hybrid retrieval as a LangChain retriever: passages come as LangChain documents."""

    generation: Any
    encoder: Any
    count: int = 10

    def __init__(self, generation: Generation, encoder: Encoder, count: int = 10) -> None:
        super().__init__(generation=generation, encoder=encoder, count=count)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        hits = retrieve(self.generation, query, self.encoder.encode([query])[0], count=self.count)
        return [as_langchain(hit.passage) for hit in hits]


def as_langchain(passage: Passage) -> LangChainDocument:
    """The passage as LangChain's document; its offsets and its source's card are the metadata."""
    source = passage.source
    return LangChainDocument(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "document_id": source.id,
            "title": source.title,
            "publisher": source.publisher,
            "kind": source.kind.value,
            "published": str(source.published) if source.published else None,
            "url": source.url,
            "start": passage.start,
            "end": passage.end,
            "heading": passage.heading,
        },
    )
