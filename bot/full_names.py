"""The names in a text with the words that belong to them: "the Stevenage campus", "the Catapult's Centre" (pure)."""

import re

from bot.lexicon import Lexicon
from bot.phrases import phrases_in

# The capitalised words before a name within a sentence, and what is its own: "the Catapult's Innovation Centre".
_CAPITALS = r"(?:(?<=[a-z,] )(?:[A-Z][\w'’-]+ (?:(?:and|of|for) (?=[A-Z]))?)+)?"
_WITH_WHAT_IS_ITS = (
    r"(?: of [A-Z][\w-]+)?(?:['’]s(?: (?:new|own|first|old|latest)(?= [A-Z]))?(?: [A-Z][\w-]+)*"
    # "Berlin's new gene therapy centre".
    r"(?:(?<=['’]s) new(?: (?!centre|building|plant|factory)[a-z]+){0,3}(?= (?:centre|building|plant|factory)\b))?)?"
)
# What belongs to a name though it is written small: "the Stevenage campus".
_WITH_NOUN = (
    r"(?P<noun>(?: (?:manufacturing|training|research|(?:life )?sciences?|skills|bus|railway))?"
    r" (?i:campus|site|centre|plant|factory|building|house|cluster|park|programme|scheme|fund|project|status|panel|"
    r"conference|course|labs?|laborator(?:y|ies)|competition|bid|business|unit|division|subsidiary|drug|therapy|"
    r"treatment|medicine|vaccine|interchange|station|hub|grant|award|operations?|base)\b)?"
)
# "The Catapult's lab in Edinburgh" is not that in the town which nobody need name.
_WHERE = r"(?(noun)(?: (?:in|at) (?!Stevenage\b|Hertfordshire\b|UK\b|Europe\b)[A-Z][a-z][\w-]+)?)"
_IS_A_THING = re.compile(
    r"\b(?:(?-i:Quarter|Assembly)|campus|site|centre|plant|factory|building|house|cluster|park|programme|scheme|fund|project|zone|status|"
    r"business|unit|division|subsidiary|drug|therapy|treatment|medicine|vaccine|operations?|base)\b",
    re.IGNORECASE,
)
# A country, in which something is.
_LAND = r"(?:the )?(?:UK|US|USA|Europe|Britain|England|Scotland|Wales|America)"
SCOPES = re.compile(rf"{_LAND}(?: and {_LAND})?")


def is_a_thing(name: str) -> bool:
    """Whether a name is that of a building, a scheme or a medicine, and of no body."""
    return any(_IS_A_THING.search(written) for written in (name, name.title()))  # "elevate quarter", typed small


def whole_names(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a text with the capitalised words about them: "Christian Itin" though a sentence begins so.

    And "Hertfordshire County Council", though a county and a council are everyday things.
    """
    names = []
    for name in phrases_in(text, lexicon):
        before = r"(?:(?!The |In |On |At |And |Both |As )[A-Z][\w'’-]+ )*"
        whole = re.search(rf"{before}{re.escape(name)}\b(?: [A-Z][a-z][\w-]+)*", text)
        names.append(whole.group() if whole else name)
    return list(dict.fromkeys(names))


def with_nouns(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a text with the noun that follows: "the Stevenage campus"."""
    names: list[str] = []
    for name in lexicon.phrases(text):
        whole = re.search(rf"(?P<the>the )?{_CAPITALS}{re.escape(name)}{_WITH_WHAT_IS_ITS}{_WITH_NOUN}{_WHERE}", text)
        said = re.sub(r"['’]s$", "", whole.group()) if whole else name
        is_described = whole is not None and (whole["noun"] or re.search(r"['’]s ", said))
        said = said if is_described else said.removeprefix("the ")
        if not any(said in other for other in names):
            names = [*(other for other in names if not re.search(rf"\b{re.escape(other)}\b", said)), said]
    return names
