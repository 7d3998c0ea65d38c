"""Text -> the values that it states: amounts, counts, shares, measures, dates and ranks (pure).

Rules, of our own, for the notation of British press releases: "over £1.6bn", "9,640 sq m", "two thirds", "13 of the 45
companies", "Q3 2027", "third largest in the world". What only looks like a value is none: phone numbers, postcodes,
addresses, links, "Phase 1", "A1(M)", "COVID-19". A count without a noun of its own ("rose from 89 to 115") takes the
noun that its sentence counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.periods import time_scope


class ValueKind(StrEnum):
    """What sort of value it is."""

    AMOUNT = "amount"
    COUNT = "count"
    SHARE = "share"
    MEASURE = "measure"
    DATE = "date"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Value:
    """One value: ``text[start:end]`` is how it is written with its hedge, ``text[bare_start:end]`` without.

    ``unit`` is an ISO 4217 code ("GBP", also "GBP per sq ft"), "%", a measure ("sq m", "acres", "years", "times"), the
    noun phrase counted ("skilled jobs", or "count" when the text leaves it open), "rank", or, of a date, its ISO form
    at the precision written ("2023-04-17", "2018-04", "2027-Q3", "2020-autumn", "2021-mid", "2025/2026", "202X",
    "--11-26" without a year). ``value`` is in that unit; of a date the proleptic ordinal of its first day, 0 without a
    year; of a rank its place, from 1. A range has its low end in ``value`` and its high end in ``high``. ``hedge`` is
    "over", "almost", "about", "up to", "at least" or None; "one of the largest" is "at least" rank 1, "top ten" "up
    to" rank 10.
    """

    start: int
    end: int
    value: float
    unit: str
    hedge: str | None
    kind: ValueKind
    bare_start: int
    high: float | None = None

    @property
    def per(self) -> str | None:
        """What a compound unit is per: "sq ft" of "GBP per sq ft"."""
        return self.unit.partition(" per ")[2] or None


# Longer numbers are serial numbers or noise, and would not be exact as floats.
_MOST_DIGITS = 15
_THOUSAND = 1000
_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ONES = dict(zip(_SMALL, range(1, 20), strict=True)) | dict(zip(_TENS, range(20, 100, 10), strict=True))
_MULTIPLES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALES = {
    **dict.fromkeys(("k", "thousand"), 10**3),
    **dict.fromkeys(("m", "mn", "mln", "million"), 10**6),
    **dict.fromkeys(("b", "bn", "bln", "billion"), 10**9),
    **dict.fromkeys(("tn", "trillion"), 10**12),
}
_DIGITS = (
    r"(?:[0-9]{1,3}(?:[,\u00a0\u202f\u2009][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?![0-9²]|[.,/:][0-9]|(?:st|nd|rd|th)\b)"
)
_WORD = f"(?:{'|'.join(sorted([*_ONES, *_MULTIPLES], key=len, reverse=True))})"
_SPELT = rf"\b(?:(?:half\s)?an?\s(?=(?:{'|'.join(_MULTIPLES)})\b))?{_WORD}\b(?:(?:\sand)?[\s-]{_WORD}\b){{0,9}}(?![’'])"
# A letter stands at its number: "28 m" may be metres. After a currency sign it may stand off.
_SCALE = r"(?:[\s-]?(?:thousand|million|billion|trillion|mn|mln|bn|bln|tn)|[kmb])\b"
_ANY_SCALE = r"[\s-]?(?:thousand|million|billion|trillion|mn|mln|bn|bln|tn|[kmb])\b"
_CODES = "GBP EUR USD SEK DKK NOK CHF JPY AUD CAD NZD HKD SGD CNY INR".split()
_SIGNS = {
    **{"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY", "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD"},
    **{"ca$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD"},
    **{code.lower(): code for code in _CODES},
}
_NAMES = {
    **{"pounds sterling": "GBP", "pounds": "GBP", "pound": "GBP", "sterling": "GBP", "euros": "EUR", "euro": "EUR"},
    **{"us dollars": "USD", "dollars": "USD", "dollar": "USD", "swedish kronor": "SEK"},
    **{code.lower(): code for code in _CODES},
}
_SIGN = rf"(?:(?<![A-Za-z])(?:US|AU?|CA?|NZ|HK|S)\$|(?<![A-Za-z])\$|[£€¥]|\b(?:{'|'.join(_CODES)})(?=[\s0-9]))"
_QUANTITY = re.compile(
    rf"(?:(?P<sign>{_SIGN})\s?(?P<priced>{_DIGITS}(?:{_ANY_SCALE})?)"
    rf"|(?<![\w.,/:#£€$¥-])(?P<digits>{_DIGITS}(?:{_SCALE})?)|(?<![\w-])(?P<spelt>{_SPELT}))(?P<plus>\+|-plus\b)?"
    rf"(?P<range>(?P<join>\s?[-–]\s?|\s(?:to|and)\s)(?P<sign2>{_SIGN})?\s?(?P<two>{_DIGITS}(?:{_SCALE})?|{_SPELT}))?",
    re.IGNORECASE,
)
_NAME = re.compile(rf"\s(?P<name>{'|'.join(sorted(_NAMES, key=len, reverse=True))})\b", re.IGNORECASE)
_PERCENT = re.compile(r"\s?(?:(?P<points>(?:%|percentage|per\s?cent)[\s-]points?\b)|%|per\s?cent\b)", re.IGNORECASE)
_UNITS = {
    "sq miles": r"sq(?:uare)? miles?",
    "sq m": r"sq\.?\s?m(?:et(?:re|er)s?)?|m²|m2|square[\s-]met(?:re|er)s?",
    "sq ft": r"sq\.?\s?(?:ft|feet|foot)|ft²|ft2|square[\s-](?:feet|foot)",
    "acres": r"acres?",
    "hectares": r"hectares?|ha",
    "miles": r"miles?",
    "km": r"km|kilomet(?:re|er)s?",
    "metres": r"met(?:re|er)s?",
    "litres": r"lit(?:re|er)s?|l",
    "tonnes": r"tonnes?",
    "MW": r"mw|megawatts?",
    "minutes": r"min(?:ute)?s?",
    "hours": r"hours?",
    "days": r"days?",
    "weeks": r"weeks?",
    "months": r"months?",
    "years": r"years?",
    "decades": r"decades?",
    "times": r"times|x|fold",
}
_LASTING = frozenset({"minutes", "hours", "days", "weeks", "months", "years", "decades"})
_UNIT = re.compile(rf"[\s-]?(?P<unit>{'|'.join(_UNITS.values())})(?![\w²])", re.IGNORECASE)
_AN_HOUR = re.compile(r"\b(?P<half>half\s)?an\shour\b(?P<of_travel>\s(?:from|to|away|by)\b)?", re.IGNORECASE)
_PER = re.compile(
    r"\s(?:per|an?|for each|each)\s(?P<per>sq(?:uare)?\s?(?:ft|foot|feet|m|metre)|share|ADS|acre|hour|day|week|month"
    r"|year|annum|head|person|patient|employee|home|unit|dose)\b|\s?(?P<yearly>p\.?a)\b",
    re.IGNORECASE,
)
# A table row: "Rent per sq ft, Q3 2024: £77.00".
_ROW_PER = re.compile(r"\bper (?P<per>sq(?:uare)? ?(?:ft|foot|feet|m|metre))\b[^:;.]*:\s$", re.IGNORECASE)

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_FRACTION = re.compile(
    rf"\b(?:(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)[\s-])?(?P<part>{'|'.join(_PARTS)})s?\b"
    r"(?!\sof\s(?:19|20)[0-9]{2}|\sof\san?\s(?:mile|hour|century)|[\s-]+(?:party|parties|phase|century|time)\b)",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"\sof\b|\s?(?:[,.;:)]|$)|\s(?:in|by|from|and|or|was|were|are|is|come|came)\b")
_OF_WHOLE = re.compile(r"\s(?:of|the|its|their|all)\b")
_PART_OF_TIME = re.compile(r"\b(?:first|second|last|latter|other)\s$", re.IGNORECASE)
_RATIO = re.compile(
    rf"(?<![\w.,/-])(?P<top>{_SPELT}|[0-9]{{1,2}})\s(?P<way>in|out of)\s(?:every\s)?(?P<bottom>{_SPELT}|[0-9]{{1,3}})\b"
    r"(?!\s?%|[.,:/-][0-9]|\s(?:years?|months?|weeks?|days?|hours?|minutes)\b)",
    re.IGNORECASE,
)
_ORDINALS = {
    **{"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9},
    **{"2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6, "7th": 7, "8th": 8, "9th": 9, "tenth": 10, "10th": 10},
}
_OWNER = r"(?:world|Europe|UK|Britain|country|nation|county|region|England|Hertfordshire|continent)['’]s\s"
_WITHIN = (
    r"(?:in|outside|across|of any|within)\s(?:the\s)?(?:whole\s)?(?:world|Europe(?:an country)?|UK|U\.?S\.?A?\b|United "
    r"(?:Kingdom|States)|England|Britain|Hertfordshire|county|country|region|continent)"
)
_RANKED = (
    r"cluster|clusters|campus|campuses|site|sites|centre|centres|hub|hubs|park|parks|facility|facilities|zone|zones"
)
_RANK = re.compile(
    rf"\b(?:(?P<among>one of|among)\s)?(?:the\s)?(?:{_OWNER})?(?:(?P<place>{'|'.join(_ORDINALS)})[\s-])?(?:single\s)?"
    r"(?P<best>largest|biggest|smallest|oldest|newest|highest|lowest|tallest|fastest|greatest)\b"
    rf"(?:(?:\s[\w&-]+){{0,7}}?\s(?:{_WITHIN}|(?:{_RANKED})\b(?:\s{_WITHIN})?))?"
    rf"|\b(?:the\s)?(?:(?:{_OWNER})first\b|first\b(?=(?:\s[\w&-]+){{1,6}}?\s{_WITHIN})(?:\s[\w&-]+){{1,6}}?\s{_WITHIN})"
    rf"|\b(?:the\s)?(?:{_OWNER})?top\s(?P<top>[0-9]{{1,3}}|ten|five|three|twenty)\b(?!\s?%)",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
# "45 may" and "45 march" may be verbs.
_SURE_MONTH = _MONTH.replace("|May|", "|").replace("|March|", "|")
_YEAR = r"(?:19|20)[0-9]{2}"
_COUNTED_YEAR = r"\s(?:people|staff|jobs|employees|delegates|patients|members|homes|square|sq)\b"
_DATE = re.compile(
    rf"""(?<![\w£€$¥.,/-])(?:
    (?P<iso>{_YEAR}-[0-9]{{2}}-[0-9]{{2}})(?![0-9-])
    |(?P<slashed>[0-9]{{1,2}}/[0-9]{{1,2}}/{_YEAR})(?![0-9/])
    |(?:(?:early|mid|late)[\s-]|(?:the\s)?(?:start|beginning|end)\sof\s)?
        (?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<month>{_MONTH})\s(?P<year>{_YEAR})\b
    |(?P<us_month>{_MONTH})\s(?P<us_day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s(?P<us_year>{_YEAR})\b
    |(?P<quarter>Q[1-4]|H[12])\s(?:of\s)?(?P<quarter_year>{_YEAR})\b
    |(?P<nth>first|second|third|fourth|last)\s(?P<span>quarter|half)\sof\s(?P<nth_year>{_YEAR})\b
    |(?P<season>spring|summer|autumn|winter|early|mid|late|(?:the\s)?(?:start|beginning|middle|end)\sof)
        (?:\s(?:in|of)\s|[\s-])(?P<season_year>{_YEAR})\b
    |(?P<from>{_YEAR})[/–-](?P<until>(?:19|20)?[0-9]{{2}})(?![\w/-])
    |(?P<decade>(?:19|20)[0-9])0s\b
    |(?P<bare_day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<bare_month>{_SURE_MONTH})\b
    |(?P<bare>{_YEAR})(?![\w/-]|[.,][0-9]|\s?%)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TIME_WORD = re.compile(
    r"\b(?:in|by|since|until|till|before|after|during|of|for|the|and|to|from|between)\s$", re.IGNORECASE
)

# What holds numbers and states no value.
_NO_VALUE = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\[[0-9]+\]|(?m:^\s*[0-9]{1,2}[.)]\s)"
    r"|(?<![\w])(?:\+[0-9]{1,3}[ (]|\(?0[0-9]{2,4}[ )])[0-9 ()-]{5,}[0-9]"
    r"|\b[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}\b"
    r"|\b[0-9]{1,2}:[0-9]{2}\b|\b[0-9]{1,2}(?:\.[0-9]{2})?\s?[ap]\.?m\b\.?"
    r"|\b[0-9]+[A-Za-z]?\s(?:[A-Z][\w'’-]*\s){1,3}(?:Street|Road|Lane|Way|Avenue|Drive|Close|Court|Square|Row|House)\b"
    r"|\b(?i:phase|stage|level|grade|tier|step|unit|building|module|chapter|section|article|round|part|type|class|room"
    r"|floor|lot|plot|block|gate|platform|fig(?:ure)?|table|pages?|pp?\.|junction|no\.?|version|series|covid|group|act)"
    rf"\s(?:[0-9]+|(?:{'|'.join(_SMALL)})\b)(?!\s(?:of|out)\b)",
)

_STEP = r"(?:just|only|well|far|slightly|significantly|considerably|comfortably|(?:a )?little)\s"
_HEDGES = {
    "at least": r"at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of|minimum of",
    "almost": r"almost|nearly|close to|approaching|nearing|not quite|just short of|(?:just|a little|slightly) "
    r"(?:under|below|less than)",
    "up to": r"up to|as (?:much|many) as|at most|(?:no|not) more than|(?:a )?maximum of|less than|fewer than|under"
    r"|below|within|capped at",
    "over": r"over|above|more than|greater than|in excess of|upwards of|exceed(?:s|ed|ing)|beyond|north of",
    "about": r"about|around|approximately|approx\.?|roughly|some|circa|ca?\.|~|≈|(?:an )?estimated|in the region of",
}
_HEDGE = "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _HEDGES.items())
_ANY_HEDGE = f"(?:{'|'.join(_HEDGES.values())})"
_BEFORE = re.compile(
    rf"(?<![\w-])(?:{_STEP})??(?:{_HEDGE})\s?(?:{_ANY_HEDGE}\s)?"
    r"(?:(?:a|an|the)\s)?(?:(?:further|additional|extra|another|total of|combined|record)\s)?$",
    re.IGNORECASE,
)
_LONGEST_HEDGE, _LONGEST_OPENING = 48, 160
_AFTER = {"at least": re.compile(r"\sor (?:more|over)\b"), "about": re.compile(r"\sor so\b")}
_DATE_HEDGE = re.compile(r"(?<![\w-])(?:about|around|approximately|circa|ca?\.)\s?$", re.IGNORECASE)
_TAKES_OVER = re.compile(
    r"\b(?:for|of|just|well|little|takes?|took|than|lasts?|lasted|are|is|was)\s+over\s$", re.IGNORECASE
)

_MASS = frozenset("people staff men women children employees personnel".split())
# Words that end a noun phrase before its noun, and words in -s that are no plural nouns.
_NO_NOUN = frozenset(
    """a an the of in on at by for from to with without within into onto over under up down off out as than then that
    this these those which who whom whose it its he she they we you i his her their our your them us is are was were be
    been being am has have had having do does did will would shall should can could may might must not no nor or but if
    so when while whereas where because since until till before after during between among across against per plus
    minus versus via each every both all any some such only also just even still now already yet again soon later ago
    said says told made makes took takes gave gives came comes went goes got gets put puts held holds ran runs set sets
    left leaves works covers shows includes means needs helps brings began begins rose rises fell falls grew grows
    raised opened awarded became becomes remains always perhaps less previous various thus towards alongside besides
    whilst compared accounts expected forecast planned due other's years""".split()
)
_MODIFYING = frozenset(
    "sciences skills systems sales operations communications therapeutics services sports news".split()
)
# An abbreviation in brackets belongs to the phrase: "350 research and development (R&D) jobs".
_TOKEN = re.compile(r"(?:\s\([A-Z][\w&-]*\))?\s(?P<word>[A-Za-z][\w&./-]*(?:['’][a-z]+)?|['’]?[A-Za-z][\w-]*)")
_MOST_MODIFIERS = 7
_GROUP = re.compile(
    rf"\s(?:out\s)?of\s(?:(?P<back>them|which|whom|those)\b|(?:the|its|our|these|their|all|[A-Z]\w*['’]s)(?=\s)"
    rf"(?:\s(?:{_DIGITS}|{_SPELT}))?)",
)
_SUBJECT = re.compile(
    r"\b(?:compan(?:y|ies)|firms|businesses|tenants|occupiers|organi[sz]ations|developers|members|trials|jobs|roles"
    r"|posts|staff|employees|people|workforce|headcount|team|population|patients|therapies|products|facilities|sites|projects"
    r"|collaborat(?:ions|ors)|partners|apprentices|users|modules|buildings|places|delegates|students|residents|drugs"
    r"|zones|trains|batches|licences|participants|homes|universities|cleanrooms|starts|start-ups)\b"
)
_STANDS_ALONE = re.compile(
    r"\s(?:in|by|at|from|to|on|for|of|and|or|before|after|as|were|was|are|have|had|when|while|whereas|up|down|since"
    r"|during|across|with|against|compared|expected|forecast|operating|out|then|now|today|alone|last|this|began|took|got|\()|\s?[,.;:)!?]|\s*$"
)
_SENTENCE_END = re.compile(r"[.!?]\s|\n")


def values_in(text: str) -> list[Value]:
    """The values of a text, in its order, none overlapping. Never raises."""
    blocked = [match.span() for match in _NO_VALUE.finditer(text)]
    found: list[Value] = []
    for read in (_dates, _ranks, _fractions, _ratios, _hours):
        for value in read(text):
            if _is_free(value.bare_start, value.end, found) and not _is_in(value.bare_start, blocked):
                found.append(value)
    found += _quantities(text, blocked, found)
    return _apart(sorted(found, key=lambda value: value.bare_start))


def normalised(value: Value) -> str:
    """The value in one notation, whatever its words: "GBP 1100000000", "45 companies", "33.3333 %", "2018-04"."""
    if value.kind is ValueKind.DATE:
        return value.unit
    number = _plain(value.value) if value.high is None else f"{_plain(value.value)}-{_plain(value.high)}"
    return f"{value.unit} {number}" if value.kind is ValueKind.AMOUNT else f"{number} {value.unit.lower()}"


def date_range(text: str) -> tuple[date, date] | None:
    """The first and the last day of the first date in a text that has a year, both among its days; None without one."""
    return next((days for match in _DATE.finditer(text) if (days := _days(match))), None)


def _plain(number: float) -> str:
    return f"{Decimal(repr(number)):f}".removesuffix(".0")


def _is_free(start: int, end: int, found: Sequence[Value]) -> bool:
    return not any(value.bare_start < end and start < value.end for value in found)


def _is_in(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _apart(values: Sequence[Value]) -> list[Value]:
    """Values whose hedges do not reach into the value before them."""
    return [
        value
        if place == 0 or values[place - 1].end <= value.start
        else Value(value.bare_start, value.end, value.value, value.unit, None, value.kind, value.bare_start, value.high)
        for place, value in enumerate(values)
    ]


def _dates(text: str) -> Iterator[Value]:
    for match in _DATE.finditer(text):
        if (
            match["bare"]
            and re.match(_COUNTED_YEAR, text[match.end() :])
            and not _TIME_WORD.search(text, 0, match.start())
        ):
            continue
        days, unit = _days(match), _date_unit(match)
        if days is None and not match["bare_day"]:
            continue
        hedge = _DATE_HEDGE.search(text, max(0, match.start() - _LONGEST_HEDGE), match.start())
        start = hedge.start() if hedge else match.start()
        first = float(days[0].toordinal()) if days else 0.0
        yield Value(start, match.end(), first, unit, "about" if hedge else None, ValueKind.DATE, match.start())


def _days(match: re.Match[str]) -> tuple[date, date] | None:
    """The first and the last day of a date; of a day that does not exist, those of its month."""
    if match["bare_day"]:
        return None
    year, month = match["year"] or match["us_year"], match["month"] or match["us_month"]
    has_day = match["day"] or match["us_day"]
    said = [match.group()] if has_day or not month else []
    for words in [*said, *([f"{month} {year}"] if month else [])]:
        period = time_scope(words).period
        if period:
            return period.first, period.last
    return None


def _date_unit(match: re.Match[str]) -> str:
    """The ISO form at the precision written, with the word for what ISO 8601 has no form for."""
    if match["iso"] or match["slashed"]:
        days = _days(match)
        return days[0].isoformat() if days else ""
    if match["bare_day"]:
        return f"--{_month(match['bare_month']):02d}-{int(match['bare_day']):02d}"
    if match["month"] or match["us_month"]:
        return _day_unit(match)
    if match["quarter"]:
        return f"{match['quarter_year']}-{match['quarter'].upper()}"
    if match["nth"]:
        number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(match["nth"].lower())
        is_half = match["span"].lower() == "half"
        return f"{match['nth_year']}-{'H' if is_half else 'Q'}{number or (2 if is_half else 4)}"
    if match["season"]:
        word = match["season"].lower().removeprefix("the ").removesuffix(" of").replace("beginning", "start")
        return f"{match['season_year']}-{word.replace('middle', 'mid')}"
    if match["from"]:
        return f"{match['from']}/{match['from'][: 4 - len(match['until'])]}{match['until']}"
    return f"{match['decade']}X" if match["decade"] else match["bare"]


def _day_unit(match: re.Match[str]) -> str:
    month = f"{match['year'] or match['us_year']}-{_month(match['month'] or match['us_month']):02d}"
    day = match["day"] or match["us_day"]
    days = _days(match)
    return f"{month}-{int(day):02d}" if day and days and days[0] == days[1] else month


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _ranks(text: str) -> Iterator[Value]:
    for match in _RANK.finditer(text):
        hedge, place = ("at least" if match["among"] else None), 1.0
        if match["place"]:
            place = float(_ORDINALS[match["place"].lower()])
        elif match["top"]:
            hedge, place = "up to", float(_number(match["top"]) or 0)
        start = match.start() + (len(match["among"]) + 1 if match["among"] else 0)
        start += 4 if text[start : start + 4].lower() == "the " else 0
        whole = match.start() if match["among"] else start
        yield Value(whole, match.end(), place, "rank", hedge, ValueKind.RANK, start)


def _fractions(text: str) -> Iterator[Value]:
    """ "Two thirds"; "a third" and "half" only where a share is meant, since a third party and half a day are none."""
    for match in _FRACTION.finditer(text):
        top, part = (match["top"] or "").lower(), match["part"].lower()
        hedge, start = _hedge_before(text, match.start())
        if part == "half":
            is_share = top in ("", "one") and bool(hedge or _OF_WHOLE.match(text, match.end()))
            is_share = is_share and not _PART_OF_TIME.search(text, max(0, match.start() - 10), match.start())
        elif top in ("", "a", "an"):
            is_share = bool(top and (hedge or _CLOSES.match(text, match.end())))
        else:
            is_share = not (top == "one" and part == "half")
        if is_share:
            share = round(100 * _ONES.get(top, 1) / _PARTS[part], 4)
            yield Value(start, match.end(), share, "%", hedge, ValueKind.SHARE, match.start())


def _ratios(text: str) -> Iterator[Value]:
    """ "One in four" and "nine out of ten"; "13 out of 45 companies" are two counts."""
    for match in _RATIO.finditer(text):
        top, bottom = _number(match["top"]), _number(match["bottom"])
        if not top or not bottom or top >= bottom or bottom > 100:
            continue
        if match["way"].lower() == "out of" and bottom not in (3, 4, 5, 10, 100):
            continue
        hedge, start = _hedge_before(text, match.start())
        yield Value(start, match.end(), round(float(100 * top / bottom), 4), "%", hedge, ValueKind.SHARE, match.start())


def _hours(text: str) -> Iterator[Value]:
    for match in _AN_HOUR.finditer(text):
        hedge, start = _hedge_before(text, match.start())
        if match["half"] or match["of_travel"] or hedge:
            end = match.end() - len(match["of_travel"] or "")
            hours = 0.5 if match["half"] else 1.0
            yield Value(start, end, hours, "hours", hedge, ValueKind.MEASURE, match.start())


def _quantities(text: str, blocked: Sequence[tuple[int, int]], claimed: Sequence[Value]) -> list[Value]:
    """Everything that is written as a number, which its surroundings make an amount, share, measure or count."""
    found: list[Value] = []
    place = 0
    while match := _QUANTITY.search(text, place):
        number_start = match.start()
        value = None
        if not _is_in(number_start, blocked) and _is_free(number_start, number_start + 1, claimed):
            value = _quantity(text, match, claimed, found)
        place = max(value.end, number_start + 1) if value else _end_of_one(match)
        if value:
            found.append(value)
    return found


def _end_of_one(match: re.Match[str]) -> int:
    """Where the first number of a match ends, with its plus sign."""
    return match.start("range") if match["range"] else match.end()


def _quantity(text: str, match: re.Match[str], claimed: Sequence[Value], earlier: Sequence[Value]) -> Value | None:
    low = _number(match["priced"] or match["digits"] or match["spelt"])
    if low is None:
        return None
    if high := _range_end(text, match, claimed):
        low = low * _scale(match["two"]) if _takes_scale(match, low) else low
        if low < high and (value := _typed(text, match, match.end(), low, high, claimed)):
            return value
        low = _number(match["priced"] or match["digits"] or match["spelt"]) or low
    end = _end_of_one(match)
    value = _typed(text, match, end, low, None, claimed)
    if value and value.kind is ValueKind.COUNT and match["spelt"] and low == 1:
        return None
    return value or _untyped(text, match, end, low, claimed, earlier)


def _range_end(text: str, match: re.Match[str], claimed: Sequence[Value]) -> Decimal | None:
    """The high end of a range; "from 89 to 115" is a change and "£3m and £4m" are two values."""
    if not match["range"] or not _is_free(match.start("two"), match.end("two"), claimed):
        return None
    before, join = text[: match.start()], match["join"].strip().lower()
    if join == "and" and not re.search(r"\bbetween\s$", before, re.IGNORECASE):
        return None
    if join == "to" and re.search(rf"\bfrom\s(?:{_ANY_HEDGE}\s)?$", before[-_LONGEST_HEDGE:], re.IGNORECASE):
        return None
    if match["sign2"] and _SIGNS[match["sign2"].lower()] != _SIGNS.get((match["sign"] or "").lower()):
        return None
    return _number(match["two"])


def _takes_scale(match: re.Match[str], low: Decimal) -> bool:
    """ "£10-15m" and "two to three million" are two values in millions."""
    one = match["priced"] or match["digits"]
    is_bare = _scale(one) == 1 if one else low < _THOUSAND
    return is_bare and _scale(match["two"]) > 1 and low < _THOUSAND


def _typed(
    text: str, match: re.Match[str], end: int, low: Decimal, high: Decimal | None, claimed: Sequence[Value]
) -> Value | None:
    """The value with the unit that its sign or the words after it give, if they give one."""
    if match["sign"]:
        end, unit = _with_per(text, match.start(), end, _SIGNS[match["sign"].lower()])
        return _value(text, match, end, low, high, unit, ValueKind.AMOUNT)
    if name := _NAME.match(text, end):
        end, unit = _with_per(text, match.start(), name.end(), _NAMES[name["name"].lower()])
        return _value(text, match, end, low, high, unit, ValueKind.AMOUNT)
    if percent := _PERCENT.match(text, end):
        unit = "percentage points" if percent["points"] else "%"
        return _value(text, match, percent.end(), low, high, unit, ValueKind.SHARE)
    if measure := _UNIT.match(text, end):
        return _value(text, match, measure.end(), low, high, _measure(measure["unit"]), ValueKind.MEASURE)
    noun = _noun(text, end)
    if noun and _is_free(match.start(), noun[0], claimed):
        end, unit = _with_per(text, match.start(), *noun)
        return _value(text, match, end, low, high, unit, ValueKind.COUNT)
    return None


def _with_per(text: str, start: int, end: int, unit: str) -> tuple[int, str]:
    """A value's end and unit with what it is per; a table row may say it in the header before the value."""
    after = _PER.match(text, end)
    row = None if after else _ROW_PER.search(text, max(0, start - 80), start)
    found = after or row
    if not found:
        return end, unit
    per = "year" if after and after["yearly"] else re.sub(r"\s+", " ", found["per"])
    per = _measure(per) if per.lower().startswith("sq") else per.replace("annum", "year")
    return (after.end() if after else end), f"{unit} per {per}"


def _measure(written: str) -> str:
    return next((unit for unit, words in _UNITS.items() if re.fullmatch(words, written, re.IGNORECASE)), written)


def _untyped(
    text: str,
    match: re.Match[str],
    end: int,
    low: Decimal,
    claimed: Sequence[Value],
    earlier: Sequence[Value],
) -> Value | None:
    """A count that is part of a group ("13 of the 45 companies"), or that counts what its sentence is about."""
    sentence = max((found.end() for found in _SENTENCE_END.finditer(text, 0, match.start())), default=0)
    if match["spelt"] and low == 1:
        return None
    group = _GROUP.match(text, end)
    if group and not group["back"]:
        noun = _noun(text, group.end())
        return _value(text, match, end, low, None, noun[1], ValueKind.COUNT) if noun else None
    unit = _counted(text[sentence : match.start()], [value for value in earlier if value.start >= sentence])
    if group:
        return _value(text, match, end, low, None, unit or "count", ValueKind.COUNT)
    if match["range"] and match["join"].strip() == "to" and (noun := _noun(text, match.end())):
        return _value(text, match, end, low, None, noun[1], ValueKind.COUNT)
    if not unit or not _STANDS_ALONE.match(text, end) or not _is_free(match.start(), end, claimed):
        return None
    return _value(text, match, end, low, None, unit, ValueKind.COUNT) if _is_count(text, match) else None


def _is_count(text: str, match: re.Match[str]) -> bool:
    """Whether a number without a noun may be a count: not an age, nor a part of a name, nor a length in metres."""
    before = text[: match.start()]
    if match["spelt"]:
        return bool(re.search(r"\b(?:from|to)\s$|\bOf\b[^.;]*,\s$", before[-_LONGEST_OPENING:]))
    if re.search(r"\b(?:residents|people|adults|those|aged?)\s(?:over|under|aged?)\s$", before[-30:], re.IGNORECASE):
        return False
    if re.search(r"[a-z]$", match["digits"] or "", re.IGNORECASE) and not match["digits"].endswith("n"):
        return False
    name = re.search(r"([A-Z][\w&'’]*)\s$", before[-30:])
    return name is None or bool(_BEFORE.search(before)) or name[1].lower() in _NO_NOUN


def _counted(before: str, earlier: Sequence[Value]) -> str | None:
    """What a sentence counts: the noun of the count before, else the first noun that one counts."""
    counts = [value.unit for value in earlier if value.kind is ValueKind.COUNT]
    subject = _SUBJECT.search(before.lower())
    return counts[-1] if counts else subject.group() if subject else None


def _value(
    text: str, match: re.Match[str], end: int, low: Decimal, high: Decimal | None, unit: str, kind: ValueKind
) -> Value:
    """The value with its hedge, which stands before it, in a plus sign, or behind it."""
    bare = match.start()
    hedge, start = _hedge_before(text, bare, lasts=unit in _LASTING)
    if high is not None and (between := re.search(r"\bbetween\s$", text[max(0, bare - 9) : bare], re.IGNORECASE)):
        start = bare - len(between.group())
    if hedge is None and match["plus"]:
        hedge = "at least"
    for name, words in _AFTER.items():
        if hedge is None and (after := words.match(text, end)):
            hedge, end = name, after.end()
    return Value(start, end, float(low), unit, hedge, kind, bare, None if high is None else float(high))


def _hedge_before(text: str, start: int, lasts: bool = False) -> tuple[str | None, int]:
    """The hedge that ends at a place and where it starts. "Raised over ten years" bounds no years."""
    match = _BEFORE.search(text, max(0, start - _LONGEST_HEDGE), start)
    if match is None:
        return None, start
    name = next(name for name in _HEDGES if match[name.replace(" ", "_")])
    if lasts and name == "over" and match["over"].lower() == "over" and not _TAKES_OVER.search(text, 0, start):
        return None, start
    return name, match.start()


def _noun(text: str, end: int) -> tuple[int, str] | None:
    """The end and the words of the plural noun phrase after a number: "ongoing cell and gene therapy trials"."""
    words: list[str] = []
    place = end
    while len(words) <= _MOST_MODIFIERS and (token := _TOKEN.match(text, place)):
        word = token["word"].rstrip("./-'’")
        lower = word.lower()
        if lower in _NO_NOUN or (lower == "and" and not words):
            return None
        words.append(word)
        place = token.start("word") + len(word)
        if lower in _MASS or (_is_plural(lower) and not _goes_on(text, place, word)):
            return place, " ".join(words[1:] if words[0] in ("more", "other") and len(words) > 1 else words)
        if place < token.end():  # a full stop or an apostrophe: the phrase ends here
            return None
    return None


def _is_plural(word: str) -> bool:
    return len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))


def _goes_on(text: str, place: int, word: str) -> bool:
    """Whether a plural describes the next noun, as in "life sciences companies" and "Towns Fund projects"."""
    following = _TOKEN.match(text, place)
    if following is None:
        return False
    is_name = word[0].isupper() and following["word"][0].isupper()
    return is_name or (word.lower() in _MODIFYING and _is_plural(following["word"].lower().rstrip(".")))


def _number(written: str) -> Decimal | None:
    """The value of a number in digits, with or without a scale, or in words; None for one that is none or too long."""
    if not written[0].isdigit():
        return _spelt(written.lower())
    digits = re.sub(r"[,\u00a0\u202f\u2009]", "", re.split(r"[\s-]?[A-Za-z]", written, maxsplit=1)[0])
    return Decimal(digits) * _scale(written) if len(digits) <= _MOST_DIGITS else None


def _scale(written: str) -> int:
    """What a number in digits is multiplied by; of one in words, its last multiple from a thousand on."""
    found = re.search(r"[A-Za-z]+$", written)
    return _SCALES.get(found.group().lower(), 1) if found else 1


def _spelt(written: str) -> Decimal | None:
    """ "Forty-five", "a dozen", "two hundred and ten"; None for words that make no number, such as "two three"."""
    total, group = Decimal(0), Decimal(0)
    last = 10**12
    for word in re.split(r"[\s-]+", written):
        if word in ("a", "an", "and"):
            continue
        if word == "half":
            group = Decimal("0.5")
        elif word in _MULTIPLES:
            group = max(group, Decimal(1)) * _MULTIPLES[word] if group != Decimal("0.5") else group * _MULTIPLES[word]
            if _MULTIPLES[word] > 100:
                total, group = total + group, Decimal(0)
            last = _MULTIPLES[word]
        else:
            ones = _ONES[word]
            if not (last >= 100 or (last in range(20, 100, 10) and ones < 10)):
                return None
            group, last = group + ones, ones
    return total + group
