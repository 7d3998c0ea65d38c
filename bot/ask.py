"""Bot.ask: the whole product, from a question to its answer."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from bot.account import AccountKind
from bot.answered_before import KEPT, AnsweredBefore
from bot.answers import unheard
from bot.as_share import as_share
from bot.choose import Choice
from bot.chronicle import chronicle
from bot.cited import cited
from bot.clock import Clock
from bot.compose import Composed, compose
from bot.everyday import as_documents_say
from bot.evidence import Sentence, shown
from bot.examples import EXAMPLES
from bot.follow_ups import Candidate, names_in, next_asked, stated
from bot.generate import open_model
from bot.implied import counts_behind
from bot.inquiry import Inquiry, Readers
from bot.kept_answers import KeptAnswers
from bot.key_figures import KEY_FIGURES, KeyFigure, read_key_figures
from bot.languages import language
from bot.leaning import stands_alone
from bot.library import Library
from bot.live import Live, live_generation
from bot.metered import Metered
from bot.missing import CONTRARY, nothing, partly, unaskable, unsupported
from bot.periods import of_that_time
from bot.phrase import Writer
from bot.question import Expects, Part, Question, clean, understand
from bot.quiet import Quiet
from bot.read import Reading
from bot.reader.span import PASSAGES_KEPT
from bot.retrieve import documents_on
from bot.scope import out_of_scope
from bot.spelling import perhaps_meant
from bot.spending import Purse
from bot.standing import Standing
from bot.suggest import Suggested, cited_places
from bot.translate import Translator
from bot.types import EVERYTHING, Answer, Citation, Filters, Status, Turn
from bot.verifier.in_talk import Heard
from bot.verifier.verify import sentence_verifier
from ingest.embed import encoder_name, open_encoder
from ingest.encoder import Encoder
from ingest.generation import Generation
from ingest.language import language_hint
from ingest.server import open_store
from ingest.settings import Settings
from ingest.store import Store
from ingest.types import Document
from ingest.withdrawn import Notice

_NEAREST = 3
_YEAR = re.compile(r"\b20\d\d\b")
_ACCOUNT = "What is new?"


class Bot(Live):
    """Answers questions from the live generation of a store, whichever that is at the moment."""

    examples: tuple[str, ...] = EXAMPLES

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        threads: int = 2,
        model: Metered | None = None,
        key_figures: Sequence[KeyFigure] = KEY_FIGURES,
        answers_kept: int = KEPT,
    ) -> None:
        super().__init__(store, encoder)
        self._readers = Readers(encoder, threads)
        self._writer = Writer(model, sentence_verifier()) if model else None
        self._translator = Translator(model) if model else None
        self._suggested = Suggested()
        self._quiet = Quiet()
        self._before = AnsweredBefore(answers_kept)
        self._key_figures = tuple(key_figures)
        self._kept = KeptAnswers([figure.question for figure in key_figures], self._quoting(EVERYTHING), self.edition)

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
            with self._quiet.broken():
                answer = self._written(question, history, filters, notices, told, said, site)
            if self._store.withdrawn.notices().keys() <= notices.keys():
                return replace(answer, known_by=filters.until.isoformat()) if filters.until else answer

    def get_ready(self, library: Library) -> None:
        """Ask for a fact and for an account: that opens all that questions need, and no list can fall behind."""
        for question in (self.examples[0], _ACCOUNT):
            self._answered(question, (), EVERYTHING, self._store.withdrawn.notices(), library, unheard)

    def forget(self) -> None:
        """Let go of the answers and suggestions kept for who asks the same again."""
        self._before.clear()
        self._suggested.clear()

    def key_figures(self) -> tuple[tuple[KeyFigure, Answer], ...]:
        """The key figures with their answers, all of one generation; asked anew only when that or a withdrawal is."""
        return tuple(zip(self._key_figures, self._kept.answers(), strict=True))

    def suggestions(self, answer: Answer, asked: Sequence[str] = (), filters: Filters = EVERYTHING) -> tuple[str, ...]:
        """Questions to ask after an answer, or instead of one that had none; all were asked first, and are answered.

        ``asked`` is what was asked in the talk before. Takes a second at most.
        """
        if answer.status is Status.OUT_OF_SCOPE:
            return ()
        before = (*asked, answer.question, answer.standalone_question)
        key = (answer.id, self.edition(), filters, frozenset(before))

        def candidates() -> list[Candidate]:
            none = answer.status is Status.NOT_FOUND
            meant = perhaps_meant(answer.standalone_question, self.library().lexicon) if none else None
            return [*([Candidate(meant)] if meant else []), *next_asked(answer, self._near(answer, filters))]

        return self._suggested.of(key, candidates, self._quoting(filters), before, cited_places(answer))

    def questions_of(self, document_id: str, look: bool = True) -> tuple[str, ...]:
        """Questions that a document answers, asked first; without ``look`` only what is known by now."""
        key = (document_id, self.edition())
        document = self.document(document_id) if look else None
        if document is None:
            return self._suggested.known(key) or ()
        return self._suggested.of(key, lambda: stated(document), self._quoting(EVERYTHING))

    def _near(self, answer: Answer, filters: Filters) -> list[Document]:
        """The documents that an answer shows, and those that tell most of what its question names."""
        live = self.library().generation
        silent = Standing(live, self._store.withdrawn.notices()).silent(filters)
        shown = dict.fromkeys(citation.source.id for citation in answer.citations or answer.nearest)
        found = [document for id_ in shown if (document := self.document(id_, filters))]
        return found + documents_on(live, " ".join(sorted(names_in(answer.standalone_question))), filters, silent)

    def _quoting(self, filters: Filters) -> Callable[[str], Answer]:
        """Asks without a chat model."""
        return lambda question: self._ask(question, (), filters, self._store.withdrawn.notices(), unheard)

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
        """The answer, worked out once for the same question after the same talk over the same documents."""
        library = self.library()
        live = library.generation
        asked = question, tuple(history), filters, frozenset(notices.items())
        return self._before.of(
            (live.name, live.manifest.created),
            asked,
            told,
            lambda heard: _of_its_time(
                question, history, lambda q, talk: self._answered(q, talk, filters, notices, library, heard)
            ),
        )

    def _answered(
        self,
        question: str,
        history: Sequence[Turn],
        filters: Filters,
        notices: Mapping[str, Notice],
        library: Library,
        told: Callable[[str], None],
    ) -> Answer:
        clock = Clock(told)
        live = library.generation
        standing = Standing(live, notices)
        understood = understand(question, history, library.lexicon, self._encoder.is_word)
        refusal = out_of_scope(understood.asked, in_talk=bool(history))
        if refusal:
            # "Thanks" is not a question of what was spoken of before.
            unrelated = replace(understood, standalone=understood.asked)
            return _answer(unrelated, live, Status.OUT_OF_SCOPE, refusal, clock.times())
        unsaid = unaskable(understood)
        if unsaid:
            return _answer(understood, live, Status.NOT_FOUND, unsaid, clock.times())
        accounts = {
            part: account for part in understood.parts if (account := _account(part, library, standing, filters))
        }
        heard = Heard(as_documents_say(understood.asked), tuple(history))
        inquiry = Inquiry(self._readers, library, standing, filters, clock, heard)
        readings = inquiry.readings(understood.parts, accounts)
        bar = inquiry.bar(readings, understood.compares)
        choices = [
            accounts.get(part) or inquiry.chosen(part, reading, bar)
            for part, reading in zip(understood.parts, readings, strict=True)
        ]
        # How many of a population may be told as a share.
        shares = [None if choice.shown else as_share(choice.part) for choice in choices]
        choices = [
            inquiry.chosen_for(share, bar) if share else choice for share, choice in zip(shares, choices, strict=True)
        ]
        behind = counts_behind(choices[0].part) if len(choices) == 1 and choices[0].shown else None
        counts = [inquiry.chosen_for(question, bar) for question in behind or ()]
        composed = compose(understood, choices, live.documents, live.name, inquiry.shorts, counts)
        is_single = composed is None and len(understood.parts) == 1
        turned = inquiry.contrary(understood.parts[0], bar) if is_single else None
        if turned:
            choices = [turned]
            composed = compose(understood, choices, live.documents, live.name, inquiry.shorts, [])
        if composed is None and self._says_enough(understood, library):
            # What it was taken to lean on may have hidden what answers it.
            alone = self._answered(understood.main, (), filters, notices, library, told)
            if alone.status is Status.ANSWERED:
                return replace(alone, question=understood.asked)
        if composed is None and is_single:
            choices = [inquiry.heard_anew(understood.parts[0], readings[0], bar)]
            understood = _beside(understood, history) if choices[0].shown else understood
            composed = compose(understood, choices, live.documents, live.name, inquiry.shorts)
        if composed is None:
            nearest = _placed(cited(_nearest(readings), live.documents, live.name), live, standing, filters)
            missing = nothing(understood.parts, library.lexicon)
            return _answer(understood, live, Status.NOT_FOUND, missing, clock.times(), nearest=nearest)
        notes = [partly(choice.part, library.lexicon) for choice in choices if not choice.shown]
        notes += unsupported(understood, library.lexicon)
        # First, or who reads "approved" may take it for an answer to why it was not.
        text = "\n".join([*([CONTRARY] if turned else []), composed.text, *notes])
        composed = replace(composed, citations=_placed(composed.citations, live, standing, filters))
        return _answer(understood, live, Status.ANSWERED, text, clock.times(), composed)

    def _says_enough(self, understood: Question, library: Library) -> bool:
        """Whether a question that leans on the talk can be asked without it: one for a fact, which names its matter."""
        leans = understood.standalone != understood.main and len(understood.parts) == 1
        is_of_a_fact = understood.parts[0].expects is not Expects.YES_NO if leans else False
        return is_of_a_fact and stands_alone(understood.main, library.lexicon)

    def read_ahead(self) -> None:
        """Read all passages of a small store before anybody asks: what a question finds is then half read already.

        Takes about ten seconds of one core for a thousand passages, and waits while anybody is being answered. Of a
        large store what is asked for is kept.
        """
        for passage in self.library().generation.passages[:PASSAGES_KEPT]:
            self._quiet.wait()
            self._readers.spans.read_ahead(*shown(passage))


def _of_its_time(question: str, history: Sequence[Turn], answered: Callable[[str, Sequence[Turn]], Answer]) -> Answer:
    """The answer: of what was so "as of 2024" what is told of that year, if anything is, else what was known then."""
    then, talk = of_that_time(question), [replace(turn, question=of_that_time(turn.question)) for turn in history]
    if then != question or talk != [*history]:
        answer = answered(then, talk)
        years = _YEAR.findall(answer.standalone_question)
        if answer.citations and any(year in answer.citations[0].quote for year in years):
            return replace(answer, question=clean(question))
    return answered(question, history)


def _beside(question: Question, history: Sequence[Turn]) -> Question:
    """A question as it was heard: beside the last one of its talk."""
    if not history:
        return question
    last = history[-1].question.rstrip("?!. ")
    return replace(question, standalone=f"{question.asked} ({last})")


def _account(part: Part, library: Library, standing: Standing, filters: Filters) -> Choice | None:
    """What gives an account, where one is asked for; None where another answer is looked for."""
    if part.account is None:
        return None
    known = filters.known_by(part.as_of)
    told = chronicle(part, library, known, standing.silent(known))
    is_all = part.account.kind is not AccountKind.ABOUT or not all(map(library.lexicon.knows, part.entities))
    return told if told.shown or is_all else None


def open_bot(settings: Settings) -> Bot:
    """The bot over the store that the settings name. Raises IngestError, a sentence to show, when it cannot answer."""
    figures = read_key_figures(settings.key_figures)  # a mistake in it is told before anything is opened
    store = open_store(settings)
    live_generation(store, encoder_name(settings))  # before seconds are spent on loading the encoder
    model = open_model(settings)
    purse = Purse(settings.chat_tokens_per_day, settings.chat_tokens_per_site)
    metered = Metered(model, purse) if model else None
    bot = Bot(store, open_encoder(settings), settings.threads, metered, figures, settings.answers_kept)
    bot.library()
    return bot


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
