"""Trains the reader's glance: ``python -m evals.train_glance FOLDER [FOLDER ...]``, the folders being stores.

It learns from the reader what that says of each passage found for a question (distillation, Hinton, Vinyals and Dean
2015): two losses, the square of the difference, and the divergence between the passages of one question. The questions
are written ones (``evals.reader_corpus``), asked of each store; one in ten is kept apart, and of those is printed how
many of the passages that the reader takes for the best are read. Some ten minutes on two cores for 6,000 questions.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional

from bot.evidence import shown
from bot.library import Library
from bot.question import understand
from bot.reader.glance import FILE, worth_reading
from bot.reader.layers import States
from bot.reader.span import SpanReader
from bot.reading_list import FOUND, to_read
from bot.retrieve import retrieve
from bot.timing import without_its_time
from bot.types import Filters
from evals.reader_corpus import HARD, PAIRS, WRITTEN
from ingest.embed import open_encoder
from ingest.encoder import Encoder
from ingest.settings import go_offline, read_settings
from ingest.store import Store

_WIDTH, _SHARED = 384, 64  # of the states, and of what is compared
_RATE, _WARM_UP, _DECAY = 3e-3, 0.1, 0.01
_BATCH = 8  # questions
_TEMPERATURE = 2.0
_APART = 10
_TINY = 1e-6
_HEARD_EVERY = 200  # steps
_OPSET, _IR = 17, 9


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A question's states, those of the passages found for it, best first, and what the reader says of each."""

    question: States
    passages: tuple[States, ...]
    said: NDArray[np.float32]


class Asker:
    """Asks one store as the bot does, and keeps what the reader says of every passage found."""

    def __init__(self, store: Path, encoder: Encoder, reader: SpanReader) -> None:
        live = Store(store).open()
        if live is None:
            raise SystemExit(f"There is no store in {store}. Run `make ingest` first.")
        self._library, self._encoder, self._reader = Library(live, encoder), encoder, reader
        self._states: dict[tuple[str, str], States] = {}  # the reader keeps but the latest

    def examples(self, questions: Sequence[str]) -> Iterator[Example]:
        """One for each question for which anything is found: only the first, where it asks two things."""
        for question in questions:
            library = self._library
            part = understand(question, (), library.lexicon, self._encoder.is_word).parts[0]
            spelled_out = library.lexicon.spelled_out(part.text)
            vector, everything = library.question_vector(part.text), Filters().known_by(part.as_of)
            hits = retrieve(library.generation, spelled_out, vector, everything, FOUND, frozenset())
            passages = [shown(hit.passage) for hit in to_read(part, hits, library)]
            if not passages:
                continue
            asked = library.worded(without_its_time(part))
            of_question, states = self._reader.states(asked, passages)
            of_passages = tuple(map(self._states.setdefault, passages, states))
            features = [one.features for one in self._reader.read(asked, passages)]
            yield Example(of_question, of_passages, np.array([(one[0], one[2]) for one in features], np.float32))


class Likeness(nn.Module):
    """What ``bot.reader.glance`` runs, with gradients."""

    def __init__(self) -> None:
        super().__init__()
        self.question, self.passage = nn.Linear(_WIDTH, _SHARED), nn.Linear(_WIDTH, _SHARED)
        self.mean_question, self.mean_passage = nn.Linear(_WIDTH, _SHARED), nn.Linear(_WIDTH, _SHARED)
        self.weighs = nn.Linear(_WIDTH, 1)
        self.together = nn.Linear(3, 1)
        nn.init.constant_(self.together.weight, 1.0)

    def forward(self, question: torch.Tensor, passages: torch.Tensor, is_token: torch.Tensor) -> torch.Tensor:
        """Scores, shape (passages,), of states (tokens, width) and (passages, tokens, width)."""
        asked = functional.normalize(self.question(question), dim=-1)
        told = functional.normalize(self.passage(passages), dim=-1)
        alike = torch.einsum("qd,ptd->pqt", asked, told).masked_fill(~is_token[:, None], -1.0)
        nearest = (alike.amax(-1) * torch.softmax(self.weighs(question)[:, 0], 0)).sum(-1)
        mean = (passages * is_token[..., None]).sum(1) / is_token.sum(1, keepdim=True)
        means = (self.mean_question(question.mean(0)) * self.mean_passage(mean)).sum(-1) / _SHARED**0.5
        places = 1 / (1 + torch.arange(len(passages), dtype=torch.float32))
        scores: torch.Tensor = self.together(torch.stack([nearest, means, places], -1))[:, 0]
        return scores


def main() -> int:
    """Collect, train, write the network and print what it is worth."""
    options = _parser().parse_args()
    go_offline(read_settings())
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    encoder, reader = open_encoder(read_settings()), SpanReader()
    examples: list[Example] = []
    for store in options.stores:
        questions = rng.sample(_questions(), options.questions)
        examples += Asker(store, encoder, reader).examples(questions)
        print(f"{len(examples)} questions read", flush=True)
    rng.shuffle(examples)
    apart = examples[: len(examples) // _APART]
    learned = examples[len(apart) :]
    said = np.concatenate([one.said for one in learned])
    mean, deviation = said.mean(axis=0), said.std(axis=0)
    network = Likeness()
    train(network, [(one, _target(one, mean, deviation)) for one in learned], options.epochs, rng)
    onnx.save(exported(network), str(options.out))
    print(_worth(network, [(one, _target(one, mean, deviation)) for one in apart]))
    return 0


def train(
    network: Likeness, examples: Sequence[tuple[Example, torch.Tensor]], epochs: float, rng: random.Random
) -> None:
    """All epochs: the rate rises over the first steps and falls to zero."""
    steps = int(epochs * len(examples) / _BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps, pct_start=_WARM_UP)
    heard = 0.0
    for step in range(steps):
        losses = [_loss(network(*_fed(one)), target) for one, target in rng.sample(examples, _BATCH)]
        loss = torch.stack(losses).mean()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        heard += loss.item() / _HEARD_EVERY
        if step % _HEARD_EVERY == _HEARD_EVERY - 1:
            print(f"step {step + 1} of {steps}: {heard:.3f}", flush=True)
            heard = 0.0


def exported(network: Likeness) -> onnx.ModelProto:
    """The network for one passage at a time; weights of half precision, which loses nothing that counts."""
    weights = {name: weight.detach().numpy() for name, weight in network.named_parameters()}
    nearest, means, place = weights["together.weight"][0]
    kept = {
        **{name: weight.T for name, weight in weights.items() if not name.startswith("together")},
        "nearest_counts": np.array([nearest]),
        "means_count": np.array([means / _SHARED**0.5]),
        "place_counts": np.array([place]),
        "tiny": np.array([_TINY]),
        "one": np.array([1.0]),
    }
    halves = [numpy_helper.from_array(weight.astype(np.float16), f"{name}/half") for name, weight in kept.items()]
    nodes = [helper.make_node("Cast", [f"{name}/half"], [name], to=TensorProto.FLOAT) for name in kept]
    for side in ("question", "passage"):
        nodes += _mapped(side, side, f"{side}/mapped")
        nodes += [
            helper.make_node("ReduceL2", [f"{side}/mapped"], [f"{side}/length"], axes=[1], keepdims=1),
            helper.make_node("Add", [f"{side}/length", "tiny"], [f"{side}/least"]),
            helper.make_node("Div", [f"{side}/mapped", f"{side}/least"], [f"{side}/unit"]),
            helper.make_node("ReduceMean", [side], [f"{side}/mean"], axes=[0], keepdims=1),
        ]
        nodes += _mapped(f"{side}/mean", f"mean_{side}", f"mean_{side}/mapped")
    nodes += _mapped("question", "weighs", "weighs/mapped")
    nodes += [
        helper.make_node("Softmax", ["weighs/mapped"], ["shares"], axis=0),
        helper.make_node("Transpose", ["passage/unit"], ["passage/turned"], perm=[1, 0]),
        helper.make_node("MatMul", ["question/unit", "passage/turned"], ["alike"]),
        helper.make_node("ReduceMax", ["alike"], ["nearest"], axes=[1], keepdims=1),
        helper.make_node("Mul", ["nearest", "shares"], ["nearest/shares"]),
        helper.make_node("ReduceSum", ["nearest/shares"], ["nearest/all"], keepdims=0),
        helper.make_node("Mul", ["mean_question/mapped", "mean_passage/mapped"], ["means"]),
        helper.make_node("ReduceSum", ["means"], ["means/all"], keepdims=0),
        helper.make_node("Add", ["place", "one"], ["place/from_one"]),
        helper.make_node("Div", ["place_counts", "place/from_one"], ["of_place"]),
        helper.make_node("Mul", ["nearest/all", "nearest_counts"], ["of_nearest"]),
        helper.make_node("Mul", ["means/all", "means_count"], ["of_means"]),
        helper.make_node("Sum", ["of_nearest", "of_means", "of_place"], ["score"]),
    ]
    takes = [
        helper.make_tensor_value_info(side, TensorProto.FLOAT, [f"{side} tokens", _WIDTH])
        for side in ("question", "passage")
    ]
    takes.append(helper.make_tensor_value_info("place", TensorProto.FLOAT, [1]))
    gives = [helper.make_tensor_value_info("score", TensorProto.FLOAT, [1])]
    graph = helper.make_graph(nodes, "glance", takes, gives, halves)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
    onnx.checker.check_model(model)
    return model


def _mapped(given: str, layer: str, made: str) -> list[onnx.NodeProto]:
    """A linear layer."""
    return [
        helper.make_node("MatMul", [given, f"{layer}.weight"], [f"{made}/product"]),
        helper.make_node("Add", [f"{made}/product", f"{layer}.bias"], [made]),
    ]


def _fed(example: Example) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """States, padded to the longest passage, and which of them are a token's."""
    longest = max(len(one.levels) for one in example.passages)
    passages = torch.zeros(len(example.passages), longest, _WIDTH)
    is_token = torch.zeros(passages.shape[:2], dtype=torch.bool)
    for place, one in enumerate(example.passages):
        passages[place, : len(one.levels)] = torch.from_numpy(one.whole)
        is_token[place, : len(one.levels)] = True
    return torch.from_numpy(example.question.whole), passages, is_token


def _target(example: Example, mean: NDArray[np.float32], deviation: NDArray[np.float32]) -> torch.Tensor:
    """What the reader says of each passage, as standard deviations from its mean: whether it answers, and its peak."""
    return torch.from_numpy(((example.said - mean) / deviation).mean(axis=1))


def _loss(scores: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    ours, theirs = (torch.log_softmax(_TEMPERATURE * one, 0) for one in (scores, target))
    return functional.mse_loss(scores, target) + 0.5 * functional.kl_div(ours, theirs, log_target=True, reduction="sum")


def _worth(network: Likeness, apart: Sequence[tuple[Example, torch.Tensor]]) -> str:
    """How many passages are read, and how many of the reader's first and first three are among them."""
    read = firsts = threes = of_three = found = 0
    with torch.no_grad():
        for example, target in apart:
            worth = set(worth_reading(network(*_fed(example)).tolist()))
            best = torch.argsort(-target).tolist()
            read, found = read + len(worth), found + len(best)
            firsts += best[0] in worth
            threes, of_three = threes + len(worth & set(best[:3])), of_three + len(best[:3])
    return (
        f"{len(apart)} questions apart: {read} of {found} passages are read, the reader's first for {firsts}, "
        f"of its first three {threes} of {of_three}"
    )


def _questions() -> list[str]:
    lines = (line for path in (WRITTEN, PAIRS, HARD) for line in path.read_text(encoding="utf-8").splitlines())
    return sorted({json.loads(line)["question"] for line in lines})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.train_glance", description="Train the reader's glance.")
    parser.add_argument("stores", nargs="+", type=Path, metavar="FOLDER", help="stores to ask, the corpus' own first")
    parser.add_argument("--questions", type=int, default=3_000, metavar="N", help="for each store")
    parser.add_argument("--epochs", type=float, default=8.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=FILE, metavar="FILE")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
