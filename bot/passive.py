"""Whether what a question asks to have been done to one thing was done to another (pure).

"When was SBC founded?" is not answered by "Achilles was founded in 2016, with facilities at SBC", nor "when did SBC
open?" by "SBC opened new offices in Leeds in 2023". The rules are our own.
"""

import re

from bot.lexicon import Lexicon
from bot.question import Part
from bot.synonyms import synonyms
from ingest.keywords import terms

_DEED = r"(?:founded|set up|established|formed|created|built|launched|opened|listed|acquired|bought|sold|designated)"
_ASKED = re.compile(rf"\b(?:was|were|is|are|been|get|got)\b.*?\b(?P<deed>{_DEED})\b", re.IGNORECASE)
_NAME = r"[A-Z][\w&’'-]*(?: (?:(?:of|and|for|the) )*[A-Z][\w&’'-]*)*(?: \([A-Z]+\))?"
_TOLD = re.compile(
    rf"(?:^|[.;,] |\b(?:and|the|where|which|when) )(?P<whom>{_NAME})(?:, [^,;]+,)? (?:was|were|is|has been|had been) "
    rf"(?:first |newly |officially )?(?P<deed>{_DEED})\b"
)
# What opens by itself, and what somebody opens; a place's own doors are the place.
_ASKED_BY_ITSELF = re.compile(r"\b(?:did|does|will)\b[^?]*\bopen\W*$", re.IGNORECASE)
_OPENED_SOMETHING = re.compile(
    rf"(?:^|[.;,] |\bthe )(?P<who>{_NAME}) (?:has |have |had )?(?:opened|opens|will open) "
    r"(?!its doors\b|(?:in|on|at|to|for|with|as|by|from|officially|during|early|late)\b)[a-z]"
)
# Who came, and a sentence that begins with somebody.
_CAME = re.compile(
    rf"\b(?:did|does|will|has|have)\s(?:the\s)?(?P<who>{_NAME})\s(?:first\s)?"
    r"(?:come|arrive|move|relocate|settle|set up)\b"
)
_OF_SOMEBODY = re.compile(
    rf"^(?:The\s)?(?P<who>{_NAME})\s(?:is|was|were|are|has|had|have|will|[a-z]+ed|opened|began)\b"
)
# Who was given something, and a sentence that says that somebody was, once.
_IS_GIVEN = re.compile(
    rf"\b(?:was|were|is|has|have|had|did|does|will)\s(?:the\s)?(?P<who>{_NAME})\s(?:[a-z]+ly\s)?(?:be(?:en)?\s)?"
    r"(?:given|awarded|granted|allocated|get|got|receive[ds]?|win|won|secured?|obtain(?:ed)?)\b"
)
_GETS = r"(?:got|gets|receive[ds]|won|wins|secure[ds]|obtained|(?:was|were|is) (?:given|awarded|granted|allocated))\b"
_WAS_GIVEN = re.compile(
    rf"^(?:In (?:[A-Z][a-z]+ )?\d{{4}},? )?(?:The\s)?(?P<who>{_NAME})\s(?:has |had )?{_GETS}(?!.*{_GETS})"
)
# "Milton Keynes got £23m on the same day as Stevenage" is not of Stevenage.
_AS_ANOTHER = re.compile(rf"\bthe same (?:day|month|year|time|amount|sum|number) as (?P<who>{_NAME})")


def is_done_to_another(part: Part, text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence tells the deed of things by name alone, and the one that is asked about is none of them.

    Or tells what the one that is asked about opened, where it is asked when that opened itself; or it is asked when
    somebody came or what he was given, and told of somebody else.
    """
    if _ASKED_BY_ITSELF.search(part.asked) and (opened := _OPENED_SOMETHING.search(text)):
        return bool(set(terms(lexicon.spelled_out(opened["who"]))) & part.names)
    came, told_of = _CAME.search(part.asked), _OF_SOMEBODY.search(text)
    if came and told_of and not set(terms(lexicon.spelled_out(came["who"]))) & set(terms(lexicon.spelled_out(text))):
        return True
    given, told_given = _IS_GIVEN.search(part.asked), _WAS_GIVEN.match(text)
    if given and told_given:
        who, other = (set(terms(lexicon.spelled_out(found["who"]))) for found in (given, told_given))
        return bool(other) and not who & other
    compared = _AS_ANOTHER.search(text)
    who = set(terms(compared["who"])) & part.names if compared else set()
    if who and not who & set(terms(_AS_ANOTHER.sub("", text))):
        return True
    asked = _ASKED.search(part.asked)
    if asked is None or not part.names:
        return False
    stems = set(terms(asked["deed"]))
    alike = stems.union(*map(synonyms, stems))
    done = [match["whom"] for match in _TOLD.finditer(text) if set(terms(match["deed"])) & alike]
    told = [set(terms(lexicon.spelled_out(whom))) for whom in done]  # none for "it"
    return bool(told) and not any(not stems or stems & part.names for stems in told)
