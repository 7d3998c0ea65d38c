"""Evidence -> the odds that each sentence answers, and that any of them does: two logistic layers.

The first weighs the features of ``bot.evidence`` for each sentence. The second decides between answer and silence, from
the best sentence. Both are fitted by ``python -m evals.fit`` and lie in reader.json beside this file.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.evidence import FEATURES, Evidence, Sentence

WEIGHTS = Path(__file__).parent / "reader.json"

# What the second layer sees: the first one's log-odds, and whether the best sentence's passage is about others than
# the question. More of the features made it no better on questions left out of the fit.
SILENCE_FEATURES = ("log_odds", "strange")
# A passage that names less than this share of what the question names, the rarest weighing most, is about others.
_STRANGE = 0.3


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with the odds, between 0 and 1, that it answers."""

    sentence: Sentence
    odds: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences, best first, and the odds that the documents answer at all."""

    sentences: tuple[Scored, ...]
    odds: float


class Reader:
    """Scores sentences, and says how sure it has to be."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        self._path = path

    @property
    def threshold(self) -> float:
        """The odds under which the documents are taken not to answer."""
        return float(self._model["threshold"])

    def read(self, evidence: Sequence[Evidence]) -> Reading:
        """The sentences by their odds; ties by document and place, so that the order is stable."""
        if not evidence:
            return Reading((), 0.0)
        logits = {item: logit(self._model["sentence"], FEATURES, item.features) for item in evidence}
        ranked = sorted(
            evidence, key=lambda item: (-logits[item], item.sentence.passage.source.id, item.sentence.start)
        )
        best = silence_features(logits[ranked[0]], ranked[0])
        scored = tuple(Scored(item.sentence, _odds(logits[item])) for item in ranked)
        return Reading(scored, _odds(logit(self._model["silence"], SILENCE_FEATURES, best)))

    @cached_property
    def _model(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        fitted = (tuple(loaded["sentence"]["weights"]), tuple(loaded["silence"]["weights"]))
        if fitted != (FEATURES, SILENCE_FEATURES):
            raise ValueError(f"{self._path} was fitted on other features. Run `python -m evals.fit`.")
        return loaded


def logit(layer: Mapping[str, Any], names: Sequence[str], features: Sequence[float]) -> float:
    """The layer's log-odds for one row of features, which come in the order of their names."""
    weighed: float = layer["bias"] + sum(
        layer["weights"][name] * value for name, value in zip(names, features, strict=True)
    )
    return weighed


def silence_features(log_odds: float, best: Evidence) -> tuple[float, ...]:
    """What the second layer sees of the best sentence, in the order of ``SILENCE_FEATURES``."""
    named = best.features[FEATURES.index("names_around")]
    return log_odds, float(named < _STRANGE)


def _odds(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
