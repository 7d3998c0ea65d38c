"""What a question leans on: the question before it and the names of its answer, in one line (pure)."""

import re

from bot.lexicon import Lexicon
from bot.phrases import phrases_in
from bot.referent import named_in
from bot.resolved import Resolved

_NAMES_FROM_ANSWER = 3
# "When was it?", "Which minister was it?", "On which building?", "At what price per share?": of all that was asked
# before, not of one name in it.
OF_IT_ALL = re.compile(
    r"^(?:(?:when|which [\w-]+|what [\w-]+|why) (?:is|was|did) (?:it|that)(?: (?:happen|take place))?"
    r"|(?:what|who)(?:['’]s| is| are| was| were) (?:it|that|they|those) (?:for|about|from|by)"
    r"|(?:out )?(?:of|from|on|in) an? [\w-]+ of (?:what|which) (?:size|area|value|length)"
    r"|(?:spread|split|shared|divided) (?:over|between|among|across) how many(?: [\w-]+){0,3}"
    r"|(?:out )?(?:on|in|at|to|from|by|with|for|of|within|across|among|between|over|under|through) "
    r"(?:which|what|whose|how (?:many|much|long))"
    r"(?: (?!(?:is|are|was|were|did|does|do|has|have|had|can|will|would)\b)[\w-]+){0,4})\W*$",
    re.IGNORECASE,
)
IT = re.compile(r"\bit\b", re.IGNORECASE)


def background(before: Resolved, answer: str, lexicon: Lexicon) -> str:
    """The question before with the names of its answer, and what it named itself where it leans on what went before."""
    names = [name for name in phrases_in(answer, lexicon) if name not in before.main][:_NAMES_FROM_ANSWER]
    leans = OF_IT_ALL.match(before.main) or IT.search(before.main) or not lexicon.phrases(before.main)
    earlier = [named_in(before.background, lexicon)] if leans and before.background else []
    return "; ".join([before.main.rstrip("?. "), *earlier, *dict.fromkeys(names)])
