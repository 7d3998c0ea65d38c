"""`python -m evals.fit`: fit the weights of ``bot.read`` on the golden questions for tuning, and write bot/reader.json.

The questions set aside are left out. Beside the golden ones it fits on those written ones (``evals.reader_corpus``)
that the reader was not trained on: of those it has seen the reader is surer than of any that it will meet. Three
layers, the first in two steps:

- the order of one question's sentences, by a conditional logit over them (McFadden 1974; listwise, Cao et al. 2007). A
  sentence is right when it holds a value that the golden answer asks for and comes from a right source, or is one that
  a written question names;
- beside it how sure the verifier is that each of the first few answers, in the same way;
- whether the best sentence answers at all, by logistic regression. The silences it learns from are the golden ones,
  near misses and, counting little, answerable questions asked as if their sources were not there, and altered ones
  (``evals.silences``);
- the same beside how sure the verifier is that the first few answer, by logistic regression on the odds of the second
  layer, each from weights fitted without its question; silences made by rule do not count.

The threshold keeps ``KEPT`` of the answerable questions, each scored by weights fitted without it (ten folds).
"""

import json
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot.evidence import FEATURES
from bot.library import Library
from bot.read import (
    FIRST,
    SILENCE_FEATURES,
    SURE_FEATURES,
    WEIGHTS,
    is_of_others,
    looked_at,
    silence_features,
    sure_features,
    to_look_at,
    weighed,
)
from bot.short import ShortAnswers
from bot.verifier.verify import Verifier
from evals.asked import Asked, ask_all
from evals.report import Report, Table, keep, text
from ingest.embed import open_encoder
from ingest.server import open_store
from ingest.settings import go_offline, read_settings

# As the answerable questions that may be declined are at most 3 %; the written ones are harder than those people ask.
KEPT = 0.97
FOLDS = 10
RANKING_RIDGE = 0.5
SILENCE_RIDGE = 5.0
_LOOSE = 10.0  # the third layer has three weights, and a thousand questions
# How much a silence that was made counts beside one that was written.
MADE = 0.1
_NEVER = -20.0  # log-odds below any that occur
# What speaks against an answer, and what may speak for it or against; every other feature may only speak for it.
_AGAINST = frozenset(
    "rarest_missing_here rarest_missing property_missing_here property_missing unheard unknown".split()
)
_EITHER_WAY = frozenset({"length", "asked_of"})
_SHOWN = (0.97, 0.95, 0.92)
# The cross-encoder's own features, the plain baseline of words, cosines, kinds, names, numbers and dates, and both.
_OF_THE_READER = frozenset({"reader_relevance", "reader_span", "reader_answerable", "span_value"})
TOGETHER = "both"
WITH_THE_VERIFIER = "both and the verifier, as shipped"
ALONE_AND_TOGETHER: Mapping[str, Collection[str]] = {
    "logistic baseline without the cross-encoder": frozenset(FEATURES) - _OF_THE_READER,
    "cross-encoder alone": _OF_THE_READER,
    TOGETHER: FEATURES,
}

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """The first two layers; weights by feature, and ``told`` that of the verifier in the first."""

    ranking: dict[str, float]
    told: float
    silence: dict[str, float]
    bias: float

    def log_odds(self, row: Sequence[float]) -> float:
        """That a sentence with these features of the second layer answers."""
        return self.bias + float(np.dot(list(self.silence.values()), row))


def main() -> int:
    """Fit, write the weights and the comparison with the plain baseline, and print what came of it."""
    settings = read_settings()
    go_offline(settings)
    live = open_store(settings).open()
    if live is None:
        print("There is no store. Run `make ingest` first.", file=sys.stderr)
        return 2
    encoder = open_encoder(settings)
    asked = ask_all(Library(live, encoder), encoder)
    compared = {name: out_of_fold(asked, used) for name, used in ALONE_AND_TOGETHER.items()}
    shorts = ShortAnswers(Verifier())
    model = fitted(asked, FEATURES, shorts)
    sure = weighed_up(asked, out_of_fold(asked, FEATURES, shorts), model, shorts)
    compared[WITH_THE_VERIFIER] = sure.found
    threshold = _threshold(asked, sure.found)
    kept = {
        "fitted_on": f"{len({one.group for one in asked})} questions for tuning",
        "ranking": _rounded(model.ranking),
        "told": round(model.told, 3),
        "silence": _rounded(model.silence),
        "bias": round(model.bias, 3),
        "sure": {"weights": _rounded(sure.weights), "bias": round(sure.bias, 3)},
        # What ``evals.fit_talks`` fits stays.
        "talk": json.loads(WEIGHTS.read_text(encoding="utf-8"))["talk"],
        "threshold": round(float(1 / (1 + np.exp(-threshold))), 4),
    }
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    rows = tuple((name, *measured(asked, found).values()) for name, found in compared.items())
    report = Report("reading", tables=(Table("reading", ("features", *measured(asked, sure.found)), rows),))
    keep(report)
    print(text(report))
    return 0


def fitted(asked: Sequence[Asked], used: Collection[str] = FEATURES, shorts: ShortAnswers | None = None) -> Model:
    """The first two layers, fitted on what was asked; features that are not used weigh nothing."""
    ranking = _ranking([one for one in asked if one.answerable], used)
    told = _told(asked, ranking, shorts) if shorts else 0.0
    rows = [(one, rows[0][0]) for one in asked if (rows := _best_rows(one, ranking, told, shorts, 1))]
    x = np.array([features for _, features in rows]) * _mask(SILENCE_FEATURES, used)
    truth = np.array([one.answerable for one, _ in rows], float)
    counts = np.array([MADE if one.made else 1.0 for one, _ in rows])
    weights, bias = _silence(x, truth, counts)
    return Model(ranking, told, dict(zip(SILENCE_FEATURES, weights.tolist(), strict=True)), bias)


def _told(asked: Sequence[Asked], ranking: dict[str, float], shorts: ShortAnswers) -> float:
    """The weight of the verifier's word under which the right ones of the sentences that it sees have most of them."""
    seen = []
    for one in asked:
        first, scores, told = _seen(one, ranking, shorts)
        right = np.array([one.right[place] for place in first[: len(told)]], bool)
        if right.any() and not right.all():
            seen.append((np.array(scores), np.array(told), right))

    def loss(weight: float) -> float:
        value = 0.0
        for scores, told, right in seen:
            shares = np.exp(scores + weight * told)
            value -= float(np.log(shares[right].sum() / shares.sum()))
        return value

    return float(minimize_scalar(loss, bounds=(0.0, 2.0), method="bounded").x)


def _seen(asked: Asked, ranking: dict[str, float], shorts: ShortAnswers) -> tuple[list[int], list[float], list[float]]:
    """The places of the sentences, best first; of those that the verifier looks at again the scores and its logits."""
    own = [place for place, item in enumerate(asked.evidence) if not is_of_others(item)]
    scores = {place: weighed(asked.evidence[place].features, ranking) for place in own}
    first = sorted(own, key=lambda place: -scores[place])
    again = to_look_at([float(np.exp(scores[place] - scores[first[0]])) for place in first])
    told = shorts.told(asked.part, [asked.evidence[place].sentence for place in first[:again]])
    return first, [scores[place] for place in first[:again]], told


def _best_first(asked: Asked, ranking: dict[str, float], weight: float, shorts: ShortAnswers | None) -> list[int]:
    """The places of the sentences that may answer, in the order of the first layer, as ``bot.read`` has it."""
    if shorts is None:
        own = [place for place, item in enumerate(asked.evidence) if not is_of_others(item)]
        return sorted(own, key=lambda place: -weighed(asked.evidence[place].features, ranking))
    first, scores, told = _seen(asked, ranking, shorts)
    again = looked_at(scores, told, weight)
    ordered = sorted(range(len(again)), key=lambda number: -again[number])
    return [*(first[number] for number in ordered), *first[len(again) :]]


def _silence(x: Matrix, truth: Matrix, counts: Matrix) -> tuple[Matrix, float]:
    """Logistic regression in which no feature of the sentence may speak against what it stands for.

    Near misses are asked in the documents' words and many answers in others, so that without the bounds a sentence that
    shares no word with the question would be trusted more than one that does.
    """
    spread = x.std(axis=0) + 1e-9
    scaled = x / spread

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        own, bias = weights[:-1], weights[-1]
        log_odds = scaled @ own + bias
        wrong = counts * (1 / (1 + np.exp(-log_odds)) - truth)
        value = float(counts @ (np.logaddexp(0, log_odds) - truth * log_odds)) + SILENCE_RIDGE * float(own @ own)
        return value, np.append(scaled.T @ wrong + 2 * SILENCE_RIDGE * own, wrong.sum())

    bounds = [_bounds(name) for name in SILENCE_FEATURES]
    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    return found[:-1] / spread, float(found[-1])


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name in _EITHER_WAY or name.startswith("first_"):
        return None, None
    return (None, 0.0) if name in _AGAINST else (0.0, None)


def _mask(names: Sequence[str], used: Collection[str]) -> Matrix:
    """1 for a feature that is used, and for what is made of the first layer's score; 0 for the others."""
    own = [name.removeprefix("best_").removeprefix("first_") for name in names]
    return np.array([name == "score" or name in used for name in own], float)


def _ranking(asked: Sequence[Asked], used: Collection[str]) -> dict[str, float]:
    """Weights under which the right sentences have the largest share of a softmax over each question's sentences."""
    mask = _mask(FEATURES, used)
    every = np.vstack([[item.features for item in one.evidence] for one in asked if one.evidence]) * mask
    spread = every.std(axis=0) + 1e-9
    data = []
    for one in asked:
        right = np.array(one.right, bool)
        if right.any() and not right.all():
            data.append((np.array([item.features for item in one.evidence]) * mask / spread, right))

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
    return dict(zip(FEATURES, (mask * found / spread).tolist(), strict=True))


def _best_rows(
    asked: Asked, ranking: dict[str, float], told: float, shorts: ShortAnswers | None, most: int
) -> list[tuple[tuple[float, ...], bool]]:
    """The features of the second layer for the best sentences, best first, each with whether it is right."""
    own = [place for place, item in enumerate(asked.evidence) if not is_of_others(item)]
    if not own:
        return []
    items = [asked.evidence[place] for place in own]
    rows = dict(zip(own, silence_features(items, [weighed(item.features, ranking) for item in items]), strict=True))
    return [(rows[place], asked.right[place]) for place in _best_first(asked, ranking, told, shorts)[:most]]


@dataclass(frozen=True, slots=True, eq=False)
class OutOfFold:
    """Each question's log-odds, and whether one of its first 1, 2 and 3 sentences is right: (n,) and (n, 3)."""

    odds: Matrix
    right: NDArray[np.bool_]


def out_of_fold(
    asked: Sequence[Asked], used: Collection[str] = FEATURES, shorts: ShortAnswers | None = None
) -> OutOfFold:
    """By models fitted without the question that each was made from."""
    groups = sorted({one.group for one in asked})
    order = np.random.default_rng(0).permutation(len(groups))
    fold_of = {groups[place]: number % FOLDS for number, place in enumerate(order)}
    odds, right = np.full(len(asked), _NEVER), np.zeros((len(asked), 3), bool)
    for fold in range(FOLDS):
        model = fitted([one for one in asked if fold_of[one.group] != fold], used, shorts)
        for place, one in enumerate(asked):
            if fold_of[one.group] != fold:
                continue
            if rows := _best_rows(one, model.ranking, model.told, shorts, 3):
                odds[place] = model.log_odds(rows[0][0])
                right[place] = np.maximum.accumulate([answers for _, answers in rows] + [False] * (3 - len(rows)))
    return OutOfFold(odds, right)


@dataclass(frozen=True, slots=True, eq=False)
class WeighedUp:
    """The third layer's weights by feature, and what it makes of each question."""

    weights: dict[str, float]
    bias: float
    found: OutOfFold


def weighed_up(asked: Sequence[Asked], found: OutOfFold, model: Model, shorts: ShortAnswers) -> WeighedUp:
    """The third layer, over the second's odds for each question from weights fitted without it."""
    rows = []
    for one, log_odds in zip(asked, found.odds, strict=True):
        places = [] if one.made else _best_first(one, model.ranking, model.told, shorts)[:FIRST]
        told = shorts.told(one.part, [one.evidence[place].sentence for place in places])
        rows.append(sure_features(log_odds, told or [0.0]))
    x = np.array(rows)
    written = np.array([not one.made for one in asked])
    truth = np.array([one.answerable for one in asked])
    layer = LogisticRegression(C=_LOOSE).fit(x[written], truth[written])
    weights = dict(zip(SURE_FEATURES, layer.coef_[0].tolist(), strict=True))
    return WeighedUp(weights, float(layer.intercept_[0]), OutOfFold(layer.decision_function(x), found.right))


def _threshold(asked: Sequence[Asked], found: OutOfFold) -> float:
    kept = [odds for one, odds in zip(asked, found.odds, strict=True) if one.answerable and not one.made]
    return float(np.quantile(kept, 1 - KEPT))


def measured(asked: Sequence[Asked], found: OutOfFold) -> dict[str, float]:
    """Of the answerable questions those whose right sentence stands first; of the others those told from them."""
    answerable = np.array([one.answerable for one in asked])
    written = np.array([not one.made for one in asked])
    figures = {f"right among {k + 1}": float(found.right[answerable, k].mean()) for k in range(3)}
    figures["AUC"] = float(roc_auc_score(answerable[written], found.odds[written]))
    for kept in _SHOWN:
        bar = np.quantile(found.odds[answerable & written], 1 - kept)
        figures[f"declined where {kept:.0%} are kept"] = float((found.odds[~answerable & written] < bar).mean())
    return {name: round(value, 3) for name, value in figures.items()}


def _rounded(weights: dict[str, float]) -> dict[str, float]:
    return {name: round(weight, 3) for name, weight in weights.items()}


if __name__ == "__main__":
    sys.exit(main())
