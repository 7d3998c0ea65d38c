"""What a face asks of a bot: the one protocol that page, API and widget share."""

from collections.abc import Callable, Sequence
from typing import Protocol

from bot.catalogue import Entry
from bot.key_figures import KeyFigure
from bot.permalink import Found, Link
from bot.types import EVERYTHING, Answer, Filters, Turn
from ingest.encoder import Vectors
from ingest.types import Document, Kind, Source


def unheard(what: str) -> None:
    """Tells nobody how far an answer has come."""


class Answers(Protocol):
    """Answers questions over documents."""

    @property
    def examples(self) -> tuple[str, ...]:
        """Questions that the documents can answer."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of document there are."""

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and last year of publication."""

    def sources(self, filters: Filters = EVERYTHING) -> tuple[Source, ...]:
        """The cards of the documents that may be cited, newest first, the undated last."""

    def catalogue(self) -> tuple[Entry, ...]:
        """All documents, newest first, also those that are not cited any more, with the reason."""

    def key_figures(self) -> tuple[tuple[KeyFigure, Answer], ...]:
        """The figures that the cluster is measured by, each with its answer, all from the same documents."""

    def document(self, id_: str, filters: Filters = EVERYTHING) -> Document | None:
        """A document that may be cited; None where there is none of that id."""

    def suggestions(self, answer: Answer, asked: Sequence[str] = (), filters: Filters = EVERYTHING) -> tuple[str, ...]:
        """Questions to ask after an answer, or instead of one that had none; all were asked first, and are answered."""

    def questions_of(self, document_id: str, look: bool = True) -> tuple[str, ...]:
        """Questions that a document answers, asked first; without ``look`` only what is known by now."""

    def look_up(self, link: Link) -> Found | None:
        """What became of the quote that a permalink leads to."""

    def meanings(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts, shape (n, dimensions): near each other where the texts mean the same."""

    def forget(self) -> None:
        """Let go of what was kept in memory of questions that anybody asked."""

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        told: Callable[[str], None] = unheard,
        said: Callable[[str], None] = unheard,
        site: str = "",
    ) -> Answer:
        """Answer a question, or raise an error that is a sentence.

        ``told`` hears the stages: "retrieve", "read", and "write" where a chat model writes; ``said`` then hears each
        line as soon as it is proven. ``site`` is the partner's, "" for the page and for programs.
        """
