"""How sure a figure is: Wilson's interval for shares, the bootstrap's for means and anything else over questions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

_Z = 1.959964  # 95 % of a normal distribution lie within so many deviations
_SEED, _DRAWS = 7, 1_000


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.hits / self.of if self.of else None

    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % score interval (Wilson 1927): honest for few and for extreme shares. (0, 1) of nothing."""
        if not self.of:
            return 0.0, 1.0
        share, spread = self.hits / self.of, _Z * _Z / self.of
        middle = (share + spread / 2) / (1 + spread)
        half = sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
        return max(0.0, middle - half), min(1.0, middle + half)

    def as_json(self) -> dict[str, float | int | None]:
        """The counts, with share and interval to three places."""
        low, high = self.interval()
        share = None if self.value is None else round(self.value, 3)
        return {"hits": self.hits, "of": self.of, "share": share, "low": round(low, 3), "high": round(high, 3)}


def share(values: Iterable[bool]) -> Share:
    """How many are true."""
    held = list(values)
    return Share(sum(held), len(held))


@dataclass(frozen=True, slots=True)
class Mean:
    """A figure over rows, with the 2.5th and 97.5th percentile of the same figure over rows drawn anew."""

    value: float
    low: float
    high: float

    def as_json(self) -> dict[str, float]:
        """Three places are more than the interval carries."""
        return {"mean": round(self.value, 3), "low": round(self.low, 3), "high": round(self.high, 3)}


def mean(values: Sequence[float]) -> Mean:
    """The mean with its bootstrap interval (Efron 1979). ``values`` must not be empty."""
    return bootstrap(np.asarray(values, dtype=np.float64), lambda rows: float(rows.mean()))


def bootstrap(rows: NDArray[np.float64], figure: Callable[[NDArray[np.float64]], float]) -> Mean:
    """Any figure over the first axis of ``rows``, drawn anew with a fixed seed: same rows, same interval."""
    rng = np.random.default_rng(_SEED)
    drawn = [figure(rows[rng.integers(0, len(rows), len(rows))]) for _ in range(_DRAWS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Mean(figure(rows), float(low), float(high))
