"""What a sentence says of its sources as a whole, "sources differ:", and whether they do (pure)."""

import re
from itertools import combinations

from bot.numerals import with_digits
from bot.proof.basis import Basis

_DIFFER = re.compile(
    r"^(?:(?:the|these|published|reported) )?(?:sources|figures|reports|accounts|numbers|documents|estimates|counts)"
    r"(?: (?:of|from|for|in|on) [\w -]{1,40}?)?(?: (?:do not|don['’]t) agree| are not the same| disagree| differ"
    r"| vary)(?: (?:slightly|widely|somewhat))?"
    r"(?: (?:on|about|over|as to) [\w' -]{1,60})?\s?[:;,–—-]\s+(?:with )?(?=\S)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.,]*")


def without_verdict(words: str, basis: Basis) -> str:
    """The sentence without "The sources disagree on the opening:", where each of two has a number that the other lacks.

    Both numbers are in the sentence; whether they are of one thing, the rules for values tell.
    """
    found = _DIFFER.match(words)
    if found is None:
        return words
    rest = words[found.end() :]
    said = _numbers(rest)
    told = [said & _numbers(citation.quote) for citation in basis.citations]
    differ = any(one - other and other - one for one, other in combinations(told, 2))
    return rest[:1].upper() + rest[1:] if differ else words


def _numbers(text: str) -> set[str]:
    return {number.strip(".,").replace(",", "") for number in _NUMBER.findall(with_digits(text, above=-1))}
