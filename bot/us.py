"""Who "we" and "the town" are in a talk about a town or a council: those who ask speak for it (pure)."""

import re

from bot.lexicon import Lexicon
from bot.resolved import Resolved

_WE = re.compile(r"\b(?P<aux>did|have|had|were|are|do|will) we\b", re.IGNORECASE)
_THE_TOWN = re.compile(r"\b(?P<aux>did|has|had|was|is|does) the (?:town|council|borough|county)\b", re.IGNORECASE)
_DOER = re.compile(
    r"\b(?:did|does|do|has|have|had|will|was|is) (?:the )?"
    r"(?P<who>[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|council|town|borough))*)"
)
# "I'd like to know how much Stevenage asked for."
_ASKED_FOR = re.compile(
    r"\b(?:how much|what) (?:the )?(?P<who>[A-Z][\w'’-]*) (?:asked|got|won|received|bid|sought|was (?:given|awarded))\b"
)
_OUR_TOWN = re.compile(r"\bour (?:town|borough|county), (?P<who>[A-Z][\w'’-]*)")
_PUBLIC = re.compile(r"\b(?:Stevenage|Hertfordshire|council|borough|town|county)\b", re.IGNORECASE)


def said_by_us(question: str, before: Resolved, lexicon: Lexicon) -> str:
    """ "What did we end up with?" after "How much did Stevenage ask for?" -> of Stevenage; else unchanged."""
    doer = _OUR_TOWN.search(before.main) or _DOER.search(before.main) or _ASKED_FOR.search(before.main)
    if doer is None or not _PUBLIC.search(doer["who"]) or lexicon.phrases(question):
        return question
    question = _THE_TOWN.sub(rf"\g<aux> {doer['who']}", question, count=1)
    return _WE.sub(rf"\g<aux> {doer['who']}", question, count=1)
