"""Bot.ask: the whole product, from a question to its answer."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from time import perf_counter

from bot.answers import unheard
from bot.catalogue import Entry, catalogue
from bot.choose import choose
from bot.compose import Composed, cited, compose
from bot.evidence import Sentence, gather, shown
from bot.examples import EXAMPLES
from bot.generate import open_model
from bot.languages import language
from bot.library import Library
from bot.metered import Metered
from bot.missing import nothing, partly, unaskable, unsupported
from bot.permalink import Found, Link, look_up
from bot.phrase import Writer
from bot.question import Part, Question, clean, understand
from bot.read import FIRST, Reader, Reading, to_look_at
from bot.reader.span import PASSAGES_KEPT, SpanReader
from bot.retrieve import ClusterRetriever, retrieve
from bot.scope import out_of_scope
from bot.short import ShortAnswers
from bot.spending import Purse
from bot.standing import Standing
from bot.translate import Translator
from bot.types import EVERYTHING, Answer, Citation, Filters, Status, Turn
from bot.verifier.verify import Verifier
from ingest.embed import encoder_name, open_encoder
from ingest.encoder import Encoder
from ingest.errors import GoneError, StoreError
from ingest.generation import Generation
from ingest.language import language_hint
from ingest.server import open_store
from ingest.settings import Settings
from ingest.store import Store
from ingest.types import Document, Kind, Source
from ingest.withdrawn import Notice

_LOGGER = logging.getLogger(__name__)
_NEAREST = 3
# The share of the threshold that will do for a side of a comparison whose other side is answered.
_EASED = 0.4


class Bot:
    """Answers questions from the live generation of a store, whichever that is at the moment."""

    examples: tuple[str, ...] = EXAMPLES

    def __init__(self, store: Store, encoder: Encoder, threads: int = 2, model: Metered | None = None) -> None:
        self._store = store
        self._encoder = encoder
        self._span_reader = SpanReader(threads=threads)
        self._reader = Reader()
        self._threads = threads
        self._verifier = Verifier()
        self._writer = Writer(model, self._verifier) if model else None
        self._translator = Translator(model) if model else None
        self._swap = threading.Lock()
        self._library: Library | None = None
        self._opened: str | None = None

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        told: Callable[[str], None] = unheard,
        said: Callable[[str], None] = unheard,
        site: str = "",
    ) -> Answer:
        """The answer, from one generation. Raises AskError when the question is empty or too long.

        What is withdrawn while the answer is put together is not in it. ``told`` hears each stage as it begins:
        "retrieve", then "read", once for each part; then "write", where a chat model puts it into words,
        each line of which ``said`` hears once it is proven.
        """
        while True:
            notices = self._store.withdrawn.notices()
            answer = self._written(question, history, filters, notices, told, said, site)
            if self._store.withdrawn.notices().keys() <= notices.keys():
                return answer

    def look_up(self, link: Link) -> Found | None:
        """What became of the quote that a permalink leads to; None when it never was there."""
        library = self.library()
        notices = self._store.withdrawn.notices()
        return look_up(link, library.generation, library.rolled_back, notices)

    def sources(self, filters: Filters = EVERYTHING) -> tuple[Source, ...]:
        """The cards of the documents that may be cited, newest first, the undated last; ties by id."""
        live = self.library().generation
        silent = Standing(live, self._store.withdrawn.notices()).silent(filters)
        found = [document.source for id_, document in live.documents.items() if id_ not in silent]
        return tuple(sorted((source for source in found if filters.allow(source)), key=_newest_first))

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

    def _written(
        self,
        question: str,
        history: Sequence[Turn],
        filters: Filters,
        notices: Mapping[str, Notice],
        told: Callable[[str], None],
        said: Callable[[str], None],
        site: str,
    ) -> Answer:
        """The answer, in a chat model's words where there is one, in the language of the question if that can be."""
        foreign = language(language_hint(clean(question)) or "") if self._translator else None
        english = self._translator.english(question, foreign, site) if self._translator and foreign else None
        answer = self._ask(english or question, history, filters, notices, told)
        if self._writer and answer.status is Status.ANSWERED:
            told("write")
            # What is heard is what stays: in another language, nothing before it is translated.
            answer = self._writer.phrased(answer, site, unheard if english else said)
        if self._translator and foreign and english:
            answer = replace(self._translator.into(answer, foreign, site, said), question=question)
        return answer

    def _ask(
        self,
        question: str,
        history: Sequence[Turn],
        filters: Filters,
        notices: Mapping[str, Notice],
        told: Callable[[str], None],
    ) -> Answer:
        try:
            return self._answered(question, history, filters, notices, self.library(), told)
        except GoneError:
            # On a server nobody knows who reads, so a generation may be cleaned away under an answer.
            self._opened = None
            return self._answered(question, history, filters, notices, self.library(), told)

    def _answered(
        self,
        question: str,
        history: Sequence[Turn],
        filters: Filters,
        notices: Mapping[str, Notice],
        library: Library,
        told: Callable[[str], None],
    ) -> Answer:
        clock = _Clock(told)
        live = library.generation
        standing = Standing(live, notices)
        understood = understand(question, history, library.lexicon, self._encoder.is_word)
        refusal = out_of_scope(understood.asked)
        if refusal:
            return _answer(understood, live, Status.OUT_OF_SCOPE, refusal, clock.times())
        unsaid = unaskable(understood)
        if unsaid:
            return _answer(understood, live, Status.NOT_FOUND, unsaid, clock.times())
        parts = len(understood.parts)
        shorts = ShortAnswers(self._verifier, self._threads)
        readings = [self._read(part, parts, library, standing, filters, clock) for part in understood.parts]
        readings = [
            self._looked_at(part, reading, shorts) for part, reading in zip(understood.parts, readings, strict=True)
        ]
        bar = _bar(self._reader.threshold, readings, understood.compares)
        choices = [choose(part, reading, bar, shorts) for part, reading in zip(understood.parts, readings, strict=True)]
        composed = compose(understood, choices, live.documents, live.name, shorts)
        if composed is None:
            nearest = _placed(cited(_nearest(readings), live.documents, live.name), live, standing, filters)
            missing = nothing(understood.parts, library.lexicon)
            return _answer(understood, live, Status.NOT_FOUND, missing, clock.times(), nearest=nearest)
        notes = [partly(choice.part, library.lexicon) for choice in choices if not choice.shown]
        notes += unsupported(understood, library.lexicon)
        text = "\n".join([composed.text, *notes])
        composed = replace(composed, citations=_placed(composed.citations, live, standing, filters))
        return _answer(understood, live, Status.ANSWERED, text, clock.times(), composed)

    def _looked_at(self, part: Part, reading: Reading, shorts: ShortAnswers) -> Reading:
        """The reading with what the verifier says of it."""
        again = to_look_at([item.share for item in reading.sentences])
        reading = self._reader.looked_at(reading, self._told(part, reading, again, shorts))
        return self._reader.weighed_up(reading, self._told(part, reading, FIRST, shorts))

    @staticmethod
    def _told(part: Part, reading: Reading, count: int, shorts: ShortAnswers) -> list[float]:
        return shorts.told(part, [item.sentence for item in reading.sentences[:count]])

    def library(self) -> Library:
        """The live generation, opened again when another has been published. Raises StoreError when there is none.

        What an answer still reads from stays open, and is kept on disk, until that answer is done.
        """
        with self._swap:
            name = self._store.current_name()
            if self._library is None or self._opened != name:
                live = live_generation(self._store, self._encoder.name)
                if live.notice:
                    _LOGGER.warning(live.notice)  # whoever runs the page or the command reads it on standard error
                # Not the live one's own name: when it is damaged, the one before it has taken over.
                library = Library(live, self._encoder, self._store.newer_than(live.name))
                self._library, self._opened = library, name
            return self._library

    def read_ahead(self) -> None:
        """Read all passages of a small store before anybody asks: what a question finds is then half read already.

        Takes about ten seconds of one core for a thousand passages. Of a large store what is asked for is kept.
        """
        for passage in self.library().generation.passages[:PASSAGES_KEPT]:
            self._span_reader.read_ahead(*shown(passage))

    def retriever(self, count: int = 10) -> ClusterRetriever:
        """The retrieval over the live generation as a LangChain retriever."""
        library = self.library()
        live, withdrawn = library.generation, self._store.withdrawn

        def silent() -> frozenset[str]:
            return Standing(live, withdrawn.notices()).silent(EVERYTHING)

        return ClusterRetriever(live, library.question_vector, count, silent)

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

    def _read(
        self, part: Part, parts: int, library: Library, standing: Standing, filters: Filters, clock: "_Clock"
    ) -> Reading:
        clock.begin("retrieve")
        vector = library.question_vector(part.text)
        known = known_by(filters, part.as_of)
        text = library.lexicon.spelled_out(part.text)
        hits = retrieve(library.generation, text, vector, known, silent=standing.silent(known))
        clock.lap("retrieve")
        clock.begin("read")
        reading = self._reader.read(gather(part, vector, hits, library, self._span_reader, parts))
        clock.lap("read")
        return reading


class _Clock:
    """Milliseconds spent on each stage so far, and in all; ``told`` hears of each stage that begins."""

    def __init__(self, told: Callable[[str], None]) -> None:
        self.begin = told
        self._began = self._last = perf_counter()
        self._spent: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = perf_counter()
        self._spent[stage] = self._spent.get(stage, 0.0) + now - self._last
        self._last = now

    def times(self) -> dict[str, int]:
        spent = self._spent | {"total": perf_counter() - self._began}
        return {stage: round(seconds * 1000) for stage, seconds in spent.items()}


def _bar(threshold: float, readings: Sequence[Reading], compares: bool) -> float:
    """What odds an answer needs: less for a side of a comparison whose other side is answered in the same words."""
    other_side = compares and any(reading.odds >= threshold for reading in readings)
    return _EASED * threshold if other_side else threshold


def known_by(filters: Filters, day: date | None) -> Filters:
    """The filters, narrowed to what was published by a day that the question itself names."""
    if day is None or (filters.until is not None and filters.until <= day):
        return filters
    return replace(filters, until=day)


def open_bot(settings: Settings) -> Bot:
    """The bot over the store that the settings name. Raises IngestError, a sentence to show, when it cannot answer."""
    store = open_store(settings)
    live_generation(store, encoder_name(settings))  # before seconds are spent on loading the encoder
    model = open_model(settings)
    purse = Purse(settings.chat_tokens_per_day, settings.chat_tokens_per_site)
    bot = Bot(store, open_encoder(settings), settings.threads, Metered(model, purse) if model else None)
    bot.library()
    return bot


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


def _nearest(readings: Sequence[Reading]) -> list[Sentence]:
    """The best sentences of different documents, for a reader who wants to look for himself: last year's figure too."""
    best: dict[str, Sentence] = {}
    found = [item for reading in readings for item in (*reading.sentences, *reading.aside)]
    for item in sorted(found, key=lambda item: -item.odds):
        best.setdefault(item.sentence.passage.source.id, item.sentence)
    return list(best.values())[:_NEAREST]


def _placed(
    citations: Sequence[Citation], live: Generation, standing: Standing, filters: Filters
) -> tuple[Citation, ...]:
    """The citations with the version that they quote, and where else the story stands."""
    return tuple(
        replace(
            citation,
            version=live.documents[citation.source.id].version,
            also_at=standing.also_at(citation.source.id, filters),
        )
        for citation in citations
    )


def _answer(
    question: Question,
    generation: Generation,
    status: Status,
    text: str,
    timings: Mapping[str, int],
    composed: Composed | None = None,
    nearest: tuple[Citation, ...] = (),
) -> Answer:
    citations = composed.citations if composed else ()
    dates = [str(citation.source.published) for citation in citations if citation.source.published]
    name = sha256(f"{generation.name}|{question.standalone}|{text}".encode(errors="replace")).hexdigest()[:16]
    return Answer(
        id=name,
        question=question.asked,
        standalone_question=question.standalone,
        status=status,
        text=text,
        generation=generation.name,
        as_of=max(dates, default=None),
        citations=citations,
        figures=composed.figures if composed else (),
        nearest=nearest,
        leads=composed.leads if composed else (),
        calculations=composed.calculations if composed else (),
        conflicts=composed.conflicts if composed else (),
        history=composed.history if composed else (),
        timings_ms=dict(timings),
    )
