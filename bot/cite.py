"""The judge: what is shown is a quote at its offsets, or a sentence that the quotes it cites prove (pure).

A quote is kept only if it stands, character for character, in the stored text. A sentence that a chat model wrote is
kept only if its markers name given evidence, and its values, names, sense and words are those of the quotes: the rules
are in ``bot.proof``. What they let through a small trained network reads once more (``bot.verifier``). Both would
rather lose a true sentence than let a wrong one through.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from bot.proof.basis import Basis
from bot.proof.changes import change_fault
from bot.proof.claimed import Claimed, claimed, form_fault, pieces
from bot.proof.contrary import contrary_fault
from bot.proof.crossed import crossed_fault
from bot.proof.deeds import deed_fault
from bot.proof.denials import denial_fault, without_what_is_open
from bot.proof.differing import without_verdict
from bot.proof.entries import entry_fault
from bot.proof.figures import figure_fault
from bot.proof.fulfilled import AS_DONE, are_all_done, fulfilled_fault
from bot.proof.in_full import in_full
from bot.proof.in_rows import with_units
from bot.proof.joined import joined_fault
from bot.proof.labels import label_fault
from bot.proof.listed import listed_fault
from bot.proof.located import location_fault
from bot.proof.names import name_fault
from bot.proof.notation import as_quoted
from bot.proof.paired import paired_fault
from bot.proof.parts import part_fault
from bot.proof.plans import plan_fault
from bot.proof.rates import rate_fault
from bot.proof.respective import respective_fault
from bot.proof.roles import role_fault
from bot.proof.rows import row_fault
from bot.proof.scoped import scope_fault
from bot.proof.sense import sense_fault
from bot.proof.subjects import subject_fault
from bot.proof.superlatives import superlative_fault
from bot.proof.venues import venue_fault
from bot.proof.wholes import whole_fault
from bot.proof.wording import wording_fault
from bot.types import Citation
from bot.verifier.verify import Verifier
from ingest.types import Document

_RULES = (
    figure_fault,
    name_fault,
    paired_fault,
    row_fault,
    respective_fault,
    joined_fault,
    role_fault,
    deed_fault,
    denial_fault,
    plan_fault,
    fulfilled_fault,
    superlative_fault,
    scope_fault,
    contrary_fault,
    sense_fault,
    change_fault,
    label_fault,
    part_fault,
    listed_fault,
    rate_fault,
    entry_fault,
    whole_fault,
    location_fault,
    venue_fault,
)
_PLAN_AS_FACT = "a plan told as a fact"
_ABSENT = "not in the quotes"  # what the faults of values and dates have in common where there is none such
# The verifier's logits: under the first a sentence is not shown, though no rule finds fault with it; nor one under the
# second that puts several quotes together, of which more are wrong that look right.
UNLIKELY, PUT_TOGETHER, LIKELY, SURE, CERTAIN, BEYOND_DOUBT = -1.0, 0.0, 1.0, 2.0, 2.5, 3.0
# From which logit on a fault yields: one that the rules see by words alone, or by how things stand together, the sooner
# the more often true sentences have it. A value, a date or a name that stands nowhere never yields, nor what is told as
# done. Which yields where was counted over sentences that the verifier had not learned (CARD.md beside it).
_YIELDS_AT = {
    LIKELY: (
        "other words than the quotes'",
        "mostly other words",
        "a stretch of words",
        "what the title alone says",
        "a claim that is not in the quotes",
        "a plan that is none",
        "a cause that no quote gives",
        "a conclusion of its own",
        "a count of what the quotes list",
        "a number of what the quotes name elsewhere",
        "a day of publication told of what was done",
        "a time between two days",
        "what is denied told as if it were so",
        "a denial in other words than the quotes'",
        "set against what the quotes say",
    ),
    SURE: (
        "what several have together told of one",
        "a short claim in other words",
        "a rise that the quotes do not tell",
        "a name put together of two",
        "a part that is more than its whole",
        "a place that the quotes do not give",
        "a comparison with a value",
        "all is not in the quotes",
        "alone is not in the quotes",
        "given to another",
        "said by somebody else",
        "a first word that is not in the quotes",
        "a denial that is not in the quotes",
        "a value of another time",
        "a value of something else",
        "who gave and who took",
    ),
    CERTAIN: (
        "a fact told as a plan",
        "two values that no quote joins",
        "not in that order",
        "a purchase that is not in the quotes",
        "a number bounded otherwise",
    ),
    BEYOND_DOUBT: (
        _PLAN_AS_FACT,
        "told of another",
        "the contrary of what the quotes say",
        "a value bounded otherwise",
    ),
}
# What never yields in a sentence that puts several quotes together: as many lies as true ones have it there, however
# sure the verifier is.
_OF_ONE_QUOTE = (
    _PLAN_AS_FACT,
    "a fact told as a plan",
    "told of another",
    "a value of another time",
    "a value of something else",
    "who gave and who took",
    "set against what the quotes say",
    "what is denied told as if it were so",
    "a denial in other words than the quotes'",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of a sentence.

    ``words``: the sentence without its markers. ``citations``: the numbers of the given evidence that these name.
    ``fault``: what is not proven, in a phrase; None when all is.
    """

    words: str
    citations: tuple[int, ...]
    fault: str | None

    @property
    def line(self) -> str:
        """The sentence as a line of an answer, its markers at its end."""
        return Claimed(self.words, self.citations).line


def _apart(sentence: str, given: Mapping[int, Citation], basis: Basis) -> list[tuple[str, Basis]]:
    """What stands before each marker inside the sentence, with the quotes of that marker; else nothing."""
    return [
        (in_full(piece.words, basis.text), Basis(tuple(given[n] for n in piece.markers))) for piece in pieces(sentence)
    ]


def _crossed(apart: Sequence[tuple[str, Basis]], said: str, basis: Basis) -> str | None:
    """What has changed places: in what cites the same quotes, where a marker stands inside the sentence."""
    fault = crossed_fault(said, basis)
    return next(filter(None, (crossed_fault(*piece) for piece in apart)), None) if fault and apart else fault


def _misplaced(apart: Sequence[tuple[str, Basis]], basis: Basis) -> str | None:
    """A value, or who it is about, before a marker inside the sentence, that the quotes of that marker do not have."""
    faults = (figure_fault(words, own) for words, own in apart)
    absent = next((f"beside another's marker: {fault}" for fault in faults if fault and _ABSENT in fault), None)
    return absent or next((fault for words, own in apart if (fault := subject_fault(words, own, basis))), None)


def is_proven(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether the quote is found at its place, in the document whose card it shows."""
    document = documents.get(citation.source.id)
    if document is None or document.source != citation.source:
        return False
    return bool(citation.quote) and document.text[citation.start : citation.end] == citation.quote


def judge(sentence: str, evidence: Sequence[Citation], verifier: Verifier | None = None) -> Verdict:
    """Whether the evidence that a sentence cites proves it, by the rules and, if there is one, by the verifier."""
    claim = claimed(sentence)
    given = {citation.number: citation for citation in evidence}
    named = tuple(number for number in claim.markers if number in given)
    if not claim.markers:
        return Verdict(claim.words, (), "no marker")
    if len(named) < len(claim.markers):
        return Verdict(claim.words, named, "a marker that names no evidence")
    basis = Basis(tuple(given[number] for number in named))
    if form := form_fault(sentence, claim, f"{basis.cards}\n{basis.text}"):
        return Verdict(claim.words, named, form)
    said = without_what_is_open(with_units(in_full(claim.words, basis.text)), basis)
    words = without_verdict(said, basis)
    apart = _apart(sentence, given, basis)
    faults = [
        *(rule(said, basis) for rule in _RULES),
        wording_fault(words, basis),
        _crossed(apart, said, basis),
        _misplaced(apart, basis),
    ]
    found = [fault for fault in faults if fault]
    if not are_all_done(said, basis):  # "was divided" for "will share": no verifier may overrule that
        found = [fault.replace(_PLAN_AS_FACT, AS_DONE) for fault in found]
    return Verdict(claim.words, named, _weighed(found, words, basis, verifier))


def _weighed(faults: Sequence[str], words: str, basis: Basis, verifier: Verifier | None) -> str | None:
    """The fault that stands, of those that the rules find and by what the verifier says; None for a proven sentence."""
    is_of_several = len(basis.citations) > 1
    bars = {fault: _bar(fault, is_of_several) for fault in faults}
    gravest = max(faults, key=bars.__getitem__, default=None)
    least = PUT_TOGETHER if is_of_several else UNLIKELY
    bar = least if gravest is None else bars[gravest]
    if verifier is None or bar == inf:
        return gravest
    if verifier.logit(as_quoted(words, basis), basis.heard) >= bar:
        return None
    return gravest or "not what the quotes say"


def _bar(fault: str, is_of_several: bool) -> float:
    """The logit from which on a fault yields; infinity for one that never does, or none of several quotes."""
    if is_of_several and fault.startswith(_OF_ONE_QUOTE):
        return inf
    return next((bar for bar, faults in _YIELDS_AT.items() if fault.startswith(faults)), inf)
