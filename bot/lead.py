"""What inside a sentence may answer shortly: the values and the names of the kind that is asked for (pure)."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.expects import VALUE_KINDS
from bot.lexicon import initials
from bot.long_forms import long_forms
from bot.matching import counts_what_is_asked
from bot.question import Expects, Part
from bot.read import Scored
from bot.sorts import LASTING, is_of_a_narrower_kind, is_of_all_phases
from bot.sums import is_paid_later
from bot.timing import of_its_time
from bot.traits import scopes_of
from ingest.keywords import terms
from ingest.values import Value, ValueKind, values_in

_WHO = frozenset((Expects.PERSON, Expects.ORGANISATION))
_NAMED = _WHO | {Expects.PLACE}
# What is asked for here takes a sentence.
_TOLD_AT_LENGTH = frozenset((Expects.YES_NO, Expects.REASON, Expects.QUOTATION))
_HAPPENS = re.compile(
    r"\bwhat\b.*\b(?:happen|bec(?:ame|omes?) of|gain|benefits?\b|get(?:s|ting)? out of|mean for)"
    # What somebody does is told by a sentence, not by a name in it.
    r"|\bwhat (?:does|do|did) [\w&’' -]+ do\W*$",
    re.IGNORECASE,
)
# Who sold a thing does not own it: "Kadans has bought Sycamore House from GSK".
_ASKS_WHO_OWNS = re.compile(r"\bowns?\b|\bowners?\b|\blandlords?\b|\bwho (?:bought|acquired|has)\b", re.IGNORECASE)
_SOLD_BY = re.compile(
    r"\b(?:bought|purchased|acquired|buy|buys|purchase|acquisition)\b.*\bfrom (?:the )?$", re.IGNORECASE
)
# "Who is Ann Lee?" is answered by what she is: "Ann Lee, chief executive of the centre, said".
_WHO_IS = re.compile(
    r"^\W*(?i:who)(?: is| was|['’]s) (?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Mrs|Ms)\.? )?"
    r"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*)+)\W*$"
)
_ROLE = (
    r"(?:chief|chair|director|head|officer|minister|president|founder|professor|leader|manager|partner|secretary|MP)"
)
_ASKS_A_NAME = re.compile(
    r"^\W*(?:(?:on|in|at|to|from|by|with|for|of) )?which\b|\b(?:called|named|renamed)\b", re.IGNORECASE
)
# A day is what answers "what" only where its words ask for one.
_OF_A_DAY = re.compile(
    r"\b(?:dates?|days?|times?|deadline|due|when|last|latest|next|first|start\w*|end\w*|beg\w+|open\w*|clos\w+|expir\w+|until|"
    r"by|term|period)\b",
    re.IGNORECASE,
)
# "What is The Assembly?" asks for no number in it.
_WHAT_IS = re.compile(r"^\W*[Ww]hat(?:['’]s| is| are| was| were) (?:(?:the|an?) )?[A-Z]")
# Which is the emptiest is told by what says so, and not by every name beside a number.
_FIRST_OF_ALL = re.compile(r"\b(?:[a-z]{3,}est|most|least)\b(?! (?:of|recent|likely|recently)\b)", re.IGNORECASE)
_NO_SUPERLATIVE = re.compile(
    r"\b(?:latest|interest|request|invest|west|test|forest|suggest|harvest|contest|protest)\b", re.I
)
_SAYS_FIRST = re.compile(r"\b(?:first|only|top|lead(?:s|ing)?|led|no other|ahead)\b", re.IGNORECASE)
_IN_DIGITS = re.compile(r"\d")
# "What did Novartis buy?" asks for the thing, not for its price.
_GETS = re.compile(
    r"\bwhat (?:did|does|do|has|have|will|is|was)\b.*\b(?:buy|bought|acquir\w+|own\w*|build\w*|built|mak(?:e|ing)|made|"
    r"develop\w*|open\w*|launch\w*|found\w*)\b",
    re.IGNORECASE,
)
# "60 or 75 million": both are millions.
_EITHER_MILLION = re.compile(r"(?<![\d.£$€])(?P<one>\d[\d.]*) or (?P<other>\d[\d.]*) (?P<size>million|billion)\b", re.I)
_LONGEST = 120  # characters: what is longer is no short answer
_PART_OF = re.compile(r"\s+of (?:them|which|whom|these|those|that|it)\b(?P<which>[^.;]*)", re.IGNORECASE)
# "Of the jobs counted in 2019, 1,700 were in manufacturing."
_OUT_OF = re.compile(
    r"(?:^|[.;:]\s)(?:out )?of (?:the|its|their|these|those|all)\b[^.;]*,\s(?:about |some |over )?$", re.I
)
# "About 50 of the jobs are at Stevenage."
_SOME_ARE = re.compile(
    r"\s+of (?:the|its|their|those|these)\b[^.;]*\s(?:are|were|is|was|will be|would be)\s(?P<which>[^.;]*)",
    re.IGNORECASE,
)
_OF_THE = re.compile(r"\s+of (?:the|its|their|these|those)\s+", re.IGNORECASE)
# What a value is from, by or for, where that has a name.
_BESIDE = re.compile(r"\s(?:from|by|in|for|at|to|on)\s(?:the\s)?(?P<name>[A-Z][\w&'’-]*(?:\s[A-Z][\w&'’-]*)*)")
_ASKS_FOR_EACH = re.compile(r"\b(?:price|each|apiece|per)\b|\ba share\b", re.IGNORECASE)
_EACH = re.compile(r"\s(?:each|apiece|(?:a|per) (?:share|unit|ADS))\b", re.IGNORECASE)
_FROM, _TO = re.compile(r"\bfrom\s$", re.IGNORECASE), re.compile(r"\s(?:[a-z]+\s){0,3}to\s", re.IGNORECASE)
_VALUED_AT = re.compile(r"\s*\bvalu(?:e[ds]?|ation|ing)\b", re.IGNORECASE)
_WORTH = re.compile(r"\b(?:valu(?:e[ds]?|ation|ing)|worth)\b", re.IGNORECASE)
# Who tells it is no part of what is told: "which The Times calls ...".
_SAYS_SO = re.compile(r"\s(?:calls|called|reports|reported|describes|described|gives|puts)\b")
_ASKS_WHO_SAYS = re.compile(
    r"\b(?:say|said|call|claim|report|describ|accord|count|estimat|put|gives?|gave|tell|told|writ|wrote|publish)\w*",
    re.I,
)
# A word that has its capital from where it stands: "For Nitin Dahad, ..."
_OPENING = re.compile(
    r"^(?:(?:For|In|At|By|From|With|To|On|As|Of|The|An?|It|Its|According|About|Over|Almost|Nearly|Some|Up|More)(?=\s)|[A-Z][a-z]+(?:ed|ing|ly)(?=\s[a-z]))"
)
# "B-cell acute lymphoblastic leukaemia" is no name that ends where its capital does.
_GOES_ON_SMALL = re.compile(r"[A-Z]-[a-z]+ [a-z]")
_SHORT_FORM = re.compile(r"\b[A-Z]{3,}\b")
_OWNER = re.compile(r"['’]s?$")
# Between names in a row: "the Business Secretary, Greg Clark, and Sam Gyimah".
# "Puridify in November 2017" is no name.
_IN_MONTH = re.compile(
    r"(\b(?:in|on|by|of|for|from) )((?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b)"
)
_BETWEEN = re.compile(r",? (?:and|or) (?:the )?|, (?:the )?")
_WORD = r"[A-Z][\w'’&.\\-]*"
_NAME = re.compile(rf"{_WORD}(?:(?: \([A-Z][A-Z&-]+\))?,? (?:(?:(?:of|and)(?: the)?|the|for|in|de|van|von) )?{_WORD})*")


def candidates(part: Part, text: str) -> list[tuple[int, int]]:
    """The characters of a sentence that may answer shortly, in order: of the kind asked for, if that is known."""
    if part.expects in VALUE_KINDS:
        return [(value.start, value.end) for value in possible_values(part, text)]
    if part.expects is Expects.DEFINITION:
        return long_forms(text, part.asked)
    if part.expects in _TOLD_AT_LENGTH or _HAPPENS.search(part.asked) or _is_of_no_first(part, text):
        return []
    if who := _WHO_IS.match(part.asked):
        return _roles_of_whom(who["name"], text)
    found = names_in(text)
    if part.expects in _WHO:
        found = _of_somebody(part, text, found)
    if not _ASKS_WHO_SAYS.search(part.asked):
        found = [(start, end) for start, end in found if not _SAYS_SO.match(text, end)]
    if part.expects not in _NAMED:
        # A figure is no short answer to what asks for things: "What grants were made?", "the difference between".
        values = [
            (value.start, value.end)
            for value in values_in(text)
            if not part.several and not _ASKS_A_NAME.search(part.asked) and _may_be_told(part, text, value)
        ]
        found = [*values, *(name for name in found if not any(_meet(name, value) for value in values))]
    return sorted(place for place in found if not _is_given(part, text[slice(*place)]))


def _is_of_no_first(part: Part, text: str) -> bool:
    """Whether the first or the least of several is asked for, and the sentence ranks none."""
    asked, told = (_NO_SUPERLATIVE.sub("", words) for words in (part.asked, text))
    return _FIRST_OF_ALL.search(asked) is not None and not (_FIRST_OF_ALL.search(told) or _SAYS_FIRST.search(told))


def _of_somebody(part: Part, text: str, names: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The names that may be who did a thing: no country or continent, and no person whose something is told of.

    "Europe's hub", "GSK's new chief executive is Ann Lee". Of a body the name alone.
    """
    found = []
    for start, end in names:
        owner = _OWNER.search(text, start, end)
        if owner and part.expects is Expects.PERSON:
            continue
        if _ASKS_WHO_OWNS.search(part.asked) and _SOLD_BY.search(text, 0, start):
            continue
        end = owner.start() if owner else end
        if " " in text[start:end] or not scopes_of(text[start:end]):
            found.append((start, end))
    return list(dict.fromkeys(found))


def _may_be_told(part: Part, text: str, value: Value) -> bool:
    """Whether a value may be the short answer to a question for things or facts, of which a value is rarely one."""
    if _WHAT_IS.match(part.asked):
        return False
    if value.kind is ValueKind.AMOUNT:
        return not _GETS.search(part.asked)
    if value.kind is ValueKind.DATE:
        return _OF_A_DAY.search(part.asked) is not None
    if value.kind is ValueKind.COUNT:
        # "Two other shops" are counted by the way, and "about 50 of the jobs" are not all of them.
        in_digits = _IN_DIGITS.search(text, value.start, value.end) is not None
        is_other = _is_part_not_asked_for(part, text, value) or is_of_all_phases(part, text, value)
        return in_digits and not is_other
    return True


def _roles_of_whom(name: str, text: str) -> list[tuple[int, int]]:
    """The characters of what a person is said to be, next to the name."""
    beside = re.compile(
        rf"\b{re.escape(name.split()[-1])}(?: [A-Z]+)*(?:,| is| was| became| has been) (?:the |its |a )?"
        rf"(?P<role>(?:[a-z][\w-]* ){{0,3}}{_ROLE}\b[^,.;]*?)"
        r"(?=[,.;]|\s(?:in \d+|said|says|and|counted|is|was|has|put|spoke)\b)"
    )
    return [found.span("role") for found in beside.finditer(text)]


def answering_value(part: Part, item: Scored) -> Value | None:
    """The value in a sentence that answers a part; None when there is none of its kind, or several might."""
    found = possible_values(part, item.sentence.text)
    # "It was named in 2020, so both date from 2020" has one answer, however often.
    if len({(value.value, value.high, value.unit, value.hedge) for value in found}) <= 1:
        return found[0] if found else None
    return _picked(item, found)


def possible_values(part: Part, text: str) -> list[Value]:
    """The values of a sentence of the kind asked for, without those that are surely of something else.

    Where the question puts values up to choose from, it is one of them: another value there is of something else.
    """
    wanted = VALUE_KINDS.get(part.expects)
    given, options = part.text.lower(), options_of(part)
    found = [
        value
        for value in values_in(text)
        if value.kind is wanted
        and (
            any(_is_one(value, option) for option in options)
            if options
            else text[value.start : value.end].lower() not in given
        )
    ]
    if part.expects is Expects.DURATION:
        found = [value for value in found if value.unit in LASTING]
    if part.expects is Expects.COUNT:
        found = [value for value in found if counts_what_is_asked(part, value)]
        found = [value for value in found if not is_of_all_phases(part, text, value)]
    if part.expects in (Expects.COUNT, Expects.AMOUNT):
        found = [value for value in found if not _is_part_not_asked_for(part, text, value)]
    found = [value for value in found if not is_paid_later(part, text, value)]
    if part.expects is Expects.COUNT and part.counted:
        found = [value for value in found if not is_of_a_narrower_kind(part, text, value)]
        found = _without_narrower(part, text, found)
    if part.expects is Expects.AMOUNT and not _ASKS_FOR_EACH.search(part.asked):
        found = [value for value in found if not _EACH.match(text, value.end)]
    if part.expects is Expects.AMOUNT and not _WORTH.search(part.text):
        found = [value for value in found if not _is_its_value(text, value)]
    if part.current or part.period:  # nobody has told when that was
        found = [value for value in found if not _is_where_it_began(text, value, found)]
    return of_its_time(part, text, _beside_what_is_asked(part, text, found))


def _beside_what_is_asked(part: Part, text: str, values: Sequence[Value]) -> list[Value]:
    """The values without those beside another name than the question's: "£3m from the fund A, £1m from B"."""
    beside = {value: set(terms(match["name"])) for value in values if (match := _BESIDE.match(text, value.end))}
    asked = set(part.terms)
    named = sorted((len(stems), value.start) for value, stems in beside.items() if stems <= asked)
    if len(beside) < 2 or not named or [size for size, _ in named].count(named[-1][0]) > 1:
        return list(values)
    return [value for value in values if value not in beside or value.start == named[-1][1]]


def options_of(part: Part) -> list[Value]:
    """The values that a question puts up to choose from: "£55m or £60m", "in 2019 or in 2020"; mostly none."""
    asked = _EITHER_MILLION.sub(r"£\g<one> \g<size> or £\g<other> \g<size>", part.asked)  # in whatever money
    put = [value for value in values_in(asked) if value.kind is VALUE_KINDS.get(part.expects)]
    between = asked[put[0].end : put[-1].start] if put else ""
    return put if re.search(r"\bor\b", between, re.IGNORECASE) else []


def _is_one(value: Value, option: Value) -> bool:
    """Whether a value is what an option says, however exactly: "7 October 2019" is "2019"."""
    if value.kind is ValueKind.DATE:
        return value.unit.startswith(option.unit)
    return value.value == option.value


def _is_part_not_asked_for(part: Part, text: str, value: Value) -> bool:
    """Whether a value is of some of what is before it, "13 of them in gene therapy", that the question is not of."""
    some_are = _SOME_ARE.match(text, value.end)
    if some_are and not set(terms(some_are["which"])) & set(part.terms):
        return True
    of_them = _PART_OF.match(text, value.end)
    if of_them is None and not _OUT_OF.search(text, 0, value.start):
        return False
    what_tells = of_them["which"] if of_them else text[value.end :]
    said_of_all = set(terms(text[: value.start]))
    return not (set(terms(what_tells)) - said_of_all) & set(part.terms)


def _is_where_it_began(text: str, value: Value, values: Sequence[Value]) -> bool:
    """Whether a value is the first of two that something moved between: "had risen from 22 to 70"."""
    return _FROM.search(text, 0, value.start) is not None and any(
        _TO.fullmatch(text, value.end, other.start) for other in values
    )


def _is_its_value(text: str, value: Value) -> bool:
    """Whether an amount is what a thing is held to be worth, and not what is put into it."""
    clause = re.split(r"[,;:.]\s", text[: value.start])[-1]
    return bool(_VALUED_AT.search(clause) or _VALUED_AT.match(text, value.end))


def _without_narrower(part: Part, text: str, values: Sequence[Value]) -> list[Value]:
    """The values without "seven" and "88" of "seven of the 88 partner companies", unless partners are asked for."""
    narrower: set[Value] = set()
    for some, whole in pairwise(values):
        joined = _OF_THE.fullmatch(text[some.end : whole.start])
        if joined and not set(terms(whole.unit)) <= set(part.terms):
            narrower |= {some, whole}
    return [value for value in values if value not in narrower]


def _picked(item: Scored, values: Sequence[Value]) -> Value | None:
    """The value that the cross-encoder's span touches, if it is one alone."""
    if item.span is None:
        return None
    start, end = item.span[0] - item.sentence.start, item.span[1] - item.sentence.start
    touched = [value for value in values if value.start < end and start < value.end]
    return touched[0] if len(touched) == 1 else None


def names_in(text: str) -> list[tuple[int, int]]:
    """Where the names of a sentence stand in it; of names in a row all together, and each by itself."""
    found = []
    text = _IN_MONTH.sub(lambda when: when[1] + " " * len(when[2]), text)
    for match in _NAME.finditer(_OPENING.sub(lambda word: " " * len(word.group()), text)):
        name = match.group().rstrip(".") if match.end() == len(text) else match.group()
        found.append((match.start(), match.start() + len(name)))
        first = match.start()
        for gap in (*_BETWEEN.finditer(name), None):
            end = match.start() + (gap.start() if gap else len(name))
            found.append((first, end))
            first = match.start() + gap.end() if gap else end
    places = [(start, end) for start, end in dict.fromkeys(found) if 1 < end - start <= _LONGEST]
    return [(start, end) for start, end in places if not _GOES_ON_SMALL.match(text, start)]


def _is_given(part: Part, name: str) -> bool:
    """Whether the question holds the name, or one of it: be it shortened, or, where it asks for a person, within it."""
    said = name.lower()
    holds_one = part.expects is Expects.PERSON and any(entity.lower() in said for entity in part.entities)
    words = set(terms(name))
    if any(initials(name).endswith(short) for short in _SHORT_FORM.findall(part.asked)):
        return True  # "the LEP"
    return said in part.text.lower() or holds_one or (bool(words) and words <= part.names)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
