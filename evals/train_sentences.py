"""Trains the verifier of a chat model's sentences: ``python -m evals.train_sentences --out FOLDER``.

It learns on from the verifier of short answers, or from a verifier of sentences (``--start``), with two more types of
tokens (``bot.verifier.verify.marked``), from the groups of ``evals.groups`` and from sentences as a chat model writes
them, each with the quotes that it cites and as the judge puts it to the network: those of ``evals/prose/cases.jsonl``
and those for tuning of its lies and truths. An hour on two cores, without checkpoints: FOLDER/sentences.onnx is written
at the end.
"""

import argparse
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from bot.proof.basis import Basis
from bot.proof.claimed import claimed
from bot.proof.differing import without_verdict
from bot.proof.notation import as_quoted
from bot.types import Citation
from bot.verifier.cross_encoder import FOLDER, ids_of
from bot.verifier.verify import TYPES_BEFORE, marked
from evals.cases import read_rows
from evals.groups import Group, read_groups
from evals.onnx_weights import head_of, weights_of
from evals.prose import read_cases
from evals.train_reader import has_bfloat16
from evals.train_verifier import Batch, Network, loss, padded
from evals.verifier_data import Maker, Trial
from evals.verifier_export import write
from ingest.embed import checked_folder
from ingest.tokens import open_tokenizer

_RATE, _WARM_UP, _DECAY = 7e-5, 0.05, 0.01
_SENTENCES, _OF_A_GROUP = 48, 8  # of a batch, and at most of one of its groups
_SORTED = 96  # groups that are sorted by length together
_OFTEN = 4  # times an epoch has each of the latest sentences, unless told otherwise
_HEARD_EVERY = 25  # steps


@dataclass(frozen=True, slots=True)
class _Written:
    """A sentence with the evidence that was given, of which it cites some; the ``latest`` no run has met before."""

    sentence: str
    evidence: tuple[Citation, ...]
    is_true: bool
    kind: str
    is_latest: bool = False


def written(latest: str) -> Iterator[_Written]:
    """The sentences as a chat model writes them, but none that is set aside to measure by, or is written just so.

    ``latest`` is the id of the first of the latest. Raises SystemExit for one that no row has.
    """
    cases = [*read_cases("lies"), *read_cases("truths")]
    aside = {case.sentence for case in cases if case.apart} | {case.sentence for case in read_cases("exam")}
    for case in cases:
        if case.sentence not in aside:
            yield _Written(case.sentence, case.evidence, case.is_true, case.kind)
    is_latest = False
    for row in read_rows():
        is_latest = is_latest or row.id == latest
        if row.sentence not in aside:
            yield _Written(row.sentence, row.evidence, row.is_true, row.kind, is_latest)
    if latest and not is_latest:
        raise SystemExit(f"No row of cases.jsonl has the id {latest}. Give the id of the first row of the latest.")


def case_groups(sentences: Iterable[_Written]) -> list[Group]:
    """The sentences by the quotes that they cite, in the quotes' notation; without those whose form tells enough."""
    found: dict[tuple[str, ...], tuple[Basis, list[str], list[tuple[str, str]]]] = {}
    for one in sentences:
        claim = claimed(one.sentence)
        given = {citation.number: citation for citation in one.evidence}
        if not claim.markers or any(number not in given for number in claim.markers) or "markup" in one.kind:
            continue
        cited = tuple(given[number] for number in dict.fromkeys(claim.markers))
        basis = Basis(cited)
        if not all(citation.quote for citation in basis.heard):
            continue  # it does nothing but give orders
        key = tuple(f"{citation.source.title}: {citation.quote}" for citation in cited)
        _, true, false = found.setdefault(key, (basis, [], []))
        words = as_quoted(without_verdict(claim.words, basis), basis)
        true.append(words) if one.is_true else false.append((words, one.kind))
    return [Group(tuple(basis.heard), tuple(true), tuple(false)) for basis, true, false in found.values()]


def started(model: Path, dropout: float = 0.0) -> Network:
    """A verifier as it is shipped; the types of tokens that one of short answers has not are as those that it has."""
    network = Network(checked_folder(), dropout)
    weights = weights_of(model)
    types = weights["embeddings.token_type_embeddings.weight"]
    types = torch.stack([types[alike if alike < len(types) else alike % 2] for alike in TYPES_BEFORE])
    network.bert.embeddings.token_type_embeddings = nn.Embedding(*types.shape)
    network.bert.load_state_dict({**weights, "embeddings.token_type_embeddings.weight": types})
    network.proven.load_state_dict(head_of(model))
    network.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    return network


def batches(maker: Maker, latest: range, often: int, rng: random.Random) -> list[list[int]]:
    """The numbers of the groups of an epoch, the latest so ``often``, those together whose texts are about as long."""
    order = [*range(len(maker.told)), *(number for _ in range(often - 1) for number in latest)]
    rng.shuffle(order)
    made = []
    for first in range(0, len(order), _SORTED):
        near = sorted(order[first : first + _SORTED], key=lambda number: len(maker.told[number].text))
        batch: list[int] = []
        for number in near:
            batch.append(number)
            sizes = (len(maker.told[one].true) + len(maker.told[one].false) for one in batch)
            if sum(min(_OF_A_GROUP, size) for size in sizes) >= _SENTENCES or number == near[-1]:
                made.append(batch)
                batch = []
    rng.shuffle(made)
    return made


def collated(tokenizer: Tokenizer, told: list[Trial]) -> Batch:
    """Trials, padded to the longest, with the types of ``marked``."""
    rows = [
        marked(ids_of(tokenizer, one.sentence), [ids_of(tokenizer, line) for line in one.text.split("\n")])
        for one in told
    ]
    return padded(rows, [one.is_true for one in told], [one.group for one in told])


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run trains: so many ``epochs``, with so high a ``rate``, which have the latest so ``often``.

    With a ``mean`` above 0 the network is at last the running mean of its weights, which keeps so much in a step
    (Polyak and Juditsky 1992).
    """

    epochs: float
    rate: float
    often: int
    seed: int
    mean: float = 0.0


def train(network: Network, maker: Maker, latest: range, plan: Plan) -> None:
    """All epochs: the rate rises over the first steps and falls to zero by a line."""
    rng, tokenizer = random.Random(plan.seed), open_tokenizer(checked_folder() / "tokenizer.json")
    named = [(name, weight) for name, weight in network.named_parameters() if weight.requires_grad]
    is_matrix = {name: weight.ndim > 1 and "embeddings" not in name for name, weight in named}
    optimiser = torch.optim.AdamW(
        [
            {"params": [weight for name, weight in named if is_matrix[name]], "weight_decay": _DECAY},
            {"params": [weight for name, weight in named if not is_matrix[name]], "weight_decay": 0.0},
        ],
        lr=plan.rate,
    )
    mean = {name: weight.detach().clone() for name, weight in named}
    network.train()
    waiting: list[list[int]] = []
    steps = 0
    total = round(plan.epochs * len(batches(maker, latest, plan.often, random.Random(plan.seed))))
    while steps < total:
        waiting = waiting or batches(maker, latest, plan.often, rng)
        trials = [one for number in waiting.pop() for one in _some(maker.sentences(number, rng), rng)]
        steps += 1
        share = max(0.02, min(steps / total / _WARM_UP, (1 - steps / total) / (1 - _WARM_UP)))
        for group in optimiser.param_groups:
            group["lr"] = plan.rate * share
        batch = collated(tokenizer, trials)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16(torch.device("cpu"))):
            logits = network(batch.ids, batch.types, batch.there)
        value = loss(logits, batch)
        optimiser.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        with torch.no_grad():
            for name, weight in named:
                mean[name].lerp_(weight, 1 - plan.mean)
        if steps % _HEARD_EVERY == 0:
            print(f"step {steps} of {total}: loss {value.item():.3f}", flush=True)
    with torch.no_grad():
        for name, weight in named:
            weight.copy_(mean[name])
    network.eval()


def _some(made: list[Trial], rng: random.Random) -> list[Trial]:
    return rng.sample(made, _OF_A_GROUP) if len(made) > _OF_A_GROUP else made


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.train_sentences", description=__doc__)
    parser.add_argument("--start", type=Path, default=FOLDER / "model.onnx", help="the verifier to learn on from")
    parser.add_argument("--latest", default="", metavar="ID", help="the first row of cases.jsonl that no run has met")
    parser.add_argument("--epochs", type=float, default=3, help="also a part of one")
    parser.add_argument("--rate", type=float, default=_RATE, help="the highest learning rate")
    parser.add_argument("--often", type=int, default=_OFTEN, help="times an epoch has each of the latest sentences")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dropout", type=float, default=0.0, help="what a step leaves out, and a third of time more")
    parser.add_argument("--mean", type=float, default=0.0, help="what the running mean of the weights keeps in a step")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(arguments.seed)
    chats = list(written(arguments.latest))
    told = [group for group in read_groups() if not group.is_apart]
    told += case_groups(one for one in chats if not one.is_latest)
    latest = case_groups(one for one in chats if one.is_latest)
    network = started(arguments.start, arguments.dropout)
    places = range(len(told), len(told) + len(latest))
    plan = Plan(arguments.epochs, arguments.rate, arguments.often, arguments.seed, arguments.mean)
    train(network, Maker([*told, *latest], []), places, plan)
    write(network, arguments.out / "sentences.onnx")


if __name__ == "__main__":
    main()
