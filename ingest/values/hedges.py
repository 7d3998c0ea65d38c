"""The words that bound a value or blur it: "over", "almost", "about", "up to", "at least"."""

import re
from decimal import Decimal

from ingest.values.types import Value, ValueKind

_STEP = r"(?:just|only|well|far|slightly|significantly|considerably|comfortably|(?:a )?little)\s"
# "Twice as many as the 13 of 2023" bounds nothing; "at peak times as many as eight" does.
_NOT_TIMES = "".join(
    rf"(?<!{often}\s)" for often in ("twice", "half", r"\d\stimes", "three times", "four times", "five times")
)
_HEDGES = {
    "at least": r"at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of|minimum of",
    "almost": r"almost|nearly|close to|approaching|nearing|not quite|just short of|(?:just|a little|slightly) "
    r"(?:under|below|less than|fewer than)",
    "up to": rf"up to|{_NOT_TIMES}as (?:much|many) as|at most|(?:no|not) more than|not even|"
    r"as (?:high|long|large|little|few) as|(?:not|never) exceed(?:ing|ed)?|not above|limited to|"
    r"(?:a )?(?:maximum|ceiling|cap|upper limit) of|no (?:faster|longer|higher|larger|heavier) than|"
    r"less than|fewer than|under|below|within|capped at|(?:caps|capping)\s(?:[\w-]+\s){1,2}at",
    "over": r"over|above|more than|greater than|in excess of|upwards? of|"
    r"older than|(?<!was )(?<!were )(?<!been )exceed(?:s|ed|ing)?|beyond|north of",
    "about": r"about|around|approximately|approx\.?|roughly|some|circa|ca?\.|~|≈|(?:an )?estimated|in the region of",
}
_HEDGE = "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _HEDGES.items())
ANY_HEDGE = f"(?:{'|'.join(_HEDGES.values())})"
BEFORE = re.compile(
    rf"(?<![\w-])(?:{_STEP})??(?:{_HEDGE})\s?(?:{ANY_HEDGE}\s)?"
    r"(?:(?:a|an|the)\s)?(?:(?:further|additional|extra|another|total of|combined|record)\s)?$",
    re.IGNORECASE,
)
LONGEST_HEDGE = 48
_AFTER = {
    "up to": re.compile(r"\sat (?:the )?(?:very )?most\b|\s(?:is|was) the most (?=that\b)|\sor (?:less|fewer)\b"),
    "at least": re.compile(r"\sor (?:more|over|better|above|higher|longer)\b"),
    "about": re.compile(r"\sor so\b"),
}
_TAKES_OVER = re.compile(
    r"\b(?:(?<!hoped )(?<!planned )(?<!asked )for|of|just|"
    r"well|little|takes?|took|than|lasts?|lasted|are|is|was)\s+over\s$",
    re.IGNORECASE,
)
_COVERS = re.compile(
    r"\b(?:(?:extend|spread|stretch|span)\w*|hand(?:s|ed)?|t[ao]kes?|took|turn(?:s|ed)?)\s(?:out\s)?$|"
    r"\b(?:spread|divided|shared)\s[£$€]?[\w.,]+\s(?:(?:million|billion)\s)?$|\b(?:alarm|dispute|row|concerns?|talks)\s$",
    re.IGNORECASE,
)
_NO_MAY = "".join(rf"(?<!{word}\s)" for word in ("could", "may", "can", "might"))
# "Has gone up to 199" and "is to scale up to 2,000" tell where it goes, not a bound.
_WENT = re.compile(
    rf"\b(?:{_NO_MAY}(?<!to )(?<!will )(?<!would )add|adds|added|adding|sums?|{_NO_MAY}go|goes|going|went|gone|"
    r"ris(?:en|ing)|rose|push(?:es|ed|ing)?(?:\s[\w-]+){0,3}|"
    r"climb(?:s|ed|ing)?|scal(?:e|es|ed|ing)|ramp(?:s|ed|ing)?|step(?:s|ped|ping)?|"
    r"from\s[^,;.]{0,25}\d[^,;.]{0,15})\s$",
    re.IGNORECASE,
)
_UNDER_ONE = re.compile(r"\bunder\san?\s$", re.IGNORECASE)  # "under a five-year contract" bounds no years
_INSIDE = re.compile(r"\binside\s(?:of\s)?$", re.IGNORECASE)  # "inside three years"
# The units of how long something takes.
LASTING = frozenset({"minutes", "hours", "days", "weeks", "months", "years", "decades"})


def hedged(
    text: str, match: re.Match[str], end: int, low: Decimal, high: Decimal | None, unit: str, kind: ValueKind
) -> Value:
    """The value with its hedge, which stands before it, in a plus sign, or behind it."""
    bare = match.start()
    hedge, start = hedge_before(text, bare, lasts=unit in LASTING, ranges=high is not None)
    if high is not None and (between := re.search(r"\bbetween\s$", text[max(0, bare - 9) : bare], re.IGNORECASE)):
        start = bare - len(between.group())
    if hedge is None and match["plus"]:
        hedge = "at least"
    for name, words in _AFTER.items():
        if hedge is None and (after := words.match(text, end)):
            hedge, end = name, after.end()
    return Value(start, end, float(low), unit, hedge, kind, bare, None if high is None else float(high))


def hedge_before(text: str, start: int, lasts: bool = False, ranges: bool = False) -> tuple[str | None, int]:
    """The hedge that ends at a place and its start. "Raised over ten years" bounds no years, "extends over" no area.

    ``lasts`` says that a time is what it may bound, ``ranges`` that it is one from and to: "over five to ten years".
    """
    if lasts and (inside := _INSIDE.search(text, 0, start)):
        return "up to", inside.start()
    match = BEFORE.search(text, max(0, start - LONGEST_HEDGE), start)
    if match is None or _UNDER_ONE.search(text, match.start(), start):
        return None, start
    name = _name(match)
    takes = not ranges and _TAKES_OVER.search(text, 0, start)
    if lasts and name == "over" and match["over"].lower() == "over" and not takes:
        return None, start
    if name == "up to" and _WENT.search(text, 0, match.start()) and match["up_to"].lower() == "up to":
        match = BEFORE.search(text, match.end("up_to"), start)  # "adds up to some 40"
        return (None, start) if match is None else (_name(match), match.start())
    if name == "over" and match["over"].lower() == "over" and _COVERS.search(text, 0, match.start()):
        match = BEFORE.search(text, match.end("over"), start)  # "extends over more than 28m sq ft" bounds the area
        return (None, start) if match is None else (_name(match), match.start())
    if match.group().lower() == "within the " and not lasts:
        return None, start  # "within the £96m programme"
    return name, match.start()


def _name(match: re.Match[str]) -> str:
    return next(name for name in _HEDGES if match[name.replace(" ", "_")])
