"""One generation with what is worked out from it once: its lexicon, and the vectors of sentences met so far."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from bot.adapter import Adapter, open_adapter
from bot.lexicon import Lexicon
from ingest.embed import Encoder, Vectors
from ingest.generation import Generation
from ingest.keywords import KeywordIndex, terms

_SENTENCES_KEPT = 20_000


class Library:
    """What the bot reads from, unchanging but for its memory."""

    def __init__(self, generation: Generation, encoder: Encoder) -> None:
        self.generation = generation
        self.encoder = encoder
        self._turn = threading.Lock()
        self._known: OrderedDict[str, Vectors] = OrderedDict()

    @property
    def keywords(self) -> KeywordIndex:
        """How rare a term is in the documents."""
        return self.generation.keywords

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words and names of the documents."""
        texts = (document.text for document in self.generation.documents.values())
        return Lexicon.of(texts, self.encoder.is_word)

    def question_vector(self, text: str) -> Vectors:
        """The vector by which a question finds passages and sentences, shape (dimensions,); see ``bot.adapter``."""
        vector: Vectors = self.encoder.encode([text])[0]
        return self._adapter.moved(vector) if self._adapter else vector

    @cached_property
    def _adapter(self) -> Adapter | None:
        return open_adapter(self.encoder.name)

    def stems(self, text: str) -> tuple[str, ...]:
        """The content stems of a text in order, those of the long forms of its short forms included."""
        return tuple(terms(self.lexicon.spelled_out(text)))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (n, dimensions), kept for the next question that meets the same texts."""
        with self._turn:
            missing = [text for text in dict.fromkeys(texts) if text not in self._known]
            if missing:
                self._known |= dict(zip(missing, self.encoder.encode(missing), strict=True))
            vectors = np.stack([self._known[text] for text in texts])
            while len(self._known) > _SENTENCES_KEPT:
                self._known.popitem(last=False)
            return vectors
