"""The reader's network: lower layers that read question and passage apart, and upper ones that read both together.

A decomposed transformer (DeFormer, Cao et al. 2020): what the lower layers make of a passage does not depend on the
question, so it is worked out once and kept. Both halves lie in one ONNX file, as the branches of a choice by the input
``is_upper``. They are run as two networks, since onnxruntime holds what is inside a branch more than once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper

from ingest.network import Network

Logits = NDArray[np.float32]
_LEVELS = 127

LOWER, UPPER = "else_branch", "then_branch"  # of the file's choice


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """What the lower layers make of a text, shape (tokens, width), in a quarter of the size.

    In 8 bits with a step for each column, since a few columns hold numbers ten times as large as the others.
    """

    levels: NDArray[np.int8]
    steps: NDArray[np.float32]

    @classmethod
    def of(cls, states: NDArray[np.float32]) -> "States":
        """These, to the nearest level."""
        steps = np.abs(states).max(axis=0) / np.float32(_LEVELS) + np.finfo(np.float32).tiny
        return cls(np.rint(states / steps).astype(np.int8), steps)

    @property
    def whole(self) -> NDArray[np.float32]:
        """As the network takes them."""
        return self.levels * self.steps


class Layers:
    """The network of a file, opened when it is first run. Any number of threads may run it at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def lower(self, ids: Sequence[int], *, is_passage: bool, first_place: int) -> States:
        """What the lower layers make of a question's or a passage's tokens, whose places count from ``first_place``."""
        tokens = np.array([ids], np.int64)
        types = np.full_like(tokens, int(is_passage))
        places = first_place + np.arange(len(ids), dtype=np.int64)[None]
        feeds = {"input_ids": tokens, "token_type_ids": types, "position_ids": places}
        (states,) = self._lower.run(["lower/made"], feeds)
        return States.of(states[0])

    def upper(self, question: States, passage: States) -> tuple[Logits, float]:
        """Logits of shape (tokens, 3), the question's tokens first, and the logit of whether the passage answers."""
        states = np.concatenate([question.whole, passage.whole])[None]
        logits, answerable = self._upper.run(["upper/made", "upper/answerable"], {"states": states})
        return logits[0], float(answerable[0])

    @cached_property
    def metadata(self) -> dict[str, str]:
        """What the file keeps beside the network."""
        return {kept.key: kept.value for kept in onnx.load(str(self._path)).metadata_props}

    @cached_property
    def _lower(self) -> Network:
        return Network(half(self._path, LOWER))

    @cached_property
    def _upper(self) -> Network:
        return Network(half(self._path, UPPER))


def half(path: Path, name: str) -> bytes:
    """A branch of a file's choice as a model of its own, which takes what it uses of what the whole one takes."""
    model = onnx.load(str(path))
    (choice,) = model.graph.node
    branch = next(one.g for one in choice.attribute if one.name == name)
    used = {taken for node in branch.node for taken in node.input}
    takes = [one for one in model.graph.input if one.name in used]
    graph = helper.make_graph(branch.node, branch.name, takes, branch.output, branch.initializer)
    alone = helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)
    made: bytes = alone.SerializeToString()
    return made
