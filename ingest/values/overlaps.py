"""Which values leave each other room: each stands in a place of its own."""

from collections.abc import Sequence

from ingest.values.types import Value


def is_free(start: int, end: int, found: Sequence[Value]) -> bool:
    """Whether no value found so far, without the hedge before it, stands between two places."""
    return not any(value.bare_start < end and start < value.end for value in found)


def apart(values: Sequence[Value]) -> list[Value]:
    """Values whose hedges do not reach into the value before them."""
    return [
        value
        if place == 0 or values[place - 1].end <= value.start
        else Value(value.bare_start, value.end, value.value, value.unit, None, value.kind, value.bare_start, value.high)
        for place, value in enumerate(values)
    ]
