"""Scored sentences -> the sentences that answer a part, in the order they are shown.

Pure but for the verifier.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import inf

from bot.conflicts import comparable, is_counted
from bot.evidence import Sentence
from bot.extremes import Extreme, extreme
from bot.figures import units_in
from bot.lead import answering_value, options_of
from bot.matching import in_scope, is_of_other_years
from bot.newest import answers_as_surely, ask_of_all, holders, newest_first
from bot.question import Expects, Part
from bot.read import Reading, Scored
from bot.rows import row_in
from bot.short import ShortAnswers
from bot.unplaced import unplaced
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
# Much has happened to one thing on other days: when it was opened, and when it won an award.
_ANOTHER_DAY = 0.03
# "Is there a nursery on the campus?" reads like much that is told of the campus: its odds must be better than even.
_YES_OR_NO = 0.5
_MOST_ROWS = 10
# What has this share of the best one's weight is taken to answer as well, so that its date decides.
_AS_LIKELY = 0.15
# How much less sure than of the best one's value the verifier may be of another, as logits, to be asked whether it
# disagrees though it reads otherwise.
_AS_SURE_OF_A_RIVAL = 0.3
# So far down one looks for what names all that is asked about.
_LOOKED_THROUGH = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """What a part is answered with: ``shown``, and ``rivals`` that are shown only if they disagree with it.

    ``extreme`` says which of the rows shown, the first, has the highest or the lowest value; mostly there is none.
    """

    part: Part
    shown: tuple[Scored, ...] = ()
    rivals: tuple[Scored, ...] = ()
    extreme: Extreme | None = None


def choose(part: Part, reading: Reading, threshold: float, shorts: ShortAnswers) -> Choice:
    """The sentences that answer a part, best first; for a history oldest first. None under the threshold."""
    if found := extreme(part, _passages(reading)):
        odds = reading.odds
        return Choice(part, tuple(Scored(row, 1.0, odds) for row in found.rows), extreme=found)
    if part.expects is Expects.YES_NO:
        threshold = max(threshold, _YES_OR_NO)
    if reading.odds < threshold or not reading.sentences:
        return Choice(part)
    if part.before_whom:
        return Choice(part, tuple(holders(part, reading)[: ONE.most]))
    if part.history:
        return Choice(part, tuple(sorted(_history(part, reading), key=when_told)))
    room = SEVERAL if part.several else ONE
    near = _as_asked_first(part, _different(_near(reading, room)))
    if part.several:
        chosen = near[: room.most]
        return Choice(part, tuple(_with_rows(part, chosen, reading)), _rivals(part, chosen, reading, shorts))
    chosen = _newest(part, near, reading, shorts, room.most) if part.current else near[: room.most]
    others = [item for item in reading.sentences if item not in chosen]
    chosen = [*chosen, *unplaced(part, chosen[0], others, shorts)][: room.most]
    return Choice(part, tuple(chosen), _rivals(part, chosen, reading, shorts))


def _passages(reading: Reading) -> list[Passage]:
    """The passages of the likeliest sentences, those that another rule has set aside among them."""
    likely = [*reading.sentences[: SEVERAL.most], *reading.aside[: SEVERAL.most]]
    return list(dict.fromkeys(item.sentence.passage for item in likely))


def _newest(part: Part, near: Sequence[Scored], reading: Reading, shorts: ShortAnswers, most: int) -> list[Scored]:
    """The newest of what answers, and what reads most like an answer, though so many are newer."""
    newest = _different(newest_first(part, near, reading, shorts))
    return [item for place, item in enumerate(newest) if place < most or item is near[0]]


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


def _rivals(part: Part, chosen: Sequence[Scored], reading: Reading, shorts: ShortAnswers) -> tuple[Scored, ...]:
    """Sentences that also give a value for what is asked, as far as one can tell: alike, or as surely."""
    if part.expects is Expects.OTHER or not chosen or answering_value(part, chosen[0]) is None:
        return ()
    near = _ANOTHER_DAY if part.expects is Expects.DATE else RIVALS.near_best
    found = [item for place, item in enumerate(reading.sentences) if _may_be_a_rival(part, item, place, chosen)]
    ask_of_all(part, [item for item in found if item.share < near], chosen[0], shorts)
    rivals = (item for item in found if item.share >= near or _is_as_sure(part, item, chosen[0], shorts))
    return tuple(islice(rivals, RIVALS.most))


def _may_be_a_rival(part: Part, item: Scored, place: int, chosen: Sequence[Scored]) -> bool:
    """Whether a sentence that is not chosen has a value, and is likely enough or names all that is asked about."""
    may_be = item.share >= OF_THE_SAME_THINGS or (place < _LOOKED_THROUGH and _names_all(part, item))
    return may_be and item not in chosen and answering_value(part, item) is not None


def _names_all(part: Part, item: Scored) -> bool:
    """Whether a sentence names all that a part does."""
    return bool(part.names) and part.names <= set(terms(item.sentence.text))


def _is_as_sure(part: Part, item: Scored, best: Scored, shorts: ShortAnswers) -> bool:
    """Whether a value answers as surely as that of the best sentence, however sure that is."""
    return answers_as_surely(part, item, best, shorts, _AS_SURE_OF_A_RIVAL, least=-inf)


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
