"""`python -m evals.fit`: fit the weights of ``bot.read`` on the golden questions for tuning, and write bot/reader.json.

The questions set aside are left out. A sentence counts as right when it holds a value that the golden answer asks for
and comes from a right source. The threshold keeps ``KEPT`` of the answerable questions, each scored by weights fitted
without it (five folds). How much silence that leaves is measured on the questions without an answer, and on each
answerable one asked as if its sources were not there: what is left then looks as much like an answer as it can.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.evidence import FEATURES, Evidence, gather
from bot.library import Library
from bot.question import understand
from bot.read import WEIGHTS, is_of_others
from bot.reader.span import SpanReader
from bot.retrieve import retrieve
from bot.types import Filters, Status
from evals.golden import Golden, is_right_source, read_golden
from ingest.embed import Encoder, open_encoder
from ingest.settings import go_offline, read_settings
from ingest.store import Store

KEPT = 0.93
FOLDS = 5
MOST = 20.0  # log-odds beyond any that occur

Matrix = NDArray[np.float64]
Labels = NDArray[np.bool_]
Groups = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A golden question with the evidence that was gathered for all its parts."""

    golden: Golden
    evidence: tuple[Evidence, ...]

    def right(self) -> list[bool]:
        """Which of the evidence is right."""
        return [_is_right(self.golden, item) for item in self.evidence]


def main() -> int:
    """Fit, write, and print what came of it."""
    settings = read_settings()
    go_offline(settings)
    live = Store(settings.store).open()
    if live is None:
        print("There is no store. Run `make ingest` first.", file=sys.stderr)
        return 2
    encoder = open_encoder(settings)
    asked = _ask_all(Library(live, encoder), encoder)
    answerable = [item for item in asked if item.golden.status is Status.ANSWERED and item.evidence]
    x, y, groups = _sentences(answerable)
    logits = _cross_fitted(x, y, groups)
    model = _fitted(x, y)
    kept = [_best(one.evidence, logits[groups == number]) for number, one in enumerate(answerable)]
    threshold = float(np.quantile(kept, 1 - KEPT))
    silent = [_best(evidence, _logits(model, evidence)) for evidence in _unanswered(asked)]
    fitted = {
        "fitted_on": f"{len(answerable)} answerable golden questions for tuning, {len(y)} sentences",
        "weights": dict(zip(FEATURES, np.round(model.coef_[0], 3).tolist(), strict=True)),
        "bias": round(float(model.intercept_[0]), 3),
        "threshold": round(1 / (1 + float(np.exp(-threshold))), 4),
    }
    WEIGHTS.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    measured = {f"right_within_{k}": _within(logits, y, groups, k) for k in (1, 2, 3)}
    measured["silences_kept"] = round(float(np.mean(np.array(silent) < threshold)), 3)
    measured["silences"] = len(silent)
    print(json.dumps(fitted | measured, indent=1))
    return 0


def _ask_all(library: Library, encoder: Encoder) -> list[Asked]:
    reader = SpanReader()
    asked = []
    for golden in read_golden():
        if golden.split != "tuning" or golden.status is Status.OUT_OF_SCOPE:
            continue
        understood = understand(golden.question, golden.history, library.lexicon, encoder.is_word)
        evidence: list[Evidence] = []
        for part in understood.parts:
            vector = encoder.encode([part.text])[0]
            wanted = library.lexicon.spelled_out(part.text)
            hits = retrieve(library.generation, wanted, vector, Filters(until=golden.as_of))
            evidence += gather(part, vector, hits, library, reader)
        asked.append(Asked(golden, tuple(evidence)))
    return asked


def _is_right(golden: Golden, item: Evidence) -> bool:
    return _holds_a_value(golden, item) and is_right_source(golden, item.sentence.passage.source.id)


def _holds_a_value(golden: Golden, item: Evidence) -> bool:
    text = item.sentence.text.lower()
    return any(choice.lower() in text for group in golden.contains for choice in group)


def _sentences(asked: Sequence[Asked]) -> tuple[Matrix, Labels, Groups]:
    x = [item.features for one in asked for item in one.evidence]
    y = [right for one in asked for right in one.right()]
    groups = [number for number, one in enumerate(asked) for _ in one.evidence]
    return np.array(x), np.array(y), np.array(groups)


def _unanswered(asked: Sequence[Asked]) -> list[list[Evidence]]:
    """The evidence for questions without an answer, and for those whose sources are left out where no rest answers."""
    found = []
    for one in asked:
        without = [item for item in one.evidence if not is_right_source(one.golden, item.sentence.passage.source.id)]
        if one.golden.status is not Status.ANSWERED:
            found.append(list(one.evidence))
        elif not any(_holds_a_value(one.golden, item) for item in without):
            found.append(without)
    return found


def _best(evidence: Sequence[Evidence], logits: Matrix) -> float:
    """The log-odds of the sentence that would be shown first; the lowest there is when none would."""
    own = [logit for item, logit in zip(evidence, logits, strict=True) if not is_of_others(item)]
    return max(own, default=-MOST)


def _logits(model: LogisticRegression, evidence: Sequence[Evidence]) -> Matrix:
    rows = np.array([item.features for item in evidence]).reshape(-1, len(FEATURES))
    logits: Matrix = model.decision_function(rows) if len(rows) else np.zeros(0)
    return logits


def _fitted(x: Matrix, y: Labels) -> LogisticRegression:
    return LogisticRegression(C=0.5, max_iter=5_000).fit(x, y)


def _cross_fitted(x: Matrix, y: Labels, groups: Groups) -> Matrix:
    """Log-odds of each row by weights fitted without its group."""
    logits = np.zeros(len(y))
    for train, test in GroupKFold(FOLDS).split(x, y, groups):
        logits[test] = _fitted(x[train], y[train]).decision_function(x[test])
    return logits


def _within(logits: Matrix, y: Labels, groups: Groups, count: int) -> float:
    """The share of questions with a right sentence among the first ``count``."""
    found = []
    for number in np.unique(groups):
        mine = np.flatnonzero(groups == number)
        found.append(bool(y[mine[np.argsort(-logits[mine])[:count]]].any()))
    return round(float(np.mean(found)), 3)


if __name__ == "__main__":
    sys.exit(main())
