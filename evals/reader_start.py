"""The shipped int8 reader -> weights for more training: each int8 matrix times its scale, the rest as it lies."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

# The table of words is the encoder's own: it was never trained, so the exact one is kept.
_KEPT_FROM_ENCODER = "bert.embeddings.word_embeddings"


def start_weights(path: Path) -> dict[str, Tensor]:
    """A state dict for ``evals.train_reader.Reader`` out of a model.onnx, without the table of words."""
    graph = onnx.load(str(path)).graph
    stored = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    found = {name: array for name, array in stored.items() if name.startswith(("bert.", "tokens.", "answerable."))}
    for node in graph.node:
        if node.op_type in ("MatMulInteger", "MatMul", "Gemm") and node.input[1] in stored:
            found[_parameter(node.name)] = _exact(node.input[1], stored).T
    for name in ("position_embeddings", "token_type_embeddings"):
        found[f"bert.embeddings.{name}.weight"] = _exact(f"bert.embeddings.{name}.weight_quantized", stored)
    exact = {name: array for name, array in found.items() if name.endswith((".weight", ".bias"))}
    return {
        name: torch.from_numpy(np.array(array, np.float32))
        for name, array in exact.items()
        if not name.startswith(_KEPT_FROM_ENCODER)
    }


def _parameter(node: str) -> str:
    """ "/bert/encoder/layer.0/output/dense/MatMul_quant" -> "bert.encoder.layer.0.output.dense.weight"."""
    folder = node.strip("/").rsplit("/", 1)[0]
    return folder.replace("answerable/answerable", "answerable").replace("/", ".") + ".weight"


def _exact(name: str, stored: Mapping[str, NDArray[np.generic]]) -> NDArray[np.float32]:
    if not name.endswith("_quantized"):
        return stored[name].astype(np.float32)
    base = name.removesuffix("_quantized")
    whole = stored[name].astype(np.float32) - stored[base + "_zero_point"].astype(np.float32)
    return whole * stored[base + "_scale"].astype(np.float32)
