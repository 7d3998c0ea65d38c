"""A network's file -> something that runs. The only home of onnxruntime."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

Floats = NDArray[np.float32]
# What onnxruntime fuses by itself and is slower for it: of 75 tokens a sum and its norm take 17 microseconds apart and
# 120 as one (release 1.32).
SLOWER = ["SkipLayerNormFusion"]


class Network:
    """A network out of an ONNX file, or as it was just built. Any number of callers may run it at once.

    Each run takes ``threads`` threads, which sleep in between: where they spin, two networks and their callers take the
    processor from each other. ``folder`` holds the files that a network just built leaves tensors in.
    """

    def __init__(self, model: Path | bytes, threads: int = 1, folder: Path | None = None) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Its own stock of memory is only ever grown: what a long text once took would stay.
        options.enable_cpu_mem_arena = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        if folder:
            options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(folder))
        source = model if isinstance(model, bytes) else str(model)
        self._session = InferenceSession(
            source, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
        )
        # It would keep the bytes, 90 MB of the encoder, to begin anew on another provider. There is none.
        self._session._model_bytes = None

    def run(self, gives: Sequence[str], feeds: Mapping[str, NDArray[Any]]) -> list[Floats]:
        """The outputs of these names for inputs by name."""
        return [np.asarray(made, np.float32) for made in self._session.run(list(gives), dict(feeds))]

    @property
    def metadata(self) -> dict[str, str]:
        """What the file keeps beside the network."""
        kept: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
        return kept
