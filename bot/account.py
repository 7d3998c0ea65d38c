"""The wording of a question that asks for an account, and for no single answer: "what is new at ...?" (pure)."""

import re
from dataclasses import dataclass
from enum import StrEnum


class AccountKind(StrEnum):
    """What is to be told of a subject: what it is and does, the newest of it first, or what came after what."""

    ABOUT = "about"
    NEWEST = "newest"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True)
class Account:
    """An account that is asked for: its kind, and the words that say of what; "" for all that there is."""

    kind: AccountKind
    subject: str


_ON = r"(?:at|on|about|with|from|in|for|of|concerning|around)"
_OF = rf"(?:\s+(?:{_ON}\s+)?(?P<subject>.+?))?\W*$"
_NEWS = r"(?:news|updates?|developments?|announcements?|headlines)"
_TELL = r"(?:(?:can|could|would) you (?:please )?)?(?:please )?"
_WAYS = (
    (
        AccountKind.TIMELINE,
        rf"{_TELL}(?:(?:give|show|tell|make|draw)\s+(?:me|us)?\s*)?(?:an?\s+|the\s+)?(?:short\s+|brief\s+)?"
        rf"(?:time ?line|chronology|chronicle|(?:key|main|important) (?:events|dates|moments|milestones)|milestones|"
        rf"story|(?:brief |short )?history)\s+(?:of|for|about|in|at)\s+(?P<subject>.+?)\W*$",
    ),
    (AccountKind.TIMELINE, r"what (?:all |else )?happened(?:\s+(?:at|in|with|on|around)\s+(?P<subject>.+?))?\W*$"),
    (
        AccountKind.NEWEST,
        rf"what(?:['’]s|\s+is|\s+are|\s+was)?\s+(?:new|happening|going on|the news|(?:the )?recent {_NEWS}|"
        rf"the (?:latest|newest|most recent)(?:\s+{_NEWS})?)(?:\s+{_ON}\s+(?P<subject>.+?))?\W*$",
    ),
    (AccountKind.NEWEST, rf"what has (?:been )?happen(?:ed|ing)(?: recently| lately)?{_OF}"),
    (
        AccountKind.NEWEST,
        rf"(?:(?:is|are) there )?(?:(?:any|some|the|give me|show me)\s+)*(?:(?:latest|recent|new|newest)\s+)*{_NEWS}"
        rf"\s+{_ON}\s+(?P<subject>.+?)\W*$",
    ),
    (AccountKind.NEWEST, rf"(?:(?:any|some|the)\s+)*(?:(?:latest|recent|newest)\s+)+(?:{_NEWS}|from|on|about)?{_OF}"),
    (
        AccountKind.ABOUT,
        rf"{_TELL}(?:tell|inform)\s+(?:me|us)\s+(?:(?:more|all|something|everything|a bit|a little)\s+)?about\s+"
        rf"(?P<subject>.+?)\W*$",
    ),
    (
        AccountKind.ABOUT,
        rf"{_TELL}(?:(?:give|show)\s+(?:me|us)\s+)?(?:an?\s+|the\s+)?(?:short\s+|brief\s+|quick\s+)?"
        rf"(?:overview|summary|profile|portrait|outline|background)\s+(?:of|on|about|for)\s+(?P<subject>.+?)\W*$",
    ),
    (
        AccountKind.ABOUT,
        rf"{_TELL}(?:summari[sz]e|describe|introduce)\s+(?:the news (?:on|about) )?(?P<subject>.+?)\W*$",
    ),
    (
        AccountKind.ABOUT,
        r"what (?:do|can) (?:you|we|the documents) (?:know|tell (?:me|us)|say)\s+about\s+(?P<subject>.+?)\W*$",
    ),
    (AccountKind.ABOUT, r"what is (?:known|said|reported) (?:about|of)\s+(?P<subject>.+?)\W*$"),
)
# "Describe how ...", "the latest number of trials": something in particular is asked.
_IN_PARTICULAR = re.compile(
    r"\b(?:who|what|when|where|which|why|how|whether|if|number|count|share|percentage|proportion|amount|size|price|cost|"
    r"value|rate|figure|total|date|name)s?\b",
    re.IGNORECASE,
)


def account_of(asked: str) -> Account | None:
    """The account that a question asks for; None for one that asks for something in particular."""
    line = asked.strip(" \t\"“”'‘’?!.")
    for kind, words in _WAYS:
        found = re.match(words, line, re.IGNORECASE)
        if found:
            subject = (found["subject"] or "").strip()
            return None if _IN_PARTICULAR.search(subject) else Account(kind, subject)
    return None
