"""Of figures that disagree, the one that most sources come near to (pure)."""

from collections.abc import Sequence

from bot.answering import Answering
from bot.conflicts import size

# As shares of a value: 3,033, 3,199 and "over 3,000" tell one thing in three versions, 1,500 another.
_NEAR = 0.1


def best_supported(figures: Sequence[Answering]) -> Answering | None:
    """The one that most other documents come near to, where they are more than come near to the first; else None."""
    best = max(figures, key=lambda one: _support(one, figures), default=None)
    return best if best and _support(best, figures) > _support(figures[0], figures) else None


def _support(one: Answering, figures: Sequence[Answering]) -> int:
    """How many other documents state a figure that is nearly the same."""
    return len({other.document for other in figures if other.document != one.document and _is_near(one, other)})


def _is_near(one: Answering, other: Answering) -> bool:
    a, b = size(one.figure), size(other.figure)
    return abs(a - b) <= _NEAR * max(abs(a), abs(b))
