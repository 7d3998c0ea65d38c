"""Cited quotes -> the figures in them: value, unit, scope, the date they hold for, planned or achieved (pure).

The rules are our own; ``ingest.values.when`` reads the date.
"""

import re

from bot.types import Citation, Figure
from ingest.values import Value, ValueKind, date_range, values_in
from ingest.values.statements import Statement, statements
from ingest.values.when import iso, when

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
_STANDS = re.compile(r"\b(?:is|are|has|have|houses|employs|stands|now)\b", re.IGNORECASE)
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


def figures_of(citation: Citation) -> list[Figure]:
    """The figures that a quote states, in its order. Dates are none; ``dates_of`` gives them. Never raises."""
    return [
        _figure(citation, statement, value)
        for statement in statements(citation.quote)
        for value in statement.values
        if value.kind is not ValueKind.DATE
    ]


def dates_of(citation: Citation) -> list[Figure]:
    """The dates that a quote states, as figures of the unit "date": ``value`` is the ordinal of the first day."""
    return [
        Figure(
            value=value.value,
            unit="date",
            original=citation.quote[value.start : value.end],
            scope=_scope(statement, value),
            as_of=iso(value),
            status=_status(citation, statement, value, iso(value)),
            citation=citation.number,
            hedge=value.hedge,
        )
        for statement in statements(citation.quote)
        for value in statement.dates
    ]


def units_in(text: str) -> frozenset[str]:
    """The units of the figures in a text; of a counted thing only its last word: "skilled jobs" are jobs."""
    return frozenset(
        value.unit.partition(" per ")[0].split()[-1] if value.kind is ValueKind.COUNT else value.unit
        for value in values_in(text)
        if value.kind is not ValueKind.DATE
    )


def speaks_of_plans(text: str) -> bool:
    """Whether a text has a word for what is planned or foreseen."""
    return bool(_PLANNED.search(text) or _PLANNED_SUBJECT.match(text))


def _figure(citation: Citation, statement: Statement, value: Value) -> Figure:
    date, is_undated = when(statement, value)
    stated = iso(date) if date else None
    published = citation.source.published
    as_of = stated or (str(published) if published and not is_undated else None)
    if date and published and _stands_as_told(statement, date, value) and str(published).startswith(f"{stated}-"):
        as_of = str(published)
    return Figure(
        value=value.value,
        unit=value.unit,
        original=citation.quote[value.start : value.end],
        scope=_scope(statement, value),
        as_of=as_of,
        status=_status(citation, statement, value, stated),
        citation=citation.number,
        hedge=value.hedge,
    )


def _stands_as_told(statement: Statement, date: Value, value: Value) -> bool:
    """Whether a date opens what is told in the present: "In 2021 the UK is home to 29%" holds when it is published."""
    return bool(_STANDS.search(statement.text[date.end : value.bare_start]))


def _status(citation: Citation, statement: Statement, value: Value, stated: str | None) -> str:
    """Planned or achieved, by the last word for either before the value, else by a plan behind it or a date ahead."""
    quote, clause = statement.text, statement.clause_of(value)
    start = clause[0]
    if quote[:start].endswith("("):  # what is added in brackets is as planned as what it is added to
        start = max((span[0] for span in statement.clauses if span[1] == start), default=start)
    if _INFINITIVE.match(quote, start):  # "planned, as of January 2022, to open it in September"
        start = statement.start
    before, after = quote[start : value.bare_start], quote[value.end : clause[1]]
    planned, achieved = _last(_PLANNED, before), _last(_ACHIEVED, before)
    if _IS_DONE.match(after):
        return "achieved"
    if planned >= 0 or achieved >= 0:
        return "planned" if planned > achieved else "achieved"
    is_plan = _PLANNED_SUBJECT.match(quote, statement.start, value.bare_start)
    if is_plan or _PLANNED.search(after) or _IS_BID.match(after):
        return "planned"
    days, published = date_range(stated) if stated else None, citation.source.published
    return "planned" if days and published and days[0] > published.last_day else "achieved"


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _scope(statement: Statement, value: Value) -> str | None:
    """The scope whose word is nearest: in a rank itself, else in the clause, the sentence, the quote."""
    said = _NO_PLACE.sub(lambda match: " " * len(match.group()), statement.text)
    if value.kind is ValueKind.RANK and (own := _nearest_scope(said, (value.start, value.end), value)):
        return own
    # Beyond its clause a value is of what was spoken of before it, rather than of what comes after.
    wider = ((statement.start, value.start), (statement.start, statement.end), (0, len(said)))
    spans = (statement.clause_of(value), *wider)
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
