"""A question of a talk without what one says only in speaking: "the centre, when does that open?" (pure)."""

import re

from bot.back_then import without_filler

# "And the lab they opened in Edinburgh, how big is that one?", "the heritage centre, what month is that opening?"
_SAID_FIRST = re.compile(
    r"^(?P<what>the (?!(?:year|month|day|time|same|one)\b)[a-z][^,?:]*?), "
    r"(?P<ask>(?:who|what|when|where|how|which|why|does|did|is|was|will|has|can)\b[^,]*?)\b"
    r"(?P<it>that one|this one|it|that|they|them|he|she|him|her)\b(?P<rest>[^,]*)$",
    re.IGNORECASE,
)
# "And the cleanrooms it then opened there, how many people work there?"
_PLACE_FIRST = re.compile(
    r"^(?P<what>the (?!(?:year|month|day|time|same|one)\b)[a-z][^,?:]*?), "
    r"(?P<ask>(?:who|what|when|how|which|why)\b[^,]*?) (?:in )?there\W*$",
    re.IGNORECASE,
)
# "Do you also have the figure for 2016?", "could go up to what in all?"
_THE_FIGURE = re.compile(
    r"^(?:do you (?:also )?have|have you (?:also )?got|is there(?: also)?) (?:the|a|any) (?:figure|number|value)s? "
    r"(?=(?:for|in|from) )",
    re.IGNORECASE,
)
# "Founded when?"
_DONE_WHEN = re.compile(
    r"^(?P<done>[a-z]+ed|built|set up|sold|bought|begun|made) (?P<ask>when|where|why|by whom)\W*$", re.IGNORECASE
)
# "Which MP did the honours?"
_HONOURS = re.compile(r"\bdid the honours\b", re.IGNORECASE)
_AFTERWARDS = re.compile(r"\bafterwards(?=\W*$)", re.IGNORECASE)
_THAT_FIRM = re.compile(r"\bthat (?P<kind>company|firm)\b", re.IGNORECASE)
# "Where is it supposed to get to by 2028?"
_GETS_TO = re.compile(
    r"^where(?:['’]s| is| was)? (?P<it>it|that) (?:supposed|expected|forecast|meant|due|likely|projected|set|going) to "
    r"(?:get(?: up)?|go|end up|be|reach|rise|grow|stand)(?: to| at)?(?= (?:by|in) )",
    re.IGNORECASE,
)
_ASKS_WHO = re.compile(r"\W*(?:(?:with|by|from|to) )?which [a-z]+ |\W*who\b", re.IGNORECASE)
_OF_THAT = re.compile(r"(?<=\bhow much) of (?:that|it)(?= (?:was|is|were|will)\b)", re.IGNORECASE)
_DRIVES = re.compile(
    r"^(?:and |so |but )?(?:what )?if (?:i|we|you|one) (?:drives?|drove|(?:go(?:es)?|went) by car|"
    r"(?:takes?|took) (?:the|a|my) car)(?: there)?"
    r"(?: instead)?\W*$",
    re.IGNORECASE,
)
_COULD_REACH = re.compile(
    r"^(?:(?:it|that) )?(?:could|can|might) (?:go|come|rise|amount|add)(?: up)? to what\b(?=,? (?:in|all|at)\b)",
    re.IGNORECASE,
)
# "Spread over how many firms, same review?"
_SAME_SOURCE = re.compile(r", (?:the )?same (?:review|report|source|paper|document)(?=\W*$)", re.IGNORECASE)
_WAS_THEIR_MONEY = re.compile(
    r"^how much of (?:it|that|this|the (?:money|round|sum|total)) (?:was|is|came from) "
    r"(?P<who>(?:the )?[A-Z][\w&’' -]*?)['’]s?(?: own)? (?:money|cash|investment)\W*$",
    re.IGNORECASE,
)
# "How many buildings, at least?"
_AT_LEAST = re.compile(
    r"(?<=\w), (?:at (?:the )?(?:very )?least|roughly|about|approximately|more or less)(?=\W*$)", re.I
)
_HOW_HIGH = re.compile(
    r"^how (?:high|much) (?:could|can|might|would) (?:it|that|this|the whole thing|the deal|it all) (?:all )?"
    r"(?:go|get|climb|rise|come to|add up to)(?: to)?(?: in all| altogether)?\W*$",
    re.IGNORECASE,
)


def said_plainly(question: str, before: str) -> str:
    """The question as one would write it after another one; the same where it is already."""
    question = _AT_LEAST.sub("", question)
    question = _SAME_SOURCE.sub("", question)
    question = _DRIVES.sub("the drive?", question)
    question = _THAT_FIRM.sub(r"the \g<kind>", _HONOURS.sub("opened it", question))
    question = _AFTERWARDS.sub("after that", question)
    question = _DONE_WHEN.sub(r"\g<ask> was it \g<done>?", question)
    question = _GETS_TO.sub(r"what is \g<it> expected to be", question)
    question = _COULD_REACH.sub("up to what", _THE_FIGURE.sub("", question))
    question = _WAS_THEIR_MONEY.sub(r"how much did \g<who> put into it?", question)
    question = _HOW_HIGH.sub("how much could it be in all?", question)
    question = _PLACE_FIRST.sub(r"\g<ask> at \g<what>?", question)
    question = _SAID_FIRST.sub(r"\g<ask>\g<what>\g<rest>", without_filler(question))
    # "How much of that was upfront?" after "who signed it?" is of no sum that was told.
    return _OF_THAT.sub("", question) if _ASKS_WHO.match(before) else question


def brought_up(question: str) -> str:
    """What it first says itself that it asks of: "the centre" in "the centre, when does that open?"; else empty."""
    found = _SAID_FIRST.match(question)
    return found["what"] if found else ""
