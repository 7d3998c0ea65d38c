"""How the words of a sentence meet the words of a question, feature by feature (pure)."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from bot.periods import Period
from bot.question import Expects, Part
from bot.synonyms import synonyms
from bot.traits import roles_of, scopes_of
from ingest.keywords import KeywordIndex, terms
from ingest.types import Published
from ingest.values import Value
from ingest.values.times import Time, times_in

_REMEMBERED = 256  # questions: asked anew for each of their sentences
# What a question leans on counts less than what it says, and a synonym less than the word.
_BACKGROUND = 0.4
_SYNONYM = 0.8
# A source of the time asked about counts less than a sentence that states it, less still beside a time of its own, and
# so does a time that reaches beyond: the year, of which a month is asked.
_DATED = 0.7
_DATED_BESIDE_ANOTHER = 0.6
_REACHES_BEYOND = 0.5
# How far before what is counted its number may stand: "45 member companies".
_NUMBER_REACH = 3

_SHAPES: dict[Expects, str] = {
    Expects.AMOUNT: r"[£€$]\s?\d|\b(?:GBP|EUR|USD|SEK)\s?\d|\b\d[\d.,]*\s?(?:bn|m|billion|million)\b|\bpounds\b",
    Expects.COUNT: r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half)\b",
    Expects.SHARE: r"\d\s?%|per ?cent|\b(?:third|thirds|half|quarter|quarters|one in \w+)\b",
    Expects.SIZE: r"\d\s?(?:sq|square|acres?|hectares?|ha|m2|ft|feet|miles?|km|minutes?|hours?|litres?|L)\b",
    Expects.DATE: r"\b(?:19|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September)\b"
    r"|\b(?:October|November|December)\b",
    Expects.PERSON: r"\b[A-Z][\w'-]+ (?:[A-Z]\. )?[A-Z][\w'-]+",
    Expects.PLACE: r"\b(?:in|at|on|near|to|from|of|outside) (?:the )?[A-Z]",
    Expects.DURATION: r"\d\s?(?:minutes?|hours?|days?|weeks?|months?|years?)\b|\b(?:year|month|week|decade)s?\b",
    Expects.RANK: r"\b(?:largest|biggest|first|second|third|fourth|top|leading|smallest|oldest|\d+(?:st|nd|rd|th))\b",
    Expects.ORGANISATION: r"\b[A-Z][\w'&-]{2,}",
}
_AWARDED = (
    # "The £12m awarded to the centre" only says which it is.
    r"(?<!\dm )(?<!\dbn )(?<!million )(?<!billion )\bawarded\b",
    r"\b(?:award|grant|won\b|win|receiv|secur|given\b|gave\b|gets?\b|got\b|made\b|named\b|class|designat|chos)",
)
# Properties for which no other figure of the same firm or place will do: (as they are asked for, as they are told).
_PROPERTIES = (
    (
        r"\b(?:share|stock) prices?\b",
        r"\b(?:share|stock) prices?\b|\b(?:per|a|each)\b[\w -]{0,40}\b(?:share|ADS)\b"
        r"|\bshares?\b[^.;]*?\b(?:at [£$]|each\b)",
    ),
    (r"\bdividends?\b", r"\bdividends?\b"),
    (r"\b(?:revenues?|turnover|sales)\b(?! of\b)", r"\brevenues?\b|\bturnover\b|\bsales\b|\bincome\b"),
    (r"\bprofit(?:s|able|ably|ability)?\b|\bearnings\b", r"\bprofit|\bearn|\bsurplus\b|\bloss"),
    (r"\bsalar(?:y|ies)\b|\bwages?\b", r"\bsalar|\bwages?\b|\bpaid\b|\bearn"),
    (r"\b(?:house|home|property) prices?\b", r"\bhouse prices?\b|\bhomes?\b|\bhouses\b|\bpropert"),
    (r"\bnet asset value\b", r"\bnet assets?\b|\bNAV\b"),
    (r"\bmarket (?:cap|value|capitali[sz]ation)\b", r"\bmarket (?:cap|value)|\bvalued\b|\bworth\b"),
    (r"\b(?:women|woman|female|gender|ethnic)\b", r"\b(?:women|woman|female|gender|ethnic)"),
    (r"\b(?:phone|telephone|fax)\b|\be-?mail\b", r"\b(?:phone|telephone|tel|call|fax|e-?mail)\b|@"),
    (r"\b(?:postcode|zip code)\b", r"\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b"),
    (
        r"\bhow (?:do|can|does one|should) (?:I|we|you|a company)? ?(?:apply|book|join|register|sign up)\b",
        r"\bappl|\bbook|\bjoin|\bregist|\bsign",
    ),
    (r"\breference number\b", r"\breference\b|\b\d\d/\d{4,}"),
    (r"\bvacancy\b", r"\bvacan"),
    (
        r"\b(?:what|how much)\b.*\brents?\b(?! (?:space|out|from|to)\b)",
        r"\brent|\bper (?:sq|square)|\bleas|\bcharg|\bcost",
    ),
    (r"\bpatents?\b", r"\bpatent"),
    _AWARDED,
)
# Surroundings that name less than this share of what the question names, the rarest name weighing most, are of others.
_OF_OTHERS = 0.3
# Roles that go by many words.
_LOOSE_ROLES = frozenset(("head", "founder", "owner", "director", "manager", "secretary", "president", "leader"))
_JOINED = re.compile(r"\s(?:and|or|of|in|at|with|for|on)\s|\s?[,/&]\s?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER_STEMS = frozenset("two three four five six seven eight nine ten eleven twelv dozen hundr thousand".split())


def covered(part: Part, present: Collection[str], keywords: KeywordIndex) -> float:
    """The share of the question's terms that are present, each weighing as much as it is rare."""
    weights = {term: keywords.rarity(term) for term in part.terms}
    weights |= {term: _BACKGROUND * keywords.rarity(term) for term in part.background}
    return _weighed(weights, [_presence(term, present) for term in weights])


def unknown(part: Part, keywords: KeywordIndex) -> float:
    """The share of the question's terms, weighed alike, that no document holds."""
    weights = {term: keywords.rarity(term) for term in part.terms}
    return _weighed(weights, [float(not keywords.knows(term) and not synonyms(term)) for term in weights])


def rarest_missing(part: Part, present: Collection[str], keywords: KeywordIndex) -> float:
    """The rarity of the rarest term that is not present, as a share of the highest there is."""
    missing = [keywords.rarity(term) for term in part.terms if not _presence(term, present)]
    return max(missing, default=0.0) / keywords.rarity("")


def named(part: Part, present: Collection[str], keywords: KeywordIndex) -> float:
    """The share of the question's names that are present, the rarest weighing most; 1 when it has none."""
    # Squared: in "LifeArc in Stevenage" it is LifeArc that must be there.
    weights = {name: keywords.rarity(name) ** 2 for name in part.names}
    return _weighed(weights, [_presence(name, present) for name in weights]) if weights else 1.0


def headed(part: Part, present: Collection[str]) -> float:
    """The share of the property asked for that is present; a half when the question names none."""
    return sum(_presence(term, present) for term in part.head) / len(part.head) if part.head else 0.5


def unheard(part: Part, keywords: KeywordIndex) -> float:
    """Whether what "how many" counts stands in no document at all, nor any word for it."""
    heard = [keywords.knows(term) or bool(synonyms(term)) for term in part.counted]
    return float(bool(heard) and not any(heard))


def property_missing(part: Part, present: Collection[str], keywords: KeywordIndex) -> float:
    """The rarity, as a share of the highest, of the rarest word of the property asked for that is not present."""
    missing = [keywords.rarity(term) for term in part.head | part.counted if not _presence(term, present)]
    return max(missing, default=0.0) / keywords.rarity("")


def valued(part: Part, text: str) -> float:
    """Whether the text holds a value of the kind asked for that the question did not give; a half for any kind."""
    shape = _SHAPES.get(part.expects)
    if not shape:
        return 0.5
    asked = part.text.lower()
    return float(any(found.group().lower() not in asked for found in re.finditer(shape, text)))


def counted(part: Part, stems: Sequence[str]) -> float:
    """Whether a number stands just before what "how many" counts; a half when nothing is counted."""
    if not part.counted:
        return 0.5
    things = part.counted.union(*(synonyms(stem) for stem in part.counted))
    places = [place for place, stem in enumerate(stems) if stem in things]
    return float(any(any(map(_is_count, stems[max(0, place - _NUMBER_REACH) : place])) for place in places))


def counts_what_is_asked(part: Part, value: Value) -> bool:
    """Whether a value counts what the question counts; so does any value when the question names nothing to count.

    "32 gene therapy facilities" counts facilities, and no therapies.
    """
    heads = {stems[-1] for noun in _JOINED.split(value.unit) if (stems := terms(noun))}
    return not part.counted or any(heads & ({stem} | synonyms(stem)) for stem in part.counted)


def of_years(part: Part, text: str, published: Published | None) -> float:
    """Whether the text states the time asked about, or else was published in it; a half for any time."""
    if part.period is not None:
        return _of_period(part.period, times_in(text), published)
    if not part.years:
        return 0.5
    stated = {int(year) for year in _YEAR.findall(text)}
    said = sum(year in stated for year in part.years)
    dated = 0 if stated or published is None else sum(published.year == year for year in part.years)
    return max(said, _DATED * dated) / len(part.years)


def is_of_other_years(part: Part, text: str) -> bool:
    """Whether the text states years, and none of those asked about: what it says then disagrees with no other year."""
    stated = {int(year) for year in _YEAR.findall(text)}
    return bool(stated and part.years) and not stated & part.years


def asked_of(part: Part, here: str, around: str, present: Collection[str], keywords: KeywordIndex) -> float:
    """Whether the roles and the properties of ``_PROPERTIES`` asked about are spoken of; a half when none is asked.

    A property stands in the sentence, or in what it stands under, ``here``; a role may be named ``around`` it. Somebody
    in the same role elsewhere is another person: with a role, what the question names must be ``present`` too.
    """
    roles = part.roles - _LOOSE_ROLES
    properties = _properties_of(part.text)
    if _AWARDED[1] in properties and not re.search(_AWARDED[0], part.asked, re.IGNORECASE):
        # "Which fund did it come from?" after what was awarded: who answers need not say that it was.
        properties = tuple(said for said in properties if said != _AWARDED[1])
    if part.roles and named(part, present, keywords) < _OF_OTHERS:
        return 0.0
    if not roles and not properties:
        return 0.5
    spoken_of = all(re.search(said, here, re.IGNORECASE) for said in properties)
    return float(spoken_of and roles <= roles_of(around))


@lru_cache(_REMEMBERED)
def _properties_of(question: str) -> tuple[str, ...]:
    """How the properties asked about are spoken of, as patterns."""
    return tuple(said for asked, said in _PROPERTIES if re.search(asked, question, re.IGNORECASE))


def in_scope(part: Part, text: str) -> float:
    """Whether a sentence speaks of the places asked about: 0 when it speaks of others, a half when it is open."""
    said = scopes_of(text)
    return float(bool(said & part.scopes)) if said and part.scopes else 0.5


def _of_period(period: Period, stated: Sequence[Time], published: Published | None) -> float:
    """1 when a time that is stated lies in the period, less when only the source does or a time reaches beyond it."""
    if any(period.holds(time.first) and period.holds(time.last) for time in stated):
        return 1.0
    meets = any(time.first <= period.last and period.first <= time.last for time in stated)
    found = _REACHES_BEYOND if meets else 0.0
    if published is None:
        return found
    if period.holds(published.first_day) and period.holds(published.last_day):
        return _DATED_BESIDE_ANOTHER if stated else _DATED
    may_lie_in = not stated and published.first_day <= period.last and period.first <= published.last_day
    return _REACHES_BEYOND if may_lie_in else found


def _weighed(weights: dict[str, float], values: Sequence[float]) -> float:
    total = sum(weights.values())
    return sum(weight * value for weight, value in zip(weights.values(), values, strict=True)) / total if total else 0.0


def _presence(term: str, present: Collection[str]) -> float:
    if term in present:
        return 1.0
    return _SYNONYM if any(other in present for other in synonyms(term)) else 0.0


def _is_count(stem: str) -> bool:
    is_year = re.fullmatch(r"(?:19|20)\d\d", stem)
    return (stem[0].isdigit() and not is_year) or stem in _NUMBER_STEMS
