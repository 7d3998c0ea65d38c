"""Every vector compared with a question's in 8 bits, roughly but fast; whoever asks compares the best again, exactly.

Scalar quantisation with exact re-ranking, as in Faiss (Douze et al. 2024, arXiv:2401.08281, section 4). An index that
compares only some vectors misses what lies far from the many: of the corpus among 1,000,000 other passages Chroma's
graph did not find one in twelve by its own vector (evals/reports/million.json). All compared take 14 ms there.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from ingest.encoder import Vectors
from ingest.heap import trim_heap
from ingest.network import Network

_ROWS = 1 << 16  # of vectors in one matrix, so that few lie in memory twice while it is made
# Of a vector's number; of a question's, which is without a sign in the product: two products of such fit into 16 bits,
# as which processors without VNNI add them up.
_LEVELS, _ASKED = 127, 63


class Scan:
    """The vectors of a store, shape (n, width), in a quarter of their size. Made when it is first asked."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def similarities(self, vector: Vectors) -> NDArray[np.float32]:
        """The scalar product of each vector with this one, shape (n,), to two or three digits."""
        weighted = vector * self._steps
        step = float(np.abs(weighted).max()) / _ASKED or 1.0
        asked = np.rint(weighted / step + _ASKED).astype(np.uint8)[None]
        found = [block.run(["products"], {"asked": asked})[0][0] for block in self._blocks]
        return np.concatenate(found) * np.float32(step) if found else np.zeros(0, np.float32)

    @cached_property
    def _steps(self) -> Vectors:
        """What one level is in each direction, so that one of large numbers makes no other coarser."""
        parts = [np.abs(self._vectors[first : first + _ROWS]).max(axis=0) for first in self._firsts]
        largest: Vectors = np.max(parts, axis=0, initial=np.finfo(np.float32).tiny)
        return largest / np.float32(_LEVELS)

    @cached_property
    def _blocks(self) -> list[Network]:
        parts = (self._vectors[first : first + _ROWS] / self._steps for first in self._firsts)
        blocks = [Network(_product(np.rint(part).astype(np.int8).T)) for part in parts]
        trim_heap()  # each block went through two copies of itself
        return blocks

    @property
    def _firsts(self) -> range:
        return range(0, len(self._vectors), _ROWS)


def _product(levels: NDArray[np.int8]) -> bytes:
    """A network that multiplies one vector, ``asked``, by all columns: onnxruntime's 8-bit product, shape (1, n)."""
    width, count = levels.shape
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["asked", "levels", "zero"], ["products"])],
        "scan",
        [helper.make_tensor_value_info("asked", TensorProto.UINT8, [1, width])],
        [helper.make_tensor_value_info("products", TensorProto.INT32, [1, count])],
        [
            numpy_helper.from_array(np.ascontiguousarray(levels), "levels"),
            numpy_helper.from_array(np.array(_ASKED, np.uint8), "zero"),
        ],
    )
    made: bytes = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8
    ).SerializeToString()
    return made
