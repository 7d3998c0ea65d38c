"""A reading and what the verifier of talks says of it -> the reading as it is in that talk (pure).

A question of a talk is put in full by rules, and read as if it stood alone. The verifier hears it as it was said,
behind what was said before: what it is sure of goes first, and what it doubts is told the less. It may also take for
the answer what another rule has set aside, as of another year or body than the question named once it was in full. And
where nothing answers, also a question that stands alone, it alone may say what does.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.evidence import Sentence
from bot.read import WEIGHTS, Reading, Scored, in_order, log_odds

# The weight of what the rule let through beside what it had set aside, and that answers: none is shown with it.
_SECOND = 1e-6


@dataclass(frozen=True, slots=True)
class Heed:
    """How much the verifier of talks weighs; ``evals.fit_talks`` fits it, and it lies in reader.json.

    ``told``: times a logit, beside the logarithm of a share, in the order of sentences. ``log_odds``, ``heard`` and
    ``bias``: of the odds that the best of them answers. ``least``: what a logit counts at least, so that what reads as
    an answer beyond doubt stays one though the talk was of something else. ``sure``: the logit from which on a sentence
    set aside may be the answer, if all others are ``apart`` from it and under ``none``. ``again``: the logit from which
    on a sentence answers that was found anew, where nothing did; ``alone``: the same outside of a talk, and ``sole``:
    where all others are ``far`` under it there.
    """

    told: float
    log_odds: float
    heard: float
    bias: float
    least: float
    sure: float
    apart: float
    none: float
    again: float
    alone: float
    sole: float
    far: float


def read_heed(path: Path = WEIGHTS) -> Heed:
    """The weights on disk."""
    return Heed(**json.loads(path.read_text(encoding="utf-8"))["talk"])


def weighed_in_talk(reading: Reading, own: Sequence[float], aside: Mapping[Scored, float], heed: Heed) -> Reading:
    """The reading, weighed anew; ``own`` are logits of its first sentences, ``aside`` of some of those set aside."""
    place = taken_aside(own, [*aside.values()], heed)
    if place is not None:
        found = [*aside][place]
        first = replace(found, share=1.0, odds=_odds(aside[found]))
        others = tuple(replace(item, share=item.share * _SECOND) for item in reading.sentences)
        return Reading((first, *others), tuple(item for item in reading.aside if item is not found), first.odds)
    if not own:
        return reading
    shares, logit = weighed_again([item.share for item in reading.sentences], reading.odds, own, heed)
    again = [replace(item, share=share) for item, share in zip(reading.sentences, shares, strict=True)]
    return replace(reading, sentences=in_order(again), odds=_odds(logit))


def heard_alone(told: Sequence[Sentence], logits: Sequence[float], least: float) -> Reading:
    """The sentences that answer by what the verifier of talks says alone, with a logit of ``least`` or more."""
    sure = {sentence: logit for sentence, logit in zip(told, logits, strict=True) if logit >= least}
    best = max(sure.values(), default=0.0)
    found = [Scored(sentence, math.exp(logit - best), _odds(logit)) for sentence, logit in sure.items()]
    return Reading(tuple(in_order(found)), (), _odds(best) if sure else 0.0)


def least_alone(logits: Sequence[float], heed: Heed) -> float:
    """The logit that will do outside of a talk: a lower one where one sentence stands far above all others."""
    best, *others = sorted(logits, reverse=True) or [-math.inf]
    return heed.sole if best - max(others, default=-math.inf) >= heed.far else heed.alone


def taken_aside(own: Sequence[float], aside: Sequence[float], heed: Heed) -> int | None:
    """The place of the sentence set aside that answers beyond doubt where no other may; else None."""
    surest = max(aside, default=-math.inf)
    is_alone = max(own, default=-math.inf) < min(heed.none, surest - heed.apart)
    return list(aside).index(surest) if surest >= heed.sure and is_alone else None


def weighed_again(shares: Sequence[float], odds: float, own: Sequence[float], heed: Heed) -> tuple[list[float], float]:
    """The shares of all sentences, the best's 1, and the log-odds that it answers; of the first ``own`` were heard."""
    logits = [*own, *[min(own)] * (len(shares) - len(own))]
    scores = [math.log(share) + heed.told * logit for share, logit in zip(shares, logits, strict=True)]
    best = max(scores)
    told = max(heed.least, logits[scores.index(best)])
    return [math.exp(score - best) for score in scores], heed.bias + heed.log_odds * log_odds(odds) + heed.heard * told


def _odds(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
