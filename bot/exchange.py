"""A fragment that takes a place in the question before it: "and in 2021?", "what about Freeline?", "in all?" (pure)."""

import re

from bot.another_place import (
    A_REGION,
    IN_A_REGION,
    SCOPE,
    of_another_nation,
    of_another_region,
    of_another_scope,
    of_whose,
)
from bot.another_time import (
    BEFORE_THAT,
    IN_YEAR,
    ITS_YEAR,
    NEXT_YEAR,
    STEP_TO_YEAR,
    YEAR,
    YEAR_BEFORE,
    appended,
    names_year,
    of_another_time,
)
from bot.lexicon import Lexicon
from bot.phrases import phrases_in, typed_small, whole_names
from bot.regulators import is_regulator

_PLACED = re.compile(r"^(to|from|in|at|on|for|by|with|of) (?:the )?", re.IGNORECASE)
# "Manchester in Q3 2024", after a question of that quarter.
_THEN_TOO = re.compile(rf"(?<=\w) in (?:\w+ )?{YEAR.pattern}$")
# "And private?" after a question for public money, "and the least?" after one for the most.
_PAIRS = (
    ("public", "private"), ("commercial", "academic"), ("men", "women"), ("planned", "actual"), ("most", "least"),
    ("highest", "lowest"), ("largest", "smallest"), ("biggest", "smallest"), ("most expensive", "cheapest"),
    ("dearest", "cheapest"), ("fullest", "emptiest"), ("longest", "shortest"), ("newest", "oldest"),
)  # fmt: skip
# A part of a sum, or the whole of it.
_AT_ONCE = re.compile(r"up[ -]?front|at once|at the (?:very )?(?:start|beginning|outset)", re.IGNORECASE)
_THE_MOST = re.compile(
    r"^\W*what(?:['’]s| is| was) the most (?P<who>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*)*) (?:could|can|might|may) "
    r"(?:end up paying|pay|have to pay)(?P<rest>[^?]*)\W*$",
    re.IGNORECASE,
)
_OF_THE_SUM = (
    rf"(?:{_AT_ONCE.pattern}|(?:(?:the )?maximum )?in (?:all|total)|altogether|all told|at (?:the )?(?:very )?most"
    r"(?:,? with (?:everything|all)[\w -]*)?)"
)
_PART_OR_WHOLE = re.compile(rf"\b{_OF_THE_SUM}\b", re.IGNORECASE)
_DID = re.compile(r"\b(?:did|does|do)\b", re.IGNORECASE)
_WAS = re.compile(r"\b(?:is|are|was|were)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?<=\bhow many )(?:(?!(?:are|is|were|was|did|does|do|has|have|had|in|on|at|of|will|can|fits?|"
    r"runs?|ran|go|came)\b)[\w-]+ ?)+(?= |$)"
    r"|(?<=\bnumber of )[\w-]+",
    re.IGNORECASE,
)
# "Total floorspace?" after what is counted somewhere: that is measured there.
_COUNTED_THERE = re.compile(
    r"^how many [\w -]+? (?P<be>are|is|were|was|will be|would be)(?: there)? (?P<where>(?:in|at|on|of) .+)$",
    re.IGNORECASE,
)
_IS_THE = re.compile(r"\bis the $", re.IGNORECASE)
_OF_MANY = re.compile(r"(?:[^s]s|people|staff|personnel|women|men)$", re.IGNORECASE)
_COUNTED_AT = re.compile(
    r"^how many (?:of the )?(?P<what>.+?)(?: (?:falls?|fell|will fall|are|were|go|went))? (?:at|in|on) "
    r"(?:the )?[A-Z][\w'’-]+(?P<rest>(?: according to .+)?)$",
    re.IGNORECASE,
)
_SOME_GO = re.compile(
    r"^how many (?:of (?:the )?)?(?P<what>[\w -]+?) (?:at|in|on) (?:the )?[A-Z][\w'’-]+ "
    r"(?P<rest>(?:will|would|are|were) .+)$",
    re.IGNORECASE,
)
# "How many jobs was GSK planning to axe at Stevenage as of early 2026?"
_DONE_AT = re.compile(
    r"^(?P<what>[Hh]ow many (?!of\b).+?) (?:at|in) (?:the )?"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4])\b)"
    r"[A-Z][\w'’-]+(?P<rest>(?: (?:as of|by|in|from) [^?]+)?)$"
)
_OF_WHOSE_ARE = re.compile(r"^(?P<many>how many) of (?:the )?(?P<who>[A-Z][\w&-]*)['’]s\b", re.IGNORECASE)
_EACH_OF = re.compile(r"(?<=\beach of )(?:them|these|those)\b", re.IGNORECASE)
_ONES = re.compile(rf"(?<=\bthe )(?:(?P<year>{YEAR.pattern}) |(?P<which>[\w-]+ )?)ones\b", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:in |the )?\b(?P<what>phase|series|round|stage|tier|class) (?P<number>[a-e]|\d+|i{1,3}|iv|one|two|three)\b",
    re.I,
)
_THE_LETTER = re.compile(r"(?:the )?(?P<number>[A-E])(?: (?:round|one))?")
_FOLLOWS = {"a": "B", "b": "C", "c": "D", "1": "2", "2": "3", "i": "II", "ii": "III", "one": "two", "two": "three"}
_PROPERTY = re.compile(
    r"(?<=\bthe )(?:(?!(?:in|on|at|of|for|to|from|by|with)\b)[\w-]+ ){1,3}(?=(?:in|on|at|of|for|to|from|by|with)\b)",
    re.IGNORECASE,
)
# "Over here in Oxford", "up in the north".
_FILLER = re.compile(r"^(?:here|up|down|over|out)(?: here| there)? (?=in |at |on )", re.IGNORECASE)
_JUST = re.compile(r"^(?:just|only|even|say|perhaps) (?=(?:in |at )?(?:the )?[A-Z])")
# "And the one in Braintree?" is where another is.
_THE_ONE_IN = re.compile(r"^(?:the |that )?ones? (?=(?:in|at|on) )", re.IGNORECASE)
# "And in the IPO itself?" after a question for what was raised "before it went public".
_ITSELF = re.compile(r" (?:itself|themselves)$", re.IGNORECASE)
_IN_THE_ROUND = re.compile(
    r"(?:in|at|by|from) (?:the|its|their) (?:IPO|float|flotation|listing|round|sale|deal)", re.IGNORECASE
)
_BEFORE_IT = re.compile(
    r" (?:before|ahead of|prior to) (?:(?:it|they) (?:went public|floated|listed)|[^,?]+?)(?=\W*$)", re.IGNORECASE
)
_HAD_RAISED = re.compile(r"\bhad (?P<who>.+?) raised\b", re.IGNORECASE)  # before it, and not in it
# "And in Gyroscope, after the series C?" after a question for what was held "after the IPO".
_EVENT = re.compile(r"(?:^|,? )(?:after|before) (?:the|its|their) [\w-]+(?: [\w-]+)?(?=\W*$)", re.IGNORECASE)
# "And after three years?" after "how many will it serve when it opens?"
_AFTER_YEARS = re.compile(r"(?:after|within) (?:an?|two|three|four|five|six|ten|\d+) (?:years?|months?)", re.IGNORECASE)
_WHEN_NEW = re.compile(
    r" (?:(?:when|once) it opens|at (?:launch|first|the start|(?:its )?opening)|initially|to begin with)(?=\W*$)", re.I
)
# What is held of a firm, and not by whom, is what is exchanged: "Syncona's stake in Autolus".
_HELD_OF = re.compile(r"\b(?:stake|holding|interest|share(?:holding)?|investment) in $", re.IGNORECASE)
# "And for eye conditions?" after how many were "for cancer".
_AIM = re.compile(r" for [a-z][\w-]+(?: [a-z][\w-]+)?(?=\W*$)")
_NEXT = re.compile(r"(?:after that|next|(?:the )?(?:next|following) one|the one after(?: that)?)", re.IGNORECASE)
_SHORT_FORM = re.compile(r"[A-Z]{2,5}")
_POSSESSED = r" (?:in|on|at|from) (?:(?:the|an?|its|their|his|her) )?"


def exchanged(before: str, fragment: str, lexicon: Lexicon) -> str:
    """The question before with the fragment in place of what it answers to."""
    fragment = _THE_ONE_IN.sub("", _ITSELF.sub("", _FILLER.sub("", _JUST.sub("", fragment.rstrip("?. !")))))
    fragment = STEP_TO_YEAR.sub("", fragment)
    if (then := _THEN_TOO.search(fragment)) and then.group() in before:
        fragment = fragment[: then.start()]
    if parted := _time_and_scope(fragment) or _place_and_event(before, fragment) or _name_and_time(fragment):
        when, where = parted
        return exchanged(exchanged(before, when, lexicon), where, lexicon)
    if moved := of_another_time(before, fragment) or _of_another_event(before, fragment):
        return moved
    if turned := _of_the_opposite(before, fragment) or of_whose(before, fragment):
        return turned
    if _PART_OR_WHOLE.fullmatch(fragment):
        return _of_the_sum(before, fragment)
    if scope := SCOPE.match(fragment):
        return of_another_scope(before, fragment, scope)
    meant = re.sub(r"^the | (?:one|ones)$", "", fragment, flags=re.IGNORECASE)
    is_other = meant != re.sub(r"^the ", "", fragment, flags=re.IGNORECASE)
    # "The edinburgh lab", "london?"
    is_other = is_other or (typed_small(meant, lexicon) == [meant] and (" " in meant or meant == fragment))
    if of_nation := of_another_nation(before, meant):
        return of_nation
    if is_property(meant, lexicon) and not is_other:
        return _of_another_property(before, meant)
    return of_another_region(before, meant) or _of_another_name(before, meant, lexicon)


def _of_the_opposite(before: str, fragment: str) -> str | None:
    """The question with the fragment in place of its opposite; None where neither names one."""
    word = re.sub(r"^the | one$", "", fragment.lower())
    against = [other for pair in _PAIRS for one, other in (pair, pair[::-1]) if one == word]
    found = re.search(rf"\b(?:{'|'.join(against)})\b", before, re.IGNORECASE) if against else None
    return f"{before[: found.start()]}{word}{before[found.end() :]}" if found else None


def _of_another_event(before: str, fragment: str) -> str | None:
    """ "After the series C" in place of "after the IPO"; None where neither tells what came before."""
    if _IN_THE_ROUND.fullmatch(fragment) and _BEFORE_IT.search(before):
        return _HAD_RAISED.sub(r"did \g<who> raise", _BEFORE_IT.sub(f" {fragment}", before, count=1))
    if _AFTER_YEARS.fullmatch(fragment):
        return appended(_WHEN_NEW.sub("", before), fragment)
    if not (_EVENT.fullmatch(fragment) and _EVENT.search(before)):
        return None
    return _EVENT.sub(f" {fragment}", before, count=1)


def _place_and_event(before: str, fragment: str) -> tuple[str, str] | None:
    """Both, of a fragment that says where and after what: "in Gyroscope, after the series C"."""
    event = _EVENT.search(fragment)
    if event is None or not event.start() or not _EVENT.search(before):
        return None
    return event.group().strip(" ,"), fragment[: event.start()]


def _time_and_scope(fragment: str) -> tuple[str, str] | None:
    """Both, of a fragment that says when and where and nothing else: "across the country back in 2018"."""
    when = IN_YEAR.search(fragment)
    if when is None:
        return None
    where = f"{fragment[: when.start()]}{fragment[when.end() :]}".strip(" ,")
    return (when.group(), where) if SCOPE.match(where) or IN_A_REGION.fullmatch(where) else None


def _name_and_time(fragment: str) -> tuple[str, str] | None:
    """Both, of a fragment that says when behind a comma: "Achilles, three years later"."""
    name, comma, when = fragment.partition(", ")
    return (when, name) if comma and name and is_time_or_extent(when) else None


def _of_the_sum(before: str, fragment: str) -> str:
    """The question of the whole in place of the part, or of the part; what is not paid at once could still be paid."""
    if (most := _THE_MOST.match(before)) and _AT_ONCE.fullmatch(fragment):
        return f"How much did {most['who']} pay{most['rest']} upfront?"
    if not _PART_OR_WHOLE.search(before):
        return appended(before, fragment)
    moved = _PART_OR_WHOLE.sub(fragment, before)
    is_part = _AT_ONCE.fullmatch(fragment) is not None
    return moved if is_part else _DID.sub("could", _WAS.sub("could be", moved, count=1), count=1)


def of_all(before: str) -> str | None:
    """What was counted at one place, counted in all: "out of how many?" after "How many jobs go at Stevenage?"."""
    said, stop, asked = before.rstrip("?. ").rpartition(". ")
    asked = _OF_WHOSE_ARE.sub(r"\g<many> \g<who>", asked)
    if some := _SOME_GO.match(asked):
        return f"{said}{stop}How many {some['what']} {some['rest']} in total?"
    if counted := _COUNTED_AT.match(asked):
        return f"{said}{stop}How many {counted['what']}{counted['rest']} in total?"
    done = _DONE_AT.match(asked)
    return f"{said}{stop}{done['what']} in total{done['rest']}?" if done else None


def of_another_number(before: str, fragment: str) -> str | None:
    """ "Phase 2" after "How many were phase 1?", "Series B" after "Series A"; None where neither bears a number."""
    numbered = list(_NUMBERED.finditer(before))
    if numbered and (letter := _THE_LETTER.fullmatch(fragment.rstrip("?. !"))):  # "the B round" is the series B
        fragment = f"{numbered[-1]['what']} {letter['number']}"
    wanted = _NUMBERED.fullmatch(fragment.rstrip("?. !"))
    if numbered and _NEXT.fullmatch(fragment.rstrip("?. !")):
        last = numbered[-1]
        follows = _FOLLOWS.get(last["number"].lower())
        return f"{before[: last.start('number')]}{follows}{before[last.end('number') :]}" if follows else None
    same = [found for found in numbered if wanted and found["what"].lower() == wanted["what"].lower()]
    if wanted is None or not same:
        return None
    return f"{before[: same[-1].start('number')]}{wanted['number']}{before[same[-1].end('number') :]}"


def with_what_was_counted(question: str, told: str) -> str:
    """ "How many of the 2024 ones were commercial?" with what was counted in what is ``told`` in place of "ones".

    So is "each of them".
    """
    ones, counted = _ONES.search(question), _COUNTED.search(told)
    if counted and _EACH_OF.search(question):
        return _EACH_OF.sub(f"the {counted.group().strip()}", question)
    if not (ones and counted):
        return question
    noun = counted.group().strip()
    said = f"{noun} in {ones['year']}" if ones["year"] else f"{ones['which'] or ''}{noun}"
    return f"{question[: ones.start()]}{said}{question[ones.end() :]}"


def is_time_or_extent(fragment: str) -> bool:
    """Whether it says when, where or how much of a sum, and nothing else: "in 2021", "in the UK", "in all"."""
    kinds = (IN_YEAR, NEXT_YEAR, YEAR_BEFORE, BEFORE_THAT, _PART_OR_WHOLE, SCOPE)
    return any(kind.fullmatch(fragment) for kind in kinds)


def is_placed(fragment: str) -> bool:
    """Whether it begins by saying where, for whom or of what: "in Gyroscope"."""
    return _PLACED.match(fragment) is not None


def is_property(fragment: str, lexicon: Lexicon) -> bool:
    """Whether it names something to be told, "jobs", and neither a body nor a place."""
    return not (phrases_in(fragment, lexicon) or _PLACED.match(fragment) or A_REGION.fullmatch(fragment))


def _of_another_property(before: str, noun: str) -> str:
    """ "And jobs?" after "How many companies ...", "and the size?" after "What is the cost of ..."."""
    small = noun if noun[1:2].isupper() else noun[:1].lower() + noun[1:]
    if (counted := _COUNTED_THERE.match(before)) and not _OF_MANY.search(noun):
        be = {"are": "is", "were": "was"}.get(counted["be"].lower(), counted["be"])
        article = "" if noun.lower().startswith("the ") else "the "
        return f"What {be} {article}{small} {counted['where']}"
    for pattern in (_COUNTED, _PROPERTY):
        if found := pattern.search(before):
            gap = " " if found.group().endswith(" ") else ""
            asked = (
                _IS_THE.sub("are the ", before[: found.start()]) if _OF_MANY.search(noun) else before[: found.start()]
            )
            return asked + small + gap + before[found.end() :]
    return f"{before.rstrip('?. ')}: {noun}?"


def _of_another_name(before: str, fragment: str, lexicon: Lexicon) -> str:
    """The name that the fragment stands against replaced: by its preposition, else the one asked about."""
    names = [name for name in whole_names(before, lexicon) if not re.fullmatch(r"(?i)[qh]\d|\d+", name)]
    placed = _PLACED.match(fragment)
    if placed:
        quarter = re.search(r"\bQ[1-4]\b", before)
        if quarter and re.fullmatch(r"(?i)q[1-4]", fragment[placed.end() :]):
            return before.replace(quarter.group(), fragment[placed.end() :])
        at = "(?:in)?to" if placed[1].lower() == "to" else placed[1]
        same = [name for name in names if re.search(rf" {at} (?:the )?{re.escape(name)}", before, re.IGNORECASE)]
        known = lexicon.phrases(fragment) or typed_small(fragment, lexicon)
        if not same and not known and (aim := _AIM.search(before)) and _AIM.fullmatch(f" {fragment}"):
            return f"{before[: aim.start()]} {fragment}?"
        small = rf" {placed[1]} [a-z]\S*(?: \S+){{0,2}}(?=\W*$)"
        if not same and known and placed[1].lower() in ("to", "from") and (last := re.search(small, before)):
            return f"{before[: last.start()]} {fragment}?"  # "to kings cross", as it is typed on a phone
        if not known or not (same or placed[1].lower() == "of"):
            return appended(ITS_YEAR.sub("", before) if names_year(fragment) else before, fragment)
        names, fragment = same or names, fragment[placed.end() :]
    else:
        fragment = fragment.upper() if is_regulator(fragment.upper()) else fragment  # "mhra", as typed on a phone
        names = _standing_against(fragment, names, before)
    names = names or typed_small(before, lexicon)
    if not names:
        return f"{before.rstrip('?. ')}: {fragment}?"
    return _in_place_of(names[-1], fragment, before)


def _standing_against(fragment: str, names: list[str], before: str) -> list[str]:
    """Those names of the question before that another without a preposition may take the place of."""
    held = [name for name in names if _HELD_OF.search(before[: before.rfind(name)])]
    names = held or [name for name in names if not re.search(_POSSESSED + re.escape(name), before)] or names
    if not _SHORT_FORM.fullmatch(fragment):
        return names
    # "And the MHRA?" stands against "the FDA", not against the drug.
    return [name for name in names if _SHORT_FORM.fullmatch(name)] or names


def _in_place_of(name: str, fragment: str, before: str) -> str:
    """The question with the fragment for the last of a name: "and London's?" after "the rent in Cambridge" owns it."""
    place = before.rfind(name)
    rest = before[place + len(name) :]
    said = (
        fragment
        if re.match(r"\s(?!(?:in|on|at|of|for|to|from|by|since)\b)[a-z]", rest)
        else re.sub(r"['’]s$", "", fragment)
    )
    return before[:place] + said + rest
