"""The reader's network: lower layers that read question and passage apart, and upper ones that read both together.

A decomposed transformer (DeFormer, Cao et al. 2020): what the lower layers make of a passage does not depend on the
question, so it is worked out once and kept. Both halves lie in one ONNX file, which takes ``is_upper`` to say which of
them runs.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.network import Network

States = NDArray[np.float16]  # shape (tokens, width); half as large as the network's own, and as good
Logits = NDArray[np.float32]

_WIDTH = 384
_NO_IDS = np.zeros((1, 1), np.int64)
_NO_STATES = np.zeros((1, 1, _WIDTH), np.float32)


class Layers:
    """The network of a file, opened when it is first run. Any number of threads may run it at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def lower(self, ids: Sequence[int], *, is_passage: bool, first_place: int) -> States:
        """What the lower layers make of a question's or a passage's tokens, whose places count from ``first_place``."""
        tokens = np.array([ids], np.int64)
        types = np.full_like(tokens, int(is_passage))
        places = first_place + np.arange(len(ids), dtype=np.int64)[None]
        states, _ = self._run(tokens, types, places, _NO_STATES, is_upper=False)
        kept: States = states[0].astype(np.float16)
        return kept

    def upper(self, question: States, passage: States) -> tuple[Logits, float]:
        """Logits of shape (tokens, 3), the question's tokens first, and the logit of whether the passage answers."""
        states = np.concatenate([question, passage])[None].astype(np.float32)
        logits, answerable = self._run(_NO_IDS, _NO_IDS, _NO_IDS, states, is_upper=True)
        return logits[0], float(answerable[0])

    @property
    def metadata(self) -> dict[str, str]:
        """What the file keeps beside the network."""
        return self._network.metadata

    def _run(
        self,
        ids: NDArray[np.int64],
        types: NDArray[np.int64],
        places: NDArray[np.int64],
        states: NDArray[np.float32],
        *,
        is_upper: bool,
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        feeds: dict[str, NDArray[Any]] = {
            "input_ids": ids,
            "token_type_ids": types,
            "position_ids": places,
            "states": states,
            "is_upper": np.array(is_upper),
        }
        made, answerable = self._network.run(["made", "answerable"], feeds)
        return made, answerable

    @cached_property
    def _network(self) -> Network:
        return Network(self._path)
