"""What each stage of an answer took."""

from collections.abc import Callable
from time import perf_counter


class Clock:
    """Milliseconds spent on each stage so far, and in all; ``told`` hears of each stage that begins."""

    def __init__(self, told: Callable[[str], None]) -> None:
        self.begin = told
        self._began = self._last = perf_counter()
        self._spent: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """All that passed since the last lap was spent on this stage."""
        now = perf_counter()
        self._spent[stage] = self._spent.get(stage, 0.0) + now - self._last
        self._last = now

    def times(self) -> dict[str, int]:
        """Milliseconds by stage, with "total"."""
        spent = self._spent | {"total": perf_counter() - self._began}
        return {stage: round(seconds * 1000) for stage, seconds in spent.items()}
