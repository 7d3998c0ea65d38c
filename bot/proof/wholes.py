"""Whether what a figure is told to be a part of, or the whole of, is so in its quotes (pure).

Of "45 companies, 13 of them in cell therapy" not all 45 are cell therapy companies; "seven zones in all" are not seven
others; and where 49 % of its partners are small, that is no share of its projects.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.proof.basis import Basis
from bot.proof.same_value import is_same
from ingest.keywords import terms
from ingest.values import Value, ValueKind
from ingest.values.statements import Statement, statement_of

_SOME_OF_THEM = re.compile(
    r",? (?:and |with )?(?:[\d,]+|[a-z-]+) of (?:them|which|whom|these|those)(?: (?:are|were|is|was))?"
    r"(?: (?:based|working|active|engaged))? (?:in|on|at|from|with) (?P<what>[^,;.]+)"
)
_OTHER = re.compile(r"(?:\w+\s)?others?\b")
_ADDED = re.compile(r"\b(?:others?|more|further|additional|another|also)\b")
_NEAR = 14  # characters
_OF_WHICH_BEFORE = re.compile(r"\bof (?:which|whom|them|these|those)\s$")
_OF_WHICH_BEHIND = re.compile(r" of (?:which|whom|them|these)\b")
_OF_THE_BEFORE = re.compile(r"(?:^|[,;] )[Oo]f (?:the |its |their |these )?$")
_OF_THE_BETWEEN = re.compile(r" (?:\w+ )?of (?:the|its|their|these|those) (?:\w+ )?")
_ALSO = re.compile(r"\balso\b")
_KINDS = (ValueKind.COUNT, ValueKind.SHARE, ValueKind.AMOUNT)


def whole_fault(words: str, basis: Basis) -> str | None:
    """The first figure that is of another whole, or no whole of that, in a phrase; mostly None."""
    said = statement_of(words)
    for value in said.values:
        told = basis.holding(value)
        if value.kind is not ValueKind.COUNT or not told:
            continue
        written = words[value.bare_start : value.end]
        if any(_is_of_a_part(written, *one) for one in told):
            return f"what is told of a part of them: {written}"
        if _OTHER.match(words, value.bare_start) and not any(_is_added(*one) for one in told):
            return f"told as others and not so in the quotes: {written}"
    for part, whole in _parts(said):
        if _is_of_another(part, whole, basis):
            return f"a part of another whole: {words[part.start : part.end]}"
    return None


def _is_of_a_part(written: str, told: Statement, value: Value) -> bool:
    """Whether a count is told with what only some of the counted have in the quotes."""
    some = _SOME_OF_THEM.match(told.text, value.end)
    own = set(terms(some["what"])) - set(terms(told.text[: value.end])) if some else set()
    return bool(own) and own <= set(terms(written))


def _is_added(told: Statement, value: Value) -> bool:
    return _ADDED.search(told.text, max(0, value.start - _NEAR), value.end + _NEAR) is not None


def _parts(said: Statement) -> Iterator[tuple[Value, Value]]:
    """The figures that a sentence tells as parts, each with its whole."""
    values = [value for value in said.values if value.kind in _KINDS]
    for one, other in pairwise(values):
        between = said.text[one.end : other.start]
        is_of_one = _OF_WHICH_BEFORE.search(between) or _OF_WHICH_BEHIND.match(said.text, other.end)
        if is_of_one or ("," in between and _OF_THE_BEFORE.search(said.text, 0, one.start)):
            yield other, one
        elif _OF_THE_BETWEEN.fullmatch(between):
            yield one, other


def _is_of_another(part: Value, whole: Value, basis: Basis) -> bool:
    """Whether every sentence with the part has another whole for it, or tells it as on top, and none has this whole."""
    holders = [one.statement for one in basis.told if any(is_same(part, own) for own in one.statement.values)]
    is_whole_told = any(is_same(whole, own) for one in basis.told for own in one.statement.values)
    return (
        is_whole_told
        and bool(holders)
        and not any(is_same(whole, own) for statement in holders for own in statement.values)
        and all(_ALSO.search(statement.text) or _has_its_own(statement, part) for statement in holders)
    )


def _has_its_own(told: Statement, part: Value) -> bool:
    own = next(value for value in told.values if is_same(part, value))
    before = [value for value in told.values if value.kind is ValueKind.COUNT and value.end <= own.start]
    return bool(before) and _OF_WHICH_BEFORE.search(told.text, 0, own.start) is not None
