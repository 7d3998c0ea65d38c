"""Whether quotes prove a sentence: a cross-encoder that reads both together (BERT, Devlin et al. 2019).

It reads "[CLS] sentence [SEP] quotes with their cards [SEP]" and gives one logit: natural language inference (Bowman et
al. 2015) with two labels, proven or not. There are two: one for short answers, and one for a chat model's sentences,
which learned on from the first. CARD.md is the card of both, their trainings ``evals.train_verifier`` and
``evals.train_sentences``.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean

from tokenizers import Tokenizer

from bot.dates_in_words import published_in_words
from bot.encode import one_line, visible
from bot.types import Citation
from bot.verifier.cross_encoder import CLS, FOLDER, SEP, CrossEncoder, ids_of

_ANSWERS, _SENTENCES = FOLDER / "model.onnx", FOLDER / "sentences.onnx"
SENTENCE_TOKENS = 96  # with the tokens before and after it
QUOTES_TOKENS = 320  # with the token after them
_UNSAID, _UNTOLD = 2, 3  # types of tokens: of the sentence, but of no quote; of the quotes, but not of the sentence

Join = Callable[[Sequence[int], Sequence[int]], tuple[list[int], list[int]]]
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
        return self._network.logit(self._join(self._network.ids(sentence), self._network.ids(text)))


def sentence_verifier(model: Path = _SENTENCES) -> Verifier:
    """The one for a chat model's sentences, which is told which tokens stand on one side only.

    It reads the quotes with their titles and without: a title tells little, and misleads now and then (CARD.md).
    """
    return Verifier(model, marked, (evidence_text, untitled_text))


def answered(question: str, answer: str) -> str:
    """A short answer as a sentence to prove; without one, the question alone, which what answers it proves."""
    return f"{question.strip()} {answer}".strip()


def evidence_text(evidence: Sequence[Citation]) -> str:
    """Quotes with their cards, as the network reads them."""
    return " ".join(_piece(one, one.source.title) for one in evidence)


def untitled_text(evidence: Sequence[Citation]) -> str:
    """The same without the titles on their cards."""
    return " ".join(_piece(one, "") for one in evidence)


def _piece(citation: Citation, title: str) -> str:
    source = citation.source
    card = ". ".join(filter(None, (title, source.publisher, published_in_words(source.published))))
    return one_line(visible(f"{card}: {citation.quote}"))


def token_ids(tokenizer: Tokenizer, sentence: str, text: str) -> tuple[list[int], list[int]]:
    """Token ids and types of a sentence and a text of quotes, each cut to its share."""
    return joined(ids_of(tokenizer, sentence), ids_of(tokenizer, text))


def joined(said: Sequence[int], told: Sequence[int]) -> tuple[list[int], list[int]]:
    """The same from the token ids of both."""
    said, told = said[: SENTENCE_TOKENS - 2], told[: QUOTES_TOKENS - 1]
    return [CLS, *said, SEP, *told, SEP], [0] * (len(said) + 2) + [1] * (len(told) + 1)


def marked(said: Sequence[int], told: Sequence[int]) -> tuple[list[int], list[int]]:
    """The same, with types of their own for tokens of the sentence that no quote has, and the other way round."""
    ids, _ = joined(said, told)
    said, told = said[: SENTENCE_TOKENS - 2], told[: QUOTES_TOKENS - 1]
    ours, theirs = set(said), set(told)
    types = [0 if one in theirs else _UNSAID for one in said], [1 if one in ours else _UNTOLD for one in told]
    return ids, [0, *types[0], 0, *types[1], 1]
