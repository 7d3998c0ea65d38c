"""Filters of a caller and of whoever let the caller in: what both allow (pure)."""

from typing import TypeVar

from bot.types import Filters

_Named = TypeVar("_Named")


def narrowed(filters: Filters, by: Filters) -> Filters:
    """What both filters allow, and nothing else: a source passes exactly if it passes either."""
    sinces = [day for day in (filters.since, by.since) if day]
    untils = [day for day in (filters.until, by.until) if day]
    return Filters(
        kinds=_both(filters.kinds, by.kinds),
        since=max(sinces, default=None),
        until=min(untils, default=None),
        publishers=_both(filters.publishers, by.publishers),
        collections=_both(filters.collections, by.collections),
    )


def _both(one: frozenset[_Named] | None, other: frozenset[_Named] | None) -> frozenset[_Named] | None:
    """What stands in both; None leaves the choice to the other."""
    if one is None or other is None:
        return other if one is None else one
    return one & other
