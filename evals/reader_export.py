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
from onnxruntime.quantization import QuantType, quantize_dynamic

from bot.reader.span import Reading, SpanReader, Weights
from evals.reader_data import Pool, load
from evals.reader_examples import Example, Maker
from evals.train_reader import opened
from ingest.embed import checked_folder
from ingest.sentences import sentences

NEUTRAL = Weights((0.0, 1.0, 0.0, 0.0), (1.0, 0.0))
_RIDGE = 1e-3
_SHARES = (0.0, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 2.0)


def export(out: Path, pool: Pool) -> Weights:
    """Writes OUT/fp32/model.onnx and OUT/model.onnx (int8), each with its weights. Gives the int8 model's."""
    tokenizer = (checked_folder() / "tokenizer.json").read_bytes()
    plain = out / "fp32" / "model.onnx"
    plain.parent.mkdir(exist_ok=True)
    trace(out / "checkpoint.pt", plain)
    small = out / "model.onnx"
    quantize(plain, small)
    for path in (plain, small):
        (path.parent / "tokenizer.json").write_bytes(tokenizer)
        keep_weights(path, NEUTRAL)
        keep_weights(path, calibrated(SpanReader(path.parent), held_back(pool)))
    return SpanReader(out).weights


def trace(checkpoint: Path, path: Path) -> None:
    """The checkpoint's model as fp32 ONNX with free numbers of windows and tokens."""
    model = opened(checkpoint)
    ids = torch.tensor([[101, 2129, 102, 2045, 102], [101, 2129, 102, 102, 0]])
    names = ["input_ids", "token_type_ids", "attention_mask"]
    free = {name: {0: "windows", 1: "tokens"} for name in [*names, "logits"]} | {"answerable": {0: "windows"}}
    torch.onnx.export(
        model,
        (ids, torch.zeros_like(ids), (ids > 0).long()),
        str(path),
        input_names=names,
        output_names=["logits", "answerable"],
        dynamic_axes=free,
        opset_version=17,
        dynamo=False,
    )


def quantize(plain: Path, small: Path) -> None:
    """Weights to int8: each matrix by channel, the tables of words and places too; the heads stay exact."""
    names = [node.name for node in onnx.load(str(plain)).graph.node]
    heads = [name for name in names if "/tokens/" in name or "/answerable/" in name]
    # Weights of 7 bits: a processor without VNNI adds 8-bit products up in 16 bits, which overflow, and the reader
    # would answer otherwise there than where it was measured.
    quantize_dynamic(
        plain, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8, nodes_to_exclude=heads
    )


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
