"""Questions without an answer -> groups of one subject, the most asked first (pure)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.asked import Asked
from bot.grouping import groups_of
from bot.types import NOTHING
from ingest.keywords import words

EXAMPLES = 3  # other wordings of a group that are shown
REASONS = 2  # sentences on what is missing


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one subject: the one that was asked most, how often all were, and when one was last.

    ``id`` is that of a question in it. ``asked`` are all its wordings, ``others`` some of them, ``missing`` what
    was said to be missing.
    """

    id: int
    question: str
    count: int
    newest: str
    others: tuple[str, ...]
    missing: tuple[str, ...]
    asked: frozenset[str]


def unanswered(questions: Sequence[Asked]) -> list[Group]:
    """The groups, the most asked first, then the newest."""
    same = _in_the_same_words([question for question in questions if question.missing])
    # Of very many wordings the first are compared each with each: those that were asked most, then the newest.
    same.sort(key=lambda alike: (-len(alike), -alike[-1].id))
    found = [_group([one for place in places for one in same[place]]) for places in _alike(same)]
    found.sort(key=lambda group: group.newest, reverse=True)
    return sorted(found, key=lambda group: -group.count)


def _in_the_same_words(questions: Sequence[Asked]) -> list[list[Asked]]:
    found: dict[str, list[Asked]] = defaultdict(list)
    for question in questions:
        found[" ".join(words(question.standalone)) or question.standalone].append(question)
    return list(found.values())


def _alike(same: Sequence[Sequence[Asked]]) -> list[list[int]]:
    """The places of wordings that mean the same; one without a vector of the present length is by itself."""
    vectors = {place: alike[-1].vector for place, alike in enumerate(same)}
    known = {place: vector for place, vector in vectors.items() if vector is not None}
    length = len(next(iter(known.values()), ()))
    known = {place: vector for place, vector in known.items() if len(vector) == length}
    places = list(known)
    together = groups_of(np.stack(list(known.values()))) if known else []
    alone = [[place] for place in vectors.keys() - known.keys()]
    return [[places[number] for number in group] for group in together] + alone


def _group(questions: Sequence[Asked]) -> Group:
    counted = Counter(question.standalone for question in sorted(questions, key=lambda one: -one.id))
    (first, _), *others = counted.most_common(1 + EXAMPLES)
    reasons = Counter(question.missing.removeprefix(f"{NOTHING}: ") for question in questions).most_common(REASONS)
    return Group(
        id=min(question.id for question in questions),
        question=first,
        count=len(questions),
        newest=max(question.time for question in questions),
        others=tuple(wording for wording, _ in others),
        missing=tuple(reason for reason, _ in reasons),
        asked=frozenset(text for question in questions for text in (question.question, question.standalone)),
    )
