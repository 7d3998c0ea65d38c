"""Whether a sentence's dates stand in its quotes, and each value is told of the time that its quote tells (pure)."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from bot.proof.basis import Basis, Told
from bot.proof.by_publication import days_by_publication, year_by_publication
from bot.proof.denials import share
from bot.proof.rows import is_respective, year_in_row
from ingest.keywords import terms
from ingest.values import Value, ValueKind, date_range
from ingest.values.statements import Statement
from ingest.values.when import when

# "A blog from July 2019": here "from" tells when it came out.
_ISSUED = re.compile(
    r"\b(?:article|report|release|document|guide|statement|study|text|page|piece|story|post|update|blog) "
    r"(?:of|from|dated)\s$",
    re.IGNORECASE,
)
_AS_TOLD = re.compile(
    r"\b(?:as of|as at|according to|report\w*|sa(?:id|ys)|quoted|publish\w*|announc\w*|presented|stat(?:ed|es)|dated|"
    rf"told|wrote|writ\w+)\b[^,;]{{0,40}}$|{_ISSUED.pattern}",
    re.IGNORECASE,
)
# "A January 2024 report by the BIA", "In January 2020 the Comet reported".
_IS_ABOUT_TELLING = re.compile(
    r"^(?:['’]s)?\s(?:[\w&'’-]+\s){0,2}?(?:plan(?!ned|ning)|report|release|press release|article|study|review|"
    r"research|survey|statement|announcement|profile|page|guid(?:e|ance)|fact sheet|update|notice|forecast|estimate|"
    r"paper|brochure|post|story|blog)\b"
    r"|^,?\s(?:the\s)?[A-Z][\w&’'.-]*(?:\s[A-Z&][\w&’'.-]*){0,5}\s(?:reported|said|says|wrote|announced|published|put|gave|"
    r"counted|noted|described|listed|quoted)\b"
)
# What is done on a day, and is no telling of it.
_DONE = re.compile(
    r"\b(?:was|were|has been|had been)\s(?:\w+ly\s)?(?P<deed>opened|launched|founded|completed|signed|approved|"
    r"closed|bought|acquired|sold|started|begun|inaugurated|awarded|built|listed)\b",
    re.IGNORECASE,
)
_IS_NOW = re.compile(
    r"\b(?:is|are|has|have|will|can|stands?|employs?|means|plans|expects|works|runs|says|makes|gives|provides|now)\b"
)
_AGAINST = re.compile(
    r"\b(?:on|over|from|against|than|(?:above|below|up on|down on) the|(?:compared|relative) (?:with|to))\s(?:in\s)?$",
    re.IGNORECASE,
)
_BOUNDS = re.compile(r"\b(?:by|until|till|before|after|since|from|due)\s(?:the\s)?(?:end of\s)?$", re.IGNORECASE)
_SO_FAR = re.compile(
    r"\bnow\b|\bstands? at\b|"
    r"\b(?:has|have)\s(?:\w+\s)?(?:[a-z]+ed|spent|won|sold|bought|made|built|led|left|put|begun)\b"
)
_TWO_YEARS = re.compile(r"(?P<since>(?:19|20)\d\d)\s?[/–-]\s?(?:(?P<until>(?:19|20)\d\d)|\d\d)\b")
_NO_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s[A-Z]")  # "35 January 2025", of which no more than the month is read
_AFTER = re.compile(r"\bafter\s(?:the\s|its\s)?(?:\w+\s(?:of|in)\s)?$")
# "From 171 in 2022 to 186 a year later": no date of its own.
_LATER = re.compile(
    r"[^,;.\d]{0,40}?\b(?:a|one|the|two|three)\s(?:years?|months?)\s"
    r"(?:(?P<later>later|after)|earlier|before|previously)\b"
)
_FROM = re.compile(r"\bfrom\s(?:(?!\bto\b)[^;.])*$")
_TO = re.compile(r"\sto\s(?:(?:over|about|around|almost|nearly|some|just|as many as)\s)*")
_NAMES = re.compile(r"\b(?:the|a|an|its|their|this)\s$", re.IGNORECASE)
_THING_IS = re.compile(
    r"\s(?:[\w-]+\s){0,4}?(?:[a-z-]+)\s(?:[^,;.\d]{0,40}?\s)?(?:is|was|are|were|will|would|has|had)\s"
)
_TOWARDS = re.compile(r"\b(?:towards?|around|near|about)\s(?:the\s)?$", re.IGNORECASE)
_SIDES = re.compile(r";|\b(?:while|whereas|but|against|compared)\b|, and\b")
_TOLD_SOON = timedelta(days=14)
_SAME_THING = 0.7  # of a clause's words
_PLANS_NEXT = re.compile(r"\band\s(?:is\s)?(?:plan|expect|aim|intend|hope|due|want|will)(?:s|ed|ned|ing)?\b")


def date_fault(said: Statement, value: Value, basis: Basis) -> str | None:
    """What is wrong with a date, in a phrase; None where the quotes have it or tell of the day they came out."""
    own = days_of(said, value)
    told = [days for one in basis.told for date in one.statement.dates if (days := days_of(one.statement, date))]
    told += [days for one in basis.citations if (days := date_range(one.source.title))]
    told += [days for one in basis.told for days in days_by_publication(one)]
    if own is None:
        units = {date.unit for one in basis.told for date in one.statement.dates}
        known = value.unit in units or any(unit.endswith(value.unit[1:]) for unit in units)
        return None if known else "a date of nothing"
    if _is_early_or_late(said, value, basis):
        return None
    if _NO_DAY.match(said.text, value.bare_start) and value.unit.count("-") == 1:
        return "a day that is none"
    # A year is true of a day in it; a day is not told by its year, nor are two years by one of them.
    span = _TWO_YEARS.match(said.text, value.bare_start)
    if span and span["until"] and {span["since"], span["until"]} <= basis.words:  # "2020-2022" for "from 2020 to 2022"
        return None
    if any(own == days if span else own[0] <= days[0] and days[1] <= own[1] for days in told):
        return None
    if span:
        return "a date that is not in the quotes"
    # When it was published is when it was so, or was said; it is not when something else happened.
    published = [one.source.published for one in basis.citations if one.source.published]
    is_now = _is_when_so(said, value, basis) and not _is_dated_otherwise(said, value, basis)
    if not is_now and _is_a_year_off(own, told, said):
        return "a date that is not in the quotes"
    is_then = any(own[0] <= one.first_day and one.last_day <= own[1] for one in published)
    bounds = None if _ISSUED.search(said.text, 0, value.start) else _BOUNDS.search(said.text, 0, value.start)
    tells_of_then = (not told or is_now) and not _is_deed_of_its_own(said, value, basis)
    tells_of_then = tells_of_then or (_is_when_told(said, value) and not _is_told_at_another(said, value, basis))
    if is_then and tells_of_then and (bounds is None or _is_by_now(bounds, basis)):
        return None
    return "a day of publication told of what was done" if is_then else "a date that is not in the quotes"


def _is_early_or_late(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether it is "the start of 2020" for "early 2020", or "towards the end of 2023" for "late 2023"."""
    told = {date.unit for one in basis.told for date in one.statement.dates}
    year, _, part = value.unit.partition("-")
    is_towards = _TOWARDS.search(said.text, 0, value.start) is not None
    return (part == "start" and f"{year}-early" in told) or (part == "end" and is_towards and f"{year}-late" in told)


def _is_a_year_off(own: tuple[date, date], told: Sequence[tuple[date, date]], said: Statement) -> bool:
    """Whether the quotes have the same month, or day of it, of another year, and the sentence does not."""
    others = [days_of(said, other) for other in said.dates]
    kind = _of_any_year(own)
    return kind is not None and any(
        _of_any_year(days) == kind and days[0].year != own[0].year and days not in others for days in told
    )


def _of_any_year(days: tuple[date, date]) -> tuple[int, int, bool] | None:
    """A day or a month whatever its year: month, first day, whether it is a day; None of what is longer."""
    first, last = days
    is_within = (first.year, first.month) == (last.year, last.month)
    return (first.month, first.day, first == last) if is_within else None


def _is_deed_of_its_own(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether what is said to have been done on a day stands in no quote: the card dates the telling, not that."""
    first, last = said.clause_of(value)
    done = _DONE.search(said.text[first:last])
    return done is not None and not any(basis.holds(stem) for stem in terms(done["deed"]))


def _is_when_so(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether it is told "in" a time of what is so at the time of the quotes."""
    is_now = _IS_NOW.search(basis.text) is not None
    return is_now and re.search(r"\b[Ii]n (?:\w+ )?$", said.text[: value.start]) is not None


def _is_dated_otherwise(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether the quotes give the very thing that is said another date, as precise: "opened in February 2012"."""
    first, last = said.clause_of(value)
    clause = said.text[first:last]
    others = [days_of(said, other) for other in said.dates]
    return any(
        len(held.unit) >= len(value.unit)
        and days_of(told.statement, held) not in others
        and share(clause, set(terms(told.statement.text[slice(*told.statement.clause_of(held))]))) > _SAME_THING
        for told in basis.told
        for held in told.statement.dates
    )


def _is_when_told(said: Statement, value: Value) -> bool:
    """Whether a date says when something was reported, and not when it was so."""
    is_told_after = _IS_ABOUT_TELLING.match(said.text[value.end :])
    return bool(is_told_after or _AS_TOLD.search(said.text, 0, value.start))


def _is_told_at_another(said: Statement, value: Value, basis: Basis) -> bool:
    """Whether the quotes give the day of the telling themselves: "announced on 16 July", published two days later."""
    telling = _AS_TOLD.search(said.text, 0, value.start)
    verbs = set(terms(telling.group().split()[0])) if telling else set()
    return any(
        len(held.unit) >= len(value.unit)
        and (theirs := _AS_TOLD.search(told.statement.text, 0, held.start)) is not None
        and verbs & set(terms(theirs.group().split()[0]))
        for told in basis.told
        for held in told.statement.dates
    )


def _is_against_too(said: Statement, held: Value, told: Told) -> bool:
    """Whether the quote too holds its value against the time that the sentence holds one against."""
    own, statement = days_of(said, held), told.statement
    return _AGAINST.search(said.text, 0, held.start) is not None and any(
        own is not None and days_of(statement, date) == own and _AGAINST.search(statement.text, 0, date.start)
        for date in statement.dates
    )


def _is_by_now(bounds: re.Match[str], basis: Basis) -> bool:
    """Whether "by August 2024" is said of what is so "now", or has been done, in a text of that month."""
    return bounds.group().lower().startswith("by") and _SO_FAR.search(basis.text) is not None


def may_hold_then(said: Statement, value: Value, told: Told, other: Value, basis: Basis) -> bool:
    """Whether the date that the sentence gives for a value is no other than its quote's, or else its source's."""
    in_row = year_in_row(said, value)
    held = in_row or when(said, value)[0]
    statement = told.statement
    own = days_of(said, held) if held and (in_row or _is_near(said, held, value)) else None
    theirs = year_by_publication(told, other) or days_of(statement, when(statement, other)[0])
    if held and (step := _LATER.match(said.text, value.end)):
        # "To £39m in 2022 from £6m": the date is of the other.
        is_set_against = not step["later"] and _AGAINST.search(statement.text, 0, other.start) is not None
        return is_set_against or _lies_beyond(days_of(said, held), theirs, step["later"] is not None)
    if held and _is_where_it_went(said, value, held):
        frame = [days_of(said, date) for date in said.dates if date is not held]
        return theirs in frame if frame else _lies_beyond(days_of(said, held), theirs, True)
    if held and _is_of_another_thing(said, value, held, told):
        return True
    if own is None or held is None:
        return _may_be_of_its_clause(said, value, statement, other)
    if theirs is None and any(own[0] <= days[0] and days[1] <= own[1] for days in _days_of_card(told)):
        return True
    if not statement.dates and own in _days_before(told, basis):
        return True
    published = told.citation.source.published
    if theirs is None and published is not None and own not in [days_of(statement, date) for date in statement.dates]:
        # What was decided a few days before it was told: "gave its approval on 8 August for 15 buildings".
        theirs = (published.first_day - _TOLD_SOON, published.last_day)
    if theirs is None or (own[0] <= theirs[1] and theirs[0] <= own[1]):
        return True
    others = (_nearest(said, value, held), _in_turn(said, value), _on_its_side(said, value))
    return theirs in others or _is_after_too(said, value, told)


def _is_of_another_thing(said: Statement, value: Value, held: Value, told: Told) -> bool:
    """Whether a date is of a plan beside a value, of what the value measures, or of the telling, which others weigh.

    Or of what the quote too holds its value against: "up 20% on 2019".
    """
    return (
        _is_of_another_deed(said, value, held)
        or _is_when_told(said, held)
        or _is_of_what_it_measures(said, value, held)
        or _is_against_too(said, held, told)
    )


def _is_where_it_went(said: Statement, value: Value, held: Value) -> bool:
    """Whether a date is only of what a value rose or fell from: "from 24 in 2023 to 41"."""
    follows = _TO.fullmatch(said.text, held.end, value.start)
    return follows is not None and _FROM.search(said.text, 0, held.start) is not None


def _lies_beyond(held: tuple[date, date] | None, theirs: tuple[date, date] | None, later: bool) -> bool:
    """Whether the days of a quote's value may be later, or earlier, than those that a sentence counts from."""
    return held is None or theirs is None or (theirs[0] > held[0] if later else theirs[0] < held[0])


def _days_before(told: Told, basis: Basis) -> list[tuple[date, date] | None]:
    """The days of the sentence before in the same quote, which one without a date goes on from."""
    quote = [one for one in basis.told if one.citation is told.citation]
    place = quote.index(told)
    return [days_of(quote[place - 1].statement, held) for held in quote[place - 1].statement.dates] if place else []


def _days_of_card(told: Told) -> list[tuple[date, date]]:
    """The days that a quote means by its card: of its publication, and without any of its own of its title."""
    title = None if told.statement.dates else date_range(told.citation.source.title)
    return [*days_by_publication(told), *([title] if title else [])]


def _nearest(said: Statement, value: Value, held: Value) -> tuple[date, date] | None:
    """The date that stands next before a value, where another governs the sentence from farther away."""
    between = [date for date in said.dates if held.end <= date.start and date.end <= value.start]
    return days_of(said, between[-1]) if between else None


def _in_turn(said: Statement, value: Value) -> tuple[date, date] | None:
    """The date of a value where dates and values take turns, "£5m in 2019 and £7m in 2021", or stand respectively."""
    order = sorted(said.values, key=lambda one: one.start)
    dates, values = ([one for one in order if (one.kind is ValueKind.DATE) is is_date] for is_date in (True, False))
    takes_turns = all(
        (one.kind is ValueKind.DATE) is not (other.kind is ValueKind.DATE) for one, other in pairwise(order)
    )
    if any(_AGAINST.search(said.text, 0, day.start) for day in dates):
        return None
    if len(dates) != len(values) or len(dates) < 2 or not (takes_turns or is_respective(said.text)):
        return None
    return next((days_of(said, day) for day, own in zip(dates, values, strict=True) if own.start == value.start), None)


def _on_its_side(said: Statement, value: Value) -> tuple[date, date] | None:
    """The one date on the side of a value where things are set against each other, "... while in 2019 ..."."""
    cuts = [0, *(found.start() for found in _SIDES.finditer(said.text)), len(said.text)]
    first, last = next((a, b) for a, b in pairwise(cuts) if a <= value.start < b)
    beside = [day for day in said.dates if first <= day.start < last]
    return days_of(said, beside[0]) if len(beside) == 1 and len(cuts) > 2 else None


def _is_after_too(said: Statement, value: Value, told: Told) -> bool:
    """Whether both tell it of what was so after one day: "holds 49% after the offering of August 2020"."""
    own, theirs = (
        [days_of(one, date) for date in one.dates if _AFTER.search(one.text, 0, date.start)]
        for one in (said, told.statement)
    )
    follows = any(date.start >= value.end and _AFTER.search(said.text, value.end, date.start) for date in said.dates)
    return follows and any(days in theirs for days in own if days)


def _is_of_what_it_measures(said: Statement, value: Value, held: Value) -> bool:
    """Whether a value only names a thing, and the date is of what is said of it: "the £900m hub is due in 2023"."""
    return (
        held.start >= value.end
        and _NAMES.search(said.text, 0, value.start) is not None
        and _THING_IS.match(said.text, value.end, held.start) is not None
    )


def _is_of_another_deed(said: Statement, value: Value, held: Value) -> bool:
    """Whether a plan begins between a value and a date: "has budgeted £5m and plans to open by 2026"."""
    first, last = sorted((value, held), key=lambda one: one.start)
    return _PLANS_NEXT.search(said.text, first.end, last.start) is not None


def _may_be_of_its_clause(said: Statement, value: Value, told: Statement, other: Value) -> bool:
    """Whether the one date in a value's clause, "49 tenants at its opening in 2012", is the quote's own."""
    beside = [days_of(said, date) for date in said.dates if said.clause_of(date) == said.clause_of(value)]
    theirs = [days_of(told, date) for date in told.dates if told.clause_of(date) == told.clause_of(other)]
    if len(beside) != 1 or not theirs or beside[0] is None or None in theirs:
        return True
    return any(beside[0][0] <= days[1] and days[0] <= beside[0][1] for days in theirs if days)


def _is_near(said: Statement, held: Value, value: Value) -> bool:
    """Whether a date stands in the clause of a value, or opens the sentence."""
    first, last = said.clause_of(value)
    opens = not terms(said.text[: held.start])
    return first <= held.start < last or opens


def days_of(statement: Statement, held: Value | None) -> tuple[date, date] | None:
    """The first and the last day of a date in a statement; None without a date, or of one without a year."""
    return date_range(statement.text[held.bare_start : held.end]) if held else None
