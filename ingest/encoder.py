"""Text -> vector: what an encoder is, whichever network is behind it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

# Texts in a batch of much work: some seconds of it, so that little is lost with a batch and little time spent between.
BATCH = 256

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]


class Encoder(ABC):
    """Texts to unit-length vectors. It has the two methods of a LangChain ``Embeddings``, and so LangChain takes it.

    It is no subclass: LangChain is 11 MB and a tenth of a second for everybody who only asks.
    """

    name: str

    @abstractmethod
    def encode(self, texts: Sequence[str], progress: Progress = lambda done: None) -> Vectors:
        """Vectors of shape (n, dimensions), rows in the order of the texts. ``progress`` hears how many are done."""

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        """The places of some of the texts with their vectors, until all are done: longest first, in no fixed order."""
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        for first in range(0, len(order), BATCH):
            places = order[first : first + BATCH]
            yield places, self.encode([texts[place] for place in places])

    @abstractmethod
    def is_word(self, word: str) -> bool:
        """Whether the encoder's own vocabulary holds the word: a cheap test for a misspelling."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's way to ask for many."""
        return [[float(value) for value in row] for row in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's way to ask for one."""
        return self.embed_documents([text])[0]
