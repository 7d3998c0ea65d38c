"""`python -m evals [golden]`: score the golden questions over the store; misses are printed by name.

Of the questions set aside only totals are ever printed, so that nobody tunes on them by accident.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.ask import Bot, open_bot
from bot.types import Answer, Filters, Status
from evals.golden import Golden, is_right, read_golden
from ingest.errors import IngestError
from ingest.settings import go_offline, read_settings

REPORTS = Path(__file__).parent / "reports"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with the answer it got."""

    golden: Golden
    answer: Answer
    verbatim: bool

    @property
    def right(self) -> bool:
        """Status, values and source are right."""
        return is_right(self.golden, self.answer)

    @property
    def declined(self) -> bool:
        """The bot gave no answer."""
        return self.answer.status is not Status.ANSWERED


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, score, print and keep a report. Exit status 2 when the bot cannot run."""
    parser = argparse.ArgumentParser(prog="python -m evals", description="Score the golden questions.")
    parser.add_argument("names", nargs="*", choices=[[], "golden"], help="which measurements (default: all)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    settings = read_settings()
    go_offline(settings)
    try:
        bot = open_bot(settings)
    except IngestError as error:
        print(error, file=sys.stderr)
        return 2
    outcomes = [_ask(bot, golden) for golden in read_golden()]
    figures = {split: _figures([o for o in outcomes if o.golden.split == split]) for split in ("tuning", "held_out")}
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "golden.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if options.json:
        print(json.dumps(figures))
    else:
        _print(figures, [o for o in outcomes if o.golden.split == "tuning" and not o.right])
    return 0


def _ask(bot: Bot, golden: Golden) -> Outcome:
    answer = bot.ask(golden.question, golden.history, Filters(until=golden.as_of))
    documents = bot.library().generation.documents
    shown = (*answer.citations, *answer.nearest)
    return Outcome(golden, answer, all(documents[c.source.id].text[c.start : c.end] == c.quote for c in shown))


def _figures(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Shares as [how many, of how many], so that nobody mistakes 3 of 4 for a figure."""
    answerable = [o for o in outcomes if o.golden.status is Status.ANSWERED]
    others = [o for o in outcomes if o.golden.status is not Status.ANSWERED]
    types = sorted({o.golden.type for o in outcomes})
    return {
        "right": _share(o.right for o in outcomes),
        "answerable_right": _share(o.right for o in answerable),
        "answerable_declined": _share(o.declined for o in answerable),
        "others_declined": _share(o.declined for o in others),
        "others_with_the_right_status": _share(o.right for o in others),
        "verbatim": _share(o.verbatim for o in outcomes),
        "sentences_per_answer": round(
            sum(len(o.answer.citations) for o in answerable) / max(1, sum(not o.declined for o in answerable)), 2
        ),
        "by_type": {kind: _share(o.right for o in outcomes if o.golden.type == kind) for kind in types},
    }


def _share(values: object) -> list[int]:
    held = list(values)  # type: ignore[call-overload]
    return [sum(held), len(held)]


def _print(figures: dict[str, dict[str, object]], misses: Sequence[Outcome]) -> None:
    for split, values in figures.items():
        print(f"\n{split}")
        for name, value in values.items():
            if isinstance(value, dict):
                continue
            shown = f"{value[0]} of {value[1]}" if isinstance(value, list) else value
            print(f"  {name.replace('_', ' ')}: {shown}")
    print("\nmissed (tuning)")
    for outcome in misses:
        print(f"  {outcome.golden.id} {outcome.golden.type}: {outcome.golden.question} -> {outcome.answer.status}")


if __name__ == "__main__":
    sys.exit(main())
