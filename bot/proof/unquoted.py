"""Whether a value that stands in no quote follows from them, as whoever reads them may tell it (pure)."""

import re

from bot.proof.basis import Basis
from bot.proof.dated import days_of
from bot.proof.items import items_of
from bot.proof.predicates import lemma
from ingest.keywords import terms
from ingest.values import Value, ValueKind
from ingest.values.hedges import LASTING, hedge_before
from ingest.values.statements import Statement

_SOURCES = re.compile(r"\b(?:documents|sources|reports|articles|releases|papers|publications)\b")
_LISTED = re.compile(
    r"(?:,|:|\s[–—-])\s(?P<names>[A-Z][\w&’'-]*(?:\s[\w&’'-]+)*?(?:,\s[A-Z][\w\s&’'-]*?)*(?:,?\sand\s[A-Z][\w&’'-]*))"
)
# "Three partners stand behind it: A, B and C."
_LISTED_AT_LAST = re.compile(
    r"[^:;.]{0,60}:\s(?P<names>(?:the\s)?[A-Z][\w\s&’'-]*(?:,\s(?:the\s)?[A-Z][\w\s&’'-]*)*,?\sand\s(?:the\s)?[A-Z][\w\s&’'-]*)\W*$"
)
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
_ENUMERATION = re.compile(r"[^,;:.]+(?:[,;]\s[^,;:.]+)*[,;]?\sand\s[^,;:.]+")
_BOTH = re.compile(r"\b[Bb]oth\s[A-Z][^.;]*?\sand\s")
# "Three counties came out on top": spelled out, as one counts a list.
_SMALL = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:and|point|hundred|thousand))", re.I
)


def follows(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether a value that the quotes lack says in other words what they have: "number two" for the second-biggest."""
    if value.kind is ValueKind.RANK and (most := _MOST_OF.search(said.text, value.start, value.end)):
        return re.search(rf"\bthe most of {most['whom']}", basis.text) is not None
    return _is_derived(said, value, basis) or _is_from_to(said, value, basis) or _is_ranked(said, value, basis)


def unquoted_fault(said: Statement, value: Value, basis: Basis) -> str:
    """What is wrong with a value that the quotes lack, in a phrase; a reader of them may yet count or reckon it."""
    if _SMALL.match(said.text, value.start) and value.kind is ValueKind.COUNT and _is_counted(value, basis):
        return "a count of what the quotes list"
    return "a time between two days" if _is_between(value, basis) else "a value that is not in the quotes"


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
    if listed := _LISTED.match(said.text, value.end) or _LISTED_AT_LAST.match(said.text, value.end):
        return value.hedge is None and value.value == len(items_of(listed["names"]))
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


def _is_counted(value: Value, basis: Basis) -> bool:
    """Whether there are as many in a list of the quotes, or as many sentences: whoever reads them may count."""
    lists = [found.group() for one in basis.told for found in _ENUMERATION.finditer(one.statement.text)]
    sizes = {len(items_of(listed)) for listed in lists} | {listed.count(";") + 1 for listed in lists}
    sizes.add(len(basis.told))
    sizes.add(sum(line.startswith("|") for line in basis.text.splitlines()) - 2)  # a table's rows below its head
    sizes |= {2} if _BOTH.search(basis.text) else set()
    return value.hedge is None and value.value in sizes


def _is_between(value: Value, basis: Basis) -> bool:
    """Whether so many years lie between two years that the quotes tell or were published in."""
    if value.unit not in ("year", "years") or value.high is not None:
        return False
    told = {int(year) for year in _YEAR.findall(basis.text)}
    told |= {one.source.published.first_day.year for one in basis.citations if one.source.published}
    return any(abs(one - other) == value.value for one in told for other in told)
