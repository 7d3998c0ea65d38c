"""The date in a web address: /2019/10/07/, /2019/oct/07/, /2019-10-07-title, /2019/10/, /news/2019/."""

import re
from datetime import date
from urllib.parse import urlsplit

from ingest.load.dates import MONTHS, parse_published
from ingest.types import Published

_MONTH_NAME = "|".join(name for name in MONTHS if name.isascii() and len(name) == 3)
YEAR = r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})"
SHAPES = [
    re.compile(rf"/{YEAR}/(?P<month>[0-9]{{1,2}}|{_MONTH_NAME})(?:/(?P<day>[0-9]{{1,2}}))?(?=/|$)", re.IGNORECASE),
    re.compile(rf"[/_-]{YEAR}(?P<mark>[-_]?)(?P<month>[0-9]{{2}})(?P=mark)(?P<day>[0-9]{{2}})(?![0-9])"),
    re.compile(rf"/{YEAR}-(?P<month>[0-9]{{2}})(?=/|$)"),
    re.compile(
        rf"/(?:news|press|media|releases?|blog|articles?|stor(?:y|ies)|posts?)[a-z-]*/{YEAR}(?=/|$)", re.IGNORECASE
    ),
]
# Where the date is that of an event or of the copy that was put there.
OF_SOMETHING_ELSE = re.compile(
    r"/(?:events?|calendar|agenda|whats-on|uploads?|files|media-files|assets|web)(?=/)", re.I
)


def published_in_url(url: str, today: date | None = None) -> Published | None:
    """The date that the address's path holds, a day, a month or a year; None where it holds none or that of an event.

    >>> str(published_in_url("https://example.org/2019/10/07/title"))
    '2019-10-07'
    """
    path = urlsplit(url).path
    if OF_SOMETHING_ELSE.search(path):
        return None
    for shape in SHAPES:
        found = shape.search(path)
        if found:
            return _parsed(found, today)
    return None


def _parsed(found: re.Match[str], today: date | None) -> Published | None:
    parts = found.groupdict()
    month = parts.get("month")
    number = MONTHS.get(month.lower(), 0) or int(month) if month else None
    written = "-".join([parts["year"], *(f"{int(part):02}" for part in (number, parts.get("day")) if part)])
    try:
        return parse_published(written, today)
    except ValueError:
        return None
