"""A network's file -> something that runs. The only home of onnxruntime."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnxruntime import (
    InferenceSession,
    OrtAllocatorType,
    OrtArenaCfg,
    OrtMemoryInfo,
    OrtMemType,
    SessionOptions,
    create_and_register_allocator,
)

Floats = NDArray[np.float32]
# What onnxruntime fuses by itself and is slower for it: of 75 tokens a sum and its norm take 17 microseconds apart and
# 120 as one (release 1.32).
SLOWER = ["SkipLayerNormFusion"]
# As much of the one stock of memory is left unused at the most for a tensor that is smaller than what is free.
_WASTED = 1 << 17


class Network:
    """A network out of an ONNX file, or as it was just built. Any number of callers may run it at once.

    Each run takes ``threads`` threads, which sleep in between: where they spin, two networks and their callers take the
    processor from each other. ``folder`` holds the files that a network just built leaves tensors in.
    """

    def __init__(self, model: Path | bytes, threads: int = 1, folder: Path | None = None) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        _share_memory()
        options.add_session_config_entry("session.use_env_allocators", "1")
        options.add_session_config_entry("session.use_device_allocator_for_initializers", "1")
        options.enable_mem_pattern = False  # a plan for each length of text, made of one piece
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


@cache
def _share_memory() -> None:
    """One stock of memory for all networks of the process, once.

    A stock of its own for each would keep what that one's longest text once took; with none, what a run frees lies
    between what is kept: 379 MB of a bot that had read 600 passages, 340 so.
    """
    memory = OrtMemoryInfo("Cpu", OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, OrtMemType.DEFAULT)
    create_and_register_allocator(memory, OrtArenaCfg({"max_dead_bytes_per_chunk": _WASTED}))
