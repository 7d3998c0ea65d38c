"""All vectors compared in 8 bits: near enough to find the best, whatever they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import scan
from ingest.encoder import Vectors
from ingest.scan import Scan


def drawn(seed: int, count: int, width: int, spread: float = 0) -> Vectors:
    """Vectors of length one, in some directions ``spread`` powers of ten as wide as in others."""
    rows = np.random.default_rng(seed).standard_normal((count, width)) * np.logspace(-spread, 0, width) + 1e-6
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@given(st.integers(0, 1_000), st.integers(1, 60), st.sampled_from([2, 7, 64, 384]), st.floats(0, 3))
def test_it_is_right_to_two_digits(seed: int, count: int, width: int, spread: float) -> None:
    """Of vectors of any width, also where a few directions hold most of what there is."""
    vectors, asked = drawn(seed, count, width, spread), drawn(seed + 1, 1, width, spread)[0]
    assert Scan(vectors).similarities(asked) == pytest.approx(vectors @ asked, abs=0.03)


def test_vectors_in_several_matrices_keep_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last one is not full."""
    monkeypatch.setattr(scan, "_ROWS", 7)
    vectors = drawn(1, 30, 16)
    for place, vector in enumerate(vectors):
        assert Scan(vectors).similarities(vector).argmax() == place


def test_the_nearest_are_among_the_best_of_a_rough_look() -> None:
    """The law that answers stand on: of the fifty nearest none is missing among the two hundred."""
    vectors = drawn(2, 20_000, 384)
    near = Scan(vectors)
    for asked in drawn(3, 20, 384):
        rough = set(np.argsort(-near.similarities(asked))[:200])
        assert set(np.argsort(-(vectors @ asked))[:50]) <= rough


def test_nothing_is_near_where_there_is_nothing() -> None:
    """Nor does a question without a direction divide by zero."""
    assert Scan(np.zeros((0, 1), np.float32)).similarities(np.ones(384, np.float32)).shape == (0,)
    assert list(Scan(np.zeros((2, 3), np.float32)).similarities(np.zeros(3, np.float32))) == [0, 0]
