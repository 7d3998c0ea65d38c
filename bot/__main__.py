"""`python -m bot "question"`: the answer in a terminal, as JSON, or as a briefing; and a briefing checked again.

Exit status: 0 the question was taken (answered or honestly not) or the briefing holds, 1 a question could not be taken
or the briefing does not hold, 2 the bot cannot run.
"""

import argparse
import json
import os
import re
import sys
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.ask import Bot, open_bot
from bot.briefing.blocks import briefing
from bot.briefing.check import check
from bot.briefing.formats import FORMATS
from bot.errors import AskError
from bot.render import to_json, to_terminal
from bot.talk import turns
from bot.types import Answer, Filters
from ingest.errors import IngestError
from ingest.heap import share_heap
from ingest.settings import go_offline, read_settings

_NO_QUESTION = 'is not a question. Write an object with a "question" on each line, as the README says.'
_ENDINGS = ", ".join(f".{name}" for name in FORMATS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; see the module's first lines for the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if sum(given is not None for given in (options.question, options.questions, options.check)) != 1:
        parser.error("give a question, or --questions FILE, or --check FILE")
    if options.briefing and (options.briefing.suffix[1:] not in FORMATS or options.check):
        parser.error(
            f"a briefing is made of answers, as a file that ends in {', '.join(f'.{name}' for name in FORMATS)}"
        )
    try:
        share_heap()
        settings = read_settings()
        if options.store:
            settings = settings.model_copy(update={"store": options.store})
        go_offline(settings)
        bot = open_bot(settings)
        if options.check:
            return _check(bot, options.check)
        if options.questions:
            return _ask_all(bot, options.questions, options.as_of)
        answer = bot.ask(options.question, filters=Filters(until=options.as_of))
        if options.briefing:
            _write(bot, [answer], options.briefing)
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
    parser.add_argument(
        "--briefing", type=Path, metavar="FILE", help="also write the answer to a file: .docx, .pdf, .md or .json"
    )
    parser.add_argument("--check", type=Path, metavar="FILE", help="compare a briefing with the documents again")
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


def _write(bot: Bot, answers: Sequence[Answer], path: Path) -> None:
    made = briefing(answers, bot.look_up, date.today())
    try:
        path.write_bytes(FORMATS[path.suffix[1:]].write(made))
    except OSError as error:
        raise IngestError(f"{path} cannot be written ({type(error).__name__}). Name another file.") from error


def _check(bot: Bot, path: Path) -> int:
    """Say what of a briefing is still so; 1 when something is not."""
    checked = check(_read(path), bot.look_up)
    print("\n".join((*checked.since, *checked.faults)) + "\n" * bool(checked.since or checked.faults), end="")
    if checked.faults:
        print(f"{path} is not as it was made, or cannot be proven: see above.")
        return 1
    quotes = checked.quotes
    print(f"{quotes} of {quotes} quotes in {path} are what the documents said. The rest is as it was made.")
    return 0


def _read(path: Path) -> str:
    """The text of a briefing's file. Raises IngestError where there is none."""
    known = FORMATS.get(path.suffix[1:].lower())
    if known is None:
        raise IngestError(f"{path} is no briefing: those end in {_ENDINGS}.")
    try:
        return known.read(path.read_bytes())
    except Exception as error:  # each library fails in its own ways at a file that is none of its
        raise IngestError(f"{path} cannot be read as {known.name} ({type(error).__name__}).") from error


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
        if line.strip():
            said, taken = _answered(bot, number, line, as_of)
            refused += not taken
            print(_dumped(said), flush=True)
    return 1 if refused else 0


def _answered(bot: Bot, number: int, line: str, as_of: date | None) -> tuple[dict[str, Any], bool]:
    """What to print for a line, and whether it was a question that could be taken."""
    row: Mapping[str, Any] = {}
    try:
        row = _row(line)
        said = to_json(_ask(bot, row, as_of))
    except AskError as error:
        return {"id": row.get("id"), "question": row.get("question"), "error": f"Line {number}: {error}"}, False
    return said | {"id": row.get("id", said["id"])}, True


def _row(line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise AskError(_NO_QUESTION) from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise AskError(_NO_QUESTION)
    return row


def _ask(bot: Bot, row: Mapping[str, Any], as_of: date | None) -> Answer:
    try:
        until = last_day(row["as_of"]) if row.get("as_of") else as_of
        history = turns(row.get("history") or [])
    except argparse.ArgumentTypeError as error:
        raise AskError(str(error)) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise AskError(_NO_QUESTION) from error
    return bot.ask(row["question"], history, Filters(until=until))


def _dumped(said: Mapping[str, Any]) -> str:
    """JSON in readable letters; a lone surrogate, which no output can carry, stays an escape."""
    return json.dumps(said, ensure_ascii=False).encode(errors="backslashreplace").decode()


def _run() -> int:
    """The command line before a pipe: a reader who has seen enough, as ``head`` has, is no error."""
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # What Python would still write at its end has no reader either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(_run())
