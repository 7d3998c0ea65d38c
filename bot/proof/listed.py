"""Whether who a sentence lists stands in the list of the quotes, and nobody from elsewhere among them (pure)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.lexicon import initials
from bot.proof.basis import Basis
from bot.proof.items import items_of
from ingest.keywords import terms

_NAME = r"(?:the )?(?:[A-Z][\w&’'-]*)(?: (?:(?:of|for|the|de|van) )*[A-Z][\w&’'-]*)*(?: \([\w&. ]+\))?"
_LIST = re.compile(rf"{_NAME}(?:, {_NAME})+,? and {_NAME}")
# What stands between the items of a list; nothing is given back, so that no text takes long.
_JOINS = re.compile(r"(?:[\s,;&()]|[A-Z][\w&’'-]*+|(?:and|the|of|for)\b)*+")
_LEAST = 2  # names that both lists have beside the stranger


def listed_fault(words: str, basis: Basis) -> str | None:
    """The first name of a list that is in no list of the quotes with the others, in a phrase; mostly None."""
    for names in _lists(words):
        for told in basis.told:
            text = told.statement.text
            held = {name: place for name in names if (place := _place(name, text)) is not None}
            strangers = [name for name in names if name not in held]
            if len(held) < _LEAST or len(strangers) != 1 or not _are_listed(list(held.values()), text):
                continue
            if not _is_there(strangers[0], f"{text}\n{basis.cards}"):
                return f"a name that is not in the list: {strangers[0]}"
    return None


def _is_there(name: str, text: str) -> bool:
    """Whether a text has a word of a name, or its initials; "Together, ..." opens a sentence and is no name."""
    capitals = [word for word in re.findall(r"[\w&’'-]+", name) if word[0].isupper()]
    return any(word.lower() in text.lower() for word in capitals) or (len(capitals) > 1 and initials(name) in text)


def _lists(words: str) -> Iterator[list[str]]:
    for found in _LIST.finditer(words):
        yield [re.sub(r"^[Tt]he ", "", item) for item in items_of(found.group()) if terms(item)]


def _place(name: str, text: str) -> tuple[int, int] | None:
    found = re.search(rf"\b{re.escape(name)}\b", text)
    return found.span() if found else None


def _are_listed(places: list[tuple[int, int]], text: str) -> bool:
    """Whether names stand side by side in a text."""
    places.sort()
    return all(_JOINS.fullmatch(text, one[1], other[0]) for one, other in pairwise(places))
