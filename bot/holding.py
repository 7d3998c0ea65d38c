"""Whether a sentence tells what is asked for of another time, place, body or measure than the question names (pure).

"How many trials were there in the UK in 2025?" is answered neither by the number of 2024 nor by that of all Europe,
however alike they read. The rules are our own.
"""

import re
from collections.abc import Sequence

from bot.lexicon import Lexicon
from bot.matching import in_scope
from bot.question import Expects, Part
from bot.rows import row_in
from bot.timing import FIGURES, is_of_another_time, is_told_at_another_time
from bot.traits import bodies_of, scopes_of
from ingest.keywords import terms
from ingest.types import Published
from ingest.values import ValueKind, values_in

# Roles of which every body has its own; a minister or an MP is one of many, wherever he comes from.
_OF_A_BODY = frozenset(("ceo", "cfo", "cso", "cmo", "coo", "chair"))
_MEASURED_IN = (
    (r"\bhow (?:tall|high|deep|wide|far)\b", frozenset(("metres", "km", "miles", "minutes", "hours"))),
    (r"\b(?:acres|hectares)\b", frozenset(("acres", "hectares"))),
    (r"\bsq(?:uare)?\b", frozenset(("sq m", "sq ft", "sq miles"))),
)
_CAPITALISED = re.compile(r"\b[A-Z][\w-]*[a-z](?![\w-])")
_TIMES = frozenset(
    "january february march april may june july august september october november december spring summer autumn winter "
    "early mid late".split()
)
# Ways in which money moves: what is asked of one is not told by another.
_PRICE = re.compile(r"\b(?:do|does)\b.*\bcosts?\b|\b(?:price|fees?|charges?) (?:of|for|to|at)\b", re.IGNORECASE)
_OF_A_PRICE = re.compile(r"\b(?:cost\w*|price[ds]?|fees?|charg\w+|rent\w*|pay(?:s|able)?|worth|per)\b", re.IGNORECASE)
_RAISED = re.compile(r"\brais(?:ed?|ing)\b", re.IGNORECASE)
_OF_WHAT_IS_RAISED = re.compile(
    r"\b(?:rais\w+|invest\w*|attract\w*|secur\w+|financ\w+|rounds?|series|IPOs?|flotation|listing|floated|"
    r"venture capital)\b",
    re.IGNORECASE,
)
_OF_A_GRANT = re.compile(
    r"\b(?:award\w*|grant\w*|fund(?:s|ed|ing)|support\w*|subsid\w+|donat\w+|receiv\w+|won|win|invest\w*|rais\w+)\b",
    re.IGNORECASE,
)
_ASKS_A_SORT = re.compile(r"\bwhat (?:sort|kind|type)\b", re.IGNORECASE)
_IN_WORDS = re.compile(
    r"\b(?:no|none|nothing|never|all|both|every|each|most|many|several|half|majority|minority|third|quarters?|few|"
    r"double\w*|twice|tripl\w+|undisclosed|free|single|only)\b|rent-free",
    re.IGNORECASE,
)
# What may head the cells of a table that name its places.
_PLACES = frozenset(terms("city town place location region county country area site"))


def is_of_another(part: Part, text: str, published: Published | None, lexicon: Lexicon) -> bool:
    """Whether a sentence tells what is asked for, if at all, of another time, place or body than the question names.

    ``published`` is the date of its source: who holds a role is told of that time.
    """
    if _is_money_of_another_kind(part, text):
        return True
    if part.history:
        return False
    if part.roles and (is_told_at_another_time(part, text, published) or _is_role_in_another(part, text, lexicon)):
        return True
    return part.expects in FIGURES and (
        _has_no_value(part, text)
        or in_scope(part, text) == 0
        or _is_row_of_another_place(part, text)
        or _is_of_another_place(part, text)
        or is_of_another_time(part, text)
        or _is_in_another_measure(part, text)
    )


def _has_no_value(part: Part, text: str) -> bool:
    """Whether a number alone is asked for, and the sentence states none of any kind, nor says in words how many."""
    if _ASKS_A_SORT.search(part.asked):
        return False
    states = any(value.kind is not ValueKind.DATE for value in values_in(text))
    return not states and _IN_WORDS.search(text) is None


def _is_in_another_measure(part: Part, text: str) -> bool:
    """Whether a height is asked for, say, and an area told."""
    if part.expects is not Expects.SIZE:
        return False
    fitting = next((units for words, units in _MEASURED_IN if re.search(words, part.asked, re.IGNORECASE)), None)
    told = {value.unit.partition(" per ")[0] for value in values_in(text) if value.kind is ValueKind.MEASURE}
    return fitting is not None and bool(told) and not told & fitting


def _is_money_of_another_kind(part: Part, text: str) -> bool:
    """Whether it is asked what something costs, or what companies raised, and told what was granted for it."""
    if part.expects is not Expects.AMOUNT or not _OF_A_GRANT.search(text):
        return False
    asks_a_price = _PRICE.search(part.asked) and not _OF_A_PRICE.search(text)
    asks_what_is_raised = _RAISED.search(part.asked) and not _OF_WHAT_IS_RAISED.search(text)
    return bool(asks_a_price or asks_what_is_raised)


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
