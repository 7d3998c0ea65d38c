"""What answers a question about now: the newest of what tells the same first (pure but for the verifier)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.as_of import days_of
from bot.conflicts import comparable
from bot.evidence import Sentence
from bot.figures import figures_of
from bot.holding import names_person
from bot.lead import answering_value, possible_values
from bot.lexicon import initials_in
from bot.question import Expects, Part
from bot.read import Reading, Scored
from bot.said import is_said
from bot.short import SURE, ShortAnswers
from bot.timing import FIGURES
from bot.traits import roles_of, scopes_of
from bot.types import Citation, Figure
from ingest.keywords import terms
from ingest.values import Value, ValueKind, values_in

# What has this share of the best one's weight is taken to answer as well, so that its date decides.
_AS_LIKELY = 0.15
# So far down one looks for what tells the same of a later time, and of this share; how much less sure than of the best
# one's value the verifier may be of it, as logits.
_LOOKED_THROUGH, _LEAST, _AS_SURE = 30, 0.0003, 0.75
# What comes after what "had been" needs only this share.
_NEXT_TO_IT, _HAD_BEEN = 0.02, re.compile(r"\bhad (?:been|stood|numbered)\b", re.IGNORECASE)
# Who is "in charge" is told by one of these; and who was so once is not.
_IN_CHARGE = frozenset(("ceo", "head", "leader", "president"))
_PERSON = re.compile(
    r"\b(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Mrs|Ms) [A-Z]|[A-Z][a-z]+ (?:[A-Z][a-z]*\.? )?[A-Z][a-z]+)"
)
_NO_LONGER = re.compile(
    r"\b(?:former|previous|then|deputy|vice|stepped down|succeeded by|retired|late)\b", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|would|due|going to|(?:expect|forecast|project|plan|predict|target|aim|hope|intend|foresee)\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence, its value that answers, and that as a figure."""

    item: Scored
    value: Value
    figure: Figure


def asks_of_now(part: Part) -> bool:
    """Whether a part asks for one figure as it stands now."""
    return part.current and part.expects in FIGURES and not part.several


def newest_first(part: Part, chosen: Sequence[Scored], reading: Reading, shorts: ShortAnswers) -> list[Scored]:
    """The sentences chosen, before them those that tell the same of a later time; what is not dated comes last."""
    if part.roles and part.expects is Expects.PERSON:
        likely = holders(part, reading)
    else:
        likely = _values_now(part, chosen, reading, shorts)
    if not likely:
        likely = sorted((item for item in chosen if item.share >= _AS_LIKELY), key=_published, reverse=True)
    return [*likely, *(item for item in chosen if item not in likely)]


def holders(part: Part, reading: Reading) -> list[Scored]:
    """The sentences that tell who holds the role asked about, the newest first.

    Or who held it before somebody else, told before that was told of the other.
    """
    found = [item for item in reading.sentences if _names_a_holder(part, item)]
    found.sort(key=_published, reverse=True)
    if not part.before_whom:
        return found
    told = [item for item in reading.aside if names_person(part.before_whom, item.sentence.text)]
    after = [day for item in told if _is_of_the_role(part, item.sentence.text) and (day := _published(item))]
    return [item for item in found if 0 < _published(item) <= min(after, default=0)]


def answers_as_surely(
    part: Part,
    item: Scored,
    best: Scored,
    shorts: ShortAnswers,
    less: float,
    of: Part | None = None,
    least: float = SURE,
) -> bool:
    """Whether a sentence has a value of the best one's sort, and the verifier is as sure of it, or so much less.

    ``of`` is what the best one answers, where that is not the same part; ``least`` is how sure of that it must be.
    """
    of = of or part
    value, other = _value(part, item, shorts), _value(of, best, shorts)
    if value is None or other is None or not _are_of_one_sort(value, other):
        return False
    surely = shorts.logit(part, item.sentence, value.start, value.end)
    as_surely = shorts.logit(of, best.sentence, other.start, other.end)
    return as_surely >= least and surely >= max(SURE, as_surely - less)


def ask_of_all(part: Part, items: Sequence[Scored], best: Scored, shorts: ShortAnswers) -> None:
    """Have the verifier asked at once what ``answers_as_surely`` is to ask of each of many sentences."""
    other = _value(part, best, shorts) if items else None
    if other:
        values = [(item.sentence, _value(part, item, shorts)) for item in (best, *items)]
        alike = [(at, value.start, value.end) for at, value in values if value and _are_of_one_sort(value, other)]
        shorts.ask(part, alike)


def _are_of_one_sort(one: Value, other: Value) -> bool:
    """Whether both are dates, whose units are the times themselves, or measure the same."""
    return one.kind is other.kind is ValueKind.DATE or comparable(one.unit, other.unit)


def _values_now(part: Part, chosen: Sequence[Scored], reading: Reading, shorts: ShortAnswers) -> list[Scored]:
    """The sentences with a value of what is asked, by when it held; none where the best one has no value.

    What is planned is none of them, unless it is asked what is to come: up to 5,000 jobs are foreseen, 1,000 are there.
    """
    if _value(part, chosen[0], shorts) is None:
        return []
    found = [_told(part, item, shorts) for item in dict.fromkeys((*chosen, *reading.sentences[:_LOOKED_THROUGH]))]
    alike = [told for told in found if told]
    to_be_sure = [told for told in alike if _has_to_be_sure(part, told, chosen[0])]
    shorts.ask(part, [_place(told) for told in (*alike[:1], *to_be_sure)] if to_be_sure else [])
    likely = [told for told in alike if _is_of_the_same(part, told, chosen[0], shorts)]
    likely = _of_one_status(part, likely, chosen[0], shorts)
    return [told.item for told in sorted(likely, key=lambda told: _held(part, told), reverse=True)]


def _of_one_status(part: Part, likely: Sequence[_Told], best: Scored, shorts: ShortAnswers) -> list[_Told]:
    """Plans where it is asked what is to come, else what is achieved: if that is as likely or as sure to be meant."""
    is_ahead = _AHEAD.search(part.asked) is not None
    fitting = [told for told in likely if (told.figure.status == "planned") is is_ahead]
    is_meant = any(
        told.item.share >= _AS_LIKELY or answers_as_surely(part, told.item, best, shorts, _AS_SURE) for told in fitting
    )
    return fitting if is_meant else [told for told in likely if told not in fitting]


def _value(part: Part, item: Scored, shorts: ShortAnswers) -> Value | None:
    """The value in a sentence that answers; where several might, the one that the verifier is sure of."""
    value = answering_value(part, item)
    if value is None and (best := shorts.best(part, item.sentence)):
        start = best[0] - item.sentence.start
        value = next((one for one in possible_values(part, item.sentence.text) if one.start == start), None)
    return value


def _told(part: Part, item: Scored, shorts: ShortAnswers) -> _Told | None:
    value = _value(part, item, shorts)
    if value is None:
        return None
    sentence = item.sentence
    words = sentence.text[value.start : value.end]
    quote = Citation(1, sentence.passage.source, sentence.text, sentence.start, sentence.end, "")
    figures = [figure for figure in figures_of(quote) if figure.original in words or words in figure.original]
    plain = Figure(value.value, value.unit, words, None, None, "achieved", 1)
    return _Told(item, value, figures[0] if figures else plain)


def _is_of_the_same(part: Part, told: _Told, best: Scored, shorts: ShortAnswers) -> bool:
    """Whether a value is one of what the best one's is, as far as one can tell."""
    if _is_taken_as_it_is(told, best):
        return True
    if not _has_to_be_sure(part, told, best) or not shorts.is_sure(part, *_place(told)):
        return False
    return _says_as_much(part, told.item, best) or answers_as_surely(part, told.item, best, shorts, _AS_SURE)


def _is_taken_as_it_is(told: _Told, best: Scored) -> bool:
    """Whether a value is so likely to be of the same that the verifier need not be asked."""
    share = told.item.share
    return share >= _AS_LIKELY or (share >= _NEXT_TO_IT and _tells_what_came_after(told, best))


def _has_to_be_sure(part: Part, told: _Told, best: Scored) -> bool:
    """Whether a value may be of the same if the verifier is sure of it."""
    item = told.item
    if _is_taken_as_it_is(told, best) or _is_of_less(part, item, best):
        return False
    return item.share >= _LEAST or _says_as_much(part, item, best)


def _place(told: _Told) -> tuple[Sentence, int, int]:
    return told.item.sentence, told.value.start, told.value.end


def _tells_what_came_after(told: _Told, best: Scored) -> bool:
    """Whether the best sentence says what "had been", and another of its document what a figure of its sort is."""
    first, other = best.sentence, told.item.sentence
    if first.passage.source.id != other.passage.source.id or not _HAD_BEEN.search(first.text):
        return False
    units = [value.unit for value in values_in(first.text)]
    return not _HAD_BEEN.search(other.text) and any(comparable(unit, told.value.unit) for unit in units)


def _is_of_less(part: Part, item: Scored, best: Scored) -> bool:
    """Whether a sentence does not speak of the place that the question is about, and the best one does."""
    return bool(part.scopes & scopes_of(best.sentence.text)) and not part.scopes & scopes_of(item.sentence.text)


def _held(part: Part, told: _Told) -> tuple[int, int]:
    """When a value held, by its year, and when that was published: a figure of 2019 may be told in 2024."""
    published = _published(told.item)
    days = days_of(told.figure.as_of) if part.expects in FIGURES else None
    if days is None:
        return date.fromordinal(published).year if published else 0, published
    return days[1].year, published or days[1].toordinal()


def _published(item: Scored) -> int:
    """When a sentence was told, as an ordinal: with its source, else in the last year that it states; 0 if neither."""
    published = item.sentence.passage.source.published
    if published:
        return published.last_day.toordinal()
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", item.sentence.text)]
    return date(max(years), 1, 1).toordinal() if years else 0


def _says_as_much(part: Part, item: Scored, best: Scored) -> bool:
    """Whether a sentence holds every word of the question that the best one holds, in a passage with all its names."""
    held = [term for term in part.terms if is_said(term, best.sentence.text)]
    passage = set(terms(f"{item.sentence.passage.source.title} {item.sentence.passage.text}"))
    named = all(passage & set(terms(entity)) for entity in part.entities)
    return named and all(is_said(term, item.sentence.text) for term in held)


def _names_a_holder(part: Part, item: Scored) -> bool:
    """Whether a sentence tells who holds the role asked about, in the body that the question names."""
    text = item.sentence.text
    names = part.names | {stem for short in initials_in(part.asked) for stem in terms(short)}
    of_it = set(terms(text)) & names if names else item.share >= _AS_LIKELY
    return bool(of_it and _is_of_the_role(part, text) and not _NO_LONGER.search(text) and _PERSON.search(text))


def _is_of_the_role(part: Part, text: str) -> bool:
    roles = roles_of(text) - (frozenset() if "chair" in part.roles else {"chair"})
    return bool(roles & part.roles or ("head" in part.roles and roles & _IN_CHARGE))
