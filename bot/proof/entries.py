"""Whether what stands beside a name in a list is that name's own, as in the quotes (pure).

"Leeds, for games; York, for space; and Hull, for data": York did not win for data.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.proof.basis import Basis
from bot.proof.rows import is_respective
from ingest.keywords import terms

_APART = re.compile(r";\s(?:and\s)?")
_LEADS_IN = re.compile(r"(?:\b(?:are|were|is|was|include|includes|included|by|to)|:)\s(?=[A-Z])")
_NAMED = re.compile(r"(?P<name>(?:the\s)?[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*)*),\s(?P<what>.+)")
_CLAUSE_ENDS = re.compile(r"[;.]|, (?:and|while|whereas|but) ")
_NEXT = re.compile(r" and (?=(?:the )?[A-Z])")


@dataclass(frozen=True, slots=True)
class _Entry:
    """The stems of a name and of what is told of it that no other entry of the list has."""

    name: frozenset[str]
    what: frozenset[str]


def entry_fault(words: str, basis: Basis) -> str | None:
    """What another entry of a list has, told of one of its names, in a phrase; mostly None."""
    if is_respective(words):  # another rule reads whose each is
        return None
    lists = [entries for told in basis.told if len(entries := _entries(told.statement.text)) > 1]
    for entries in lists:
        for clause in _CLAUSE_ENDS.split(words):
            parts = _NEXT.split(clause) if len(_named(clause, entries)) > 1 else [clause]
            if anothers := next((found for part in parts if (found := _of_another(part, entries))), None):
                return f"what another of the list has: {min(anothers)}"
    return None


def _named(clause: str, entries: Sequence[_Entry]) -> Sequence[_Entry]:
    said = frozenset(terms(clause))
    return [entry for entry in entries if entry.name & said]


def _of_another(clause: str, entries: Sequence[_Entry]) -> frozenset[str]:
    """The stems that a clause has of other entries than the one that it names, and of that none."""
    said, named = frozenset(terms(clause)), _named(clause, entries)
    if len(named) != 1 or named[0].what & said:
        return frozenset()
    return frozenset().union(*(entry.what & said for entry in entries if entry not in named))


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
