"""Whether a question speaks of what no document that may be used for it speaks of (pure).

As known in 2023 a centre that was first told of in 2025 is not to be answered with another centre's figures.
"""

import re

from bot.lexicon import Lexicon
from bot.question import Expects, Part
from bot.synonyms import synonyms
from bot.traits import scopes_of
from bot.types import EVERYTHING, Filters
from bot.wording import worded
from ingest.generation import Generation
from ingest.keywords import KeywordIndex, terms

# What is said to have been done, by nobody who is named: "Has the Catapult been sued?"
_DONE = re.compile(
    r"^\W*(?:has|have|had|is|are|was|were)\b.*?\b(?<!better )(?<!more )(?<!less )(?P<deed>[a-z]{2,}ed)"
    r"(?=\W*$| (?:by|for|in|at|on|over|from|because|last|this|since|before|after|yet|again)\b"
    r"(?! (?:the )?[A-Z][\w&]*\W*$))",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"^\W*(?:and |but |so )?(?:what|how many) (?P<what>[a-z]{4,}) "
    r"(?:do|does|did|will|would|has|have|is|are|was|were)\b",
    re.IGNORECASE,
)


def is_unheard_of(part: Part, generation: Generation, lexicon: Lexicon, known: Filters) -> bool:
    """Whether a name in what is asked stands in no passage that ``known`` allows."""
    if known == EVERYTHING:
        return False
    return any(not _is_heard(word, generation, lexicon, known) for word in _names(part.asked, lexicon))


def is_unheard_deed(part: Part, keywords: KeywordIndex) -> bool:
    """Whether it is asked if something was done for which no document has a word: then none says that it was."""
    done = _DONE.match(part.asked) if part.expects is Expects.YES_NO else None
    said = terms(worded(done["deed"], keywords.knows)) if done else []
    return bool(said) and not any(keywords.knows(other) for stem in said for other in (stem, *synonyms(stem)))


def is_unheard_property(part: Part, keywords: KeywordIndex) -> bool:
    """Whether "what severance do they get?", "how many objections were there?" asks for what no document has a word of.

    What the talk says of that would otherwise answer it; alone, such a word is weighed with the others.
    """
    asked = _WHAT.match(part.asked) if part.background else None
    said = terms(worded(asked["what"], keywords.knows)) if asked else []
    return bool(said) and not any(keywords.knows(other) for stem in said for other in (stem, *synonyms(stem)))


def _names(asked: str, lexicon: Lexicon) -> list[str]:
    """The words of the names that some document holds; "Britain" and "the UK" are one."""
    words = (word for phrase in lexicon.phrases(asked) for word in phrase.split())
    return [word for word in words if word.lower() in lexicon.names and not scopes_of(word)]


def _is_heard(word: str, generation: Generation, lexicon: Lexicon, known: Filters) -> bool:
    """By itself, or by the long form that it is short for."""
    long = lexicon.short_forms.get(word.lower())
    return any(
        known.allow(generation.passages[place].source)
        for stems in (terms(word), terms(long or word))
        for place in generation.keywords.holding(stems)
    )
