"""Which of the passages found are worth reading with a question, as the states of both tell before they meet.

Late interaction (ColBERT, Khattab and Zaharia 2020): each of the question's tokens is compared with the passage's
nearest one; beside it the means of both, and the passage's place among those found. It learned from the reader itself
how likely that takes each passage to answer (``python -m evals.train_glance``), and costs next to nothing, since the
states are those that the reader's lower layers leave anyway.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from bot.reader.layers import States
from ingest.network import Network

FILE = Path(__file__).parent / "glance.onnx"
# What is within so much of the best is worth reading, and so many at least. A score is in standard deviations of what
# the reader says of all passages.
_NEAR, _AT_LEAST = 1.25, 7


class Glance:
    """The small network of a file, opened when it is first run. Any number of threads may run it at once."""

    def __init__(self, path: Path = FILE) -> None:
        self._path = path

    def score(self, question: States, passage: States, place: int) -> float:
        """How likely a passage is to answer, beside others for the question; ``place`` among them counts from 0."""
        feeds = {"question": question.whole, "passage": passage.whole, "place": np.array([place], np.float32)}
        (score,) = self._network.run(["score"], feeds)
        return float(score[0])

    @cached_property
    def _network(self) -> Network:
        return Network(self._path)


def worth_reading(scores: Sequence[float]) -> list[int]:
    """The places of those that are to be read, in their order."""
    if len(scores) <= _AT_LEAST:
        return list(range(len(scores)))
    best_first = sorted(scores, reverse=True)
    bar = min(best_first[0] - _NEAR, best_first[_AT_LEAST - 1])
    return [place for place, score in enumerate(scores) if score >= bar]
