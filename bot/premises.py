"""A question that takes something for granted -> what it asks, and the clause that presupposes (pure)."""

import re
from dataclasses import dataclass

from ingest.keywords import terms

_CONJUNCTION = (
    r"(?:ever since|since|now that|given that|seeing that|considering that|seeing as|because|after|when|once|although|"
    r"even though|though)"
)
_AUXILIARY = r"(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would)"
# A clause has a verb; "since the award" and "after 2021" have none and only say when.
_IRREGULAR = (
    "became won left bought sold lost went took gave made built got came began chose cut held kept led met paid put "
    "ran said saw set shut spent stood told took wrote rose fell grew moves moving"
).split()
_VERB = rf"(?:{_AUXILIARY}|{'|'.join(_IRREGULAR)}|[a-z]{{3,}}ed|joins?|closes?|owns?|moves?|runs?|leads?)"
_NO_VERBS = (
    r"(?!(?:united|combined|advanced|licensed|related|based|limited|speed|need|seed|proposed|planned|estimated)\b)"
)
_SUBJECT = rf"(?:(?!{_AUXILIARY}\b|who|what|when|where|which|why|how)[\w'’£€$.&/-]+\s+){{1,8}}?"
_CLAUSE = rf"{_SUBJECT}{_NO_VERBS}{_VERB}\b"
_OPENING = re.compile(
    rf"^\W*(?P<clause>{_CONJUNCTION}\s+(?P<subject>{_SUBJECT}){_NO_VERBS}{_VERB}\b[^,?]*?),\s*(?P<asked>\S.*)$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:it|they|them|its|their)\b", re.IGNORECASE)
_POSSESSIVE = ("its", "their")
_CLOSING = re.compile(
    rf"^(?P<asked>.*?\w.*?),?\s+(?P<clause>{_CONJUNCTION}\s+{_CLAUSE}[^,;?]*)(?P<rest>.*)$", re.IGNORECASE
)
_ASIDE = re.compile(
    rf"^(?P<asked>.*?\w.*?),\s+(?P<clause>(?:which|who|whose \w+)\s+(?:\w+\s+)?{_NO_VERBS}{_VERB}\b[^,;?]*)"
    r"(?P<rest>[,?].*)?$",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\b(?:who|what|when|where|which|why|how|whose|whom)\b|^\W*{_AUXILIARY}\b", re.IGNORECASE)
_BARE = frozenset("happen chang next result follow".split())


@dataclass(frozen=True, slots=True)
class Premise:
    """``asked`` is the question without the ``clause`` that it takes for granted, which may be empty."""

    asked: str
    clause: str = ""


def premise(question: str) -> Premise:
    """The question parted from its presupposing clause: "since the campus moved to Luton, how many ..."."""
    for pattern in (_OPENING, _ASIDE, _CLOSING):
        found = pattern.match(question)
        if not found:
            continue
        rest = found.groupdict().get("rest") or ""
        asked = f"{found['asked'].strip()}{rest}".strip(" ,")
        if pattern is _OPENING:
            asked = _with_subject(asked, found["subject"].strip())
        # "What happened after Autolus listed?" asks nothing without its clause.
        if _ASKS.search(asked) and frozenset(terms(asked)) - _BARE:
            return Premise(asked, found["clause"].strip(" ,"))
    return Premise(question)


def _with_subject(asked: str, subject: str) -> str:
    """The question with its first pronoun replaced by what the clause before it speaks of."""
    return _PRONOUN.sub(
        lambda found: f"{subject}'s" if found.group().lower() in _POSSESSIVE else subject, asked, count=1
    )


def is_premise(text: str) -> bool:
    """Whether the text is only such a clause, with nothing asked after it."""
    return bool(re.fullmatch(rf"\W*{_CONJUNCTION}\s+{_CLAUSE}[^?]*", text, re.IGNORECASE))
