"""`python -m evals.bench`: what we cost, as ratios to the stock LangChain recipe measured in the same run.

Embedding alone, the whole pipeline, the processor's own limits, and how a store grows. Nothing is asserted: the
figures are for people to judge. They go into a report and a plot; `docs/bench.svg` is the plot of the report that is
kept. Needs the extra ``bench``. About a quarter of an hour on two idle cores.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from evals import growth
from evals.bench import embedding, limits, recipes
from evals.bench.picture import picture
from evals.bench.process import REPORTS, ROOT, load_average, machine, say

# Above this load for each core, something else was running.
_IDLE_LOAD = 0.25
_GROWTH = (2_000, 10_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, write them down and draw them."""
    options = _parser().parse_args(arguments)
    about = machine() | {"load_before": load_average()}
    say("What the processor can do")
    could = limits.measured()
    say("Embedding alone")
    embedded = embedding.measured(options.texts, options.pairs)
    say("Both recipes")
    sides = recipes.side_by_side(options.passages, options.documents, options.questions)
    say("Growth")
    for size in options.growth:
        growth.write_down(options.sizes, growth.measured(size))
    sizes = growth.read(options.sizes)
    report = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": about | {"load_after": load_average()},
        "limits": could,
        "embedding": embedded,
        "recipes": {name: asdict(side) for name, side in sides.items()},
    }
    options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    ratios = embedding.ratios(embedded) | recipes.ratios(sides["ours"], sides["stock"])
    options.plot.parent.mkdir(exist_ok=True)
    options.plot.write_bytes(picture(ratios, sizes))
    tables = [recipes.table(sides["ours"], sides["stock"]), growth.table(sizes)]
    print("\n\n".join([limits.table(could), embedding.table(embedded), *tables]))
    if about["load_before"] > _IDLE_LOAD * about["cores"]:
        print("\nThe machine was busy with other work, so only processor time, counts and bytes can be trusted.")
    say(f"Written to {options.json} and {options.plot}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description="Measure us beside the stock recipe.")

    def number(name: str, default: int | None, words: str) -> None:
        parser.add_argument(name, type=_at_least_two, default=default, metavar="N", help=words)

    number("--passages", 2_000, "passages of made-up documents for both recipes (default: %(default)s)")
    number("--documents", None, "so many documents of so many passages, the corpus among them")
    number("--questions", None, "how many golden questions (default: all for tuning)")
    number("--texts", 956, "passages that are embedded alone (default: %(default)s)")
    number("--pairs", 3, "how often each side embeds them (default: %(default)s)")
    parser.add_argument(
        "--growth", type=int, nargs="*", default=_GROWTH, metavar="N", help="sizes of stores (default: 2,000 10,000)"
    )
    parser.add_argument("--json", type=Path, default=REPORTS / "bench.json", metavar="FILE", help="the report")
    parser.add_argument("--sizes", type=Path, default=REPORTS / "growth.json", metavar="FILE", help="that of the sizes")
    parser.add_argument("--plot", type=Path, default=ROOT / "docs" / "bench.svg", metavar="FILE", help="the plot")
    return parser


def _at_least_two(text: str) -> int:
    number = int(text)
    if number < 2:
        raise argparse.ArgumentTypeError(f"{number} is too few. Give 2 or more.")
    return number


if __name__ == "__main__":
    sys.exit(main())
