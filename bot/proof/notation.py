"""A sentence with its values and conjuncts written as in its quotes: "70 million euros" as "EUR 70m" (pure).

Values are for the rules to weigh. The network that reads the sentence after them stumbles over other notation.
"""

from collections.abc import Iterator

from bot.proof.basis import Basis
from bot.proof.conjuncts import in_quoted_order
from bot.proof.dated import days_of
from bot.proof.same_value import is_same
from ingest.values import Value, ValueKind
from ingest.values.statements import Statement, statement_of


def as_quoted(words: str, basis: Basis) -> str:
    """The sentence, each value of it that a quote has put as the first such quote puts it; a rank stays as it is.

    Of a count only the number changes, not what is counted. A year becomes the day in it that a quote tells.
    """
    said = statement_of(words)
    text = words
    for value in reversed(said.values):
        written = next(_written(said, value, basis), None)
        if written is not None:
            text = f"{text[: value.start]}{written}{text[_number_end(said, value) :]}"
    return in_quoted_order(text[:1].upper() + text[1:], basis.text)


def _written(said: Statement, value: Value, basis: Basis) -> Iterator[str]:
    """How each quote that has a value writes it; of dates first those that are no nearer."""
    same = [
        (one.statement, other)
        for one in basis.told
        for other in one.statement.values
        if _is_one(said, value, one.statement, other)
    ]
    for statement, other in sorted(same, key=lambda one: days_of(*one) != days_of(said, value)):
        yield statement.text[other.start : _number_end(statement, other)]


def _is_one(said: Statement, value: Value, told: Statement, other: Value) -> bool:
    if value.kind is not other.kind or value.kind is ValueKind.RANK:
        return False
    if value.kind is not ValueKind.DATE:
        return is_same(value, other) and value.hedge == other.hedge
    own, theirs = days_of(said, value), days_of(told, other)
    return own is not None and theirs is not None and own[0] <= theirs[0] and theirs[1] <= own[1]


def _number_end(statement: Statement, value: Value) -> int:
    """Where a value ends, without the noun that a count is of."""
    is_counted = value.kind is ValueKind.COUNT and statement.text[: value.end].endswith(f" {value.unit}")
    return value.end - len(value.unit) - 1 if is_counted else value.end
