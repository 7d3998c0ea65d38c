"""Scored sentences -> the sentences of the answer, in the order they are shown (pure)."""

import re
from collections.abc import Sequence
from datetime import date

from bot.evidence import Sentence
from bot.question import Part
from bot.read import Scored

# How many sentences an answer shows for one part, and for one that asks for several values.
_MOST = 3
_MOST_OF_SEVERAL = 6
# A sentence is shown beside the best one when its odds are at least this share of the best one's.
_NEAR_BEST = 0.35
_NEAR_BEST_OF_SEVERAL = 0.2


def choose(part: Part, scored: Sequence[Scored], threshold: float) -> list[Sentence]:
    """The sentences that answer a part, best first; for a history oldest first. Empty when none is likely enough."""
    if not scored or scored[0].odds < threshold:
        return []
    several = part.several or part.history
    share, most = (_NEAR_BEST_OF_SEVERAL, _MOST_OF_SEVERAL) if several else (_NEAR_BEST, _MOST)
    chosen: list[Sentence] = []
    for item in scored:
        if item.odds < share * scored[0].odds or len(chosen) == most:
            break
        if not any(_says_the_same(item.sentence, other) for other in chosen):
            chosen.append(item.sentence)
    return sorted(chosen, key=_when) if part.history else chosen


def _when(sentence: Sentence) -> tuple[date, str, int]:
    """When a sentence holds: the first year it states, else its source's date; undated last."""
    source = sentence.passage.source
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", sentence.text)]
    published = source.published.first_day if source.published else date.max
    return date(min(years), 1, 1) if years else published, source.id, sentence.start


def _says_the_same(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences share nearly all their words, and all their figures: sources that disagree say two things."""
    a, b = set(re.findall(r"\w+", one.text.lower())), set(re.findall(r"\w+", other.text.lower()))
    same_figures = not any(re.search(r"\d", word) for word in a ^ b)
    return same_figures and len(a & b) >= 0.85 * max(len(a), len(b))
