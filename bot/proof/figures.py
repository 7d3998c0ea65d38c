"""Whether every number, amount, share, date and rank of a sentence stands in its quotes, of the same thing (pure)."""

import re
from dataclasses import dataclass, replace

from bot.proof.alike import alike, are_kin
from bot.proof.basis import Basis, Told
from bot.proof.dated import date_fault, may_hold_then
from bot.proof.numbers import number_fault
from bot.proof.ranks import ordinal_fault, rank_fault
from bot.proof.same_value import base, is_same
from bot.proof.statuses import status_fault
from bot.proof.unquoted import follows, is_count_of_listed, unquoted_fault
from ingest.keywords import terms
from ingest.values import Value, ValueKind
from ingest.values.hedges import LASTING
from ingest.values.statements import Statement, statement_of

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
_OR = re.compile(r",? or | \(")  # between a size and the same in another unit
_LARGE = re.compile(r"\d\s?(?:million|billion|m|bn)\b")
# How a value may be bounded, and what may be said for it that is no more.
_WEAKER = {("over", "at least")}
# How near an exact value is to what "over", "almost" and "about" may be said for it, as factors.
_BLURRED = {"over": (1.0, 1.05), "almost": (0.95, 1.0), "about": (0.97, 1.03)}
_PASSES = re.compile(r"\b(?:passed|topped|surpassed|passing|topping|past)\s(?:the\s)?$", re.IGNORECASE)

_TAKES = re.compile(
    r"\b(?:in|within|inside|(?<!in )over|in the space of|over the (?:next|course of))\s(?:the next\s)?$", re.IGNORECASE
)
# "Well above the 3,199 of 2019" bounds nothing: it holds another value against that.
_HELD_AGAINST = re.compile(r"\b(?:than|above|below|over|under|past|exceed(?:s|ed|ing)?|beyond)\sthe\s$", re.IGNORECASE)

# "The total could reach EUR 655m" where it is up to that.
_MAY_REACH = re.compile(
    r"^at (?:the )?(?:very )?most\b[^.;]*$|"
    r"\b(?:could|may|might|can)\s(?:\w+\s)?(?:reach|be|come to|rise to|amount to|total|go)\s"
    r"(?:as (?:high|much|many) as\s)?$"
    r"|\b(?:potentially|possibly)\s(?:bring|tak|rais)ing\s(?:the\s\w+|it)\sto\s$",
    re.IGNORECASE,
)
_SOME = re.compile(r"\W*Some\s")
_ESTIMATED = re.compile(r"\bestimated\s$", re.IGNORECASE)


def figure_fault(words: str, basis: Basis) -> str | None:
    """The first value that is not proven, in a phrase; None when all are."""
    said = statement_of(words)
    for value in (_as_sum(said, value) for value in said.values):
        fault = date_fault(said, value, basis) if value.kind is ValueKind.DATE else _value_fault(said, value, basis)
        if fault:
            return f"{fault}: {words[value.start : value.end]}"
    return number_fault(said, basis) or ordinal_fault(words, basis) or status_fault(said, basis)


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


def _as_bounded(said: Statement, value: Value) -> Value:
    """ "Around 250,000 square feet, or 23,200 square metres": the second is bounded as the first."""
    same = [
        other
        for other in said.values
        if other.kind is value.kind is ValueKind.MEASURE and _OR.fullmatch(said.text, other.end, value.start)
    ]
    return replace(value, hedge=same[0].hedge) if same and not value.hedge else value


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
        return None if follows(said, value, basis) else unquoted_fault(said, value, basis)
    if value.kind is ValueKind.RANK:
        return rank_fault(said, value, [(one.told.statement, one.value) for one in same])
    of_it = [one for one in same if _counts_the_same(value, one.value, said, one.told.statement)]
    if not of_it:
        counts = is_count_of_listed(said, value, basis)
        return "a count of what the quotes list" if counts else "a value of something else"
    passes = _PASSES.search(said.text, 0, value.start) is not None
    reaches = _MAY_REACH.search(said.text, 0, value.start) is not None
    if not any(
        _is_bounded_alike(_as_bounded(said, value), one.value)
        or _is_converted(one)
        or (value.hedge is None and _HELD_AGAINST.search(one.told.statement.text, 0, one.value.bare_start))
        or (value.hedge == "over" and "+" in one.told.statement.text[one.value.bare_start : one.value.end])
        or (passes and one.value.hedge == "over")
        or (reaches and one.value.hedge == "up to")
        or (value.hedge is None and _is_about_by_the_way(said, one))
        or _takes_as_long(said, value, one)
        for one in of_it
    ):
        is_held_against = _HELD_AGAINST.search(said.text, 0, value.bare_start) is not None
        return "a comparison with a value" if is_held_against else "a value bounded otherwise"
    if not any(may_hold_then(said, value, one.told, one.value, basis) for one in of_it):
        return "a value of another time"
    return None


def _blurs(value: Value, exact: Value) -> bool:
    """Whether a hedged value follows from an exact one: "just over £3m" from "£3,055,880"."""
    if value.kind is not exact.kind or exact.hedge or value.high or exact.high or value.kind is ValueKind.RANK:
        return False
    low, high = _BLURRED.get(value.hedge or "", (0.0, 0.0))
    return base(value) == base(exact) and low * value.value < exact.value < high * value.value


def _counts_the_same(value: Value, other: Value, said: Statement, told: Statement) -> bool:
    """Whether a count is of what the quote counts; a number by itself may be of anything near it."""
    if value.kind is not ValueKind.COUNT:
        return True
    own = set(terms(value.unit.split()[-1]))
    written = set(terms(said.text[value.start : value.end]))
    if not own <= written or own & _PRONOUNS:
        return True  # a number alone: of what, the words near it tell
    last = re.escape(value.unit.split()[-1].rstrip("s"))
    is_one = re.search(rf"\b(?:an?|one)\s(?:[\w-]+\s){{0,2}}{last}\b(?!s)", told.text)
    if is_one and not own & set(terms(other.unit)):
        return False  # there is one of these
    near = set(terms(other.unit)) | _around(told, other)
    if own & near or any(alike(stem) & near or any(are_kin(stem, one, 3) for one in near) for stem in own):
        return True
    if any(own <= wide and narrow & set(terms(other.unit)) for wide, narrow in _WIDER):
        return True
    if own == _PEOPLE and near >= _POPULATION:
        return True
    if is_one:
        return False
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


def _is_about_by_the_way(said: Statement, one: _Candidate) -> bool:
    """Whether a quote has "Some 39%" because a sentence may not begin with a figure, or both tell of an estimate."""
    statement = one.told.statement
    opens = _SOME.fullmatch(statement.text, 0, one.value.bare_start) is not None
    is_estimate = _ESTIMATED.search(statement.text, 0, one.value.bare_start) is not None
    return opens or (is_estimate and "estimate" in said.text)


def _is_blunted(value: Value, other: Value) -> bool:
    """Whether "about" is added to what the quotes give exactly, which claims less."""
    return other.hedge is None and value.hedge == "about"


def _is_converted(one: _Candidate) -> bool:
    """Whether the value stands in brackets after another: "about 23,200 sq m (250,000 sq ft)" bounds both."""
    return one.told.statement.text[: one.value.start].endswith("(")
