"""Question and passage -> the odds that the passage answers, its best span, and a score for each sentence.

A cross-encoder (BERT, Devlin et al. 2019) reads "[CLS] question [SEP] context passage [SEP]" and gives each token three
logits: start of the answer, end of the answer (SQuAD 2.0 style, Rajpurkar et al. 2018: the first token stands for "no
answer") and relevance, whose mean over a sentence scores the sentence. One more logit says whether the passage answers.
The model's card is CARD.md, its training ``evals.train_reader``.
"""

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from bot.reader.glance import Glance, worth_reading
from bot.reader.layers import Layers, Logits, States
from bot.workers import Workers
from ingest.tokens import open_tokenizer

FOLDER = Path(__file__).parent
# The lower layers read question and passage apart, so that a passage's part can be worked out before it is asked for:
# its tokens count their places from one fixed place, whatever the question's length.
PASSAGE_PLACE = 16
QUESTION_TOKENS = 48  # with the tokens before and after it
PASSAGE_TOKENS = 240  # with its context and the token after it
_CONTEXT_TOKENS = 40
_LONGEST_ANSWER = 40  # tokens
# Passages whose lower layers are kept, some 40 KiB each.
PASSAGES_KEPT = 1_024
_STARTS_TRIED = 12
_CLS, _SEP = 101, 102
_START, _END, _RELEVANCE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Window:
    """What the model sees of one passage: at most ``QUESTION_TOKENS`` and ``PASSAGE_TOKENS`` token ids.

    ``first`` is the place of the passage's first token; ``offsets`` are the passage tokens' (start, end) characters.
    """

    ids: tuple[int, ...]
    question_length: int
    first: int
    offsets: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """How the model's logits are put together, fitted on held-back training articles and kept in the model's file.

    ``odds``: bias, and the weights of the answerable logit and of the span's and the most relevant token's margins over
    "no answer".
    ``sentence``: the weights of a sentence's mean relevance and of its best span.
    """

    odds: tuple[float, float, float, float]
    sentence: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Reading:
    """What the reader makes of one passage.

    ``answerable``: calibrated odds, 0 to 1, that the passage answers. ``start`` and ``end``: the best span's characters
    in the passage's text. ``span_score``: the span's logits less those of "no answer"; over 0 speaks for an answer.
    """

    answerable: float
    start: int
    end: int
    span_score: float
    features: tuple[float, float, float]  # what the odds are made of; see Weights
    logits: Logits  # shape (1 + passage tokens, 3); the first row is "no answer"
    offsets: tuple[tuple[int, int], ...]
    weights: Weights

    def scores(self, spans: Sequence[tuple[int, int]]) -> list[float]:
        """A score for each range of characters, usually a sentence: higher answers better, 0 is as good as "no answer".

        What the model did not get to see, past its share of tokens, scores as low as the worst that it saw.
        """
        relevance, best = self.weights.sentence
        every = [self.within(start, end) for start, end in spans]
        found = [relevance * one.relevance + best * one.span_score if one else None for one in every]
        worst = min((score for score in found if score is not None), default=0.0)
        return [worst if score is None else score for score in found]

    def within(self, start: int, end: int) -> "Within | None":
        """What the model makes of a range of characters; None where it saw nothing of it."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if first >= last:
            return None
        nothing, tokens = self.logits[0], self.logits[1 + first : 1 + last]
        score, opens, closes = best_span(nothing, tokens)
        relevance = float(tokens[:, _RELEVANCE].mean() - nothing[_RELEVANCE])
        return Within(relevance, score, self.offsets[first + opens][0], self.offsets[first + closes][1])

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.offsets]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self.offsets]


@dataclass(frozen=True, slots=True)
class Within:
    """What is seen in a range of characters: mean relevance and best span, each less "no answer", and that span."""

    relevance: float
    span_score: float
    start: int
    end: int


class SpanReader:
    """The reader shipped in this folder. The model is opened at the first reading."""

    def __init__(self, folder: Path = FOLDER, workers: Workers | None = None) -> None:
        self._folder = folder
        self._workers = workers or Workers(2)
        self._layers = Layers(folder / "model.onnx")
        self._glance = Glance()
        self._begun = lru_cache(PASSAGES_KEPT)(self._begin)

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Reading]:
        """Readings of (context, text) pairs, in their order. The same input gives the same output, bit for bit."""
        asked = self._asked(question)
        begun = self._workers.map(lambda passage: self._begun(*passage), passages)
        return self._read(asked, begun)

    def read_likely(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Reading | None]:
        """The same, the first found first; None for those that at a glance are less likely to answer than others."""
        asked = self._asked(question)
        begun = self._workers.map(lambda passage: self._begun(*passage), passages)
        scores = [self._glance.score(asked.states, one.states, place) for place, one in enumerate(begun)]
        likely = worth_reading(scores)
        read = dict(zip(likely, self._read(asked, [begun[place] for place in likely]), strict=True))
        return [read.get(place) for place in range(len(passages))]

    def states(self, question: str, passages: Sequence[tuple[str, str]]) -> tuple[States, list[States]]:
        """What the lower layers make of a question, and of each passage."""
        return self._asked(question).states, [self._begun(*passage).states for passage in passages]

    def _asked(self, question: str) -> "_Asked":
        ids = asked_ids(self._tokenizer, question)
        return _Asked(ids, self._layers.lower(ids, is_passage=False, first_place=0))

    def _read(self, asked: "_Asked", passages: Sequence["_Begun"]) -> list[Reading]:
        weights = self.weights

        def read(begun: "_Begun") -> Reading:
            logits, answerable = self._layers.upper(asked.states, begun.states)
            return reading(begun.shown.behind(asked.ids), logits, answerable, weights)

        # One passage at a time: int8 scales are taken over a whole batch, so the others in it would change the figures.
        # Nothing is padded then, and threads share the passages with nothing to wait for.
        longest_first = sorted(range(len(passages)), key=lambda place: -len(passages[place].shown.ids))
        results = dict(
            zip(longest_first, self._workers.map(read, [passages[place] for place in longest_first]), strict=True)
        )
        return [results[place] for place in range(len(passages))]

    def read_ahead(self, context: str, text: str) -> None:
        """Work out and keep what a passage is before any question."""
        self._begun(context, text)

    def _begin(self, context: str, text: str) -> "_Begun":
        (shown,) = shown_ids(self._tokenizer, [(context, text)])
        return _Begun(shown, self._layers.lower(shown.ids.tolist(), is_passage=True, first_place=PASSAGE_PLACE))

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return open_tokenizer(self._folder / "tokenizer.json")

    @cached_property
    def weights(self) -> Weights:
        """What the model's file says on how to put its logits together."""
        return weights_from_json(self._layers.metadata["weights"])


@dataclass(frozen=True, eq=False)
class Shown:
    """A passage's token ids, at most ``PASSAGE_TOKENS``: its context's, those of its text from ``first`` on, an end.

    ``offsets`` are the text tokens' (start, end) characters, shape (n, 2). Both are arrays, since a thousand are kept.
    """

    ids: NDArray[np.int32]
    first: int
    offsets: NDArray[np.int32]

    def behind(self, asked: Sequence[int]) -> Window:
        """The window of question and passage."""
        offsets = tuple((start, end) for start, end in self.offsets.tolist())
        return Window((*asked, *self.ids.tolist()), len(asked), len(asked) + self.first, offsets)


@dataclass(frozen=True, eq=False)
class _Begun:
    """A passage as the lower layers leave it."""

    shown: Shown
    states: States


@dataclass(frozen=True, eq=False)
class _Asked:
    """A question as the lower layers leave it."""

    ids: list[int]
    states: States


def weights_from_json(text: str) -> Weights:
    """Weights as they are kept in the model's metadata."""
    kept = json.loads(text)
    return Weights(tuple(kept["odds"]), tuple(kept["sentence"]))


def windows(tokenizer: Tokenizer, question: str, passages: Sequence[tuple[str, str]]) -> list[Window]:
    """One window for each (context, text), in order. Question, context and text are cut to their shares."""
    asked = asked_ids(tokenizer, question)
    return [shown.behind(asked) for shown in shown_ids(tokenizer, passages)]


def asked_ids(tokenizer: Tokenizer, question: str) -> list[int]:
    """A question's token ids, with the tokens before and after it."""
    return [_CLS, *tokenizer.encode(question, add_special_tokens=False).ids[: QUESTION_TOKENS - 2], _SEP]


def shown_ids(tokenizer: Tokenizer, passages: Sequence[tuple[str, str]]) -> list[Shown]:
    """The tokens of (context, text) pairs, in order."""
    contexts: list[Encoding] = tokenizer.encode_batch([context for context, _ in passages], add_special_tokens=False)
    texts: list[Encoding] = tokenizer.encode_batch([text for _, text in passages], add_special_tokens=False)
    seen = []
    for context, text in zip(contexts, texts, strict=True):
        card = context.ids[:_CONTEXT_TOKENS]
        room = PASSAGE_TOKENS - len(card) - 1
        ids = np.array([*card, *text.ids[:room], _SEP], np.int32)
        offsets = np.array(text.offsets[:room], np.int32).reshape(-1, 2)
        seen.append(Shown(ids, len(card), offsets))
    return seen


def reading(window: Window, logits: Logits, answerable: float, weights: Weights) -> Reading:
    """A window's reading from its raw logits of shape (tokens, 3) and the answerable logit."""
    inner = np.concatenate([logits[:1], logits[window.first : window.first + len(window.offsets)]])
    score, first, last = best_span(inner[0], inner[1:])
    features = (answerable, score, peak(inner))
    logit = weights.odds[0] + sum(weight * value for weight, value in zip(weights.odds[1:], features, strict=True))
    start, end = (window.offsets[first][0], window.offsets[last][1]) if window.offsets else (0, 0)
    return Reading(1 / (1 + math.exp(-logit)), start, end, score, features, inner, window.offsets, weights)


def best_span(nothing: Logits, tokens: Logits) -> tuple[float, int, int]:
    """The best span's margin over "no answer", whose logits are of shape (3,), and its first and last token's place.

    ``tokens``: logits of shape (n, 3).
    """
    if not len(tokens):
        return 0.0, 0, 0
    # The most promising starts, each with the best end within reach: no end lies past the last token.
    firsts = np.argsort(-tokens[:, _START], kind="stable")[:_STARTS_TRIED]
    ends = np.concatenate([tokens[:, _END], np.full(_LONGEST_ANSWER, -np.inf, np.float32)])
    reach = ends[firsts[:, None] + np.arange(_LONGEST_ANSWER)]
    lengths = np.argmax(reach, axis=1)
    sums = tokens[firsts, _START] + reach[np.arange(len(firsts)), lengths]
    best = int(np.argmax(sums))
    first = int(firsts[best])
    return float(sums[best]) - float(nothing[_START] + nothing[_END]), first, first + int(lengths[best])


def peak(logits: Logits) -> float:
    """The most relevant passage token's margin over "no answer"."""
    return float(np.max(logits[1:, _RELEVANCE], initial=-math.inf) - logits[0, _RELEVANCE]) if len(logits) > 1 else 0.0
