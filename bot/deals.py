"""The deals, the rounds and those several that a pronoun stands for: "who led it?", "did it go through?" (pure)."""

import re
from collections.abc import Sequence

# Of what is bought one asks further, not of the buyer: "when was the company founded?"
BOUGHT = (
    r"\b(?:(?:pay|paid|pays|paying)(?: (?:up to )?[£$€]\S+| up ?front)? for|buys?|bought|acquires?|acquired|"
    r"take ?over|took over|(?:takeover|purchase|acquisition) of) (?:the )?(?:[a-z][\w-]* ){0,2}?(?:from )?"
)
# A sum or a deal that is asked after: "the grant for the Spark Building".
EVENT = re.compile(
    r"\bthe (?:[\w-]+ )?(?:grant|award|deal|bid|loan|sale|merger|takeover|contract|licence|round) "
    r"(?:for|of|to|from|with|between)\b(?: (?!(?:be|cost|come|worth|meant|announced|signed|made)\b)[^ ?.;]+)+"
)
# What a body did, and what is asked of such a deed and not of the body: "announce their merger", "when did it close?".
ITS_DEAL = re.compile(r"\b(?:their|its) (?:merger|takeover|deal|sale|float|flotation|listing|IPO)\b(?=\W*$)")
OF_A_DEAL = re.compile(
    r"\bit\s(?:actually |finally |ever )?(?:go(?:es)? (?:through|ahead)|"
    r"gone through|fall through|complete[ds]?|close[ds]?|announced|agreed|signed|"
    r"approved|happen|take effect)\b|\bapprove[ds]? it\b",
    re.IGNORECASE,
)
# "Who led it?" is asked of a round: of a body one asks who runs it.
_ROUND = r"(?i:series [a-e]|seed|funding)\b(?: (?:round|financing))?"
A_ROUND = re.compile(rf"(?:[A-Z][\w&'’-]* )+{_ROUND}")
_ITS_ROUND = re.compile(rf"\b(?:its|their) (?P<round>(?:(?:19|20)\d\d )?(?:{_ROUND}|round\b))")
LED = re.compile(r"\b(?:led|joined|backed) it\b", re.IGNORECASE)
# A deal goes through, and no body does.
GOES_THROUGH = re.compile(
    r"\bit\s(?:actually |finally |ever )?(?:go(?:es)?|gone|fall) (?:through|ahead)\b", re.IGNORECASE
)
# Those who did something, where several are meant: "the occupiers of the Stevenage campus".
_SEVERAL = re.compile(
    r"\b(?:the )?(?:occupiers|tenants|companies|firms|businesses|collaborators|partners|start-ups|spin-outs|people|"
    r"staff|developers|sponsors|trials|apprentices) (?:of|on|at|in) (?:the )?"
    r"(?:[A-Z][\w'’-]*(?: campus| cluster)?(?: |\b))+",
)
A_DEAL = re.compile(
    r"\b(?!(?:the|an?|its|their|his|first|that|this) )[\w&-]+ (?:buyout|takeover|acquisition|merger)\b", re.I
)


def event_meant(word: str, bare: str, main: str, asked: Sequence[str], deal: str) -> str:
    """The deal, the round or those several that a pronoun stands for; empty where it stands for a name."""
    if word in ("they", "them"):
        several = _SEVERAL.search(main)
        return several.group().strip() if several else ""
    if word != "it":
        return ""
    if not deal and LED.search(bare) and (round_ := _round_in(main, asked)):
        return round_
    if not deal and OF_A_DEAL.search(bare) and (bought := _bought_in(main, asked)):
        return f"the takeover of {bought}"
    event = None if deal else EVENT.search(main)
    return deal or (event.group().strip() if event else "")


def _bought_in(main: str, names: Sequence[str]) -> str:
    """Who is bought in a question; empty where nobody is."""
    return next((name for name in names if re.search(BOUGHT + re.escape(name), main, re.IGNORECASE)), "")


def _round_in(main: str, names: Sequence[str]) -> str:
    """The round that a question is about, typed small or not, or told as "the series A of Ames"; else empty."""
    typed = (re.search(rf"\b{re.escape(name)}(?:['’]s)? {_ROUND}", main) for name in names)
    if found := A_ROUND.search(main) or next(filter(None, typed), None):
        return found.group().strip()
    placed = (re.search(rf"\b(?P<round>{_ROUND}) (?:of|at|by|for) {re.escape(name)}", main) for name in names)
    if found := next(filter(None, placed), None):
        return f"{names[0]}'s {found['round']}" if len(names) == 1 else found.group()
    own = _ITS_ROUND.search(main) if len(names) == 1 else None
    return f"{names[0]}'s {own['round']}" if own else ""
