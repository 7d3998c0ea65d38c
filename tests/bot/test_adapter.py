"""The adapter moves questions of its own encoder, and of no other."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapter import Adapter, open_adapter
from ingest.encoder import Encoder

NUMBERS = st.floats(-1, 1, width=32)


@example([0.0, 0.0, 0.0, 1.6715291103230716e-22], [0.0] * 8)
@given(st.lists(NUMBERS, min_size=4, max_size=4), st.lists(NUMBERS, min_size=8, max_size=8))
def test_a_moved_vector_is_of_unit_length(vector: list[float], weights: list[float]) -> None:
    """Whatever the weights; only a vector that vanishes is left alone."""
    matrix = np.array(weights, np.float32).reshape(4, 2)
    moved = Adapter(matrix, matrix.T.copy()).moved(np.array(vector, np.float32))
    assert moved.shape == (4,)
    assert np.linalg.norm(moved) == pytest.approx(1, abs=1e-4) or not any(vector)


def test_another_encoder_has_no_adapter(real_encoder: Encoder) -> None:
    """Its vectors mean something else."""
    assert open_adapter(real_encoder.name) is not None
    assert open_adapter("words") is None


def test_it_moves_a_question_a_little(real_encoder: Encoder) -> None:
    """What it adds corrects what the encoder says, and does not replace it."""
    adapter = open_adapter(real_encoder.name)
    assert adapter is not None
    question = real_encoder.encode(["Which body nominated the town?"])[0]
    assert 0.5 < float(question @ adapter.moved(question)) < 1


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """It is shipped: without it the installation is broken."""
    with pytest.raises(FileNotFoundError):
        open_adapter("words", tmp_path / "adapter.npz")
