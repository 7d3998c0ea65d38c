"""Whether what is told as the highest or lowest of the figures given is so, by the quotes' own figures (pure).

"The highest of the three" stands in no quote, and whoever reads three figures may say so: it is compared in code, and
holds only where the sentence says that it speaks of those given.
"""

import re

from bot.numerals import with_digits
from bot.proof.basis import Basis
from bot.proof.same_value import base, is_same
from ingest.values import Value, ValueKind
from ingest.values.statements import Statement, statement_of

_EXTREME = re.compile(
    r"\b(?:(?P<most>highest|largest|biggest|greatest|most)|(?P<least>lowest|smallest|fewest|least))\b", re.IGNORECASE
)
_OF_THOSE_GIVEN = re.compile(
    r"\bof (?:the|these|those|all) (?P<size>two|three|four|five|six|seven|eight|nine|ten|\d+)\b(?:[ -][a-z]+)?"
    r"|\bin (?:the|this) (?:table|list)\b|\b(?:of|among) (?:the|those) (?:[a-z]+ )?(?:given|listed|named|shown)\b",
    re.IGNORECASE,
)
_FEWEST = 2


def is_extreme_of_given(words: str, place: int, basis: Basis) -> bool:
    """Whether the "highest" or "lowest" at a place of a sentence is so among the figures that the quotes give."""
    extreme, scope = _EXTREME.match(words, place), _OF_THOSE_GIVEN.search(words)
    said = statement_of(words)
    own = _figure_of(said, place, scope.span()) if scope else None
    if extreme is None or scope is None or own is None:
        return False
    told = [value for one in basis.told for value in one.statement.values if _are_alike(own, value)]
    figures = {value.value for value in told}
    size = int(with_digits(scope["size"], 0)) if scope["size"] else len(figures)
    best = (max if extreme["most"] else min)(figures, default=None)
    winner = next((value for value in told if value.value == best), None)
    return winner is not None and is_same(own, winner) and len(figures) == size >= _FEWEST


def of_those_given(words: str) -> tuple[int, int] | None:
    """Where a sentence says that it speaks of the figures given, "of the three", and tells an extreme of them."""
    scope = _OF_THOSE_GIVEN.search(words)
    return scope.span() if scope and _EXTREME.search(words) else None


def _figure_of(said: Statement, place: int, scope: tuple[int, int]) -> Value | None:
    """The figure that is told as the extreme: the first behind the word, else the last before it."""
    figures = [
        value
        for value in said.values
        if value.kind not in (ValueKind.DATE, ValueKind.RANK) and not scope[0] <= value.start < scope[1]
    ]
    behind = [value for value in figures if value.start > place]
    return next(iter(behind or figures[::-1]), None)


def _are_alike(own: Value, other: Value) -> bool:
    return own.kind is other.kind and (own.kind is ValueKind.COUNT or base(own) == base(other))
