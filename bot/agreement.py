"""A question whether the sources agree -> the question that they answer (pure).

What they give is shown with every disagreement, whoever asks: "do the sources agree on how many trials there were?" is
"how many trials there were".
"""

import re

_SOURCES = (
    r"(?:(?:the|your|these|those|all|various|different|our)\s)*"
    r"(?:sources?|documents?|reports?|articles?|figures|papers)"
)
_ASKED = re.compile(
    rf"^\W*(?:(?:do|does|did)\s{_SOURCES}\s(?:all\s)?"
    r"(?:agree|disagree|differ|concur|conflict|contradict (?:each other|one another))"
    rf"|is there (?:any )?(?:agreement|disagreement|a conflict|dispute)(?:\s(?:between|among)\s{_SOURCES})?"
    rf"|are\s{_SOURCES}\s(?:in agreement|agreed|consistent|at odds))"
    r"\s(?:(?:on|about|over|as to|regarding|in|with regard to)\s)?(?=(?:how|what|when|who|which|where|whether)\b)",
    re.IGNORECASE,
)


def matter(question: str) -> str:
    """The question without the words that ask whether the sources agree on it."""
    return _ASKED.sub("", question, count=1)
