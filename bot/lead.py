"""The short answer inside a sentence: the value or the name that the question asks for, as it stands there (pure)."""

import re
from collections.abc import Sequence

from bot.question import Expects, Part
from bot.read import Scored
from bot.synonyms import synonyms
from bot.values import Value, ValueKind, values_in
from ingest.keywords import terms

_KINDS = {
    Expects.AMOUNT: ValueKind.AMOUNT,
    Expects.COUNT: ValueKind.COUNT,
    Expects.SHARE: ValueKind.SHARE,
    Expects.SIZE: ValueKind.MEASURE,
    Expects.DURATION: ValueKind.MEASURE,
    Expects.DATE: ValueKind.DATE,
    Expects.RANK: ValueKind.RANK,
}
_NAMED = frozenset((Expects.PERSON, Expects.ORGANISATION, Expects.PLACE))
_LONGEST = 80  # characters: what is longer is no short answer
_NAME = re.compile(r"[A-Z][\w'’&.-]*(?:,? (?:(?:of|and|for|the|in|de|van|von) )*[A-Z][\w'’&.-]*)*")


def short_answer(part: Part, item: Scored) -> tuple[int, int] | None:
    """The characters of the document that answer shortly; None when the sentence does not give them beyond doubt."""
    if part.expects in _KINDS:
        value = answering_value(part, item)
        return (item.sentence.start + value.start, item.sentence.start + value.end) if value else None
    return _named(part, item) if part.expects in _NAMED else None


def answering_value(part: Part, item: Scored) -> Value | None:
    """The value in a sentence that answers a part; None when there is none of its kind, or several might."""
    wanted = _KINDS.get(part.expects)
    given = part.text.lower()
    found = [
        value
        for value in values_in(item.sentence.text)
        if value.kind is wanted and item.sentence.text[value.start : value.end].lower() not in given
    ]
    if part.expects is Expects.COUNT and part.counted:
        found = [value for value in found if _counts(part, value)]
    if len(found) <= 1:
        return found[0] if found else None
    return _picked(item, found)


def _counts(part: Part, value: Value) -> bool:
    """Whether what is counted is what the question counts."""
    unit = set(terms(value.unit))
    return any(unit & ({stem} | synonyms(stem)) for stem in part.counted)


def _picked(item: Scored, values: Sequence[Value]) -> Value | None:
    """The value that the cross-encoder's span touches, if it is one alone."""
    if item.span is None:
        return None
    start, end = item.span[0] - item.sentence.start, item.span[1] - item.sentence.start
    touched = [value for value in values if value.start < end and start < value.end]
    return touched[0] if len(touched) == 1 else None


def _named(part: Part, item: Scored) -> tuple[int, int] | None:
    """The first name inside the cross-encoder's span that the question does not hold already."""
    if item.span is None:
        return None
    asked = part.text.lower()
    text = item.sentence.text
    start, end = item.span[0] - item.sentence.start, item.span[1] - item.sentence.start
    for match in _NAME.finditer(text):
        overlaps = match.start() < end and start < match.end()
        if overlaps and match.group().lower() not in asked and len(match.group()) <= _LONGEST:
            return item.sentence.start + match.start(), item.sentence.start + match.end()
    return None
