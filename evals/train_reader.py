"""Trains the reader: ``python -m evals.train_reader --data DATA --mined FILE --epochs 12 --out FOLDER``.

FILE is made by ``python -m evals.reader_mine``. Needs torch and transformers (the project's own) and onnx for the
export. Uses a GPU where there is one, with processes beside it that make the examples; else the processor, where
``--epochs 1`` takes hours. Writes a checkpoint every few minutes and goes on from it when started again. Then
``evals.reader_export`` makes the shipped file, and ``evals.reader_measure`` measures it.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from evals.reader_apart import apart
from evals.reader_data import load
from evals.reader_examples import Maker, noisy
from evals.reader_mined import MinedMaker, read_mine
from evals.reader_model import Batch, Reader, collated, distilled, loss, sample, scored, strayed
from ingest.embed import checked_folder
from ingest.tokens import open_tokenizer

SEED = 20_261_126
_BATCH = 192  # windows
_CHUNK = 800  # questions whose groups are sorted by length together
_RATE = 2e-4
_HEADS_FASTER = 4  # times: they start from nothing
_WARM_UP = 0.06  # share of the training
_DECAY = 0.01
_DROPOUT = 0.1
_CHECKPOINT_SECONDS = 240
_WINDOWS_A_QUESTION = 1.9
_HEARD_EVERY = 10  # steps
_SHARE_OF_TEACHERS = 0.7  # of the loss, where there are some
_WEIGHT_OF_STATES = 0.9  # of a teacher's, at first; none at the end


@dataclass(frozen=True, slots=True)
class Mixed:
    """Groups of both kinds: our own questions, and those of the public sets."""

    own: MinedMaker
    public: Maker

    def numbers(self, rng: random.Random) -> list[int]:
        """The questions of an epoch, shuffled; those from ``len(own)`` on are public."""
        numbers = list(range(len(self.own) + len(self.public)))
        rng.shuffle(numbers)
        return numbers

    def groups(self, number: int, rng: random.Random) -> Iterator[list[Any]]:
        """The examples of a question, as people may type it."""
        maker, place = (self.own, number) if number < len(self.own) else (self.public, number - len(self.own))
        for group in maker.groups(place, rng):
            yield noisy(group, rng)


class Epoch(IterableDataset[Batch]):
    """The batches of an epoch, made as they are needed: a function of the seed and of the number of processes."""

    def __init__(self, mixed: Mixed, tokenizer: Tokenizer, seed: int) -> None:
        self._mixed, self._tokenizer, self._seed = mixed, tokenizer, seed

    def __iter__(self) -> Iterator[Batch]:
        """Each process makes every so-manyth chunk."""
        numbers = self._mixed.numbers(random.Random(self._seed))
        me = get_worker_info()
        chunks = [numbers[first : first + _CHUNK] for first in range(0, len(numbers), _CHUNK)]
        for place in range(me.id if me else 0, len(chunks), me.num_workers if me else 1):
            yield from self._batches(chunks[place], random.Random(f"{self._seed}/{place}"))

    def _batches(self, numbers: Sequence[int], rng: random.Random) -> Iterator[Batch]:
        groups = []
        for number in numbers:
            for group in self._mixed.groups(number, rng):
                made = [one for example in group if (one := sample(self._tokenizer, example))]
                if made:
                    groups.append(made)
        groups.sort(key=lambda group: max(len(one.window.ids) for one in group))
        batches: list[list[list[Any]]] = [[]]
        for group in groups:
            if sum(map(len, batches[-1])) + len(group) > _BATCH:
                batches.append([])
            batches[-1].append(group)
        rng.shuffle(batches)
        yield from (collated(batch) for batch in batches if batch)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run trains.

    ``teachers`` are checkpoints whose mean it learns from beside the truth; it starts from the first of them, and where
    ``lower`` layers read question and passage apart, the others follow its states. Else it starts from ``start``, a
    reader's checkpoint, or from the encoder.
    """

    epochs: float
    rate: float = _RATE
    seed: int = SEED
    processes: int = 0
    teachers: tuple[Path, ...] = ()
    lower: int = 0
    start: Path | None = None


class Run:
    """A training run that can stop and go on: the model, its optimiser, and how far it has come."""

    def __init__(self, out: Path, plan: Plan, device: torch.device) -> None:
        self.device, self.plan, self.path = device, plan, out / "checkpoint.pt"
        torch.manual_seed(plan.seed)
        # Dropout costs a third of a step on a processor, where epochs are few; sdpa is for what a GPU does fast.
        fast = device.type == "cuda"
        self.model = Reader(checked_folder(), _DROPOUT if fast else 0.0, "sdpa" if fast else "eager", plan.lower)
        self.teachers = [opened(path, "sdpa" if fast else "eager").to(device) for path in plan.teachers]
        if self.teachers:
            self.model.learn(self.teachers[0].learned())
        elif plan.start:
            self.model.learn(opened(plan.start).learned())
        self.model.to(device)
        named = [(n, p) for n, p in self.model.named_parameters() if p.requires_grad]
        encoder = [(n, p) for n, p in named if n.startswith("bert")]
        groups = [
            {"params": [p for n, p in encoder if p.ndim > 1], "weight_decay": _DECAY, "times": 1},
            {"params": [p for n, p in encoder if p.ndim < 2], "weight_decay": 0.0, "times": 1},
            {
                "params": [p for n, p in named if not n.startswith("bert")],
                "weight_decay": 0.0,
                "times": _HEADS_FASTER,
            },
        ]
        self.optimiser = torch.optim.AdamW(groups, lr=plan.rate)
        self.last = 0.0
        self.epoch = self.batch = 0
        self.batches_an_epoch = 0.0
        if self.path.exists():
            self._resume()

    def train(self, mixed: Mixed, tokenizer: Tokenizer) -> None:
        """All epochs: the rate rises over the first steps and falls to zero by a line."""
        self.model.train()
        saved = time.monotonic()
        # How many batches an epoch has is known once one is over.
        expected = self.batches_an_epoch or len(mixed.numbers(random.Random(0))) * _WINDOWS_A_QUESTION / _BATCH
        while self.epoch < self.plan.epochs:
            skipped, total, windows, started = self.batch, 0.0, 0, time.monotonic()
            for number, batch in enumerate(self._loaded(mixed, tokenizer)):
                if number < skipped:
                    continue
                done = (self.epoch + min(1.0, number / expected)) / self.plan.epochs
                if done > 1:
                    break
                total += self._step(batch, done)
                windows += len(batch.group)
                self.batch = number + 1
                if time.monotonic() - saved > _CHECKPOINT_SECONDS:
                    self.save()
                    saved = time.monotonic()
            steps, seconds = self.batch - skipped, time.monotonic() - started
            expected = self.batches_an_epoch = self.batch
            self.epoch, self.batch = self.epoch + 1, 0
            print(
                f"epoch {self.epoch} loss {total / steps:.3f} steps {steps} windows {windows} {seconds:.0f} s",
                flush=True,
            )
        self.save()

    def _loaded(self, mixed: Mixed, tokenizer: Tokenizer) -> DataLoader[Batch]:
        processes = self.plan.processes
        return DataLoader(
            Epoch(mixed, tokenizer, self.plan.seed + self.epoch),
            batch_size=None,
            num_workers=processes,
            prefetch_factor=8 if processes else None,
        )

    def _step(self, batch: Batch, progress: float) -> float:
        share = max(0.01, min(progress / _WARM_UP, (1 - progress) / (1 - _WARM_UP)))
        for group in self.optimiser.param_groups:
            group["lr"] = group["times"] * self.plan.rate * share
        batch = batch.to(self.device)
        windows = (batch.input_ids, batch.token_type_ids, batch.attention_mask)
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=has_bfloat16(self.device)):
            states = self.model.states(*windows)
            logits, answerable = self.model.judged(states[-1])
            with torch.no_grad():
                taught = [one.states(*windows) for one in self.teachers]
                told = [one.judged(left[-1]) for one, left in zip(self.teachers, taught, strict=True)]
        scores = scored(logits, answerable, batch)
        value = loss(scores, batch)
        if told:
            logits, answerable = (torch.stack([one[part].float() for one in told]).mean(0) for part in (0, 1))
            by_teachers = distilled(scores, scored(logits, answerable, batch), batch)
            value = (1 - _SHARE_OF_TEACHERS) * value + _SHARE_OF_TEACHERS * by_teachers
            if lower := self.model.lower:
                weight = _WEIGHT_OF_STATES * (1 - progress)
                value = value + weight * strayed(states[lower:], taught[0][lower:], batch.attention_mask)
        self.optimiser.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        # Asking a GPU for a number at every step would make it wait.
        if self.batch % _HEARD_EVERY == 0:
            self.last = value.item()
        return self.last

    def save(self) -> None:
        """Writes the checkpoint whole or not at all."""
        state = {
            "model": self.model.learned(), "optimiser": self.optimiser.state_dict(), "epoch": self.epoch,
            "batch": self.batch, "batches_an_epoch": self.batches_an_epoch, "lower": self.plan.lower,
        }  # fmt: skip
        half = self.path.with_suffix(".half")
        torch.save(state, half)
        half.replace(self.path)

    def _resume(self) -> None:
        state: dict[str, Any] = torch.load(self.path, map_location=self.device, weights_only=True)
        self.model.learn(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch, self.batch, self.batches_an_epoch = state["epoch"], state["batch"], state["batches_an_epoch"]
        print(f"goes on from epoch {self.epoch}, batch {self.batch}")


def opened(checkpoint: Path, attention: str = "eager") -> Reader:
    """The reader of a checkpoint, to read with."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    model = Reader(checked_folder(), attention=attention, lower=state["lower"])
    model.learn(state["model"])
    return model.eval()


def has_bfloat16(device: torch.device) -> bool:
    """A processor without instructions for it counts in bfloat16 far more slowly than in single precision."""
    return device.type == "cuda" or bool(torch.cpu.get_capabilities().get("avx512_bf16"))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.train_reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public sets' train/")
    parser.add_argument("--mined", type=Path, required=True, help="what `python -m evals.reader_mine` wrote")
    parser.add_argument("--epochs", type=float, default=12, help="also a part of one")
    parser.add_argument("--rate", type=float, default=_RATE, help="the highest learning rate")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--start", type=Path, help="a checkpoint to start from")
    parser.add_argument("--lower", type=int, default=0, help="so many layers read question and passage apart")
    parser.add_argument("--processes", type=int, default=0, help="processes that make examples beside the training")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="checkpoints to learn from")
    parser.add_argument("--out", type=Path, required=True, help="for the checkpoint and the exported model")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    try:
        pool = load(arguments.data)
    except FileNotFoundError as error:
        parser.error(str(error))
    mine = read_mine(arguments.mined)
    mixed = Mixed(MinedMaker(mine), Maker(pool, held_back=False))
    plan = Plan(
        arguments.epochs,
        arguments.rate,
        arguments.seed,
        arguments.processes,
        tuple(arguments.teachers),
        arguments.lower,
        arguments.start,
    )
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    run, tokenizer = Run(arguments.out, plan, device), open_tokenizer(checked_folder() / "tokenizer.json")
    run.train(mixed, tokenizer)
    for name, figure in apart(run.model.eval(), mine, tokenizer, device).items():
        print(f"kept apart, {name}: {figure}")
    print(f"Now: python -m evals.reader_export --data {arguments.data} --out {arguments.out}")


if __name__ == "__main__":
    main()
