"""Talks of three questions, as an investor asks them one after the other: how many are right from end to end.

The second and third question lean on the talk before them, which is the bot's own: a wrong answer misleads the next.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answers import Answers
from bot.types import Answer, Status, Turn
from evals.golden import GOLDEN, Golden, is_right
from evals.intervals import share
from evals.report import Figures

DIALOGUES = GOLDEN.parent / "dialogues.jsonl"
# More, as people talk: written by several who saw neither the bot nor each other, and looked at since.
TALKS = GOLDEN.parent / "talks.jsonl"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Questions in their order, each with what a right answer cites; ``split`` is "tuning" or "held_out"."""

    id: str
    split: str
    turns: tuple[Golden, ...]


@dataclass(frozen=True, slots=True)
class Talked:
    """A dialogue with the answer to each of its questions."""

    dialogue: Dialogue
    answers: tuple[Answer, ...]

    @property
    def each(self) -> tuple[bool, ...]:
        """Of each answer, whether it is right."""
        return tuple(is_right(turn, answer) for turn, answer in zip(self.dialogue.turns, self.answers, strict=True))

    @property
    def right(self) -> bool:
        """All of them are."""
        return all(self.each)

    @property
    def sentence(self) -> str:
        """The first question that was answered wrongly, how it was understood, and what came of it."""
        place = self.each.index(False)
        answer = self.answers[place]
        first = f': "{answer.citations[0].quote}"' if answer.citations else ""
        asked = f"{self.dialogue.turns[place].question} ({answer.standalone_question})"
        return f"{self.dialogue.turns[place].id}: {asked} -> {answer.status}{first}"


def read_dialogues(path: Path = DIALOGUES) -> list[Dialogue]:
    """Every dialogue of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Dialogue(row["id"], row["split"], tuple(_turn(row, *place) for place in enumerate(row["turns"], start=1)))
        for row in rows
    ]


def talk(bot: Answers, dialogue: Dialogue) -> Talked:
    """The questions one after the other, each with the questions and answers before it."""
    answers: list[Answer] = []
    for turn in dialogue.turns:
        history = [Turn(answer.question, answer.text) for answer in answers]
        answers.append(bot.ask(turn.question, history))
    return Talked(dialogue, tuple(answers))


def dialogue_figures(talked: Sequence[Talked]) -> Figures:
    """Of the dialogues those right in every turn; of all turns, and of those that lean on others, those right."""
    return {
        "right": share(one.right for one in talked),
        "turns_right": share(right for one in talked for right in one.each),
        "later_turns_right": share(right for one in talked for right in one.each[1:]),
    }


def _turn(row: dict[str, Any], number: int, turn: dict[str, Any]) -> Golden:
    expect = turn["expect"]
    return Golden(
        id=f"{row['id']}.{number}",
        split=row["split"],
        type="turn",
        question=turn["question"],
        history=(),
        as_of=None,
        status=Status(expect["status"]),
        contains=tuple(tuple(group) for group in expect.get("contains", [])),
        sources=tuple(expect.get("sources", [])),
    )
