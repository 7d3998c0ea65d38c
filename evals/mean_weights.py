"""The mean of several verifiers' weights: ``python -m evals.mean_weights --out FOLDER MODEL...``.

Networks that learned on from the same one, each from other sentences or in another order, are better as the mean of
their weights than the best of them, and no larger: model soups (Wortsman et al. 2022). FOLDER/sentences.onnx is
written.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from evals.train_sentences import started
from evals.train_verifier import Network
from evals.verifier_export import write


def mean_of(models: Sequence[Path]) -> Network:
    """A network whose every weight is the mean of theirs."""
    networks = [started(model) for model in models]
    with torch.no_grad():
        for weights in zip(*(network.parameters() for network in networks), strict=True):
            weights[0].copy_(torch.stack(weights).mean(dim=0))
    return networks[0].eval()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.mean_weights", description=__doc__)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    write(mean_of(arguments.models), arguments.out / "sentences.onnx")


if __name__ == "__main__":
    main()
