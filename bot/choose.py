"""Scored sentences -> the sentences that answer a part, in the order they are shown.

Pure but for the verifier.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.conflicts import comparable, is_counted
from bot.evidence import Sentence
from bot.figures import speaks_of_plans, units_in
from bot.lead import answering_value, options_of
from bot.lexicon import initials
from bot.matching import in_scope, is_of_other_years
from bot.question import Expects, Part
from bot.read import Reading, Scored
from bot.rows import row_in
from bot.short import SURE, ShortAnswers
from bot.synonyms import synonyms
from bot.traits import roles_of
from ingest.keywords import terms
from ingest.sentences import sentences
from ingest.types import Passage


@dataclass(frozen=True, slots=True)
class Room:
    """How many sentences a part is answered with, and what share of the best one's weight each must reach."""

    most: int
    near_best: float


ONE = Room(most=3, near_best=0.03)
SEVERAL = Room(most=6, near_best=0.01)
HISTORY = Room(most=10, near_best=0.001)
# A sentence that counts the same things as the best one belongs to their history though it reads otherwise.
OF_THE_SAME_THINGS = 0.0003
# What may give another value for the same thing.
RIVALS = Room(most=6, near_best=0.01)
_MOST_ROWS = 10
# Who is "in charge" is told by one of these; and who was so once is not.
_IN_CHARGE = frozenset(("ceo", "head", "leader", "president"))
_PERSON = re.compile(
    r"\b(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Mrs|Ms) [A-Z]|[A-Z][a-z]+ (?:[A-Z][a-z]*\.? )?[A-Z][a-z]+)"
)
_NO_LONGER = re.compile(
    r"\b(?:former|previous|then|deputy|vice|stepped down|succeeded by|retired|late)\b", re.IGNORECASE
)
# What has this share of the best one's weight is taken to answer as well, so that its date decides.
_AS_LIKELY = 0.15
# How much less sure than of the best one's value the verifier may be of another, as logits: to be told first because it
# is newer, and to be asked whether it disagrees though it reads otherwise.
_AS_SURE, _AS_SURE_OF_A_RIVAL = 0.3, 0.1


@dataclass(frozen=True, slots=True)
class Choice:
    """What a part is answered with: ``shown``, and ``rivals`` that are shown only if they disagree with it."""

    part: Part
    shown: tuple[Scored, ...] = ()
    rivals: tuple[Scored, ...] = ()


def choose(part: Part, reading: Reading, threshold: float, shorts: ShortAnswers) -> Choice:
    """The sentences that answer a part, best first; for a history oldest first. None under the threshold."""
    if reading.odds < threshold or not reading.sentences:
        return Choice(part)
    if part.history:
        return Choice(part, tuple(sorted(_history(part, reading), key=when_told)))
    room = SEVERAL if part.several else ONE
    near = _as_asked_first(part, _different(_near(reading, room)))
    if part.several:
        chosen = near[: room.most]
        return Choice(part, tuple(_with_rows(part, chosen, reading)), _rivals(part, chosen, reading, shorts))
    chosen = (_newest_first(part, near, reading, shorts) if part.current else near)[: room.most]
    return Choice(part, tuple(chosen), _rivals(part, chosen, reading, shorts))


def _near(reading: Reading, room: Room) -> list[Scored]:
    """The sentences that are nearly as likely to answer as the best, which is the first."""
    return [item for item in reading.sentences if item.share >= room.near_best]


def _different(items: Iterable[Scored]) -> list[Scored]:
    """The items without those that say what an earlier one says."""
    kept: list[Scored] = []
    for item in items:
        if not any(_says_the_same(item.sentence, other.sentence) for other in kept):
            kept.append(item)
    return kept


def _as_asked_first(part: Part, items: Sequence[Scored]) -> list[Scored]:
    """First what is said of a year that the question names, and there what states a value that it puts up to choose."""
    chooses = bool(options_of(part))

    def off(item: Scored) -> tuple[bool, bool]:
        return is_of_other_years(part, item.sentence.text), chooses and answering_value(part, item) is None

    return sorted(items, key=off)


def _each_value_once(part: Part, items: Iterable[Scored]) -> list[Scored]:
    """The items without those whose value an earlier one gives for the same year: room for the values not yet told."""
    kept: dict[object, Scored] = {}
    for item in items:
        value = answering_value(part, item)
        told = (value.value, _sort(value.unit), when_told(item)[0].year) if value else item
        kept.setdefault(told, item)
    return list(kept.values())


def _sort(unit: str) -> str:
    """What tells values apart in a history: "ongoing trials" and "ATMP trials" are counted alike."""
    return "counted" if is_counted(unit) else unit


def _history(part: Part, reading: Reading) -> list[Scored]:
    """Values of one kind over the years: pounds with pounds, jobs with staff."""
    wanted = _units(part, reading.sentences[0])
    kept = []
    for item in reading.sentences:
        shared = [unit for unit in _units(part, item) if any(comparable(unit, other) for other in wanted)]
        alike = not wanted or bool(shared) or item.share >= _AS_LIKELY
        least = OF_THE_SAME_THINGS if any(map(_is_noun, shared)) else HISTORY.near_best
        if alike and item.share >= least and in_scope(part, item.sentence.text) > 0:
            kept.append(item)
    return _each_value_once(part, _different(kept))[: HISTORY.most]


def _units(part: Part, item: Scored) -> frozenset[str]:
    """The unit of the value that answers, else those of all that the sentence states."""
    value = answering_value(part, item)
    return frozenset((value.unit,)) if value else units_in(item.sentence.text)


def _is_noun(unit: str) -> bool:
    """Whether a unit says what is counted."""
    return is_counted(unit) and unit != "count"


def _newest_first(part: Part, chosen: Sequence[Scored], reading: Reading, shorts: ShortAnswers) -> list[Scored]:
    """What is as likely as the best is told from the newest on; what neither source nor sentence dates comes last.

    Of values those count too that are said of the same in as many words, however else their sentences read, and those
    of one sort that answer as surely.
    """
    if part.roles and part.expects is Expects.PERSON:
        likely = [item for item in reading.sentences if _names_a_holder(part, item)]
    elif answering_value(part, chosen[0]) is None:
        likely = [item for item in chosen if item.share >= _AS_LIKELY]
    else:
        likely = [
            item
            for item in dict.fromkeys((*chosen, *_near(reading, HISTORY)))
            if answering_value(part, item) is not None
            and (
                item.share >= _AS_LIKELY
                or _says_as_much(part, item, chosen[0])
                or (item.share >= RIVALS.near_best and _is_as_sure_now(part, item, chosen[0], shorts))
            )
        ]
    likely = likely or [item for item in chosen if item.share >= _AS_LIKELY]
    rest = [item for item in chosen if item not in likely]
    return _different(sorted(likely, key=lambda item: -_told(item)) + rest)


def _names_a_holder(part: Part, item: Scored) -> bool:
    """Whether a sentence tells who holds the role asked about, in the body that the question names."""
    text = item.sentence.text
    roles = roles_of(text) - (frozenset() if "chair" in part.roles else {"chair"})
    held = roles & part.roles or ("head" in part.roles and roles & _IN_CHARGE)
    names = part.names | {stem for entity in part.entities for stem in terms(initials(entity))}
    of_it = set(terms(text)) & names if names else item.share >= _AS_LIKELY
    return bool(held and of_it and not _NO_LONGER.search(text) and _PERSON.search(text))


def _says_as_much(part: Part, item: Scored, best: Scored) -> bool:
    """Whether a sentence holds all names that the question asks about, and every word of it that the best one holds.

    What is only planned does not: up to 5,000 jobs are foreseen, and 1,000 are there.
    """
    if speaks_of_plans(item.sentence.text):
        return False
    held = [term for term in part.terms if _is_in(term, best)]
    named = all(any(_is_in(term, item) for term in terms(entity)) for entity in part.entities)
    return named and all(_is_in(term, item) for term in held)


def _is_as_sure_now(part: Part, item: Scored, best: Scored, shorts: ShortAnswers) -> bool:
    """Whether a sentence that tells no plan answers as surely as the best."""
    return not speaks_of_plans(item.sentence.text) and _answers_as_surely(part, item, best, shorts, _AS_SURE)


def _answers_as_surely(part: Part, item: Scored, best: Scored, shorts: ShortAnswers, less: float) -> bool:
    """Whether a sentence has a value of the best one's sort, and the verifier is as sure of it, or so much less."""
    value, other = answering_value(part, item), answering_value(part, best)
    if value is None or other is None or not comparable(value.unit, other.unit):
        return False
    surely = shorts.logit(part, item.sentence, value.start, value.end)
    return surely >= max(SURE, shorts.logit(part, best.sentence, other.start, other.end) - less)


def _is_in(term: str, item: Scored) -> bool:
    said = set(terms(item.sentence.text))
    return bool(said & ({term} | synonyms(term)))


def _rivals(part: Part, chosen: Sequence[Scored], reading: Reading, shorts: ShortAnswers) -> tuple[Scored, ...]:
    """Sentences that also give a value for what is asked, as far as one can tell: alike, or as surely."""
    if part.expects is Expects.OTHER or not chosen or answering_value(part, chosen[0]) is None:
        return ()
    found: list[Scored] = []
    for item in reading.sentences:
        if item.share < OF_THE_SAME_THINGS or len(found) == RIVALS.most:
            break
        if item not in chosen and answering_value(part, item) is not None:
            is_rival = item.share >= RIVALS.near_best or _answers_as_surely(
                part, item, chosen[0], shorts, _AS_SURE_OF_A_RIVAL
            )
            found += [item] if is_rival else []
    return tuple(found)


def _told(item: Scored) -> int:
    """When a sentence was told, as an ordinal: with its source, else in the last year that it states; 0 if neither."""
    published = item.sentence.passage.source.published
    if published:
        return published.last_day.toordinal()
    then = when_told(item)[0]
    return 0 if then == date.max else then.toordinal()


def _with_rows(part: Part, chosen: Sequence[Scored], reading: Reading) -> list[Scored]:
    """A list answered out of a table takes the table's other rows along."""
    likely = [*chosen, *reading.sentences[: SEVERAL.most]]
    for passage in dict.fromkeys(item.sentence.passage for item in likely):
        rows = _rows(passage)
        if len(rows) >= 3 and set(part.terms) & set(terms(rows[0].text.replace(":", " "))):
            own = [Scored(row, chosen[0].share, chosen[0].odds) for row in rows[:_MOST_ROWS]]
            return [chosen[0], *(item for item in own if item.sentence != chosen[0].sentence)]
    return list(chosen)


def _rows(passage: Passage) -> list[Sentence]:
    found = []
    for span in sentences(passage.text):
        text = passage.text[span.start : span.end]
        if row_in(text):
            found.append(Sentence(passage, passage.start + span.start, passage.start + span.end, text))
    return found


def when_told(item: Scored) -> tuple[date, str, int]:
    """When a sentence holds: the last year it states ("raised £1bn from 2012 to 2020"), else its source's date."""
    source = item.sentence.passage.source
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", item.sentence.text)]
    published = source.published.first_day if source.published else date.max
    return date(max(years), 1, 1) if years else published, source.id, item.sentence.start


def _says_the_same(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences share nearly all words, and every figure: sources that disagree say two things."""
    a, b = set(re.findall(r"\w+", one.text.lower())), set(re.findall(r"\w+", other.text.lower()))
    same_figures = not any(re.search(r"\d", word) for word in a ^ b)
    return same_figures and len(a & b) >= 0.85 * max(len(a), len(b))
