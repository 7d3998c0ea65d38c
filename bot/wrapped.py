"""A bot behind which another stands: all is handed on, until a subclass does something of its own."""

from collections.abc import Callable, Sequence

from bot.answers import Answers, unheard
from bot.catalogue import Entry
from bot.key_figures import KeyFigure
from bot.permalink import Found, Link
from bot.types import EVERYTHING, Answer, Filters, Turn
from ingest.encoder import Vectors
from ingest.types import Document, Kind, Source


class Wrapped:
    """The bot that it is given."""

    def __init__(self, bot: Answers) -> None:
        self._bot = bot

    @property
    def examples(self) -> tuple[str, ...]:
        """The bot's."""
        return self._bot.examples

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The bot's."""
        return self._bot.kinds

    @property
    def years(self) -> tuple[int, int] | None:
        """The bot's."""
        return self._bot.years

    def sources(self, filters: Filters = EVERYTHING) -> tuple[Source, ...]:
        """The bot's."""
        return self._bot.sources(filters)

    def catalogue(self) -> tuple[Entry, ...]:
        """The bot's."""
        return self._bot.catalogue()

    def suggestions(self, answer: Answer, asked: Sequence[str] = (), filters: Filters = EVERYTHING) -> tuple[str, ...]:
        """The bot's, which nobody asked for."""
        return self._bot.suggestions(answer, asked, filters)

    def questions_of(self, document_id: str, look: bool = True) -> tuple[str, ...]:
        """The bot's, which nobody asked for."""
        return self._bot.questions_of(document_id, look)

    def key_figures(self) -> tuple[tuple[KeyFigure, Answer], ...]:
        """The bot's, which nobody asked for."""
        return self._bot.key_figures()

    def document(self, id_: str, filters: Filters = EVERYTHING) -> Document | None:
        """The bot's."""
        return self._bot.document(id_, filters)

    def look_up(self, link: Link) -> Found | None:
        """The bot's."""
        return self._bot.look_up(link)

    def meanings(self, texts: Sequence[str]) -> Vectors:
        """The bot's."""
        return self._bot.meanings(texts)

    def forget(self) -> None:
        """The bot does."""
        self._bot.forget()

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        told: Callable[[str], None] = unheard,
        said: Callable[[str], None] = unheard,
        site: str = "",
    ) -> Answer:
        """The bot's."""
        return self._bot.ask(question, history, filters, told, said, site)
