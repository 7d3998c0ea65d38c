"""The default encoder, all-MiniLM-L6-v2, on the processor: its tokenizer, its batches, its network (``ingest.bert``).

The vectors are those of sentence-transformers to the last digit but one, in half of the time.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Encoding

from ingest.bert import network
from ingest.encoder import Encoder, Progress, Vectors
from ingest.network import Network
from ingest.tokens import open_tokenizer

_TOKENS = 256  # what the model was published for; its tokenizer's own file says 128
_WIDTH = 384
# Longest texts first, and few at a time: little is padded, and what is between two layers stays in a core's own cache
# (of 1, 2, 4, 8 and 16 at a time, 4 took least on two threads, and 16 an eighth more).
_AT_ONCE = 4


class MiniLM(Encoder):
    """The default encoder, out of a folder that has been checked. Any number of threads may use it at once."""

    def __init__(self, folder: Path, name: str, threads: int) -> None:
        self.name = name
        self._tokenizer = open_tokenizer(folder / "tokenizer.json", _TOKENS)
        self._network = Network(network(folder), threads, folder)

    def encode(self, texts: Sequence[str], progress: Progress = lambda done: None) -> Vectors:
        """See Encoder."""
        vectors = np.zeros((len(texts), _WIDTH), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        for first in range(0, len(order), _AT_ONCE):
            places = order[first : first + _AT_ONCE]
            vectors[places] = self._run(self._tokenizer.encode_batch([texts[place] for place in places]))
            progress(len(places))
        return vectors

    def _run(self, read: Sequence[Encoding]) -> Vectors:
        lengths = np.array([len(one.ids) for one in read], np.int32)
        ids = np.zeros((len(read), lengths.max()), np.int32)
        for row, one in zip(ids, read, strict=True):
            row[: len(one.ids)] = one.ids
        there = (np.arange(ids.shape[1]) < lengths[:, None]) / lengths[:, None]
        feeds = {"ids": ids, "lengths": lengths, "there": there[:, None].astype(np.float32)}
        return self._network.run(["vectors"], feeds)[0]

    def is_word(self, word: str) -> bool:
        """See Encoder."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) == 1
