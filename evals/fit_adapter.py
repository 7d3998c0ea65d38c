"""`python -m evals.fit_adapter --data DATA`: learn ``bot/adapter.npz``, and print what it brings.

Pairs of a question and the passages that answer it: the written questions for training, with every passage of the
corpus to choose from, and as many public ones (``evals.reader_data``), with the others of their batch. The loss is the
usual one of dual encoders (Karpukhin et al., "Dense Passage Retrieval", EMNLP 2020). Measured on the written questions
that were kept apart, and on public ones that were.
"""

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from bot.adapter import ADAPTER, Adapter
from evals.reader_corpus import PAIRS, Written, answering, read_written
from evals.reader_data import Pool, load
from ingest.embed import open_encoder
from ingest.encoder import Encoder, Vectors
from ingest.generation import Generation
from ingest.server import open_store
from ingest.settings import go_offline, read_settings

SEED = 20_261_125
_RANK = 32
_RATE = 3e-3
_STEPS = 200
_BATCH = 192
_DECAY = 0.1
_TEMPERATURE = 0.05
_PUBLIC = 1_200  # pairs to learn from, and half as many to measure on
_DEPTHS = (1, 5, 10, 20)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Questions of shape (n, dimensions), passages of shape (m, dimensions), and which answers which, (n, m)."""

    questions: Vectors
    passages: Vectors
    right: NDArray[np.bool_]

    def part(self, chosen: NDArray[np.bool_]) -> "Pairs":
        """Some of the questions, before all the passages."""
        return Pairs(self.questions[chosen], self.passages, self.right[chosen])


def of_corpus(written: list[Written], generation: Generation, encoder: Encoder) -> Pairs:
    """The written questions before every passage of the corpus."""
    right = np.zeros((len(written), len(generation.passages)), bool)
    for row, one in enumerate(written):
        for passage, _ in answering(one, generation):
            right[row, generation.positions[passage.id]] = True
    return Pairs(encoder.encode([one.question for one in written]), np.asarray(generation.vectors), right)


def of_public(pool: Pool, encoder: Encoder, count: int) -> Pairs:
    """Public questions before the passages of all of them, no passage twice."""
    rows = [asked for asked in pool.asked if asked.spans and asked.dataset != "policyqa"]
    by_cut = {asked.cut: asked for asked in random.Random(SEED).sample(rows, len(rows))}
    chosen = list(by_cut.values())[:count]
    texts = [f"{pool.cuts[asked.cut].title}\n{pool.cuts[asked.cut].text}" for asked in chosen]
    return Pairs(
        encoder.encode([asked.text for asked in chosen]), encoder.encode(texts), np.eye(len(chosen), dtype=bool)
    )


def learned(corpus: Pairs, public: Pairs) -> Adapter:
    """The map under which questions of both kinds are nearest to what answers them."""
    torch.manual_seed(SEED)
    draw = np.random.default_rng(SEED)
    width = corpus.questions.shape[1]
    down = (0.02 * torch.randn(width, _RANK)).requires_grad_()
    up = torch.zeros(_RANK, width, requires_grad=True)
    optimiser = torch.optim.AdamW([down, up], lr=_RATE, weight_decay=_DECAY)
    for _ in range(_STEPS):
        own = draw.choice(len(corpus.questions), min(_BATCH, len(corpus.questions)), replace=False)
        other = draw.choice(len(public.questions), min(_BATCH, len(public.questions)), replace=False)
        beside = Pairs(public.questions[other], public.passages[other], public.right[np.ix_(other, other)])
        mine = Pairs(corpus.questions[own], corpus.passages, corpus.right[own])
        loss = _loss(mine, down, up) + _loss(beside, down, up)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return Adapter(down.detach().numpy(), up.detach().numpy())


def _loss(pairs: Pairs, down: Tensor, up: Tensor) -> Tensor:
    questions, passages, right = (torch.from_numpy(np.array(a)) for a in (pairs.questions, pairs.passages, pairs.right))
    scores = functional.normalize(questions + questions @ down @ up, dim=1) @ passages.T / _TEMPERATURE
    every = torch.logsumexp(scores, dim=1)
    return (every - torch.logsumexp(scores.masked_fill(~right, -1e4), dim=1)).mean()


def recalls(pairs: Pairs, adapter: Adapter | None) -> list[float]:
    """The share of the questions with a right passage among the first 1, 5, 10 and 20."""
    moved = pairs.questions if adapter is None else np.stack([adapter.moved(v) for v in pairs.questions])
    scores = moved @ pairs.passages.T
    best = np.where(pairs.right, scores, -np.inf).max(axis=1, keepdims=True)
    places = (scores > best).sum(axis=1)
    return [round(float((places < depth).mean()), 3) for depth in _DEPTHS]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_adapter", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with train/ in it")
    settings = read_settings()
    go_offline(settings)
    live = open_store(settings).open()
    if live is None:
        parser.error("there is no store; `make ingest` makes one")
    encoder = open_encoder(settings)
    written = [one for one in [*read_written(live), *read_written(live, PAIRS)] if one.places]
    corpus = of_corpus(written, live, encoder)
    training = np.array([one.is_for_training for one in written])
    every = of_public(load(parser.parse_args().data), encoder, _PUBLIC + _PUBLIC // 2)
    is_apart = np.arange(len(every.questions)) >= _PUBLIC
    apart = Pairs(every.questions[is_apart], every.passages, every.right[is_apart])
    public = Pairs(every.questions[~is_apart], every.passages[~is_apart], every.right[~is_apart][:, ~is_apart])
    adapter = learned(corpus.part(training), public)
    np.savez(ADAPTER, encoder=np.array(encoder.name), down=adapter.down, up=adapter.up)
    sets = {
        "corpus, learned from": corpus.part(training),
        "corpus, apart": corpus.part(~training),
        "public, apart": apart,
    }
    for name, pairs in sets.items():
        print(json.dumps({name: {"encoder alone": recalls(pairs, None), "adapted": recalls(pairs, adapter)}}))


if __name__ == "__main__":
    main()
