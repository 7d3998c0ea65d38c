"""Text -> the values that it states: amounts, counts, shares, measures, dates and ranks (pure).

Rules, of our own, for the notation of British press releases: "over £1.6bn", "9,640 sq m", "two thirds", "13 of the 45
companies", "Q3 2027", "third largest in the world". What only looks like a value is none: phone numbers, postcodes,
addresses, links, "Phase 1", "A1(M)", "COVID-19". A count without a noun of its own ("rose from 89 to 115") takes the
noun that its sentence counts.
"""

from functools import lru_cache

from ingest.values.dates import date_range, dates_in
from ingest.values.lookalikes import is_in, lookalikes_in
from ingest.values.overlaps import apart, is_free
from ingest.values.quantities import quantities_in
from ingest.values.ranks import ranks_in
from ingest.values.shares import fractions_in, ratios_in
from ingest.values.types import Value, ValueKind, normalised
from ingest.values.units import hours_in

__all__ = ["Value", "ValueKind", "date_range", "normalised", "values_in"]


def values_in(text: str) -> list[Value]:
    """The values of a text, in its order, none overlapping. Never raises."""
    return list(_read(text))


# The same sentences are asked for again and again, by one question and by the next.
@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Value, ...]:
    blocked = lookalikes_in(text)
    found: list[Value] = []
    for read in (dates_in, ranks_in, fractions_in, ratios_in, hours_in):
        for value in read(text):
            if is_free(value.bare_start, value.end, found) and not is_in(value.bare_start, blocked):
                found.append(value)
    found += quantities_in(text, blocked, found)
    return tuple(apart(sorted(found, key=lambda value: value.bare_start)))
