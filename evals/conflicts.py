"""Pairs of values that the documents hold: whether the bot shows a disagreement where there is one, and none elsewhere.

Two values disagree when they are of the same thing, scope and time; two of other times or scopes are a history.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from pathlib import Path

from bot.ask import Bot
from bot.types import Answer
from evals.golden import GOLDEN
from evals.intervals import share
from evals.report import Figures

CONFLICTS = GOLDEN.parent / "conflicts.jsonl"


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, the values that its sources give, and whether they disagree."""

    id: str
    split: str
    question: str
    values: tuple[str, ...]
    conflict: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A pair with the answer to its question."""

    pair: Pair
    answer: Answer

    @property
    def shown(self) -> bool:
        """One of the answer's conflicts holds two of the values, in two figures."""
        return any(
            together(self.pair.values, [self.answer.figures[place].original for place in conflict.figures])
            for conflict in self.answer.conflicts
        )

    @property
    def right(self) -> bool:
        """A disagreement is shown exactly where there is one."""
        return self.shown is self.pair.conflict

    @property
    def sentence(self) -> str:
        """The question and what became of it, for a list of misses."""
        wanted = "disagree" if self.pair.conflict else "do not disagree"
        found = f"{self.answer.status}, conflicts shown: {len(self.answer.conflicts)}"
        return f"{self.pair.id}: {self.pair.question} -> {found}; {', '.join(self.pair.values)} {wanted}"


def read_pairs(path: Path = CONFLICTS) -> list[Pair]:
    """Every pair of a file; one that names no split is for tuning."""
    pairs = []
    with path.open(encoding="utf-8") as file:
        for row in (json.loads(line) for line in file if line.strip()):
            split = row.get("split", "tuning")
            pairs.append(Pair(row["id"], split, row["question"], tuple(row["values"]), row["conflict"]))
    return pairs


def together(values: Sequence[str], originals: Sequence[str]) -> bool:
    """Whether two of the values stand in two different originals."""
    return any(
        stands_in(a, one) and stands_in(b, other)
        for one, other in permutations(originals, 2)
        for a, b in combinations(values, 2)
    )


def stands_in(value: str, original: str) -> bool:
    """Whether the value stands in a figure's words, whatever the case, and not in a longer one: 5 is not in 50."""
    pattern = rf"(?<![\w.,]){re.escape(value.lower())}(?!\w|[.,]\d)"
    return re.search(pattern, original.lower()) is not None


def ask_pair(bot: Bot, pair: Pair) -> Told:
    """The pair's question, end to end."""
    return Told(pair, bot.ask(pair.question))


def conflict_figures(told: Sequence[Told]) -> Figures:
    """Of the pairs that disagree those shown, of the others those left in peace, and all."""
    return {
        "right": share(item.right for item in told),
        "disagreements_shown": share(item.right for item in told if item.pair.conflict),
        "others_left_in_peace": share(item.right for item in told if not item.pair.conflict),
    }
