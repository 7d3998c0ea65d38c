"""The items of a list in a text (pure)."""

import re
from collections.abc import Sequence

_IN_BRACKETS = re.compile(r"\s?\([^()]*\)")
_COMMA = re.compile(r"[,;]\s(?P<last>and\s)?")


def items_of(listed: str) -> Sequence[str]:
    """The items, without what is in brackets: where commas part them, an "and" may stand in a name but the last one.

    "Roe, the Cell and Gene Centre and Lund" has three.
    """
    bare = _IN_BRACKETS.sub("", listed)
    commas = list(_COMMA.finditer(bare))
    *others, last = (item for item in _COMMA.split(bare)[::2])
    if any(found["last"] for found in commas):
        return [*others, last]
    return [*others, *(last.rsplit(" and ", 1) if commas else last.split(" and "))]
