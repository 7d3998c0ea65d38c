"""Values told of the thing that a question names by where it stands, in sentences that leave that out.

"How many jobs will the Autolus building at Marshgate bring?" has an answer that speaks of Marshgate, and another that
speaks of the Autolus building alone: who names the place must not lose the source that does not. Pure but for the
verifier.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.expects import VALUE_KINDS
from bot.newest import answers_as_surely
from bot.question import Part
from bot.read import Scored
from bot.short import ShortAnswers
from bot.spoken_of import WHERE_MUCH_IS
from bot.traits import scopes_of
from ingest.keywords import terms

# So far down one looks, and so much less sure than of the best one's value the verifier may be, as logits.
_LOOKED_THROUGH, _AS_SURE = 30, 1.0
# "In Stevenage" is no such place: what stands elsewhere is left out of that, and not what leaves it unsaid.
_STANDS = r"(?:at|on|off|near)\s(?:the\s)?"


def unplaced(part: Part, best: Scored, items: Sequence[Scored], shorts: ShortAnswers) -> list[Scored]:
    """Those items that name whom a part names, but not its places, and answer the part without these as surely."""
    bare = without_places(part, best)
    if bare is None:
        return []
    places, wanted = part.names - bare.names, _stems_of(_of_one(bare.entities))
    # Where the best one leaves the place out itself, who names it is told beside it.
    is_placed = bool(places & set(terms(best.sentence.text)))
    return [
        item
        for item in items[:_LOOKED_THROUGH]
        if wanted <= (said := set(terms(item.sentence.text)))
        and not (is_placed and places & said)
        and answers_as_surely(bare, item, best, shorts, _AS_SURE, part)
    ]


def without_places(part: Part, best: Scored) -> Part | None:
    """The part without where the thing stands that it asks a value of; None where it names nothing else, or no place.

    A place is what the question, or the passage of its best answer, says something stands at.
    """
    own = f"{best.sentence.passage.text}\n{part.text}"
    places = [name for name in part.entities if _is_place(name, own)]
    others = [name for name in part.entities if name not in places]
    if part.expects not in VALUE_KINDS or not places or not _of_one(others):
        return None
    names = part.names - _stems_of(places)
    text, asked = (_without(words, places) for words in (part.text, part.asked))
    return replace(part, text=text, asked=asked, entities=tuple(others), names=names)


def _of_one(names: Sequence[str]) -> list[str]:
    """The names but for those of towns and countries."""
    return [name for name in names if not WHERE_MUCH_IS.fullmatch(name)]


def _stems_of(names: Sequence[str]) -> frozenset[str]:
    return frozenset(stem for name in names for stem in terms(name))


def _is_place(name: str, text: str) -> bool:
    """Whether a name that is no scope is one that something stands at."""
    return not scopes_of(name) and re.search(rf"\b{_STANDS}{re.escape(name)}(?![\w'’-]| [A-Z])", text) is not None


def _without(text: str, places: Sequence[str]) -> str:
    """A question without where a thing stands."""
    for place in places:
        text = re.sub(rf"\s(?:{_STANDS})?{re.escape(place)}(?:['’]s)?\b", "", text)
    return text
