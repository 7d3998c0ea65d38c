"""Which of the passages found may be read: the best, and a few further down with a value in the question's words.

Where a figure is wanted as it stands now, or its history, the one that counts may stand in a passage that is about much
else, and so is found late.
"""

from collections.abc import Sequence

from bot.lead import possible_values
from bot.library import Library
from bot.question import Part
from bot.said import is_said
from bot.timing import FIGURES
from ingest.keywords import terms
from ingest.sentences import sentences
from ingest.types import Hit

# So many passages are found, so many may be read, and so many at most of those further down; at which of these the
# reader more than glances it says itself. The parts of one question share its time.
FOUND = 60
PASSAGES_READ = 20
_READ_AT_LEAST = 14
FURTHER_READ = 4
# The share of the question's terms, the rarest weighing most, that a sentence must say.
_SAID = 0.75
# Words of asking for a figure and its history, which no document needs to say.
_ASKING = frozenset(
    terms("amount total sum number figure level grow grown growth change changed evolve develop time year")
)


def to_read(part: Part, hits: Sequence[Hit], library: Library, parts: int = 1) -> list[Hit]:
    """Of what was found for one of a question's ``parts`` what may be read, in its order."""
    most = max(_READ_AT_LEAST, PASSAGES_READ // parts)
    first, rest = list(hits[:most]), hits[most:]
    if part.expects not in FIGURES or not (part.current or part.history):
        return first
    said = [(_said(part, hit, library), hit) for hit in rest]
    further = sorted((one for one in said if one[0] >= _SAID), key=lambda one: -one[0])[:FURTHER_READ]
    return [*first, *(hit for _, hit in further)]


def _said(part: Part, hit: Hit, library: Library) -> float:
    """The share of the question's terms that one sentence with a value of the kind asked for says; 0 without one."""
    text = hit.passage.text
    found = (text[span.start : span.end] for span in sentences(text))
    return max((_share(part, one, library) for one in found if possible_values(part, one)), default=0.0)


def _share(part: Part, text: str, library: Library) -> float:
    weights = {term: library.keywords.rarity(term) for term in part.terms if term not in _ASKING}
    spelled_out = library.lexicon.spelled_out(text)
    return sum(weight for term, weight in weights.items() if is_said(term, spelled_out)) / (
        sum(weights.values()) or 1.0
    )
