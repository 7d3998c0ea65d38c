"""Which row of a table has the highest or the lowest value, where a question asks for that (pure).

"Which city has the lowest lab rent?" reads as much like the row of one city as like that of the next: the rows of the
table are compared in code, and shown in order. A rank that a source claims in words is another matter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence import Sentence
from bot.question import Part
from bot.rows import row_in
from bot.synonyms import synonyms
from ingest.keywords import terms
from ingest.sentences import sentences
from ingest.types import Passage
from ingest.values import ValueKind, values_in

_ASKS_WHICH = re.compile(
    r"^\W*(?:which|what|where|who|whose|name|in which|(?:the )?(?:most|least|cheap|dear|high|low))", re.I
)
_OF_MONEY = r"expensive|pricey|costly"
_FULL = r"full|busy|occupied|used"
_HIGHEST = re.compile(
    rf"\b(?:highest|largest|biggest|greatest|maximum|dearest|priciest|costliest|fullest|busiest|"
    rf"most (?:{_OF_MONEY}|{_FULL})|"
    r"(?:got|get|gets|has|have|had|received?|receives|takes?|took|given|won) (?:the )?(?:most|largest|biggest))\b",
    re.IGNORECASE,
)
_LOWEST = re.compile(
    rf"\b(?:lowest|smallest|fewest|minimum|cheapest|emptiest|idlest|quietest|least (?:{_OF_MONEY}|{_FULL})|"
    r"(?:got|get|gets|has|have|had|received?|receives|takes?|took|given|won) (?:the )?(?:least|smallest|fewest))\b",
    re.IGNORECASE,
)
_PRICED = re.compile(rf"\b(?:cheap\w*|dear\w*|pric\w+|cost\w+|{_OF_MONEY})\b", re.IGNORECASE)
_FILLED = re.compile(rf"\b(?:fullest|busiest|emptiest|idlest|quietest|(?:most|least) (?:{_FULL}))\b", re.IGNORECASE)
# "Got the most", and "the most money": what there is most of need not be said, or is what a column of sums holds.
_GOT = re.compile(
    r"\b(?:got|get|gets|had|received?|receives|takes?|took|given|won) (?:the )?(?:most|least|largest|smallest|biggest)"
    r"(?: (?:money|funding|cash|funds?)\b|(?= (?:from|of|out)\b)|(?=\W*$))"
    r"|\bthe (?:most|least) (?:money|funding|cash)\b",
    re.IGNORECASE,
)
# What a column holds is the last word of what heads it, before "per sq ft, Q3 2024".
_MEASURED = re.compile(
    r"^(?:the |mean |average |total )*(?P<what>[\w' -]+?)(?= (?:per|in|of|for|at|by|from)\b|[,(]|$)", re.I
)
_CELL = re.compile(r"(?P<head>[^:;]{1,60}): (?P<cell>[^;]+?)(?:;|\.?$)")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Whose a thing is no name, and a table of others' is none of theirs: "which German city".
_WHOSE = re.compile(r"(?<=\w )[A-Z][a-z]+(?:an|ish|ese|ch|ss)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FEWEST, _MOST = 2, 12  # rows


@dataclass(frozen=True, slots=True)
class Extreme:
    """A table's rows by their values, first the one that is asked for; ``text`` says so, without markers."""

    rows: tuple[Sentence, ...]
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    sentence: Sentence
    subject: str
    value: float
    unit: str
    words: str  # the cell's


def extreme(part: Part, passages: Sequence[Passage]) -> Extreme | None:
    """The extreme that a part asks for, out of the first of the passages that holds a table of it; else None.

    Where two rows share the value there is no one answer, and none is given. A row whose cell states no value is named.
    """
    is_highest, is_lowest = (way.search(part.asked) is not None for way in (_HIGHEST, _LOWEST))
    if is_highest is is_lowest or not _ASKS_WHICH.match(part.asked) or part.history:
        return None
    for passage in passages:
        every = _rows(part, passage)
        rows = sorted((row for row in every if row.unit), key=lambda row: row.value, reverse=is_highest)
        if len(rows) >= _FEWEST and rows[0].value != rows[1].value:
            return _told(rows, [row for row in every if not row.unit], "highest" if is_highest else "lowest")
    return None


def _told(rows: Sequence[_Row], without: Sequence[_Row], way: str) -> Extreme:
    first = rows[0]
    text = f"{first.subject}: {first.words} is the {way} of {len(rows)} values ({', '.join(row.words for row in rows)})"
    if without:
        text += f"; no value is given for {', '.join(row.subject for row in without)}"
    return Extreme(tuple(row.sentence for row in (*rows, *without)), first.subject, text)


def _rows(part: Part, passage: Passage) -> list[_Row]:
    """The rows of the passage's table with the values of the column that the question asks for, of one unit."""
    found = [
        Sentence(passage, passage.start + span.start, passage.start + span.end, text)
        for span in sentences(passage.text)
        if row_in(text := passage.text[span.start : span.end])
    ]
    head = _column(part, found[0].text) if _FEWEST <= len(found) <= _MOST and _is_about(part, passage) else ""
    every = [_valued(sentence, head) for sentence in found] if head else []
    named = [row for row in every if set(terms(row.subject)) <= part.names]
    rows = named if len(named) > 1 else every
    units = {row.unit for row in rows if row.unit}
    return rows if len(units) == 1 and _measures(part, head, *units) else []


def _measures(part: Part, head: str, unit: str) -> bool:
    """Whether a column of a unit holds what there is to be most or least of: a rent is no number of laboratories."""
    is_money = len(unit) == len("GBP") and unit.isupper()
    if _PRICED.search(part.asked) or _GOT.search(part.asked):
        return is_money
    if _FILLED.search(part.asked):
        return unit == "%"
    what = _MEASURED.match(head)
    measured = set(terms(what["what"])[-1:]) if what else set()
    return bool(measured & {other for term in part.terms for other in ({term} | synonyms(term))})


def _is_about(part: Part, passage: Passage) -> bool:
    """Whether the passage with its card holds every name and year of the question."""
    about = f"{passage.source.title} {passage.source.publisher} {passage.heading} {passage.text}"
    said = set(terms(about))
    names = all(not set(terms(name)) or set(terms(name)) & said for name in part.entities)
    names = names and set(_WHOSE.findall(part.asked)) <= set(_WHOSE.findall(about))
    return names and set(_YEAR.findall(part.asked)) <= set(_YEAR.findall(about))


def _column(part: Part, row: str) -> str:
    """What heads the column that shares most words with the question; empty where none does or two share as many."""
    asked = {other for term in part.terms for other in ({term} | synonyms(term))}
    heads = [found["head"].strip() for found in _CELL.finditer(row)][1:]
    shared = sorted(((len(_stems(head) & asked), head) for head in heads), reverse=True)
    if not shared or not shared[0][0] or (len(shared) > 1 and shared[0][0] == shared[1][0]):
        return ""
    return shared[0][1]


def _stems(text: str) -> set[str]:
    """Stems, and "lab" for "laboratory"."""
    return {stem for term in terms(text) for stem in ({term, "lab"} if term.startswith("laborator") else {term})}


def _valued(sentence: Sentence, head: str) -> _Row:
    """The row with its value in a column; without a unit where the cell states none, or several."""
    row = row_in(sentence.text)
    assert row
    cell = next((found["cell"].strip() for found in _CELL.finditer(sentence.text) if found["head"].strip() == head), "")
    if _NUMBER.fullmatch(cell):
        return _Row(sentence, row.subject, float(cell.replace(",", "")), "count", cell)
    values = [value for value in values_in(cell) if value.kind is not ValueKind.DATE]
    if len(values) != 1:
        return _Row(sentence, row.subject, 0.0, "", cell)
    return _Row(sentence, row.subject, values[0].value, values[0].unit, cell)
