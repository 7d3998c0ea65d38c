"""Whether a figure is told of the place that its quotes give right behind it (pure).

"42 developers in the UK" are not 42 in Europe, in Stevenage or worldwide.
"""

import re

from bot.proof.basis import Basis
from ingest.values import Value, ValueKind
from ingest.values.statements import Statement, statement_of

_MONTH = r"January|February|March|April|May|June|July|August|September|October|November|December"
_IN = re.compile(
    r"\s(?:(?!are\b|were\b|is\b|was\b|had\b|have\b|has\b|be\b)[a-z]+ ){0,3}(?:in|across|at) (?:the )?"
    rf"(?P<place>United (?:Kingdom|States)|(?!(?:{_MONTH}|Q[1-4]|Phase)\b)[A-Z][A-Za-z-]+)\b"
)
_WORLDWIDE = re.compile(
    r"[^,;.]{0,40}?\b(?:worldwide|globally|around the world|across the (?:world|globe)|in the world|internationally)\b"
)
_WORLD = re.compile(r"\b(?:world\w*|global\w*|international\w*)\b", re.IGNORECASE)
_SAME = {
    "United Kingdom": "UK", "Britain": "UK", "United States": "US", "America": "US", "USA": "US", "EU": "Europe",
}  # fmt: skip


def location_fault(words: str, basis: Basis) -> str | None:
    """The first figure that is told of another place, in a phrase; None when none is."""
    for value in statement_of(words).values:
        if value.kind in (ValueKind.DATE, ValueKind.RANK):
            continue
        told = basis.holding(value)
        place = _place_of(words, value)
        written = words[value.start : value.end]
        if told and place and all(_is_elsewhere(place, *one) for one in told):
            return f"counted in another place: {written}, {place}"
        is_worldwide = value.kind is ValueKind.COUNT and _WORLDWIDE.match(words, value.end)
        if told and is_worldwide and not any(_WORLD.search(statement.text) for statement, _ in told):
            return f"counted in another place: {written}, worldwide"
    return None


def _place_of(text: str, value: Value) -> str | None:
    """The place that is told right behind a value, under one name."""
    found = _IN.match(text, value.end)
    return _SAME.get(found["place"], found["place"]) if found else None


def _is_elsewhere(place: str, told: Statement, value: Value) -> bool:
    """Whether a sentence of the quotes gives the value another place, and does not have this one at all."""
    own = _place_of(told.text, value)
    names = {place, *(name for name, same in _SAME.items() if same == place)}
    return own not in (None, place) and not any(re.search(rf"\b{re.escape(name)}\b", told.text) for name in names)
