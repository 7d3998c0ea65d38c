"""`python -m evals.fit`: fit the weights of ``bot.read`` on the golden questions for tuning, and write bot/reader.json.

The questions set aside are left out. Beside the golden ones it fits on those written ones (``evals.reader_corpus``)
that the reader was not trained on: of those it has seen the reader is surer than of any that it will meet. Two layers:

- the order of one question's sentences, by a conditional logit over them (McFadden 1974; listwise, Cao et al. 2007). A
  sentence is right when it holds a value that the golden answer asks for and comes from a right source, or is one that
  a written question names;
- whether a sentence answers at all, by logistic regression over the best few of each question. The silences it learns
  from are the golden ones, near misses, answerable questions asked as if their sources were not there, and altered ones
  (``evals.silences``).

The threshold keeps ``KEPT`` of the answerable questions, each scored by weights fitted without it (ten folds).
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot.evidence import FEATURES
from bot.library import Library
from bot.read import SILENCE_FEATURES, WEIGHTS, is_of_others, silence_features, weighed
from evals.asked import Asked, ask_all
from ingest.embed import open_encoder
from ingest.settings import go_offline, read_settings
from ingest.store import Store

KEPT = 0.95
FIRST = 4  # of each question's sentences the second layer learns from so many
FOLDS = 10
RANKING_RIDGE = 0.5
SILENCE_C = 0.1
# How much a silence that was made counts beside one that was written.
MADE = 0.4
_NEVER = -20.0  # log-odds below any that occur

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """Both layers; weights by feature."""

    ranking: dict[str, float]
    silence: dict[str, float]
    bias: float

    def odds(self, asked: Asked) -> float:
        """The log-odds of the sentence that would be shown first; the lowest there is when none would."""
        rows = _best_rows(asked, self.ranking, 1)
        return self.bias + float(np.dot(list(self.silence.values()), rows[0][0])) if rows else _NEVER


def main() -> int:
    """Fit, write, and print what came of it."""
    settings = read_settings()
    go_offline(settings)
    live = Store(settings.store).open()
    if live is None:
        print("There is no store. Run `make ingest` first.", file=sys.stderr)
        return 2
    encoder = open_encoder(settings)
    asked = ask_all(Library(live, encoder), encoder)
    model, out_of_fold = fitted(asked), _out_of_fold(asked)
    threshold = _threshold(asked, out_of_fold)
    kept = {
        "fitted_on": f"{len({one.group for one in asked})} questions for tuning",
        "ranking": _rounded(model.ranking),
        "silence": _rounded(model.silence),
        "bias": round(model.bias, 3),
        "threshold": round(float(1 / (1 + np.exp(-threshold))), 4),
    }
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(kept | _measured(asked, out_of_fold, threshold), indent=1))
    return 0


def fitted(asked: Sequence[Asked]) -> Model:
    """Both layers, fitted on what was asked."""
    ranking = _ranking([one for one in asked if one.answerable])
    rows = [(*row, one.made) for one in asked for row in _best_rows(one, ranking, FIRST)]
    x = np.array([features for features, _, _ in rows])
    spread = x.std(axis=0) + 1e-9
    layer = LogisticRegression(C=SILENCE_C, max_iter=5_000).fit(
        x / spread, [right for _, right, _ in rows], sample_weight=[MADE if made else 1.0 for *_, made in rows]
    )
    silence = dict(zip(SILENCE_FEATURES, (layer.coef_[0] / spread).tolist(), strict=True))
    return Model(ranking, silence, float(layer.intercept_[0]))


def _ranking(asked: Sequence[Asked]) -> dict[str, float]:
    """Weights under which the right sentences have the largest share of a softmax over each question's sentences."""
    spread = np.vstack([[item.features for item in one.evidence] for one in asked if one.evidence]).std(axis=0) + 1e-9
    data = []
    for one in asked:
        right = np.array(one.right, bool)
        if right.any() and not right.all():
            data.append((np.array([item.features for item in one.evidence]) / spread, right))

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        value, slope = RANKING_RIDGE * float(weights @ weights), 2 * RANKING_RIDGE * weights
        for x, right in data:
            scores = x @ weights
            shares = np.exp(scores - scores.max())
            held = shares * right
            value -= float(np.log(held.sum() / shares.sum()))
            slope = slope + x.T @ (shares / shares.sum() - held / held.sum())
        return value, slope

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    return dict(zip(FEATURES, (found / spread).tolist(), strict=True))


def _best_rows(asked: Asked, ranking: dict[str, float], most: int) -> list[tuple[tuple[float, ...], bool]]:
    """The features of the second layer for the best sentences, best first, each with whether it is right."""
    own = [(item, right) for item, right in zip(asked.evidence, asked.right, strict=True) if not is_of_others(item)]
    if not own:
        return []
    items = [item for item, _ in own]
    scores = [weighed(item.features, ranking) for item in items]
    rows = silence_features(items, scores)
    return [(rows[place], own[place][1]) for place in np.argsort(-np.array(scores), kind="stable")[:most]]


def _out_of_fold(asked: Sequence[Asked]) -> tuple[Matrix, list[Matrix]]:
    """Each one's log-odds, and the scores of its sentences, by a model fitted without its question."""
    groups = sorted({one.group for one in asked})
    order = np.random.default_rng(0).permutation(len(groups))
    fold_of = {groups[place]: number % FOLDS for number, place in enumerate(order)}
    odds, scores = np.zeros(len(asked)), [np.zeros(0)] * len(asked)
    for fold in range(FOLDS):
        model = fitted([one for one in asked if fold_of[one.group] != fold])
        for place, one in enumerate(asked):
            if fold_of[one.group] == fold:
                odds[place] = model.odds(one)
                scores[place] = np.array([weighed(item.features, model.ranking) for item in one.evidence])
    return odds, scores


def _threshold(asked: Sequence[Asked], out_of_fold: tuple[Matrix, list[Matrix]]) -> float:
    kept = [odds for one, odds in zip(asked, out_of_fold[0], strict=True) if one.answerable and not one.made]
    return float(np.quantile(kept, 1 - KEPT))


def _measured(
    asked: Sequence[Asked], out_of_fold: tuple[Matrix, list[Matrix]], threshold: float
) -> dict[str, float | int]:
    odds, scores = out_of_fold
    answerable = np.array([one.answerable for one in asked])
    made = np.array([one.made for one in asked])
    found = {}
    for count in (1, 2, 3):
        hits = [
            bool(np.array(one.right, bool)[np.argsort(-score)[:count]].any())
            for one, score in zip(asked, scores, strict=True)
            if one.answerable and np.array(one.right, bool).any()
        ]
        found[f"right_within_{count}"] = round(float(np.mean(hits)), 3)
    return found | {
        "answerable": int(answerable.sum()),
        "silences_written": int((~answerable & ~made).sum()),
        "silences_made": int((~answerable & made).sum()),
        "auc_written": round(float(roc_auc_score(answerable[~made], odds[~made])), 3),
        "auc": round(float(roc_auc_score(answerable, odds)), 3),
        "silences_kept_written": round(float(np.mean(odds[~answerable & ~made] < threshold)), 3),
        "silences_kept_made": round(float(np.mean(odds[~answerable & made] < threshold)), 3),
    }


def _rounded(weights: dict[str, float]) -> dict[str, float]:
    return {name: round(weight, 3) for name, weight in weights.items()}


if __name__ == "__main__":
    sys.exit(main())
