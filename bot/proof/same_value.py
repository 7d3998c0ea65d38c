"""Whether two values are one, in whatever words they are told (pure)."""

from math import isclose

from ingest.values import Value, ValueKind


def is_same(one: Value, other: Value) -> bool:
    """Whether two values are one, whatever the words and the hedge."""
    if one.kind is ValueKind.COUNT and other.kind is ValueKind.MEASURE and one.unit in ("count", other.unit):
        return one.value == other.value
    if one.kind is not other.kind or (one.kind is not ValueKind.COUNT and base(one) != base(other)):
        return False
    if (one.high is None) != (other.high is None):
        return False
    ends = [(one.value, other.value)] + ([(one.high, other.high)] if one.high and other.high else [])
    return all(isclose(a, b, rel_tol=1e-4 if one.kind is ValueKind.SHARE else 1e-9) for a, b in ends)


def base(value: Value) -> str:
    """The unit of a value without what it is told per."""
    return value.unit.partition(" per ")[0]
