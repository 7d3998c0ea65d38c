"""One of those whom an answer has named, "the second one", and who was there before him (pure)."""

import re

from bot.full_names import whole_names
from bot.lexicon import Lexicon
from bot.referent import ASKS_FOR_PERSON
from bot.resolved import Resolved
from ingest.keywords import terms

ORDINAL = re.compile(
    r"\bthe (?P<which>first|second|third|fourth|fifth|last|latter|former|1st|2nd|3rd|4th)"
    r"(?: (?:one|company|firm|of (?:those|them|these)))?"
    r"(?=\W*$| (?:raise|list|float|cost|get|employ|have|make|do|open|start|move|pay|is|was|did|has)\w*\b|['’]s\b)",
    re.IGNORECASE,
)
_PLACES_IN_LIST = {
    "first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4,
    "last": -1, "latter": -1,
}  # fmt: skip
# "Back to the first city: how much lab space is empty there?"
_BACK_TO_THE_FIRST = re.compile(
    r"^\W*(?:(?:and|so|going|now) )*(?:back (?:to|in|at) )the first "
    r"(?P<kind>city|town|place|site|country|company|firm|one)"
    r"[\s,:;–-]+(?P<ask>\w.*)$",
    re.IGNORECASE,
)
_PLACES = frozenset(("city", "town", "place", "site", "country"))
_THERE_OR_IT = re.compile(r"\b(?:(?:in |over )?there|they|it)\b", re.IGNORECASE)
_PASTS = {"is": "was", "leads": "led", "runs": "ran", "chairs": "chaired", "heads": "headed"}
_BEFORE_WHOM = re.compile(
    r"^(?:who (?:was|were|came|held|had)(?: (?:it|that|the (?:job|role|post)))? )?(?:there )?"
    r"before (?:him|her|them|that|then)\W*$"
    r"|^(?:who (?:was|were|held|had) (?:it|that|the (?:job|role|post)) )?(?:before|previously|earlier)\W*$",
    re.IGNORECASE,
)


def chosen(bare: str, before: str, answer: str, lexicon: Lexicon) -> str | None:
    """The question with "the second one" replaced by the second name of the answer's list."""
    found = ORDINAL.search(bare)
    listed = [name for name in whole_names(answer, lexicon) if name not in before] if found else []
    if not found or len(listed) < 2 or lexicon.phrases(bare):
        return None
    place = _PLACES_IN_LIST[found["which"].lower()]
    if place >= len(listed):
        return None
    return bare[: found.start()] + listed[place] + bare[found.end() :]


def predecessor(bare: str, before: Resolved, answer: str, lexicon: Lexicon) -> str | None:
    """ "And before him?" after "Who is the chief executive of Autolus?", with the name that was given."""
    if not (_BEFORE_WHOM.match(bare) and ASKS_FOR_PERSON.search(before.main)):
        return None
    asked_of = set(terms(before.main))
    people = [name for name in whole_names(answer, lexicon) if " " in name and not set(terms(name)) & asked_of]
    if not people:
        return None
    asked = re.sub(r"^\W*who(?:['’]s\b| (\w+))", _past, before.main, count=1, flags=re.IGNORECASE)
    return f"{asked.rstrip('?. ')} before {people[0]}?"


def _past(who: re.Match[str]) -> str:
    return f"Who {_PASTS.get((who[1] or 'is').lower(), who[1])}"


def of_the_first(question: str, before: Resolved, lexicon: Lexicon) -> str:
    """ "Back to the first city: ..." asked of the name that the talk began with; else as it is."""
    found = _BACK_TO_THE_FIRST.match(question)
    first = before.earlier[-1] if before.earlier else ""
    names = [name for name in whole_names(first, lexicon) if name not in before.main]
    if found is None or len(names) != 1:
        return question
    said = f"in {names[0]}" if found["kind"].lower() in _PLACES else names[0]
    asked, count = _THERE_OR_IT.subn(said, found["ask"], count=1)
    return asked if count else f"{asked.rstrip('?. ')} {said}?"
