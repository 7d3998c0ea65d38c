"""Whether a value that stands in no quote follows from them, as whoever reads them may tell it (pure)."""

import re
from itertools import pairwise

from bot.proof.basis import Basis
from bot.proof.counted import counts_its_list, may_count
from bot.proof.dated import days_of
from bot.proof.extremes import is_extreme_of_given
from bot.proof.numbers import FOLD, times_of
from bot.proof.predicates import lemma
from bot.proof.same_value import base
from ingest.keywords import terms
from ingest.values import Value, ValueKind
from ingest.values.hedges import LASTING, hedge_before
from ingest.values.numbers import DIGITS, SPELT, number
from ingest.values.statements import Statement

_SOURCES = re.compile(r"\b(?:documents|sources|reports|articles|releases|papers|publications)\b")
_MOST_OF = re.compile(r"\b(?:highest|largest|greatest) number of (?P<whom>(?:any|all) [^,.;]+)")
_PLACES = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_A_YEAR = re.compile(r"\b(?:the|a|one) year (?:from|to|since|after|before|starting|beginning|ending)\b")
_FROM = re.compile(r"\b(?:from|between)\s$", re.IGNORECASE)
_TO = re.compile(r"\s(?:to|and)\s")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_ENDS_FOLLOW = re.compile(r"\s(?:from|between)\s(?:the\s)?\w")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE = re.compile(rf"(?<![\w.,£$€-])(?:{DIGITS}|{SPELT})(?![\w%])", re.IGNORECASE)
# "Building 7" and "Phase 3" count nothing.
_OF_A_NAME = re.compile(
    r"(?:[a-z,;]\s[A-Z][\w&'’-]*|\b(?i:building|phase|section|article|room|level|line|unit|route|page|stage|grade|no\.))\s$"
)
_HOURLY = re.compile(r"\b(?:(?:each|every|per|an)\shour|hourly)\b", re.IGNORECASE)
_UNITS = {
    "gw": "gigawatts",
    "mw": "megawatts",
    "kw": "kilowatts",
    "km": "kilometres",
    "kg": "kilograms",
    "t": "tonnes",
    "ha": "hectares",
}


def follows(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether a value that the quotes lack says in other words what they have: "number two" for the second-biggest."""
    if value.kind is ValueKind.RANK and (most := _MOST_OF.search(said.text, value.start, value.end)):
        return re.search(rf"\bthe most of {most['whom']}", basis.text) is not None
    if value.kind is ValueKind.RANK and is_extreme_of_given(said.text, value.start, basis):
        return True
    others = (_is_derived, _is_from_to, _is_ranked, _is_range, _is_multiple)
    return any(one(said, value, basis) for one in others)


def _is_range(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether "between £5 and £9" is "from £5 to £9" in the quotes, or the value one end of "88 to 94%"."""
    if value.kind is ValueKind.DATE or value.hedge is not None:
        return False
    told = [one.statement for one in basis.told]
    return any(_has_both_ends(value, one) if value.high is not None else _has_end(said, value, one) for one in told)


def _has_both_ends(value: Value, told: Statement) -> bool:
    """Whether a quote goes from the one end of a range to the other."""
    same = [one for one in told.values if one.kind is value.kind and base(one) == base(value)]
    return any(
        (one.value, other.value) == (value.value, value.high)
        and _FROM.search(told.text, 0, one.start) is not None
        and _TO.fullmatch(told.text, one.end, other.start) is not None
        for one, other in pairwise(same)
    )


def _has_end(said: Statement, value: Value, told: Statement) -> bool:
    """Whether a value is an end of a quote's range of which the sentence has both."""
    own = {one.value for one in said.values if one.kind is value.kind} | set(map(float, _PLAIN.findall(said.text)))
    return any(
        one.kind is value.kind
        and base(one) == base(value)
        and one.high is not None
        and value.value in (one.value, one.high)
        and own >= {one.value, one.high}
        for one in told.values
    )


def _is_multiple(_: Statement, value: Value, basis: Basis) -> bool:
    """Whether "three times" is told in one word in the quotes: "would treble its capacity"."""
    is_plain = value.unit == "times" and value.hedge is None
    return is_plain and f"{value.value:g}" in map(times_of, FOLD.finditer(basis.text))


def unquoted_fault(said: Statement, value: Value, basis: Basis) -> str:
    """What is wrong with a value that the quotes lack, in a phrase; a reader of them may yet count or reckon it."""
    if is_count_of_listed(said, value, basis):
        return "a count of what the quotes list"
    if value.kind is ValueKind.COUNT and any(_has_bare(value, one.statement) for one in basis.told):
        return "a number of what the quotes name elsewhere"
    return "a time between two days" if _is_between(value, basis) else "a value that is not in the quotes"


def is_count_of_listed(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether a value may be a count of what the sentence or the quotes list."""
    is_exact_count = value.kind is ValueKind.COUNT and value.hedge is None
    return is_exact_count and may_count(said.text, value.start, round(value.value), basis)


def _is_derived(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether a value that is not in the quotes only says in other words what is there beside it."""
    written = said.text[value.start : value.end]
    unit = value.unit.rstrip("s")
    if value.value == 1 and value.unit in LASTING and re.search(rf"\b[Aa]n? {unit}\b", basis.text):
        return True  # "one hour" is an hour
    if value.value == 1 and (after := re.match(r"\s(?:after|before)\b", said.text[value.end :])):
        # "One day after" is the day after.
        return value.hedge is None and re.search(rf"\bthe {unit}{after.group()}\b", basis.text) is not None
    if value.kind is ValueKind.SHARE and not any(map(str.isdigit, written)) and value.hedge in ("over", "almost"):
        # "More than half ..., 55 %"
        shares = [one.value for told in basis.told for one in told.statement.values if one.kind is ValueKind.SHARE]
        return any(share > value.value if value.hedge == "over" else share < value.value for share in shares)
    if written.lower() == "an hour":  # "eight trains an hour": how often, not how long
        return said.text[: value.start].endswith("s ") and _HOURLY.search(basis.text) is not None
    if value.kind is not ValueKind.COUNT:
        return False
    if value.hedge is None and value.value == len(basis.citations) and _SOURCES.search(written):
        return True
    if value.hedge is None and counts_its_list(said.text, value.end, round(value.value), basis):
        return True
    bare, *rest = said.text[value.bare_start : value.end].split()
    short = next((sign for sign, unit in _UNITS.items() if rest and rest[0].lower() == unit), None)
    if short and re.search(rf"(?<![\w.,]){re.escape(bare)}\s?{short}\b", basis.text, re.IGNORECASE):
        return value.hedge is None
    return any(_stands_bare(said, value, one.statement) for one in basis.told)


def _stands_bare(said: Statement, value: Value, told: Statement) -> bool:
    """Whether a count is a number by itself in a quote that speaks of what it counts: "of whom 215 live there"."""
    _, *noun = said.text[value.bare_start : value.end].split()
    speaks_of_it = not noun or {lemma(stem) for stem in terms(noun[-1])} <= {lemma(stem) for stem in terms(told.text)}
    return speaks_of_it and _has_bare(value, told)


def _has_bare(value: Value, told: Statement) -> bool:
    """Whether a number stands in a quote by itself, hedged alike."""
    return any(
        hedge_before(told.text, found.start())[0] == value.hedge
        for found in _BARE.finditer(told.text)
        if not any(one.start <= found.start() < one.end for one in told.values)
        and not _OF_A_NAME.search(told.text, 0, found.start())
        and float(number(found.group()) or 0) == value.value
    )


def _is_ranked(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether a number is a place that the quotes give, "the number two cluster" for "the second-biggest"."""
    place = _PLACES.get(round(value.value), "") if said.text[: value.start].endswith("number ") else ""
    return bool(place) and re.search(rf"\b{place}\b", basis.text) is not None


def _is_from_to(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether so many months follow with their ends, "the 12 months from April 2021 to March 2022", or are a year."""
    following = [days for date in said.dates if date.start >= value.end and (days := days_of(said, date))]
    if value.unit == "months" and value.value == 12 and not value.hedge and _A_YEAR.search(basis.text):
        return True
    if value.unit != "months" or value.hedge or len(following) < 2 or not _ENDS_FOLLOW.match(said.text, value.end):
        return False
    (first, _), (_, last) = following[:2]
    return (last.year - first.year) * 12 + last.month - first.month + 1 == value.value


def _is_between(value: Value, basis: Basis) -> bool:
    """Whether so many years lie between two years that the quotes tell or were published in."""
    if value.unit not in ("year", "years") or value.high is not None:
        return False
    told = {int(year) for year in _YEAR.findall(basis.text)}
    told |= {one.source.published.first_day.year for one in basis.citations if one.source.published}
    return any(abs(one - other) == value.value for one in told for other in told)
