"""Whether who is named before a marker stands in the quotes of that marker (pure)."""

import re

from bot.proof.basis import Basis, words_of
from ingest.keywords import terms

_SUBJECT = re.compile(
    r"^(?:(?:and|while|whereas|but|whilst|though|although)\s)?(?:[Tt]he\s)?"
    r"(?P<who>(?!According\b)[A-Z][\w&’'-]*(?:\s(?:(?:of|for|and)\s)?[A-Z][\w&’'-]*)*)\s[a-z]+"
)


def subject_fault(piece: str, own: Basis, every: Basis) -> str | None:
    """Who a piece of a sentence is about, where only quotes of other markers name him; else None."""
    found = _SUBJECT.match(piece.strip(" ,;"))
    if found is None:
        return None
    who = words_of(found["who"])
    named = {word for word in who if terms(word)}
    if not named or named & own.words or found["who"] in own.initials or _initials(named, own):
        return None
    return f"beside another's marker: {found['who']}" if named <= every.words else None


def _initials(named: set[str], own: Basis) -> bool:
    """Whether the quotes have a short form of it, or it is one of a name that they have."""
    return (
        any(word.isupper() and word in own.initials for word in named)
        or "".join(word[0] for word in named if word[0].isupper()) in own.words
    )
