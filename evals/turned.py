"""A true sentence -> the same with one word turned: a plan told as done, or a word's contrary. False, and of its words.

A writer of lies changes much; what a network takes for nothing is the one word between "is to cost" and "cost".
"""

import random
import re
from collections.abc import Iterator

_PLANNED = r"(?:planned|expected|due|set|hoped|scheduled|intended|meant|forecast|supposed|projected|likely)"
_TO_COME = re.compile(
    rf"\b(?:(?:is|are|was|were) (?:{_PLANNED} )?to|will|would|"
    r"(?:plans|aims|hopes|intends|expects|wants|proposes|planned|hoped|intended|aimed|agreed) to) (?P<verb>[a-z]+)\b"
)
_AND_TO = re.compile(r"\band to (?P<verb>[a-z]+)\b")  # "is to cost £65m and to measure"
_PAST = {
    "be": "was", "have": "had", "bring": "brought", "build": "built", "buy": "bought", "pay": "paid", "sell": "sold",
    "become": "became", "begin": "began", "give": "gave", "get": "got", "go": "went", "take": "took", "make": "made",
    "lose": "lost", "leave": "left", "lead": "led", "run": "ran", "rise": "rose", "fall": "fell", "grow": "grew",
    "come": "came", "see": "saw", "hold": "held", "find": "found", "win": "won", "spend": "spent", "keep": "kept",
    "stand": "stood", "cost": "cost", "cut": "cut", "put": "put", "set": "set", "shut": "shut", "withdraw": "withdrew",
    "meet": "met", "send": "sent", "lend": "lent", "show": "showed", "speak": "spoke", "sit": "sat",
}  # fmt: skip
_ADVERBS = frozenset("not also then now soon only still first no never".split())
_CONTRARIES = (
    "rose fell", "rise fall", "rises falls", "risen fallen", "increased decreased", "increase decrease", "grew shrank",
    "growth decline", "more fewer", "larger smaller", "largest smallest", "higher lower", "highest lowest",
    "before after", "above below", "bought sold", "buys sells", "opened closed", "opens closes", "began ended",
    "begins ends", "started stopped", "starts stops", "early late", "earlier later", "includes excludes",
    "included excluded", "including excluding", "joined left", "joining leaving", "public private", "approved rejected",
    "doubled halved", "national regional", "minimum maximum", "north south", "northern southern", "east west",
    "inside outside", "domestic foreign", "home abroad", "first last", "gained lost", "paid received", "gave got",
    "accepted refused", "with without", "month year", "months years", "weeks months", "monthly yearly", "each together",
    "upfront later", "most few", "founded closed", "arrived left", "hired dismissed", "owner tenant",
    "landlord tenant", "supplier customer", "employees customers", "chair deputy", "former current",
)  # fmt: skip
_CONTRARY = {
    one: other for row in _CONTRARIES for pair in [row.split()] for one, other in (tuple(pair), tuple(reversed(pair)))
} | {"some": "all"}  # and not the other way: what all have some have too
_WORD = re.compile(r"\b[a-z]+\b")
_UP = re.compile(r"\b(?P<way>up|down)(?= (?:\d|from|by|on)\b)")


def turned(sentence: str, rng: random.Random) -> str | None:
    """The sentence with a word turned; None where it has none that could be."""
    found = [*_done(sentence), *_contraries(sentence)]
    return rng.choice(found) if found else None


def _done(sentence: str) -> Iterator[str]:
    """Each plan in the sentence told as done."""
    for plan in _TO_COME.finditer(sentence):
        verb = plan["verb"]
        if verb not in _ADVERBS:
            rest = _AND_TO.sub(lambda also: f"and {_past(also['verb'])}", sentence[plan.end() :], count=1)
            yield f"{sentence[: plan.start()]}{_past(verb)}{rest}"


def _past(verb: str) -> str:
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def _contraries(sentence: str) -> Iterator[str]:
    """The sentence with the contrary of each word that has one."""
    for word in _WORD.finditer(sentence):
        if other := _CONTRARY.get(word.group()):
            yield f"{sentence[: word.start()]}{other}{sentence[word.end() :]}"
    for way in _UP.finditer(sentence):
        yield f"{sentence[: way.start()]}{'down' if way['way'] == 'up' else 'up'}{sentence[way.end() :]}"
