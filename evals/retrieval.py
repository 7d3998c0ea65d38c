"""How far down the right document and passage stand: by meaning, by words, ranks fused, or fused as the product does.

recall@k is the share of questions with a right one among the first k; MRR the mean of 1 / the first right one's place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.library import Library
from bot.question import understand
from bot.retrieve import DEPTH, retrieve
from bot.types import Filters, Status
from evals.golden import Golden, is_right_source
from evals.intervals import mean, share
from evals.ranking import weighted
from evals.report import Table
from ingest.encoder import Encoder
from ingest.keywords import terms
from ingest.types import Passage

DEPTHS = (1, 5, 10, 20)
_RANKINGS = ("encoder alone", "BM25 alone", "ranks fused with equal weights", "as the product fuses")


@dataclass(frozen=True, slots=True)
class Found:
    """The places, from 1, of the first right document and passage in a ranking; None where there is none in it."""

    document: int | None
    passage: int | None


def is_right_passage(golden: Golden, passage: Passage) -> bool:
    """Whether a passage is of a right source and holds one of the strings that the golden answer asks for."""
    words = passage.text.lower()
    held = any(choice.lower() in words for group in golden.contains for choice in group)
    return held and is_right_source(golden, passage.source.id)


def first_right(golden: Golden, ranked: Sequence[Passage]) -> Found:
    """Where the ranking is right first; of each document its best passage counts."""
    documents = list(dict.fromkeys(passage.source.id for passage in ranked))
    right_documents = [place for place, id_ in enumerate(documents, 1) if is_right_source(golden, id_)]
    right_passages = [place for place, passage in enumerate(ranked, 1) if is_right_passage(golden, passage)]
    return Found(next(iter(right_documents), None), next(iter(right_passages), None))


def rankings(golden: Golden, library: Library, encoder: Encoder) -> dict[str, list[Passage]]:
    """The passages that each way ranks first for the question as it stands alone, of those that its date allows."""
    live, filters = library.generation, Filters(until=golden.as_of)
    asked = understand(golden.question, golden.history, library.lexicon, encoder.is_word).standalone
    vector = encoder.encode([asked])[0]
    wanted = library.lexicon.spelled_out(asked)
    dense = _best(live.passages, 1 + live.vectors @ vector, filters)
    keyword = _best(live.passages, live.keywords.scores(terms(wanted)), filters)
    ranked = [[live.passages[place] for place in places] for places in (dense, keyword, weighted(dense, keyword, 0.5))]
    product = [hit.passage for hit in retrieve(live, wanted, library.question_vector(asked), filters, DEPTH)]
    return dict(zip(_RANKINGS, (*ranked, product), strict=True))


def _best(passages: Sequence[Passage], scores: NDArray[np.float32], filters: Filters) -> list[int]:
    """The places of the passages with the highest scores over nothing, of those that the filters allow."""
    ranked = [int(place) for place in np.argsort(-scores, kind="stable") if scores[place] > 0]
    return [place for place in ranked if filters.allow(passages[place].source)][:DEPTH]


def measure(golden: Sequence[Golden], library: Library, encoder: Encoder) -> Table:
    """A row for each ranking, by document and by passage, over the answerable ones of the questions."""
    found: dict[str, list[Found]] = {name: [] for name in _RANKINGS}
    for question in golden:
        if question.status is Status.ANSWERED:
            for name, ranked in rankings(question, library, encoder).items():
                found[name].append(first_right(question, ranked))
    rows = [(f"{name}, by {what}", *_cells([getattr(f, what) for f in found[name]]))
            for what in ("document", "passage") for name in _RANKINGS]  # fmt: skip
    return Table("retrieval", ("ranking", *(f"recall@{k}" for k in DEPTHS), "MRR"), tuple(rows))


def _cells(places: Sequence[int | None]) -> tuple[object, ...]:
    recalls = [share(place is not None and place <= k for place in places) for k in DEPTHS]
    return (*recalls, mean([1 / place if place else 0.0 for place in places]))
