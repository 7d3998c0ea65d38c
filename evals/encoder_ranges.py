"""`python -m evals.encoder_ranges`: measure how large the default encoder's states become, for ``ingest/minilm.npz``.

Over the passages of the store, in floats: the largest magnitude of each channel of what goes into the products that
``ingest.bert`` makes in 8 bits. Prints how near the vectors in 8 bits are to those in floats.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ingest.bert import Floats, in_8_bits, network
from ingest.embed import checked_folder, encoder_name
from ingest.minilm import RANGES, TOKENS, MiniLM
from ingest.network import Network
from ingest.server import open_store
from ingest.settings import go_offline, read_settings
from ingest.split import in_context
from ingest.tokens import open_tokenizer

_LAYERS = 6
_SMALLEST = 1e-3  # of a channel that nothing ever goes through


def main() -> None:
    """Measure, write the file and print."""
    settings = read_settings()
    go_offline(settings)
    live = open_store(settings).open()
    if live is None:
        raise SystemExit("There is no store; `make ingest` makes one.")
    texts = list(map(in_context, live.passages))
    ranges = measured(texts)
    rounded: dict[str, Any] = {name: found.astype(np.float16) for name, found in ranges.items()}
    np.savez(RANGES, **rounded)
    cosines = compared(texts, ranges, encoder_name(settings))
    print(json.dumps({"texts": len(texts), "least cosine": float(cosines.min()), "mean": float(cosines.mean())}))


def measured(texts: Sequence[str]) -> dict[str, Floats]:
    """The largest magnitude of each channel over all tokens of the texts."""
    names = in_8_bits(_LAYERS)
    opened = Network(network(checked_folder(), {}, names), folder=checked_folder())
    tokenizer = open_tokenizer(checked_folder() / "tokenizer.json", TOKENS)
    largest = {name: np.float32(_SMALLEST) * np.ones(1, np.float32) for name in names}
    for text in texts:
        states = opened.run(names, {"ids": np.array([tokenizer.encode(text).ids], np.int32)})
        for name, state in zip(names, states, strict=True):
            largest[name] = np.maximum(largest[name], np.abs(state[0]).max(0))
    return largest


def compared(texts: Sequence[str], ranges: Mapping[str, Floats], name: str) -> Floats:
    """The cosine of each text's vector in 8 bits with that in floats."""
    ours, exact = (MiniLM(checked_folder(), name, 2, known).encode(texts) for known in (ranges, {}))
    found: Floats = (ours * exact).sum(1)
    return found


if __name__ == "__main__":
    main()
