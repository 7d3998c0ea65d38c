"""Evidence -> the odds that each sentence answers: a logistic layer over the features of ``bot.evidence``.

Weights are fitted by ``python -m evals.fit`` and lie in reader.json beside this file, with what they were fitted on.
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


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with the odds, between 0 and 1, that it answers."""

    sentence: Sentence
    odds: float


class Reader:
    """Scores sentences, and says how sure it has to be."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        self._path = path

    @property
    def threshold(self) -> float:
        """The best sentence's odds under which the documents are taken not to answer."""
        return float(self._model["threshold"])

    def read(self, evidence: Sequence[Evidence]) -> list[Scored]:
        """The sentences with their odds, best first; ties by document and place, so that the order is stable."""
        scored = [Scored(item.sentence, self._odds(item)) for item in evidence]
        return sorted(scored, key=lambda item: (-item.odds, item.sentence.passage.source.id, item.sentence.start))

    def _odds(self, item: Evidence) -> float:
        weights, bias = self._model["weights"], self._model["bias"]
        total = bias + sum(weights[name] * value for name, value in zip(FEATURES, item.features, strict=True))
        return 1 / (1 + math.exp(-total))

    @cached_property
    def _model(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        if set(loaded["weights"]) != set(FEATURES):
            raise ValueError(f"{self._path} was fitted on other features. Run `python -m evals.fit`.")
        return loaded
