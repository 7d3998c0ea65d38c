"""`python -m ingest`: read the documents and publish what changed.

Exit status: 0 all is well, 1 some files could not be read (the others are published), 2 nothing was done.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.clock import Clock
from ingest.errors import IngestError
from ingest.find import LIST_SUFFIX
from ingest.rounds import ingest, roots_of
from ingest.server import open_store
from ingest.settings import Settings, go_offline, read_settings
from ingest.store import Store
from ingest.watch import look_at, watch


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; see the module's first lines for the exit status."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        if options.store:
            settings = settings.model_copy(update={"store": options.store})
        go_offline(settings)
        if options.paths == [Path("doctor")]:
            return _doctor(open_store(settings))
        if options.rollback:
            return _roll_back(options, open_store(settings))
        return _watch(options, settings) if options.watch else ingest(options, settings)
    except IngestError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. The store is as it was.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Read documents and publish what changed. `python -m ingest doctor` checks the store instead.",
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
    parser.add_argument("--json", action="store_true", help="report as JSON")
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
            ingest(options, settings, visit=visit)
        except IngestError as error:
            if told != str(error):  # once is enough while it lasts
                print(error, file=sys.stderr, flush=True)
            told = str(error)
            return False
        told = ""
        options.rebuild = False
        sys.stdout.flush()
        return True

    try:
        watch(
            lambda: look_at(roots, settings.corpus),
            once,
            Clock(),
            has_addresses=len(roots) < len(options.paths),
            visit_every=60 * settings.fetch_every_minutes,
        )
    except KeyboardInterrupt:
        print("Stopped watching. The store holds what was published last.", file=sys.stderr)
    return 0


def _doctor(store: Store) -> int:
    found = store.problems()
    if not found:
        raise IngestError(f"There is no store in {store.place}. Run `python -m ingest` to make it.")
    live, *_ = found
    for name, problems in found.items():
        role = "" if name == live else ", kept to go back to,"
        count = None if problems else store.generation(name).manifest
        state = f"whole: {count.documents} documents, {count.passages} passages." if count else "damaged."
        print(" ".join([f"Generation {name}{role} is {state}", *problems]))
    if not any(found.values()):
        return 0
    # Where one before it is whole, the next ingest makes the live one of that.
    is_mended = found[live] and not all(found.values())
    print(f"Run `python -m ingest{'' if is_mended else ' --rebuild'}` to make the store again.")
    return 1


def _roll_back(options: argparse.Namespace, store: Store) -> int:
    if store.current_name() is None:
        raise IngestError(f"There is no store in {store.place}, so there is nothing to go back to.")
    with store.lock():
        before, live = store.roll_back()
    if options.json:
        print(json.dumps({"store": store.place, "rolled_back": before, "live": live}))
    else:
        print(
            f"Went back from generation {before} to {live}, which is live now. The files are as they were, and the "
            "next ingest publishes what they say: first put right or remove what was wrong."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
