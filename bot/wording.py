"""A question in the words of the documents: a word that none of them holds becomes one that they hold (pure).

The cross-encoder and the encoder know many words but not all that stand for one another in company news.
"""

import re
from collections.abc import Callable, Mapping

from ingest.keywords import terms

# In the form in which they replace one another, the likeliest first.
_EQUIVALENTS: Mapping[str, tuple[str, ...]] = {
    "nominated": ("put forward", "proposed"),
    "nominate": ("put forward", "propose"),
    "nominates": ("puts forward", "proposes"),
    "nomination": ("proposal",),
    "boss": ("chief executive", "head"),
    "chairman": ("chair",),
    "chairwoman": ("chair",),
    "chairperson": ("chair",),
    "hq": ("headquarters",),
    "established": ("set up", "founded"),
    "establish": ("set up", "found"),
    "inaugurated": ("opened", "launched"),
    "inaugurate": ("open", "launch"),
    "factory": ("manufacturing centre", "facility"),
    "factories": ("manufacturing centres", "facilities"),
    "predicted": ("expected", "forecast"),
    "predict": ("expect", "forecast"),
    "prediction": ("forecast",),
    "layoffs": ("job losses", "job cuts"),
    "redundancies": ("job losses", "job cuts"),
    "axed": ("dropped", "cut"),
    "shut": ("closed",),
    "closure": ("closing",),
    "inhabitants": ("residents", "population"),
    "floated": ("listed", "went public"),
    "float": ("list", "go public"),
    "permission": ("approval",),
    "owns": ("bought", "has"),
    "owned": ("bought", "had"),
    "usa": ("US",),
}
# The cross-encoder takes "how much of" for a question after an amount, and "what share of" less surely than this.
_HOW_MUCH_OF = re.compile(r"\bhow much of (?=(?:the|its|their|that|this|all)\b)", re.IGNORECASE)
# "Who are the occupiers of" it finds at once.
_OCCUPY = re.compile(
    r"\b(?:which|what) (?:compan(?:y|ies)|firms?|business(?:es)?|organi[sz]ations?|tenants) "
    r"(?:occup(?:y|ies)|are (?:the )?(?:tenants|occupiers) of)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


def worded(question: str, knows: Callable[[str], bool]) -> str:
    """The question with each strange word replaced; ``knows`` says whether a stem stands in the documents.

    What asks for a part of a whole asks for its fraction, and what asks who occupies a place for its occupiers.
    """

    def known(words: str) -> bool:
        return all(map(knows, terms(words)))

    def replaced(match: re.Match[str]) -> str:
        word = match.group()
        equivalents = _EQUIVALENTS.get(word.lower(), ())
        if not equivalents or known(word):
            return word
        return next(filter(known, equivalents), word)

    asked = _HOW_MUCH_OF.sub("what fraction of ", _WORD.sub(replaced, question))
    return _OCCUPY.sub("who are the occupiers of", asked) if known("occupiers") else asked
