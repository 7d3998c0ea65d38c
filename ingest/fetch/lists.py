"""Lists of URLs: text files, one address a line, with comments after ``#``."""

from dataclasses import dataclass
from pathlib import Path

from ingest.errors import FetchError, LoadError
from ingest.fetch.address import Address, parse_address
from ingest.find import Refused
from ingest.load import read_bytes
from ingest.load.clean import printable
from ingest.load.text import decode
from ingest.settings import Settings

MOST_LINES = 10_000


@dataclass(frozen=True, slots=True)
class UrlList:
    """A list as it was read: its addresses in order, and the lines that hold none."""

    path: Path
    places: tuple[Address, ...]
    refused: tuple[Refused, ...]


def read_list(path: Path, settings: Settings) -> UrlList:
    """The addresses in a file. Raises LoadError when it cannot be read or is too long."""
    name = printable(path)
    lines = decode(read_bytes(path, settings), path).splitlines()
    if len(lines) > MOST_LINES:
        raise LoadError(f"{name} has {len(lines):,} lines, above the limit of {MOST_LINES:,}. Split it.")
    places: dict[Address, None] = {}
    refused = []
    for number, line in enumerate(lines, start=1):
        text = _without_comment(line)
        try:
            if text:
                places[parse_address(text)] = None
        except FetchError as error:
            refused.append(Refused(name, f"line {number}: {error}"))
    return UrlList(path, tuple(places), tuple(refused))


def _without_comment(line: str) -> str:
    """The line up to a ``#`` at its start or after a space: inside an address it begins a fragment."""
    return "" if line.lstrip().startswith("#") else line.replace("\t", " ").partition(" #")[0].strip()
