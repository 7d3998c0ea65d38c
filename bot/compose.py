"""What was chosen for each part -> the answer's citations, figures, short answers, conflicts and text.

Pure but for the verifier.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering import Answered, Answering, by_place, figures_answering, leading, place_of
from bot.as_of import days_of
from bot.calculate import calculations
from bot.choose import Choice, when_told
from bot.cite import is_proven
from bot.claims import DISAGREE, lead_line
from bot.conflicts import Asserted, conflicts_of, is_lasting, said
from bot.dates_in_words import iso_in_words
from bot.evidence import Sentence
from bot.history import moved
from bot.lead import answering_value
from bot.matching import is_of_other_years
from bot.question import Question
from bot.read import Scored
from bot.short import ShortAnswers
from bot.sorts import comes_on_top
from bot.types import Calculation, Citation, Conflict, Figure, Lead
from ingest.types import Document
from ingest.values import values_in

# What is worked with must answer nearly as well as the best: an operand that is about something else makes a wrong sum.
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Composed:
    """All that an answer shows but its status."""

    text: str
    citations: tuple[Citation, ...]
    figures: tuple[Figure, ...]
    leads: tuple[Lead, ...]
    calculations: tuple[Calculation, ...]
    conflicts: tuple[Conflict, ...]
    history: tuple[int, ...]


def compose(
    question: Question,
    choices: Sequence[Choice],
    documents: Mapping[str, Document],
    generation: str,
    shorts: ShortAnswers,
) -> Composed | None:
    """The answer; None when no part has anything proven. A rival stays only where it disagrees with what is shown."""
    choices = [_in_time(_led(choice, shorts), documents, generation, shorts) for choice in choices]
    choices = [replace(choice, rivals=_disagreeing(choice, documents, generation, shorts)) for choice in choices]
    chosen = [item for choice in choices for item in (*choice.shown, *choice.rivals)]
    citations = cited([item.sentence for item in chosen], documents, generation)
    if not citations:
        return None
    answering, figures = figures_answering(choices, citations, shorts)
    shared = frozenset.intersection(*(frozenset(choice.part.entities) for choice in choices))
    leads = tuple(
        replace(lead, about=_about(choice, shared) if len(choices) > 1 else "")
        for choice in choices
        for lead in _leads(choice, citations, answering, shorts)
    )
    # Two parts of a question that one short answer seems to answer: it is the first's.
    leads = tuple({(lead.words, lead.citation): lead for lead in reversed(leads)}.values())[::-1]
    conflicts = tuple(found for choice in choices for found in _conflicts(choice, answering, shorts))
    counted = _calculations(question, choices, answering, shorts)
    lines = [lead_line(lead) for lead in leads]
    lines += [f"{' '.join(citation.quote.split())} [{citation.number}]" for citation in citations]
    lines += [calculation.text for calculation in counted]
    lines += [_conflict_line(conflict, figures) for conflict in conflicts]
    history = moved(_sure(choices[0], answering, shorts)) if len(choices) == 1 else ()
    return Composed("\n".join(lines), citations, figures, leads, counted, conflicts, history)


def cited(sentences: Iterable[Sentence], documents: Mapping[str, Document], generation: str) -> tuple[Citation, ...]:
    """The sentences as numbered citations, each once; one that is not proven is left out."""
    proven: list[Citation] = []
    for sentence in dict.fromkeys(sentences):
        passage = sentence.passage
        citation = Citation(
            number=len(proven) + 1,
            source=passage.source,
            quote=sentence.text,
            start=sentence.start,
            end=sentence.end,
            generation=generation,
            before=passage.text[: sentence.start - passage.start],
            after=passage.text[sentence.end - passage.start :],
            page=_page(sentence, documents),
        )
        if is_proven(citation, documents):
            proven.append(citation)
    return tuple(proven)


def _page(sentence: Sentence, documents: Mapping[str, Document]) -> int | None:
    document = documents.get(sentence.passage.source.id)
    return document.page_at(sentence.start) if document else None


def _led(choice: Choice, shorts: ShortAnswers) -> Choice:
    """The choice, first the sentence that has a short answer, where the best one has none."""
    if choice.part.history or choice.part.several or len(choice.shown) < 2:
        return choice
    place = shorts.first_told(choice.part, [item.sentence for item in choice.shown])
    if not place:
        return choice
    first = choice.shown[place]
    return replace(choice, shown=(first, *(item for item in choice.shown if item is not first)))


def _in_time(choice: Choice, documents: Mapping[str, Document], generation: str, shorts: ShortAnswers) -> Choice:
    """The choice, of a history the sentences by the times that their figures hold for."""
    if not choice.part.history:
        return choice
    citations = cited([item.sentence for item in choice.shown], documents, generation)
    answering, _ = figures_answering([choice], citations, shorts)

    def when(item: Scored) -> date:
        found = answering.get((choice, item.sentence))
        days = days_of(found.figure.as_of) if found else None
        return days[0] if days else when_told(item)[0]

    return replace(choice, shown=tuple(sorted(choice.shown, key=when)))


def _disagreeing(
    choice: Choice, documents: Mapping[str, Document], generation: str, shorts: ShortAnswers
) -> tuple[Scored, ...]:
    """The rivals that cannot be true together with another sentence."""
    if not choice.rivals:
        return ()
    citations = cited([item.sentence for item in (*choice.shown, *choice.rivals)], documents, generation)
    answering, _ = figures_answering([choice], citations, shorts)
    in_conflict = {place for found in _conflicts(choice, answering, shorts) for place in found.figures}
    held = {sentence for (_, sentence), found in answering.items() if found.place in in_conflict}
    return tuple(item for item in choice.rivals if item.sentence in held)


def _leads(choice: Choice, citations: Sequence[Citation], answering: Answered, shorts: ShortAnswers) -> list[Lead]:
    """One short answer for a part, and for a history one for each value."""
    leads = []
    placed = by_place(citations)
    for item in leading(choice):
        sentence = item.sentence
        found = shorts.best(choice.part, sentence)
        citation = placed.get(place_of(sentence))
        if found is None or citation is None:
            continue
        words = " ".join(citation.quote[found[0] - citation.start : found[1] - citation.start].split())
        answer = answering.get((choice, sentence))
        published = str(citation.source.published) if citation.source.published else None
        leads.append(Lead(words, _when_it_held(answer.figure) if answer else iso_in_words(published), citation.number))
    return leads


def _when_it_held(figure: Figure) -> str:
    """The date of a figure in words; of a plan, since when it was one: nobody may take it for what was achieved."""
    when = iso_in_words(figure.as_of)
    if figure.status != "planned" or figure.unit == "date":
        return when
    return f"planned as of {when}" if figure.as_of else f"planned, {when}"


def _sure(choice: Choice, answering: Answered, shorts: ShortAnswers) -> list[tuple[int, Figure]]:
    """The figures that surely answer, with their places."""
    found = [
        (item.sentence, answering[choice, item.sentence])
        for item in choice.shown
        if (choice, item.sentence) in answering
    ]
    return [
        (one.place, one.figure) for sentence, one in found if shorts.is_sure(choice.part, sentence, one.start, one.end)
    ]


def _conflicts(choice: Choice, answering: Answered, shorts: ShortAnswers) -> list[Conflict]:
    own = [
        (item, found) for item in (*choice.shown, *choice.rivals) if (found := answering.get((choice, item.sentence)))
    ]
    # What one document says was added is no other value of what it was added to, in whatever sentence it stands.
    added = {(found.figure.value, found.document) for item, found in own if _is_added(choice, item)}
    asserted = [
        Asserted(found.figure, found.place, found.document)
        for item, found in own
        if not is_of_other_years(choice.part, item.sentence.text)
        and (found.figure.value, found.document) not in added
        and not _is_told_beside_another(found, own)
    ]
    lasting = is_lasting(choice.part.text, choice.part.expects)
    held = {place for conflict in conflicts_of(asserted, lasting) for place in conflict.figures}
    doubtful = {
        found.place
        for item, found in own
        if found.place in held and not shorts.may_answer(choice.part, item.sentence, found.start, found.end)
    }
    return conflicts_of([one for one in asserted if one.place not in doubtful], lasting)


def _is_told_beside_another(found: Answering, own: Sequence[tuple[Scored, Answering]]) -> bool:
    """Whether a document that answers with another value states this one too: "$17 a share, and so $150m in all"."""
    return any(
        other.document != found.document
        and other.figure.value != found.figure.value
        and any(
            (value.value, value.unit) == (found.figure.value, found.figure.unit)
            for value in values_in(item.sentence.text)
        )
        for item, other in own
    )


def _is_added(choice: Choice, item: Scored) -> bool:
    value = answering_value(choice.part, item)
    return value is not None and comes_on_top(item.sentence.text, value)


def _calculations(
    question: Question, choices: Sequence[Choice], answering: Answered, shorts: ShortAnswers
) -> tuple[Calculation, ...]:
    """Over all parts together: a comparison subtracts what its sides found, a lone part works with all it shows."""
    told = [
        (choice, item.sentence, answering[choice, item.sentence])
        for choice in choices
        for item in (choice.shown[:1] if len(choices) > 1 else choice.shown)
        if (choice, item.sentence) in answering and item.share >= _SURE
    ]
    if not calculations(question.standalone, [found.figure for _, _, found in told]):
        return ()
    sure = [
        found.figure
        for choice, sentence, found in told
        if shorts.is_sure(choice.part, sentence, found.start, found.end)
    ]
    return tuple(calculations(question.standalone, sure))


def _about(choice: Choice, shared: frozenset[str]) -> str:
    """What tells a part from the others, as the question names it."""
    return ", ".join(name for name in choice.part.entities if name not in shared)


def _conflict_line(conflict: Conflict, figures: Sequence[Figure]) -> str:
    sides = "; ".join(f"{said(figures[place])} [{figures[place].citation}]" for place in conflict.figures)
    return f"{DISAGREE}: {sides}."
