"""The date that a sentence gives for a value in it (pure). The rules are our own."""

import re

from ingest.values.statements import Statement
from ingest.values.types import Value, ValueKind

# Dates that begin or bound something, or that a value is only compared with.
_NOT_THEN = re.compile(
    r"\b(?:since|from|between|before|after|ahead of|prior to|until|till|up on|down on|than(?: in)?)"
    r"\s(?:(?:the|its|their|about|around)\s)*$",
    re.IGNORECASE,
)
# What happened then, as against how things stood then.
_EVENT = re.compile(
    r"\b(?:open(?:s|ed|ing)?|found(?:ed)|set up|establish(?:ed)|beg[au]n|start(?:s|ed|ing)?|built|complet(?:e|ed)|"
    r"finish(?:ed)?|launch(?:ed)?|reported)(?:\s(?:in|on|by|from|at|during))?\s(?:about\s)?$",
    re.IGNORECASE,
)
_STANDS_NOW = re.compile(r"\b(?:has|have|is|are|now|houses|employs|today|currently|already)\b", re.IGNORECASE)
_FROM = re.compile(
    r"(?<![\w-])(?:up|down|rose|risen|grew|grown|fell|fallen|went|gone|(?:in|de)creased?|rising|growing|moved|cut)"
    r"\b[^.;,]*\bfrom\s$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:from|than|against|versus|(?:up|down) on|compared (?:with|to)|as opposed to)\s(?:(?:the|its|just|only)\s)?$",
    re.IGNORECASE,
)
_COUNTED_EVENT = re.compile(r"\s(?:had |has |have |were |was )?(?:been )?\w+\s(?:(?:in|on|by|during)\s)?(?:about\s)?")
# ", founded in 2012," tells of the company, not of what is said about it.
_ASIDE = re.compile(r"\s*(?:(?:was|were|first|originally|as)\s)*\w+(?:ed|wn|lt|un|ht)\s(?:(?:in|on|by|at|from)\s)?$")
_OPENS = re.compile(
    r"\W*(?:as\s)?(?:in|by|on|at|of|for|during|between|throughout)\b\s(?:the\s)?(?:about\s)?$", re.IGNORECASE
)
_ONLY_A_DATE = re.compile(
    r"(?:\W|\b(?:year|date|period|month|as|of|in|by|on|at|the|about|only|alone|to|and)\b)*", re.IGNORECASE
)
_NOW = re.compile(r"\b(?:now|today|currently|at present|to date)\b", re.IGNORECASE)


def when(statement: Statement, value: Value) -> tuple[Value | None, bool]:
    """The date that the sentence gives for a value; and whether the value is an earlier one of no date at all."""
    clause = statement.clause_of(value)
    after = _after(statement, value, clause)
    if after:
        return after, False
    if _FROM.search(statement.text, clause[0], value.start):
        return None, True
    found = _before(statement, value, clause) or _bracketed(statement, value, clause)
    found = found or _elsewhere(statement, value, clause)
    return (None if found and _is_of_an_earlier(statement, value, found) else found), False


def iso(date: Value) -> str | None:
    """A date value in ISO 8601: year, month or day, the end of a span of years; None for a decade and without a year.

    Seasons, quarters and halves come to their year; the start and the end of a year to its first and last month.
    """
    unit = date.unit
    if "/" in unit:
        return unit.partition("/")[2]
    if re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", unit):
        return unit
    if not re.match(r"[0-9]{4}-", unit):
        return None
    return unit[:4] + {"end": "-12", "start": "-01"}.get(unit[5:], "")


def _is_of_an_earlier(statement: Statement, value: Value, date: Value) -> bool:
    """Whether a date follows what a value is only compared with: "168 trials, up from 154 in 2020"."""
    between = [
        other
        for other in statement.values
        if other.kind is not ValueKind.DATE and value.end <= other.start and other.end <= date.start
    ]
    return any(_COMPARED.search(statement.text, value.end, other.start) for other in between)


def _dates_in(statement: Statement, span: tuple[int, int]) -> list[Value]:
    """The dates of a stretch that can say when something held."""
    return [
        date
        for date in statement.dates
        if span[0] <= date.bare_start < span[1]
        and iso(date) is not None
        and not _NOT_THEN.search(statement.text, statement.start, date.start)
    ]


def _after(statement: Statement, value: Value, clause: tuple[int, int]) -> Value | None:
    """The date that follows in the clause, before another value: "89 in 2019". Not that of an event."""
    others = [other for other in statement.values if other.kind is not ValueKind.DATE and other.start >= value.end]
    until = min([clause[1], *(other.start for other in others)])
    for date in _dates_in(statement, (value.end, until)):
        between = statement.text[value.end : date.start]
        if not _EVENT.search(between) or (value.kind is ValueKind.COUNT and _COUNTED_EVENT.fullmatch(between)):
            return date
    return None


def _before(statement: Statement, value: Value, clause: tuple[int, int]) -> Value | None:
    """The last date before a value in its clause, else the one date that follows other values there."""
    quote = statement.text
    dates = [
        date
        for date in _dates_in(statement, (clause[0], value.start))
        if not (_EVENT.search(quote, clause[0], date.start) and _STANDS_NOW.search(quote[date.end : value.start]))
    ]
    if dates:
        return dates[-1]
    if _is_bounded(statement, value):
        return None
    later = [date for date in _dates_in(statement, clause) if not _EVENT.search(quote, clause[0], date.start)]
    return later[0] if len(later) == 1 else None


def _is_bounded(statement: Statement, value: Value) -> bool:
    """Whether a date of its own only bounds a value: "49% after the offer of 2020 and 49.7% in November 2023"."""
    behind = next((other for other in statement.values if other.bare_start >= value.end), None)
    return behind is not None and behind.kind is ValueKind.DATE and len(statement.dates) > 1


def _bracketed(statement: Statement, value: Value, clause: tuple[int, int]) -> Value | None:
    """ "540 (2012)"."""
    if statement.text[clause[1] - 1 : clause[1]] != "(" or statement.text[value.end : clause[1] - 1].strip():
        return None
    following = next((span for span in statement.clauses if span[0] == clause[1]), None)
    return (
        next(iter(_dates_in(statement, following)), None)
        if following and _is_only_a_date(statement, following)
        else None
    )


def _elsewhere(statement: Statement, value: Value, clause: tuple[int, int]) -> Value | None:
    """A date that governs the sentence, that of the clause before, or the only one; not that of an event or aside."""
    quote = statement.text
    if _NOW.search(quote, *clause):
        return None
    alone = [span for span in statement.clauses if _is_only_a_date(statement, span)]
    dates = [date for span in alone for date in _dates_in(statement, span) if not _follows_a_value(statement, span)]
    if len(dates) == 1:
        return dates[0]
    opening = next(iter(statement.dates), None)
    governs = opening and ";" not in quote[opening.end : value.start]
    if opening and governs and _OPENS.fullmatch(quote[statement.start : opening.start]):
        return next(iter(_dates_in(statement, statement.clause_of(opening))), None)
    told = [date for date in _dates_in(statement, (statement.start, statement.end)) if not _is_aside(statement, date)]
    joined = [date for date in told if ";" not in quote[min(date.end, value.end) : max(date.start, value.start)]]
    earlier = [date for date in joined if date.end <= clause[0]]
    if len(statement.dates) == 1 and joined:
        return joined[0]
    before = next((span for span in statement.clauses if span[1] == clause[0]), None)
    return (
        earlier[-1] if earlier and before and before[0] <= earlier[-1].start and _has_value(statement, before) else None
    )


def _is_aside(statement: Statement, date: Value) -> bool:
    """Whether a date is that of an event or of an aside, or stands in brackets after a value of its own."""
    clause = statement.clause_of(date)
    before = statement.text[clause[0] : date.start]
    is_bracketed = statement.text[: clause[0]].endswith("(")
    return bool(is_bracketed or _EVENT.search(before) or _ASIDE.fullmatch(before))


def _has_value(statement: Statement, clause: tuple[int, int]) -> bool:
    """Whether a clause states a value, so that the next may go on from it: "£1bn by October 2019, 60% of it ..."."""
    return any(
        value.kind is not ValueKind.DATE and clause[0] <= value.bare_start < clause[1] for value in statement.values
    )


def _is_only_a_date(statement: Statement, clause: tuple[int, int]) -> bool:
    rest = statement.text[clause[0] : clause[1]]
    dates = [date for date in statement.dates if clause[0] <= date.start and date.end <= clause[1]]
    for date in reversed(dates):
        rest = rest[: date.start - clause[0]] + rest[date.end - clause[0] :]
    return bool(dates) and _ONLY_A_DATE.fullmatch(rest) is not None


def _follows_a_value(statement: Statement, clause: tuple[int, int]) -> bool:
    """Whether a clause stands in brackets right after a value, which it then dates alone."""
    before = statement.text[: clause[0]]
    return before.endswith("(") and any(value.end == len(before[:-1].rstrip()) for value in statement.values)
