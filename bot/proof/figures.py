"""Whether every number, amount, share, date and rank of a sentence stands in its quotes, of the same thing (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isclose

from bot.proof.alike import alike, are_kin
from bot.proof.basis import Basis, Told, is_ahead, words_of
from bot.proof.dated import date_fault, days_of, may_hold_then
from bot.proof.numbers import PARTED, number_fault
from bot.proof.predicates import denies_at, is_planned, lemma, may_be_planned
from bot.traits import scopes_of
from ingest.keywords import terms
from ingest.values import Value, ValueKind
from ingest.values.hedges import LASTING, hedge_before
from ingest.values.statements import Statement, statement_of

_BEST = re.compile(r"(?:larg|bigg|small|old|new|high|low|tall|fast|great)est|first|top", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?:outside|beyond|except|excluding|leaving aside|apart from|anywhere but in) (?:of |those in )?"
    r"(?:the )?(?:(?P<us>US|USA|United States|America)|UK|Europe|"
    r"China)\b",
    re.IGNORECASE,
)
_SOURCES = re.compile(r"\b(?:documents|sources|reports|articles|releases|papers|publications)\b")
_LISTED = re.compile(
    r"(?:,|:|\s[–—-])\s(?P<names>[A-Z][\w&’'-]*(?:\s[\w&’'-]+)*?(?:,\s[A-Z][\w\s&’'-]*?)*(?:,?\sand\s[A-Z][\w&’'-]*))"
)
# "Three partners stand behind it: A, B and C."
_LISTED_AT_LAST = re.compile(
    r"[^:;.]{0,60}:\s(?P<names>(?:the\s)?[A-Z][\w\s&’'-]*(?:,\s(?:the\s)?[A-Z][\w\s&’'-]*)*,?\sand\s(?:the\s)?[A-Z][\w\s&’'-]*)\W*$"
)
_ORDINAL = re.compile(
    r"\b(?:first|second(?!s)|third(?!s)|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b(?!-)"
    r"(?! (?:opened|began|started|came|reported|announced)\b)",
    re.IGNORECASE,
)
_PRONOUNS = frozenset(terms("ones others them those these"))
# A count of the second may be told as one of the first: every start-up is a company.
_WIDER = tuple(
    (frozenset(terms(wide)), frozenset(terms(narrow)))
    for wide, narrow in (
        (
            "companies firms businesses",
            "start-ups startups spin-outs spin-offs collaborators suppliers developers makers",
        ),
        ("people", "patients students apprentices residents scientists researchers volunteers visitors participants"),
        ("organisations bodies parties backers", "partners companies firms collaborators investors founders sponsors"),
    )
)
_PEOPLE, _POPULATION = frozenset(terms("people")), frozenset(terms("population"))
# What may follow a number that counts what was named before: "(740)", "about 180 will go", "only two are open".
_COUNTS_ALONE = r"(?=\s(?:of|in|such|are|were|is|was|will|would|have|has|had)\b|[);:]|[,.](?!\d)|$)"
_PLACES = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_A_YEAR = re.compile(r"\b(?:the|a|one) year (?:from|to|since|after|before|starting|beginning|ending)\b")
_ENDS_FOLLOW = re.compile(r"\s(?:from|between)\s(?:the\s)?\w")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LARGE = re.compile(r"\d\s?(?:million|billion|m|bn)\b")
# Done on a day that came after the source was published.
_IS_DONE = re.compile(r"\b(?:[a-z]+ed|was|were|had|began|came|went|rose|fell|became|won)\s(?:[a-z]+\s){0,2}$")
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
# A rank in other words: "number three in the world and the biggest in the UK".
_NUMBERED = re.compile(
    r"\b(?:(?:[Nn]umber|[Nn]o\.) (?:one|two|three|four|five|\d+)|(?<=\s)(?:second|third|fourth|fifth))"
    r" in (?:the )?[A-Za-z]+"
)
_SAME_BEST = {"biggest": "largest", "greatest": "largest"}
# How a value may be bounded, and what may be said for it that is no more.
_WEAKER = {("over", "at least")}
# How near an exact value is to what "over", "almost" and "about" may be said for it, as factors.
_BLURRED = {"over": (1.0, 1.05), "almost": (0.95, 1.0), "about": (0.97, 1.03)}
_PASSES = re.compile(r"\b(?:passed|topped|surpassed|passing|topping|past)\s(?:the\s)?$", re.IGNORECASE)

_TAKES = re.compile(
    r"\b(?:in|within|inside|(?<!in )over|in the space of|over the (?:next|course of))\s(?:the next\s)?$", re.IGNORECASE
)
_ENUMERATION = re.compile(r"[^,;:.]+(?:[,;]\s[^,;:.]+)*[,;]?\sand\s[^,;:.]+")
# "Three counties came out on top": spelled out, as one counts a list.
_SMALL = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:and|point|hundred|thousand))", re.I
)
_OPENING_WORDS = 3
_BOTH = re.compile(r"\b[Bb]oth\s[A-Z][^.;]*?\sand\s")
# "Well above the 3,199 of 2019" bounds nothing: it holds another value against that.
_HELD_AGAINST = re.compile(r"\b(?:than|above|below|over|under|past|exceed(?:s|ed|ing)?|beyond)\sthe\s$", re.IGNORECASE)

_GIVES = re.compile(
    r"(?P<who>[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*)*)\s(?:gives?|gave|states?|stated|lists?|listed|counts?|counted|speaks?\sof|spoke\sof|mentions?|mentioned|"
    r"values?\s(?:it|the\s[\w\s-]{1,60}?)\sat|"
    r"puts?\s(?:it|the\s[\w\s]{1,40}?)\sat)\s(?:the\s[a-z]+\sas\s|(?:a|the)\s(?:exact\s)?(?:figure|sum|amount|size)\sof\s)?$"
)
# "The total could reach EUR 655m" where it is up to that.
_MAY_REACH = re.compile(
    r"^at (?:the )?(?:very )?most\b[^.;]*$|"
    r"\b(?:could|may|might|can)\s(?:\w+\s)?(?:reach|be|come to|rise to|amount to|total|go)\s"
    r"(?:as (?:high|much|many) as\s)?$"
    r"|\b(?:potentially|possibly)\s(?:bring|tak|rais)ing\s(?:the\s\w+|it)\sto\s$",
    re.IGNORECASE,
)


def figure_fault(words: str, basis: Basis) -> str | None:
    """The first value that is not proven, in a phrase; None when all are."""
    said = statement_of(words)
    for value in (_as_sum(said, value) for value in said.values):
        fault = date_fault(said, value, basis) if value.kind is ValueKind.DATE else _value_fault(said, value, basis)
        if fault:
            return f"{fault}: {words[value.start : value.end]}"
    return number_fault(said, basis) or _ordinal_fault(words, basis) or _status_fault(said, basis)


def _as_sum(said: Statement, value: Value) -> Value:
    """ "1.1 billion of which" after an amount is one too, in the same money."""
    before = [other for other in said.values if other.kind is ValueKind.AMOUNT and other.end <= value.start]
    is_bare = (
        value.kind is ValueKind.COUNT
        # Where it names none, what it counts has been taken from what was counted before.
        and (value.unit == "count" or value.unit not in said.text[value.start : value.end])
        and _LARGE.search(said.text, value.start, value.end) is not None
    )
    return replace(value, kind=ValueKind.AMOUNT, unit=before[-1].unit) if is_bare and before else value


@dataclass(frozen=True, slots=True)
class _Candidate:
    told: Told
    value: Value


def _value_fault(said: Statement, value: Value, basis: Basis) -> str | None:
    every = [_Candidate(told, other) for told in basis.told for other in told.statement.values]
    same = [one for one in every if is_same(value, one.value)]
    blurred = [] if same else [one for one in every if _blurs(value, one.value)]
    if blurred and any(_counts_the_same(value, one.value, said, one.told.statement) for one in blurred):
        return None
    if not same:
        if _is_derived(said, value, every, basis) or _is_from_to(said, value, basis) or _is_ranked(said, value, basis):
            return None
        if _SMALL.match(said.text, value.start) and value.kind is ValueKind.COUNT and _is_counted(value, basis):
            return "a count of what the quotes list"
        return "a time between two days" if _is_between(value, basis) else "a value that is not in the quotes"
    if value.kind is ValueKind.RANK:
        return _rank_fault(said, value, same)
    of_it = [one for one in same if _counts_the_same(value, one.value, said, one.told.statement)]
    if not of_it:
        return "a value of something else"
    passes = _PASSES.search(said.text, 0, value.start) is not None
    reaches = _MAY_REACH.search(said.text, 0, value.start) is not None
    if not any(
        _is_bounded_alike(value, one.value)
        or _is_converted(one)
        or (value.hedge == "over" and "+" in one.told.statement.text[one.value.bare_start : one.value.end])
        or (passes and one.value.hedge == "over")
        or (reaches and one.value.hedge == "up to")
        or _takes_as_long(said, value, one)
        for one in of_it
    ):
        is_held_against = _HELD_AGAINST.search(said.text, 0, value.bare_start) is not None
        return "a comparison with a value" if is_held_against else "a value bounded otherwise"
    if not any(may_hold_then(said, value, one.told, one.value) for one in of_it):
        return "a value of another time"
    return None


def _is_derived(said: Statement, value: Value, every: Sequence[_Candidate], basis: Basis) -> bool:
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
        shares = [one.value.value for one in every if one.value.kind is ValueKind.SHARE]
        return any(share > value.value if value.hedge == "over" else share < value.value for share in shares)
    if written.lower() == "an hour":  # "eight trains an hour": how often, not how long
        return said.text[: value.start].endswith("s ") and _HOURLY.search(basis.text) is not None
    if value.kind is not ValueKind.COUNT:
        return False
    if value.hedge is None and value.value == len(basis.citations) and _SOURCES.search(written):
        return True
    if listed := _LISTED.match(said.text, value.end) or _LISTED_AT_LAST.match(said.text, value.end):
        return value.hedge is None and len(re.split(r",\s(?:and\s)?|\sand\s", listed["names"])) == value.value
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
    sizes = {len(PARTED.split(listed)) for listed in lists} | {listed.count(";") + 1 for listed in lists}
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


def is_same(one: Value, other: Value) -> bool:
    """Whether two values are one, whatever the words and the hedge."""
    if one.kind is ValueKind.COUNT and other.kind is ValueKind.MEASURE and one.unit in ("count", other.unit):
        return one.value == other.value
    if one.kind is not other.kind or (one.kind is not ValueKind.COUNT and _base(one) != _base(other)):
        return False
    if (one.high is None) != (other.high is None):
        return False
    ends = [(one.value, other.value)] + ([(one.high, other.high)] if one.high and other.high else [])
    return all(isclose(a, b, rel_tol=1e-4 if one.kind is ValueKind.SHARE else 1e-9) for a, b in ends)


def _blurs(value: Value, exact: Value) -> bool:
    """Whether a hedged value follows from an exact one: "just over £3m" from "£3,055,880"."""
    if value.kind is not exact.kind or exact.hedge or value.high or exact.high or value.kind is ValueKind.RANK:
        return False
    low, high = _BLURRED.get(value.hedge or "", (0.0, 0.0))
    return _base(value) == _base(exact) and low * value.value < exact.value < high * value.value


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
    if any(own <= wide and narrow & set(terms(other.unit)) for wide, narrow in _WIDER):
        return True
    if own == _PEOPLE and near >= _POPULATION:
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
    return value.hedge == other.hedge or (other.hedge, value.hedge) in _WEAKER or _is_blunted(value, other)


def _takes_as_long(said: Statement, value: Value, one: _Candidate) -> bool:
    """Whether a time is one in which something is done, as in the quotes: "in five years", "within" or "over" them."""
    if value.unit not in LASTING or "over" in (value.hedge, one.value.hedge):
        return False  # "it takes over five years"
    own = _TAKES.search(said.text, 0, value.bare_start)
    return bool(own and _TAKES.search(one.told.statement.text, 0, one.value.bare_start))


def _is_blunted(value: Value, other: Value) -> bool:
    """Whether "about" is added to what the quotes give exactly, which claims less."""
    return other.hedge is None and value.hedge == "about"


def _is_converted(one: _Candidate) -> bool:
    """Whether the value stands in brackets after another: "about 23,200 sq m (250,000 sq ft)" bounds both."""
    return one.told.statement.text[: one.value.start].endswith("(")


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
    ranks = [(other.start, other.end) for other in said.values if other.kind is ValueKind.RANK and other is not value]
    ranks += [found.span() for found in _NUMBERED.finditer(said.text)]
    first = max((end for _, end in ranks if end <= value.start), default=0)
    last = min((start for start, _ in ranks if start >= value.end), default=len(said.text))
    clause = said.clause_of(value)
    # "In Europe, ..." opens what is said of it; "the UK hosts 29% of them, and ..." says something else.
    opening = said.text[: clause[0]]
    first = max(first, clause[0] if len(terms(opening)) > _OPENING_WORDS else 0)
    return said.text[first : min(last, clause[1])]


def _wide(text: str) -> frozenset[str]:
    """How far a rank reaches: UK, Europe, world, and what it leaves out."""
    outside = {"us" if match["us"] else match.group().split()[-1].lower() for match in _OUTSIDE.finditer(text)}
    return frozenset(outside | (scopes_of(_OUTSIDE.sub(" ", text)) & {"UK", "Europe", "world"}))


def _superlative(text: str) -> str:
    found = _BEST.search(text)
    word = found.group().lower() if found else ""
    return _SAME_BEST.get(word, word)


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
            if is_same(value, other)
        ]
        written = said.text[value.start : value.end]
        is_date = value.kind is ValueKind.DATE
        planned = [is_planned(text, place, before=is_date) for text, place in same]
        may_be = value.hedge == "up to" or may_be_planned(said.text, value.start) or denies_at(said.text, value.start)
        may_be = may_be or _is_a_source_s(said.text[: value.start], basis)
        is_to_come = is_date and _is_to_come(said, value, basis)
        is_done = is_to_come and _is_done(said.text, value.start) and not any(_is_done(*one) for one in same)
        if same and (all(planned) or is_done) and not may_be:
            return f"a plan told as a fact: {written}"
        before = max((other.end for other in said.values if other.end <= value.start), default=0)
        is_next = is_planned(said.text[before:], value.start - before, before=True)
        if same and is_next and not is_to_come and not any(may_be_planned(text, place) for text, place in same):
            return f"a fact told as a plan: {written}"
    return None


def _is_a_source_s(before: str, basis: Basis) -> bool:
    """Whether a value is told as what a source gives: "The Comet puts the cost at £65m", planned or not."""
    found = _GIVES.search(before)
    publishers = words_of("\n".join(one.source.publisher or "" for one in basis.citations))
    return found is not None and bool({word for word in words_of(found["who"]) if terms(word)} & publishers)


def _is_to_come(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether a date lies after all was published that is cited."""
    days = days_of(said, value)
    return days is not None and bool(basis.told) and all(is_ahead(told, days) for told in basis.told)


def _is_done(text: str, place: int) -> bool:
    return _IS_DONE.search(text, 0, place) is not None
