"""Whether a sentence answers a question of a talk: a cross-encoder that reads it with all that was said before.

It reads "[CLS] question, then the talk, the last exchange first [SEP] card: sentence [SEP]" and gives one logit, as the
verifier of short answers does, from which it learned on: conversational question answering (Choi et al. 2018, QuAC;
Reddy et al. 2019, CoQA) with the talk before the question as it was said. The rules of ``bot.followup`` put a question
in full; this hears what they miss. CARD.md is its card, its training ``evals.train_talks``.
"""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from bot.encode import visible
from bot.evidence import Sentence
from bot.reader.span import FOLDER as READER_FOLDER
from bot.types import NOTHING, Turn
from ingest.network import Network
from ingest.split import context
from ingest.tokens import open_tokenizer

FOLDER = Path(__file__).parent
_CLS, _SEP = 101, 102
_OF_THE_QUESTION, _OF_THE_SENTENCE, _OF_THE_TALK = 0, 1, 2  # types of tokens
# Tokens at most: of the question, of one before it, of an answer, of question and talk, of a sentence with its card.
_QUESTION, _EARLIER, _ANSWER, _SAID, _TOLD = 60, 40, 60, 128, 160
_ANSWER_CHARACTERS, _ANSWER_LINES = 300, 2
_MARKER = re.compile(r"\s*\[\d+\]")
_TEXTS_REMEMBERED = 2048  # some 1 kB each


@dataclass(frozen=True, slots=True)
class Heard:
    """A question with the talk before it, the oldest exchange first."""

    question: str
    history: tuple[Turn, ...]


class TalkVerifier:
    """The trained network, opened when it is first asked. Any number of threads may ask it at once."""

    def __init__(self, model: Path = FOLDER / "talk.onnx", threads: int = 1) -> None:
        self._model, self._threads = model, threads
        self._ids = lru_cache(_TEXTS_REMEMBERED)(self._ids_of)

    def logits(self, heard: Heard, sentences: Sequence[str]) -> list[float]:
        """How sure it is of each sentence, with its card before it, that it answers: above 0 more likely than not."""
        said = said_ids(heard, self._ids)
        rows = [joined(said, self._ids(sentence)) for sentence in sentences]
        if len(rows) < 2:
            return [self._logit(row) for row in rows]
        with ThreadPoolExecutor(self._threads) as workers:
            return list(workers.map(self._logit, rows))

    def _logit(self, row: tuple[list[int], list[int]]) -> float:
        ids, types = (np.array([one], np.int64) for one in row)
        (proven,) = self._network.run(["proven"], {"input_ids": ids, "token_type_ids": types})
        return float(proven[0])

    def _ids_of(self, text: str) -> list[int]:
        whole = visible(text).encode(errors="replace").decode()  # half a character, which a caller may send
        ids: list[int] = self._tokenizer.encode(whole, add_special_tokens=False).ids
        return ids

    @cached_property
    def _network(self) -> Network:
        return Network(self._model)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return open_tokenizer(READER_FOLDER / "tokenizer.json")


def said_ids(heard: Heard, ids_of: Callable[[str], Sequence[int]]) -> tuple[list[int], list[int]]:
    """Token ids and types of a question and of the talk before it, the last exchange first."""
    ids = list(ids_of(heard.question))[:_QUESTION]
    types = [_OF_THE_QUESTION] * len(ids)
    for turn in reversed(heard.history):
        for text, most in ((turn.question, _EARLIER), (told_in(turn.answer), _ANSWER)):
            piece = [*ids_of(text)[:most], _SEP]
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
        [_CLS, *ids, _SEP, *told, _SEP],
        [_OF_THE_QUESTION, *types, last, *[_OF_THE_SENTENCE] * (len(told) + 1)],
    )
