"""Which of the values that answer a question stand for it today: the newest, and a plan that is newer still (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.as_of import days_of
from bot.conflicts import said
from bot.dates_in_words import held_in_words
from bot.types import Answer, Citation, Figure, Lead, Status

_UNKNOWN = (date.min, date.min)  # an undated value is newer than none


@dataclass(frozen=True, slots=True)
class Value:
    """A value as its source words it, when it held in words and as an ISO date, and the quote that proves it.

    ``status`` is "achieved" or "planned", "" for what is no figure. ``is_disputed`` says that another source of the
    same answer gives another value for it.
    """

    words: str
    when: str
    as_of: str | None
    status: str
    citation: Citation
    is_disputed: bool = False


def newest(answer: Answer) -> tuple[Value, ...]:
    """The newest value that was achieved, then the newest plan if that is later, or if nothing was achieved.

    Only what the bot is sure of counts: the short answers, and the values of a history. The short answers to the parts
    of a question, of which none is newer than another, are all given. () for an answer without a value.
    """
    if answer.status is not Status.ANSWERED:
        return ()
    leads = [value for lead in answer.leads if (value := _of_lead(answer, lead))]
    if len(leads) > 1 and not answer.history:
        return tuple(leads)
    values = [*leads, *(_of_figure(answer, place) for place in answer.history)]
    achieved = _latest([value for value in values if value.status != "planned"])
    planned = _latest([value for value in values if value.status == "planned"])
    if achieved and planned and _days(planned) <= _days(achieved):
        planned = None
    return tuple(value for value in (achieved, planned) if value)


def _latest(values: Sequence[Value]) -> Value | None:
    """Of values of one time the first: a short answer comes before what stands beside it."""
    return max(values, key=_days, default=None)


def _days(value: Value) -> tuple[date, date]:
    return days_of(value.as_of) or _UNKNOWN


def _of_lead(answer: Answer, lead: Lead) -> Value | None:
    citation = _cited(answer, lead.citation)
    if citation is None:
        return None
    words = f"{lead.about}: {lead.words}" if lead.about else lead.words
    place = next(_places(answer.figures, lead), None)
    if place is None:  # a name, a reason: it holds as of its source
        published = citation.source.published
        return Value(words, lead.when, str(published) if published else None, "", citation)
    figure = answer.figures[place]
    return Value(words, lead.when, figure.as_of, figure.status, citation, _is_disputed(answer, place))


def _places(figures: Sequence[Figure], lead: Lead) -> Iterator[int]:
    """The places of the figures that the words of a lead may be, those that are just these words first."""
    own = [(place, figure) for place, figure in enumerate(figures) if figure.citation == lead.citation]
    for place, figure in own:
        if lead.words in (figure.original, said(figure)):
            yield place
    for place, figure in own:
        if figure.original in lead.words:
            yield place


def _of_figure(answer: Answer, place: int) -> Value:
    figure = answer.figures[place]
    citation = _cited(answer, figure.citation)
    assert citation is not None  # a figure is one of a cited quote
    return Value(
        said(figure), held_in_words(figure), figure.as_of, figure.status, citation, _is_disputed(answer, place)
    )


def _is_disputed(answer: Answer, place: int) -> bool:
    return any(place in conflict.figures for conflict in answer.conflicts)


def _cited(answer: Answer, number: int) -> Citation | None:
    return next((citation for citation in answer.citations if citation.number == number), None)
