"""The default encoder, all-MiniLM-L6-v2, on the processor: its tokenizer, its threads, its network (``ingest.bert``).

The vectors have a cosine of 0.998 and more with those of sentence-transformers, in a quarter of the time.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from ingest.bert import Floats, network
from ingest.encoder import Encoder, Progress, Vectors
from ingest.network import Network
from ingest.tokens import open_tokenizer

RANGES = Path(__file__).parent / "minilm.npz"
TOKENS = 256  # what the model was published for; its tokenizer's own file says 128
_WIDTH = 384


class MiniLM(Encoder):
    """The default encoder, out of a folder that has been checked. Any number of threads may use it at once.

    ``ranges`` say how large what goes into its products becomes; without any, all is made in floats.
    """

    def __init__(self, folder: Path, name: str, threads: int, ranges: Mapping[str, Floats]) -> None:
        self.name = name
        self._threads = threads
        self._tokenizer = open_tokenizer(folder / "tokenizer.json", TOKENS)
        self._network = Network(network(folder, ranges), folder=folder)

    def encode(self, texts: Sequence[str], progress: Progress = lambda done: None) -> Vectors:
        """See Encoder."""
        vectors = np.zeros((len(texts), _WIDTH), dtype=np.float32)
        # A text by itself is in nobody's padding, and its 8-bit steps are nobody else's: equal texts, equal vectors.
        with ThreadPoolExecutor(self._threads) as pool:
            for place, vector in enumerate(pool.map(self._run, texts)):
                vectors[place] = vector
                progress(1)
        return vectors

    def _run(self, text: str) -> Vectors:
        ids = np.array([self._tokenizer.encode(text).ids], np.int32)
        vector: Vectors = self._network.run(["vectors"], {"ids": ids})[0][0]
        return vector

    def is_word(self, word: str) -> bool:
        """See Encoder."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) == 1


def read_ranges(path: Path = RANGES) -> dict[str, Floats]:
    """What ``evals.encoder_ranges`` measured: the largest magnitude of each channel, by what goes into a product."""
    with np.load(path, allow_pickle=False) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}
