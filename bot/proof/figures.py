"""Whether every number, amount, share, date and rank of a sentence stands in its quotes, of the same thing (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose

from bot.proof.alike import alike, are_kin
from bot.proof.basis import Basis, Told
from bot.proof.numbers import number_fault
from bot.proof.predicates import denies_at, is_planned, may_be_planned
from bot.traits import scopes_of
from ingest.keywords import terms
from ingest.values import Value, ValueKind, date_range
from ingest.values.statements import Statement, statement_of
from ingest.values.when import when

_BEST = re.compile(r"(?:larg|bigg|small|old|new|high|low|tall|fast|great)est|first|top", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?:outside|beyond|except|excluding) (?:of )?(?:the )?(?:(?P<us>US|USA|United States|America)|UK|Europe|"
    r"China)\b",
    re.IGNORECASE,
)
_AS_TOLD = re.compile(
    r"\b(?:as of|as at|according to|report\w*|sa(?:id|ys)|publish\w*|announc\w*|stat(?:ed|es)|dated|told|"
    r"wrote)\b[^,;]{0,40}$",
    re.IGNORECASE,
)
_IS_NOW = re.compile(
    r"\b(?:is|are|has|have|will|can|stands?|employs?|means|plans|expects|works|runs|says|makes|gives|provides|now)\b"
)
_SOURCES = re.compile(r"\b(?:documents|sources|reports|articles|releases|papers|publications)\b")
_LISTED = re.compile(
    r"(?:,|:|\s[–—-])\s(?P<names>[A-Z][\w&’'-]*(?:\s[\w&’'-]+)*?(?:,\s[A-Z][\w\s&’'-]*?)*(?:,?\sand\s[A-Z][\w&’'-]*))"
)
_ORDINAL = re.compile(
    r"\b(?:first|second(?!s)|third(?!s)|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b(?!-)", re.IGNORECASE
)
_BOUNDS = re.compile(r"\b(?:by|until|till|before|after|since|from|due)\s(?:the\s)?(?:end of\s)?$", re.IGNORECASE)
_PRONOUNS = frozenset(terms("ones others them those these"))
_UNITS = {
    "gw": "gigawatts",
    "mw": "megawatts",
    "kw": "kilowatts",
    "km": "kilometres",
    "kg": "kilograms",
    "t": "tonnes",
    "ha": "hectares",
}
_SAME_BEST = {"biggest": "largest", "greatest": "largest"}
# How a value may be bounded, and what may be said for it that is no more.
_WEAKER = {("over", "at least")}


def figure_fault(words: str, basis: Basis) -> str | None:
    """The first value that is not proven, in a phrase; None when all are."""
    said = statement_of(words)
    for value in said.values:
        fault = _date_fault(said, value, basis) if value.kind is ValueKind.DATE else _value_fault(said, value, basis)
        if fault:
            return f"{fault}: {words[value.start : value.end]}"
    return number_fault(said, basis) or _ordinal_fault(words, basis) or _status_fault(said, basis)


@dataclass(frozen=True, slots=True)
class _Candidate:
    told: Told
    value: Value


def _value_fault(said: Statement, value: Value, basis: Basis) -> str | None:
    every = [_Candidate(told, other) for told in basis.told for other in told.statement.values]
    same = [one for one in every if _is_same(value, one.value)]
    if not same:
        if _is_derived(said, value, every, basis):
            return None
        return "a value that is not in the quotes"
    if value.kind is ValueKind.RANK:
        return _rank_fault(said, value, same)
    of_it = [one for one in same if _counts_the_same(value, one.value, said, one.told.statement)]
    if not of_it:
        return "a value of something else"
    if not any(_is_bounded_alike(value, one.value) or _is_converted(one) for one in of_it):
        return "a value bounded otherwise"
    if not any(_may_hold_then(said, value, one) for one in of_it):
        return "a value of another time"
    return None


def _is_derived(said: Statement, value: Value, every: Sequence[_Candidate], basis: Basis) -> bool:
    """Whether a value that is not in the quotes only says in other words what is there beside it."""
    written = said.text[value.start : value.end]
    if value.kind is ValueKind.SHARE and not any(map(str.isdigit, written)) and value.hedge in ("over", "almost"):
        # "More than half ..., 55 %"
        shares = [one.value.value for one in every if one.value.kind is ValueKind.SHARE]
        return any(share > value.value if value.hedge == "over" else share < value.value for share in shares)
    if value.kind is not ValueKind.COUNT or value.hedge not in (None, "about"):
        return False
    if value.hedge is None and value.value == len(basis.citations) and _SOURCES.search(written):
        return True
    if listed := _LISTED.match(said.text, value.end):
        return value.hedge is None and len(re.split(r",\s(?:and\s)?|\sand\s", listed["names"])) == value.value
    bare, *rest = said.text[value.bare_start : value.end].split()
    short = next((sign for sign, unit in _UNITS.items() if rest and rest[0].lower() == unit), None)
    if short and re.search(rf"(?<![\w.,]){re.escape(bare)}\s?{short}\b", basis.text, re.IGNORECASE):
        return value.hedge is None
    hedge = r"(?i:about|around|some|roughly|approximately)\s" if value.hedge else ""
    return re.search(rf"(?<![\w.,-]){hedge}{re.escape(bare)}\s(?:of|in)\s", basis.text, re.IGNORECASE) is not None


def _is_same(one: Value, other: Value) -> bool:
    """Whether two values are one, whatever the words and the hedge."""
    if one.kind is ValueKind.COUNT and other.kind is ValueKind.MEASURE and one.unit in ("count", other.unit):
        return one.value == other.value
    if one.kind is not other.kind or (one.kind is not ValueKind.COUNT and _base(one) != _base(other)):
        return False
    if (one.high is None) != (other.high is None):
        return False
    ends = [(one.value, other.value)] + ([(one.high, other.high)] if one.high and other.high else [])
    return all(isclose(a, b, rel_tol=1e-4 if one.kind is ValueKind.SHARE else 1e-9) for a, b in ends)


def _base(value: Value) -> str:
    return value.unit.partition(" per ")[0]


def _counts_the_same(value: Value, other: Value, said: Statement, told: Statement) -> bool:
    """Whether a count is of what the quote counts; a number by itself may be of anything near it."""
    if value.kind is not ValueKind.COUNT:
        return True
    own = set(terms(value.unit.split()[-1]))
    written = set(terms(said.text[value.start : value.end]))
    if not own <= written or own & _PRONOUNS:
        return True  # a number alone: of what, the words near it tell
    near = set(terms(other.unit)) | _around(told, other)
    if own & near or any(alike(stem) & near or any(are_kin(stem, one, 3) for one in near) for stem in own):
        return True
    last = re.escape(value.unit.split()[-1].rstrip("s"))
    if re.search(rf"\b(?:an?|one)\s(?:[\w-]+\s){{0,2}}{last}", told.text):
        return False  # there is one of these
    others = {stem for one in told.values if one.value != other.value for stem in terms(one.unit)[-1:]}
    return bool(own & set(terms(told.text)) - others)


def _around(statement: Statement, value: Value) -> frozenset[str]:
    """The stems near a value: its own noun, and its clause up to the values beside it."""
    text, clause = statement.text, statement.clause_of(value)
    others = [other for other in statement.values if other is not value and other.kind is not ValueKind.DATE]
    before = max((other.end for other in others if other.end <= value.start), default=0)
    after = min((other.start for other in others if other.start >= value.end), default=len(text))
    near = f"{text[max(before, clause[0]) : value.bare_start]} {text[value.bare_start : min(after, clause[1])]}"
    return frozenset(stem for stem in terms(near) if not stem[0].isdigit())


def _is_bounded_alike(value: Value, other: Value) -> bool:
    return value.hedge == other.hedge or (other.hedge, value.hedge) in _WEAKER


def _is_converted(one: _Candidate) -> bool:
    """Whether the value stands in brackets after another: "about 23,200 sq m (250,000 sq ft)" bounds both."""
    return one.told.statement.text[: one.value.start].endswith("(")


def _may_hold_then(said: Statement, value: Value, one: _Candidate) -> bool:
    """Whether the date that the sentence gives for a value is no other than its quote's, or else its source's."""
    held, _ = when(said, value)
    statement = one.told.statement
    own = _days(said, held) if held and _is_near(said, held, value) else None
    if held and _AS_TOLD.search(said.text, 0, held.start):
        return True  # when it was told; another rule weighs that
    if own is None:
        return _may_be_of_its_clause(said, value, statement, one.value)
    theirs = _days(statement, when(statement, one.value)[0])
    published = one.told.citation.source.published
    if theirs is None and published is not None and own not in [_days(statement, date) for date in statement.dates]:
        theirs = (published.first_day, published.last_day)
    return theirs is None or (own[0] <= theirs[1] and theirs[0] <= own[1])


def _may_be_of_its_clause(said: Statement, value: Value, told: Statement, other: Value) -> bool:
    """Whether the one date in a value's clause, "49 tenants at its opening in 2012", is the quote's own."""
    beside = [_days(said, date) for date in said.dates if said.clause_of(date) == said.clause_of(value)]
    theirs = [_days(told, date) for date in told.dates if told.clause_of(date) == told.clause_of(other)]
    if len(beside) != 1 or not theirs or beside[0] is None or None in theirs:
        return True
    return any(beside[0][0] <= days[1] and days[0] <= beside[0][1] for days in theirs if days)


def _is_near(said: Statement, held: Value, value: Value) -> bool:
    """Whether a date stands in the clause of a value, or opens the sentence."""
    first, last = said.clause_of(value)
    opens = not terms(said.text[: held.start])
    return first <= held.start < last or opens


def _days(statement: Statement, held: Value | None) -> tuple[date, date] | None:
    return date_range(statement.text[held.bare_start : held.end]) if held else None


def _rank_fault(said: Statement, value: Value, same: Sequence[_Candidate]) -> str | None:
    own = said.text[value.start : value.end]
    for one in same:
        statement = one.told.statement
        theirs = statement.text[one.value.start : one.value.end]
        within = _wide(statement.text) >= _wide(_of_its_own(said, value)) >= _wide(theirs)
        if _superlative(theirs) == _superlative(own) and value.hedge == one.value.hedge and within:
            return None
    return "a rank that is not claimed"


def _of_its_own(said: Statement, value: Value) -> str:
    """What is said of a rank: up to the next one."""
    ranks = [other for other in said.values if other.kind is ValueKind.RANK and other is not value]
    first = max((other.end for other in ranks if other.end <= value.start), default=0)
    last = min((other.start for other in ranks if other.start >= value.end), default=len(said.text))
    return said.text[first if len(ranks) else 0 : last]


def _wide(text: str) -> frozenset[str]:
    """How far a rank reaches: UK, Europe, world, and what it leaves out."""
    outside = {"us" if match["us"] else match.group().split()[-1].lower() for match in _OUTSIDE.finditer(text)}
    return frozenset(outside | (scopes_of(_OUTSIDE.sub(" ", text)) & {"UK", "Europe", "world"}))


def _superlative(text: str) -> str:
    found = _BEST.search(text)
    word = found.group().lower() if found else ""
    return _SAME_BEST.get(word, word)


def _date_fault(said: Statement, value: Value, basis: Basis) -> str | None:
    own = _days(said, value)
    told = [days for one in basis.told for date in one.statement.dates if (days := _days(one.statement, date))]
    told += [days for one in basis.citations if (days := date_range(one.source.title))]
    if own is None:
        units = {date.unit for one in basis.told for date in one.statement.dates}
        known = value.unit in units or any(unit.endswith(value.unit[1:]) for unit in units)
        return None if known else "a date of nothing"
    # A year is true of a day in it; a day is not told by its year.
    if any(own[0] <= days[0] and days[1] <= own[1] for days in told):
        return None
    # When it was published is when it was so, or was said; it is not when something else happened.
    published = [one.source.published for one in basis.citations if one.source.published]
    is_now = _IS_NOW.search(basis.text) and re.search(r"\b[Ii]n (?:\w+ )?$", said.text[: value.start])
    is_then = any(own[0] <= one.first_day and one.last_day <= own[1] for one in published)
    if (
        is_then
        and (not told or is_now or _AS_TOLD.search(said.text, 0, value.start))
        and not _BOUNDS.search(said.text, 0, value.start)
    ):
        return None
    return "a date that is not in the quotes"


def _ordinal_fault(words: str, basis: Basis) -> str | None:
    """Whether it is the second where the quotes tell of the first."""
    known = {match.group().lower() for match in _ORDINAL.finditer(basis.text)}
    own = {match.group().lower() for match in _ORDINAL.finditer(words)}
    return f"an order that the quotes do not tell: {min(own - known)}" if known and own - known else None


def _status_fault(said: Statement, basis: Basis) -> str | None:
    """Whether what is planned is told as achieved, or the other way round."""
    for value in said.values:
        same = [
            (told.statement.text, other.start)
            for told in basis.told
            for other in told.statement.values
            if _is_same(value, other)
        ]
        written = said.text[value.start : value.end]
        is_date = value.kind is ValueKind.DATE
        planned = [is_planned(text, place, before=is_date) for text, place in same]
        may_be = value.hedge == "up to" or may_be_planned(said.text, value.start) or denies_at(said.text, value.start)
        if same and all(planned) and not may_be:
            return f"a plan told as a fact: {written}"
        before = max((other.end for other in said.values if other.end <= value.start), default=0)
        is_next = is_planned(said.text[before:], value.start - before, before=True)
        if same and is_next and not any(may_be_planned(text, place) for text, place in same):
            return f"a fact told as a plan: {written}"
    return None
