"""The trained verifier -> model.onnx, int8, and what it tells of the sentences that were kept apart.

``python -m evals.verifier_export --of A B C --out FOLDER`` exports the mean of the weights of A/checkpoint.pt and the
others, whose trainings began at the same weights: such a mean errs no more than the best of them on what none was
trained on (model soups, Wortsman et al. 2022).
"""

import argparse
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

from bot.verifier.verify import Verifier
from evals.groups import Group, read_groups
from evals.reader_export import quantize
from evals.train_verifier import Network, opened
from evals.verifier_asked import read_asked
from evals.verifier_data import Trial, trials
from ingest.embed import checked_folder

_ONE_IN = 8  # of the sentences kept apart, which have fifty thousand claims


def export(folders: Sequence[Path], out: Path) -> None:
    """Writes OUT/model.onnx, the mean of the folders' checkpoints."""
    network = Network(checked_folder())
    every = [opened(folder).state_dict() for folder in folders]
    network.load_state_dict({name: torch.stack([one[name].float() for one in every]).mean(0) for name in every[0]})
    write(network, out / "model.onnx")


def write(network: Network, path: Path) -> None:
    """Writes a network's file, its weights in 8 bits."""
    plain = path.with_suffix(".plain")
    ids = torch.tensor([[101, 2129, 102, 2045, 102]])
    torch.onnx.export(
        network.eval(),
        (ids, torch.zeros_like(ids)),
        str(plain),
        input_names=["input_ids", "token_type_ids"],
        output_names=["proven"],
        dynamic_axes={"input_ids": {1: "tokens"}, "token_type_ids": {1: "tokens"}},
        opset_version=17,
        dynamo=False,
    )
    quantize(plain, path, ("/proven/",))
    plain.unlink()


def measured(verifier: Verifier, groups: Sequence[Group]) -> dict[str, object]:
    """How well the verifier tells the groups' true sentences from their false ones."""
    told = trials(groups)
    logits = [verifier.logit_of(one.sentence, one.text) for one in told]
    truth = [one.is_true for one in told]
    by_kind = sorted(zip(told, logits, strict=True), key=lambda pair: pair[0].kind)
    return {
        "sentences": len(told),
        "auc": round(float(roc_auc_score(truth, logits)), 3),
        "false ones above 0, by kind": {
            kind: _above(list(pairs)) for kind, pairs in groupby(by_kind, lambda p: p[0].kind)
        },
        "true ones kept, and false ones with them": [_at(logits, truth, share) for share in (0.9, 0.95, 0.97, 0.99)],
    }


def _above(pairs: Sequence[tuple[Trial, float]]) -> str:
    return f"{sum(logit > 0 for _, logit in pairs)} of {len(pairs)}"


def _at(logits: Sequence[float], truth: Sequence[bool], share: float) -> str:
    true = [logit for logit, is_true in zip(logits, truth, strict=True) if is_true]
    bar = float(np.quantile(true, 1 - share))
    false = [logit for logit, is_true in zip(logits, truth, strict=True) if not is_true]
    return f"{share:.0%} at {bar:.2f}: {sum(logit >= bar for logit in false) / len(false):.1%}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.verifier_export", description=__doc__)
    parser.add_argument("--of", type=Path, nargs="+", required=True, help="folders of checkpoints")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    export(arguments.of, arguments.out)
    verifier = Verifier(arguments.out / "model.onnx")
    for name, groups in (
        ("sentences", [one for one in read_groups() if one.is_apart]),
        ("questions, alone and with short answers", read_asked()[1][::_ONE_IN]),
    ):
        print(name, measured(verifier, groups))


if __name__ == "__main__":
    main()
