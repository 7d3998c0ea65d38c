"""The time that "at that time", "by then" and "back then" stand for, put in their place (pure)."""

import re

from ingest.values.times import Time, times_in

# "By then" is up to that time; "then" alone is a time only in a question about the past: "how many did it have then?"
_UP_TO = re.compile(r"\b(?P<lead>by|until|till|up to|since) (?:then|that (?:time|point|date|stage))\b", re.IGNORECASE)
_AT = re.compile(
    r"\b(?:(?:back )?(?:at|in|around|during) (?:that|the same) (?:time|point|date|stage|year|month|quarter|period)"
    r"|back then|(?<!\bof )(?<!\bfrom )(?:that|the same) (?:year|month|quarter)(?=\W*$))\b(?! (?:when|that)\b)",
    re.IGNORECASE,
)
# "At around that time" may be of the year after: what answers has its own date.
_ABOUT_THEN = re.compile(r" (?:at )?(?:around|about) (?:that|the same) (?:time|date)(?=\W*$)", re.IGNORECASE)
_THEN_LAST = re.compile(
    r"(?<=[\w’'])(?<!\bby)(?<!\bsince)(?<!\buntil)(?<!\btill)(?<!\bbefore)(?<!\bback)(?<!\bfrom)(?<!\bup to)"
    r",?\s+then(?=\W*$)",
    re.IGNORECASE,
)
_PART_OF_THAT_YEAR = re.compile(
    r"(?:(?<=\bstart of )|(?<=\bbeginning of )|(?<=\bend of ))(?:that|the same) year\b", re.IGNORECASE
)
_PLACED = re.compile(r"\b(?:for|of|from|during|after|before)\s$", re.IGNORECASE)
_FOUNDED = re.compile(r"\b(?:founded|established|set up|formed|created|spun out) in (?:the )?$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:/\d\d)?\b")
_PAST = re.compile(r"\b(?:did|was|were|had)\b", re.IGNORECASE)


def without_filler(question: str) -> str:
    """The question without a "then" that means nothing: "so how many labs does it have then?"."""
    return question if _PAST.search(question) else _THEN_LAST.sub("", question)


def with_that_time(question: str, then: str) -> str:
    """The question with the time ``then`` in place of the words that point at it; the same where there are none."""
    if not then or times_in(question):
        return question
    question = _ABOUT_THEN.sub("", question)
    year = _YEAR.search(then)

    def dated_as(said: re.Match[str]) -> str:
        """ "That year" is all of it, and "for that year" for all of it."""
        time = year.group() if year and said.group().lower().endswith("year") else then
        return time if _PLACED.search(question, 0, said.start()) else f"in {time}"

    if year and (part := _PART_OF_THAT_YEAR.search(question)):
        return f"{question[: part.start()]}{year.group()}{question[part.end() :]}"
    dated = _AT.sub(dated_as, _UP_TO.sub(rf"\g<lead> {then}", question))
    return dated if dated != question else _THEN_LAST.sub(f" in {then}", question)


def time_told(question: str, answer: str) -> str:
    """The time that a turn of a talk is about, as it is written: the question's, else what the answer begins with.

    Empty where neither tells one; a day is told as its month, since what is asked next may be dated more widely.
    """
    first = answer.partition("[")[0]  # what is cited first
    asked, told = times_in(question), times_in(first)
    if asked:
        return _written(question, asked[-1])
    # "Quell, founded in 2019, raised $156m in November 2021" is about the later one.
    of_it = [time for time in told if not _FOUNDED.search(first, 0, time.start)] or told
    return _written(first, of_it[0]) if of_it else ""


def _written(text: str, time: Time) -> str:
    return f"{time.first:%B %Y}" if time.first == time.last else text[time.start : time.end]
