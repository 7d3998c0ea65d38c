"""`python -m evals.fit`: fit the weights of ``bot.read`` on the golden questions for tuning, and write bot/reader.json.

The questions set aside are left out. Two layers:

- the order of one question's sentences, by a conditional logit over them (McFadden 1974; listwise, Cao et al. 2007). A
  sentence is right when it holds a value that the golden answer asks for and comes from a right source;
- whether the best sentence answers at all, by logistic regression. The silences it learns from are the golden ones,
  answerable ones asked as if their sources were not there, and altered ones (``evals.silences``).

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

from bot.evidence import FEATURES, Evidence, gather
from bot.library import Library
from bot.question import understand
from bot.read import SILENCE_FEATURES, WEIGHTS, is_of_others, silence_features, weighed
from bot.reader.span import SpanReader
from bot.retrieve import retrieve
from bot.types import Filters, Status
from evals.golden import MORE, POINT_IN_TIME, Golden, is_right_source, read_golden
from evals.silences import altered
from ingest.embed import Encoder, open_encoder
from ingest.settings import go_offline, read_settings
from ingest.store import Store

KEPT = 0.92
FOLDS = 10
RANKING_RIDGE = 0.5
SILENCE_C = 0.1
# How much a silence that was made counts beside one that was written.
MADE = 0.4
_NEVER = -20.0  # log-odds below any that occur

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """One part of a question with its evidence. ``group`` is the golden question that it was made from."""

    golden: Golden
    group: str
    evidence: tuple[Evidence, ...]
    made: bool = False

    @property
    def answerable(self) -> bool:
        """Whether the documents, as far as they are left in the evidence, answer."""
        return self.golden.status is Status.ANSWERED

    def right(self) -> NDArray[np.bool_]:
        """Which of the evidence is right, shape (sentences,)."""
        return np.array([_is_right(self.golden, item) for item in self.evidence], bool)


@dataclass(frozen=True, slots=True)
class Model:
    """Both layers; weights by feature."""

    ranking: dict[str, float]
    silence: dict[str, float]
    bias: float

    def odds(self, asked: Asked) -> float:
        """The log-odds of the sentence that would be shown first; the lowest there is when none would."""
        row = _best_row(asked, self.ranking)
        return self.bias + float(np.dot(list(self.silence.values()), row)) if row is not None else _NEVER


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
    model, out_of_fold = fitted(asked), _out_of_fold(asked)
    threshold = _threshold(asked, out_of_fold)
    kept = {
        "fitted_on": f"{len({one.group for one in asked})} golden questions for tuning",
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
    rows = [(one, row) for one in asked if (row := _best_row(one, ranking)) is not None]
    x = np.array([row for _, row in rows])
    spread = x.std(axis=0) + 1e-9
    layer = LogisticRegression(C=SILENCE_C, max_iter=5_000).fit(
        x / spread,
        [one.answerable for one, _ in rows],
        sample_weight=[MADE if one.made else 1.0 for one, _ in rows],
    )
    silence = dict(zip(SILENCE_FEATURES, (layer.coef_[0] / spread).tolist(), strict=True))
    return Model(ranking, silence, float(layer.intercept_[0]))


def _ranking(asked: Sequence[Asked]) -> dict[str, float]:
    """Weights under which the right sentences have the largest share of a softmax over each question's sentences."""
    spread = np.vstack([[item.features for item in one.evidence] for one in asked if one.evidence]).std(axis=0) + 1e-9
    data = []
    for one in asked:
        right = one.right()
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


def _best_row(asked: Asked, ranking: dict[str, float]) -> tuple[float, ...] | None:
    own = [item for item in asked.evidence if not is_of_others(item)]
    if not own:
        return None
    scores = [weighed(item.features, ranking) for item in own]
    return silence_features(own, scores)[int(np.argmax(scores))]


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
            bool(one.right()[np.argsort(-score)[:count]].any())
            for one, score in zip(asked, scores, strict=True)
            if one.answerable and one.right().any()
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


def _ask_all(library: Library, encoder: Encoder) -> list[Asked]:
    reader = SpanReader()
    written = [*read_golden(), *read_golden(MORE), *read_golden(POINT_IN_TIME)]
    golden = [one for one in written if one.split == "tuning" and one.status is not Status.OUT_OF_SCOPE]
    asked = []
    for one in golden:
        for evidence in _evidence(one, library, encoder, reader):
            asked.append(Asked(one, one.id, evidence))
            asked += _without_sources(one, evidence)
    for other in altered(golden, library.lexicon):
        for evidence in _evidence(other, library, encoder, reader):
            asked.append(Asked(other, other.id.split("-")[0], evidence, made=True))
    return asked


def _evidence(one: Golden, library: Library, encoder: Encoder, reader: SpanReader) -> list[tuple[Evidence, ...]]:
    understood = understand(one.question, one.history, library.lexicon, encoder.is_word)
    found = []
    for part in understood.parts:
        vector = encoder.encode([part.text])[0]
        wanted = library.lexicon.spelled_out(part.text)
        hits = retrieve(library.generation, wanted, vector, Filters(until=one.as_of))
        found.append(tuple(gather(part, vector, hits, library, reader)))
    return found


def _without_sources(one: Golden, evidence: Sequence[Evidence]) -> list[Asked]:
    """The question as if its sources were not there, unless what is left holds a value all the same."""
    left = tuple(item for item in evidence if not is_right_source(one, item.sentence.passage.source.id))
    if one.status is not Status.ANSWERED or any(_holds_a_value(one, item) for item in left):
        return []
    silent = Golden(one.id, one.split, one.type, one.question, one.history, one.as_of, Status.NOT_FOUND, (), ())
    return [Asked(silent, one.id, left, made=True)]


def _is_right(golden: Golden, item: Evidence) -> bool:
    return _holds_a_value(golden, item) and is_right_source(golden, item.sentence.passage.source.id)


def _holds_a_value(golden: Golden, item: Evidence) -> bool:
    text = item.sentence.text.lower()
    return any(choice.lower() in text for group in golden.contains for choice in group)


def _rounded(weights: dict[str, float]) -> dict[str, float]:
    return {name: round(weight, 3) for name, weight in weights.items()}


if __name__ == "__main__":
    sys.exit(main())
