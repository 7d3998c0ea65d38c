"""Intervals say how little a few questions tell, and the same rows always say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.intervals import Share, mean, share


@given(st.integers(0, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilsons_interval_holds_the_share_and_stays_within_nothing_and_all(counts: tuple[int, int]) -> None:
    """For every count, the extreme ones too."""
    found = Share(*counts)
    low, high = found.interval()
    assert 0 <= low <= high <= 1
    if found.value is not None:
        assert low - 1e-9 <= found.value <= high + 1e-9


def test_wilsons_interval_is_the_published_one() -> None:
    """Newcombe (1998) gives 0.2553 to 0.3662 for 81 of 263, and 0 to 0.1611 for 0 of 20."""
    assert Share(81, 263).interval() == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert Share(0, 20).interval() == pytest.approx((0.0, 0.1611), abs=1e-4)


def test_a_share_of_nothing_claims_nothing() -> None:
    """No value, and an interval from nothing to all."""
    assert share([]).value is None
    assert share([]).as_json() == {"hits": 0, "of": 0, "share": None, "low": 0.0, "high": 1.0}


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_the_bootstrap_is_the_same_each_time_and_stays_within_the_rows(values: list[float]) -> None:
    """Seeded anew for each figure, so that no other figure moves it."""
    found = mean(values)
    assert found == mean(values)
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
