"""What no reader of values knows as one, written as one: "75/25" and "two decades" (pure)."""

import re

from bot.numerals import with_digits

# Of a whole that two share, as a quote has it, and as it may be said where one does: "40 to 60 jobs" are no shares.
_SHARED = re.compile(r"(?<![\w/.,£$€])(?P<one>\d\d)/(?P<other>\d\d)(?![\w/.,]*\d)")
_SAID_AS_SHARED = re.compile(
    r"(?<![\w/.,£$€])(?P<one>\d\d)\s?(?:%|per cent)?(?:\s?[/:–-]\s?|\sto\s|\sand\s)(?P<other>\d\d)"
    r"(?:\s?%|\sper cent)?(?![\w/.,]*\d)"
)
_DECADES = re.compile(r"\b(?P<many>a|one|two|three|four|five|\d)\s?(?P<gap>[ -])decades?\b", re.IGNORECASE)
_SIX_MONTHS = re.compile(r"\b(?P<which>first|last|second) (?:six|6) months of\b", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?:(?:above|over) the age of|(?<=residents )older than|(?<=people )older than) (?=\d)", re.IGNORECASE
)
# In a text that tells of no other.
_THE_CATAPULT = re.compile(r"\bthe Catapult\b(?! [A-Z])")
_DAY_BEFORE = re.compile(r"\b(?:one|a) (?P<step>day|week|month|year) before\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PREVIOUS = re.compile(
    r"\b(?:in )?(?:the (?:previous|prior|preceding) year|the year before|(?:a|one|1) year (?:earlier|before))\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:(?:one|a|1) (?P<step>day|week|month|year) later|the (?:next|following) (?P<next>day|week|month|year))\b",
    re.IGNORECASE,
)


def in_full(text: str, told: str = "") -> str:
    """The text with shares as "75% and 25%", decades as years; "one day later" is "the day after", if that is told.

    So are the first six months of a year its first half, what is above the age of 16 over 16, and "the Catapult" is the
    CGTC where only that is told of. "The previous year" is the one before the only year of the text, if both are told.

    The two numbers of a share make a hundred; ``told``, written in full, is what a sentence is held against.
    """
    text = _SHARED.sub(_shares, text)
    text = _SAID_AS_SHARED.sub(lambda found: _shares(found) if _shares(found) in told else found.group(), text)
    text = _DECADES.sub(_years, text)

    text = _AGED.sub("over ", text)
    if "CGTC" in told and "Catapult" not in told:
        text = _THE_CATAPULT.sub("the CGTC", text)
    text = _SIX_MONTHS.sub(lambda found: _half(found) if _half(found) in told else found.group(), text)

    text = _previous_in_full(text, told)

    def after(found: re.Match[str]) -> str:
        step = found["step"] or found["next"]
        return f"the {step} after" if _says_after(step, told) else found.group()

    # That one came the day before is told by that the other came the day after.
    text = _DAY_BEFORE.sub(
        lambda found: f"the {found['step']} before" if _says_after(found["step"], told) else found.group(), text
    )
    return _LATER.sub(after, text)


def _previous_in_full(text: str, told: str) -> str:
    """ "In 2023 81%, against 80% the previous year" with its years, where both are told and the text has one alone."""
    years = set(_YEAR.findall(text))
    before = str(int(min(years)) - 1) if len(years) == 1 else ""
    return _PREVIOUS.sub(f"in {before}", text) if before and {before, *years} <= set(_YEAR.findall(told)) else text


def _shares(found: re.Match[str]) -> str:
    is_all = int(found["one"]) + int(found["other"]) == 100
    return f"{found['one']}% and {found['other']}%" if is_all else found.group()


def _half(found: re.Match[str]) -> str:
    return "first half of" if found["which"].lower() == "first" else "second half of"


def _years(found: re.Match[str]) -> str:
    number = with_digits(found["many"], above=-1)
    count = int(number) if number.isdigit() else 1
    return f"{10 * count}{found['gap']}year{'s' if found['gap'] == ' ' else ''}"


def _says_after(step: str, told: str) -> bool:
    return re.search(rf"\bthe {step} after\b", told, re.IGNORECASE) is not None
