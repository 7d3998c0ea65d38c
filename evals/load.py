"""`python -m evals.load`: how many answers a second come over HTTP, and how long each takes, from one client to many.

The page's server, or several, is started over a store, as anybody would start it, but that it keeps no answers, holds
no address to a limit and lets every client wait. Each client asks the golden questions for tuning, one after the
other, beginning at another one. The figures are for people to judge: nothing is asserted.
"""

import argparse
import http.client
import json
import math
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import quantiles
from time import monotonic, perf_counter, sleep

import numpy as np

from evals.bench.process import REPORTS, ROOT, load_average, machine, memory_mb, say, tuning_questions
from ingest.store import Store

_CLIENTS = (1, 10, 50, 200)
_READY_WITHIN = 300
_LONGEST = 120  # seconds for one answer
_FREE = {
    "CLUSTER_ANSWERS_KEPT": "0",
    "CLUSTER_ANSWERS_WAITING": "1000",
    "CLUSTER_LIMIT_PER_MINUTE": "1000000",
    "CLUSTER_LIMIT_PER_DAY": "100000000",
}


Address = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Level:
    """What so many clients at once saw. ``failed``: how many had no answer, by status, or by the error's name.

    ``cpu_seconds`` is the server's processor time, which does not depend on what else runs on the machine.
    """

    clients: int
    seconds: float
    answers: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    failed: dict[str, int]
    load: float
    cpu_seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds

    @property
    def cpu_ms(self) -> float:
        """The server's processor time for each answer."""
        return self.cpu_seconds * 1_000 / max(1, self.answers)


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the server, measure each level, print them and write them down."""
    options = _parser().parse_args(arguments)
    questions = [json.loads(line)["question"] for line in tuning_questions()]
    ports = range(options.port, options.port + options.servers)
    with ExitStack() as running:
        processes = [running.enter_context(server(options.store, port)) for port in ports]
        at = [("127.0.0.1", port) for port in ports]
        for one in at:
            asked_by([one], questions[:20], 1, 600, once=True)  # what is loaded late is loaded now
        levels = []
        for clients in options.clients:
            say(f"{clients} clients for {options.seconds} s")
            before = sum(_cpu_seconds(process.pid) for process in processes)
            level = asked_by(at, questions, clients, options.seconds)
            took = sum(_cpu_seconds(process.pid) for process in processes) - before
            levels.append(replace(level, cpu_seconds=took))
        memory = [
            {"resident_mb": memory_mb(process.pid), "own_mb": memory_mb(process.pid, own=True)} for process in processes
        ]
        follows = [round(seconds, 1) for seconds in followed(options.store, at)] if options.follow else []
        report = {
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": machine(),
            "store": options.store.name,
            "servers": memory,
            "follow_seconds": follows,
            "levels": [asdict(level) | {"per_second": level.per_second, "cpu_ms": level.cpu_ms} for level in levels],
        }
    options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(table(levels))
    held = ", ".join(f"{one['resident_mb']:,.0f} ({one['own_mb']:,.0f} its own)" for one in memory)
    print(f"\nMemory of each server, MB: {held}")
    if follows:
        print(f"A new generation was answered from after, s: {', '.join(map(str, follows))}")
    return 0


def asked_by(
    servers: Sequence[Address], questions: Sequence[str], clients: int, seconds: float, once: bool = False
) -> Level:
    """Ask from so many clients until the time is up, or ``once`` all questions each; what has begun is waited for.

    Each client asks the servers in turn, beginning at another one.
    """
    took: list[float] = []
    failed: Counter[str] = Counter()
    began = monotonic()

    def ask(client: int) -> None:
        for place in range(len(questions)) if once else count():
            if monotonic() - began > seconds:
                return
            started = perf_counter()
            at = servers[(client + place) % len(servers)]
            said = _ask(at, questions[(client * 7 + place) % len(questions)])
            if said == "200":
                took.append(perf_counter() - started)
            else:
                failed[said] += 1

    threads = [threading.Thread(target=ask, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    p50, p95, p99 = _percentiles(took)
    return Level(clients, monotonic() - began, len(took), p50, p95, p99, dict(failed), load_average())


def _ask(at: Address, question: str) -> str:
    """The status of the answer, or the name of the error that came in its place."""
    connection = http.client.HTTPConnection(*at, timeout=_LONGEST)
    try:
        body = json.dumps({"question": question})
        connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        return str(response.status)
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()


def followed(store: Path, servers: Sequence[Address]) -> list[float]:
    """Publish what is live once more, and the seconds until each server answers from that."""
    kept = Store(store)
    live = kept.open()
    assert live is not None
    with kept.lock():
        made = kept.publish(
            list(live.documents.values()), live.passages, np.array(live.vectors), replace(live.manifest, digests={})
        )
    began = monotonic()
    waiting, took = set(servers), {}
    while waiting and monotonic() - began < _LONGEST:
        for at in [at for at in waiting if _generation(at) == made.name]:
            took[at] = monotonic() - began
            waiting.remove(at)
        sleep(0.1)
    return [took.get(at, math.inf) for at in servers]


def _generation(at: Address) -> str:
    """The generation that a server answers from."""
    connection = http.client.HTTPConnection(*at, timeout=_LONGEST)
    try:
        connection.request(
            "POST", "/api/ask", json.dumps({"question": "What is new?"}), {"Content-Type": "application/json"}
        )
        return str(json.loads(connection.getresponse().read())["generation"])
    finally:
        connection.close()


@contextmanager
def server(store: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """The page's server over a store, once it is ready. Raises RuntimeError when it does not become so."""
    command = [sys.executable, "ui.py", "--port", str(port)]
    variables = {**os.environ, **_FREE, "CLUSTER_STORE": str(store.resolve())}
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = monotonic() + _READY_WITHIN
        while not _is_ready(port):
            if process.poll() is not None or monotonic() > until:
                raise RuntimeError(f"The server over {store} did not become ready. Start `{' '.join(command[1:])}`.")
            sleep(0.2)
        yield process
    finally:
        process.terminate()
        process.wait()


def _cpu_seconds(process: int) -> float:
    """What a process has had of the processors so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def table(levels: Sequence[Level]) -> str:
    """A line a level, in Markdown."""
    lines = [
        "| clients | answers per s | p50 / p95 / p99, ms | processor ms each | without an answer | load |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    for level in levels:
        failed = ", ".join(f"{times} ({what})" for what, times in level.failed.items()) or 0
        took = f"{level.p50_ms:,.0f} / {level.p95_ms:,.0f} / {level.p99_ms:,.0f}"
        lines.append(
            f"| {level.clients} | {level.per_second:.1f} | {took} | {level.cpu_ms:.0f} | {failed} | {level.load} |"
        )
    return "\n".join(lines)


def _percentiles(seconds: Sequence[float]) -> tuple[float, float, float]:
    """In milliseconds; nothing for nothing."""
    if len(seconds) < 2:
        only = seconds[0] * 1_000 if seconds else 0.0
        return only, only, only
    cuts = quantiles(seconds, n=100, method="inclusive")
    return cuts[49] * 1_000, cuts[94] * 1_000, cuts[98] * 1_000


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.load", description="Measure answers over HTTP.")
    parser.add_argument("--store", type=Path, default=ROOT / "store", metavar="FOLDER", help="the store to serve")
    parser.add_argument("--port", type=int, default=7899, help="where to serve it (default: %(default)s)")
    parser.add_argument("--servers", type=int, default=1, metavar="N", help="so many of them, each on the next port")
    parser.add_argument(
        "--follow", action="store_true", help="then publish a new generation, and time until each answers from it"
    )
    parser.add_argument(
        "--clients", type=int, nargs="+", default=_CLIENTS, metavar="N", help="the levels (default: 1 10 50 200)"
    )
    parser.add_argument("--seconds", type=float, default=30, metavar="S", help="for each level (default: %(default)s)")
    parser.add_argument(
        "--json", type=Path, default=REPORTS / "load.json", metavar="FILE", help="where the report goes"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
