"""Whether a rank and an order are those that the quotes tell: "largest in Europe" is not "in the world" (pure)."""

import re
from collections.abc import Iterable

from bot.proof.basis import Basis
from bot.traits import scopes_of
from ingest.keywords import terms
from ingest.values import Value, ValueKind
from ingest.values.statements import Statement

_BEST = re.compile(r"(?:larg|bigg|small|old|new|high|low|tall|fast|great)est|first|top", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?:outside|beyond|except|excluding|leaving aside|apart from|anywhere but in) (?:of |those in )?"
    r"(?:the )?(?:(?P<us>US|USA|United States|America)|UK|Europe|"
    r"China)\b",
    re.IGNORECASE,
)
_PLACES = r"first|second(?!s)|third(?!s)|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_ORDINAL = re.compile(
    rf"\b(?:{_PLACES})\b(?!-)"
    r"(?! (?:opened|began|started|came|reported|announced)\b)",
    re.IGNORECASE,
)
_SO_MANIETH = re.compile(r"\b(\w+)-[a-z]+est\b")  # "the second-largest" comes second
_COMES = re.compile(rf"\b(?:c[ao]mes?|rank(?:s|ed)|placed|stands?|stood) ({_PLACES})\b", re.IGNORECASE)
# A rank in other words: "number three in the world and the biggest in the UK".
_NUMBERED = re.compile(
    r"\b(?:(?:[Nn]umber|[Nn]o\.) (?:one|two|three|four|five|\d+)|(?<=\s)(?:second|third|fourth|fifth))"
    r" in (?:the )?[A-Za-z]+"
)
_SAME_BEST = {"biggest": "largest", "greatest": "largest"}
_GOES_ON = re.compile(r"\band\s(?:has\s|had\s|also\s)?[a-z]{2,}(?:s|ed)\s(?:to|it|up|on|the|a|an|that)\b")
_OPENING_WORDS = 3


def rank_fault(said: Statement, value: Value, same: Iterable[tuple[Statement, Value]]) -> str | None:
    """Why no rank of the ``same``, each in its statement, is the said one and reaches as far; None when one does."""
    own = said.text[value.start : value.end]
    for statement, other in same:
        theirs = statement.text[other.start : other.end]
        within = _wide(statement.text) >= _wide(_of_its_own(said, value)) >= _wide(theirs)
        if _superlative(theirs) == _superlative(own) and value.hedge == other.hedge and within:
            return None
    return "a rank that is not claimed"


def _of_its_own(said: Statement, value: Value) -> str:
    """What is said of a rank: up to the next one."""
    ranks = [(other.start, other.end) for other in said.values if other.kind is ValueKind.RANK and other is not value]
    ranks += [found.span() for found in _NUMBERED.finditer(said.text)]
    first = max((end for _, end in ranks if end <= value.start), default=0)
    last = min((start for start, _ in ranks if start >= value.end), default=len(said.text))
    clause = said.clause_of(value)
    # "In Europe, ..." opens what is said of it; "the UK hosts 29% of them, and ..." says something else.
    opening = said.text[: clause[0]]
    is_of_it = len(terms(opening)) <= _OPENING_WORDS or _OUTSIDE.search(opening) is not None
    first = max(first, 0 if is_of_it else clause[0])
    goes_on = _GOES_ON.search(said.text, value.end)
    return said.text[first : min(last, clause[1], goes_on.start() if goes_on else last)]


def _wide(text: str) -> frozenset[str]:
    """How far a rank reaches: UK, Europe, world, and what it leaves out."""
    outside = {"us" if match["us"] else match.group().split()[-1].lower() for match in _OUTSIDE.finditer(text)}
    return frozenset(outside | (scopes_of(_OUTSIDE.sub(" ", text)) & {"UK", "Europe", "world"}))


def _superlative(text: str) -> str:
    found = _BEST.search(text)
    word = found.group().lower() if found else ""
    return _SAME_BEST.get(word, word)


def ordinal_fault(words: str, basis: Basis) -> str | None:
    """Whether it is the second where the quotes tell of the first."""
    known = {match.group().lower() for match in _ORDINAL.finditer(basis.text)}
    ranks = {place.lower() for place in _SO_MANIETH.findall(basis.text)}
    own = {match.group().lower() for match in _ORDINAL.finditer(words)}
    if not known:
        own = {place.lower() for place in _COMES.findall(words)}
    wrong = own - known - ranks if known or ranks else set()
    return f"an order that the quotes do not tell: {min(wrong)}" if wrong else None
