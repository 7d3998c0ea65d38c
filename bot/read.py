"""Evidence -> its order, and the odds that it answers: three linear layers over its features, and one rule.

The first layer orders the sentences of one question, the first few of them again by what the verifier says; the second
says how likely the best is to answer it at all, and the third puts that together with what the verifier says. They are
fitted by ``python -m evals.fit``
and lie in reader.json beside this file. The rule: what is about others than the question names, or about another role,
or gives a figure for another time or place, does not answer, however alike it reads.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from statistics import fmean
from typing import Any

from bot.evidence import FEATURES, Evidence, Sentence

WEIGHTS = Path(__file__).parent / "reader.json"

_ASKED_OF = FEATURES.index("asked_of")
# Silence is about the best that there is: some features of the second layer are the highest of all sentences, and some
# the mean of the first few, since what is answered is mostly told by more than one.
_BEST_OF_ALL = ("reader_answerable", "reader_relevance", "reader_span")
FIRST = 3
SILENCE_FEATURES = (
    "score",
    *FEATURES,
    *(f"best_{name}" for name in _BEST_OF_ALL),
    *(f"first_{name}" for name in FEATURES),
)
# What the verifier looks at again: so many sentences at most, and of what weight.
_LOOKED_AT, _LEAST = 6, 0.01
# The third layer's: the second's log-odds, and how sure the verifier is, as logits, that the best sentence answers and
# that any of the first few does.
SURE_FEATURES = ("log_odds", "told", "told_best")


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of the evidence.

    ``share``: its weight beside the best sentence's, over 0 and up to 1. ``odds``: between 0 and 1, that it answers.
    ``span``: the short answer in it as the cross-encoder sees it, in characters of the document.
    """

    sentence: Sentence
    share: float
    odds: float
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences, best first; ``aside`` are those that the rule keeps from answering.

    ``odds``: between 0 and 1, that they answer; 0 when there is none.
    """

    sentences: tuple[Scored, ...]
    aside: tuple[Scored, ...] = ()
    odds: float = 0.0


class Reader:
    """Scores sentences, and says how sure it has to be."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        self._path = path

    @property
    def threshold(self) -> float:
        """The best sentence's odds under which the documents are taken not to answer."""
        return float(self._model["threshold"])

    def read(self, evidence: Sequence[Evidence]) -> Reading:
        """The sentences by their weight; ties by document and place, so that the order is stable."""
        own = self._scored([item for item in evidence if not is_of_others(item)])
        aside = self._scored([item for item in evidence if is_of_others(item)])
        return Reading(own, aside, own[0].odds if own else 0.0)

    def looked_at(self, reading: Reading, told: Sequence[float]) -> Reading:
        """The reading, its first sentences weighed anew by how sure the verifier is that each answers, as logits."""
        if len(told) < 2:
            return reading
        first, rest = reading.sentences[: len(told)], reading.sentences[len(told) :]
        scores = looked_at([math.log(item.share) for item in first], told, self._model["told"])
        best = max(scores)
        again = [replace(item, share=math.exp(score - best)) for item, score in zip(first, scores, strict=True)]
        ordered = in_order([*again, *rest])
        return replace(reading, sentences=ordered, odds=ordered[0].odds)

    def weighed_up(self, reading: Reading, told: Sequence[float]) -> Reading:
        """The reading, its odds put together with how sure the verifier is that each of the first sentences answers."""
        if not reading.sentences:
            return reading
        kept = self._model["sure"]
        logit = kept["bias"] + weighed(sure_features(log_odds(reading.odds), told), kept["weights"])
        return replace(reading, odds=1 / (1 + math.exp(-logit)))

    def _scored(self, evidence: Sequence[Evidence]) -> tuple[Scored, ...]:
        if not evidence:
            return ()
        scores = [weighed(item.features, self._model["ranking"]) for item in evidence]
        odds = [
            1 / (1 + math.exp(-self._model["bias"] - weighed(row, self._model["silence"])))
            for row in silence_features(evidence, scores)
        ]
        best = max(scores)
        scored = [
            Scored(item.sentence, math.exp(score - best), chance, item.span)
            for item, score, chance in zip(evidence, scores, odds, strict=True)
        ]
        return in_order(scored)

    @cached_property
    def _model(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        if tuple(loaded["ranking"]) != FEATURES or tuple(loaded["silence"]) != SILENCE_FEATURES:
            raise ValueError(f"{self._path} was fitted on other features. Run `python -m evals.fit`.")
        return loaded


def in_order(scored: Sequence[Scored]) -> tuple[Scored, ...]:
    """By their share, and of equals by where they stand."""
    return tuple(sorted(scored, key=lambda s: (-s.share, s.sentence.passage.source.id, s.sentence.start)))


def to_look_at(shares: Sequence[float]) -> int:
    """How many of the sentences, best first, the verifier looks at again: none where the first has no equal."""
    near = sum(share >= _LEAST for share in shares[:_LOOKED_AT])
    return near if near > 1 else 0


def looked_at(scores: Sequence[float], told: Sequence[float], weight: float) -> list[float]:
    """The first layer's scores of some sentences with what the verifier says of them."""
    return [score + weight * logit for score, logit in zip(scores, told, strict=True)]


def log_odds(odds: float) -> float:
    """Odds between 0 and 1, neither of them, as their logarithm."""
    odds = min(max(odds, 1e-9), 1 - 1e-9)
    return math.log(odds / (1 - odds))


def sure_features(log_odds: float, told: Sequence[float]) -> tuple[float, ...]:
    """The values of ``SURE_FEATURES``; ``told`` is of the ``FIRST`` sentences, or fewer where there are no more."""
    return log_odds, told[0], max(told)


def weighed(features: Sequence[float], weights: dict[str, float]) -> float:
    """The sum of features, each times its weight."""
    return sum(weight * value for weight, value in zip(weights.values(), features, strict=True))


def silence_features(evidence: Sequence[Evidence], scores: Sequence[float]) -> list[tuple[float, ...]]:
    """For each sentence the values of ``SILENCE_FEATURES``."""
    places = [FEATURES.index(name) for name in _BEST_OF_ALL]
    best = tuple(max(item.features[place] for item in evidence) for place in places)
    first = sorted(zip(scores, evidence, strict=True), key=lambda scored: -scored[0])[:FIRST]
    means = tuple(fmean(values) for values in zip(*(item.features for _, item in first), strict=True))
    return [(score, *item.features, *best, *means) for item, score in zip(evidence, scores, strict=True)]


def is_of_others(item: Evidence) -> bool:
    """Whether a sentence and its surroundings cannot be about what is asked: see the rule in the module's text."""
    return item.is_of_another or item.features[_ASKED_OF] == 0
