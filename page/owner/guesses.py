"""How long who guesses a password has to wait: each address by itself, and all together far above that.

One count for everybody would let a stranger lock the owner out, as OWASP's "Authentication Cheat Sheet" warns.
"""

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable

from bot.api.callers import fingerprint

FREE = 5  # wrong passwords of one address before it waits
FIRST, LONGEST = 60.0, 900.0  # seconds, the first wait; each further wrong password doubles it
FORGOTTEN = 24 * 3600.0  # seconds without a wrong one after which an address is forgotten
MOST, WINDOW = 500, 900.0  # wrong passwords of all addresses together, within so many seconds


class Guesses:
    """The wrong passwords of late. Of an address a hash is kept, under a key of this process."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._key = clock, secrets.token_bytes(32)
        self._of_all: deque[float] = deque()
        self._of_each: OrderedDict[str, tuple[int, float]] = OrderedDict()  # how many, and when the last; that last
        self._knew: set[str] = set()

    def wait(self, address: str) -> float:
        """Seconds until a password from an address is looked at; 0 when it is now."""
        caller, now = fingerprint(address, self._key), self._clock()
        self._forget(now)
        count, last = self._of_each.get(caller, (0, now))
        own = min(LONGEST, FIRST * 2.0 ** (count - FREE)) if count >= FREE else 0.0
        # Whoever has known the password at this address is not held up by others.
        of_all = self._of_all[0] + WINDOW - now if len(self._of_all) >= MOST and caller not in self._knew else 0.0
        return max(0.0, last + own - now, of_all)

    def wrong(self, address: str) -> None:
        """Count a wrong password."""
        caller, now = fingerprint(address, self._key), self._clock()
        count, _ = self._of_each.pop(caller, (0, now))
        self._of_each[caller] = count + 1, now
        self._of_all.append(now)

    def right(self, address: str) -> None:
        """Forget the wrong ones of an address that knew the password."""
        caller = fingerprint(address, self._key)
        self._of_each.pop(caller, None)
        self._knew.add(caller)

    def _forget(self, now: float) -> None:
        """What is too old to count."""
        while self._of_all and self._of_all[0] <= now - WINDOW:
            self._of_all.popleft()
        while self._of_each and next(iter(self._of_each.values()))[1] <= now - FORGOTTEN:
            self._of_each.popitem(last=False)
