"""Cited quotes -> the figures in them: value, unit, scope, the date they hold for, planned or achieved (pure).

What the words round a value say of it is read clause by clause: "opened in 2012; over 40 businesses by now" says
nothing of 2012 about the businesses. The rules are our own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.types import Citation, Figure
from bot.values import Value, ValueKind, date_range, values_in
from ingest.sentences import sentences

_CLAUSE_END = re.compile(
    r"[;:()]|,(?=\s)|\s[–—-]\s|\s(?:but|whereas|while|although|though|which|who)\b"
    r"|\sand(?=\s(?:now|has|had|have|is|are|was|were|will|would|it|they|there|by|in|houses"
    r"|employs|provides|raised|so)\b)"
)
_ABBREVIATION = re.compile(r"\([A-Z][\w&-]*\)")
# Dates that begin or bound something, or that a value is only compared with.
_NOT_THEN = re.compile(
    r"\b(?:since|from|between|before|after|ahead of|prior to|until|till|up on|down on|than(?: in)?)"
    r"\s(?:(?:the|its|their|about|around)\s)*$",
    re.IGNORECASE,
)
# What happened then, as against how things stood then.
_EVENT = re.compile(
    r"\b(?:open(?:s|ed|ing)?|found(?:ed)|set up|establish(?:ed)|beg[au]n|start(?:s|ed|ing)?|built|complet(?:e|ed)|"
    r"finish(?:ed)?|launch(?:ed)?|reported)(?:\s(?:in|on|by|from|at|during))?\s(?:about\s)?$",
    re.IGNORECASE,
)
_STANDS_NOW = re.compile(r"\b(?:has|have|is|are|now|houses|employs|today|currently|already)\b", re.IGNORECASE)
_FROM = re.compile(
    r"(?<![\w-])(?:up|down|rose|risen|grew|grown|fell|fallen|went|gone|(?:in|de)creased?|rising|growing|moved|cut)"
    r"\b[^.;,]*\bfrom\s$",
    re.IGNORECASE,
)
_COUNTED_EVENT = re.compile(r"\s(?:had |has |have |were |was )?(?:been )?\w+\s(?:(?:in|on|by|during)\s)?(?:about\s)?")
# ", founded in 2012," tells of the company, not of what is said about it.
_ASIDE = re.compile(r"\s*(?:(?:was|were|first|originally|as)\s)*\w+(?:ed|wn|lt|un|ht)\s(?:(?:in|on|by|at|from)\s)?$")
_OPENS = re.compile(
    r"\W*(?:as\s)?(?:in|by|on|at|of|for|during|between|throughout)\b\s(?:the\s)?(?:about\s)?$", re.IGNORECASE
)
_ONLY_A_DATE = re.compile(
    r"(?:\W|\b(?:year|date|period|month|as|of|in|by|on|at|the|about|only|alone|to|and)\b)*", re.IGNORECASE
)
_NOW = re.compile(r"\b(?:now|today|currently|at present|to date)\b", re.IGNORECASE)

_PLANNED = re.compile(
    r"\b(?:(?i:up to|planned|planning|propos\w+|expect\w*|forecast\w*|foresee\w*|target\w*|hope[ds]?|hoping|aim\w*|"
    r"will|would|could|might|should|due|predicted|projected|set to|intend\w*|seek\w*|bid (?:for|of)|asked for|"
    r"vision|goal|ambition|possible|as much as|(?<!said )(?<!thought )(?<!believed )to be|(?:is|are|was|were) to \w+)"
    r"|plans?|Plans|potential\w*|may(?!\s[0-9]))\b"  # a Plan and an Opportunity are names, May a month
)
_PLANNED_SUBJECT = re.compile(
    r"\W*(?:the |its |an? |long-term |draft )*(?:vision|plans?|target|forecast|aim|goal)\b", re.IGNORECASE
)
_INFINITIVE = re.compile(r"\W*to\s[a-z]+\s")
_IS_BID = re.compile(r"\sbid\b")
_IS_DONE = re.compile(
    r"\s(?:\w+\s)?(?:already\s)?(?:awarded|given|granted|committed|raised|spent|won|invested)\b", re.IGNORECASE
)
_ACHIEVED = re.compile(
    r"(?<!\bbe )(?<!\bto )\b(?:raised|awarded|opened|won|secured|received|got|gave|given|granted|paid|spent|invested|"
    r"put|had|has been|have been|houses?|housed|employ(?:s|ed)|provide[sd]|counted|reached|stands?|stood|rose|"
    r"risen|grew|sold|bought|launched|built|took|taken|ran|trained|measures|covers|brought|leveraged|committed)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"\b(?:outside|beyond) (?:the )?(?P<place>USA?\b|U\.S\.|United States|Europe)")
_SCOPES = {
    "world": re.compile(r"\b(?:[Ww]orld|[Gg]lobal|[Ww]orldwide)"),
    "Europe": re.compile(r"\bEurope"),
    "UK": re.compile(r"\b(?:UK|United Kingdom|[Nn]ational(?:ly)?|[Nn]ationwide|British|Britain)\b"),
    "county": re.compile(r"\b(?:[Cc]ounty|Hertfordshire|Herts)\b"),
    "campus": re.compile(r"\b(?:campus|[Oo]ccupiers?|[Tt]enants?|[Ii]ncubator|SBC|Bioscience Catalyst)\b"),
    "town": re.compile(r"\b(?:town|Stevenage)\b(?! (?:campus|Bioscience|Borough Council|Development Board))"),
}
# Names that hold a word of place without speaking of the place.
_NO_PLACE = re.compile(
    r"\b(?:Innovate UK|UK (?:BioIndustry|Research|Biobank|Government)|(?:Global|World|British|National) [A-Z]\w+"
    r"|European (?:Regional Development|Medicines|Commission|Union)|Great British|New Towns?"
    r"|Towns? (?:Deal|Fund|Investment)|Hertfordshire (?:LEP|Local|Science|Institute)|[Cc]ounty [Cc]ouncil"
    r"|University of Hertfordshire|North Hert\w+|Invest in Stevenage)\b"
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """A sentence of a quote with its values and its clauses, as offsets in the quote."""

    quote: str
    start: int
    end: int
    values: tuple[Value, ...]
    clauses: tuple[tuple[int, int], ...]

    def clause_of(self, value: Value) -> tuple[int, int]:
        """Where the clause begins and ends that holds the value."""
        return next(span for span in reversed(self.clauses) if span[0] <= value.bare_start)

    @property
    def dates(self) -> list[Value]:
        """The dates of the sentence."""
        return [value for value in self.values if value.kind is ValueKind.DATE]

    def dates_in(self, span: tuple[int, int]) -> list[Value]:
        """Those of a stretch that can say when something held."""
        return [date for date in self.dates if span[0] <= date.bare_start < span[1] and self._tells_when(date)]

    def _tells_when(self, date: Value) -> bool:
        return iso(date) is not None and not _NOT_THEN.search(self.quote, self.start, date.start)


def figures_of(citation: Citation) -> list[Figure]:
    """The figures that a quote states, in its order. Dates are none; ``dates_of`` gives them. Never raises."""
    return [
        _figure(citation, setting, value)
        for setting in _settings(citation.quote)
        for value in setting.values
        if value.kind is not ValueKind.DATE
    ]


def dates_of(citation: Citation) -> list[Figure]:
    """The dates that a quote states, as figures of the unit "date": ``value`` is the ordinal of the first day."""
    return [
        Figure(
            value=value.value,
            unit="date",
            original=citation.quote[value.start : value.end],
            scope=_scope(setting, value),
            as_of=iso(value),
            status=_status(citation, setting, value, iso(value)),
            citation=citation.number,
            hedge=value.hedge,
        )
        for setting in _settings(citation.quote)
        for value in setting.dates
    ]


def units_in(text: str) -> frozenset[str]:
    """The units of the figures in a text; of a counted thing only its last word: "skilled jobs" are jobs."""
    return frozenset(
        value.unit.partition(" per ")[0].split()[-1] if value.kind is ValueKind.COUNT else value.unit
        for value in values_in(text)
        if value.kind is not ValueKind.DATE
    )


def iso(date: Value) -> str | None:
    """A date value in ISO 8601: year, month or day, the end of a span of years; None for a decade and without a year.

    Seasons, quarters and halves come to their year; the start and the end of a year to its first and last month.
    """
    unit = date.unit
    if "/" in unit:
        return unit.partition("/")[2]
    if re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", unit):
        return unit
    if not re.match(r"[0-9]{4}-", unit):
        return None
    return unit[:4] + {"end": "-12", "start": "-01"}.get(unit[5:], "")


def _settings(quote: str) -> list[_Setting]:
    values = values_in(quote)
    found = []
    # What stands before a sentence's first letter, such as a bullet, belongs to it: no value is lost between two.
    starts = [0, *(span.start for span in sentences(quote))][1:] or [0]
    starts[0] = 0
    for start, end in zip(starts, [*starts[1:], len(quote)], strict=True):
        inside = tuple(value for value in values if start <= value.bare_start < end)
        if inside:
            found.append(_Setting(quote, start, end, inside, tuple(_clauses(quote, start, end, inside))))
    return found


def _clauses(quote: str, start: int, end: int, values: Sequence[Value]) -> list[tuple[int, int]]:
    """The stretches of a sentence between its commas, brackets and conjunctions, none in a value or in "(SBC)"."""
    whole = [(value.start, value.end) for value in values]
    whole += [match.span() for match in _ABBREVIATION.finditer(quote, start, end)]
    cuts = [
        match.end()
        for match in _CLAUSE_END.finditer(quote, start, end)
        if not any(first < match.end() and match.start() < last for first, last in whole)
    ]
    bounds = [start, *cuts, end]
    return list(pairwise(bounds))


def _figure(citation: Citation, setting: _Setting, value: Value) -> Figure:
    stated, is_undated = _stated(setting, value)
    published = citation.source.published
    as_of = stated or (str(published) if published and not is_undated else None)
    return Figure(
        value=value.value,
        unit=value.unit,
        original=citation.quote[value.start : value.end],
        scope=_scope(setting, value),
        as_of=as_of,
        status=_status(citation, setting, value, stated),
        citation=citation.number,
        hedge=value.hedge,
    )


def _stated(setting: _Setting, value: Value) -> tuple[str | None, bool]:
    """The date that the sentence gives for a value; and whether the value is an earlier one of no date at all."""
    clause = setting.clause_of(value)
    after = _after(setting, value, clause)
    if after:
        return iso(after), False
    if _FROM.search(setting.quote, clause[0], value.start):
        return None, True
    found = _before(setting, value, clause) or _bracketed(setting, value, clause) or _elsewhere(setting, value, clause)
    return (iso(found) if found else None), False


def _after(setting: _Setting, value: Value, clause: tuple[int, int]) -> Value | None:
    """The date that follows in the clause, before another value: "89 in 2019". Not that of an event."""
    others = [other for other in setting.values if other.kind is not ValueKind.DATE and other.start >= value.end]
    until = min([clause[1], *(other.start for other in others)])
    for date in setting.dates_in((value.end, until)):
        between = setting.quote[value.end : date.start]
        if not _EVENT.search(between) or (value.kind is ValueKind.COUNT and _COUNTED_EVENT.fullmatch(between)):
            return date
    return None


def _before(setting: _Setting, value: Value, clause: tuple[int, int]) -> Value | None:
    """The last date before a value in its clause, else the one date that follows other values there."""
    quote = setting.quote
    dates = [
        date
        for date in setting.dates_in((clause[0], value.start))
        if not (_EVENT.search(quote, clause[0], date.start) and _STANDS_NOW.search(quote[date.end : value.start]))
    ]
    if dates:
        return dates[-1]
    later = [date for date in setting.dates_in(clause) if not _EVENT.search(quote, clause[0], date.start)]
    return later[0] if len(later) == 1 else None


def _bracketed(setting: _Setting, value: Value, clause: tuple[int, int]) -> Value | None:
    """ "540 (2012)"."""
    if setting.quote[clause[1] - 1 : clause[1]] != "(" or setting.quote[value.end : clause[1] - 1].strip():
        return None
    following = next((span for span in setting.clauses if span[0] == clause[1]), None)
    return next(iter(setting.dates_in(following)), None) if following and _is_only_a_date(setting, following) else None


def _elsewhere(setting: _Setting, value: Value, clause: tuple[int, int]) -> Value | None:
    """A date that governs the sentence, that of the clause before, or the only one; not that of an event or aside."""
    quote = setting.quote
    if _NOW.search(quote, *clause):
        return None
    alone = [span for span in setting.clauses if _is_only_a_date(setting, span)]
    dates = [date for span in alone for date in setting.dates_in(span) if not _follows_a_value(setting, span)]
    if len(dates) == 1:
        return dates[0]
    opening = next(iter(setting.dates), None)
    if opening and _OPENS.fullmatch(quote[setting.start : opening.start]):
        return next(iter(setting.dates_in(setting.clause_of(opening))), None)
    told = [date for date in setting.dates_in((setting.start, setting.end)) if not _is_aside(setting, date)]
    joined = [date for date in told if ";" not in quote[min(date.end, value.end) : max(date.start, value.start)]]
    earlier = [date for date in joined if date.end <= clause[0]]
    if len(setting.dates) == 1 and joined:
        return joined[0]
    before = next((span for span in setting.clauses if span[1] == clause[0]), None)
    return (
        earlier[-1] if earlier and before and before[0] <= earlier[-1].start and _has_value(setting, before) else None
    )


def _is_aside(setting: _Setting, date: Value) -> bool:
    """Whether a date is that of an event or of an aside, or stands in brackets after a value of its own."""
    clause = setting.clause_of(date)
    before = setting.quote[clause[0] : date.start]
    is_bracketed = setting.quote[: clause[0]].endswith("(")
    return bool(is_bracketed or _EVENT.search(before) or _ASIDE.fullmatch(before))


def _has_value(setting: _Setting, clause: tuple[int, int]) -> bool:
    """Whether a clause states a value, so that the next may go on from it: "£1bn by October 2019, 60% of it ..."."""
    return any(
        value.kind is not ValueKind.DATE and clause[0] <= value.bare_start < clause[1] for value in setting.values
    )


def _is_only_a_date(setting: _Setting, clause: tuple[int, int]) -> bool:
    rest = setting.quote[clause[0] : clause[1]]
    dates = [date for date in setting.dates if clause[0] <= date.start and date.end <= clause[1]]
    for date in reversed(dates):
        rest = rest[: date.start - clause[0]] + rest[date.end - clause[0] :]
    return bool(dates) and _ONLY_A_DATE.fullmatch(rest) is not None


def _follows_a_value(setting: _Setting, clause: tuple[int, int]) -> bool:
    """Whether a clause stands in brackets right after a value, which it then dates alone."""
    before = setting.quote[: clause[0]]
    return before.endswith("(") and any(value.end == len(before[:-1].rstrip()) for value in setting.values)


def _status(citation: Citation, setting: _Setting, value: Value, stated: str | None) -> str:
    """Planned or achieved, by the last word for either before the value, else by a plan behind it or a date ahead."""
    quote, clause = setting.quote, setting.clause_of(value)
    start = clause[0]
    if quote[:start].endswith("("):  # what is added in brackets is as planned as what it is added to
        start = max((span[0] for span in setting.clauses if span[1] == start), default=start)
    if _INFINITIVE.match(quote, start):  # "planned, as of January 2022, to open it in September"
        start = setting.start
    before, after = quote[start : value.bare_start], quote[value.end : clause[1]]
    planned, achieved = _last(_PLANNED, before), _last(_ACHIEVED, before)
    if _IS_DONE.match(after):
        return "achieved"
    if planned >= 0 or achieved >= 0:
        return "planned" if planned > achieved else "achieved"
    is_plan = _PLANNED_SUBJECT.match(quote, setting.start, value.bare_start)
    if is_plan or _PLANNED.search(after) or _IS_BID.match(after):
        return "planned"
    days, published = date_range(stated) if stated else None, citation.source.published
    return "planned" if days and published and days[0] > published.last_day else "achieved"


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _scope(setting: _Setting, value: Value) -> str | None:
    """The scope whose word is nearest: in a rank itself, else in the clause, the sentence, the quote."""
    said = _NO_PLACE.sub(lambda match: " " * len(match.group()), setting.quote)
    if value.kind is ValueKind.RANK and (own := _nearest_scope(said, (value.start, value.end), value)):
        return own
    # Beyond its clause a value is of what was spoken of before it, rather than of what comes after.
    wider = ((setting.start, value.start), (setting.start, setting.end), (0, len(said)))
    spans = (setting.clause_of(value), *wider)
    return next((scope for span in spans if (scope := _nearest_scope(said, span, value))), None)


def _nearest_scope(said: str, span: tuple[int, int], value: Value) -> str | None:
    if found := _OUTSIDE.search(said, *span):
        return f"world outside {'the US' if found['place'].startswith('U') else found['place']}"
    near = [(_distance(match, value), name) for name, words in _SCOPES.items() for match in words.finditer(said, *span)]
    return min(near)[1] if near else None


def _distance(match: re.Match[str], value: Value) -> float:
    """In characters; a share is rather of what follows: "the UK has 9% of all global trials" is of the world."""
    if match.start() < value.end:
        return float(max(value.start - match.end(), 0))
    return (match.start() - value.end) / (2 if value.kind is ValueKind.SHARE else 1)
