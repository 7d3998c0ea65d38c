"""Work done at once: all of it, each once, in its order, and no caller waits for another's."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event, get_ident

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.workers import Workers


@settings(deadline=None, max_examples=50)
@given(threads=st.integers(1, 4), given_=st.lists(st.integers(), max_size=40))
def test_everything_is_made_once_and_in_order(threads: int, given_: list[int]) -> None:
    """With any number of threads what comes back is what one thread would make."""
    made: Counter[int] = Counter()

    def twice(place: int) -> int:
        made[place] += 1
        return 2 * given_[place]

    assert Workers(threads).map(twice, range(len(given_))) == [2 * one for one in given_]
    assert made == Counter(range(len(given_)))


def test_one_thread_is_the_callers() -> None:
    """With one thread nothing runs in any other."""
    assert set(Workers(1).map(lambda _: get_ident(), range(20))) == {get_ident()}


def test_what_fails_is_told_and_the_workers_go_on() -> None:
    """An error comes out of the call, and the next call is served."""
    workers = Workers(3)
    with pytest.raises(ZeroDivisionError):
        workers.map(lambda one: 1 // one, [1, 2, 0, 3])
    assert workers.map(lambda one: one + 1, [1, 2, 3]) == [2, 3, 4]


def test_a_caller_never_waits_for_threads_that_work_for_others() -> None:
    """While the only helper is held up by one caller, another's work is done by himself."""
    workers, held, free = Workers(2), Event(), Event()

    def hold(place: int) -> int:
        held.set()
        assert free.wait(20)
        return place

    with ThreadPoolExecutor(1) as other:
        slow = other.submit(workers.map, hold, [1, 2, 3])
        assert held.wait(20)
        assert workers.map(lambda one: -one, [1, 2, 3, 4]) == [-1, -2, -3, -4]
        free.set()
        assert slow.result(20) == [1, 2, 3]
