"""The trained reader -> model.onnx: int8, calibrated on articles that it was not trained on.

``python -m evals.reader_export --data DATA --out FOLDER`` exports FOLDER/checkpoint.pt.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from bot.reader.span import Reading, SpanReader, Weights
from evals.reader_data import Pool, load
from evals.reader_examples import Example, Maker
from evals.reader_model import Reader
from evals.train_reader import opened
from ingest.embed import checked_folder
from ingest.sentences import sentences

NEUTRAL = Weights((0.0, 1.0, 0.0, 0.0), (1.0, 0.0))
_LOWER, _UPPER = _HALVES = ("lower.onnx", "upper.onnx")
_IDS = ("input_ids", "token_type_ids", "position_ids")
_RIDGE = 1e-3
_SHARES = (0.0, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 2.0)


def export(out: Path, pool: Pool) -> Weights:
    """Writes OUT/fp32/model.onnx and OUT/model.onnx (int8), each with its weights. Gives the int8 model's."""
    tokenizer = (checked_folder() / "tokenizer.json").read_bytes()
    plain, small = out / "fp32", out
    plain.mkdir(exist_ok=True)
    trace(out / "checkpoint.pt", plain)
    for half in _HALVES:
        quantize(plain / half, small / half)
    for folder in (plain, small):
        join(folder / _LOWER, folder / _UPPER, folder / "model.onnx")
        for half in _HALVES:
            (folder / half).unlink()
        (folder / "tokenizer.json").write_bytes(tokenizer)
        keep_weights(folder / "model.onnx", NEUTRAL)
        keep_weights(folder / "model.onnx", calibrated(SpanReader(folder), held_back(pool)))
    return SpanReader(out).weights


class _Lower(nn.Module):
    """From ids to what the lower layers make of a question or a passage alone."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, position_ids: Tensor) -> Tensor:
        hidden = self.reader.embedded(input_ids, token_type_ids, position_ids)
        return self.reader.read_on(hidden, self.reader.bert.encoder.layer[: self.reader.lower])


class _Upper(nn.Module):
    """From the lower layers' states of a question and a passage to logits."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: Tensor) -> tuple[Tensor, Tensor]:
        return self.reader.judged(self.reader.read_on(states, self.reader.bert.encoder.layer[self.reader.lower :]))


def trace(checkpoint: Path, folder: Path) -> None:
    """The checkpoint's model as two fp32 ONNX files, each with a free number of tokens."""
    reader = opened(checkpoint)
    ids = torch.tensor([[101, 2129, 102, 2045, 102]])
    lower = (_Lower(reader), (ids, torch.zeros_like(ids), torch.arange(5)[None]), list(_IDS), ["made"])
    upper = (_Upper(reader), (torch.randn(1, 5, reader.bert.config.hidden_size),), ["states"], ["made", "answerable"])
    for half, (model, example, takes, gives) in zip(_HALVES, (lower, upper), strict=True):
        torch.onnx.export(
            model,
            example,
            str(folder / half),
            input_names=takes,
            output_names=gives,
            dynamic_axes={name: {1: "tokens"} for name in [*takes, "made"]},
            opset_version=17,
            dynamo=False,
        )


def quantize(plain: Path, small: Path, heads: Sequence[str] = ("/tokens/", "/answerable/")) -> None:
    """Weights to int8: each matrix by channel, the tables of words and places too; the heads stay exact."""
    names = [node.name for node in onnx.load(str(plain)).graph.node]
    exact = [name for name in names if any(head in name for head in heads)]
    # Weights of 7 bits: a processor without VNNI adds 8-bit products up in 16 bits, which overflow, and the reader
    # would answer otherwise there than where it was measured.
    quantize_dynamic(
        plain, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8, nodes_to_exclude=exact
    )


def join(lower: Path, upper: Path, path: Path) -> None:
    """One model of two, of which the input ``is_upper`` says which runs."""
    below, above = onnx.load(str(lower)), onnx.load(str(upper))
    takes = [*below.graph.input, *above.graph.input, helper.make_tensor_value_info("is_upper", TensorProto.BOOL, [])]
    gives = [
        helper.make_tensor_value_info("made", TensorProto.FLOAT, [1, None, None]),
        helper.make_tensor_value_info("answerable", TensorProto.FLOAT, [1]),
    ]
    # The lower half says nothing of that.
    nothing = helper.make_tensor("no_answerable", TensorProto.FLOAT, [1], [0.0])
    below.graph.node.append(helper.make_node("Constant", [], ["answerable"], value=nothing))
    below.graph.output.append(gives[1])
    branches = {"then_branch": _branch(above, "upper"), "else_branch": _branch(below, "lower")}
    node = helper.make_node("If", ["is_upper"], ["made", "answerable"], **branches)
    # Both halves were exported with the same operators, so the one's imports serve for the other.
    onnx.save(
        helper.make_model(
            helper.make_graph([node], "reader", takes, gives),
            opset_imports=below.opset_import,
            ir_version=below.ir_version,
        ),
        str(path),
    )


def _branch(model: onnx.ModelProto, name: str) -> onnx.GraphProto:
    """A model's graph as a branch: what it takes comes from outside, and its names are its own."""
    graph = onnx.compose.add_prefix_graph(model.graph, f"{name}/", rename_inputs=False)
    del graph.input[:]
    return graph


def keep_weights(path: Path, weights: Weights) -> None:
    """Writes the weights into the model's metadata."""
    model = onnx.load(str(path))
    onnx.helper.set_model_props(model, {"weights": json.dumps(asdict(weights))})
    onnx.save(model, str(path))


def held_back(pool: Pool) -> list[Example]:
    """Examples of the articles set aside, whole passages: two draws of the negatives."""
    maker = Maker(pool, held_back=True)
    return [example for seed in (1, 2) for example in maker.epoch(seed) if example.origin != "rule"]


@dataclass(frozen=True, slots=True)
class Row:
    """A held-back example as the model reads it: features of the odds, and each sentence's margins and truth."""

    features: tuple[float, float, float]
    answers: bool
    sentences: list[tuple[float, float, bool]]


def calibrated(reader: SpanReader, examples: Sequence[Example]) -> Weights:
    """Odds by logistic regression, the sentence's mix by the share of examples whose best sentence answers."""
    rows = []
    for example in examples:
        (reading,) = reader.read(example.question, [(example.context, example.text)])
        rows.append(_row(example, reading))
    odds = logistic(np.array([row.features for row in rows]), np.array([row.answers for row in rows]))
    share = max(_SHARES, key=lambda share: (round(_hits(rows, share), 4), -share))
    return Weights(odds, (1.0, share))


def _row(example: Example, reading: Reading) -> Row:
    parts = [(span.start, span.end) for span in sentences(example.text)]
    marked = []
    for start, end in parts:
        truth = any(start < span.end and span.start < end for span in example.spans)
        if seen := reading.within(start, end):
            marked.append((seen.relevance, seen.span_score, truth))
    return Row(reading.features, bool(example.spans), marked)


def _hits(rows: Sequence[Row], share: float) -> float:
    asked = [row.sentences for row in rows if row.answers and len(row.sentences) > 1]
    told = [max(marked, key=lambda s: s[0] + share * s[1])[2] for marked in asked]
    return float(np.mean(told)) if told else 0.0


def logistic(features: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[float, float, float, float]:
    """Bias and three weights, by Newton's method with a little ridge."""
    scale = features.std(axis=0) + 1e-9
    x = np.column_stack([np.ones(len(features)), features / scale])
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - truth) + _RIDGE * len(x) * np.r_[0, w[1:]]
        hessian = (x.T * (p * (1 - p))) @ x + _RIDGE * len(x) * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    bias, *slopes = w / np.r_[1, scale]
    return bias.item(), slopes[0].item(), slopes[1].item(), slopes[2].item()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.reader_export", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    print(export(arguments.out, load(arguments.data)))


if __name__ == "__main__":
    main()
