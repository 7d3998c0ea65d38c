"""The default encoder's network, built from its published weights for onnxruntime, the larger part of it in 8 bits.

all-MiniLM-L6-v2 is a BERT (Devlin et al. 2019) of six layers; a text's vector is the mean of its tokens' states, of
unit length (Reimers and Gurevych 2019). A product is made in 8 bits where it has been measured how large what goes into
it becomes (``evals.encoder_ranges``), and in 32-bit floats elsewhere; with nothing measured the vectors are those of
sentence-transformers. A few channels are a dozen times as large as the others, which would leave those few bits, so
what goes in is evened out first, and the weights take it up (Xiao et al., "SmoothQuant", ICML 2023).
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
# Weights of 7 bits: a processor without VNNI adds 8-bit products up in 16 bits, which overflow.
_LARGEST = 63

Floats = NDArray[np.float32]


def network(folder: Path, ranges: Mapping[str, Floats], shown: Sequence[str] = ()) -> bytes:
    """The network as an ONNX model.

    The table of words, which is half of it, stays in the weights' file, to be looked up there: see ``Network``.
    It takes ``ids``, int32 of shape (1, tokens), and gives ``vectors``, of shape (1, width), and what else is to be
    ``shown``. ``ranges`` has the largest magnitude of each channel, by the name of what goes into a product.
    """
    layers = json.loads((folder / "config.json").read_text(encoding="utf-8"))["num_hidden_layers"]
    builder = _Builder(load_file(folder / _FILE), ranges)
    graph = helper.make_graph(
        list(builder.nodes(layers)),
        "minilm",
        [helper.make_tensor_value_info("ids", TensorProto.INT32, [1, "tokens"])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("vectors", *shown)],
        [
            *(numpy_helper.from_array(np.ascontiguousarray(value), name) for name, value in builder.kept.items()),
            _left_in_file(folder / _FILE, _WORDS),
        ],
    )
    operators = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
    made: bytes = helper.make_model(graph, opset_imports=operators, ir_version=8).SerializeToString()
    return made


def in_8_bits(layers: int) -> list[str]:
    """What goes into the products that are worth making in 8 bits.

    The last one of a layer is not: what it takes, the bent states, lies between nothing and one but for a few that are
    in the twenties, and it would lose more than all others together.
    """
    return [
        name
        for number in range(layers)
        for name in (f"state.{number}", f"encoder.layer.{number}.mixed", f"encoder.layer.{number}.seen")
    ]


class _Builder:
    """Collects what the operators weigh with, by name."""

    def __init__(self, weights: Mapping[str, Floats], ranges: Mapping[str, Floats]) -> None:
        self._weights = weights
        self._ranges = ranges
        self.kept: dict[str, NDArray[np.generic]] = {}

    def nodes(self, layers: int) -> Iterator[NodeProto]:
        """The operators, in order."""
        yield self._embedded()
        for number in range(layers):
            yield from self._layer(f"encoder.layer.{number}", f"state.{number}", f"state.{number + 1}")
        yield helper.make_node("ReduceMean", [f"state.{layers}"], ["mean"], axes=[1], keepdims=0)
        yield helper.make_node("LpNormalization", ["mean"], ["vectors"], axis=-1, p=2)

    def _embedded(self) -> NodeProto:
        places, types = (self._weights[f"embeddings.{what}_embeddings.weight"] for what in ("position", "token_type"))
        # Every text is a first sentence: what says so is added to the places.
        tables = [_WORDS, self._keep("places", places + types[0])]
        takes = ["ids", "", *tables, "", *self._norm("embeddings")]
        return _fused("EmbedLayerNormalization", takes, ["state.0", ""], epsilon=_EPSILON)

    def _layer(self, layer: str, before: str, after: str) -> Iterator[NodeProto]:
        mixed, seen, wide, bent = (f"{layer}.{what}" for what in ("mixed", "seen", "wide", "bent"))
        parts = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
        matrix = np.concatenate([self._weights[f"{part}.weight"] for part in parts])
        bias = np.concatenate([self._weights[f"{part}.bias"] for part in parts])
        yield from self._product(before, matrix, bias, f"{layer}.parts")
        yield helper.make_node("Split", [f"{layer}.parts"], parts, axis=-1)
        yield _fused("MultiHeadAttention", parts, [mixed], num_heads=_HEADS)
        yield from self._added(f"{layer}.attention.output", mixed, before, seen)
        yield from self._dense(f"{layer}.intermediate.dense", seen, wide)
        yield _fused("Gelu", [wide], [bent])
        yield from self._added(f"{layer}.output", bent, seen, after)

    def _added(self, name: str, takes: str, beside: str, gives: str) -> Iterator[NodeProto]:
        """A dense layer, what it is added to, and the norm of both, which fused would take seven times as long."""
        yield from self._dense(f"{name}.dense", takes, f"{name}.moved")
        yield helper.make_node("Add", [f"{name}.moved", beside], [f"{name}.sum"])
        norm = [f"{name}.sum", *self._norm(name)]
        yield helper.make_node("LayerNormalization", norm, [gives], epsilon=_EPSILON)

    def _dense(self, name: str, takes: str, gives: str) -> Iterator[NodeProto]:
        yield from self._product(takes, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"], gives)

    def _product(self, takes: str, weight: Floats, bias: Floats, gives: str) -> Iterator[NodeProto]:
        """What goes in by a matrix, of shape (out, in), and a bias."""
        matrix, added = weight.T, self._keep(f"{gives}.bias", bias)
        if takes not in self._ranges:
            yield helper.make_node("MatMul", [takes, self._keep(f"{gives}.weight", matrix)], [f"{gives}.made"])
            yield helper.make_node("Add", [f"{gives}.made", added], [gives])
            return
        # Half of the difference between channels is left to each side, as the paper does.
        evened = np.sqrt(np.abs(matrix).max(1) / self._ranges[takes])
        matrix = matrix / evened[:, None]
        step = np.abs(matrix).max(0) / _LARGEST
        weights = [
            self._keep(f"{gives}.weight", np.rint(matrix / step).astype(np.int8)),
            self._keep(f"{gives}.step", step),
        ]
        yield helper.make_node("Mul", [takes, self._keep(f"{gives}.evened", evened)], [f"{gives}.even"])
        yield _fused("DynamicQuantizeMatMul", [f"{gives}.even", *weights, "", added], [gives])

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
