"""Whether a sentence answers a question of a talk: a cross-encoder that reads it with all that was said before.

It reads "[CLS] question, then the talk, the last exchange first [SEP] card: sentence [SEP]" and gives one logit, as the
verifier of short answers does, from which it learned on: conversational question answering (Choi et al. 2018, QuAC;
Reddy et al. 2019, CoQA) with the talk before the question as it was said. The rules of ``bot.followup`` put a question
in full; this hears what they miss. CARD.md is its card, its training ``evals.train_talks``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.encode import visible
from bot.evidence import Sentence
from bot.types import NOTHING, Turn
from bot.verifier.cross_encoder import CLS, FOLDER, SEP, CrossEncoder
from bot.workers import Workers
from ingest.split import context

_OF_THE_QUESTION, _OF_THE_SENTENCE, _OF_THE_TALK = 0, 1, 2  # types of tokens
# Tokens at most: of the question, of one before it, of an answer, of question and talk, of a sentence with its card.
_QUESTION, _EARLIER, _ANSWER, _SAID, _TOLD = 60, 40, 60, 128, 160
_ANSWER_CHARACTERS, _ANSWER_LINES = 300, 2
_MARKER = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Heard:
    """A question with the talk before it, the oldest exchange first."""

    question: str
    history: tuple[Turn, ...]


class TalkVerifier:
    """The trained network, opened when it is first asked. Any number of threads may ask it at once."""

    def __init__(self, model: Path = FOLDER / "talk.onnx", workers: Workers | None = None) -> None:
        self._network, self._workers = CrossEncoder(model), workers or Workers()

    def logits(self, heard: Heard, sentences: Sequence[str]) -> list[float]:
        """How sure it is of each sentence, with its card before it, that it answers: above 0 more likely than not."""
        said = said_ids(heard, self._ids)
        rows = [joined(said, self._ids(sentence)) for sentence in sentences]
        return self._workers.map(self._network.logit, rows)

    def _ids(self, text: str) -> list[int]:
        """The token ids of a text that a caller may have sent: without what nobody sees, and no half characters."""
        return self._network.ids(visible(text).encode(errors="replace").decode())


def said_ids(heard: Heard, ids_of: Callable[[str], Sequence[int]]) -> tuple[list[int], list[int]]:
    """Token ids and types of a question and of the talk before it, the last exchange first."""
    ids = list(ids_of(heard.question))[:_QUESTION]
    types = [_OF_THE_QUESTION] * len(ids)
    for turn in reversed(heard.history):
        for text, most in ((turn.question, _EARLIER), (told_in(turn.answer), _ANSWER)):
            piece = [*ids_of(text)[:most], SEP]
            ids += piece
            types += [_OF_THE_TALK] * len(piece)
    return ids[:_SAID], types[:_SAID]


def shown(sentence: Sentence) -> str:
    """A sentence with its card before it, as the network reads it."""
    return f"{context(sentence.passage)}: {sentence.text}"


def told_in(answer: str) -> str:
    """What an answer told, in its first lines, without its markers; empty where it told nothing."""
    if answer.startswith(NOTHING):
        return ""
    lines: list[str] = []
    for line in _MARKER.sub("", answer).split("\n"):
        if len(lines) < _ANSWER_LINES and not any(line in earlier for earlier in lines):
            lines.append(line)
    return " ".join(lines)[:_ANSWER_CHARACTERS]


def joined(said: tuple[Sequence[int], Sequence[int]], told: Sequence[int]) -> tuple[list[int], list[int]]:
    """Token ids and types of both sides."""
    ids, types = said
    told = told[:_TOLD]
    last = types[-1] if types else _OF_THE_QUESTION
    return (
        [CLS, *ids, SEP, *told, SEP],
        [_OF_THE_QUESTION, *types, last, *[_OF_THE_SENTENCE] * (len(told) + 1)],
    )
