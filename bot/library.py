"""One generation with what is worked out from it once: its lexicon, and how questions become vectors for it."""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from bot.adapter import Adapter, open_adapter
from bot.lexicon import Lexicon
from bot.wording import worded
from ingest.encoder import Encoder, Vectors
from ingest.generation import Generation
from ingest.keywords import KeywordIndex, terms
from ingest.types import Source

_STEMMED = 20_000  # texts of some 200 characters, about 30 MB at most


class Library:
    """What the bot reads from, unchanging; from what was ``rolled_back`` only what an old link leads to."""

    def __init__(self, generation: Generation, encoder: Encoder, rolled_back: Sequence[Generation] = ()) -> None:
        self.generation = generation
        self.encoder = encoder
        self.rolled_back = rolled_back

    @property
    def keywords(self) -> KeywordIndex:
        """How rare a term is in the documents."""
        return self.generation.keywords

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words and names of the documents."""
        return Lexicon.over(self.generation.vocabulary, self.encoder.is_word)

    @cached_property
    def newest_first(self) -> NDArray[np.intp]:
        """The places of all passages, those published last first and the undated last; ties by place."""
        days = {id_: -first_day(document.source) for id_, document in self.generation.documents.items()}
        return np.argsort([days[passage.source.id] for passage in self.generation.passages], kind="stable")

    def question_vector(self, text: str) -> Vectors:
        """The vector by which a question finds passages and sentences, shape (dimensions,); see ``bot.adapter``."""
        vector: Vectors = self.encoder.encode([self.worded(text)])[0]
        return self._adapter.moved(vector) if self._adapter else vector

    @cached_property
    def _adapter(self) -> Adapter | None:
        return open_adapter(self.encoder.name)

    def worded(self, question: str) -> str:
        """A question in the words of the documents; see ``bot.wording``."""
        return worded(question, self.keywords.knows)

    def stems(self, text: str) -> tuple[str, ...]:
        """The content stems of a text in order, those of the long forms of its short forms included."""
        return self._known_stems(text)

    @cached_property
    def _known_stems(self) -> Callable[[str], tuple[str, ...]]:
        # Sentences come up again with every question, and stemming is a good part of reading them. The function knows
        # nothing of the library, which is therefore let go, with its generation, as soon as nobody reads from it.
        return lru_cache(_STEMMED)(partial(_stems, self.lexicon))


def first_day(source: Source) -> int:
    """The first day on which a source can have been published, as an ordinal; 0 for an undated one."""
    return source.published.first_day.toordinal() if source.published else 0


def _stems(lexicon: Lexicon, text: str) -> tuple[str, ...]:
    return tuple(terms(lexicon.spelled_out(text)))
