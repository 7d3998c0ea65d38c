"""What the chat model may cost: tokens a day, in all and for each site."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime


def _today() -> date:
    return datetime.now(UTC).date()


class Purse:
    """Counts tokens by day (UTC) in this process; 0 is no limit."""

    def __init__(self, in_all: int = 0, per_site: int = 0, today: Callable[[], date] = _today) -> None:
        self._in_all, self._per_site, self._today = in_all, per_site, today
        self._lock = threading.Lock()
        self._day = today()
        self._spent: Counter[str] = Counter()

    def is_open(self, site: str) -> bool:
        """Whether there is something left today; ``site`` is "" for the page and for programs."""
        with self._lock:
            self._turn()
            in_all, own = sum(self._spent.values()), self._spent[site]
        return not (0 < self._in_all <= in_all or (site and 0 < self._per_site <= own))

    def spend(self, site: str, tokens: int) -> None:
        """Write down what an answer has cost."""
        with self._lock:
            self._turn()
            self._spent[site] += tokens

    def _turn(self) -> None:
        if self._day != (today := self._today()):
            self._day = today
            self._spent.clear()
