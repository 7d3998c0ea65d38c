"""Whether what stands beside a name in a list is that name's own, as in the quotes (pure).

"Leeds, for games; York, for space; and Hull, for data": York did not win for data.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.proof.basis import Basis
from ingest.keywords import terms

_APART = re.compile(r";\s(?:and\s)?")
_LEADS_IN = re.compile(r"(?:\b(?:are|were|is|was|include|includes|included|by|to)|:)\s(?=[A-Z])")
_NAMED = re.compile(r"(?P<name>(?:the\s)?[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*)*),\s(?P<what>.+)")
_CLAUSE_ENDS = re.compile(r"[;.]|, (?:and|while|whereas|but) ")


@dataclass(frozen=True, slots=True)
class _Entry:
    """The stems of a name and of what is told of it that no other entry of the list has."""

    name: frozenset[str]
    what: frozenset[str]


def entry_fault(words: str, basis: Basis) -> str | None:
    """What another entry of a list has, told of one of its names, in a phrase; mostly None."""
    lists = [entries for told in basis.told if len(entries := _entries(told.statement.text)) > 1]
    for clause in _CLAUSE_ENDS.split(words) if lists else ():
        said = frozenset(terms(clause))
        for entries in lists:
            named = [entry for entry in entries if entry.name & said]
            others = [entry.what & said for entry in entries if entry not in named]
            if len(named) == 1 and any(others) and not named[0].what & said:
                return f"what another of the list has: {min(frozenset().union(*others))}"
    return None


def _entries(text: str) -> Sequence[_Entry]:
    """The entries of a list whose every one has a name and, behind a comma, what is told of it; else none."""
    first, *others = _APART.split(text.rstrip(" ."))
    found = [_NAMED.fullmatch(part) for part in (_LEADS_IN.split(first)[-1], *others)]
    pairs = [(frozenset(terms(one["name"])), frozenset(terms(one["what"]))) for one in found if one]
    if len(pairs) < len(found):
        return ()
    return [_Entry(name - _union(pairs, at), what - name - _union(pairs, at)) for at, (name, what) in enumerate(pairs)]


def _union(pairs: Sequence[tuple[frozenset[str], frozenset[str]]], but: int) -> frozenset[str]:
    return frozenset().union(*(stems for at, pair in enumerate(pairs) if at != but for stems in pair))
