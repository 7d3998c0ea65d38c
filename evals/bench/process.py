"""A process seen from outside: its seconds, its memory, when its lines came; and the machine that it ran on."""

import ctypes
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import Any

from evals.golden import GOLDEN

ROOT = Path(__file__).parent.parent.parent
REPORTS = ROOT / "evals" / "reports"
# <linux/prctl.h>
_PR_SET_CHILD_SUBREAPER = 36
_LIBRARIES = (
    "torch",
    "sentence-transformers",
    "chromadb",
    "langchain-core",
    "langchain-chroma",
    "langchain-huggingface",
    "langchain-text-splitters",
)


@dataclass(frozen=True, slots=True)
class Run:
    """A process that ended well; ``lines`` are its output with the seconds from its start to each.

    ``cpu_seconds`` are its own and, on Linux, those of all that it started; ``resident_mb`` is what it held of memory
    when it said one of its last lines.
    """

    seconds: float
    cpu_seconds: float
    peak_mb: float
    resident_mb: float
    lines: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Pass:
    """The questions asked once, one after the other."""

    p50_ms: float
    p95_ms: float
    per_second: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Pass":
        """From the seconds that each question took."""
        p95 = quantiles(seconds, n=20, method="inclusive")[-1]
        return cls(median(seconds) * 1_000, p95 * 1_000, len(seconds) / sum(seconds))


def run(module: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run ``python -m`` with a module and its arguments. Raises RuntimeError with what it said when it fails."""
    _adopt_orphans()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        began = perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=ROOT,
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        assert process.stdout
        lines: list[tuple[float, str]] = []
        resident = 0.0
        with process.stdout as output:
            for line in output:
                lines.append((perf_counter() - began, line))
                resident = memory_mb(process.pid) or resident
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            # A face tells of a question that it could not take on its output, and of all else beside it.
            told = said.read()[-2_000:] or "".join(line for _, line in lines[-1:])
            raise RuntimeError(f"python -m {' '.join(module)} ended with {process.returncode}: {told}")
    spent = usage.ru_utime + usage.ru_stime + _spent_by_orphans()
    return Run(seconds, spent, usage.ru_maxrss * 1_024 / 1e6, resident, tuple(lines))


def _adopt_orphans() -> None:
    """Become the parent of what outlives its own, on Linux: the check of an ingest runs in a grandchild."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _spent_by_orphans() -> float:
    """The processor seconds of the adopted that have ended, for which it waits a little."""
    spent, patience = 0.0, perf_counter() + 5
    while perf_counter() < patience:
        try:
            process, _, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if process:
            spent += usage.ru_utime + usage.ru_stime
        else:
            sleep(0.05)
    return spent


def tuning_questions() -> list[str]:
    """The golden questions for tuning, as the lines of their file; those set aside are never asked here."""
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and json.loads(line)["split"] == "tuning"]


def machine() -> dict[str, Any]:
    """The processors and the releases of the libraries."""
    return {
        "cores": _cores(),
        "processor": _processor(),
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in _LIBRARIES},
    }


def load_average() -> float:
    """How many processes wanted a processor in the minute before."""
    return round(os.getloadavg()[0], 1)


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def environment(corpus: Path) -> dict[str, str]:
    """The same processors for both, and no network."""
    cores = str(_cores())
    return {
        **os.environ,
        "CLUSTER_CORPUS": str(corpus),
        "CLUSTER_THREADS": cores,
        "OMP_NUM_THREADS": cores,
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "ANONYMIZED_TELEMETRY": "False",
        "LANGSMITH_TRACING": "false",
    }


def memory_mb(process: int, own: bool = False) -> float:
    """The resident memory of a process, or what of it is its ``own`` and shared with no other; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/{'smaps_rollup' if own else 'status'}").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    wanted = ("Private_Clean", "Private_Dirty") if own else ("VmRSS",)
    return sum(int(line.split()[1]) for line in lines if line.startswith(wanted)) * 1_024 / 1e6


def say(text: str) -> None:
    """Tell a person what is being done."""
    print(text, file=sys.stderr, flush=True)
