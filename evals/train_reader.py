"""Trains the reader from the encoder: ``python -m evals.train_reader --data DATA --minutes 50 --out FOLDER``.

Needs torch and transformers (the project's own) and onnx for the export. Uses a GPU where there is one, else the
processor in bfloat16, one process a core. Writes a checkpoint every few minutes and goes on from it when started again.
Then ``evals.reader_export`` makes the shipped file, and ``evals.reader_measure`` measures it.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, distributed, multiprocessing, nn
from torch.nn import functional
from torch.nn.parallel import DistributedDataParallel
from transformers import BertModel

from bot.reader.span import Window, open_tokenizer, windows
from evals.reader_corpus import PAIRS, CorpusMaker, read_written
from evals.reader_data import load
from evals.reader_examples import Example, Maker
from evals.reader_start import start_weights
from ingest.embed import checked_folder, open_encoder
from ingest.sentences import Span, sentences
from ingest.server import open_store
from ingest.settings import read_settings

SEED = 20_261_123
_BATCH = 24
_BUCKET = 60 * _BATCH  # examples shuffled together, then sorted by length
_RATE = 1.2e-4
_RATE_GOING_ON = 8e-5
_HEADS_FASTER = 4  # times: they start from nothing
_WARM_UP = 0.06  # share of the training
_DECAY = 0.01
_CHECKPOINT_SECONDS = 240
_PUBLIC_BESIDE = 0.3  # public examples to one over the corpus
_LOST = -1e4  # a logit that no softmax will pick


class Reader(nn.Module):
    """The encoder with its heads: (windows, tokens, 3) logits and (windows,) answerable logits."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # Without dropout: it costs a third of a step on a processor, and few epochs over noised examples need none.
        self.bert = BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        # Words keep the meaning that the encoder gave them: half of all weights, and few words are seen in training.
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.bert.config.hidden_size
        self.tokens = nn.Linear(width, 3)
        self.answerable = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 1))

    def freeze(self, layers: int) -> None:
        """Leaves the tables and the lowest layers as they are, which costs less time a step."""
        if layers:
            for part in (self.bert.embeddings, *self.bert.encoder.layer[:layers]):
                part.requires_grad_(False)

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """See the class."""
        out = self.bert(input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask)
        hidden = out.last_hidden_state
        return self.tokens(hidden), self.answerable(hidden[:, 0]).squeeze(-1)


@dataclass(frozen=True, slots=True)
class Sample:
    """An example as tokens. Token places count from the window's first; 0 is "no answer".

    ``starts`` and ``ends`` are right places (None: only the sentences are known); ``sentences`` are ranges of places
    with whether they answer.
    """

    window: Window
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None
    sentences: tuple[tuple[int, int, bool], ...]
    answerable: bool


def sample(tokenizer: Tokenizer, example: Example) -> Sample | None:
    """Tokens of an example; None where its answer lies past the window's end."""
    (window,) = windows(tokenizer, example.question, [(example.context, example.text)])
    places = [_places(window, span) for span in example.spans]
    if any(place is None for place in places):
        return None
    found = [place for place in places if place]
    marked = []
    for span in sentences(example.text):
        place = _places(window, span)
        if place:
            marked.append((*place, any(first <= place[1] and place[0] <= last for first, last in found)))
    if found and not any(answers for _, _, answers in marked):
        return None
    if not example.exact and found:
        return Sample(window, None, None, tuple(marked), True)
    starts = tuple(first for first, _ in found) or (0,)
    ends = tuple(last for _, last in found) or (0,)
    return Sample(window, starts, ends, tuple(marked), bool(found))


def padded(batch: Sequence[Window]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Token ids, segment ids and attention mask, each of shape (windows, longest window)."""
    longest = max(len(window.ids) for window in batch)
    ids = np.full((len(batch), longest), 0, np.int64)
    types, mask = np.zeros_like(ids), np.zeros_like(ids)
    for row, window in enumerate(batch):
        ids[row, : len(window.ids)] = window.ids
        types[row, window.question_length : len(window.ids)] = 1
        mask[row, : len(window.ids)] = 1
    return ids, types, mask


def _places(window: Window, span: Span) -> tuple[int, int] | None:
    """First and last token of a range of characters."""
    inside = [i for i, (start, end) in enumerate(window.offsets) if start < span.end and span.start < end]
    return (inside[0] + window.first, inside[-1] + window.first) if inside else None


def loss(model: nn.Module, batch: Sequence[Sample], device: torch.device) -> Tensor:
    """Span, sentence and answerable losses of a batch, summed with equal weights."""
    ids, types, mask = (torch.from_numpy(array).to(device) for array in padded([s.window for s in batch]))
    logits, answerable = model(ids, types, mask)
    logits, answerable = logits.float(), answerable.float()
    allowed = torch.zeros(ids.shape, dtype=torch.bool)
    gold = torch.zeros(2, *ids.shape, dtype=torch.bool)
    pool = torch.zeros(len(batch), 1 + max(len(s.sentences) for s in batch), ids.shape[1])
    right = torch.zeros(pool.shape[:2], dtype=torch.bool)
    present = torch.zeros(pool.shape[:2], dtype=torch.bool)
    for row, item in enumerate(batch):
        _mark(row, item, allowed, gold, pool, right, present)
    allowed, gold, pool, right, present = (t.to(device) for t in (allowed, gold, pool, right, present))
    spans = sum(_listwise(logits[:, :, which], allowed, gold[which]) for which in (0, 1))
    exact = torch.tensor([item.starts is not None for item in batch], device=device)
    span_loss = (spans * exact).sum() / exact.sum().clamp(min=1) / 2
    relevance = torch.bmm(pool, logits[:, :, 2:]).squeeze(-1)
    sentence_loss = _listwise(relevance, present, right).mean()
    truth = torch.tensor([float(item.answerable) for item in batch], device=device)
    return span_loss + sentence_loss + functional.binary_cross_entropy_with_logits(answerable, truth)


def _mark(row: int, item: Sample, allowed: Tensor, gold: Tensor, pool: Tensor, right: Tensor, present: Tensor) -> None:
    """Fills a batch's row with what may be picked and what is right."""
    allowed[row, 0] = True
    allowed[row, item.window.first : item.window.first + len(item.window.offsets)] = True
    for which, places in enumerate((item.starts or (0,), item.ends or (0,))):
        gold[which, row, list(places)] = True
    pool[row, 0, 0] = 1
    present[row, 0] = True
    right[row, 0] = not item.answerable
    for number, (first, last, answers) in enumerate(item.sentences, 1):
        pool[row, number, first : last + 1] = 1 / (last + 1 - first)
        present[row, number] = True
        right[row, number] = answers


def _listwise(scores: Tensor, present: Tensor, right: Tensor) -> Tensor:
    """Minus the log of the share that the right ones have of the softmax, per row."""
    every = torch.logsumexp(scores.masked_fill(~present, _LOST), dim=1)
    return every - torch.logsumexp(scores.masked_fill(~right, _LOST), dim=1)


def batches(tokenizer: Tokenizer, examples: Sequence[Example], rng: random.Random) -> Iterator[list[Sample]]:
    """An epoch in shuffled batches of like length, made as they are needed."""
    order = list(examples)
    rng.shuffle(order)
    for first in range(0, len(order), _BUCKET):
        made = [sample(tokenizer, example) for example in order[first : first + _BUCKET]]
        bucket = sorted((s for s in made if s), key=lambda s: len(s.window.ids))
        cut = [bucket[i : i + _BATCH] for i in range(0, len(bucket), _BATCH)]
        rng.shuffle(cut)
        yield from cut


@dataclass(frozen=True, slots=True)
class Mixed:
    """Epochs of both kinds: all written questions, with other negatives each time, and a share of the public ones."""

    public: Maker
    corpus: CorpusMaker | None

    def epoch(self, seed: int) -> list[Example]:
        """The examples of an epoch, unshuffled."""
        public = self.public.epoch(seed)
        if self.corpus is None:
            return public
        own = self.corpus.epoch(seed)
        return own + random.Random(seed).sample(public, min(len(public), round(len(own) * _PUBLIC_BESIDE)))


def _corpus_maker() -> CorpusMaker | None:
    """The written questions that are for training, over the live generation; none where there is no store."""
    settings = read_settings()
    live = open_store(settings).open()
    if live is None:
        print("There is no store, so that the questions over the corpus are left out. `make ingest` makes one.")
        return None
    written = [one for one in [*read_written(live), *read_written(live, PAIRS)] if one.is_for_training]
    # One thread: processes are forked off later, and a pool of threads would not come along.
    return CorpusMaker(written, live, open_encoder(settings.model_copy(update={"threads": 1})))


class Run:
    """A training run that can stop and go on: the model, its optimiser, and how far it has come."""

    def __init__(
        self,
        out: Path,
        minutes: float,
        device: torch.device,
        rank: int = 0,
        workers: int = 1,
        start: Path | None = None,
        frozen: int = 0,
    ) -> None:
        self.device, self.minutes, self.path = device, minutes, out / "checkpoint.pt"
        self.rank, self.workers = rank, workers
        torch.manual_seed(SEED)
        self.model = Reader(checked_folder()).to(device)
        self.model.freeze(frozen)
        if start:
            _, unknown = self.model.load_state_dict(start_weights(start), strict=False)
            assert not unknown, f"{start} is not a reader's file: it holds {unknown}"
        named = [(n, p) for n, p in self.model.named_parameters() if p.requires_grad]
        encoder = [(n, p) for n, p in named if n.startswith("bert")]
        groups = [
            {"params": [p for n, p in encoder if p.ndim > 1], "weight_decay": _DECAY, "times": 1},
            {"params": [p for n, p in encoder if p.ndim < 2], "weight_decay": 0.0, "times": 1},
            {
                "params": [p for n, p in named if not n.startswith("bert")],
                "weight_decay": 0.0,
                "times": 1 if start else _HEADS_FASTER,
            },
        ]
        self.rate = _RATE_GOING_ON if start else _RATE
        self.optimiser = torch.optim.AdamW(groups, lr=self.rate)
        self.epoch = self.batch = self.step = 0
        self.seconds = 0.0
        if self.path.exists():
            self._resume()
        self.shared: nn.Module = DistributedDataParallel(self.model) if workers > 1 else self.model

    def train(self, maker: Mixed, tokenizer: Tokenizer) -> None:
        """Until the minutes are over: the rate falls with the time spent, so that it ends at zero on any machine."""
        self.model.train()
        last = saved = time.monotonic()
        while self.seconds < 60 * self.minutes:
            skipped, self.batch = self.batch, 0
            examples = maker.epoch(SEED + self.epoch)
            for number, batch in enumerate(batches(tokenizer, examples, random.Random(self.epoch))):
                self.batch = number + 1
                if number < skipped:
                    continue
                value = self._step(batch[self.rank :: self.workers])
                now = time.monotonic()
                self.seconds, last = self._agreed(self.seconds + now - last), now
                if self.step % 20 == 0 and self.rank == 0:
                    print(f"epoch {self.epoch} step {self.step} loss {value:.3f} {self.seconds:.0f} s", flush=True)
                if now - saved > _CHECKPOINT_SECONDS:
                    self.save()
                    saved = now
                if self.seconds >= 60 * self.minutes:
                    break
            else:
                self.epoch, self.batch = self.epoch + 1, 0
        self.save()

    def _step(self, batch: Sequence[Sample]) -> float:
        progress = self.seconds / (60 * self.minutes)
        for group in self.optimiser.param_groups:
            group["lr"] = (
                group["times"] * self.rate * max(0.01, min(progress / _WARM_UP, (1 - progress) / (1 - _WARM_UP)))
            )
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=_has_bfloat16(self.device)):
            value = loss(self.shared, batch, self.device)
        self.optimiser.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        return value.item()

    def _agreed(self, seconds: float) -> float:
        """The first worker's clock, so that all end at the same step."""
        clock = torch.tensor(seconds, dtype=torch.float64)
        if self.workers > 1:
            distributed.broadcast(clock, 0)
        return clock.item()

    def save(self) -> None:
        """Writes the checkpoint whole or not at all."""
        if self.rank:
            return
        state = {
            "model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(), "epoch": self.epoch,
            "batch": self.batch, "step": self.step, "seconds": self.seconds,
        }  # fmt: skip
        half = self.path.with_suffix(".half")
        torch.save(state, half)
        half.replace(self.path)

    def _resume(self) -> None:
        state: dict[str, Any] = torch.load(self.path, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch, self.batch, self.step = state["epoch"], state["batch"], state["step"]
        self.seconds = state["seconds"]
        print(f"goes on from step {self.step}, {self.seconds:.0f} s")


def _has_bfloat16(device: torch.device) -> bool:
    """A processor without AVX-512 counts in bfloat16 far more slowly than in single precision."""
    return device.type == "cuda" or torch.backends.cpu.get_cpu_capability().startswith("AVX512")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.train_reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with train/ and dev/")
    parser.add_argument("--minutes", type=float, default=50)
    parser.add_argument("--out", type=Path, required=True, help="for the checkpoint and the exported model")
    parser.add_argument("--start", type=Path, help="a model.onnx to train on from, instead of the encoder")
    parser.add_argument("--frozen", type=int, default=0, metavar="N", help="leave the lowest N layers as they are")
    parser.add_argument("--workers", type=int, default=2, help="processes, one a core, without a GPU")
    parser.add_argument("--threads", type=int, default=1, help="threads of a lone process")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    try:
        pool = load(arguments.data)
    except FileNotFoundError as error:
        parser.error(str(error))
    maker = Mixed(Maker(pool, held_back=False), _corpus_maker())
    workers = 1 if torch.cuda.is_available() else arguments.workers
    torch.set_num_threads(1 if workers > 1 else arguments.threads)
    if workers > 1:
        store = str(arguments.out / f"meeting-{time.time_ns()}")
        work = (workers, store, arguments.out, arguments.minutes, maker, arguments.start, arguments.frozen)
        # Forked, so that the examples are made once. (The function is public, though torch does not list it.)
        multiprocessing.start_processes(  # type: ignore[attr-defined, no-untyped-call]
            _work, work, nprocs=workers, start_method="fork"
        )
    else:
        _work(0, 1, "", arguments.out, arguments.minutes, maker, arguments.start, arguments.frozen)
    print(f"Now: python -m evals.reader_export --data {arguments.data} --out {arguments.out}")


def _work(
    rank: int, workers: int, store: str, out: Path, minutes: float, maker: Mixed, start: Path | None, frozen: int
) -> None:
    """One of several processes that share each batch: on a shared processor they wait less than threads do."""
    if workers > 1:
        distributed.init_process_group("gloo", f"file://{store}", rank=rank, world_size=workers)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    run = Run(out, minutes, device, rank, workers, start, frozen)
    run.train(maker, open_tokenizer(checked_folder() / "tokenizer.json"))
    if workers > 1:
        distributed.destroy_process_group()


if __name__ == "__main__":
    main()
