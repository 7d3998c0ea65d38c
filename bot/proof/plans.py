"""Whether a sentence tells a plan as a plan and a fact as a fact, as its quotes do (pure)."""

import re

from bot.proof.basis import Basis, is_ahead
from bot.proof.denials import said_of
from bot.proof.predicates import Word, predicates
from ingest.values import date_range

# "Puts the cost at £65m": the cost is a thing there, and nothing is done.
_PUTS_AT = re.compile(r"\b(puts?) the [\w ]{1,60}? at\b")
_HOPES = re.compile(r"\bhop(?:es?|ed|ing)\b|\bin hopes?\b", re.IGNORECASE)


def plan_fault(words: str, basis: Basis) -> str | None:
    """The first plan that is told as done, or the other way round, in a phrase; None when there is none."""
    theirs = [word for told in basis.told for word in predicates(told.statement.text)]
    for word in predicates(_PUTS_AT.sub(r"\1 it at", words)):
        same = said_of(word, theirs)
        if same and not word.may_be_planned and not word.may_be_denied and all(other.planned for other in same):
            return f"a plan told as a fact: {word.stem}"
        if same and word.planned and not any(other.may_be_planned for other in same) and not _is_to_come(word, basis):
            return f"a plan that is none: {word.stem}"
    hopes = _HOPES.search(words)
    if hopes and not _HOPES.search(basis.text) and not any(word.may_be_planned for word in theirs):
        return f"a plan that is none: {hopes.group()}"
    return None


def _is_to_come(word: Word, basis: Basis) -> bool:
    """Whether a sentence that has the word tells of a day after it was published: "construction starts in 2027"."""
    return any(
        days is not None and is_ahead(told, days)
        for told in basis.told
        if any(other.stem == word.stem for other in predicates(told.statement.text))
        for days in (date_range(told.statement.text[one.bare_start : one.end]) for one in told.statement.dates)
    )
