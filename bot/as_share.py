"""How many of a population, where that is told as a share: a census says 29.6 % and not how many people (pure)."""

import re

from bot.question import Expects, Part

_OF_A_POPULATION = re.compile(
    r"^\W*how many (?:of )?(?P<who>(?:the )?(?:people|residents|inhabitants|locals|adults|households|families|homes)\b"
    r"(?: over \d+| aged \d+[^ ]*)?(?: in (?:the )?[\w'’-]+)?) "
    r"(?P<what>(?:have|has|had|hold|held|are|were|own|rent|live)\b.+)$",
    re.IGNORECASE,
)


def as_share(part: Part) -> str | None:
    """The question for the share of a population of which it is asked how many; None for all others."""
    found = _OF_A_POPULATION.match(part.asked) if part.expects is Expects.COUNT else None
    return f"What share of {found['who']} {found['what']}" if found else None
