"""Whether a value is told per the same unit of time, and a growth over the same time, as in its quotes (pure).

"£400m a month" is not "£400m a year", and what is up since 2019 is not up "on the year before".
"""

import re

from bot.proof.basis import Basis
from ingest.values import Value, ValueKind
from ingest.values.statements import statement_of

_ADVERBS = {
    "annual": "year", "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
    "hourly": "hour",
}  # fmt: skip
_RATE = re.compile(
    r"\s?(?:(?:an?|per|each|every)\s(?P<unit>year|month|week|day|hour|quarter)|"
    r"(?P<adverb>annually|yearly|monthly|weekly|daily|hourly))\b(?!\s(?:earlier|before|later|ago|previously)\b)"
)
_ON_THE_YEAR = re.compile(
    r"[^,;.]{0,25}?\b(?:(?:on|over|from|than) the (?:previous year|year (?:before|earlier))|year[- ]on[- ]year|"
    r"in a (?:single )?year)\b"
)
_SINCE, _SINCE_BEFORE = (
    re.compile(r"[^,;.]{0,20}\bsince (?:19|20)\d\d"),
    re.compile(r"\bsince (?:19|20)\d\d[^;.]{0,20}$"),
)


def rate_fault(words: str, basis: Basis) -> str | None:
    """The first value that is told per, or over, another time than in the quotes, in a phrase; mostly None."""
    for value in statement_of(words).values:
        if value.kind is ValueKind.DATE:
            continue
        told = basis.holding(value)
        unit = _per(words, value)
        if unit and told and all(_per(statement.text, other) not in (None, unit) for statement, other in told):
            return f"a value per another time: {words[value.start : value.end]} a {unit}"
        if (
            _ON_THE_YEAR.match(words, value.end)
            and told
            and all(_is_since(statement.text, other) for statement, other in told)
        ):
            return f"a growth over another time: {words[value.start : value.end]}"
    return None


def _per(text: str, value: Value) -> str | None:
    """The unit of time that a value is told per; None for a value of no time."""
    found = _RATE.match(text, value.end) or _RATE.search(text, value.bare_start, value.end)
    return found and (found["unit"] or _ADVERBS[found["adverb"]])


def _is_since(text: str, value: Value) -> bool:
    return bool(_SINCE.match(text, value.end) or _SINCE_BEFORE.search(text, 0, value.start))
