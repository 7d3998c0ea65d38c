"""A question, and a time that a fragment puts in the place of its own: "and the year after?" (pure)."""

import re

from ingest.keywords import terms

# "2022/23" is a year too.
YEAR = re.compile(r"\b(?:19|20)\d\d(?:/\d\d)?\b")
_NUMBERS = {"a": 1, "one": 1, "the": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_A_DECADE = 10
NEXT_YEAR = re.compile(
    r"\b(?:in )?(?:the )?(?:year after|following year|next year|year later|year that followed)\b"
    r"|\b(?:(?P<count>two|three|four|five|ten) years|a (?P<ten>decade)) (?:later|after|on)\b",
    re.IGNORECASE,
)
YEAR_BEFORE = re.compile(
    r"\b(?:the |a )?(?:year before|previous year|prior year|year earlier|one before)(?: that)?\b"
    r"|\b(?:(?P<count>two|three|four|five|ten) years|a (?P<ten>decade)) (?:earlier|before|ago)\b",
    re.IGNORECASE,
)
IN_YEAR = re.compile(rf"(?:(?:back )?(?:in|by|for|during) )?(?:[A-Z][a-z]+ )?{YEAR.pattern}")
# A year with what goes before it: "autumn 2020", "the end of March 2019".
_DATED = re.compile(
    r"(?:(?:early|late|mid|(?:the )?(?:start|beginning|middle|end|close)(?: of)?|spring|summer|autumn|winter|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    rf"nov(?:ember)?|dec(?:ember)?)[ -])*{YEAR.pattern}",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(r"\b(?P<end>end|close|start|beginning) of (?=the (?:year|one) before\b)", re.IGNORECASE)
_AT_THE_START = re.compile(rf"\b(?:at|by|in) (?:the )?(?:start|beginning) of (?={YEAR.pattern})", re.IGNORECASE)
# Nor is a year after a January in a January.
_IN_A_MONTH = re.compile(
    rf",? (?:(?:in|by) )?(?:(?:early|mid|late)[ -])?(?:January|February|March|April|May|June|July|August|September|"
    rf"October|November|December) (?={YEAR.pattern})",
    re.IGNORECASE,
)
# "Four years before that, in 2019": the year says it.
STEP_TO_YEAR = re.compile(
    rf"^(?:{NEXT_YEAR.pattern}|{YEAR_BEFORE.pattern.replace('count', 'number').replace('<ten>', '<tens>')})(?: that)?, "
    rf"(?=(?:in )?{YEAR.pattern}$)",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
# "In Scotland in 2022" says more than when.
_SOMEWHERE = re.compile(r"^(?:in|at|for|on) (?:the )?[A-Z]")
BEFORE_THAT = re.compile(r"^(?:earlier(?: than that)?|before (?:that|then|this))$", re.IGNORECASE)
_NOW = re.compile(r"(?:right )?now|today|nowadays|currently|at present|at the moment|these days", re.IGNORECASE)
_THE_ONE_AFTER = re.compile(r"^the one after(?: that)?$", re.IGNORECASE)
_TWO = 2
_ONE_OF_TWO = re.compile(
    r"\b(?:in )?(?:the (?P<which>earlier|later|former|latter|first|second|last)(?: one)? of (?:those|these|the) "
    r"(?:two )?years|that (?P<alone>earlier|later) year)",
    re.IGNORECASE,
)
ITS_YEAR = re.compile(
    rf"\s*\b(?:in|by|for|during|since|until)(?: (?:the )?(?:start|end|close) of)?(?: [A-Z][a-z]+)? {YEAR.pattern}"
)


def of_another_time(before: str, fragment: str) -> str | None:
    """ "In 2021", "the year after", "two years later", "before that", "now"; None where no time is exchanged."""
    if _NOW.fullmatch(fragment):
        return appended(ITS_YEAR.sub("", before), "now")
    years = YEAR.findall(before)
    fragment = _THE_ONE_AFTER.sub("the year after", fragment)
    step = NEXT_YEAR.search(fragment) or YEAR_BEFORE.search(fragment)
    if years and step:
        count = _years(step) * (1 if NEXT_YEAR.search(fragment) else -1)
        if (close := _AT_THE_END.search(fragment)) and (last := _last_dated(before, years[-1])):
            return f"{before[: last.start()]}{close['end']} of {_moved(years[-1], count)}{before[last.end() :]}"
        if month := _MONTH.match(fragment):  # "and February the year after"
            return of_another_time(before, f"{month.group()} {_moved(years[-1], count)}")
        # A year after the start of another is not all that early.
        return _IN_A_MONTH.sub(" in ", _AT_THE_START.sub("in ", before)).replace(years[-1], _moved(years[-1], count))
    if step and step.group() == fragment:
        return appended(before, fragment)  # of a year that nobody told
    if years and BEFORE_THAT.match(fragment):
        return re.sub(rf"\b(?:(?:in|by|during|for) )?{years[-1]}", f"before {years[-1]}", before)
    wanted = _DATED.findall(fragment)
    if not wanted or len(terms(YEAR.sub("", fragment))) > 1 or _SOMEWHERE.search(_DATED.sub("", fragment)):
        return None
    when: str = wanted[0]
    if not years:
        return appended(before, f"in {when}")
    last = _last_dated(before, years[-1])
    return before[: last.start()] + when + before[last.end() :]


def _last_dated(before: str, year: str) -> re.Match[str]:
    """The last time of a year that is told in a question, with what goes before it."""
    return next(found for found in reversed(list(_DATED.finditer(before))) if year in found.group())


def with_the_one_of_two(question: str, told: str) -> str:
    """A question with the year for "the earlier of those two years" or "that later year", of the two that are told."""
    found = _ONE_OF_TWO.search(question)
    years = sorted(set(YEAR.findall(told)))
    if found is None or len(years) != _TWO or YEAR.search(question):
        return question
    which = (found["which"] or found["alone"]).lower()
    year = years[0] if which in ("earlier", "first", "former") else years[-1]
    return f"{question[: found.start()]}in {year}{question[found.end() :]}"


def with_its_year(question: str, told: str) -> str:
    """A whole question with the year for "four years later", counted from the first year that is ``told``."""
    step = NEXT_YEAR.search(question) or YEAR_BEFORE.search(question)
    year = YEAR.search(told)
    if not (step and year) or YEAR.search(question):
        return question
    # A figure of 2022/23 bears 2023 as its date.
    ended = re.search(rf"\b20\d\d/{year.group()[2:4]}\b", told) or year
    count = _years(step) * (1 if NEXT_YEAR.search(question) else -1)
    return f"{question[: step.start()]}in {_moved(ended.group(), count)}{question[step.end() :]}"


def _years(step: re.Match[str]) -> int:
    """How many years a step takes."""
    return _A_DECADE if step["ten"] else _NUMBERS[(step["count"] or "one").lower()]


def names_year(text: str) -> bool:
    """Whether a year stands in it."""
    return YEAR.search(text) is not None


def _moved(year: str, count: int) -> str:
    """2019 -> 2020, 2022/23 -> 2023/24."""
    first = int(year[:4]) + count
    return f"{first}/{(first + 1) % 100:02}" if "/" in year else str(first)


def appended(before: str, words: str) -> str:
    """The question with words at its end."""
    return f"{before.rstrip('?. ')} {words}?"
