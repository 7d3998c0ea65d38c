"""``python -m evals.fit_talks --mined FILE``: how much the verifier of talks weighs, in bot/reader.json.

It is asked of the talks of ``evals.talk_mine`` that it was not trained on. Of a grid of weights those are kept that
answer most questions rightly, where a wrong answer takes a right one away and a silence nothing: wrong figures are the
worst that can be told. Of equals the first.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path

from bot.choose import ONE
from bot.hearing import Heed, taken_aside, weighed_again
from bot.inquiry import HEARD, HEARD_ASIDE
from bot.read import WEIGHTS, Reader, log_odds
from bot.verifier.in_talk import TalkVerifier
from evals.talk_data import Mined, Weighed, read_mined

_TOLD, _LOG_ODDS, _HEARD = (1.0, 1.5), (0.6, 1.0), (1.0, 0.8, 0.6, 0.4)
_BIAS, _LEAST, _SURE = (0.5, 0.0, 1.0, -0.5, -1.0), (-2.0, -2.5, -1.5, -3.0, -4.0), (3.0, 4.0)
# Not fitted: what the rules found may be of another year than what they set aside, and what is found anew is not mined.
_APART, _NONE, _AGAIN, _ALONE, _SOLE, _FAR = (2.0,), (0.0,), (1.0,), (4.0,), (3.0,), (5.0,)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, the sentences weighed for it in two kinds, and what the verifier says of the first of each."""

    mined: Mined
    own: tuple[Weighed, ...]
    aside: tuple[Weighed, ...]
    of_own: tuple[float, ...]
    of_aside: tuple[float, ...]


def asked_of(verifier: TalkVerifier, mined: Sequence[Mined]) -> list[_Asked]:
    """The later questions of talks, each with the verifier's logits."""
    found = []
    for one in mined:
        own = tuple(item for item in one.weighed if not item.is_aside)
        aside = tuple(item for item in one.weighed if item.is_aside)
        texts = [item.text for item in (*own[:HEARD], *aside[:HEARD_ASIDE])]
        logits = verifier.logits(one.heard, texts)
        found.append(_Asked(one, own, aside, tuple(logits[: len(own[:HEARD])]), tuple(logits[len(own[:HEARD]) :])))
    return found


def outcome(asked: _Asked, heed: Heed, threshold: float) -> str:
    """ "right", "wrong" or "silent", as the bot would answer; a silence is right where nothing answers."""
    place = taken_aside(asked.of_own, asked.of_aside, heed)
    if place is not None:
        shown = [asked.aside[place]]
    elif not asked.of_own:
        shown = []
    else:
        shares, logit = weighed_again([item.share for item in asked.own], asked.mined.odds, asked.of_own, heed)
        near = sorted(zip(shares, asked.own, strict=True), key=lambda pair: -pair[0])[: ONE.most]
        shown = [item for share, item in near if share >= ONE.near_best] if logit >= log_odds(threshold) else []
    if not asked.mined.is_answered:
        return "wrong" if shown else "right"
    if not shown:
        return "silent"
    return "right" if any(item.is_right for item in shown) else "wrong"


def fitted(asked: Sequence[_Asked], threshold: float) -> tuple[Heed, Counter[str]]:
    """The best weights of the grid, and what comes of the questions with them."""
    best, told = -math.inf, None
    for values in product(_TOLD, _LOG_ODDS, _HEARD, _BIAS, _LEAST, _SURE, _APART, _NONE, _AGAIN, _ALONE, _SOLE, _FAR):
        heed = Heed(*values)
        found = Counter(outcome(one, heed, threshold) for one in asked)
        if found["right"] - found["wrong"] > best:
            best, told = found["right"] - found["wrong"], (heed, found)
    assert told is not None  # a grid has weights
    return told


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_talks", description=__doc__)
    parser.add_argument("--mined", type=Path, required=True, help="what evals.talk_mine made")
    mined = [one for one in read_mined(parser.parse_args().mined) if one.split != "training" and one.history]
    heed, found = fitted(asked_of(TalkVerifier(), mined), Reader().threshold)
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    WEIGHTS.write_text(json.dumps({**kept, "talk": asdict(heed)}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(mined)} questions: {found['right']} right, {found['wrong']} wrong, {found['silent']} silent; {heed}")


if __name__ == "__main__":
    main()
