"""The default encoder's network, built from its published weights for onnxruntime, which runs it about twice as fast.

all-MiniLM-L6-v2 is a BERT (Devlin et al. 2019) of six layers; a text's vector is the mean of its tokens' states, of
unit length (Reimers and Gurevych 2019). All is in 32-bit floats, so the vectors are those of sentence-transformers.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import NodeProto, StringStringEntryProto, TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

_FUSED = "com.microsoft"  # onnxruntime's own operators, each of several
_HEADS = 12
_EPSILON = 1e-12
_FILE = "model.safetensors"
_WORDS = "embeddings.word_embeddings.weight"

Weights = Mapping[str, NDArray[np.float32]]


def network(folder: Path) -> bytes:
    """The network as an ONNX model.

    The table of words, which is half of it, stays in the weights' file, to be looked up there: see ``Network``.
    It takes ``ids``, int32 of shape (texts, tokens), padded on the right; ``lengths``, int32 of shape (texts,); and
    ``there``, float of shape (texts, 1, tokens): 1 / length for a token of the text, 0 behind it. It gives ``vectors``
    of shape (texts, width).
    """
    layers = json.loads((folder / "config.json").read_text(encoding="utf-8"))["num_hidden_layers"]
    builder = _Builder(load_file(folder / _FILE))
    int32, floats = TensorProto.INT32, TensorProto.FLOAT
    graph = helper.make_graph(
        list(builder.nodes(layers)),
        "minilm",
        [
            helper.make_tensor_value_info("ids", int32, ["texts", "tokens"]),
            helper.make_tensor_value_info("lengths", int32, ["texts"]),
            helper.make_tensor_value_info("there", floats, ["texts", 1, "tokens"]),
        ],
        [helper.make_tensor_value_info("vectors", floats, ["texts", None])],
        [
            *(numpy_helper.from_array(np.ascontiguousarray(value), name) for name, value in builder.kept.items()),
            _left_in_file(folder / _FILE, _WORDS),
        ],
    )
    operators = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
    made: bytes = helper.make_model(graph, opset_imports=operators, ir_version=8).SerializeToString()
    return made


class _Builder:
    """Collects what the operators weigh with, by name."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self.kept: dict[str, NDArray[np.generic]] = {}

    def nodes(self, layers: int) -> Iterator[NodeProto]:
        """The operators, in order."""
        yield self._embedded()
        for number in range(layers):
            yield from self._layer(f"encoder.layer.{number}", f"state.{number}", f"state.{number + 1}")
        yield helper.make_node("MatMul", ["there", f"state.{layers}"], ["means"])
        yield helper.make_node("Squeeze", ["means", self._keep("one", np.array([1]))], ["mean"])
        yield helper.make_node("LpNormalization", ["mean"], ["vectors"], axis=-1, p=2)

    def _embedded(self) -> NodeProto:
        places, types = (self._weights[f"embeddings.{what}_embeddings.weight"] for what in ("position", "token_type"))
        # Every text is a first sentence: what says so is added to the places.
        tables = [_WORDS, self._keep("places", places + types[0])]
        takes = ["ids", "", *tables, "", *self._norm("embeddings")]
        return _fused("EmbedLayerNormalization", takes, ["state.0", ""], epsilon=_EPSILON)

    def _layer(self, layer: str, before: str, after: str) -> Iterator[NodeProto]:
        own = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
        matrix = self._keep(f"{layer}.mixing", np.concatenate([self._weights[f"{one}.weight"] for one in own]).T)
        bias = self._keep(f"{layer}.mixing.bias", np.concatenate([self._weights[f"{one}.bias"] for one in own]))
        mixed, seen, bent = f"{layer}.mixed", f"{layer}.seen", f"{layer}.bent"
        yield _fused("Attention", [before, matrix, bias, "lengths"], [mixed], num_heads=_HEADS)
        yield from self._added(f"{layer}.attention.output", mixed, before, seen)
        wide, bias = self._dense(f"{layer}.intermediate.dense")
        yield helper.make_node("MatMul", [seen, wide], [f"{layer}.wide"])
        yield _fused("BiasGelu", [f"{layer}.wide", bias], [bent])
        yield from self._added(f"{layer}.output", bent, seen, after)

    def _added(self, name: str, takes: str, beside: str, gives: str) -> Iterator[NodeProto]:
        """A dense layer, what it is added to, and the norm of both, which fused would take seven times as long."""
        matrix, bias = self._dense(f"{name}.dense")
        yield helper.make_node("MatMul", [takes, matrix], [f"{name}.made"])
        yield helper.make_node("Add", [f"{name}.made", bias], [f"{name}.moved"])
        yield helper.make_node("Add", [f"{name}.moved", beside], [f"{name}.sum"])
        norm = [f"{name}.sum", *self._norm(name)]
        yield helper.make_node("LayerNormalization", norm, [gives], epsilon=_EPSILON)

    def _dense(self, name: str) -> list[str]:
        return [
            self._keep(f"{name}.weight", self._weights[f"{name}.weight"].T),
            self._keep(f"{name}.bias", self._weights[f"{name}.bias"]),
        ]

    def _norm(self, name: str) -> list[str]:
        names = [f"{name}.LayerNorm.{part}" for part in ("weight", "bias")]
        return [self._keep(one, self._weights[one]) for one in names]

    def _keep(self, name: str, value: NDArray[np.generic]) -> str:
        self.kept[name] = value
        return name


def _left_in_file(path: Path, name: str) -> TensorProto:
    """A tensor of a safetensors file by its place there: eight bytes of length, a header in JSON, all tensors in a row.

    The format is https://huggingface.co/docs/safetensors, little-endian as ONNX is.
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        about = json.loads(file.read(length))[name]
    first, last = about["data_offsets"]
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=about["shape"])
    tensor.data_location = TensorProto.EXTERNAL
    where = {"location": path.name, "offset": 8 + length + first, "length": last - first}
    tensor.external_data.extend(StringStringEntryProto(key=key, value=str(value)) for key, value in where.items())
    return tensor


def _fused(operator: str, takes: Sequence[str], gives: Sequence[str], **attributes: Any) -> NodeProto:
    return helper.make_node(operator, takes, gives, domain=_FUSED, **attributes)
