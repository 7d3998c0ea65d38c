"""Whether a text says what a stem of a question says, be it in another word of the same meaning (pure)."""

import re

from bot.synonyms import synonyms
from bot.traits import scopes_of
from ingest.keywords import terms

# What the documents say in words that share no stem with a question's.
_ALSO_SAID = (
    (frozenset(terms("companies firms businesses occupiers tenants")), r"\b(?:start-?ups?|spin-?outs?)\b"),
    (frozenset(terms("cell gene therapies")), r"\bATMPs?\b|\badvanced therap"),
    (frozenset(terms("atmps advanced")), r"\bcell and gene\b"),
    (frozenset(terms("sector")), r"\bindustry\b"),
    (frozenset(terms("industry")), r"\bsector\b"),
)


def is_said(term: str, text: str) -> bool:
    """Whether a stem stands in a text, or another word for the same: "SBC" for "campus", "start-ups" for "firms"."""
    if set(terms(text)) & ({term} | synonyms(term)) or scopes_of(term) & scopes_of(text):
        return True
    return any(term in stems and re.search(words, text, re.IGNORECASE) for stems, words in _ALSO_SAID)
