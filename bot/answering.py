"""Which value of each chosen sentence answers, as a figure among those of its quote (pure but for the verifier)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.choose import Choice
from bot.conflicts import comparable
from bot.evidence import Sentence
from bot.figures import dates_of, figures_of
from bot.lead import answering_value
from bot.question import Expects
from bot.read import Scored
from bot.short import ShortAnswers
from bot.types import Citation, Figure
from ingest.values import Value, ValueKind, values_in


@dataclass(frozen=True, slots=True)
class Answering:
    """The figure with which a sentence answers a part, its place among the answer's figures and in the sentence."""

    figure: Figure
    place: int
    document: str
    start: int
    end: int


Answered = Mapping[tuple[Choice, Sentence], Answering]


def figures_answering(
    choices: Sequence[Choice], citations: Sequence[Citation], shorts: ShortAnswers
) -> tuple[Answered, tuple[Figure, ...]]:
    """All figures of the citations, then the dates that answer; and which figure answers for which sentence."""
    figures = [figure for citation in citations for figure in figures_of(citation)]
    placed = by_place(citations)
    answering: dict[tuple[Choice, Sentence], Answering] = {}
    for choice in choices:
        shorts.ask_for_best(choice.part, [item.sentence for item in leading(choice)])
        first: Value | None = None
        for item in (*choice.shown, *choice.rivals):
            sentence = item.sentence
            citation = placed.get(place_of(sentence))
            value = _value(choice, item, shorts)
            if value is None and first and choice.part.expects is Expects.OTHER:
                value = _alike(first, values_in(sentence.text))
            first = first or value
            if citation is None or value is None:
                continue
            words = sentence.text[value.start : value.end]
            if value.kind is ValueKind.DATE:
                figures += [_as_told(told, citation) for told in dates_of(citation) if told.original == words][:1]
            place = _place(figures, citation.number, words)
            if place is not None:
                answering[choice, sentence] = Answering(
                    figures[place], place, citation.source.id, value.start, value.end
                )
    return answering, tuple(figures)


def _value(choice: Choice, item: Scored, shorts: ShortAnswers) -> Value | None:
    """The value of a sentence that answers: the short answer where that is shown, else the only one that may."""
    if item in leading(choice) and (found := shorts.best(choice.part, item.sentence)):
        start = found[0] - item.sentence.start
        return next((value for value in values_in(item.sentence.text) if value.start == start), None)
    return answering_value(choice.part, item)


def _alike(first: Value, values: Sequence[Value]) -> Value | None:
    """The one value of a sentence that is of the sort of the first answer's: "jobs at the new plant" tells no sort."""
    same = [value for value in values if value.kind is first.kind and comparable(value.unit, first.unit)]
    return same[0] if len(same) == 1 else None


def leading(choice: Choice) -> Sequence[Scored]:
    """The sentences whose short answers are shown: of a history all, else the first; of a list or an account none.

    Nor of who held a role before somebody: each quote proves that he held it, none that nobody came between.
    """
    if choice.part.before_whom or choice.part.account:
        return ()
    if choice.part.history:
        return choice.shown
    is_list = choice.part.several and len(choice.shown) > 1 and choice.extreme is None
    return () if is_list else choice.shown[:1]


def _as_told(told: Figure, citation: Citation) -> Figure:
    """A date that answers is itself the value: what it holds as of is when its source told it."""
    published = citation.source.published
    return replace(told, as_of=str(published) if published else None)


def place_of(sentence: Sentence) -> tuple[str, int]:
    """Where a sentence stands: its document, and the character there."""
    return sentence.passage.source.id, sentence.start


def by_place(citations: Sequence[Citation]) -> dict[tuple[str, int], Citation]:
    """The citations by where their quotes stand."""
    return {(citation.source.id, citation.start): citation for citation in citations}


def _place(figures: Sequence[Figure], citation: int, words: str) -> int | None:
    """The figure of a citation that stands in these words."""
    for place, figure in enumerate(figures):
        if figure.citation == citation and (figure.original in words or words in figure.original):
            return place
    return None
