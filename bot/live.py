"""The documents as they stand: the live generation of a store, whichever that is at the moment."""

import logging
import threading
from collections.abc import Callable, Sequence
from time import sleep
from typing import TYPE_CHECKING

from bot.catalogue import Entry, catalogue
from bot.library import Library
from bot.permalink import Found, Link, look_up
from bot.standing import Silent, Standing
from bot.types import EVERYTHING, Filters
from ingest.encoder import Encoder, Vectors
from ingest.errors import IngestError, StoreError
from ingest.generation import Generation
from ingest.store import Store
from ingest.types import Document, Kind, Source
from ingest.withdrawn import Notice

if TYPE_CHECKING:
    from bot.retriever import ClusterRetriever

_LOGGER = logging.getLogger(__name__)
_LOOK_EVERY = 1.0  # seconds


class Live:
    """What there is to read and to cite, in the light of what was withdrawn; no question is asked here."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self._store, self._encoder = store, encoder
        self._swap = threading.Lock()
        self._library: Library | None = None
        self._opened: str | None = None
        self._follower: threading.Thread | None = None

    def library(self) -> Library:
        """The live generation, opened again when another has been published. Raises StoreError when there is none.

        What an answer still reads from stays open, and is kept on disk, until that answer is done. Where new ones are
        followed, the one before answers until the new one is ready.
        """
        with self._swap:
            name = self._store.current_name()
            is_followed = self._follower is not None and self._follower.is_alive()
            if self._library is None or (self._opened != name and not is_followed):
                self._library, self._opened = self._open(), name
            return self._library

    def follow(self, then: Callable[[], None], every: float = _LOOK_EVERY) -> None:
        """From now on get every new generation ready before it answers, so that nobody waits for that.

        ``then`` is called after each switch, before the next is looked for; ``every`` is in seconds.
        """
        self._follower = threading.Thread(target=self._keep_up, args=(then, every), name="follow", daemon=True)
        self._follower.start()

    def get_ready(self, library: Library) -> None:
        """Open what questions need before the first one is asked; who answers them knows what that is."""

    def let_go(self) -> None:
        """Open the live generation anew at the next question, whatever is open now."""
        with self._swap:
            self._library = self._opened = None

    def _keep_up(self, then: Callable[[], None], every: float) -> None:
        tried = self._opened
        while True:
            sleep(every)
            try:
                name = self._store.current_name()
            except IngestError:
                continue  # whoever asks is told
            if name in (tried, self._opened):
                continue
            tried = name
            if self._switched(name):
                then()

    def _switched(self, name: str | None) -> bool:
        try:
            library = self._open()
            self.get_ready(library)
        except IngestError as error:
            _LOGGER.error("%s while generation %s was made ready", type(error).__name__, name)
            self.let_go()  # whoever asks next opens it himself, and is told
            return False
        with self._swap:
            self._library, self._opened = library, name
        return True

    def _open(self) -> Library:
        live = live_generation(self._store, self._encoder.name)
        if live.notice:
            _LOGGER.warning(live.notice)  # whoever runs the page or the command reads it on standard error
        # Not the live one's own name: when it is damaged, the one before it has taken over.
        return Library(live, self._encoder, self._store.newer_than(live.name))

    def edition(self) -> tuple[str, frozenset[tuple[str, Notice]]]:
        """What answers rest on: the live generation, and what has been withdrawn from it."""
        return self.library().generation.name, frozenset(self._store.withdrawn.notices().items())

    def citable(self, filters: Filters = EVERYTHING) -> list[Document]:
        """The documents of the live generation that may be cited."""
        live = self.library().generation
        silent = Standing(live, self._store.withdrawn.notices()).silent(filters)
        return [one for id_, one in live.documents.items() if id_ not in silent and filters.allow(one.source)]

    def sources(self, filters: Filters = EVERYTHING) -> tuple[Source, ...]:
        """The cards of the documents that may be cited, newest first, the undated last; ties by id."""
        return tuple(sorted((document.source for document in self.citable(filters)), key=_newest_first))

    def catalogue(self) -> tuple[Entry, ...]:
        """All documents of the live generation, also those that are not cited any more."""
        return catalogue(self.library().generation, self._store.withdrawn.notices())

    def document(self, id_: str, filters: Filters = EVERYTHING) -> Document | None:
        """A document of the live generation that may be cited; None where there is none of that id."""
        live = self.library().generation
        found = live.documents.get(id_)
        if found is None or not filters.allow(found.source):
            return None
        return None if id_ in Standing(live, self._store.withdrawn.notices()).silent(filters) else found

    def look_up(self, link: Link) -> Found | None:
        """What became of the quote that a permalink leads to; None when it never was there."""
        library = self.library()
        notices = self._store.withdrawn.notices()
        return look_up(link, library.generation, library.rolled_back, notices)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of document there are."""
        return tuple(sorted({document.source.kind for document in self.library().generation.documents.values()}))

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year of publication, or None when all is undated."""
        documents = self.library().generation.documents.values()
        years = [d.source.published.year for d in documents if d.source.published]
        return (min(years), max(years)) if years else None

    def meanings(self, texts: Sequence[str]) -> Vectors:
        """The encoder's vectors of texts."""
        return self._encoder.encode(texts)

    def retriever(self, count: int = 10) -> "ClusterRetriever":
        """The retrieval over the live generation as a LangChain retriever."""
        from bot.retriever import ClusterRetriever

        library = self.library()
        live, withdrawn = library.generation, self._store.withdrawn

        def silent() -> Silent:
            return Standing(live, withdrawn.notices()).silent(EVERYTHING)

        return ClusterRetriever(live, library.question_vector, count, silent)


def live_generation(store: Store, encoder: str) -> Generation:
    """The live generation. Raises StoreError when there is none, or another encoder made it."""
    generation = store.open()
    if generation is None:
        raise StoreError(f"There is no store in {store.place} yet. Run `python -m ingest` to make it.")
    if generation.manifest.encoder != encoder:
        raise StoreError(
            f"The store in {store.place} was made with the encoder {generation.manifest.encoder!r}, and {encoder!r} "
            "is set now. Run `python -m ingest` to make it anew, or set CLUSTER_ENCODER back."
        )
    return generation


def _newest_first(source: Source) -> tuple[int, str]:
    return -source.published.last_day.toordinal() if source.published else 0, source.id
