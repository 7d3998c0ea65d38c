"""Scored sentences -> the sentences of the answer, in the order they are shown (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.evidence import Sentence
from bot.figures import units_in
from bot.question import Part
from bot.read import Reading
from ingest.keywords import terms
from ingest.sentences import sentences
from ingest.types import Passage


@dataclass(frozen=True, slots=True)
class Room:
    """How many sentences a part is answered with, and what share of the best one's odds each must reach."""

    most: int
    near_best: float


ONE = Room(most=3, near_best=0.4)
SEVERAL = Room(most=6, near_best=0.2)
HISTORY = Room(most=8, near_best=0.08)
_MOST_ROWS = 10
# What has this share of the best one's odds is taken to answer as well, so that its date decides.
_AS_LIKELY = 0.6

# A table row as the loader writes it: "Project: Station Gateway; Towns Fund share: £6.5m."
_ROW = re.compile(r"(?P<header>[^:;.]{1,60}): [^;]+; [^:;]{1,60}: .+")


def choose(part: Part, reading: Reading, threshold: float) -> list[Sentence]:
    """The sentences that answer a part, best first; for a history oldest first. Empty when none is likely enough."""
    if reading.odds < threshold or not reading.sentences:
        return []
    room = HISTORY if part.history else SEVERAL if part.several else ONE
    best = reading.sentences[0]
    units = units_in(best.sentence.text) if part.history else frozenset()
    chosen: list[Sentence] = []
    for item in reading.sentences:
        if item.odds < room.near_best * best.odds or len(chosen) == room.most:
            break
        # A history compares like with like: pounds with pounds, companies with companies.
        alike = not units or bool(units & units_in(item.sentence.text))
        if alike and not any(_says_the_same(item.sentence, other) for other in chosen):
            chosen.append(item.sentence)
    if part.history:
        return sorted(chosen, key=_when)
    if part.current and not part.several:
        likely = {item.sentence for item in reading.sentences if item.odds >= _AS_LIKELY * best.odds}
        return _newest_first([sentence for sentence in chosen if sentence in likely]) + [
            sentence for sentence in chosen if sentence not in likely
        ]
    return _with_rows(part, chosen, reading) if part.several else chosen


def _newest_first(chosen: Sequence[Sentence]) -> list[Sentence]:
    """What is as likely as the best is told from the newest source on; undated last."""
    return sorted(chosen, key=lambda sentence: -_published(sentence))


def _published(sentence: Sentence) -> int:
    published = sentence.passage.source.published
    return published.last_day.toordinal() if published else 0


def _with_rows(part: Part, chosen: Sequence[Sentence], reading: Reading) -> list[Sentence]:
    """A list answered out of a table takes the table's other rows along."""
    likely = [*chosen, *(item.sentence for item in reading.sentences[: SEVERAL.most])]
    for passage in dict.fromkeys(sentence.passage for sentence in likely):
        rows = _rows(passage)
        if len(rows) >= 3 and set(part.terms) & set(terms(rows[0].text.replace(":", " "))):
            return list(dict.fromkeys([chosen[0], *rows[:_MOST_ROWS]]))
    return list(chosen)


def _rows(passage: Passage) -> list[Sentence]:
    found = []
    for span in sentences(passage.text):
        text = passage.text[span.start : span.end]
        if _ROW.fullmatch(text):
            found.append(Sentence(passage, passage.start + span.start, passage.start + span.end, text))
    return found


def _when(sentence: Sentence) -> tuple[date, str, int]:
    """When a sentence holds: the last year it states ("raised £1bn from 2012 to 2020"), else its source's date."""
    source = sentence.passage.source
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", sentence.text)]
    published = source.published.first_day if source.published else date.max
    return date(max(years), 1, 1) if years else published, source.id, sentence.start


def _says_the_same(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences share nearly all words, and every figure: sources that disagree say two things."""
    a, b = set(re.findall(r"\w+", one.text.lower())), set(re.findall(r"\w+", other.text.lower()))
    same_figures = not any(re.search(r"\d", word) for word in a ^ b)
    return same_figures and len(a & b) >= 0.85 * max(len(a), len(b))
