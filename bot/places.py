"""The places that a text says something to be in, as far as their wording shows (pure)."""

import re
from collections.abc import Iterable, Sequence

from bot.traits import scopes_of
from ingest.keywords import terms

_CAPITALISED = re.compile(r"\b[A-Z][\w-]*[a-z](?![\w-])")
_TIMES = frozenset(
    "january february march april may june july august september october november december spring summer autumn winter "
    "early mid late".split()
)

# Scopes that hold many places.
_WIDE = frozenset(("UK", "Europe", "world"))


def places_in(text: str, names: Sequence[str] | None = None) -> set[str]:
    """The stems of those names of one word that something is said to be in; not times, nor what scopes stand for.

    ``names`` are those to look at; else all words with a capital.
    """
    found = set()
    for name in _CAPITALISED.findall(text) if names is None else names:
        # The plain look first: it spares a pattern for each name of each sentence.
        is_place = f"in {name}" in text and re.search(rf"\bin {re.escape(name)}(?![\w'’-]| [A-Z])", text)
        if is_place and " " not in name and name.lower() not in _TIMES and not scopes_of(name):
            found.update(terms(name))
    return found


def elsewhere(text: str, other: str, texts: Iterable[str]) -> bool:
    """Whether two texts name places, none of them both; a place is what any of the ``texts`` says something is in.

    Or the one names a place, and the other speaks of a country or more, and of no place in it.
    """
    known = {place for one in texts for place in places_in(one)}
    here, there = known & set(terms(text)), known & set(terms(other))
    if here and there:
        return not here & there
    return bool(here and scopes_of(other) & _WIDE) or bool(there and scopes_of(text) & _WIDE)
