"""Whether what goes by a letter, a number or a unit, "haemophilia B", "page 78", "per sq ft", is the quotes' (pure)."""

import re

from bot.proof.basis import Basis
from ingest.values import ValueKind
from ingest.values.statements import statement_of

_LABELLED = re.compile(
    r"\b(?P<what>[A-Za-z][a-z-]{3,}) (?P<label>[A-H]|I{1,3}|IV)\b(?![.’'&-]\w)(?! (?:am|was|have|think)\b)"
)
_NEAR = 12  # characters
_PER_TIME = re.compile(
    r"\s(?:a|an|per|each|every) (?:year|month|week|day|hour)\b(?! (?:earlier|before|later|ago|previously)\b)"
    r"|\s(?:annually|yearly|monthly|weekly|daily)\b"
)
_PER_ANY_TIME = re.compile(
    r"\b(?:a|an|per|each|every) (?:year|month|week|day|hour|annum)\b|\b(?:annual|year|month|week|dai)ly\b|\bannual\b",
    re.IGNORECASE,
)
# Feet or metres, by their first letter.
_PER_AREA = re.compile(
    r"\b(?:per|an?|each|every) sq(?:uare|\.)?[ -]?(?P<unit>[fm])(?:t|eet|oot|et\w+)?\b", re.IGNORECASE
)
_ON_PAGE = re.compile(r"\bpages? (?P<page>\d+)\b", re.IGNORECASE)
_PAGES = re.compile(r"\b(?P<pages>\d+)[ -]pages?\b", re.IGNORECASE)


def label_fault(words: str, basis: Basis) -> str | None:
    """The first thing with another letter or unit of area than in the quotes, or a page told as a number of pages."""
    told = f"{basis.text}\n{basis.cards}"
    theirs = {(one["what"].lower(), one["label"]) for one in _LABELLED.finditer(told)}
    for one in _LABELLED.finditer(words):
        labels = {label for what, label in theirs if what == one["what"].lower()}
        if labels and one["label"] not in labels and not _is_listed(one["label"], told):
            return f"another than in the quotes: {one.group()}"
    areas = {one["unit"].lower() for one in _PER_AREA.finditer(told)}
    area = next((one for one in _PER_AREA.finditer(words) if areas and one["unit"].lower() not in areas), None)
    if area:
        return f"per another unit than in the quotes: {area.group()}"
    if fault := _per_time_fault(words, basis):
        return fault
    on_page = {one["page"] for one in _ON_PAGE.finditer(told)} - {one["pages"] for one in _PAGES.finditer(told)}
    counted = next((one for one in _PAGES.finditer(words) if one["pages"] in on_page), None)
    return f"a page told as a number of them: {counted.group()}" if counted else None


def _per_time_fault(words: str, basis: Basis) -> str | None:
    """ "£1bn a year" where the quotes tell of £1bn, and of nothing by the year."""
    said = statement_of(words)
    for value in said.values:
        # A value may have its time in it or behind it.
        own = _PER_TIME.search(words, value.bare_start) if value.kind is ValueKind.AMOUNT else None
        if own and own.end() <= value.end + _NEAR and not _PER_ANY_TIME.search(basis.text):
            return f"per a time that the quotes do not tell: {words[value.bare_start : own.end()]}"
    return None


def _is_listed(label: str, told: str) -> bool:
    """Whether it stands behind another's letter: "series A and B"."""
    return re.search(rf"(?:\b[A-H]|I{{1,3}}|IV)(?:,| and| or|/) ?(?:[a-z]+ )?{label}\b", told) is not None
