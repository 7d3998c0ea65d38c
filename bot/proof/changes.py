"""Whether a value tells by how much something changed, or what it came to or began at, as in its quotes (pure).

"Grew by 117 %" is not "reached 117 %", "8,100 more jobs" are not 8,100 jobs, and who cut a staff to 65 laid off others.
"""

import re
from itertools import pairwise

from bot.proof.basis import Basis
from bot.proof.same_value import is_same
from ingest.values import Value, ValueKind
from ingest.values.statements import Statement, statement_of

_HEDGE = (
    r"(?:(?:over|more than|about|around|some|roughly|approximately|nearly|almost|just under|just over|at least|up to|"
    r"as many as|as much as|an? (?:further|extra|additional)|another|an?)\s)*(?:[£$€]|[A-Z]{3}\s)?$"
)
_GROWS = (
    r"(?:grow|grows|grew|grown|growing|rise|rises|rose|risen|rising|increased?|increases|increasing|climb(?:s|ed)?|"
    r"fell|fallen|falls?)"
)
_THEN = r"(?:in|at|a year|the year|it|before)\b"  # "8,100 more than in 2019"
_UP = r"(?<!made )(?<!make )(?<!makes )(?<!making )up"
_GOES = r"(?:went|gone|goes|going)"
_BY = re.compile(
    rf"\b(?:by|{_UP}|down|(?:rise|increase|growth|fall|drop|cut|decline|gain|reduction) of|{_GROWS}|"
    rf"laid off|lays off|laying off|shed|axed|dismissed|cuts?|cutting)\s{_HEDGE}",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\s(?:percentage points? )?(?:more|fewer|less|extra|additional|further|higher|lower)\b"
    rf"(?! than\b(?! {_THEN}))",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(?:a further|another|an additional|an extra)\s(?:[£$€]|[A-Z]{3}\s)?$", re.IGNORECASE)
_TO = re.compile(
    rf"\b(?:reach(?:es|ed|ing)?|(?:{_GROWS}|{_GOES}|cut|bring\w*|brought)\b[^.;]{{0,60}}?(?<!\bup )\bto|"
    rf", to)\s{_HEDGE}",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?P<rose>(?:up|down|{_GROWS}) (?:(?:by )?[\d.]+(?:%| per ?cent) )?)?from\s{_HEDGE}", re.IGNORECASE
)
_TO_WHAT = re.compile(r"[^.;,]{0,40}?\bto\s[£$€]?\d")
_UP_FROM = re.compile(r"[^.;]{0,80}?,? (?:up|down) from\b")  # "32 in 2024, up from 28": a level that was come to
_UP_BY = re.compile(
    rf"\b(?:up|down|{_GROWS}|rise|increase)\b[^.;\d]{{0,20}} by (?P<number>\d[\d,]*\b)(?!\s?%)", re.IGNORECASE
)
_TO_END = re.compile(r",? (?:to|reaching)(?: reach)?(?: a total of)? ")
_ENDS = re.compile(r"\bfrom [£$€]?\d[^;.]{0,30}? to [£$€]?\d")
_MORE_THAN = re.compile(rf"\b(?P<number>\d[\d,]*) (?:more|fewer|higher|lower) than {_THEN}")
# "Made up 39 %": so much it was, whatever it had been.
_LEVEL = re.compile(
    rf"\b(?:made up|makes? up|accounted for|accounts? for|stood at|amounted to|numbered|totalled|held|holds?)\s"
    rf"{_HEDGE}",
    re.IGNORECASE,
)
_CHANGED = re.compile(rf"\b(?:{_GROWS}|dropped|{_UP}|down)\s(?:by )?{_HEDGE}", re.IGNORECASE)
_TOLD = {"by": "a change", "to": "a level", "from": "a level before"}


def change_fault(words: str, basis: Basis) -> str | None:
    """The first value that is told as a change and is a level in the quotes, or the other way round; mostly None."""
    said = statement_of(words)
    for value in said.values:
        own = _side(words, value)
        if own is None or value.kind is ValueKind.DATE:
            continue
        told = [_side(statement.text, other) for statement, other in basis.holding(value)]
        if told and all(side not in (None, own) for side in told):
            return f"{_TOLD[own]} that is none in the quotes: {words[value.start : value.end]}"
    return _level_fault(said, basis) or _bare_fault(words, basis.text) or _end_fault(said, basis)


def _level_fault(said: Statement, basis: Basis) -> str | None:
    """ "Grew by 39 %" where the quotes tell that it "made up 39 %"."""
    for value in said.values:
        told = [statement.text[: other.bare_start] for statement, other in basis.holding(value)]
        if told and _CHANGED.search(said.text, 0, value.bare_start) and all(map(_LEVEL.search, told)):
            return f"a change that is none in the quotes: {said.text[value.start : value.end]}"
    return None


def _bare_fault(words: str, told: str) -> str | None:
    """ "Up by 116" where the quotes tell of a number "from 116", or that there "were 116", and of no rise by it."""
    for change in (*_UP_BY.finditer(words), *_MORE_THAN.finditer(words)):
        number = re.escape(change["number"])
        is_level = re.search(rf"\b(?:from|had|has|have|was|were|stood at|there are|there were) {number}\b", told)
        if is_level and not re.search(rf"\b(?:by|up|of) {number}\b|\b{number} (?:more|new|extra|additional)\b", told):
            return f"a change that is none in the quotes: {change['number']}"
    return None


def _end_fault(said: Statement, basis: Basis) -> str | None:
    """ "Grew by 70% to reach 187" where the quotes have the 70 % "from 24 to 41", and the 187 of something else."""
    for one, other in pairwise(said.values):
        if one.kind is not ValueKind.SHARE or not _TO_END.fullmatch(said.text, one.end, other.bare_start):
            continue
        holders = [told.statement for told in basis.told if any(is_same(one, own) for own in told.statement.values)]
        others = [statement for statement in holders if not any(is_same(other, own) for own in statement.values)]
        if holders and len(others) == len(holders) and all(_ENDS.search(statement.text) for statement in others):
            return f"an end that is another's in the quotes: {said.text[other.start : other.end]}"
    return None


def _side(text: str, value: Value) -> str | None:
    """Whether something changed "by" a value, came "to" it or began "from" it; None where the words do not show it."""
    before = text[max(0, value.bare_start - 100) : value.bare_start]
    if _MORE.match(text, value.end) or re.search(
        r"(?<!\bor )\b(?:more|fewer|additional|extra|further)\b", text[value.bare_start : value.end]
    ):
        return "by"
    if (began := _FROM.search(before)) and (began["rose"] or _TO_WHAT.match(text, value.end)):
        return "from"
    if _TO.search(before):
        return "to"
    if _UP_FROM.match(text, value.end) and not _BY.search(before):
        return "to"
    return "by" if _BY.search(before) or _FURTHER.search(before) else None
