"""The default encoder's own network gives the vectors of sentence-transformers, without loading it."""

import subprocess
import sys
from sys import getrefcount
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer

from ingest.bert import network
from ingest.embed import checked_folder
from ingest.encoder import Encoder
from ingest.network import Network

TEXTS = [
    "How many companies are in the Stevenage cluster?",
    "x",
    "",
    "Überraschung: 漢字, £1.6bn — “over 40” companies\nin two\tlines",
    "The campus has 45 companies and 1,000 jobs. " * 60,  # far more than is read
    *(f"Sentence {number} has {number} words. " * number for number in range(1, 20)),
]


def test_vectors_are_those_of_sentence_transformers(real_encoder: Encoder) -> None:
    """Of texts of all lengths in one call, cut where it cuts them."""
    published = SentenceTransformer(str(checked_folder()), device="cpu", local_files_only=True)
    theirs = np.asarray(published.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False))
    assert np.abs(real_encoder.encode(TEXTS) - theirs).max() < 2e-6


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=80), min_size=1, max_size=20))
def test_a_vector_is_a_matter_of_its_text_alone(real_encoder: Encoder, texts: list[str]) -> None:
    """Whatever stands beside it in a batch."""
    together = real_encoder.encode(texts)
    assert np.allclose(together[0], real_encoder.encode(texts[:1])[0], atol=2e-6)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_the_default_encoder_loads_neither_torch_nor_sentence_transformers() -> None:
    """Each costs seconds and hundreds of megabytes."""
    code = "import sys; from ingest.embed import open_encoder; from ingest.settings import Settings; "
    code += "open_encoder(Settings(_env_file=None)).encode(['jobs']); "
    code += "assert not {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_network_that_was_built_is_not_kept_a_second_time() -> None:
    """Its bytes are as long as all weights but the table of words; nobody holds them when it is open."""
    model = network(checked_folder())
    assert len(model) < (checked_folder() / "model.safetensors").stat().st_size / 2
    before = getrefcount(model)
    opened = Network(model, folder=checked_folder())
    assert getrefcount(model) == before
    assert opened.metadata == {}


def test_what_is_padded_is_little_of_what_is_embedded(real_encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four texts a run, of lengths near each other: of texts of all lengths less than a tenth is padding."""
    shapes, there = [], 0.0
    before = Network.run

    def counting(self: Network, gives: list[str], feeds: dict[str, Any]) -> Any:
        nonlocal there
        shapes.append(feeds["ids"].shape)
        there += feeds["lengths"].sum()
        return before(self, gives, feeds)

    monkeypatch.setattr(Network, "run", counting)
    real_encoder.encode([f"Hall {number} has {number} desks. " * (1 + number % 20) for number in range(100)])
    assert len(shapes) == 25
    assert there > 0.9 * sum(texts * tokens for texts, tokens in shapes)
