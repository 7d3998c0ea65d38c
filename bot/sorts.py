"""Whether a figure is of another sort than the one asked for, however alike the two read (pure).

How many there were is not how many began, an area is no height, and Phase II trials are not all trials; of money see
``bot.sums``. The rules are our own.
"""

import re
from collections.abc import Set

from bot.question import Expects, Part
from bot.spoken_of import WHERE_MUCH_IS
from bot.sums import is_another_sum
from bot.synonyms import synonyms
from bot.timing import FIGURES
from bot.travel import is_by_another_way
from ingest.keywords import terms
from ingest.values import Value, ValueKind, values_in

_MEASURED_IN = (
    (r"\bhow (?:tall|high|deep|wide|far)\b", frozenset(("metres", "km", "miles", "minutes", "hours"))),
    (r"\b(?:acres|hectares)\b", frozenset(("acres", "hectares"))),
    (r"\bsq(?:uare)?\b", frozenset(("sq m", "sq ft", "sq miles"))),
)
LASTING = frozenset(("minutes", "hours", "days", "weeks", "months", "years", "decades"))
_HOW_LONG = re.compile(
    r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|decades?|since|until|overnight|permanent\w*)\b|-year\b",
    re.I,
)
# What a tenant has taken of a building is not all of it.
_TAKES = r"\b(?:tak(?:e|es|en|ing)|took|leas(?:e|es|ed|ing)|rent(?:s|ed|ing)?|occup(?:y|ies|ied)|pre-let)"
_ASKS_WHO_TOOK = re.compile(rf"{_TAKES}\b", re.IGNORECASE)
_TOOK_SPACE = re.compile(
    rf"{_TAKES}\s(?:[a-z]+\s){{0,2}}?\d[\d,.]*\s?m?\s?(?:sq|square|acres|hectares)\b", re.IGNORECASE
)
# What a visitor wants to do himself is told by what speaks of all of it, if by anything.
_ASKS_A_GUIDE = re.compile(r"^\W*(?:how|where|when) (?:(?:do|can|could|would|might) (?:i|we)|to)\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[,;:.]\s|\s(?:as|while|whereas|when|and|but)\s")
# A part of a site is not the site: "the sale of 33 acres of its Stevenage site".
_OF_ITS_SITE = re.compile(r"\sof\s(?:(?:it|its|their)\b|[A-Z][\w-]*['’]s?\s)", re.IGNORECASE)
_ASKS_OF_A_PART = re.compile(
    r"\b(?:s[eo]ll\w*|sold|sales?|parts?|portion|offer\w*|bu(?:y|ys|ying)|bought|acquir\w+|of (?:its|the|their)|land|"
    r"plot|parcel)\b",
    re.IGNORECASE,
)
# Who counts homes is not told of other buildings.
_HOMES = re.compile(r"\b(?:flats?|homes?|dwellings?|apartments?|houses)\b", re.IGNORECASE)
_IN_TOTAL = re.compile(r"\b(?:in (?:total|all)|altogether|overall)\b", re.IGNORECASE)
_OF_THE_REST = re.compile(r"\sof\s(?:the|its|their|those|these|them)\b", re.IGNORECASE)
# Who works in a county does not live there.
_LIVES = re.compile(r"\b(?:people|residents|persons)\b.*\b(?:live|lives|living)\b|\bpopulation\b|\binhabitants\b", re.I)
_OF_RESIDENTS = re.compile(r"\b(?:population|residents?|inhabit\w+|liv(?:e|es|ing)|people|home to)\b", re.IGNORECASE)
# Trials of one phase are not all trials, and jobs that are lost not jobs that are gained.
_PHASE = re.compile(r"\bphase (?P<which>[123]|i{1,3})\b", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3"}
_GAINED = re.compile(r"\b(?:extra|additional|more|new|further|created?|add(?:ed|ing)?|bring|gain\w*)\b", re.IGNORECASE)
_LOST = re.compile(r"\b(?:cut(?:s|ting)?|los(?:e|es|ing|t|ses)|axe[ds]?|redundan\w+|shed)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:\b(?:before|prior to|ahead of)\s(?:(?:its|the|their|this|that)\s)?|\bpre-)"
    r"(?P<what>[\w-]+(?: [\w-]+){0,2}(?: \([A-Z]+\))?)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:after|following)\s(?:(?:its|the|their|this|that)\s)?(?P<what>[\w-]+(?: [\w-]+){0,2}(?: \([A-Z]+\))?)",
    re.IGNORECASE,
)
_FROM_BEFORE = re.compile(r"\b(?:had|from|previously|until then|earlier)\b", re.IGNORECASE)
_ASKS_A_SORT = re.compile(r"\bwhat (?:sort|kind|type)\b", re.IGNORECASE)
_IN_WORDS = re.compile(
    r"\b(?:no|none|nothing|never|all|both|every|each|most|many|several|half|majority|minority|third|quarters?|few|"
    r"double\w*|twice|tripl\w+|undisclosed|free|single|only)\b|rent-free",
    re.IGNORECASE,
)
# What is counted when it comes or goes: how it is asked for, and how it may be told beside that.
_EVENTS = (
    (
        r"beg[aiu]n|start(?:ed)?|initiated|opened|launched|founded",
        r"beginning|starting|starts|initiat\w+|new(?:ly)?|set up",
    ),
    (
        r"closed|completed|ended|stopped|halted|terminated",
        r"clos\w+|complet\w+|finish\w*|shut|halt\w*|terminat\w+|ends?",
    ),
    (r"joined|arrived", r"join\w*|new(?:ly)?|mov(?:e|ed|ing) in(?:to)?|arriv\w+"),
)
# Who works for a body is not all who work in its trade.
_WORK_FOR = re.compile(
    r"\bwork(?:s|ed|ing)? (?:at|for)\b|\bemploy\w*|\b(?:headcount|workforce|payroll)\b|"
    r"\bhow many (?:staff|employees|workers)\b.*\b(?:have|has|had|got)\b",
    re.IGNORECASE,
)
# Those who work in a building are its jobs, whoever it is let to.
_IN_A_BUILDING = re.compile(r"\b(?:building|site|plant|facility|factory|premises|works)\b", re.IGNORECASE)
# Nor are the jobs that its money brings to others: "its share supports five projects with 1,500 jobs".
_JOBS = re.compile(r"\bjobs\b", re.IGNORECASE)
_FIRMS = re.compile(
    r"\b(?:business(?:es)?|companies|firms|organisations|county|campus)\b|\b(?:in|across) (?:the )?(?-i:[A-Z])",
    re.IGNORECASE,
)
_FIRMS_WITH = re.compile(r"\b(?:businesses|companies|firms|organisations) (?:with|employing)\b", re.IGNORECASE)
_WORKS_THERE = re.compile(
    r"\b(?:employ\w*|staff|work(?:s|ed|ing|ers|force)?|headcount|team|redundan\w+|cut\w*)\b", re.IGNORECASE
)
_OF_WORK = re.compile(rf"{_WORKS_THERE.pattern}|\b(?:jobs?|people|roles?|posts?|positions?|personnel)\b", re.IGNORECASE)
_TRADE = re.compile(r"\b(?:industry|sector|cluster)\b", re.IGNORECASE)
_IN_A_TRADE = re.compile(
    r"\b(?:industry|sector)\s(?:provid\w+|employ\w*|had|has|workforce|counted|counts)\b", re.IGNORECASE
)
# What tells one kind of what is counted from all of it, as stems, and how far before the noun it may stand.
_KINDS = frozenset(
    terms(
        "phase commercial academic new newly additional further extra other foreign overseas international domestic "
        "private female male part-time full-time temporary closed completed planned recruited oncology gmp made"
    )
)
_WORDS_BEFORE = 5
# Branches of a trade and kinds of what is counted: all of it is not one of them.
_BRANCHES = frozenset(terms("manufacturing bioprocessing commercial academic paediatric oncology women"))
_HOURS = re.compile(r"\b(?:full|part)[ -]time\b", re.IGNORECASE)
_MADE = re.compile(
    r"\bmanufactured?\b|\bmanufacturing (?:facilit\w+|sites?|plants?|centres?|licen\w+)\b", re.IGNORECASE
)
# "About 50 of the jobs are at Stevenage."
_SOME_ARE_AT = re.compile(
    r"\sof\s(?:the|its|their|those|these)\s[^.]*?\b(?:are|were|is|was|will be)\s(?:at|in)\s(?:the\s)?"
    r"(?P<where>[A-Z][\w-]+)"
)
_CAME_OR_WENT = re.compile(
    r"(?: \w+){0,2} (?:(?:were|was|have|had|has|been) ){0,2}"
    r"(?<!the )(?P<so>began|begun|start(?:ed|ing)?|closed|complet(?:ed|ing)|ended|stopped|initiated|joined|left|"
    r"trained|up-?skilled|taught|treated|helped|surveyed)\b",
    re.IGNORECASE,
)

# "The centre trained 3,957 people": those do not work for it.
_DEED = r"(?P<so>trained|up-?skilled|taught|treated|helped|surveyed|work(?:ed|s) with)"
_DONE_TO = re.compile(rf"\b{_DEED}\s(?:(?:over|about|almost|nearly|some|around|more than|up to)\s)?$", re.IGNORECASE)

_FOUND_WORK = re.compile(
    r"\bhow many\b.*\b(?:(?:got|found|landed|gained|ended up (?:in|with)) (?:an? |new )?(?:jobs?|work|posts?)|hired)\b",
    re.I,
)
_OF_WORK_FOUND = re.compile(r"\b(?:jobs?|work\w*|employ\w*|hir\w+|recruit\w*|posts?|roles?)\b", re.IGNORECASE)
_HOW_OFTEN = re.compile(r"\bhow often\b", re.IGNORECASE)
_OF_A_RHYTHM = re.compile(
    r"\b(?:every|each|per|times|once|twice|dai?ly|weekly|monthly|quarterly|yearly|annual(?:ly)?|fortnight\w*|regular\w*|"
    r"an? (?:hour|day|week|month|quarter|year))\b",
    re.IGNORECASE,
)
_PER_ACRE = re.compile(r"\b(?:per|an|each) (?:acre|hectare)\b", re.IGNORECASE)
_PATIENTS = re.compile(r"\bhow many patients\b", re.IGNORECASE)
_OF_PATIENTS = re.compile(r"\b(?:patients?|people|treated|volunteers?)\b", re.IGNORECASE)
# What is asked for in the words of the first is told by what has one of the second.
_TOLD_ONLY_BY = (
    (_LIVES, _OF_RESIDENTS),
    (_FOUND_WORK, _OF_WORK_FOUND),
    (_HOW_OFTEN, _OF_A_RHYTHM),
    (_PER_ACRE, _PER_ACRE),
    (_PATIENTS, _OF_PATIENTS),
)


def is_of_another_sort(part: Part, text: str) -> bool:
    """Whether a sentence gives, if any, figures of another sort than a part asks for."""
    if is_another_sum(part, text) or _is_no_length_of_time(part, text) or _is_no_guide(part, text):
        return True
    return (
        part.expects in FIGURES
        and not part.history
        and (
            _has_no_value(part, text)
            or _is_on_the_other_side(part, text)
            or _is_in_another_measure(part, text)
            or _is_what_one_took(part, text)
            or _is_no_such_event(part, text)
            or _is_of_a_wider_kind(part, text)
            or _is_lost(part, text)
            or _is_of_something_else(part, text)
            or is_a_part_of_it(part, text)
            or _is_of_a_whole_trade(part, text)
        )
    )


def is_of_all_phases(part: Part, text: str, value: Value) -> bool:
    """Whether trials of one phase are asked after, and the clause that a count stands in does not speak of them."""
    asked = _phases(part.asked)
    if not asked or value.kind is not ValueKind.COUNT:
        return False
    first = max((found.end() for found in _CLAUSES.finditer(text, 0, value.start)), default=0)
    after = _CLAUSES.search(text, value.end)
    return not asked & _phases(text[first : after.start() if after else len(text)])


def _phases(text: str) -> set[str]:
    return {_ROMAN.get(found["which"].lower(), found["which"]) for found in _PHASE.finditer(text)}


def tells_of_before(text: str) -> bool:
    """Whether it tells how things stood before something: "$182m in all before its IPO"."""
    return _BEFORE.search(text) is not None


def is_of_a_narrower_kind(part: Part, text: str, value: Value) -> bool:
    """Whether what is counted is one kind alone, "Phase II trials", and the question is after all of them.

    So is what only came or went, "27 trials began", and whom something was done for, "3,957 people were trained". What
    bears its noun is told by that; a number by itself by every place where the noun stands.
    """
    asked = {other for term in (*part.terms, *part.background) for other in ({term} | synonyms(term))}
    for done in (_CAME_OR_WENT.match(text, value.end), _DONE_TO.search(text, 0, value.start)):
        if done and not set(terms(done["so"])) & asked:
            return True
    own = text[value.bare_start : value.end]
    things = part.counted.union(*map(synonyms, part.counted))
    nouns = [own] if set(terms(own)) & things else _nouns_counted(things, text)
    narrowed = [bool(_KINDS & set(terms(noun)) - asked) for noun in nouns]
    return bool(narrowed) and all(narrowed)


def _is_lost(part: Part, text: str) -> bool:
    """Whether it is asked how many jobs are gained or there, and told how many are lost."""
    if part.expects is not Expects.COUNT or _LOST.search(part.asked):
        return False
    if not (_GAINED.search(part.asked) or _WORK_FOR.search(part.asked)):
        return False
    return _LOST.search(text) is not None and not _GAINED.search(text)


def _is_of_something_else(part: Part, text: str) -> bool:
    """Whether it is asked how many live somewhere, say, or how often they meet, and nothing told of that."""
    return any(asked.search(part.asked) and not told.search(text) for asked, told in _TOLD_ONLY_BY)


def is_a_part_of_it(part: Part, text: str) -> bool:
    """Whether it is asked how large a site is, or how many there are in all, and told only of a part of those."""
    if part.expects is Expects.COUNT and _HOMES.search(" ".join(part.counted)) and not _HOMES.search(text):
        return True
    some = _SOME_ARE_AT.search(text) if part.expects is Expects.COUNT else None
    if some and not set(terms(some["where"])) & {*part.terms, *part.background}:
        counts = [value for value in values_in(text) if value.kind is ValueKind.COUNT]
        return any(value.end == some.start() for value in counts)
    if part.expects is Expects.COUNT and _IN_TOTAL.search(part.asked):
        told = [value for value in values_in(text) if value.kind is not ValueKind.DATE]
        return bool(told) and all(
            value.kind is ValueKind.SHARE or _OF_THE_REST.match(text, value.end) for value in told
        )
    if part.expects is not Expects.SIZE or _ASKS_OF_A_PART.search(part.asked):
        return False
    areas = [value for value in values_in(text) if value.kind is ValueKind.MEASURE and value.unit not in LASTING]
    return bool(areas) and all(_OF_ITS_SITE.match(text, value.end) for value in areas)


def _is_of_a_wider_kind(part: Part, text: str) -> bool:
    """Whether a branch alone is counted, "jobs in manufacturing", and the sentence speaks of the whole."""
    if part.expects not in (Expects.COUNT, Expects.SHARE):
        return False
    # What is manufactured is made, and in no branch of its own.
    made = set(terms("manufacturing")) if _MADE.search(part.asked) else set()
    asked = _BRANCHES & (set(part.terms) | set(part.background)) - made
    said = set(terms(text))
    if _HOURS.search(part.asked) and not _HOURS.search(text):
        return True
    return any(not ({stem} | synonyms(stem)) & said for stem in asked)


def _is_of_a_whole_trade(part: Part, text: str) -> bool:
    """Whether it is asked how many work for a body by name, and told how many do in its industry or for others."""
    # "How many does UK gene therapy employ?" is of the trade in a country.
    is_of_a_land = all(WHERE_MUCH_IS.fullmatch(name) for name in part.entities)
    if part.expects is not Expects.COUNT or is_of_a_land or _TRADE.search(part.asked):
        return False
    is_of_a_body = not part.scopes and not _IN_A_BUILDING.search(part.asked)
    is_of_others = is_of_a_body and _JOBS.search(text) and not _WORKS_THERE.search(text)
    is_of_none = _OF_WORK.search(text) is None
    is_of_many = _FIRMS_WITH.search(text) and not _FIRMS.search(part.asked)
    return _WORK_FOR.search(part.asked) is not None and bool(
        _IN_A_TRADE.search(text) or is_of_others or is_of_none or is_of_many
    )


def _nouns_counted(things: Set[str], text: str) -> list[str]:
    """What is counted, by its stems, wherever it stands in a text, with the few words before it and the next one."""
    found = []
    for clause in re.split(r"[,;:.]\s", text):
        words = re.findall(r"[\w/-]+", clause)
        is_counted = [bool(set(terms(word)) & things) for word in words]
        for place, (here, after) in enumerate(zip(is_counted, [*is_counted[1:], False], strict=True)):
            if here and not after:
                found.append(" ".join(words[max(0, place - _WORDS_BEFORE) : place + 2]))
    return found


def _has_no_value(part: Part, text: str) -> bool:
    """Whether a number alone is asked for, and the sentence states none of any kind, nor says in words how many."""
    if _ASKS_A_SORT.search(part.asked):
        return False
    states = any(value.kind is not ValueKind.DATE for value in values_in(text))
    return not states and _IN_WORDS.search(text) is None


def _is_on_the_other_side(part: Part, text: str) -> bool:
    """Whether it is told how things stood on the other side of the very thing that is asked about: "before its IPO"."""
    asks_before = _BEFORE.search(part.asked)
    told = _BEFORE.search(text)
    if asks_before and (told or _FROM_BEFORE.search(text)):
        return False
    # Asked how they stood before it, what is told of them after it does not say.
    other_side = _AFTER if asks_before else _BEFORE
    what = {stem for match in other_side.finditer(text) for stem in terms(match["what"]) if stem.isalpha()}
    return bool(what & {other for term in part.terms for other in ({term} | synonyms(term))})


def _is_in_another_measure(part: Part, text: str) -> bool:
    """Whether a height is asked for, say, and an area told."""
    if part.expects is not Expects.SIZE:
        return False
    fitting = next((units for words, units in _MEASURED_IN if re.search(words, part.asked, re.IGNORECASE)), None)
    told = {value.unit.partition(" per ")[0] for value in values_in(text) if value.kind is ValueKind.MEASURE}
    return fitting is not None and bool(told) and not told & fitting


def _is_what_one_took(part: Part, text: str) -> bool:
    """Whether it is asked how large something is, and told how much of it somebody else has taken."""
    if part.expects is not Expects.SIZE or _ASKS_WHO_TOOK.search(part.asked):
        return False
    taken = _TOOK_SPACE.search(text)
    return taken is not None and bool(part.names) and not part.names & set(terms(text[: taken.start()]))


def _is_no_length_of_time(part: Part, text: str) -> bool:
    """Whether it is asked how long something takes, and told how far it is, or how long by another way of travel."""
    if part.expects is not Expects.DURATION:
        return False
    if is_by_another_way(part.asked, text):
        return True
    told = {value.unit for value in values_in(text) if value.kind is ValueKind.MEASURE}
    return bool(told) and not told & LASTING and not _HOW_LONG.search(text)


def _is_no_guide(part: Part, text: str) -> bool:
    """Whether a visitor asks how to do something, and the sentence does not speak of all of that."""
    if not _ASKS_A_GUIDE.search(part.asked):
        return False
    said = set(terms(text))
    return sum(not ({term} | synonyms(term)) & said for term in part.terms) > len(part.terms) // 3


def _is_no_such_event(part: Part, text: str) -> bool:
    """Whether it is asked how many began, say, and told how many there were."""
    if part.expects is not Expects.COUNT:
        return False
    asked = [f"{words}|{more}" for words, more in _EVENTS if _speaks_of(words, part.asked)]
    return bool(asked) and not any(_speaks_of(words, text) for words in asked)


def _speaks_of(words: str, text: str) -> bool:
    return re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) is not None
