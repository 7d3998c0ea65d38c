"""The weights of a quantized BERT in an ONNX file, as a BertModel takes them: to train further from what is shipped."""

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

_MATRIX = re.compile(r"/bert/(encoder/layer\.\d+/.*)/MatMul_quant$")
_PART = "bert."


def weights_of(path: Path) -> dict[str, Tensor]:
    """Every weight of the encoder by its name in a BertModel, 8-bit ones as the floats that they stand for."""
    graphs = list(_graphs(onnx.load(str(path)).graph))
    kept = {one.name: numpy_helper.to_array(one) for graph in graphs for one in graph.initializer}
    found: dict[str, NDArray[np.float32]] = {}
    for name, value in kept.items():
        own = _PART + name.rpartition(_PART)[2]
        if _PART not in name:
            continue
        if own.endswith("_quantized"):
            found[own.removesuffix("_quantized")] = _exact(kept, name)
        elif not own.endswith(("_scale", "_zero_point")):
            found[own] = value
    for node in (node for graph in graphs for node in graph.node if node.op_type == "MatMulInteger"):
        if matrix := _MATRIX.search(node.name):
            found[f"bert.{matrix[1].replace('/', '.')}.weight"] = _exact(kept, node.input[1]).T
    return {name.removeprefix(_PART): torch.tensor(value.copy()) for name, value in found.items()}


def head_of(path: Path) -> dict[str, Tensor]:
    """The weights of a verifier's head, ``evals.train_verifier.Network.proven``, by their names there."""
    kept = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}
    found = {}
    for layer in ("0", "2"):
        found[f"{layer}.weight"] = _exact(kept, f"proven.{layer}.weight_Transposed_quantized").T
        found[f"{layer}.bias"] = kept[f"proven.{layer}.bias"]
    return {name: torch.tensor(value.copy()) for name, value in found.items()}


def _exact(kept: dict[str, NDArray[np.float32]], quantized: str) -> NDArray[np.float32]:
    stem = quantized.removesuffix("_quantized")
    values, scale, zero = kept[quantized], kept[f"{stem}_scale"], kept[f"{stem}_zero_point"]
    exact: NDArray[np.float32] = ((values.astype("float32") - zero.astype("float32")) * scale).astype("float32")
    return exact


def _graphs(graph: onnx.GraphProto) -> "list[onnx.GraphProto]":
    """A graph and those of its branches."""
    inner = [attribute.g for node in graph.node for attribute in node.attribute if attribute.HasField("g")]
    return [graph, *(deeper for one in inner for deeper in _graphs(one))]
