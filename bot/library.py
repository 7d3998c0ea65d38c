"""One generation with what is worked out from it once: its lexicon, and how questions become vectors for it."""

from functools import cached_property

from bot.adapter import Adapter, open_adapter
from bot.lexicon import Lexicon
from ingest.embed import Encoder, Vectors
from ingest.generation import Generation
from ingest.keywords import KeywordIndex, terms


class Library:
    """What the bot reads from, unchanging."""

    def __init__(self, generation: Generation, encoder: Encoder) -> None:
        self.generation = generation
        self.encoder = encoder

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
