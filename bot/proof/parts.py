"""Whether a figure is told as a part of another or as on top of it, as its quotes do (pure).

"Within the total of $600m it paid $50m" is not "besides the $600m it paid $50m", and who has "27 partners and also 21
abroad" has not 27, of whom 21 are abroad.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from bot.proof.basis import Basis
from bot.proof.same_value import is_same
from ingest.keywords import terms
from ingest.values import Value, ValueKind
from ingest.values.statements import Statement, statement_of

_ON_TOP, _PART = "told as on top", "told as a part"
_ADDED = re.compile(
    r"\b(?:on top of|in addition|additional(?:ly)?|besides|a further|further|another|plus|as well as|apart from|"
    r"over and above|not counting|also|too|other than|more(?! than)|extra)\b",
    re.IGNORECASE,
)
_ADDS_TO = re.compile(r"\b(?:on top of|in addition to|besides|apart from|over and above)\b[^,;]*$", re.IGNORECASE)
_INCLUDED = re.compile(
    r"\b(?:[Ii]nclud(?:es?|ed|ing)|[Oo]f (?:which|whom|them|these|those|it)|Of the|[Ww]ithin|part of|"
    r"[Aa]mong (?:them|these)|in all|in total|comes? to|came to|total)\b|\b[Oo]f [A-Z]\w*['’]s\b"
)
_INCLUDES = re.compile(
    r"\b(?:(?<!is )(?<!are )(?<!was )(?<!were )includ(?:es?|ed|ing)|"
    r"of (?:which|whom|them|these|those)|within|among (?:them|these))\b"
    r"|^\s?of (?:the|its|their|\w+['’]s?)\s$",
    re.IGNORECASE,
)
_AND_DOES = re.compile(r"\band (?:[a-z]+s|[a-z]+ed)\b")  # "includes Roe and names three problems"
_OUT_OF = re.compile(
    r"(?:^|[,;] )(?:of|within|out of|among) (?:the |its |their |[\w’']+['’]s? )(?:\w+ ){0,4}$", re.IGNORECASE
)
_WHOLE = re.compile(r"\b(?:total|overall|in all|altogether|all told)\b", re.IGNORECASE)
_KINDS = (ValueKind.COUNT, ValueKind.AMOUNT, ValueKind.MEASURE)
_REACH = 60  # characters
# Who is left out of a number that is said of the others: "Besides Roe, seven partners stood behind it".
_BESIDES = re.compile(
    r"\b(?:[Bb]esides|[Aa]part from|[Ii]n addition to|[Oo]ther than|[Oo]n top of|[Nn]ot counting)\s(?:the\s)?"
    r"(?P<who>[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*)*),?\s"
)
# "The award forms part of the scheme", "the scheme includes the award".
_PART_OF = re.compile(
    r"\b(?:(?:is|are|was|were|forms?|formed|makes? up|made up|being|as) (?:a |one )?part of|"
    r"belongs? to|belonged to|included in)\b"
)
# "Of the jobs in cell therapy 1,700 were in manufacturing", and "1,700 of the jobs in cell therapy were in ...".
_SO_MANY = r"(?P<many>\d[\d,.]*\d\s?%?|\d%?|half|most|a third|a quarter|two thirds|three quarters)(?: per ?cent)?"
_ARE = r"(?:is|are|was|were|had|have|has)"
_OF_WHAT = re.compile(
    rf"\b[Oo]f (?:the |its |all )?(?P<whole>[^;]+?),? (?:\w+ ){{0,2}}?{_SO_MANY} {_ARE} (?P<part>[^,;]+)"
)
_SO_MANY_OF = re.compile(rf"\b(?i:{_SO_MANY}) of (?:the |its |all )?(?P<whole>[^,;]+?) {_ARE} (?P<part>[^,;]+)")
_WITH = re.compile(r"[,;:]|\b(?:with|which|that|whose)\b")
_HOLDS = re.compile(r"\b(?:includes|included(?= (?!in\b))|include|comprises|comprised|consists of|contains)\b")


def part_fault(words: str, basis: Basis) -> str | None:
    """What is told as on top of its whole, or as a part of what it comes on top of, in a phrase; mostly None."""
    said = statement_of(words)
    values = [value for value in said.values if value.kind in _KINDS]
    for one, other in combinations(values, 2):
        if one.kind is not other.kind or is_same(one, other):
            continue
        is_in_row = any(one.end <= third.start < other.start and third.kind is one.kind for third in values)
        own = None if is_in_row else _relation(said.text, one, other)
        if own is not None and _told_relations(one, other, basis) - {own}:
            return f"{own} and not so in the quotes: {words[one.start : one.end]}, {words[other.start : other.end]}"
    return _besides_fault(said, basis) or _turned_fault(words, basis) or _counted_fault(words, basis)


def _relation(text: str, one: Value, other: Value) -> str | None:
    """How a sentence has two of its values stand to each other; None where it does not say."""
    between, before = text[one.end : other.start], text[max(0, one.start - _REACH) : one.start]
    added = _ADDED.search(between) or ("," in between and _ADDS_TO.search(before))
    included = (_INCLUDES.search(between) and not _AND_DOES.search(between)) or _OUT_OF.search(before)
    if bool(added) is bool(included) or (added and _WHOLE.search(text)):
        return None
    return _ON_TOP if added else _PART


def _told_relations(one: Value, other: Value, basis: Basis) -> set[str]:
    """The one way in which the quotes have them stand to each other; empty where they say none, or several."""
    ways = {way for statement in _joining(one, other, basis) if (way := _told_relation(statement.text))}
    return ways if len(ways) == 1 else set()


def _joining(one: Value, other: Value, basis: Basis) -> Iterator[Statement]:
    """The sentences of a quote that have both values, or one of them right behind a sentence with the other."""
    for last, told in zip((None, *basis.told), basis.told, strict=False):
        here = told.statement.values
        before = last.statement.values if last and last.citation is told.citation else ()
        is_here = [any(is_same(value, own) for own in here) for value in (one, other)]
        is_near = [any(is_same(value, own) for own in (*before, *here)) for value in (one, other)]
        if any(is_here) and all(is_near):
            yield told.statement


def _told_relation(text: str) -> str | None:
    added, included = _ADDED.search(text), _INCLUDED.search(text)
    return None if bool(added) is bool(included) else _ON_TOP if added else _PART


def _besides_fault(said: Statement, basis: Basis) -> str | None:
    """ "Besides Roe, seven partners" where the quotes name Roe as one of the seven."""
    found = _BESIDES.search(said.text)
    counts = [value for value in said.values if value.kind is ValueKind.COUNT and not value.hedge]
    for told in basis.told if found else ():
        for value in counts:
            held = next((own for own in told.statement.values if is_same(value, own)), None)
            listed = told.statement.text[held.end :] if held else ""
            if found and "," in listed and re.search(rf"\b{re.escape(found['who'])}\b", listed):
                return f"{_ON_TOP} and not so in the quotes: {found['who']}"
    return None


def _turned_fault(words: str, basis: Basis) -> str | None:
    """ "The scheme forms part of the award" where the quotes have it the other way round."""
    own = _part_and_whole(words)
    for told in basis.told if own else ():
        theirs = _part_and_whole(told.statement.text)
        if own and theirs:
            straight = len(own[0] & theirs[0]) + len(own[1] & theirs[1])
            crossed = [own[0] & theirs[1], own[1] & theirs[0]]
            if all(crossed) and sum(map(len, crossed)) > straight:
                return f"{_PART} and not so in the quotes: {min(crossed[0])}"
    return None


def _counted_fault(words: str, basis: Basis) -> str | None:
    """ "1,700 of the jobs in manufacturing were in cell therapy" where the quotes have it the other way round."""
    own = _counted(words)
    for told in basis.told if own else ():
        theirs = _counted(told.statement.text)
        if own and theirs and own[0] == theirs[0]:
            straight = len(own[1] & theirs[1]) + len(own[2] & theirs[2])
            crossed = [own[1] & theirs[2], own[2] & theirs[1]]
            if all(crossed) and sum(map(len, crossed)) > straight:
                return f"{_PART} and not so in the quotes: {own[0]}"
    return None


def _counted(text: str) -> tuple[str, frozenset[str], frozenset[str]] | None:
    """How many are told of a whole, and the stems of what they are and of the whole, without those of both."""
    found = _SO_MANY_OF.search(text) or _OF_WHAT.search(text)
    if found is None:
        return None
    part, whole = (frozenset(terms(found[name])) for name in ("part", "whole"))
    return found["many"].lower(), part - whole, whole - part


def _part_and_whole(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """The stems of a part and of its whole, without those of both; None where none is told."""
    found = _PART_OF.search(text) or _HOLDS.search(text)
    if found is None:
        return None
    before, after = _WITH.split(text[: found.start()])[-1], _WITH.split(text[found.end() :])[0]
    left, right = frozenset(terms(before)), frozenset(terms(after))
    sides = (left - right, right - left)
    return sides if found.re is _PART_OF else (sides[1], sides[0])
