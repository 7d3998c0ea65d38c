"""Dates and ranges of dates, at the precision that they are written in."""

import re
from collections.abc import Iterator
from datetime import date

from ingest.values.hedges import LONGEST_HEDGE
from ingest.values.times import times_in
from ingest.values.types import Value, ValueKind

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
    |(?P<nth>first|second|third|fourth|last)\s(?P<span>quarter|half)(?:\s\([QH][1-4]\))?\sof\s(?P<nth_year>{_YEAR})\b
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
_DATE_HEDGE = re.compile(r"(?<![\w-])(?:about|around|approximately|circa|ca?\.)\s?$", re.IGNORECASE)


def date_range(text: str) -> tuple[date, date] | None:
    """The first and the last day of the first date in a text that has a year, both among its days; None without one."""
    return next((days for match in _DATE.finditer(text) if (days := _days(match))), None)


def dates_in(text: str) -> Iterator[Value]:
    """The dates of a text; "2000 people" is none, "in 2000 people" is."""
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
        hedge = _DATE_HEDGE.search(text, max(0, match.start() - LONGEST_HEDGE), match.start())
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
    words = [*said, *([f"{month} {year}"] if month else [])]
    return next(((time.first, time.last) for written in words for time in times_in(written)), None)


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
