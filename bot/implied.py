"""A share that is told beside the share that counts come to: 77 % in one source, 89 of 127 in two others.

No one of those sources states a share against the other, so that reading them side by side shows nothing; yet both
cannot be true. What is counted is asked for like any question (pure but for the verifier).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering import Answered, Answering, figures_answering
from bot.calculate import requested
from bot.choose import Choice
from bot.cited import cited
from bot.conflicts import agree, said
from bot.question import Expects, Part
from bot.short import ShortAnswers
from bot.types import Calculation, Citation, Conflict, Figure
from ingest.types import Document

_SHARE_OF = re.compile(
    r"^\W*(?:what|which) (?:share|proportion|percentage|per ?cent|fraction) of (?:all |the )*(?P<whole>.+?) "
    r"(?P<so>(?:had|have|has|were|are|was|is|came|come|got|received)\b.+?)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Implied:
    """The disagreement of a share with counts: its line for the answer, and what the line rests on."""

    line: str
    calculation: Calculation
    conflict: Conflict


def counts_behind(part: Part) -> tuple[str, str] | None:
    """The questions for the part and for the whole of a share in one year that is asked for; None for all others."""
    found = _SHARE_OF.match(part.asked)
    if found is None or part.expects is not Expects.SHARE or len(part.years) != 1:
        return None
    (year,) = part.years
    whole = found["whole"] if str(year) in found["whole"] else f"{found['whole']} in {year}"
    return f"How many {found['whole']} {found['so']}?", f"How many {whole} were there?"


def first_of(counts: Sequence[Choice]) -> list[Choice]:
    """What each of the two questions is answered with first; empty where one of them has no answer."""
    return [Choice(one.part, one.shown[:1]) for one in counts] if all(one.shown for one in counts) else []


def disagree(
    choice: Choice,
    counts: Sequence[Choice],
    documents: Mapping[str, Document],
    generation: str,
    shorts: ShortAnswers,
) -> bool:
    """Whether the share that answers and the two counts cannot all be true."""
    if len(counts) != 2 or not choice.shown:
        return False
    citations = cited([item.sentence for one in (choice, *counts) for item in one.shown], documents, generation)
    answering, figures = figures_answering([choice, *counts], citations, shorts)
    return implied(choice, counts, citations, answering, figures, shorts) is not None


def implied(
    choice: Choice,
    counts: Sequence[Choice],
    citations: Sequence[Citation],
    answering: Answered,
    figures: Sequence[Figure],
    shorts: ShortAnswers,
) -> Implied | None:
    """How the share that answers stands against the counts; None where they agree or one of them is not sure."""
    if len(counts) != 2:
        return None
    share, some, whole = (_surely(one, answering, shorts) for one in (choice, *counts))
    if share is None or some is None or whole is None or not _are_of_one_time((share, some, whole)):
        return None
    if share.figure.unit != "%" or share.document == some.document or not 0 < some.figure.value < whole.figure.value:
        return None
    worked = requested(f"CALCULATE share: {_written(some)}, {_written(whole)}", figures)
    counted = replace(share.figure, value=100 * some.figure.value / whole.figure.value, hedge="about")
    if worked is None or agree(share.figure, counted):
        return None
    result = worked.text.rpartition("= ")[2].partition(" [")[0]
    # What the whole rests on is cited beside the calculation.
    counts_say = f"{some.figure.original} of {whole.figure.original}, which is {result} [{some.figure.citation}]"
    line = f"{said(share.figure)} [{share.figure.citation}]; {counts_say}"
    why = f"the counts come to {result}, the share is given as {said(share.figure)}"
    return Implied(line, worked, Conflict(tuple(sorted((share.place, some.place))), why))


def _surely(choice: Choice, answering: Answered, shorts: ShortAnswers) -> Answering | None:
    """The figure with which the first sentence answers beyond doubt."""
    first = choice.shown[0].sentence
    found = answering.get((choice, first))
    return found if found and shorts.is_sure(choice.part, first, found.start, found.end) else None


def _are_of_one_time(told: Sequence[Answering]) -> bool:
    """Whether all hold for one year, and none is a plan."""
    years = {(one.figure.as_of or "")[:4] for one in told}
    return len(years) == 1 and "" not in years and all(one.figure.status != "planned" for one in told)


def _written(one: Answering) -> str:
    return f"{one.figure.original} [{one.figure.citation}]"
