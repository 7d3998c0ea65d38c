"""What a reader makes of a file's bytes, before it is cleaned and its header is taken."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from ingest.types import Kind, Published

# Stands in the text of a file with pages where each page after the first begins. Unicode keeps it for a program's own
# use, and no text may hold it.
NEW_PAGE = "\ufdd0"


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file and what its markup says about it; None where it says nothing.

    ``created`` is when the file says it was made, which goes for its date of publication where nothing else does.
    Where it ``has_pages``, NEW_PAGE marks them in the text. ``language`` is a tag as it is written there, "en-GB".
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    published: Published | None = None
    kind: Kind | None = None
    url: str | None = None
    created: Published | None = None
    has_pages: bool = False
    language: str | None = None
    supersedes: str | None = None


# The path is only the name that messages use and is never opened. Raises LoadError.
Reader = Callable[[bytes, PurePath], Extract]
