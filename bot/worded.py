"""A question in the words that documents use (pure).

What people say in everyday words, "taxpayers' money", is seldom how a press release puts it, and the networks that read
it have not met it. Who asks sees the question as it was typed.
"""

import re

_ROWS = (
    (r"\btax[- ]?payers?(?:['’]s?)? (?=money|cash|funds?|funding|support)", "public "),
    (
        r"\bwhat (?:part|portion) of (?=(?:the |its )?(?:costs?|money|price|bill|funding|budget|grant|sum|total)\b)",
        "what share of ",
    ),
    # What one body does and another takes over.
    (r"(?<=\bover the )work(?= of\b)|(?<=\bon the )work(?= of\b)|(?<=['’]s )(?:work|job)(?=\W*$)", "functions"),
    # What is not yet given.
    (
        r"\b(?:does|do|did|is|are) (?P<who>[\w’' -]+?) (?:want|after|hoping for|hope for|seek|seeking)(?=\W*$)",
        r"has \g<who> asked for",
    ),
)
_WORDED = tuple((re.compile(pattern, re.IGNORECASE), words) for pattern, words in _ROWS)
# A size is asked for in one measure and may be told in another, which no network knows.
_SQUARE = re.compile(
    r"\bhow many (?:sq|square)\.? ?(?:ft|feet|foot|f|m|met(?:re|er)s?)\b\.?(?P<of> of)?", re.IGNORECASE
)


def worded(question: str) -> str:
    """The question with each everyday wording replaced; the same where it has none."""
    for pattern, words in _WORDED:
        question = pattern.sub(words, question)
    return question


def without_measure(question: str) -> str:
    """The question for a size in whatever measure: "How many sq ft is ..." -> "How large is ..."."""
    return _SQUARE.sub(lambda found: "How much" if found["of"] else "How large", question)
