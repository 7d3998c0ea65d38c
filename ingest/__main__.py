"""`python -m ingest`: read the documents and publish what changed.

Exit status: 0 all is well, 1 some files could not be read (the others are published), 2 nothing was done.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from ingest.clock import Clock
from ingest.embed import encoder_name, open_encoder
from ingest.errors import IngestError, StoreError
from ingest.fetch.cache import Cache, open_cache
from ingest.fetch.found import found_in
from ingest.find import LIST_SUFFIX, SUFFIXES, Found, find_files
from ingest.generation import Generation
from ingest.settings import Settings, go_offline, read_settings
from ingest.store import Store
from ingest.sync import Done, Plan, carry_out, make_plan, shrinkage
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
            return _doctor(Store(settings.store))
        if options.rollback:
            return _roll_back(options, Store(settings.store))
        return _watch(options, settings) if options.watch else _ingest(options, settings)
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


def _roots(options: argparse.Namespace, settings: Settings) -> list[Path]:
    """The files and folders to read: the corpus when nothing was named, not even an address."""
    return [place for place in options.paths or [settings.corpus] if isinstance(place, Path)]


def _watch(options: argparse.Namespace, settings: Settings) -> int:
    """Ingest after every change; what goes wrong in one round is told, and the next one tries again."""
    roots = _roots(options, settings)
    told = ""

    def ingest(visit: bool) -> bool:
        nonlocal told
        try:
            _ingest(options, settings, visit=visit)
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
            ingest,
            Clock(),
            has_addresses=len(roots) < len(options.paths),
            visit_every=60 * settings.fetch_every_minutes,
        )
    except KeyboardInterrupt:
        print("Stopped watching. The store holds what was published last.", file=sys.stderr)
    return 0


def _ingest(options: argparse.Namespace, settings: Settings, *, visit: bool = True) -> int:
    with open_cache(settings.store / "web", dry_run=options.dry_run) as cache:
        web = _fetched(options, settings, cache) if visit else found_in(cache)
        status = _update(options, settings, web)
        if options.prune and not options.dry_run:
            for id_ in web.gone:
                cache.forget(id_)
    return status


def _fetched(options: argparse.Namespace, settings: Settings, cache: Cache) -> Found:
    """What is kept from the web, after a visit to the addresses given and listed."""
    roots = _roots(options, settings)
    urls = [place for place in options.paths if isinstance(place, str)]
    lists = find_files(roots, settings.corpus).lists
    if not (urls or lists):
        return found_in(cache)
    # What speaks to the web is imported only by a run that does.
    from ingest.fetch.client import Client
    from ingest.fetch.refresh import refresh

    with cache.writing(), _bar("Fetching", "pages") as tell:
        return found_in(cache, refresh(urls, lists, roots, cache, Client(settings), settings, tell))


def _update(options: argparse.Namespace, settings: Settings, web: Found) -> int:
    store = Store(settings.store)
    live, plan = _planned(options, settings, store, web)
    if not (plan.found or plan.gone or plan.removed):
        raise IngestError(_nothing_found(_roots(options, settings)))
    done = None
    if plan.writes and not options.dry_run:
        with store.lock():
            # A rebuild does not ask what was there: it may be what has to be mended.
            if not options.rebuild and store.current_name() != (live.name if live else None):
                live, plan = _planned(options, settings, store, web)  # another ingest came first
            done = _publish(plan, store, options, settings)
    report = _as_json(plan, done, settings) if options.json else _as_text(plan, done, dry_run=options.dry_run)
    print(report)
    return 1 if plan.failed else 0


def _nothing_found(paths: Sequence[Path]) -> str:
    where = ", ".join(map(str, paths))
    return f"No document was found under {where}. Put {', '.join(SUFFIXES)} files there, or give another path."


def _planned(
    options: argparse.Namespace, settings: Settings, store: Store, web: Found
) -> tuple[Generation | None, Plan]:
    live = _live(options, store)
    with _bar("Reading", "files") as tell:
        plan = make_plan(
            _roots(options, settings),
            settings,
            live,
            prune=options.prune,
            progress=partial(tell, None),
            web=web,
            afresh=options.rebuild,
        )
    return live, plan


def _live(options: argparse.Namespace, store: Store) -> Generation | None:
    try:
        live = store.open()
    except StoreError:
        if options.rebuild:
            return None  # it is what has to be mended
        raise
    if live and live.notice:
        print(live.notice, file=sys.stderr)
    return live


def _publish(plan: Plan, store: Store, options: argparse.Namespace, settings: Settings) -> Done:
    with _bar("Embedding", "passages") as tell:
        return carry_out(
            plan,
            store,
            encoder_name(settings),
            partial(open_encoder, settings),
            keep=settings.keep_generations,
            progress=lambda done, total: tell(total, done),
            force=options.force,
            reuse=not options.rebuild,
        )


def _doctor(store: Store) -> int:
    found = store.problems()
    if not found:
        raise IngestError(f"There is no store in {store.folder}. Run `python -m ingest` to make it.")
    live, *_ = found
    for name, problems in found.items():
        role = "" if name == live else ", kept to go back to,"
        count = None if problems else store.generation(name).manifest
        state = f"whole: {count.documents} documents, {count.passages} passages." if count else "damaged."
        print(" ".join([f"Generation {name}{role} is {state}", *problems]))
    if any(found.values()):
        print("Run `python -m ingest --rebuild` to make the store again.")
        return 1
    return 0


def _roll_back(options: argparse.Namespace, store: Store) -> int:
    if store.current_name() is None:
        raise IngestError(f"There is no store in {store.folder}, so there is nothing to go back to.")
    with store.lock():
        before, live = store.roll_back()
    if options.json:
        print(json.dumps({"store": str(store.folder), "rolled_back": before, "live": live}))
    else:
        print(
            f"Went back from generation {before} to {live}, which is live now. The files are as they were, and the "
            "next ingest publishes what they say: first put right or remove what was wrong."
        )
    return 0


@contextmanager
def _bar(title: str, unit: str) -> Iterator[Callable[[int | None, int], None]]:
    """A progress bar on a terminal for work longer than a second; tell it (the total or None, how many more)."""
    with tqdm(desc=title, unit=f" {unit}", delay=1, disable=None, leave=False, file=sys.stderr) as bar:

        def tell(total: int | None, more: int) -> None:
            bar.total = total
            bar.update(more)

        yield tell


def _as_text(plan: Plan, done: Done | None, *, dry_run: bool) -> str:
    lines = [
        f"{sign} {id_}" for sign, ids in (("+", plan.added), ("~", plan.changed), ("-", plan.removed)) for id_ in ids
    ]
    lines += [f"> {old} is now {new}" for old, new in plan.renamed.items()]
    lines += [f"= {twin.path} {twin.reason}" for twin in plan.twins]
    lines += [f"! {_sentence(refused.path, refused.reason)}" for refused in plan.failed]
    renamed = f"{len(plan.renamed)} renamed, " if plan.renamed else ""
    lines.append(
        f"{len(plan.added)} added, {len(plan.changed)} changed, {len(plan.unchanged)} unchanged, "
        f"{renamed}{len(plan.removed)} removed, {len(plan.failed)} failed."
    )
    if plan.gone:
        lines.append(
            f"{len(plan.gone)} have no file or page any more and are still answered from: {', '.join(plan.gone)}. "
            "Run again with --prune to remove them."
        )
    lines.append(_outcome(plan, done, dry_run=dry_run))
    return "\n".join(lines)


def _outcome(plan: Plan, done: Done | None, *, dry_run: bool) -> str:
    if done:
        return (
            f"Published generation {done.generation}: {done.passages} passages, {done.embedded} of them newly embedded."
        )
    if dry_run and plan.writes:
        return " ".join(filter(None, ["This was a dry run: nothing was written.", shrinkage(plan)]))
    return "Nothing has changed: nothing was embedded or written."


def _sentence(path: str, reason: str) -> str:
    return reason if reason.startswith(path) else f"{path} {reason}"


def _as_json(plan: Plan, done: Done | None, settings: Settings) -> str:
    report: dict[str, Any] = {
        "added": plan.added,
        "changed": plan.changed,
        "unchanged": len(plan.unchanged),
        "removed": plan.removed,
        "renamed": [{"from": old, "to": new} for old, new in plan.renamed.items()],
        "gone": plan.gone,
        "twins": [{"id": twin.path, "reason": twin.reason} for twin in plan.twins],
        "failed": [{"path": item.path, "reason": _sentence(item.path, item.reason)} for item in plan.failed],
        "ignored": plan.ignored,
        "store": str(settings.store),
        "published": done and done.generation,
        "embedded": done.embedded if done else 0,
    }
    return json.dumps(report, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
