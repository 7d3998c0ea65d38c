"""Whether a sentence joins what is told apart to what no quote says: a cause, a part, a price, a doer (pure)."""

import re
from itertools import combinations

from bot.proof.basis import Basis, Told
from ingest.keywords import terms
from ingest.values import Value, ValueKind, normalised, values_in

_CAUSE = re.compile(
    r"\b(?:because(?: of)?|due to(?! (?:open|start|begin|be|finish|complete|close|move|come|run|end|last|create)\b)|"
    r"owing to|thanks to|as a result of|on account of|caused by|driven by|led to|"
    r"resulted in|prompted by)\b",
    re.IGNORECASE,
)
# What parts a sentence into things told side by side.
_APART = re.compile(
    r"[,;:]|\b(?:and|but|while|whereas|against|compared|than|versus|or|with|from|to|up|down|after|before|since|when|of)\b"
)
_PART_OF = re.compile(r"\b(?:includ(?:es?|ed|ing)|comprises?|made up of|consists? of)\b", re.IGNORECASE)
_FOR = re.compile(r"\bfor (?:(?:its|their|the|an?|about|around|almost|nearly|over|some) ){0,2}$", re.IGNORECASE)
_REASON = re.compile(r"\b(?:reasons?|because|due to)\b", re.IGNORECASE)
_COVERED, _NEARLY, _OF_IT = 0.5, 0.75, 3  # of the words of a side; the same of a reason; words of what has a cause
# "Half of the apprentices were in the Stevenage cluster": fewer than there are in all.
_SOME_OF = re.compile(
    r"\b(?:half|most|some|third|quarter|two-thirds|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"\d[\d,]*%?) of (?:the|them|these|those|its|whom|which)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_OF = re.compile(r"\b[Oo]f (?:[\w'’&-]+ ){0,4}$")
_OF_THEM = re.compile(r"\bof (?:them|these|those|which|whom)\b", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:in|at|on) (?:the |its )?(?P<place>(?:[A-Z][\w&-]*(?:['’]s)? ?)+)")
_A_NAME = 2  # words: one alone may be any that opens a sentence
_SUBJECT = re.compile(
    r"^(?:The |Its )?(?!(?:In|At|By|On|For|Under|Since|From|After|Before|As|With|Of|About|Half|Most|All|To)\b)"
    r"(?P<name>[A-Z][\w&'’-]*(?: (?:(?:and|of|for|the) )?[A-Z][\w&'’-]*)*)(?: \([A-Z]+\))?"
    r"(?= (?:was|is|has|had|were|are|will|[a-z]+ed|gave|got|won|put|took|raised|paid|cost)\b)"
)
# Of which only some are meant: "enterprises that make a loss may deduct".
_WHICH_ONES = re.compile(
    r"^(?P<who>[^,.;]{3,60}?)(?: \([A-Z]+s?\))?(?<!says)(?<!said)(?<!reports)(?<!reported) "
    r"(?:that|who|whose) (?P<which>[^.;]+?),? "
    r"(?:may|can|must|will|could|should)\b"
)


def joined_fault(words: str, basis: Basis) -> str | None:
    """What is joined that the quotes tell apart, in a phrase; None when nothing is."""
    fault = _whole_fault(words, basis) or _condition_fault(words, basis)
    if fault or len({told.citation.number for told in basis.told}) < 2:
        return fault
    return _cause_fault(words, basis) or _values_fault(words, basis) or _doer_fault(words, basis)


def _whole_fault(words: str, basis: Basis) -> str | None:
    """How many there are in all, said of where only some of them are."""
    found = [value for value in values_in(words) if value.kind is ValueKind.COUNT]
    # "Nine of Spain's 31 laboratories", "31, nine of them in Bilbao": it tells them apart.
    counts = [value for value in found if not _OF.search(words, 0, value.start)]
    for told in () if _OF_THEM.search(words) else basis.told:
        some = _SOME_OF.search(told.statement.text)
        where = _WHERE.search(some["rest"]) if some else None
        place = where["place"].split()[-1].removesuffix("'s") if where else ""
        if some is None or not place or place not in words or place in told.statement.text[: some.start()]:
            continue
        parts = {value.value for value in told.statement.values if value.start <= some.start() < value.end}
        quoted = [one for one in basis.told if one.citation is told.citation]
        for value in counts:
            holders = [one for one in quoted if value.value in [held.value for held in one.statement.values]]
            is_there = any(place in one.statement.text for one in holders if one is not told)
            if holders and value.value not in parts and not is_there:
                return f"the whole told of a part: {words[value.start : value.end]}"
    return None


def _condition_fault(words: str, basis: Basis) -> str | None:
    """What some may do, told of all of their kind."""
    for told in basis.told:
        found = _WHICH_ONES.match(told.statement.text)
        if found and words.startswith(found["who"]) and not set(terms(words)) & set(terms(found["which"])):
            return f"told of more than the quotes: {found['who']}"
    return None


_NO_NAMES = frozenset(("It", "They", "This", "That", "He", "She"))


def _doer_fault(words: str, basis: Basis) -> str | None:
    """The one sum of a sentence, said of whom one quote names and told in another of somebody else."""
    sums = [value for value in values_in(words) if value.kind is ValueKind.AMOUNT]
    own = _SUBJECT.match(words)
    if len(sums) != 1 or own is None or own["name"] in _NO_NAMES:
        return None
    name = re.sub(r"['’]s?$", "", own["name"])
    holders = [told.statement.text for told in basis.told if _has(told, sums[0])]
    is_of_others = holders and all(_is_of_somebody_else(text, name, words) for text in holders)
    return f"done by another: {name}" if is_of_others else None


def _is_of_somebody_else(text: str, name: str, words: str) -> bool:
    """Whether a quote's sentence is about one whom a sentence does not name, and does not speak of whom it does."""
    theirs = _SUBJECT.match(text)
    if theirs is None or name.split()[-1] in text or len(theirs["name"].split()) < _A_NAME:
        return False
    written = [word for word in theirs["name"].split() if word[0].isupper()]
    return sum(word in words for word in written) * 2 <= len(written)


def _cause_fault(words: str, basis: Basis) -> str | None:
    """A cause from one quote for what another tells."""
    cause = _CAUSE.search(words)
    if cause is None:
        return None
    sides = [frozenset(terms(words[: cause.start()])), frozenset(terms(words[cause.end() :]))]
    quotes = {told.citation.number: "" for told in basis.told}
    for told in basis.told:
        quotes[told.citation.number] += f" {told.statement.text}"
    for text in quotes.values():
        told_here = frozenset(terms(text))
        if all(len(side & told_here) >= _COVERED * len(side) for side in sides):
            return None
        if (
            _REASON.search(text)
            and len(sides[1] & told_here) >= _NEARLY * len(sides[1])
            and len(sides[0] & told_here) >= _OF_IT
        ):
            return None  # that quote gives the reason itself, and another what it is for
    return f"a cause that no quote gives: {cause.group()}"


def _values_fault(words: str, basis: Basis) -> str | None:
    """A value said to be a part of another or to be paid for it, where each is told in a quote of its own."""
    found = [value for value in values_in(words) if value.kind is not ValueKind.DATE]
    for one, other in combinations(found, 2):
        between = words[one.end : other.start]
        is_part = (
            one.kind is other.kind
            and _PART_OF.search(between)
            and not any(_PART_OF.search(told.statement.text) and _has(told, other) for told in basis.told)
        )
        is_price = one.kind is ValueKind.AMOUNT and _FOR.search(between) and not _APART.search(between)
        if (is_part or is_price) and not any(_has(told, one) and _has(told, other) for told in basis.told):
            holders = [{t.citation.number for t in basis.told if _has(t, value)} for value in (one, other)]
            if all(holders) and not holders[0] & holders[1]:
                return f"two values that no quote joins: {words[one.start : other.end]}"
    return None


def _has(told: Told, value: Value) -> bool:
    return normalised(value) in map(normalised, told.statement.values)
