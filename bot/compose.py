"""What was chosen for each part -> the answer's citations, figures, short answers, conflicts and text.

Pure but for the verifier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering import Answered, by_place, figures_answering, leading, place_of
from bot.as_of import days_of
from bot.calculate import calculations
from bot.choose import Choice, when_told
from bot.cited import cited
from bot.claims import DISAGREE, lead_line
from bot.conflicts import agree, said
from bot.dates_in_words import held_in_words, iso_in_words
from bot.disagreements import disagreements, settled
from bot.history import moved
from bot.implied import disagree, first_of, implied
from bot.lead import answering_value
from bot.newest import asks_of_now
from bot.question import Question
from bot.read import Scored
from bot.short import ShortAnswers
from bot.types import Calculation, Citation, Conflict, Figure, Lead
from ingest.types import Document
from ingest.values import ValueKind, values_in

# What is worked with must answer nearly as well as the best: an operand that is about something else makes a wrong sum.
# Between years that are named each year's value answers, the verifier being sure of it, and no other is taken.
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
    counts: Sequence[Choice] = (),
) -> Composed | None:
    """The answer; None when no part has anything proven. A rival stays only where it disagrees with what is shown.

    ``counts`` answer the questions behind a share, see ``bot.implied``: they too stay only where they disagree with it.
    """
    choices = [_in_time(_led(choice, shorts), documents, generation, shorts) for choice in choices]
    choices = [settled(choice, documents, generation, shorts) for choice in choices]
    counts = first_of([_led(one, shorts) for one in counts])
    if not disagree(choices[0], counts, documents, generation, shorts):
        counts = []
    chosen = [item for choice in (*choices, *counts) for item in (*choice.shown, *choice.rivals)]
    citations = cited([item.sentence for item in chosen], documents, generation)
    if not citations:
        return None
    answering, figures = figures_answering([*choices, *counts], citations, shorts)
    shared = frozenset.intersection(*(frozenset(choice.part.entities) for choice in choices))
    leads = tuple(
        replace(lead, about=_about(choice, shared) if len(choices) > 1 else "")
        for choice in choices
        for lead in _leads(choice, citations, answering, shorts)
    )
    # Two parts of a question that one short answer seems to answer: it is the first's.
    leads = tuple({(lead.words, lead.citation): lead for lead in reversed(leads)}.values())[::-1]
    conflicts = tuple(found for choice in choices for found in disagreements(choice, answering, shorts))
    counted = _calculations(question, choices, answering, shorts)
    counted += tuple(found for choice in choices if (found := _extreme(choice, citations)))
    against = implied(choices[0], counts, citations, answering, figures, shorts)
    if against:
        counted, conflicts = (*counted, against.calculation), (*conflicts, against.conflict)
    lines = [lead_line(lead) for lead in leads]
    # Before the quotes: who reads no further than the short answer must not miss that others say otherwise.
    lines += [calculation.text for calculation in counted]
    lines += [
        f"{DISAGREE}: {against.line if against and conflict is against.conflict else _sides(conflict, figures)}."
        for conflict in conflicts
    ]
    lines += [f"{' '.join(citation.quote.split())} [{citation.number}]" for citation in citations]
    history = moved(_sure(choices[0], answering, shorts)) if len(choices) == 1 else ()
    return Composed("\n".join(lines), citations, figures, leads, counted, conflicts, history)


def _led(choice: Choice, shorts: ShortAnswers) -> Choice:
    """The choice, first the sentence that has a short answer, where the best one has none.

    What was told of an earlier time does not step before a newer value for being surer.
    """
    part = choice.part
    if part.history or part.several or part.account or choice.extreme or len(choice.shown) < 2:
        return choice
    newest = answering_value(part, choice.shown[0]) if asks_of_now(part) else None
    place = shorts.first_told(part, [item.sentence for item in choice.shown])
    if not place:
        return choice
    first = choice.shown[place]
    other = answering_value(part, first)
    if newest and other and newest.value != other.value:
        return choice
    if part.current and not asks_of_now(part) and _tells_more_lately(choice.shown[0], first):
        return choice
    return replace(choice, shown=(first, *(item for item in choice.shown if item is not first)))


def _tells_more_lately(newest: Scored, other: Scored) -> bool:
    """Whether a sentence has figures and was told later than another."""
    figures = [value for value in values_in(newest.sentence.text) if value.kind is not ValueKind.DATE]
    return bool(figures) and when_told(newest)[0] > when_told(other)[0]


def _in_time(choice: Choice, documents: Mapping[str, Document], generation: str, shorts: ShortAnswers) -> Choice:
    """The choice, of a history the sentences by the times that their figures hold for."""
    if not choice.part.history or choice.part.account:
        return choice
    citations = cited([item.sentence for item in choice.shown], documents, generation)
    answering, _ = figures_answering([choice], citations, shorts)

    def when(item: Scored) -> date:
        found = answering.get((choice, item.sentence))
        days = days_of(found.figure.as_of) if found else None
        return days[0] if days else when_told(item)[0]

    return replace(choice, shown=tuple(sorted(choice.shown, key=when)))


def _leads(choice: Choice, citations: Sequence[Citation], answering: Answered, shorts: ShortAnswers) -> list[Lead]:
    """One short answer for a part, and for a history one for each value of a time."""
    leads = []
    told = set()
    placed = by_place(citations)
    for item in leading(choice):
        sentence = item.sentence
        found = _subject(choice) or shorts.best(choice.part, sentence)
        citation = placed.get(place_of(sentence))
        if found is None or citation is None:
            continue
        words = " ".join(citation.quote[found[0] - citation.start : found[1] - citation.start].split())
        answer = answering.get((choice, sentence))
        published = str(citation.source.published) if citation.source.published else None
        value = (answer.figure.value, answer.figure.as_of) if answer else None
        if value in told:
            continue
        told |= {value} - {None}
        leads.append(Lead(words, held_in_words(answer.figure) if answer else iso_in_words(published), citation.number))
    return leads


def _subject(choice: Choice) -> tuple[int, int] | None:
    """The characters of the document that name the row with the highest or the lowest value."""
    if choice.extreme is None:
        return None
    sentence = choice.shown[0].sentence
    start = sentence.start + sentence.text.index(choice.extreme.subject)
    return start, start + len(choice.extreme.subject)


def _extreme(choice: Choice, citations: Sequence[Citation]) -> Calculation | None:
    """The comparison of a table's rows, with the citations that it rests on."""
    if choice.extreme is None:
        return None
    placed = by_place(citations)
    numbers = tuple(placed[place_of(item.sentence)].number for item in choice.shown)
    return Calculation(f"{choice.extreme.text} {''.join(f'[{number}]' for number in numbers)}", numbers)


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


def _calculations(
    question: Question, choices: Sequence[Choice], answering: Answered, shorts: ShortAnswers
) -> tuple[Calculation, ...]:
    """Over all parts together: a comparison subtracts what its sides found, a lone part works with all it shows."""
    told = [
        (choice, item.sentence, answering[choice, item.sentence])
        for choice in choices
        for item in (choice.shown[:1] if len(choices) > 1 else choice.shown)
        if (choice, item.sentence) in answering and (item.share >= _SURE or _is_of_named_years(choice, choices))
    ]
    sure = [
        found.figure
        for choice, sentence, found in told
        if shorts.is_sure(choice.part, sentence, found.start, found.end)
    ]
    may_be = [found.figure for choice, _, found in told if not _is_of_named_years(choice, choices)]
    if may_be and not calculations(question.main, may_be):
        return ()
    return tuple(calculations(question.main, sure))


def _is_of_named_years(choice: Choice, choices: Sequence[Choice]) -> bool:
    """Whether it is of two years, or of one of those that the parts of a question name."""
    years = {frozenset(other.part.years) for other in choices}
    return (choice.part.history and len(choice.part.years) > 1) or (len(years) > 1 and frozenset() not in years)


def _about(choice: Choice, shared: frozenset[str]) -> str:
    """What tells a part from the others, as the question names it."""
    return ", ".join(name for name in choice.part.entities if name not in shared)


def _sides(conflict: Conflict, figures: Sequence[Figure]) -> str:
    """Each side as its sources word it, with the markers of all that say so; "2018" and "April 2018" are one side."""
    sides: list[list[Figure]] = []
    for figure in (figures[place] for place in conflict.figures):
        side = next((side for side in sides if all(agree(figure, other) for other in side)), None)
        sides.append([figure]) if side is None else side.append(figure)
    return "; ".join(map(_worded, sides))


def _worded(side: Sequence[Figure]) -> str:
    """Each wording of one side once, with its markers."""
    wordings: dict[str, list[str]] = {}
    for figure in side:
        wordings.setdefault(said(figure), []).append(f"[{figure.citation}]")
    return ", ".join(f"{wording} {''.join(markers)}" for wording, markers in wordings.items())
