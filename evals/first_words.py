"""`python -m evals.first_words`: how soon a reader sees something on the page, in a real browser on the same machine.

The page's server is started over a store, as `evals.load` starts it. Each question is a golden one for tuning, asked
in a conversation of its own: from the Enter key to the note that the documents are being read, to the first words of
the answer, and to the whole with its sources, each as it stands in the page (drawing it takes a browser up to a
sixtieth of a second more). Beside it stands what the bot took of that by its own clock. The figures are for people to
judge: nothing is asserted.
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from time import sleep
from typing import TYPE_CHECKING

from evals.bench.process import REPORTS, load_average, machine, tuning_questions
from evals.load import server
from page.talk import READING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_ROOT = Path(__file__).parent.parent
_WINDOW = (1280, 900)
_READS_AHEAD = 30  # seconds from the server's start, in which it is left alone
_TYPES = 1_000  # milliseconds from the page's being there to the Enter key
_LONGEST = 60_000  # milliseconds for one answer
_WATCH = """reading => {
  const seen = window.seen = {};
  addEventListener("keydown", ({ key }) => { if (key === "Enter") seen.enter = performance.now(); }, true);
  const look = () => {
    if (!seen.enter) return;
    const said = [...document.querySelectorAll('#chat [data-testid="bot"]')].at(-1)?.textContent.trim();
    if (!said) return;
    if (said === reading) seen.note ??= performance.now();
    else seen.words ??= performance.now();
    if (seen.words && document.querySelector("#take a")) seen.whole ??= performance.now();
  };
  new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
}"""


@dataclass(frozen=True, slots=True)
class Seen:
    """Milliseconds after the Enter key, and ``bot``'s own; ``note`` is None where the answer came before it."""

    note: float | None
    words: float
    whole: float
    bot: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the server and a browser, ask, print what was seen, and write it down."""
    from playwright.sync_api import sync_playwright

    options = _parser().parse_args(arguments)
    questions = [json.loads(line)["question"] for line in tuning_questions()]
    questions = questions[:: max(1, len(questions) // options.questions)][: options.questions]
    with server(options.store, options.port), sync_playwright() as playwright:
        sleep(_READS_AHEAD)
        load = load_average()
        browser = playwright.chromium.launch(executable_path=_chromium())
        page = browser.new_page(viewport={"width": _WINDOW[0], "height": _WINDOW[1]})
        seen = [ask(page, f"http://127.0.0.1:{options.port}", question) for question in questions]
        browser.close()
    report = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "store": options.store.name,
        "load": [load, load_average()],
        "seen": [asdict(one) for one in seen],
    }
    options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(f"{len(seen)} questions, at a load of {load} before and {load_average()} after.\n\n{table(seen)}")
    return 0


def ask(page: "Page", address: str, question: str) -> Seen:
    """What is seen of one answer in a new conversation. Raises Playwright's TimeoutError when none comes."""
    page.goto(address)
    box = page.get_by_label("Your question")
    box.fill(question)
    page.wait_for_timeout(_TYPES)
    page.evaluate(_WATCH, READING)
    box.press("Enter")
    page.wait_for_function("() => window.seen.whole", timeout=_LONGEST)
    at = page.evaluate("window.seen")
    taken = page.get_by_role("link", name="JSON", exact=True).evaluate("link => fetch(link.href).then(it => it.json())")
    note = at["note"] - at["enter"] if "note" in at else None
    bot = float(taken["answers"][-1]["timings_ms"].get("total", 0))
    return Seen(note, at["words"] - at["enter"], at["whole"] - at["enter"], bot)


def table(seen: Sequence[Seen]) -> str:
    """A line for each thing that is seen, in Markdown."""
    rows = {
        "the note that it reads": [one.note for one in seen if one.note is not None],
        "the first words": [one.words for one in seen],
        "the whole, with its sources": [one.whole for one in seen],
        "of that the bot": [one.bot for one in seen],
        "the first words without the bot": [one.words - one.bot for one in seen],
    }
    lines = [f"| {name} | {_spread(times)} |" for name, times in rows.items()]
    return "\n".join(["| ms after Enter | p50 | p95 |", "|---|---:|---:|", *lines])


def _spread(times: Iterable[float]) -> str:
    held = sorted(times)
    if len(held) < 2:
        return " | ".join(f"{time:.0f}" for time in held * 2) or "- | -"
    cuts = quantiles(held, n=20, method="inclusive")
    return f"{cuts[9]:.0f} | {cuts[18]:.0f}"


def _chromium() -> str:
    path = os.environ.get("CLUSTER_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise SystemExit("There is no Chromium on this machine: install one, or name it in CLUSTER_CHROMIUM.")
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.first_words", description="Measure the page in a browser.")
    parser.add_argument("--store", type=Path, default=_ROOT / "store", metavar="FOLDER", help="the store to serve")
    parser.add_argument("--port", type=int, default=7898, help="where to serve it (default: %(default)s)")
    parser.add_argument("--questions", type=int, default=20, metavar="N", help="how many (default: %(default)s)")
    parser.add_argument(
        "--json", type=Path, default=REPORTS / "first_words.json", metavar="FILE", help="where the report goes"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
