"""`python -m evals.sizes`: what a store of some size needs, in a folder and on a Chroma server, and how fast we embed.

Each measurement is a process of its own. The documents are made up, and where only the index and the memory are
measured the vectors too: words counted into 384 buckets, since the encoder would take hours and change nothing there.
What is printed for sizes beyond those measured is a straight line through the two largest, and says so.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from zlib import crc32

import numpy as np

from evals.bench.process import REPORTS, Pass, environment, load_average, machine, memory_mb, run, say, tuning_questions
from evals.chroma_server import ChromaServer
from evals.growth import read_documents
from evals.workload import Workload, write_workload
from ingest.encoder import Encoder, Progress, Vectors
from ingest.generation import new_manifest
from ingest.keywords import words
from ingest.server import open_store
from ingest.settings import Settings, go_offline, read_settings
from ingest.split import in_context
from ingest.spread import open_spread
from ingest.store import Store

_SIZES = (1_000, 10_000, 100_000)
_BEYOND = (1_000_000, 10_000_000)
_DIMENSIONS = 384
_WAYS_TO_EMBED = {
    "1 process": {"CLUSTER_EMBED_PROCESSES": "1"},
    "2 processes": {"CLUSTER_EMBED_PROCESSES": "2"},
    "2 Ray workers": {"CLUSTER_EMBED_PROCESSES": "2", "RAY_ADDRESS": "local"},
}


class CountingEncoder(Encoder):
    """Words counted into buckets: shared words are near, as with a real encoder, at no cost."""

    name = "counting"

    def encode(self, texts: Sequence[str], progress: Progress = lambda done: None) -> Vectors:
        """Unit vectors of shape (n, 384)."""
        counts = np.full((len(texts), _DIMENSIONS), 1e-3, dtype=np.float32)
        for row, text in zip(counts, texts, strict=True):
            for word in words(text):
                row[crc32(word.encode()) % _DIMENSIONS] += 1
        progress(len(texts))
        unit: Vectors = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return unit

    def is_word(self, word: str) -> bool:
        """It knows no words."""
        return False


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write down; or, with a part to play, play it in a process of its own."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] in _PARTS:
        go_offline()
        said = _PARTS[arguments[0]](read_settings())
        print(json.dumps(said), flush=True)
        return 0
    options = _parser().parse_args(arguments)
    report: dict[str, Any] = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine() | {"load_before": load_average()},
    }
    if not options.no_embedding:
        report["embedding"] = _embedding(options.texts)
    report["sizes"] = [measured for size in options.passages for measured in _size(size)]
    report["machine"]["load_after"] = load_average()
    options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print("\n\n".join([embedding_table(report.get("embedding", {})), sizes_table(report["sizes"])]))
    print("\n" + beyond_table(report["sizes"]))
    return 0


def _embedding(texts: int) -> dict[str, Any]:
    """Passages a second in each way, with the loading of the model."""
    found = {}
    with tempfile.TemporaryDirectory(prefix="sizes-") as name:
        workload = write_workload(Path(name) / "documents", texts)
        for title, ways in _WAYS_TO_EMBED.items():
            say(f"Embedding about {texts:,} passages: {title}")
            try:
                done = run(("evals.sizes", "embed"), _variables(workload, **ways))
            except RuntimeError as error:
                say(str(error))
                continue
            found[title] = json.loads(done.lines[-1][1]) | {"cpu_seconds": done.cpu_seconds}
    return found


def _size(passages: int) -> Iterator[dict[str, Any]]:
    """A store of this size, in a folder and on a server."""
    with tempfile.TemporaryDirectory(prefix="sizes-") as name:
        home = Path(name)
        say(f"{passages:,} passages: writing the documents")
        workload = write_workload(home / "documents", passages)
        say(f"{passages:,} passages: in a folder")
        yield _measured(workload, home / "store", {}, None)
        with ChromaServer(home) as server:
            say(f"{passages:,} passages: on a server")
            yield _measured(workload, home / "copies", {"CHROMA_URL": server.url}, server)


def _measured(
    workload: Workload, store: Path, address: Mapping[str, str], server: ChromaServer | None
) -> dict[str, Any]:
    variables = _variables(workload, CLUSTER_STORE=str(store), **address)
    published = run(("evals.sizes", "publish"), variables)
    disk = _bytes(store)
    on_server = _bytes(server.data) if server else 0
    asked = json.loads(run(("evals.sizes", "ask"), variables).lines[-1][1])
    return {
        "where": "server" if server else "folder",
        "passages": json.loads(published.lines[-1][1])["passages"],
        "publish_seconds": published.seconds,
        "publish_peak_mb": published.peak_mb,
        "disk_mb": disk / 1e6,
        "server_disk_mb": on_server / 1e6,
        "server_memory_mb": memory_mb(server.process.pid) if server and server.process else 0,
        **asked,
    }


def _publish(settings: Settings) -> dict[str, Any]:
    """Publish the documents with counted vectors: everything of an ingest but parsing in a child and embedding."""
    documents, passages = read_documents(settings)
    encoder = CountingEncoder()
    manifest = new_manifest(encoder.name, "", len(documents), len(passages), {})
    vectors = encoder.encode(list(map(in_context, passages)))
    open_store(settings).publish(documents, passages, vectors, manifest)
    return {"passages": len(passages)}


def _ask(settings: Settings) -> dict[str, Any]:
    """A reader: what opening costs in seconds and memory, and a question in milliseconds."""
    from bot.library import Library
    from bot.retrieve import retrieve

    encoder = CountingEncoder()
    with _own_memory() as taken:
        began = perf_counter()
        live = _live(open_store(settings))
        library = Library(live, encoder)
        assert library.lexicon
        assert live.embedded is not None
        asked = [json.loads(line)["question"] for line in tuning_questions()]
        vectors = encoder.encode(asked)
        retrieve(live, asked[0], vectors[0])
        opened = perf_counter() - began
    both = Pass.of(_times(lambda place: retrieve(live, asked[place], vectors[place]), len(asked)))
    near = Pass.of(_times(lambda place: live.scan.similarities(vectors[place]), len(asked)))
    return {
        "open_seconds": opened,
        "reader_memory_mb": taken[0],
        "retrieve_p50_ms": both.p50_ms,
        "retrieve_p95_ms": both.p95_ms,
        "nearest_p50_ms": near.p50_ms,
        "nearest_p95_ms": near.p95_ms,
    }


def _embed(settings: Settings) -> dict[str, Any]:
    """Embed the documents with the real encoder."""
    texts = list(map(in_context, read_documents(settings)[1]))
    began = perf_counter()
    open_spread(settings).encode(texts)
    return {"passages": len(texts), "seconds": perf_counter() - began}


_PARTS: Mapping[str, Callable[[Settings], dict[str, Any]]] = {"publish": _publish, "ask": _ask, "embed": _embed}


def embedding_table(ways: Mapping[str, Mapping[str, float]]) -> str:
    """A line a way, in Markdown."""
    lines = ["| embedding with | passages | s | passages per s |", "|---|---:|---:|---:|"]
    for title, done in ways.items():
        rate = done["passages"] / done["seconds"]
        lines.append(f"| {title} | {done['passages']:,.0f} | {done['seconds']:,.1f} | {rate:,.1f} |")
    return "\n".join(lines)


_COLUMNS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "passages": lambda size: f"{size['passages']:,}",
    "index in": lambda size: size["where"],
    "publish, s": lambda size: f"{size['publish_seconds']:,.0f}",
    "reader's disk, kB a passage": lambda size: f"{_per_passage(size, 'disk_mb'):.1f}",
    "server's disk, kB a passage": lambda size: f"{_per_passage(size, 'server_disk_mb'):.1f}",
    "reader's memory, MB": lambda size: f"{size['reader_memory_mb']:,.0f}",
    "server's memory, MB": lambda size: f"{size['server_memory_mb']:,.0f}",
    "open, s": lambda size: f"{size['open_seconds']:.1f}",
    "find passages, p50 / p95 ms": lambda size: f"{size['retrieve_p50_ms']:.0f} / {size['retrieve_p95_ms']:.0f}",
    "of that all vectors, p50 ms": lambda size: f"{size['nearest_p50_ms']:.1f}",
}


def sizes_table(sizes: Sequence[Mapping[str, Any]]) -> str:
    """A line a size and place, in Markdown."""
    lines = [f"| {' | '.join(_COLUMNS)} |", f"|{'---:|' * len(_COLUMNS)}"]
    lines += [f"| {' | '.join(show(size) for show in _COLUMNS.values())} |" for size in sizes]
    return "\n".join(lines)


def beyond_table(sizes: Sequence[Mapping[str, Any]]) -> str:
    """Disk, memory and the time to publish at larger sizes, extrapolated by a straight line through the two largest."""
    lines = [
        "| passages (extrapolated) | index in | reader's disk, GB | server's disk, GB | reader's memory, GB "
        "| server's memory, GB | publish, h |",
        "|---:|---|---:|---:|---:|---:|---:|",
    ]
    keys = ("disk_mb", "server_disk_mb", "reader_memory_mb", "server_memory_mb")
    for count in _BEYOND:
        for where in ("folder", "server"):
            *_, one, two = [{}, *(size for size in sizes if size["where"] == where)]
            figures = " | ".join(f"{_line(one, two, key, count) / 1e3:,.1f}" for key in keys)
            hours = _line(one, two, "publish_seconds", count) / 3_600
            lines.append(f"| {count:,} | {where} | {figures} | {hours:,.1f} |")
    return "\n".join(lines)


def _line(one: Mapping[str, Any], two: Mapping[str, Any], key: str, count: int) -> float:
    """Where a straight line through two sizes, or from nothing through one, comes to for so many passages."""
    start, begin = one.get("passages", 0), one.get(key, 0.0)
    return float(two[key] + (two[key] - begin) / (two["passages"] - start) * (count - two["passages"]))


def _per_passage(size: Mapping[str, Any], key: str) -> float:
    """Kilobytes."""
    return float(size[key]) * 1e3 / float(size["passages"])


def _live(store: Store) -> Any:
    live = store.open()
    assert live is not None
    return live


@contextmanager
def _own_memory() -> Iterator[list[float]]:
    """How much the memory of this process has grown, in MB, once the block has ended."""
    taken: list[float] = []
    before = memory_mb(os.getpid())
    yield taken
    taken.append(memory_mb(os.getpid()) - before)


def _times(do: Callable[[int], object], count: int) -> list[float]:
    """The seconds that each of so many calls took."""
    seconds = []
    for place in range(count):
        began = perf_counter()
        do(place)
        seconds.append(perf_counter() - began)
    return seconds


def _bytes(folder: Path) -> int:
    """What the files take on the disk, of which a sparse one takes less than its length."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def _variables(workload: Workload, **more: str) -> dict[str, str]:
    return environment(workload.folder) | more


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.sizes", description="Measure which size needs what.")
    parser.add_argument(
        "--passages", type=int, nargs="+", default=_SIZES, metavar="N", help="the sizes (default: up to 100,000)"
    )
    parser.add_argument("--texts", type=int, default=4_000, metavar="N", help="passages to embed (default: 4,000)")
    parser.add_argument("--no-embedding", action="store_true", help="measure the sizes only")
    parser.add_argument(
        "--json", type=Path, default=REPORTS / "sizes.json", metavar="FILE", help="where the report goes"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
