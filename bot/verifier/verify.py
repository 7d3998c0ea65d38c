"""Whether quotes prove a sentence: a cross-encoder that reads both together (BERT, Devlin et al. 2019).

It reads "[CLS] sentence [SEP] quotes with their cards [SEP]" and gives one logit: natural language inference (Bowman et
al. 2015) with two labels, proven or not. There are two: one for short answers, and one for a chat model's sentences,
which learned on from the first. CARD.md is the card of both, their trainings ``evals.train_verifier`` and
``evals.train_sentences``.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from statistics import fmean

from bot.dates_in_words import published_in_words
from bot.encode import one_line, visible
from bot.types import Citation
from bot.verifier.cross_encoder import CLS, FOLDER, SEP, CrossEncoder

_ANSWERS, _SENTENCES = FOLDER / "model.onnx", FOLDER / "sentences.onnx"
SENTENCE_TOKENS = 96  # with the tokens before and after it
QUOTES_TOKENS = 320  # with the token after them
# Types of tokens. Of a sentence: said by all quotes or by the only one, by none, by one of several (by which, the third
# and all later ones alike). Of a quote: told in the sentence, not told in it; the same for each of several quotes.
_SAID, _UNSAID, _SAID_BY = 0, 2, 4
_TOLD, _UNTOLD, _TOLD_OF = 1, 3, 7
_PLACES = 3
# As which type each is told to a network that knows two of them or four: what it learns on from.
TYPES_BEFORE = (_SAID, _TOLD, _UNSAID, _UNTOLD, *[_SAID] * _PLACES, *[_TOLD, _UNTOLD] * _PLACES)

Tokens = Sequence[int]
Join = Callable[[Tokens, Sequence[Tokens]], tuple[list[int], list[int]]]
Reading = Callable[[Sequence[Citation]], str]


class Verifier:
    """The trained network, opened when it is first asked. Any number of threads may ask it at once.

    What it says of a sentence is the mean of what it says by each of the ``readings`` of the evidence.
    """

    def __init__(
        self, model: Path = _ANSWERS, join: Join | None = None, readings: Sequence[Reading] | None = None
    ) -> None:
        self._network = CrossEncoder(model)
        self._join = join or joined
        self._readings = readings or (evidence_text,)

    def logit(self, sentence: str, evidence: Sequence[Citation]) -> float:
        """How sure it is that the evidence proves the sentence: above 0 it is more likely than not."""
        return fmean(self.logit_of(sentence, reading(evidence)) for reading in self._readings)

    def logit_of(self, sentence: str, text: str) -> float:
        """The same, for evidence as ``evidence_text`` makes it."""
        return self._network.logit(self._join(self._network.ids(sentence), [*map(self._network.ids, text.split("\n"))]))


def sentence_verifier(model: Path = _SENTENCES) -> Verifier:
    """The one for a chat model's sentences, which is told which tokens stand on one side only.

    It reads the quotes with their titles and without: a title tells little, and misleads now and then (CARD.md).
    """
    return Verifier(model, marked, (evidence_text, untitled_text))


def answered(question: str, answer: str) -> str:
    """A short answer as a sentence to prove; without one, the question alone, which what answers it proves."""
    return f"{question.strip()} {answer}".strip()


def evidence_text(evidence: Sequence[Citation]) -> str:
    """Quotes with their cards, as the network reads them, a line each."""
    return "\n".join(_piece(one, one.source.title) for one in evidence)


def untitled_text(evidence: Sequence[Citation]) -> str:
    """The same without the titles on their cards."""
    return "\n".join(_piece(one, "") for one in evidence)


def _piece(citation: Citation, title: str) -> str:
    source = citation.source
    card = ". ".join(filter(None, (title, source.publisher, published_in_words(source.published))))
    return one_line(visible(f"{card}: {citation.quote}"))


def joined(said: Tokens, told: Sequence[Tokens]) -> tuple[list[int], list[int]]:
    """Token ids and types of a sentence and of quotes, each side cut to its share."""
    said, told = _cut(said, told)
    quotes = [*chain(*told), SEP]
    return [CLS, *said, SEP, *quotes], [_SAID] * (len(said) + 2) + [_TOLD] * len(quotes)


def marked(said: Tokens, told: Sequence[Tokens]) -> tuple[list[int], list[int]]:
    """The same, with types that tell on which side a token stands alone, and by which of several quotes it is said."""
    ids, _ = joined(said, told)
    said, told = _cut(said, told)
    known, ours = [set(quote) for quote in told], set(said)
    of_sentence = [_said_by([quote for quote, tokens in enumerate(known) if one in tokens], len(told)) for one in said]
    of_quotes = [_told_of(quote, one in ours, len(told)) for quote, tokens in enumerate(told) for one in tokens]
    return ids, [_SAID, *of_sentence, _SAID, *of_quotes, _TOLD]


def _said_by(quotes: Sequence[int], among: int) -> int:
    if not quotes:
        return _UNSAID
    return _SAID_BY + min(quotes[0], _PLACES - 1) if len(quotes) == 1 < among else _SAID


def _told_of(quote: int, is_told: bool, among: int) -> int:
    first = _TOLD_OF + 2 * min(quote, _PLACES - 1) if among > 1 else _TOLD
    return first if is_told else first + (1 if among > 1 else _UNTOLD - _TOLD)


def _cut(said: Tokens, told: Sequence[Tokens]) -> tuple[Tokens, list[Tokens]]:
    left, cut = QUOTES_TOKENS - 1, []
    for tokens in told:
        cut.append(tokens[:left])
        left -= len(cut[-1])
    return said[: SENTENCE_TOKENS - 2], cut
