"""Whether what is told is of the same land, or part of it, and a value of as much of it as in its quotes (pure)."""

import re

from bot.proof.alike import alike
from bot.proof.basis import Basis
from bot.traits import scopes_of
from ingest.keywords import terms
from ingest.values import Value, ValueKind
from ingest.values.statements import Statement, statement_of

_LAND = r"(?:UK|US|USA|EU|Europe|Britain|United Kingdom|United States|Germany|France|America)"
_TWO_LANDS = re.compile(rf"\b(?:the )?(?P<one>{_LAND}) and (?:in )?(?:the )?(?P<other>{_LAND})\b")
_ALIKE = {"Britain": "UK", "America": "US", "United Kingdom": "UK", "United States": "US", "USA": "US"}
_OF_WHAT = re.compile(r"\sof (?:the|these|those|its|their|all|all the) (?P<what>[a-z][\w-]*)\b")
_OF_IT = re.compile(r"\sof (?:it|that|this|which)\b")
_OF_ANY = re.compile(r"\sof (?P<what>(?:[^,.;:]|\.(?=\d)){1,50})")
_MONEY = re.compile(
    r"[£$€]|\b(?:it|that|this|which|money|sum|total|amount|funds?|funding|capital|investments?|finance|cash|raised|"
    r"figure|[A-Z]{3} ?\d|pounds?|dollars?|euros?|proceeds|whole|financing|spending|budget|cost)\b"
)
# "9.5 % of global trials": what it is a share of.
_WHOLE = re.compile(r"\s(?:of|in)\s(?:[\w'’-]+\s?){1,4}")


# "South-east", "south-eastern", "the South East": of one part of a land; "to the south" is only seen from elsewhere.
_COMPASS = re.compile(
    r"(?:(?<!to the )|(?-i:(?=[NSEW])))\b(?P<one>north|south|east|west)(?:ern)?"
    r"(?:[- ]?(?P<other>east|west)(?:ern)?)?\b",
    re.IGNORECASE,
)


def scope_fault(words: str, basis: Basis) -> str | None:
    """What is told of another part of a land, or whole, or of one of two lands, in a phrase; None when nothing is."""
    parts = _parts(f"{basis.text}\n{basis.cards}")
    for found in _COMPASS.finditer(words):
        if parts and _part(found) not in parts:
            return f"another part of a land: {found.group()}"
    said = statement_of(words)
    for value in said.values:
        told = basis.holding(value)
        if not told:
            continue
        written = words[value.start : value.end]
        if value.kind is ValueKind.SHARE and all(_is_of_another_whole(said, value, *one) for one in told):
            return f"a share of another whole: {written}"
        if value.kind is ValueKind.SHARE and all(_is_of_other_things(said, value, *one) for one in told):
            return f"a share of other things: {written}"
        if value.kind is not ValueKind.DATE and all(_is_of_one_of_two(words, statement.text) for statement, _ in told):
            return f"one of two places told: {written}"
    return None


def _parts(text: str) -> set[str]:
    return {_part(found) for found in _COMPASS.finditer(text)}


def _part(found: re.Match[str]) -> str:
    return f"{found['one']}{found['other'] or ''}".lower()


def _is_of_another_whole(said: Statement, value: Value, told: Statement, other: Value) -> bool:
    own, theirs = _whole(said, value), _whole(told, other)
    return bool(own and theirs) and not own & theirs


def _whole(statement: Statement, value: Value) -> frozenset[str]:
    found = _WHOLE.match(statement.text, value.end)
    return frozenset(scopes_of(found.group())) & {"UK", "Europe", "world"} if found else frozenset()


def _is_of_other_things(said: Statement, value: Value, told: Statement, other: Value) -> bool:
    """Whether it is "60% of the tenants" where a quote tells of tenants and of "60% of those funds"."""
    if _is_of_the_money(told, other) and (of := _OF_ANY.match(said.text, value.end)):
        return _MONEY.search(of["what"]) is None
    of, of_theirs = _OF_ANY.match(said.text, value.end), _OF_ANY.match(told.text, other.end)
    if of and of_theirs and _MONEY.search(of["what"]) and _MONEY.search(of_theirs["what"]):
        return False
    own, theirs = _OF_WHAT.match(said.text, value.end), _OF_WHAT.match(told.text, other.end)
    if own is None or theirs is None:
        return False
    mine, others = set(terms(own["what"])[-1:]), set(terms(theirs["what"])[-1:])
    is_told_beside = bool(mine & set(terms(told.text[: other.start])))
    return bool(mine and others) and is_told_beside and not mine & others and not alike(*mine) & others


def _is_of_the_money(told: Statement, share: Value) -> bool:
    """Whether a share is of an amount before it: "raised almost £1bn, around 60% of it for trams"."""
    before = [value for value in told.values if value.end <= share.start and value.kind is not ValueKind.DATE]
    return _OF_IT.match(told.text, share.end) is not None and bool(before) and before[-1].kind is ValueKind.AMOUNT


def _is_of_one_of_two(words: str, told: str) -> bool:
    """Whether quotes tell it of "the UK and the US", and the sentence names one of them alone."""
    lands = {_ALIKE.get(land, land) for land in re.findall(rf"\b{_LAND}\b", words)}
    pairs = [{_ALIKE.get(found[side], found[side]) for side in ("one", "other")} for found in _TWO_LANDS.finditer(told)]
    return any(len(pair & lands) == 1 for pair in pairs)
