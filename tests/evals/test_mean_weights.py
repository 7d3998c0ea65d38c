"""Networks as the mean of several networks' weights."""

import torch

from bot.verifier.cross_encoder import FOLDER
from evals.mean_weights import mean_of
from evals.train_sentences import started


def test_every_weight_is_the_mean_of_theirs() -> None:
    """Of two that differ, the verifiers of sentences and of short answers."""
    models = [FOLDER / "sentences.onnx", FOLDER / "model.onnx"]
    one, other = ([*started(model).parameters()] for model in models)
    mean = [*mean_of(models).parameters()]
    assert not all(torch.equal(a, b) for a, b in zip(one, other, strict=True))
    assert all(torch.allclose(m, (a + b) / 2, atol=1e-6) for m, a, b in zip(mean, one, other, strict=True))
