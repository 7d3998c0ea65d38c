"""Trains the verifier: ``python -m evals.train_verifier --start READER.onnx --epochs 5 --out FOLDER``.

It starts from a reader's weights, which know how a sentence is looked up in a passage, and may learn from the mean of
other verifiers beside the truth. Uses a GPU where there is one, with processes beside it that make the batches; else
the processor: an hour or two. Writes a checkpoint every few minutes and goes on from it when started again; then
``evals.verifier_export`` makes the shipped file, and measures it.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset, get_worker_info
from transformers import BertConfig, BertModel

from bot.verifier.verify import joined
from evals.groups import Group, read_groups
from evals.onnx_weights import weights_of
from evals.train_reader import has_bfloat16
from evals.verifier_asked import read_asked
from evals.verifier_data import Maker, Trial
from ingest.embed import checked_folder
from ingest.tokens import open_tokenizer

SEED = 20_261_127
_TOLD, _ANSWERED = 4, 8  # groups in a batch, some fifty sentences
_SORTED = 32  # groups that are sorted by length together, and more of them in larger batches
_RATE = 1.2e-4
_HEAD_FASTER = 4  # times: it starts from nothing
_WARM_UP = 0.05  # share of the training
_DECAY = 0.01
_CHECKPOINT_SECONDS = 300
_HEARD_EVERY = 50  # steps
_TWINS = 0.5  # weight of telling the true sentences of a group from its false ones
_SHARE_OF_TEACHERS = 0.7  # of the loss, where there are some

Row = tuple[list[int], list[int]]  # token ids, and their types


class Network(nn.Module):
    """The encoder with a head on its first token: (windows, tokens) ids and types -> (windows,) logits."""

    def __init__(self, folder: Path, dropout: float = 0.0, kept_layers: int = 0) -> None:
        super().__init__()
        config = BertConfig.from_pretrained(folder, hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout)
        self.bert = BertModel(config, add_pooling_layer=False)
        # Words keep the meaning that the encoder gave them: half of all weights, and few words are seen in training.
        for kept in (self.bert.embeddings, *self.bert.encoder.layer[:kept_layers]):
            kept.requires_grad_(False)
        width = config.hidden_size
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
    texts = {text: tokenizer.encode(text, add_special_tokens=False).ids for text in {one.text for one in told}}
    said = [tokenizer.encode(one.sentence, add_special_tokens=False).ids for one in told]
    rows = [joined(words, [texts[one.text]]) for words, one in zip(said, told, strict=True)]
    return padded(rows, [one.is_true for one in told], [one.group for one in told])


def padded(rows: Sequence[Row], truth: Sequence[bool], group: Sequence[int]) -> Batch:
    """Rows of token ids and types, padded to the longest."""
    ids, types, there = (np.zeros((len(rows), max(len(row) for row, _ in rows)), np.int64) for _ in range(3))
    for place, (row, kinds) in enumerate(rows):
        ids[place, : len(row)], types[place, : len(row)], there[place, : len(row)] = row, kinds, 1
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(types),
        torch.from_numpy(there),
        torch.tensor([float(is_true) for is_true in truth]),
        torch.tensor(group),
    )


def loss(logits: Tensor, batch: Batch) -> Tensor:
    """Whether each sentence is true, and whether the true ones of a group are above its false ones."""
    logits = logits.float()
    alone = functional.binary_cross_entropy_with_logits(logits, batch.truth)
    above = (batch.truth[:, None] > batch.truth[None]) & (batch.group[:, None] == batch.group[None])
    if not above.any():
        return alone
    return alone - _TWINS * functional.logsigmoid(logits[:, None] - logits[None])[above].mean()


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run trains.

    ``start``: a reader's model file. ``times``: batches so many times as large as a processor's. ``dropout`` and
    ``kept_layers``, which are not trained, are what a processor can afford: dropout costs it a third of a step, and
    with the two lowest layers left as they are a step takes two thirds of the time. ``teachers``: folders of verifiers.
    """

    start: Path
    epochs: float
    rate: float = _RATE
    seed: int = SEED
    times: int = 1
    dropout: float = 0.0
    kept_layers: int = 2
    processes: int = 0
    teachers: tuple[Path, ...] = ()


class Epoch(IterableDataset[Batch]):
    """The batches of an epoch, made as they are needed: those of sentences and of short answers among each other."""

    def __init__(self, maker: Maker, tokenizer: Tokenizer, seed: int, times: int) -> None:
        self._tokenizer, self._seed = tokenizer, seed
        told, asked = maker.drawn(seed)
        self._batches: list[tuple[Callable[[int, random.Random], list[Trial]], list[int]]] = [
            *((maker.sentences, some) for some in _batches(told, maker.told, _TOLD * times)),
            *((maker.answers, some) for some in _batches(asked, maker.asked, _ANSWERED * times)),
        ]
        random.Random(seed).shuffle(self._batches)

    def __len__(self) -> int:
        return len(self._batches)

    def __iter__(self) -> Iterator[Batch]:
        """Each process makes every so-manyth batch."""
        me = get_worker_info()
        for place in range(me.id if me else 0, len(self), me.num_workers if me else 1):
            make, numbers = self._batches[place]
            rng = random.Random(f"{self._seed}/{place}")
            yield collated(self._tokenizer, [one for number in numbers for one in make(number, rng)])


class Run:
    """A training run that can stop and go on."""

    def __init__(self, out: Path, plan: Plan, device: torch.device) -> None:
        torch.manual_seed(plan.seed)
        self.path, self.plan, self.device = out / "checkpoint.pt", plan, device
        self.network = Network(checked_folder(), plan.dropout, plan.kept_layers)
        self.network.bert.load_state_dict(weights_of(plan.start))
        self.network.to(device)
        self.teachers = [opened(folder).to(device) for folder in plan.teachers]
        named = [(name, weight) for name, weight in self.network.named_parameters() if weight.requires_grad]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": [w for n, w in named if n.startswith("bert") and w.ndim > 1], "weight_decay": _DECAY},
                {"params": [w for n, w in named if n.startswith("bert") and w.ndim < 2], "weight_decay": 0.0},
                {"params": [w for n, w in named if not n.startswith("bert")], "weight_decay": 0.0},
            ],
            lr=plan.rate,
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
        saved, number, since = time.monotonic(), 0, time.monotonic()
        seed, epoch = self.plan.seed, Epoch(maker, tokenizer, self.plan.seed, self.plan.times)
        steps = round(self.plan.epochs * len(epoch))
        while number < steps:
            for batch in self._loaded(epoch):
                if number >= steps:
                    break
                number += 1
                if number <= self.step:
                    continue
                self.step = number
                value = self._learn(batch, number / steps)
                # Asking a GPU for a number at every step would make it wait.
                if number % _HEARD_EVERY == 0:
                    seconds = time.monotonic() - since
                    print(f"step {number} of {steps}: loss {value.item():.3f}, {seconds:.0f} s", flush=True)
                    since = time.monotonic()
                if time.monotonic() - saved > _CHECKPOINT_SECONDS:
                    self.save()
                    saved = time.monotonic()
            seed += 1
            epoch = Epoch(maker, tokenizer, seed, self.plan.times)
        self.save()

    def _loaded(self, epoch: Epoch) -> DataLoader[Batch]:
        processes = self.plan.processes
        return DataLoader(epoch, batch_size=None, num_workers=processes, prefetch_factor=8 if processes else None)

    def _learn(self, batch: Batch, progress: float) -> Tensor:
        share = max(0.01, min(progress / _WARM_UP, (1 - progress) / (1 - _WARM_UP)))
        for times, group in zip((1, 1, _HEAD_FASTER), self.optimiser.param_groups, strict=True):
            group["lr"] = times * self.plan.rate * share
        batch = Batch(*(getattr(batch, name).to(self.device) for name in Batch.__slots__))
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=has_bfloat16(self.device)):
            logits = self.network(batch.ids, batch.types, batch.there)
            with torch.no_grad():
                told = [teacher(batch.ids, batch.types, batch.there).float() for teacher in self.teachers]
        value = loss(logits, batch)
        if told:
            # Their odds for each sentence (Hinton, Vinyals and Dean 2015).
            shares = torch.stack(told).mean(0).sigmoid()
            by_teachers = functional.binary_cross_entropy_with_logits(logits.float(), shares)
            value = (1 - _SHARE_OF_TEACHERS) * value + _SHARE_OF_TEACHERS * by_teachers
        self.optimiser.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        return value.detach()

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


def opened(folder: Path) -> Network:
    """The network of a checkpoint, to read with."""
    network = Network(checked_folder())
    network.load_state_dict(torch.load(folder / "checkpoint.pt", map_location="cpu", weights_only=True)["network"])
    return network.eval()


def _batches(numbers: Sequence[int], groups: Sequence[Group], size: int) -> list[list[int]]:
    """Numbers of groups, those together whose texts are about as long."""
    together = max(_SORTED, 4 * size)
    made = []
    for first in range(0, len(numbers), together):
        near = sorted(numbers[first : first + together], key=lambda number: len(groups[number].text))
        made += [near[at : at + size] for at in range(0, len(near), size)]
    return made


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.train_verifier", description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="a reader's model.onnx")
    parser.add_argument("--epochs", type=float, default=5, help="also a part of one")
    parser.add_argument("--rate", type=float, default=_RATE, help="the highest learning rate")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--times", type=int, default=1, help="batches so many times as large")
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--kept-layers", type=int, default=2, help="so many of the lowest layers are not trained")
    parser.add_argument("--processes", type=int, default=0, help="processes that make batches beside the training")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="folders of verifiers to learn from")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    named = {name: getattr(arguments, name) for name in Plan.__slots__ if name != "teachers"}
    run = Run(arguments.out, Plan(**named, teachers=tuple(arguments.teachers)), device)
    groups = read_groups()
    asked, _ = read_asked()
    run.train(Maker([group for group in groups if not group.is_apart], asked), _tokenizer())


def _tokenizer() -> Tokenizer:
    return open_tokenizer(checked_folder() / "tokenizer.json")


if __name__ == "__main__":
    main()
