"""Whether something is told to have been held where its quotes have it (pure)."""

import re

from bot.proof.basis import Basis

_AT = re.compile(
    r"\b(?:held|hosted|staged|took place|takes place|taking place)\b"
    r"(?:(?!\b(?:held|hosted|where|which|who)\b)[^.;]){0,120}?"
    r"\b(?:at|in) (?:the )?"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4])\b)"
    r"(?P<place>[A-Z][\w&’'-]*(?: (?:of |and |the |for )*[A-Z][\w&’'-]*)*)"
)
_CAPITAL = re.compile(r"[A-Z]\w+")


def venue_fault(words: str, basis: Basis) -> str | None:
    """The place of an event that the quotes hold elsewhere, in a phrase; mostly None."""
    told = [found["place"] for one in basis.told for found in _AT.finditer(one.statement.text)]
    for found in _AT.finditer(words) if told else ():
        place = found["place"]
        if not any(other in words or _may_be_one(place, other, basis) for other in told):
            return f"held in another place: {place}"
    return None


def _may_be_one(place: str, other: str, basis: Basis) -> bool:
    """Whether two names share a word, or one is short for the other."""
    own, theirs = frozenset(_CAPITAL.findall(place)), frozenset(_CAPITAL.findall(other))
    return bool(own & theirs) or basis.is_short_for(other, own) or basis.is_short_for(place, theirs)
