"""Questions of talks with the sentences that the bot weighed for each: what the verifier of talks learns from (pure).

Most talks stay with what they began with. So that a question which stands alone is not heard as one of what went
before, some first questions are put behind another talk, and some are cut to the name in which they differ from the
one before them: "And Achilles?". And so that what nearly answers is not heard as an answer, some are asked of another
name or year, of which nothing that was weighed tells.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.types import NOTHING, Turn
from bot.verifier.in_talk import Heard


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence as the verifier is shown it; ``share`` as ``bot.read.Scored`` says.

    ``is_right``: whether it answers; None where it tells the same and is of another source than those named.
    """

    text: str
    share: float
    is_aside: bool
    is_right: bool | None


@dataclass(frozen=True, slots=True)
class Mined:
    """A question of a talk with the sentences weighed for it; ``odds`` that they answer, as the bot saw it alone."""

    question: str
    history: tuple[Turn, ...]
    split: str
    is_answered: bool
    odds: float
    weighed: tuple[Weighed, ...]

    @property
    def heard(self) -> Heard:
        """The question as the verifier hears it."""
        return Heard(self.question, self.history)

    @property
    def right(self) -> tuple[str, ...]:
        """The sentences that answer."""
        return tuple(one.text for one in self.weighed if one.is_right)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The sentences that do not."""
        return tuple(one.text for one in self.weighed if one.is_right is False)


_FORMS = (
    "And {0}?", "What about {0}?", "{0}?", "and for {0}?", "How about {0}?", "And the same for {0}?", "and {0}",
    "ok and {0}?",
)  # fmt: skip
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w&-]+(?: [A-Z][\w&-]+)*")
_YEAR = re.compile(r"\b20[012]\d\b")
_YEARS = range(2005, 2027)
_KNOWN = 3  # first questions that have a name, for it to be put in the place of another
_TOLD_NOTHING = f"{NOTHING}: no passage found fits the question."


def read_mined(path: Path) -> list[Mined]:
    """Every question of a file."""
    return [_read(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _read(row: dict[str, Any]) -> Mined:
    history = tuple(Turn(**turn) for turn in row["history"])
    return Mined(**{**row, "history": history, "weighed": tuple(Weighed(**one) for one in row["weighed"])})


def switched(firsts: Sequence[Mined], later: Sequence[Mined], count: int, rng: random.Random) -> list[Mined]:
    """Questions that stand alone, in the middle of another talk."""
    made: list[Mined] = []
    for one in rng.sample(firsts, min(count, len(firsts))):
        other = rng.choice(later)
        if not set(one.right) & set(other.right):
            made.append(replace(one, history=other.history))
    return made


def renamed(firsts: Sequence[Mined], count: int, rng: random.Random) -> list[Mined]:
    """ "And Achilles?" after the question of somebody else, of those that name one."""
    known = _known_names(firsts)
    made: list[Mined] = []
    for one in rng.sample(firsts, len(firsts)):
        names = _NAME.findall(one.question)
        if len(names) != 1 or not one.is_answered or len(made) == count:
            continue
        other = rng.choice([name for name in known if name != names[0]])
        told = next((sentence.text for sentence in one.weighed if other in sentence.text), "")
        before = Turn(one.question.replace(names[0], other), rng.choice((_TOLD_NOTHING, told)))
        made.append(replace(one, question=rng.choice(_FORMS).format(names[0]), history=(before,)))
    return made


def unsaid(firsts: Sequence[Mined], count: int, rng: random.Random) -> list[Mined]:
    """Questions that were answered, asked of another name or year that no sentence weighed for them has."""
    known = _known_names(firsts)
    made: list[Mined] = []
    for one in rng.sample(firsts, len(firsts)):
        said = _YEAR.findall(one.question) or _NAME.findall(one.question)
        if not (one.is_answered and said) or len(made) == count:
            continue
        others = [str(year) for year in _YEARS] if said[0].isdigit() else known
        other = rng.choice([name for name in others if name not in one.question])
        if not any(other in sentence.text for sentence in one.weighed):
            nothing = tuple(replace(sentence, is_right=False) for sentence in one.weighed)
            question = one.question.replace(said[0], other)
            made.append(replace(one, question=question, is_answered=False, weighed=nothing))
    return made


def _known_names(asked: Sequence[Mined]) -> list[str]:
    found = Counter(name for one in asked for name in set(_NAME.findall(one.question)))
    return sorted(name for name, times in found.items() if times >= _KNOWN)
