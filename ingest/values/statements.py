"""Text -> the sentences that state values, each with its values and its clauses (pure).

What the words round a value say of it is read clause by clause: "opened in 2012; over 40 businesses by now" says
nothing of 2012 about the businesses. The rules are our own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest.sentences import sentences
from ingest.values import values_in
from ingest.values.types import Value, ValueKind

_CLAUSE_END = re.compile(
    r"[;:()]|,(?=\s)|\s[–—-]\s|\s(?:but|whereas|while|although|though|which|who)\b"
    r"|\sand(?=\s(?:now|has|had|have|is|are|was|were|will|would|it|they|there|by|in|houses"
    r"|employs|provides|raised|so)\b)"
)
_ABBREVIATION = re.compile(r"\([A-Z][\w&-]*\)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, ``text[start:end]``, with its values and its clauses, as offsets in the text."""

    text: str
    start: int
    end: int
    values: tuple[Value, ...]
    clauses: tuple[tuple[int, int], ...]

    def clause_of(self, value: Value) -> tuple[int, int]:
        """Where the clause begins and ends that holds the value."""
        return next(span for span in reversed(self.clauses) if span[0] <= value.bare_start)

    @property
    def dates(self) -> list[Value]:
        """The dates of the sentence."""
        return [value for value in self.values if value.kind is ValueKind.DATE]


def statements(text: str) -> list[Statement]:
    """The sentences of a text that state values, in its order."""
    values = values_in(text)
    # What stands before a sentence's first letter, such as a bullet, belongs to it: no value is lost between two.
    starts = [0, *(span.start for span in sentences(text))][1:] or [0]
    starts[0] = 0
    found = (_statement(text, start, end, values) for start, end in zip(starts, [*starts[1:], len(text)], strict=True))
    return [statement for statement in found if statement.values]


@lru_cache(maxsize=512)  # the rules of the judge read each sentence many times
def statement_of(sentence: str) -> Statement:
    """One sentence as a statement, which may be of no value."""
    return _statement(sentence, 0, len(sentence), values_in(sentence))


def _statement(text: str, start: int, end: int, values: Sequence[Value]) -> Statement:
    inside = tuple(value for value in values if start <= value.bare_start < end)
    return Statement(text, start, end, inside, tuple(_clauses(text, start, end, inside)))


def _clauses(text: str, start: int, end: int, values: Sequence[Value]) -> list[tuple[int, int]]:
    """The stretches of a sentence between its commas, brackets and conjunctions, none in a value or in "(SBC)"."""
    whole = [(value.start, value.end) for value in values]
    whole += [match.span() for match in _ABBREVIATION.finditer(text, start, end)]
    cuts = [
        match.end()
        for match in _CLAUSE_END.finditer(text, start, end)
        if not any(first < match.end() and match.start() < last for first, last in whole)
    ]
    bounds = [start, *cuts, end]
    return list(pairwise(bounds))
