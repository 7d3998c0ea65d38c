"""`python -m evals [NAME ...]`: measure the answers; without a name, all that needs no public data.

Of the questions set aside nothing is asked, and nothing printed, without --report-held-out; then only totals are.
Exit status: 0 measured, 1 `--check` found a drop, 2 something that is needed is missing.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.gate import drops, read_kept
from evals.measurements import MEASUREMENTS, NEED_DATA, NEED_NOTHING, Bench, golden
from evals.report import keep, text
from ingest.errors import IngestError
from ingest.settings import go_offline, read_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; see the module's first lines for the exit status."""
    options = _options(arguments)
    try:
        settings = read_settings()
        go_offline(settings)
        bench = Bench(settings, options.data, options.report_held_out)
        return _check(bench) if options.check else _measure(bench, options.names or list(NEED_NOTHING), options.json)
    except (IngestError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description="Measure the answers.")
    known = ", ".join(MEASUREMENTS)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{known} (default: {', '.join(NEED_NOTHING)})")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help=f"the public sets, for {', '.join(NEED_DATA)}")
    parser.add_argument("--json", action="store_true", help="print the reports as one JSON object")
    parser.add_argument(
        "--report-held-out", action="store_true", help="ask the questions set aside too: for reporting, never to tune"
    )
    parser.add_argument(
        "--check", action="store_true", help="only compare the golden figures with evals/reports/golden.json"
    )
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in MEASUREMENTS]
    if unknown:
        parser.error(f"there is no measurement {unknown[0]!r}; choose from {known}")
    return options


def _measure(bench: Bench, names: Sequence[str], as_json: bool) -> int:
    said = {}
    for name in names:
        report = MEASUREMENTS[name](bench)
        if not report.notes:
            keep(report)
        said[name] = report.as_json()
        if not as_json:
            print(text(report), end="\n\n", flush=True)
    if as_json:
        print(json.dumps(said, ensure_ascii=False))
    return 0


def _check(bench: Bench) -> int:
    """Say what has become worse than the committed golden figures. Nothing is written, so that a drop stays one."""
    try:
        kept = read_kept()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    report = golden(bench)
    worse = drops(report.as_json()["tuning"], kept)
    if not worse:
        print("The golden figures are no worse than those committed.")
        return 0
    print(" ".join(worse), file=sys.stderr)
    print("\n".join(["Missed now:", *(f"  {miss}" for miss in report.misses)]), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
