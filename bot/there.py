"""Where "there" is, that a question of a talk asks about (pure)."""

import re

from bot.deals import BOUGHT
from bot.full_names import SCOPES, is_a_thing, with_nouns
from bot.lexicon import Lexicon
from bot.referent import named_in
from bot.resolved import Resolved
from bot.traits import roles_of
from ingest.values.times import times_in

# A place that was spoken of; "how many are there?" says that there are any.
THERE = re.compile(
    r"(?:\bin |(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bwill )(?<!\bhas )(?<!\bhave )\b)"
    r"there\b(?! (?:is|are|was|were|will|has|have|be)\b)",
    re.IGNORECASE,
)
# "How big is the lab planned in that city?" after "Who gets the money for the Swedish cluster?".
_THAT_CITY = re.compile(r"\bin (?:that|this) (?:city|town|place)\b", re.IGNORECASE)
_AN_OPERATION = re.compile(r"\b(?:operation|site|plant|factory|facility)s?$")
_A_QUARTER = re.compile(r"[QH][1-4](?: \d{4})?")  # of a year
_IN_PLACE = re.compile(r"\bin (?P<where>[A-Z][a-z][\w'’-]*(?: [A-Z][a-z][\w'’-]*)*)")


def in_that_city(question: str, answer: str) -> str:
    """The question with the place that an answer says something is in for "in that city"; else as it is."""
    where = next((found for found in _IN_PLACE.finditer(answer) if not SCOPES.fullmatch(found["where"])), None)
    return _THAT_CITY.sub(f"in {where['where']}", question) if where and not times_in(where["where"]) else question


def place_of(question: str, before: Resolved, lexicon: Lexicon) -> str:
    """What "there" stands for in a question: "in Oxford", "at the Spark Building"; empty where nothing is known."""
    place = _place(before, lexicon)
    # One is boss of a body, and not of the town that it is in.
    is_where = place.startswith("in ") or _AN_OPERATION.search(place)
    body = _one_body(before, lexicon) if is_where and roles_of(question) else ""
    return f"at {body}" if body else place


def _place(before: Resolved, lexicon: Lexicon) -> str:
    """At the thing that "it" was in the question before, or in the last place that this says.

    Else at the one thing that it names, or the one body that is bought; empty where it names none or several.
    """
    question = before.main
    if before.it and is_a_thing(before.it):
        return f"at {before.it}"
    named = [name for name in lexicon.phrases(question) if not _A_QUARTER.fullmatch(name)]
    placed = [name for name in named if re.search(rf"\bin (?:the )?{re.escape(name)}", question)]
    # "Cambridge in the UK" is where, and not all of the UK.
    inside = [
        name for name in lexicon.phrases(question) if re.search(rf"\b{re.escape(name)} in (?:the )?UK\b", question)
    ]
    placed = [name for name in placed if not SCOPES.fullmatch(name)] or inside or placed
    named = with_nouns(question, lexicon)
    if placed:
        # "The Catapult's manufacturing centre in Stevenage" is where, and not all of Stevenage.
        inside = [name for name in named if is_a_thing(name) and f"{name} in {placed[-1]}" in question]
        return f"at {inside[0]}" if inside else f"in {placed[-1]}"
    sold = [name for name in named if re.search(BOUGHT + re.escape(name), question, re.IGNORECASE)]
    things = [name for name in named if is_a_thing(name)] or sold if len(named) > 1 else named
    return f"at {things[0]}" if len(things) == 1 else ""


def _one_body(before: Resolved, lexicon: Lexicon) -> str:
    """The one that did something in the question before; empty for none or several."""
    for question in (before.main, named_in(before.background, lexicon)):
        named = [name for name in with_nouns(question, lexicon) if not (is_a_thing(name) or SCOPES.fullmatch(name))]
        acted = [name for name in named if not re.search(rf"\b(?:in|at|from|to) (?:the )?{re.escape(name)}", question)]
        if acted:
            return acted[0] if len(acted) == 1 else ""
    return ""
