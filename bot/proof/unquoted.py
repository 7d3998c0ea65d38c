"""Whether a value that stands in no quote follows from them, as whoever reads them may tell it (pure)."""

import re

from bot.proof.basis import Basis
from bot.proof.counted import counts_its_list, may_count
from bot.proof.dated import days_of
from bot.proof.extremes import is_extreme_of_given
from bot.proof.predicates import lemma
from ingest.keywords import terms
from ingest.values import Value, ValueKind
from ingest.values.hedges import LASTING, hedge_before
from ingest.values.statements import Statement

_SOURCES = re.compile(r"\b(?:documents|sources|reports|articles|releases|papers|publications)\b")
# What may follow a number that counts what was named before: "(740)", "about 180 will go", "only two are open".
_COUNTS_ALONE = r"(?=\s(?:of|in|such|are|were|is|was|will|would|have|has|had)\b|[);:]|[,.](?!\d)|$)"
_MOST_OF = re.compile(r"\b(?:highest|largest|greatest) number of (?P<whom>(?:any|all) [^,.;]+)")
_PLACES = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_A_YEAR = re.compile(r"\b(?:the|a|one) year (?:from|to|since|after|before|starting|beginning|ending)\b")
_ENDS_FOLLOW = re.compile(r"\s(?:from|between)\s(?:the\s)?\w")
_YEAR = re.compile(r"(?:19|20)\d\d")
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
    return _is_derived(said, value, basis) or _is_from_to(said, value, basis) or _is_ranked(said, value, basis)


def unquoted_fault(said: Statement, value: Value, basis: Basis) -> str:
    """What is wrong with a value that the quotes lack, in a phrase; a reader of them may yet count or reckon it."""
    if is_count_of_listed(said, value, basis):
        return "a count of what the quotes list"
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
    noun = {lemma(stem) for stem in terms(rest[-1])} if rest else set()
    return not _YEAR.fullmatch(bare) and any(
        hedge_before(line, found.start())[0] == value.hedge
        for line in basis.text.splitlines()
        if noun <= {lemma(stem) for stem in terms(line)}
        for found in re.finditer(rf"(?<![\w.,£$€-]){re.escape(bare)}{_COUNTS_ALONE}", line, re.IGNORECASE)
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
