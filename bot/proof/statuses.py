"""Whether a figure or day of a plan is told as planned, and what is achieved as achieved (pure)."""

import re

from bot.proof.basis import Basis, is_ahead, words_of
from bot.proof.dated import days_of
from bot.proof.predicates import denies_at, is_planned, may_be_planned
from ingest.keywords import terms
from ingest.values import Value, ValueKind
from ingest.values.statements import Statement

# Done on a day that came after the source was published.
_IS_DONE = re.compile(r"\b(?:[a-z]+ed|was|were|had|began|came|went|rose|fell|became|won)\s(?:[a-z]+\s){0,2}$")
_GIVES = re.compile(
    r"(?P<who>[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*)*)\s(?:gives?|gave|states?|stated|lists?|listed|counts?|counted|speaks?\sof|spoke\sof|mentions?|mentioned|"
    r"values?\s(?:it|the\s[\w\s-]{1,60}?)\sat|"
    r"puts?\s(?:it|the\s[\w\s]{1,40}?)\sat)\s(?:the\s[a-z]+\sas\s|(?:a|the)\s(?:exact\s)?(?:figure|sum|amount|size)\sof\s)?$"
)


def status_fault(said: Statement, basis: Basis) -> str | None:
    """Whether what is planned is told as achieved, or the other way round."""
    for value in said.values:
        same = [(statement.text, other.start) for statement, other in basis.holding(value)]
        written = said.text[value.start : value.end]
        is_date = value.kind is ValueKind.DATE
        planned = [is_planned(text, place, before=is_date) for text, place in same]
        may_be = value.hedge == "up to" or may_be_planned(said.text, value.start) or denies_at(said.text, value.start)
        may_be = may_be or _is_a_source_s(said.text[: value.start], basis)
        is_to_come = is_date and _is_to_come(said, value, basis)
        is_done = is_to_come and _is_done(said.text, value.start) and not any(_is_done(*one) for one in same)
        if same and (all(planned) or is_done) and not may_be:
            return f"a plan told as a fact: {written}"
        before = max((other.end for other in said.values if other.end <= value.start), default=0)
        is_next = is_planned(said.text[before:], value.start - before, before=True)
        if same and is_next and not is_to_come and not any(may_be_planned(text, place) for text, place in same):
            return f"a fact told as a plan: {written}"
    return None


def _is_a_source_s(before: str, basis: Basis) -> bool:
    """Whether a value is told as what a source gives: "The Comet puts the cost at £65m", planned or not."""
    found = _GIVES.search(before)
    publishers = words_of("\n".join(one.source.publisher or "" for one in basis.citations))
    return found is not None and bool({word for word in words_of(found["who"]) if terms(word)} & publishers)


def _is_to_come(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether a date lies after all was published that is cited."""
    days = days_of(said, value)
    return days is not None and bool(basis.told) and all(is_ahead(told, days) for told in basis.told)


def _is_done(text: str, place: int) -> bool:
    return _IS_DONE.search(text, 0, place) is not None
