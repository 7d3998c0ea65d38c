"""Whether the sentences of a part disagree, and which of the sides is told first (pure but for the verifier)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answering import Answered, Answering, figures_answering
from bot.choose import Choice
from bot.cited import cited
from bot.conflicts import Asserted, conflicts_of, is_lasting
from bot.lead import answering_value
from bot.matching import is_of_other_years
from bot.newest import asks_of_now
from bot.other_deeds import is_another_beginning
from bot.places import elsewhere
from bot.read import Scored
from bot.regulators import are_of_other_regulators
from bot.short import ShortAnswers
from bot.sorts import tells_of_before
from bot.sums import comes_on_top, counts_all_in, is_one_gift, tells_finished_value
from bot.supported import best_supported
from bot.timing import FIGURES
from bot.types import Conflict
from bot.unplaced import without_places
from ingest.types import Document
from ingest.values import values_in


def settled(choice: Choice, documents: Mapping[str, Document], generation: str, shorts: ShortAnswers) -> Choice:
    """The choice with those rivals alone that disagree with a sentence, first the side that most sources support."""
    if choice.extreme:
        return choice  # the rows of one table are of different things
    items = (*choice.shown, *choice.rivals)
    citations = cited([item.sentence for item in items], documents, generation)
    answering, _ = figures_answering([choice], citations, shorts)
    conflicts = disagreements(choice, answering, shorts)
    told = {found.place: (item, found) for item in items if (found := answering.get((choice, item.sentence)))}
    against = [told[place][0] for conflict in conflicts for place in conflict.figures]
    rivals = [item for item in choice.rivals if item in against]
    first = _supported(choice, conflicts, told)
    if first is None:
        return replace(choice, rivals=tuple(rivals))
    shown = (first, *(item for item in choice.shown if item is not first))
    return replace(choice, shown=shown, rivals=tuple(item for item in rivals if item is not first))


def _supported(
    choice: Choice, conflicts: Sequence[Conflict], told: Mapping[int, tuple[Scored, Answering]]
) -> Scored | None:
    """The sentence whose value others come near to, where the first one's has all of them against it.

    None too for how what changes stands now: that is told by the newest, alone as it may be.
    """
    part = choice.part
    if part.history or part.several or part.expects not in FIGURES:
        return None
    if asks_of_now(part) and not is_lasting(part.text, part.expects):
        return None
    for conflict in conflicts:
        sides = [told[place] for place in conflict.figures]
        sides.sort(key=lambda side: side[0] is not choice.shown[0])
        if sides[0][0] is choice.shown[0]:
            best = best_supported([found for _, found in sides])
            return next((item for item, found in sides if found is best), None)
    return None


def disagreements(choice: Choice, answering: Answered, shorts: ShortAnswers) -> list[Conflict]:
    """What the sentences shown and their rivals disagree about, by the figures with which they answer."""
    own = [
        (item, found) for item in (*choice.shown, *choice.rivals) if (found := answering.get((choice, item.sentence)))
    ]
    # A place is known as one by what is said around the sentences too.
    passages = [item.sentence.passage for item, _ in own]
    texts = [f"{passage.source.title}\n{passage.text}" for passage in passages]
    # Asked what one fund gave, all that tell of it do; asked of the whole, none that tells of one fund's part does.
    asks_one = re.search(r"\bfund\b", choice.part.asked, re.IGNORECASE) is not None
    # What one document says was added is no other value of what it was added to, in whatever sentence it stands.
    added = {(found.figure.value, found.document) for item, found in own if _is_added(choice, item)}
    asserted = [
        Asserted(found.figure, found.place, found.document)
        for item, found in own
        if not is_of_other_years(choice.part, item.sentence.text)
        and (found.figure.value, found.document) not in added
        and not _is_told_beside_another(found, own)
        and tells_of_before(own[0][0].sentence.text) is tells_of_before(item.sentence.text)
        and tells_finished_value(own[0][0].sentence.text) is tells_finished_value(item.sentence.text)
        and not are_of_other_regulators(own[0][0].sentence.text, item.sentence.text)
        and not is_another_beginning(own[0][0].sentence.text, item.sentence.text)
        and counts_all_in(own[0][0].sentence.text) is counts_all_in(item.sentence.text)
        and (asks_one or is_one_gift(own[0][0].sentence.text) is is_one_gift(item.sentence.text))
        and not elsewhere(own[0][0].sentence.text, item.sentence.text, texts)
    ]
    lasting = is_lasting(choice.part.text, choice.part.expects)
    held = {place for conflict in conflicts_of(asserted, lasting) for place in conflict.figures}
    doubted = [(item.sentence, found.start, found.end) for item, found in own if found.place in held]
    shorts.ask(choice.part, doubted)
    bare = without_places(choice.part, choice.shown[0]) if held else None
    doubtful = {
        found.place
        for item, found in own
        if found.place in held
        and not any(
            shorts.may_answer(part, item.sentence, found.start, found.end) for part in (choice.part, bare) if part
        )
    }
    conflicts = conflicts_of([one for one in asserted if one.place not in doubtful], lasting)
    newest = answering.get((choice, choice.shown[0].sentence)) if choice.shown else None
    if newest is None or lasting or not asks_of_now(choice.part):
        return conflicts
    # Asked how things stand now, it is of no matter what sources say of earlier years; what lasts has none.
    return [one for one in conflicts if newest.place in one.figures]


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
