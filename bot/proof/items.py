"""The items of a list in a text (pure)."""

import re
from collections.abc import Sequence

_IN_BRACKETS = re.compile(r"\s?\([^()]*\)")
_COMMA = re.compile(r"[,;]\s(?P<last>and\s)?")
# "The Department for Business, Innovation and Skills" is one.
_DEPARTMENT = re.compile(
    r"\bDepartment (?:for|of) [A-Z]\w+(?:, (?:Energy|Enterprise|Innovation|Science|Universities|Culture|Media|Food|"
    r"Housing|Environment|Communities)){1,3} (?:and|&) [A-Z]\w+"
)
_JOINED = (", ", ",_"), (" and ", "_and_")


def items_of(listed: str) -> Sequence[str]:
    """The items, without what is in brackets: where commas part them, an "and" may stand in a name but the last one.

    "Roe, the Cell and Gene Centre and Lund" has three.
    """
    bare = _DEPARTMENT.sub(lambda name: _replaced(name.group(), joined=True), _IN_BRACKETS.sub("", listed))
    commas = list(_COMMA.finditer(bare))
    *others, last = (item for item in _COMMA.split(bare)[::2])
    if not any(found["last"] for found in commas):
        others, last = [*others, *(last.rsplit(" and ", 1) if commas else last.split(" and "))], ""
    return [_replaced(item, joined=False) for item in (*others, last) if item]


def _replaced(name: str, *, joined: bool) -> str:
    """A name with its commas and its "and" joined to the words beside them, or apart again."""
    for apart, together in _JOINED:
        name = name.replace(apart, together) if joined else name.replace(together, apart)
    return name
