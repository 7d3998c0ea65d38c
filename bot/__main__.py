"""`python -m bot "question"`: the answer in a terminal, or as JSON.

Exit status: 0 the question was taken (answered or honestly not), 1 a question could not be taken, 2 the bot cannot run.
"""

import argparse
import json
import re
import sys
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.ask import Bot, open_bot
from bot.errors import AskError
from bot.render import to_json, to_terminal
from bot.talk import turns
from bot.types import Filters, Turn
from ingest.errors import IngestError
from ingest.settings import go_offline, read_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; see the module's first lines for the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if (options.question is None) == (options.questions is None):
        parser.error("give a question, or --questions FILE")
    try:
        settings = read_settings()
        if options.store:
            settings = settings.model_copy(update={"store": options.store})
        go_offline(settings)
        bot = open_bot(settings)
        if options.questions:
            return _ask_all(bot, options.questions, options.as_of)
        answer = bot.ask(options.question, filters=Filters(until=options.as_of))
    except IngestError as error:
        print(error, file=sys.stderr)
        return 2
    except AskError as error:
        print(error, file=sys.stderr)
        return 1
    print(_dumped(to_json(answer)) if options.json else to_terminal(answer))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Ask the documents.")
    parser.add_argument("question", nargs="?", help="the question, in quotation marks")
    parser.add_argument(
        "--questions",
        type=Path,
        metavar="FILE",
        help="a file of questions, a JSON object a line; prints an answer a line",
    )
    parser.add_argument(
        "--as-of", type=last_day, metavar="DATE", help="use only what was published by then (YYYY-MM-DD)"
    )
    parser.add_argument("--store", type=Path, metavar="DIR", help="the folder of the store")
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    return parser


def last_day(text: str) -> date:
    """The last day of a date written YYYY, YYYY-MM or YYYY-MM-DD."""
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a date. Write YYYY-MM-DD, YYYY-MM or YYYY.")
    year, month, day = ([int(number) for number in text.split("-")] + [0, 0])[:3]
    try:
        month = month or 12
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is a date that does not exist. Write another.") from error


def _ask_all(bot: Bot, path: Path, as_of: date | None) -> int:
    """Print an answer for every line of the file, and nothing else; a line that cannot be taken gets an "error"."""
    try:
        # Not splitlines(): a question may hold other line separators than the newline.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise IngestError(
            f"{path} cannot be read as UTF-8 text ({type(error).__name__}). Give another file."
        ) from error
    refused = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row: dict[str, Any] = {}
        try:
            row = _row(line)
            until = last_day(row["as_of"]) if row.get("as_of") else as_of
            history: Sequence[Turn] = turns(row.get("history") or [])
            said = to_json(bot.ask(row["question"], history, Filters(until=until)))
        except (AskError, argparse.ArgumentTypeError, ValueError, KeyError, TypeError, RecursionError) as error:
            refused += 1
            reason = str(error) if isinstance(error, (AskError, argparse.ArgumentTypeError)) else "is not a question"
            said = {"question": row.get("question"), "error": f"Line {number}: {reason}"}
        said["id"] = row.get("id", said.get("id"))
        print(_dumped(said), flush=True)
    return 1 if refused else 0


def _row(line: str) -> dict[str, Any]:
    row = json.loads(line)
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise ValueError("not an object with a question")
    return row


def _dumped(said: Mapping[str, Any]) -> str:
    """JSON in readable letters; a lone surrogate, which no output can carry, stays an escape."""
    return json.dumps(said, ensure_ascii=False).encode(errors="backslashreplace").decode()


if __name__ == "__main__":
    sys.exit(main())
