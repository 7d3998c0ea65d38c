"""Bring the cache up to date: ask for what is named, and for what the feeds among it name."""

import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from ingest.clock import stamp
from ingest.errors import FetchError, LoadError
from ingest.fetch.address import Address, parse_address, shorten
from ingest.fetch.cache import FEED, Cache, Record, body_name
from ingest.fetch.client import NOT_MODIFIED, Answer, Client, GoneError
from ingest.fetch.content import content_of
from ingest.fetch.feed import Entry, entries_of
from ingest.fetch.lists import read_list
from ingest.find import Refused, location_of
from ingest.settings import Settings
from ingest.types import Published

LIST, FEED_OF = "list ", "feed "
DROPPED = "is not listed any more"
NOT_IN_NAMES = re.compile(r"[^\w-]+")
NAME_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Wish:
    """A page to ask for. ``via`` is the list or feed that names it, ``published`` the date that the feed gives."""

    place: Address
    via: str = ""
    published: Published | None = None

    @property
    def is_entry(self) -> bool:
        """Whether a feed names it."""
        return self.via.startswith(FEED_OF)


def refresh(
    urls: Sequence[str],
    lists: Sequence[Path],
    roots: Sequence[Path],
    cache: Cache,
    client: Client,
    settings: Settings,
    progress: Callable[[int, int], None] = lambda total, more: None,
) -> list[Refused]:
    """Fetch what ``urls`` and ``lists`` name; what could not be, with its reason, and the others go on.

    What was fetched before stays when it cannot be fetched now. It is marked as gone when its host says so, or when the
    list that named it does not any more, or is missing below ``roots``.
    """
    wishes, refused = _wishes(urls, lists, settings)
    waiting = deque(wishes)
    named: set[str] = set()
    while waiting:
        wish = waiting.popleft()
        if wish.place.id not in named:
            named.add(wish.place.id)
            more, failed = _visit(wish, cache, client, settings)
            waiting += more
            refused += failed
        progress(len(named) + len(waiting), 1)
    _mark_dropped(cache, named, _current_lists(cache, lists, roots, settings.corpus))
    return refused


def _wishes(urls: Sequence[str], lists: Sequence[Path], settings: Settings) -> tuple[list[Wish], list[Refused]]:
    wishes, refused = [], []
    for url in urls:
        try:
            wishes.append(Wish(parse_address(url)))
        except FetchError as error:
            refused.append(Refused(shorten(url), str(error)))
    for path in lists:
        try:
            found = read_list(path, settings)
        except LoadError as error:
            refused.append(Refused(str(path), str(error)))
            continue
        wishes += [Wish(place, LIST + location_of(path, settings.corpus)) for place in found.places]
        refused += found.refused
    return wishes, refused


def _visit(wish: Wish, cache: Cache, client: Client, settings: Settings) -> tuple[list[Wish], list[Refused]]:
    """Ask for one page and keep it; what it names in turn when it is a feed, and what went wrong."""
    kept = _whole(cache, wish.place.id)
    try:
        answer = client.fetch(wish.place, _conditions(kept))
        record, body = _unchanged(wish, answer, kept) or _changed(wish, answer, kept)
        cache.save(record, body)
        if not record.is_feed:
            return [], []
        return _entries(record, entries_of(cache.read_body(record), record.url), settings.fetch_feed_entries)
    except FetchError as error:
        if kept and isinstance(error, GoneError):
            cache.save(replace(kept, gone="is not there any more"))
        return [], [Refused(wish.place.url, _told(str(error), wish.place.url, kept))]


def _whole(cache: Cache, id_: str) -> Record | None:
    """What is kept of the page, if its body is still the one that was fetched."""
    record = cache.get(id_)
    try:
        return record if record and sha256(cache.read_body(record)).hexdigest() == record.digest else None
    except FetchError:
        return None


def _conditions(kept: Record | None) -> Mapping[str, Mapping[str, str]]:
    """The headers that ask whether the page has changed, for the address that gave the validators."""
    if not kept:
        return {}
    headers = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
    given = {name: value for name, value in headers.items() if value}
    return {kept.url: given} if given else {}


def _unchanged(wish: Wish, answer: Answer, kept: Record | None) -> tuple[Record, None] | None:
    if kept and answer.response.status == NOT_MODIFIED:
        return replace(kept, published=wish.published, via=wish.via, gone=""), None
    return None


def _changed(wish: Wish, answer: Answer, kept: Record | None) -> tuple[Record, bytes | None]:
    """The record of what came, and its body unless that is kept already. Raises FetchError for what cannot be read."""
    response = answer.response
    content = content_of(answer.place, response.headers.get("content-type", ""), response.body)
    if content.suffix == FEED and wish.is_entry:
        raise FetchError(
            f"{answer.place.url} is a feed that another feed names, which is not followed. Give it itself."
        )
    digest = sha256(content.body).hexdigest()
    name = body_name(_file_name(answer.place) + content.suffix, digest)
    same = kept is not None and kept.digest == digest and kept.body == name
    record = Record(
        id=wish.place.id,
        asked=wish.place.url,
        url=answer.place.url,
        body=name,
        digest=digest,
        fetched=kept.fetched if kept and same else stamp(),
        etag=response.headers.get("etag", ""),
        last_modified=response.headers.get("last-modified", ""),
        published=wish.published,
        via=wish.via,
    )
    return record, None if same else content.body


def _entries(feed: Record, entries: Sequence[Entry], most: int) -> tuple[list[Wish], list[Refused]]:
    """The pages that a feed names, those beyond ``most`` left out aloud."""
    wishes, refused = [], []
    for entry in entries[:most]:
        try:
            wishes.append(Wish(parse_address(entry.link), FEED_OF + feed.id, entry.published))
        except FetchError as error:
            refused.append(Refused(feed.url, f"names a page that is not asked: {error}"))
    if len(entries) > most:
        left = f"{feed.url} has {len(entries):,} entries; those after the first {most:,} are left out."
        refused.append(Refused(feed.url, f"{left} Raise CLUSTER_FETCH_FEED_ENTRIES to read them."))
    return wishes, refused


def _told(reason: str, url: str, kept: Record | None) -> str:
    """The reason as a sentence about ``url``, and what becomes of the copy."""
    told = reason if reason.startswith(url) else f"{url} cannot be fetched: {reason}"
    return f"{told} Its copy of {kept.fetched[:10]} is still answered from." if kept else told


def _current_lists(cache: Cache, lists: Iterable[Path], roots: Sequence[Path], corpus: Path) -> set[str]:
    """The lists that say all they have to say: those read in this run, and those that are missing below its roots."""
    read = {LIST + location_of(path, corpus) for path in lists}
    before = {record.via for record in cache.records() if record.via.startswith(LIST)}
    whole = {via: corpus.resolve() / via.removeprefix(LIST) for via in before}
    below = tuple(root.resolve() for root in roots)
    missing = {
        via for via, path in whole.items() if not path.exists() and any(path.is_relative_to(root) for root in below)
    }
    return read | missing


def _mark_dropped(cache: Cache, named: Collection[str], lists: Collection[str]) -> None:
    """Mark the pages that only these lists named, and do not any more; with a feed go the pages that it named.

    A feed that drops an entry says nothing: it holds the newest ones only.
    """
    records = [record for record in cache.records() if record.id not in named]
    dropped = [record for record in records if record.via in lists]
    feeds = {FEED_OF + record.id for record in dropped if record.is_feed}
    for record in [*dropped, *(record for record in records if record.via in feeds)]:
        cache.save(replace(record, gone=DROPPED))


def _file_name(place: Address) -> str:
    """A name for the body's file that reads like the page's title."""
    stem = PurePosixPath(unquote(place.target.partition("?")[0])).stem or place.host
    return NOT_IN_NAMES.sub("-", stem)[:NAME_CHARACTERS].strip("-") or "page"
