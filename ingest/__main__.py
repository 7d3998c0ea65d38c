"""`python -m ingest`: read the documents and publish what changed.

With --json one object a line goes to standard output, and nothing else does; what a person should hear meanwhile goes
to standard error. The README lists its fields.
"""

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ingest.clock import Clock
from ingest.errors import IngestError
from ingest.find import LIST_SUFFIX
from ingest.heap import share_heap
from ingest.load.clean import one_line
from ingest.report import STOPPED, Report, of_doctor, of_error, of_roll_back, of_standing, of_withdrawn
from ingest.rounds import ingest, roots_of
from ingest.server import open_store
from ingest.settings import Settings, go_offline, read_settings
from ingest.store import Store
from ingest.watch import look_at, watch

_VERBS = ("doctor", "withdraw", "reinstate")

_EXIT_STATUS = """exit status:
  0    all is well
  1    some files could not be read, and the others are published; of doctor: some of the store is damaged
  2    nothing was done; standard error says why, and what to do next
  130  stopped by Ctrl-C
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; the exit status is as ``--help`` says."""
    options = _parser().parse_args(arguments)
    command = _command(options)
    try:
        share_heap()
        settings = read_settings()
        if options.store:
            settings = settings.model_copy(update={"store": options.store})
        go_offline(settings)
        if options.watch and command == "ingest":
            return _watch(options, settings)
        return _tell(_run(command, options, settings), options)
    except IngestError as error:
        return _tell(of_error(command, str(error)), options)
    except KeyboardInterrupt:
        return _tell(of_error(command, "Stopped. The store is as it was.", STOPPED), options)


def _command(options: argparse.Namespace) -> str:
    verb = str(options.paths[0]) if options.paths else ""
    if verb in _VERBS:
        return verb
    return "rollback" if options.rollback else "ingest"


def _run(command: str, options: argparse.Namespace, settings: Settings) -> Report:
    store = open_store(settings)
    if command in ("withdraw", "reinstate"):
        return _stand(command, [str(path) for path in options.paths[1:]], one_line(options.reason or ""), store)
    if options.reason:
        raise IngestError("--reason goes with `python -m ingest withdraw ID` only.")
    if command == "doctor":
        return _doctor(store)
    return _roll_back(store) if command == "rollback" else ingest(options, settings)


def _tell(report: Report, options: argparse.Namespace) -> int:
    """Print the report and return its exit status."""
    if report.error:
        print(report.error, file=sys.stderr, flush=True)
    if options.json or not report.error:
        print(report.as_json() if options.json else report.text, flush=True)
    return report.status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Read documents and publish what changed. `python -m ingest doctor` checks the store instead, "
        "`withdraw ID --reason TEXT` stops a document being cited at once, `reinstate ID` takes that back, and "
        "`withdraw` alone lists what is withdrawn.",
        epilog=_EXIT_STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=_place,
        metavar="PATH|URL",
        help=f"files, folders, web pages, feeds and {LIST_SUFFIX} files of web addresses (default: the corpus)",
    )
    parser.add_argument("--store", type=Path, metavar="DIR", help="the folder of the store")
    parser.add_argument("--dry-run", action="store_true", help="print the plan and write nothing")
    parser.add_argument("--prune", action="store_true", help="remove documents whose files or pages are gone")
    parser.add_argument("--rebuild", action="store_true", help="start anew: read and embed everything again")
    parser.add_argument(
        "--force", action="store_true", help="publish even if less than half of the documents would be left"
    )
    parser.add_argument(
        "--rollback", action="store_true", help="go back to the generation before the live one; again goes further back"
    )
    parser.add_argument("--watch", action="store_true", help="go on: ingest whenever a file changes, until Ctrl-C")
    parser.add_argument("--reason", metavar="TEXT", help="with withdraw: why, in a sentence that readers will see")
    parser.add_argument("--json", action="store_true", help="report as one JSON object a line, and print nothing else")
    return parser


def _place(text: str) -> Path | str:
    """A path, or a web address as it stands: a Path would take a slash from it."""
    return text if "://" in text else Path(text)


def _watch(options: argparse.Namespace, settings: Settings) -> int:
    """Ingest after every change; what goes wrong in one round is told, and the next one tries again."""
    roots = roots_of(options, settings)
    told = ""

    def once(visit: bool) -> bool:
        nonlocal told
        try:
            _tell(ingest(options, settings, visit=visit), options)
        except IngestError as error:
            if told != str(error):  # once is enough while it lasts
                _tell(of_error("ingest", str(error)), options)
            told = str(error)
            return False
        told = ""
        options.rebuild = False
        return True

    # A KeyboardInterrupt that is raised while Python cleans up an object goes no further; this is remembered.
    interrupted = threading.Event()

    def interrupt(*_: object) -> None:
        interrupted.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    with suppress(KeyboardInterrupt):
        watch(
            lambda: look_at(roots, settings.corpus),
            once,
            Clock(),
            has_addresses=len(roots) < len(options.paths),
            visit_every=60 * settings.fetch_every_minutes,
            stopped=interrupted.is_set,
        )
    print("Stopped watching. The store holds what was published last.", file=sys.stderr)
    return 0


def _doctor(store: Store) -> Report:
    problems = store.problems()
    if not problems:
        raise IngestError(f"There is no store in {store.place}. Run `python -m ingest` to make it.")
    whole = {name: store.generation(name).manifest for name, found in problems.items() if not found}
    return of_doctor(problems, whole, store.place)


def _stand(verb: str, named: Sequence[str], reason: str, store: Store) -> Report:
    """Withdraw a document, reinstate it, or list what is withdrawn."""
    live = store.open()
    if live is None:
        raise IngestError(f"There is no store in {store.place}. Run `python -m ingest` to make it.")
    if not named and verb == "withdraw" and not reason:
        return of_withdrawn(store.withdrawn.notices(), store.place)
    if len(named) != 1 or (verb == "withdraw") != bool(reason):
        raise IngestError("Write `python -m ingest withdraw ID --reason TEXT`, or `python -m ingest reinstate ID`.")
    if verb == "withdraw":
        return of_standing(verb, store.withdrawn.withdraw(named[0], reason, live), store.place)
    return of_standing(verb, store.withdrawn.reinstate(named[0], live), store.place)


def _roll_back(store: Store) -> Report:
    if store.current_name() is None:
        raise IngestError(f"There is no store in {store.place}, so there is nothing to go back to.")
    with store.lock():
        before, live = store.roll_back()
    return of_roll_back(before, live, store.place)


if __name__ == "__main__":
    sys.exit(main())
