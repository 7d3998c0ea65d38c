"""Whether a sentence tells a plan as a plan and a fact as a fact, as its quotes do (pure)."""

from bot.proof.basis import Basis
from bot.proof.denials import said_of
from bot.proof.predicates import predicates


def plan_fault(words: str, basis: Basis) -> str | None:
    """The first plan that is told as done, or the other way round, in a phrase; None when there is none."""
    theirs = [word for told in basis.told for word in predicates(told.statement.text)]
    for word in predicates(words):
        same = said_of(word, theirs)
        if same and not word.may_be_planned and not word.may_be_denied and all(other.planned for other in same):
            return f"a plan told as a fact: {word.stem}"
        if same and word.planned and not any(other.may_be_planned for other in same):
            return f"a plan that is none: {word.stem}"
    return None
