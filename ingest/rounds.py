"""One round of an ingest, from the options of a command line to its report: fetch, plan, publish, compare."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tqdm import tqdm

from ingest.changes import figure_changes
from ingest.embed import encoder_name
from ingest.errors import IngestError, StoreError
from ingest.fetch.cache import Cache, open_cache
from ingest.fetch.found import found_in
from ingest.find import SUFFIXES, Found, find_files
from ingest.generation import Generation
from ingest.plan import Plan
from ingest.report import Figures, Report, of_ingest
from ingest.server import open_store
from ingest.settings import Settings
from ingest.spread import open_spread
from ingest.store import Store
from ingest.sync import Done, carry_out, make_plan


def roots_of(options: argparse.Namespace, settings: Settings) -> list[Path]:
    """The files and folders to read: the corpus when nothing was named, not even an address."""
    return [place for place in options.paths or [settings.corpus] if isinstance(place, Path)]


def ingest(options: argparse.Namespace, settings: Settings, *, visit: bool = True) -> Report:
    """Read what the options name, publish what changed and report it.

    ``visit`` says whether to ask the web. Raises IngestError when nothing can be done.
    """
    with open_cache(settings.store / "web", dry_run=options.dry_run) as cache:
        web = _fetched(options, settings, cache) if visit else found_in(cache)
        report = _update(options, settings, web)
        if (options.prune or options.rebuild) and not options.dry_run:
            for id_ in web.gone:
                cache.forget(id_)
    return report


def _fetched(options: argparse.Namespace, settings: Settings, cache: Cache) -> Found:
    """What is kept from the web, after a visit to the addresses given and listed."""
    roots = roots_of(options, settings)
    urls = [place for place in options.paths if isinstance(place, str)]
    lists = find_files(roots, settings.corpus).lists
    if not (urls or lists):
        return found_in(cache)
    # What speaks to the web is imported only by a run that does.
    from ingest.fetch.client import Client
    from ingest.fetch.refresh import refresh

    with cache.writing(), _bar("Fetching", "pages") as tell:
        return found_in(cache, refresh(urls, lists, roots, cache, Client(settings), settings, tell))


def _update(options: argparse.Namespace, settings: Settings, web: Found) -> Report:
    store = open_store(settings)
    # A rebuild does not ask what was there: it may be what has to be mended.
    before = None if options.rebuild else store.current_name()
    plan = _planned(options, settings, store, web)
    if not (plan.found or plan.gone or plan.removed):
        raise IngestError(_nothing_found(options.paths or [settings.corpus]))
    done = None
    if plan.writes and not options.dry_run:
        with store.lock():
            if not options.rebuild and store.current_name() != before:
                plan = _planned(options, settings, store, web)  # another ingest came first
            done = _publish(plan, store, options, settings)
    return of_ingest(plan, done, _figures(plan), store.place, store.withdrawn.notices(), dry_run=options.dry_run)


def _figures(plan: Plan) -> Figures:
    """The figures that changed in each document that did."""
    texts = {document.source.id: document.text for document in plan.documents}
    found = {}
    with _bar("Comparing", "documents") as tell:
        for id_, old in plan.replaced.items():
            found[id_] = figure_changes(old.text, texts[id_])
            tell(len(plan.replaced), 1)
    return found


def _nothing_found(places: Sequence[Path | str]) -> str:
    where = ", ".join(map(str, places))
    return f"No document was found under {where}. Put {', '.join(SUFFIXES)} files there, or give another path."


def _planned(options: argparse.Namespace, settings: Settings, store: Store, web: Found) -> Plan:
    live = _live(options, store)
    with _bar("Reading", "files") as tell:
        return make_plan(
            roots_of(options, settings),
            settings,
            live,
            prune=options.prune,
            progress=partial(tell, None),
            web=web,
            afresh=options.rebuild,
        )


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
            partial(open_spread, settings),
            keep=settings.keep_generations,
            progress=lambda done, total: tell(total, done),
            force=options.force,
            reuse=not options.rebuild,
            room=settings.keep_earlier_characters,
        )


@contextmanager
def _bar(title: str, unit: str) -> Iterator[Callable[[int | None, int], None]]:
    """A progress bar on a terminal for work longer than a second; tell it (the total or None, how many more)."""
    with tqdm(desc=title, unit=f" {unit}", delay=1, disable=None, leave=False, file=sys.stderr) as bar:

        def tell(total: int | None, more: int) -> None:
            bar.total = total
            bar.update(more)

        yield tell
