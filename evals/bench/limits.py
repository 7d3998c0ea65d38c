"""What the processor can do, and how near the networks come to it in an answer.

Its 8-bit rate is that of onnxruntime's own matrix product in the shapes of the networks' layers, its memory's that of
a copy. An answer is counted network by network: tokens, processor time, and the multiplications and additions of the
matrices that the tokens go through.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time, thread_time
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from bot.ask import Bot
from bot.reader.layers import UPPER, half
from bot.reader.span import FOLDER as READER
from bot.verifier.cross_encoder import FOLDER as VERIFIER
from evals.bench.process import ROOT, environment, run, tuning_questions
from ingest.embed import open_encoder
from ingest.network import SLOWER, Network
from ingest.settings import go_offline, read_settings
from ingest.store import Store

_WIDTH, _INNER = 384, 1_536
# (takes, gives) of a layer's matrices, and how often each stands in it.
_MATRICES = {(_WIDTH, _WIDTH): 4, (_WIDTH, _INNER): 1, (_INNER, _WIDTH): 1}
_TOKENS = 128  # of a passage behind its question
_TIMES = 30
_COPIED = 256 * 1024 * 1024  # bytes: more than the caches hold
_QUESTIONS = 30


def measured() -> dict[str, Any]:
    """The rates of one core, and what an answer over the corpus takes of each network."""
    corpus = ROOT / "corpus"
    with TemporaryDirectory(prefix="limits-") as store:
        variables = environment(corpus) | {"CLUSTER_STORE": store}
        run(("ingest", str(corpus), "--json"), variables)
        found: dict[str, Any] = json.loads(run(("evals.bench.limits",), variables).lines[-1][1])
    return found


def table(found: Mapping[str, Any]) -> str:
    """Both in Markdown."""
    vnni = "with" if found["vnni"] else "without"
    lines = [
        f"One core, {vnni} VNNI: {found['int8_gops']:,.0f} GOP/s in 8 bits, {found['float_gops']:,.0f} in floats; "
        f"a copy in memory {found['copy_gb']:.1f} GB/s. An answer takes {found['answer_ms']:.0f} processor ms.",
        "",
        "| network, of an answer | runs | tokens | processor ms | GOP | GOP/s | of the 8-bit rate |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, one in found["networks"].items():
        rate = one["gop"] / one["ms"] * 1e3 if one["ms"] else 0.0
        lines.append(
            f"| {name} | {one['runs']:.1f} | {one['tokens']:,.0f} | {one['ms']:.1f} | {one['gop']:.1f} | {rate:,.0f} "
            f"| {rate / found['int8_gops']:.0%} |"
        )
    for name, shares in found["operators"].items():
        most = ", ".join(f"{operator} {share:.0%}" for operator, share in list(shares.items())[:7])
        lines += ["", f"{name}, by operator: {most}"]
    return "\n".join(lines)


def _rate(operator: str, kind: int, number: type[np.generic], gives: int) -> float:
    """Billions of operations a second of one core in the matrices of a layer."""
    seconds = operations = 0.0
    for (takes, made), often in _MATRICES.items():
        rng = np.random.default_rng(takes + made)
        values = rng.integers(0, 127, (_TOKENS, takes)).astype(number)
        weights = rng.integers(0, 127, (takes, made)).astype(np.int8 if number is np.uint8 else number)
        graph = helper.make_graph(
            [helper.make_node(operator, ["a", "b"], ["c"])],
            "product",
            [helper.make_tensor_value_info("a", kind, [None, takes])],
            [helper.make_tensor_value_info("c", gives, [None, made])],
            [numpy_helper.from_array(weights, "b")],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        seconds += often * _best(partial(_session(model.SerializeToString()).run, None, {"a": values}))
        operations += often * 2.0 * _TOKENS * takes * made
    return operations / seconds / 1e9


def _best(do: Callable[[], object]) -> float:
    """The processor seconds of the quickest of many calls: what the processor can do, whatever else it did."""
    do()
    took = []
    for _ in range(_TIMES):
        began = process_time()
        do()
        took.append(process_time() - began)
    return min(took)


def _copy_rate() -> float:
    """Billions of bytes a second that are read and written again, by one core."""
    source = np.zeros(_COPIED, np.uint8)
    source[:] = 1
    target = source.copy()
    return 2 * _COPIED / _best(lambda: np.copyto(target, source)) / 1e9


def _session(model: bytes, options: Any = None) -> Any:
    options = options or onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER)


# The layers that a token goes through, by network. The glance has one matrix, a sixth as wide as a layer's.
LAYERS = {
    "encoder": 6,
    "reader, lower half": 3,
    "reader, glance": 1 / 72,
    "reader, upper half": 3,
    "verifier": 6,
}


class Counted:
    """What the networks did, by name: runs, tokens, processor seconds; and what each was given last."""

    def __init__(self) -> None:
        self.done: dict[str, NDArray[np.float64]] = {}
        self.given: dict[str, Mapping[str, NDArray[Any]]] = {}

    def add(self, gives: Sequence[str], feeds: Mapping[str, NDArray[Any]], seconds: float) -> None:
        """One run."""
        name, tokens = _named(gives[0], feeds)
        self.done[name] = self.done.get(name, np.zeros(3)) + np.array((1, tokens, seconds))
        self.given[name] = feeds


def _named(gives: str, feeds: Mapping[str, NDArray[Any]]) -> tuple[str, int]:
    """Which network it is that gives this, and how many tokens it is given."""
    if gives == "vectors":
        return "encoder", feeds["ids"].size
    if gives == "proven":
        return "verifier", feeds["input_ids"].size
    if gives == "upper/made":
        return "reader, upper half", feeds["states"].shape[1]
    if gives == "score":
        return "reader, glance", len(feeds["question"]) + len(feeds["passage"])
    return "reader, lower half", feeds["input_ids"].size


# What the search among vectors gives, which has no layers and goes through no tokens.
_SEARCH = "products"


@contextmanager
def counting() -> Iterator[Counted]:
    """Count what networks do, here and in other threads."""
    counted, before = Counted(), Network.run

    def run_counted(self: Network, gives: Sequence[str], feeds: Mapping[str, NDArray[Any]]) -> Any:
        began = thread_time()
        made = before(self, gives, feeds)
        if gives[0] != _SEARCH:
            counted.add(gives, feeds, thread_time() - began)
        return made

    Network.run = run_counted  # type: ignore[method-assign]
    try:
        yield counted
    finally:
        Network.run = before  # type: ignore[method-assign]


def _answers() -> dict[str, Any]:
    """What an answer takes of each network, at the mean over questions for tuning, and where in a network it goes."""
    settings = read_settings()
    store = Store(settings.store)
    bot = Bot(store, open_encoder(settings), settings.threads, answers_kept=0)
    asked = [json.loads(line)["question"] for line in tuning_questions()[:_QUESTIONS]]
    bot.ask(asked[0])
    for question in asked:  # passages are read ahead
        bot.ask(question)
    with counting() as counted:
        began = process_time()
        for question in asked:
            bot.ask(question)
        whole = (process_time() - began) / len(asked) * 1e3
    networks = {}
    for name, (runs, tokens, seconds) in counted.done.items():
        operations = 2.0 * tokens * LAYERS[name] * sum(often * a * b for (a, b), often in _MATRICES.items())
        networks[name] = {
            "runs": runs / len(asked),
            "tokens": tokens / len(asked),
            "ms": seconds * 1e3 / len(asked),
            "gop": operations / 1e9 / len(asked),
        }
    models = {
        "reader, upper half": half(READER / "model.onnx", UPPER),
        "verifier": (VERIFIER / "model.onnx").read_bytes(),
    }
    return {
        "answer_ms": whole,
        "networks": networks,
        "operators": {name: _operators(model, counted.given[name]) for name, model in models.items()},
    }


def _operators(model: bytes, feeds: Mapping[str, NDArray[Any]]) -> dict[str, float]:
    """The share that each kind of operator has of a network's time, the largest first."""
    with TemporaryDirectory(prefix="limits-") as folder:
        options = onnxruntime.SessionOptions()
        options.enable_profiling, options.profile_file_prefix = True, f"{folder}/profile"
        session = _session(model, options)
        for _ in range(_TIMES):
            session.run(None, dict(feeds))
        events = json.loads(Path(session.end_profiling()).read_text(encoding="utf-8"))
    took: Counter[str] = Counter()
    for event in events:
        if event["cat"] == "Node" and event["name"].endswith("kernel_time"):
            took[event["args"]["op_name"]] += event["dur"]
    return {operator: spent / took.total() for operator, spent in took.most_common()}


def _measure() -> dict[str, Any]:
    return {
        "vnni": "vnni" in Path("/proc/cpuinfo").read_text(encoding="utf-8"),
        "int8_gops": _rate("MatMulInteger", TensorProto.UINT8, np.uint8, TensorProto.INT32),
        "float_gops": _rate("MatMul", TensorProto.FLOAT, np.float32, TensorProto.FLOAT),
        "copy_gb": _copy_rate(),
        **_answers(),
    }


if __name__ == "__main__":
    go_offline()
    print(json.dumps(_measure()))
