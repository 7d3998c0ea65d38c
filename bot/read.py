"""Evidence -> the odds that each sentence answers: a logistic layer over its features, and one rule.

The weights are fitted by ``python -m evals.fit`` and lie in reader.json beside this file. The rule: what is about
others than the question names does not answer, however alike it reads.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.evidence import FEATURES, Evidence, Sentence

WEIGHTS = Path(__file__).parent / "reader.json"

# A sentence whose surroundings name less than this share of what the question names, the rarest name weighing most.
_OF_OTHERS = 0.3


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with the odds, between 0 and 1, that it answers."""

    sentence: Sentence
    odds: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences, best first."""

    sentences: tuple[Scored, ...]

    @property
    def odds(self) -> float:
        """The best sentence's odds; 0 when there is none."""
        return self.sentences[0].odds if self.sentences else 0.0


class Reader:
    """Scores sentences, and says how sure it has to be."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        self._path = path

    @property
    def threshold(self) -> float:
        """The best sentence's odds under which the documents are taken not to answer."""
        return float(self._model["threshold"])

    def read(self, evidence: Sequence[Evidence]) -> Reading:
        """The sentences by their odds; ties by document and place, so that the order is stable."""
        scored = [Scored(item.sentence, self._odds(item)) for item in evidence]
        ranked = sorted(scored, key=lambda s: (-s.odds, s.sentence.passage.source.id, s.sentence.start))
        return Reading(tuple(ranked))

    def _odds(self, item: Evidence) -> float:
        if is_of_others(item):
            return 0.0
        weights: dict[str, float] = self._model["weights"]
        logit = self._model["bias"] + sum(weights[n] * value for n, value in zip(FEATURES, item.features, strict=True))
        return float(1 / (1 + math.exp(-logit)))

    @cached_property
    def _model(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        if tuple(loaded["weights"]) != FEATURES:
            raise ValueError(f"{self._path} was fitted on other features. Run `python -m evals.fit`.")
        return loaded


def is_of_others(item: Evidence) -> bool:
    """Whether a sentence and its surroundings name next to nothing of what the question names."""
    return item.features[FEATURES.index("names_around")] < _OF_OTHERS
