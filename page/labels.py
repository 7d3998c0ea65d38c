"""Where the labels of a plot's marks stand so that none lies on another, nor on a mark (pure).

The nearest free place first, as in Christensen, Marks and Shieber, "An Empirical Study of Algorithms for Point-Feature
Label Placement" (1995).
"""

from collections.abc import Sequence
from itertools import product

Pair = tuple[float, float]  # to the right and up: a place, or a width and a height

_GAP = 1.0  # between labels, and to their mark
_FARTHEST = range(-8, 9)  # in labels, from the mark
# A label is looked for above its mark, then below and beside it, and only then farther away.
_STEPS = sorted(
    product(_FARTHEST, _FARTHEST), key=lambda step: (max(map(abs, step)), abs(step[0]), abs(step[1]), -step[1])
)[1:]


def label_places(marks: Sequence[Pair], radius: float, label: Pair, area: Pair) -> list[Pair]:
    """The middle of each mark's label, in the unit of the marks.

    All labels are as large as ``label``, all marks as ``radius``; labels stand between (0, 0) and ``area``. Where no
    place is free the label stands above its mark.
    """
    found: list[Pair] = []
    for mark in marks:
        tried = [_beside(mark, radius, step, label) for step in _STEPS]
        free = (at for at in tried if _is_inside(at, label, area) and _is_free(at, found, label))
        clear = (at for at in free if _is_free(at, marks, (label[0] / 2 + radius, label[1] / 2 + radius)))
        found.append(next(clear, tried[0]))
    return found


def _beside(mark: Pair, radius: float, step: tuple[int, int], label: Pair) -> Pair:
    """The place so many labels from the mark, the first of them beside it."""
    x, y = (at + _away(steps, radius, size) for at, steps, size in zip(mark, step, label, strict=True))
    return x, y


def _away(steps: int, radius: float, size: float) -> float:
    distance = radius + _GAP + (abs(steps) - 0.5) * (size + _GAP) if steps else 0.0
    return -distance if steps < 0 else distance


def _is_inside(at: Pair, label: Pair, area: Pair) -> bool:
    return all(size / 2 <= middle <= most - size / 2 for middle, size, most in zip(at, label, area, strict=True))


def _is_free(at: Pair, others: Sequence[Pair], apart: Pair) -> bool:
    """Whether each of the others is so far away, to a side or up or down."""
    return all(
        any(abs(one - two) >= least for one, two, least in zip(at, other, apart, strict=True)) for other in others
    )
