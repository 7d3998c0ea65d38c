"""Trains the verifier: ``python -m evals.train_verifier --start READER.onnx --epochs 5 --out FOLDER``.

It starts from a reader's weights, which know how a sentence is looked up in a passage. Uses a GPU where there is one,
else the processor: an hour or two. Writes a checkpoint every few minutes and goes on from it when started again; then
``evals.verifier_export`` makes the shipped file, and measures it.
"""

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from bot.verifier.verify import token_ids
from evals.groups import read_groups
from evals.onnx_weights import weights_of
from evals.train_reader import has_bfloat16
from evals.verifier_asked import read_asked
from evals.verifier_data import Maker, Trial
from ingest.embed import checked_folder
from ingest.tokens import open_tokenizer

SEED = 20_261_127
_TOLD, _ANSWERED = 4, 8  # groups in a batch, some fifty sentences
_SORTED = 32  # groups that are sorted by length together
_RATE = 1.2e-4
_HEAD_FASTER = 4  # times: it starts from nothing
_WARM_UP = 0.05  # share of the training
_DECAY = 0.01
_CHECKPOINT_SECONDS = 300
_KEPT_LAYERS = 2  # the lowest stay as they are: they know words, and a step takes two thirds of the time
_TWINS = 0.5  # weight of telling the true sentences of a group from its false ones


class Network(nn.Module):
    """The encoder with a head on its first token: (windows, tokens) ids and types -> (windows,) logits."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # Dropout costs a third of a step on a processor, where epochs are few.
        self.bert = BertModel.from_pretrained(
            folder, add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        # Words keep the meaning that the encoder gave them: half of all weights, and few words are seen in training.
        for kept in (self.bert.embeddings, *self.bert.encoder.layer[:_KEPT_LAYERS]):
            kept.requires_grad_(False)
        width = self.bert.config.hidden_size
        self.proven = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 1))

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor | None = None) -> Tensor:
        """See the class."""
        hidden = self.bert(input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state
        logits: Tensor = self.proven(hidden[:, 0]).squeeze(-1)
        return logits


@dataclass(frozen=True, slots=True)
class Batch:
    """Trials as tensors: ``ids``, ``types`` and ``there`` of shape (B, T), ``truth`` and ``group`` of shape (B,)."""

    ids: Tensor
    types: Tensor
    there: Tensor
    truth: Tensor
    group: Tensor


def collated(tokenizer: Tokenizer, told: Sequence[Trial]) -> Batch:
    """Trials, padded to the longest."""
    rows = [token_ids(tokenizer, one.sentence, one.text) for one in told]
    ids, types, there = (np.zeros((len(rows), max(len(row) for row, _ in rows)), np.int64) for _ in range(3))
    for place, (row, kinds) in enumerate(rows):
        ids[place, : len(row)], types[place, : len(row)], there[place, : len(row)] = row, kinds, 1
    truth = torch.tensor([float(one.is_true) for one in told])
    group = torch.tensor([one.group for one in told])
    return Batch(torch.from_numpy(ids), torch.from_numpy(types), torch.from_numpy(there), truth, group)


def loss(logits: Tensor, batch: Batch) -> Tensor:
    """Whether each sentence is true, and whether the true ones of a group are above its false ones."""
    logits = logits.float()
    alone = functional.binary_cross_entropy_with_logits(logits, batch.truth)
    above = (batch.truth[:, None] > batch.truth[None]) & (batch.group[:, None] == batch.group[None])
    if not above.any():
        return alone
    return alone - _TWINS * functional.logsigmoid(logits[:, None] - logits[None])[above].mean()


class Run:
    """A training run that can stop and go on."""

    def __init__(self, out: Path, start: Path, epochs: float, rate: float, device: torch.device) -> None:
        torch.manual_seed(SEED)
        self.path, self.epochs, self.rate, self.device = out / "checkpoint.pt", epochs, rate, device
        self.network = Network(checked_folder())
        self.network.bert.load_state_dict(weights_of(start))
        self.network.to(device)
        named = [(name, weight) for name, weight in self.network.named_parameters() if weight.requires_grad]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": [w for n, w in named if n.startswith("bert") and w.ndim > 1], "weight_decay": _DECAY},
                {"params": [w for n, w in named if n.startswith("bert") and w.ndim < 2], "weight_decay": 0.0},
                {"params": [w for n, w in named if not n.startswith("bert")], "weight_decay": 0.0},
            ],
            lr=rate,
        )
        self.step = 0
        if self.path.exists():
            kept = torch.load(self.path, map_location=device, weights_only=True)
            self.network.load_state_dict(kept["network"])
            self.optimiser.load_state_dict(kept["optimiser"])
            self.step = kept["step"]

    def train(self, maker: Maker, tokenizer: Tokenizer) -> None:
        """All epochs: the rate rises over the first steps and falls to zero by a line."""
        self.network.train()
        saved, epoch, number, total, since = time.monotonic(), 0, 0, 0.0, time.monotonic()
        batches = _epoch(maker, SEED)
        steps = round(self.epochs * len(batches))
        while number < steps:
            for told in batches:
                if number >= steps:
                    break
                number += 1
                if number <= self.step:
                    continue
                self.step = number
                total += self._learn(collated(tokenizer, told), number / steps)
                if number % 50 == 0:
                    seconds = time.monotonic() - since
                    print(f"step {number} of {steps}: loss {total / 50:.3f}, {seconds:.0f} s", flush=True)
                    total, since = 0.0, time.monotonic()
                if time.monotonic() - saved > _CHECKPOINT_SECONDS:
                    self.save()
                    saved = time.monotonic()
            epoch += 1
            batches = _epoch(maker, SEED + epoch)
        self.save()

    def _learn(self, batch: Batch, progress: float) -> float:
        share = max(0.01, min(progress / _WARM_UP, (1 - progress) / (1 - _WARM_UP)))
        for times, group in zip((1, 1, _HEAD_FASTER), self.optimiser.param_groups, strict=True):
            group["lr"] = times * self.rate * share
        batch = Batch(*(getattr(batch, name).to(self.device) for name in Batch.__slots__))
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=has_bfloat16(self.device)):
            logits = self.network(batch.ids, batch.types, batch.there)
        value = loss(logits, batch)
        self.optimiser.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        return value.item()

    def save(self) -> None:
        """Writes the checkpoint, whole or not at all."""
        kept = {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
        }
        part = self.path.with_suffix(".part")
        torch.save(kept, part)
        part.replace(self.path)


def _epoch(maker: Maker, seed: int) -> list[list[Trial]]:
    """The batches of an epoch, those of sentences and those of short answers among each other."""
    told, asked = maker.epoch(seed)
    made = [*_batches(told, _TOLD), *_batches(asked, _ANSWERED)]
    random.Random(seed).shuffle(made)
    return made


def _batches(groups: Sequence[list[Trial]], size: int) -> list[list[Trial]]:
    made = []
    for first in range(0, len(groups), _SORTED):
        near = sorted(groups[first : first + _SORTED], key=lambda told: len(told[0].text))
        made += [[one for told in near[at : at + size] for one in told] for at in range(0, len(near), size)]
    return made


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.train_verifier", description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="a reader's model.onnx")
    parser.add_argument("--epochs", type=float, default=5, help="also a part of one")
    parser.add_argument("--rate", type=float, default=_RATE, help="the highest learning rate")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    run, tokenizer = Run(arguments.out, arguments.start, arguments.epochs, arguments.rate, device), _tokenizer()
    groups = read_groups()
    asked, _ = read_asked()
    run.train(Maker([group for group in groups if not group.is_apart], asked), tokenizer)


def _tokenizer() -> Tokenizer:
    return open_tokenizer(checked_folder() / "tokenizer.json")


if __name__ == "__main__":
    main()
