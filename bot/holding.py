"""Whether a sentence tells what is asked for of another time, place or body than the question names (pure).

"How many trials were there in the UK in 2025?" is answered neither by the number of 2024 nor by that of all Europe,
however alike they read. The rules are our own.
"""

import re
from collections.abc import Sequence

from bot.lexicon import Lexicon
from bot.matching import in_scope
from bot.question import Part
from bot.rows import row_in
from bot.timing import FIGURES, is_of_another_time, is_told_at_another_time
from bot.traits import bodies_of, scopes_of
from ingest.keywords import terms
from ingest.types import Published

# Roles of which every body has its own; a minister or an MP is one of many, wherever he comes from.
_OF_A_BODY = frozenset(("ceo", "cfo", "cso", "cmo", "coo", "chair"))
_CAPITALISED = re.compile(r"\b[A-Z][\w-]*[a-z](?![\w-])")
_TIMES = frozenset(
    "january february march april may june july august september october november december spring summer autumn winter "
    "early mid late".split()
)
# What may head the cells of a table that name its places.
_PLACES = frozenset(terms("city town place location region county country area site"))


def is_of_another(part: Part, text: str, published: Published | None, lexicon: Lexicon) -> bool:
    """Whether a sentence tells what is asked for, if at all, of another time, place or body than the question names.

    ``published`` is the date of its source: who holds a role is told of that time.
    """
    if part.history:
        return False
    if part.roles and (is_told_at_another_time(part, text, published) or _is_role_in_another(part, text, lexicon)):
        return True
    return part.expects in FIGURES and (
        in_scope(part, text) == 0
        or _is_row_of_another_place(part, text)
        or _is_of_another_place(part, text)
        or is_of_another_time(part, text)
    )


def _is_role_in_another(part: Part, text: str, lexicon: Lexicon) -> bool:
    """Whether the roles asked about are told of other bodies alone: the chief executive of a tenant."""
    bodies = [body for role in part.roles & _OF_A_BODY for body in bodies_of(role, lexicon.spelled_out(text))]
    return bool(part.names and bodies) and not any(set(terms(body)) & part.names for body in bodies)


def _is_of_another_place(part: Part, text: str) -> bool:
    """Whether what is asked of one place, "in Oxford", is told of others, "in Cambridge"."""
    asked = _places_in(part.asked, part.entities)
    said = _places_in(text, _CAPITALISED.findall(text))
    return bool(asked and said) and not asked & set(terms(text))


def _places_in(text: str, names: Sequence[str]) -> set[str]:
    """The stems of those names of one word that something is said to be in; not times, nor what scopes stand for."""
    found = set()
    for name in names:
        is_place = re.search(rf"\bin {re.escape(name)}(?![\w'’-]| [A-Z])", text)
        if is_place and " " not in name and name.lower() not in _TIMES and not scopes_of(name):
            found.update(terms(name))
    return found


def _is_row_of_another_place(part: Part, text: str) -> bool:
    """Whether a table's row is about a city, say, and the question about another: neither names the other's."""
    row = row_in(text)
    if row is None or not part.names:
        return False
    asked, heading = part.names | set(part.terms), set(terms(row.heading))
    return bool(heading & _PLACES) and not heading & asked and not asked & set(terms(row.subject))
