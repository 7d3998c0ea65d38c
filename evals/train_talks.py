"""Trains the verifier of talks: ``python -m evals.train_talks --mined FILE --out FOLDER``.

It learns on from the verifier of short answers, with one more type of tokens for what was said before the question
(``bot.verifier.in_talk``), from what ``evals.talk_mine`` made. Half an hour on two cores, without checkpoints:
FOLDER/talk.onnx is written at the end.
"""

import argparse
import random
from pathlib import Path

import torch
from torch import nn

from bot.verifier.cross_encoder import FOLDER, ids_of
from bot.verifier.in_talk import joined, said_ids
from evals.onnx_weights import head_of, weights_of
from evals.talk_data import Mined, read_mined, renamed, switched, unsaid
from evals.train_reader import has_bfloat16
from evals.train_verifier import Network, Row, loss, padded
from evals.verifier_export import write
from ingest.embed import checked_folder
from ingest.tokens import open_tokenizer

_RATE, _WARM_UP, _DECAY = 1e-4, 0.06, 0.01
_KEPT_LAYERS = 2  # the lowest, which are not trained
_QUESTIONS = 8  # of a batch
_RIGHT, _WRONG = 2, 6  # sentences of a question, at most
_NEAR = 2  # the likelier a wrong one is to be taken for an answer, the oftener it is drawn: by 1 / (its place + this)
_SWITCHED, _RENAMED, _UNSAID = 700, 400, 600  # questions of an epoch that are made so
_HEARD_EVERY = 25  # steps


def started() -> Network:
    """The verifier of short answers; what was said before the question begins as the question's own type of token."""
    network, model = Network(checked_folder(), kept_layers=_KEPT_LAYERS), FOLDER / "model.onnx"
    weights = weights_of(model)
    types = weights["embeddings.token_type_embeddings.weight"]
    types = torch.cat([types, types[:1]])
    network.bert.embeddings.token_type_embeddings = nn.Embedding(*types.shape)
    network.bert.load_state_dict({**weights, "embeddings.token_type_embeddings.weight": types})
    network.proven.load_state_dict(head_of(model))
    return network


def drawn(one: Mined, rng: random.Random) -> list[tuple[str, bool]]:
    """Some sentences of a question, and whether each answers; without replacement (Efraimidis and Spirakis 2006)."""
    right = rng.sample(one.right, min(_RIGHT, len(one.right)))
    keys = [rng.random() ** (place + _NEAR) for place in range(len(one.wrong))]
    near = sorted(range(len(one.wrong)), key=lambda place: -keys[place])[:_WRONG]
    return [*((text, True) for text in right), *((one.wrong[place], False) for place in near)]


def train(network: Network, mined: Path, epochs: float, seed: int) -> None:
    """All epochs: the rate rises over the first steps and falls to zero by a line."""
    rng, tokenizer = random.Random(seed), open_tokenizer(checked_folder() / "tokenizer.json")
    every = [one for one in read_mined(mined) if one.split == "training" and one.weighed]
    firsts, later = [one for one in every if not one.history], [one for one in every if one.history]

    def epoch() -> list[Mined]:
        made = [*switched(firsts, later, _SWITCHED, rng), *renamed(firsts, _RENAMED, rng)]
        asked = [*firsts, *later, *made, *unsaid(firsts, _UNSAID, rng)]
        return rng.sample(asked, len(asked))

    size = len(epoch())
    trained = [weight for weight in network.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=_RATE, weight_decay=_DECAY)
    total, waiting = round(epochs * size / _QUESTIONS), list[Mined]()
    network.train()
    for step in range(1, total + 1):
        if len(waiting) < _QUESTIONS:
            waiting = epoch()
        share = max(0.02, min(step / total / _WARM_UP, (1 - step / total) / (1 - _WARM_UP)))
        for group in optimiser.param_groups:
            group["lr"] = _RATE * share
        rows: list[Row] = []
        truth: list[bool] = []
        groups: list[int] = []
        for number, one in enumerate(waiting.pop() for _ in range(_QUESTIONS)):
            said = said_ids(one.heard, lambda text: ids_of(tokenizer, text))
            for text, is_right in drawn(one, rng):
                rows.append(joined(said, ids_of(tokenizer, text)))
                truth.append(is_right)
                groups.append(number)
        batch = padded(rows, truth, groups)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16(torch.device("cpu"))):
            logits = network(batch.ids, batch.types, batch.there)
        value = loss(logits, batch)
        optimiser.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        if step % _HEARD_EVERY == 0:
            print(f"step {step} of {total}: loss {value.item():.3f}", flush=True)
    network.eval()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.train_talks", description=__doc__)
    parser.add_argument("--mined", type=Path, required=True, help="what evals.talk_mine made")
    parser.add_argument("--epochs", type=float, default=2, help="also a part of one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(arguments.seed)
    network = started()
    train(network, arguments.mined, arguments.epochs, arguments.seed)
    write(network, arguments.out / "talk.onnx")


if __name__ == "__main__":
    main()
