"""Many things done at once by a few threads that stay, of which the caller is one."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, cast

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


class Workers:
    """So many threads, the caller's included, for any number of callers at once.

    The threads stay: begun anew for each of an answer's six rounds they cost it a tenth of its time. A caller does what
    is left himself, so that he never waits for threads that work for others.
    """

    def __init__(self, threads: int = 1) -> None:
        self._helpers = threads - 1
        # Threads begin when they are first needed; a pool has to have one at least.
        self._pool = ThreadPoolExecutor(max(1, self._helpers), thread_name_prefix="worker")

    def map(self, function: Callable[[_Given], _Made], given: Sequence[_Given]) -> list[_Made]:
        """What the function makes of each, in their order. Raises what the function raises."""
        made: list[_Made | None] = [None] * len(given)
        places = iter(range(len(given)))  # each thread takes the next; CPython gives each place to one

        def work(places: Iterator[int] = places) -> None:
            for place in places:
                made[place] = function(given[place])

        helping = [self._pool.submit(work) for _ in range(min(self._helpers, len(given) - 1))]
        try:
            work()
        finally:
            begun = [one for one in helping if not one.cancel()]
        for one in begun:
            one.result()
        return cast(list[_Made], made)
