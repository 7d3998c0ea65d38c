"""Whether a question names what no document that may be used for it names, though another does (pure).

As known in 2023 a centre that was first told of in 2025 is not to be answered with another centre's figures.
"""

from bot.lexicon import Lexicon
from bot.question import Part
from bot.traits import scopes_of
from bot.types import EVERYTHING, Filters
from ingest.generation import Generation
from ingest.keywords import terms


def is_unheard_of(part: Part, generation: Generation, lexicon: Lexicon, known: Filters) -> bool:
    """Whether a name in what is asked stands in no passage that ``known`` allows."""
    if known == EVERYTHING:
        return False
    return any(not _is_heard(word, generation, lexicon, known) for word in _names(part.asked, lexicon))


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
