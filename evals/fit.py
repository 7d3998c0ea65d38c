"""`python -m evals.fit`: fit the reader's weights on the golden questions for tuning, and write bot/reader.json.

The questions set aside are left out here. A sentence counts as right when it holds a value that the golden answer asks
for and comes from a right source. The threshold is the odds that ``KEPT`` of the answerable questions reach when each
is scored by weights fitted without it (five folds).
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.ask import Library
from bot.evidence import FEATURES, Evidence, gather
from bot.question import understand
from bot.read import WEIGHTS
from bot.retrieve import retrieve
from bot.types import Filters, Status
from evals.golden import Golden, is_right_source, read_golden
from ingest.embed import Encoder, open_encoder
from ingest.settings import go_offline, read_settings
from ingest.store import Store

KEPT = 0.96


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate sentence: the question's number, its features, and whether it is right."""

    question: int
    features: tuple[float, ...]
    right: bool


def main() -> int:
    """Fit, write, and print what came of it."""
    settings = read_settings()
    go_offline(settings)
    live = Store(settings.store).open()
    if live is None:
        print("There is no store. Run `make ingest` first.", file=sys.stderr)
        return 2
    encoder = open_encoder(settings)
    questions = [golden for golden in read_golden() if golden.split == "tuning" and golden.status is Status.ANSWERED]
    rows = _rows(questions, Library(live, encoder), encoder)
    x = np.array([row.features for row in rows])
    y = np.array([row.right for row in rows])
    groups = np.array([row.question for row in rows])
    odds = _cross_fitted(x, y, groups)
    best = [odds[groups == number].max() for number in np.unique(groups)]
    model = _fitted(x, y)
    fitted = {
        "fitted_on": f"{len(questions)} answerable golden questions for tuning, {len(rows)} sentences",
        "weights": dict(zip(FEATURES, np.round(model.coef_[0], 3).tolist(), strict=True)),
        "bias": round(float(model.intercept_[0]), 3),
        "threshold": round(float(np.quantile(best, 1 - KEPT)), 4),
    }
    WEIGHTS.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(fitted | {f"right_within_{k}": _within(odds, y, groups, k) for k in (1, 2, 3)}, indent=1))
    return 0


def _rows(questions: Sequence[Golden], library: Library, encoder: Encoder) -> list[Row]:
    rows = []
    for number, golden in enumerate(questions):
        understood = understand(golden.question, golden.history, library.lexicon, encoder.is_word)
        for part in understood.parts:
            vector = encoder.encode([part.text])[0]
            asked = library.lexicon.spelled_out(part.text)
            hits = retrieve(library.generation, asked, vector, Filters(until=golden.as_of))
            found = gather(part, vector, hits, library.generation, library.vectors, library.lexicon)
            rows += [Row(number, item.features, _is_right(golden, item)) for item in found]
    return rows


def _is_right(golden: Golden, item: Evidence) -> bool:
    text = item.sentence.text.lower()
    holds = any(choice.lower() in text for group in golden.contains for choice in group)
    return holds and is_right_source(golden, item.sentence.passage.source.id)


def _fitted(x: NDArray[np.float64], y: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=0.5, max_iter=5_000).fit(x, y)


def _cross_fitted(x: NDArray[np.float64], y: NDArray[np.bool_], groups: NDArray[np.int64]) -> NDArray[np.float64]:
    odds = np.zeros(len(y))
    for train, test in GroupKFold(5).split(x, y, groups):
        odds[test] = _fitted(x[train], y[train]).predict_proba(x[test])[:, 1]
    return odds


def _within(odds: NDArray[np.float64], y: NDArray[np.bool_], groups: NDArray[np.int64], count: int) -> float:
    """The share of questions with a right sentence among the first ``count``."""
    found = []
    for number in np.unique(groups):
        mine = np.flatnonzero(groups == number)
        found.append(bool(y[mine[np.argsort(-odds[mine])[:count]]].any()))
    return round(float(np.mean(found)), 3)


if __name__ == "__main__":
    sys.exit(main())
