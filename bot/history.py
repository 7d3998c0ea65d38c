"""Which of the figures that answer tell how one value moved (pure)."""

from collections.abc import Iterable

from bot.as_of import days_of
from bot.conflicts import comparable, is_counted
from bot.types import Figure


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
    in_time = sorted((key[:2], place) for key, place in once.items())
    return tuple(place for _, place in in_time) if len({days for days, _ in in_time}) > 1 else ()


def _is_alike(one: str, other: str) -> bool:
    """Whether values of two units stand on one scale: acres and hectares do not."""
    return one == other or (is_counted(one) and is_counted(other) and comparable(one, other))
