"""What is kept from the web, as the plan of an ingest sees it."""

from collections.abc import Iterable

from ingest.fetch.cache import Cache
from ingest.find import File, Found, Refused
from ingest.origin import Origin


def found_in(cache: Cache, refused: Iterable[Refused] = ()) -> Found:
    """The pages of the cache as files; ``refused`` is what could not be fetched."""
    pages = [record for record in cache.records() if not record.is_feed]
    return Found(
        files=tuple(
            File(cache.body_path(page), page.id, Origin(page.url, page.published)) for page in pages if not page.gone
        ),
        refused=tuple(refused),
        gone=tuple(page.id for page in pages if page.gone),
    )
