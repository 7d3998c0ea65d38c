"""The default encoder: in floats the vectors of sentence-transformers, without loading it; in 8 bits near ones."""

import subprocess
import sys
from sys import getrefcount

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from ingest.bert import in_8_bits, network
from ingest.embed import checked_folder
from ingest.encoder import Encoder
from ingest.minilm import MiniLM, read_ranges
from ingest.network import Network

TEXTS = [
    "How many companies are in the Stevenage cluster?",
    "x",
    "",
    "Überraschung: 漢字, £1.6bn — “over 40” companies\nin two\tlines",
    "The campus has 45 companies and 1,000 jobs. " * 60,  # far more than is read
    *(f"Sentence {number} has {number} words. " * number for number in range(1, 20)),
]


@pytest.fixture(scope="module")
def published() -> NDArray[np.float32]:
    """The vectors that sentence-transformers gives the texts, which it cuts where we do."""
    model = SentenceTransformer(str(checked_folder()), device="cpu", local_files_only=True)
    return np.asarray(model.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False))


def test_in_floats_vectors_are_those_of_sentence_transformers(published: NDArray[np.float32]) -> None:
    """What the 8 bits are made of is the same network."""
    exact = MiniLM(checked_folder(), "in floats", 2, {})
    assert np.abs(exact.encode(TEXTS) - published).max() < 2e-6


def test_in_8_bits_vectors_are_near_those(real_encoder: Encoder, published: NDArray[np.float32]) -> None:
    """Also of texts unlike those that the ranges were measured over."""
    cosines = (real_encoder.encode(TEXTS) * published).sum(1)
    assert cosines.min() > 0.995


def test_the_channels_were_measured_of_all_that_goes_into_products_in_8_bits() -> None:
    """One that was forgotten would be made in floats, at three times the price, and nobody would see it."""
    assert sorted(read_ranges()) == sorted(in_8_bits(6))
    assert all(found.shape == (384,) and found.min() > 0 for found in read_ranges().values())
    made = network(checked_folder(), read_ranges())
    assert made.count(b"DynamicQuantizeMatMul") == len(in_8_bits(6))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=80), min_size=1, max_size=20))
def test_a_vector_is_a_matter_of_its_text_alone(real_encoder: Encoder, texts: list[str]) -> None:
    """Whatever stands beside it in a batch."""
    together = real_encoder.encode(texts)
    assert np.array_equal(together[0], real_encoder.encode(texts[:1])[0])
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_the_default_encoder_loads_neither_torch_nor_sentence_transformers() -> None:
    """Each costs seconds and hundreds of megabytes."""
    code = "import sys; from ingest.embed import open_encoder; from ingest.settings import Settings; "
    code += "open_encoder(Settings(_env_file=None)).encode(['jobs']); "
    code += "assert not {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_network_that_was_built_is_not_kept_a_second_time() -> None:
    """Its bytes are as long as all weights but the table of words; nobody holds them when it is open."""
    model = network(checked_folder(), read_ranges())
    assert len(model) < (checked_folder() / "model.safetensors").stat().st_size / 2
    before = getrefcount(model)
    opened = Network(model, folder=checked_folder())
    assert getrefcount(model) == before
    assert opened.metadata == {}
