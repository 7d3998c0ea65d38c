"""Whether a sentence tells of anybody in the trade that a question asks for (pure).

"Which architects drew it up?" is not answered by who builds it, nor "Which bank financed it?" by who granted money. The
table is our own: a trade, and the words of which one stands wherever somebody in it, or what he does, is told.
"""

import re

from bot.expects import Expects
from bot.question import Part
from ingest.keywords import terms

_TOLD_BY = {
    "architect": r"architect|design|dr[ae]wn?\b|\bdraws?\b",
    "designer": r"design",
    "builder": r"\bbuil(?:t|ds?|ders?)\b|construct|contract|erect|develop",
    "engineer": r"engineer",
    "surveyor": r"survey",
    "bank": r"\bbanks?\b|\bbanking\b|advis|strategic (?:review|alternatives)|underwr|bookrunner|"
    r"loan|\blen[dt]|debt|borrow|credit",
    "landlord": r"landlord|\blets?\b|letting|\bown(?:s|ed|er)?\b|\bb(?:ought|uys?)\b|acqui|purchas",
    "lender": r"\bbanks?\b|loan|\blen[dt]|debt|borrow|credit|mortgage",
    "lawyer": r"\blaw|legal|solicitor|counsel|advis",
    "solicitor": r"\blaw|legal|solicitor|counsel|advis",
    "law firm": r"\blaw|legal|solicitor|counsel|advis",
    "auditor": r"audit|account",
    "accountant": r"audit|account",
    "insurer": r"insur",
    "broker": r"brok",
    "underwriter": r"underwr|bookrunner",
    "airport": r"airport|Heathrow|Luton|Stansted|Gatwick",
    "airline": r"airline|\bfl(?:y|ies|ight)|\bjet\b",
    "hospital": r"hospital|infirmary|clinic|\bNHS\b",
    "school": r"school|academy|college",
    "hotel": r"hotel",
    "union": r"\bunions?\b",
    "jury": r"jur(?:y|or)|judg|panel",
    "judge": r"jur(?:y|or)|judg|panel",
    "caterer": r"cater|restaurant|caf[eé]|canteen",
}
_ASKED = re.compile(
    r"\b(?:which|what|whose|who(?:['’]s| is| are| was| were))\s(?:the\s|its\s|their\s)?(?:[\w&’'-]+\s){0,2}?"
    rf"(?P<trade>{'|'.join(_TOLD_BY)})s?\b",
    re.IGNORECASE,
)
# "Was the architect of the Sycamore House refurbishment".
_OF_A_THING = r"\w*\s(?:of|for|behind|to)\s(?:the\s)?(?P<thing>[A-Z][\w&'’-]*(?:\s[A-Z][\w&'’-]*)*)"
_ASKS_FOR_ONE = frozenset((Expects.ORGANISATION, Expects.PERSON, Expects.OTHER))


def is_of_another_trade(part: Part, text: str) -> bool:
    """Whether somebody in a trade is asked for, and nobody's being in it is told, or only in that of another thing."""
    asked = _ASKED.search(part.asked) if part.expects in _ASKS_FOR_ONE else None
    if asked is None:
        return False
    told_by = _TOLD_BY[asked["trade"].lower()]
    if re.search(told_by, text, re.IGNORECASE) is None:
        return True
    things = [set(terms(found["thing"])) for found in re.finditer(rf"(?i:{told_by}){_OF_A_THING}", text)]
    return bool(part.names and things) and not any(thing & part.names for thing in things)
