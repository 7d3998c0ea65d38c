"""An answer without some of the quotes that it rests on, and without all that rests on them (pure)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from bot.claims import claims
from bot.types import Answer, Citation, Conflict

WITHHELD = "What rested on a document that has been withdrawn since is left out."


def without(answer: Answer, is_gone: Callable[[Citation], bool]) -> Answer:
    """The answer with the quotes that are not gone, under their numbers, and a line that says so where one is.

    No lead, sentence, figure, calculation, disagreement or history that needs a quote that is gone is in it.
    """
    gone = {citation.number for citation in answer.citations if is_gone(citation)}
    nearest = tuple(citation for citation in answer.nearest if not is_gone(citation))
    if not gone and len(nearest) == len(answer.nearest):
        return answer
    lines = [claim.line for claim in claims(answer) if not any(one.number in gone for one in claim.citations)]
    citations = tuple(citation for citation in answer.citations if citation.number not in gone)
    kept = [place for place, figure in enumerate(answer.figures) if figure.citation not in gone]
    places = {before: now for now, before in enumerate(kept)}
    return replace(
        answer,
        text="\n".join([*lines, WITHHELD]),
        as_of=max((str(one.source.published) for one in citations if one.source.published), default=None),
        citations=citations,
        figures=tuple(answer.figures[place] for place in kept),
        nearest=nearest,
        leads=tuple(lead for lead in answer.leads if lead.citation not in gone),
        calculations=tuple(one for one in answer.calculations if gone.isdisjoint(one.citations)),
        conflicts=tuple(_moved(one, places) for one in answer.conflicts if _has_all(one.figures, places)),
        history=_history(answer, places),
    )


def _has_all(figures: Collection[int], places: Mapping[int, int]) -> bool:
    return all(place in places for place in figures)


def _moved(conflict: Conflict, places: Mapping[int, int]) -> Conflict:
    return replace(conflict, figures=tuple(places[place] for place in conflict.figures))


def _history(answer: Answer, places: Mapping[int, int]) -> tuple[int, ...]:
    """What is left of how a value moved: one value alone has not."""
    left = tuple(places[place] for place in answer.history if place in places)
    return left if len(left) > 1 else ()
