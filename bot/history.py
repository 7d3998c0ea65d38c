"""Which of the figures that answer tell how one value moved (pure)."""

import re
from collections.abc import Iterable
from datetime import date

from bot.conflicts import comparable, is_counted
from bot.types import Figure
from ingest.types import Published

_AS_OF = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d\d)(?:-(\d\d))?))?")


def moved(answering: Iterable[tuple[int, Figure]]) -> tuple[int, ...]:
    """The places of those figures that are dated and measure what the first one does, oldest first.

    ``answering`` are figures that answer, with their places. Of those that say the same of the same time there is one.
    None where all are of one time: then nothing moved.
    """
    dated = [
        (days, place, figure)
        for place, figure in answering
        if figure.unit not in ("date", "rank") and (days := days_of(figure.as_of)) is not None
    ]
    once: dict[tuple[object, ...], int] = {}
    for days, place, figure in dated:
        if _is_alike(figure.unit, dated[0][2].unit):
            once.setdefault((*days, figure.value, figure.status), place)
    times = {key[:2] for key in once}
    return (
        tuple(place for _, place in sorted((key[:2], place) for key, place in once.items())) if len(times) > 1 else ()
    )


def days_of(as_of: str | None) -> tuple[date, date] | None:
    """The first and the last day that "2020", "2027-Q3", "2020-10" or "2020-10-07" may mean; None for no date."""
    found = _AS_OF.fullmatch(as_of or "")
    if found is None:
        return None
    year, quarter, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if quarter:
            return Published(year, 3 * quarter - 2).first_day, Published(year, 3 * quarter).last_day
        told = Published(year, month, day)
        return told.first_day, told.last_day
    except ValueError:
        return None


def _is_alike(one: str, other: str) -> bool:
    """Whether values of two units stand on one scale: acres and hectares do not."""
    return one == other or (is_counted(one) and is_counted(other) and comparable(one, other))
