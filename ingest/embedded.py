"""Vectors that are embedded and not published yet: an ingest that was broken off goes on where it was.

    FOLDER/ENCODER/BATCH.npz    the digests of some texts and a vector for each

A file is written whole or not at all, once, and never changed; its name follows from what it holds.
"""

import shutil
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ingest.disk import write_whole
from ingest.encoder import Vectors
from ingest.errors import StoreError


class Embedded:
    """The batches of one encoder, by its name."""

    def __init__(self, folder: Path, encoder: str) -> None:
        self._all = folder
        self._folder = folder / sha256(encoder.encode()).hexdigest()[:16]

    def known(self) -> dict[str, Vectors]:
        """A vector for each text that was embedded, by the digest of the text. What is not whole is left out."""
        found: dict[str, Vectors] = {}
        for path in self._folder.glob("*.npz"):
            try:
                with path.open("rb") as file, np.load(file) as batch:
                    found |= zip(batch["digests"].tolist(), batch["vectors"], strict=True)
            except (OSError, EOFError, ValueError, KeyError, BadZipFile):
                continue
        return found

    def keep(self, digests: Sequence[str], vectors: Vectors) -> None:
        """Write a batch down. Raises StoreError when it cannot be written."""
        data = BytesIO()
        np.savez(data, digests=np.array(digests), vectors=vectors)
        name = sha256("".join(digests).encode()).hexdigest()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._folder / f"{name}.npz", data.getvalue())
        except OSError as error:
            raise StoreError(
                f"What was embedded cannot be written to {self._folder} ({error.strerror or error}). What was live "
                "stays live. Free space or rights there and run this again."
            ) from error

    def clear(self) -> None:
        """Delete all of them, those of other encoders too: what was worth keeping is published."""
        shutil.rmtree(self._all, ignore_errors=True)
