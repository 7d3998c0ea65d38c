"""A text -> its words, each with whether it is denied or planned there (pure).

What denies or plans a word is told twice: ``narrow`` is the word itself that a "not" or a "plans to" goes with,
``wide`` all that may be meant. A quote that denies narrowly denies for sure; a sentence that denies widely may deny it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.keywords import terms
from ingest.values.statements import statement_of

_WORD = re.compile(r"[^\W_][\w'’-]*")
# "No more than", "not only", "not even 12" bound or stress; "no other is larger" is a superlative. They deny nothing.
DENIES_NOTHING = re.compile(
    r"\b(?:no|not) (?:more|less|fewer|later|earlier|sooner) than\b|"
    r"\bnot[- ]for[- ]profit\b|\bnot (?:only|just|merely|simply|least|quite)\b|\bno\.\s?\d|"
    # That sources differ is another rule's.
    r"\b(?:reports|sources|figures|documents|accounts|numbers) (?:do not (?:quite |fully |all )?(?:agree|match|tally)|"
    r"are not (?:quite )?the same)\b|"
    r"\bno doubt\b|\bno (?:[\w-]+ ){1,4}?(?:more|fewer|larger|bigger|smaller|higher|greater) [^,.;]{0,40}?\bthan\b"
    r"|\bno other\b|\bno \w+ other than\b|\bnothing (?:but|other than)\b|\bsecond to none\b|\bno [^,.;]{1,60}? (?:is|"
    r"are|was|were|has|have|had|ranks|ranked|stood) (?:\w+ )?"
    r"(?:as (?:many|much|\w+)|more|\w+er)\b|\bnot? even (?=\d)"
    # "The shares that it does not already own" are the others.
    # The best, and the first.
    r"|\bno (?:[\w-]+ ){1,3}(?:beats?|tops?|surpass(?:es)?|rivals?|outdoes)\b"
    r"|\bno [^.;]{1,140} (?:before|earlier than) (?:(?-i:(?=[A-Z]))|it\b|him\b|her\b|them\b)"
    r"|\b(?:does|do|did) not (?:(?:already|yet) (?:own|hold|have)|(?:own|hold|have) (?:already|yet))\b"
    r"|\bnot already in (?:its|their|his|her) (?:hands|possession)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|no|never|none of (?:which|whom|them|these|those)|neither|nor|without|cannot|nobody|nothing|nowhere|"
    r"no longer|yet to|hardly|rarely|fail(?:s|ed|ing)? to|unable to|declin(?:es?|ed|ing) to|refus(?:es?|ed|ing) to|"
    r"rather than|instead of|in place of|other than|short of|lack(?:s|ed|ing)?|still (?:awaits?|waiting))\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
# "Leaves out" what is not included; what is forbidden, missed or spared is not done.
LEFT_OUT = (
    r"le(?:ft|aves?|aving) (?:[\w-]+ ){0,4}?out|outside|omit\w*|forbid\w*|forbade|ban(?:s|ned)?|bar(?:s|red)|"
    r"prohibit\w*|spare[sd]?|untouched|unaffected|miss(?:es|ed)|f[ae]ll(?:s|en)? short|doubts?|doubted"
)
# What may deny, of all that follows, in a sentence.
_MAY_DENY = re.compile(
    rf"{_NOT.pattern}|\b(?:before|until|un(?:changed|clear|disclosed|decided|named|known|funded|affected|able|successful)\w*|"
    r"await\w*|pending|outstanding|missing|free of|except|exclud\w+|abandon\w*|dropp\w+|halt\w*|cancel\w*|withdr\w+|"
    r"turned down|ruled out|reject\w*|den(?:y|ied|ies)|fail\w*|discontinu\w*|remains? to|none|\w+-free|stop(?:s|ped)|"
    rf"ceas(?:es?|ed)|ended|{LEFT_OUT})\b",
    re.IGNORECASE,
)
_PLANS = (
    r"(?:(?:plan|aim|expect|hope|intend|seek|sought|want|propos|due|set|schedul|slat|forecast|foresee|foreseen|foresaw|predict|project|"
    r"target|likely|ambition|vision|envisag|envision|anticipat|pencilled|earmark|promis|pledg|intention|suppos|consider|prepar)"
    r"(?:s|e|ed|d|es|ing|ned|ning|ged)?|meant)"
)
# A word that goes with what it plans: "is to open", "will open", "plans to open", "hopes it opens".
_TO_DO = re.compile(
    rf"\b(?:(?:is|are|was|were|be)\s(?:also\s|now\s|still\s|all\s)?(?:going\s)?to(?=\s[a-z])|will|would|shall|"
    rf"(?<!\d\s)may(?!\s\d)|might|should|ought\sto|means?\sto|could(?!\snot)(?!n['’]t)|"
    rf"(?:{_PLANS}|agree[sd]?|ask(?:s|ed)|bids?|wish(?:es|ed)?)\s(?:(?!ha[sd]\s|have\s)\w+\s){{0,3}}?to|"
    r"(?:approval|permission|consent|leave)\s(?:(?:has\s|had\s)?(?:been\s|was\s|is\s)?(?:given|granted)\s)?to|"
    rf"(?<=,\s)to(?=\sbe\s[a-z])|"
    rf"{_PLANS}\s(?:is|was)\s(?:for|that)\s[^,.;]{{1,80}}?\b(?:to|will|would))\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:planned|proposed|expected|future|potential|possible|forthcoming|prospective|upcoming|plans? for|"
    r"asked for|to come(?= (?:on|in|by|at|next|later)\b)|"
    r"hop(?:es?|ed|ing) for|proposals? (?:for|of)|scheduled|targeted)\b",
    re.IGNORECASE,
)
# "Delivery is planned by April": what is planned stands before it.
_IS_PLANNED = re.compile(
    r"\b(?:is|are|was|were|been|be)\s(?:\w+\s){0,2}(?:planned|expected|due|scheduled|foreseen|proposed|envisaged|forecast|"
    r"anticipated|pencilled|slated|earmarked|set|hoped for|aimed for|looked for)\b(?!\s(?:\w+\s)?to\b)|"
    r"\bloom(?:s|ed|ing)?\b",
    re.IGNORECASE,
)
_SURE = re.compile(rf"{_TO_DO.pattern}|{_TO_COME.pattern}|{_IS_PLANNED.pattern}", re.IGNORECASE)
_ANY_PLAN = re.compile(
    rf"{_TO_DO.pattern}|{_TO_COME.pattern}|\b{_PLANS}\b|"
    r"\b(?:designs? (?:includes?|has|have|provides? for|shows?)|goals?|pending|loom(?:s|ed|ing)?|at risk|threat\w*|"
    r"eventually|potentially|possibly|whether|considering|consideration|can|(?<!successful )(?<!winning )bids?|"
    r"agreed|agreements?|offers?|(?:put|pushed|moved) back|slip(?:s|ped)?\s(?:[\w-]+\s)?to|"
    r"put(?:s|ting)? forward|proposals?|"
    r"(?:formed|set up|created|founded|established) (?:[\w-]+ ){1,4}?to|"
    r"announced (?:the|its|an?) (?:sale|purchase|takeover|acquisition|merger|closure)|"
    r"delayed|asked for|point(?:s|ed|ing)? to (?:a |an )?(?:\w+ )?(?:growth|rise|increase|fall)|request\w*|"
    r"approved to|on its way|"
    # What each source gives is told as theirs.
    r"(?:[Ss]ources|[Ff]igures|[Ee]stimates|[Rr]eports|[Aa]ccounts|[Nn]umbers)\b[^,.;:]{0,50}?\b(?:differ|vary|disagree)|"
    r"approval (?:has been|was|is) (?:given|granted) for|for [^,.;]{1,60} to|"
    # What it will be worth once it is there is an estimate, whoever gives it.
    r"(?:finished|completed) (?:\w+['’]s )?value|worth\b[^,.;]{0,40}\b(?:when|once) (?:it is )?(?:finished|completed?)|"
    r"approved (?:[\w’'-]+ ){0,4}?(?:plan|scheme|proposal|campus|development))\b",
    re.IGNORECASE,
)
_PLAN_IS = re.compile(
    r"\b(?:vision|plan|target|forecast|aim|goal|ambition)\b[^;:]*?\b(?:is|was|are|were)\b", re.IGNORECASE
)
# What only looks so: "set up to", "used to", "was the first to", "yet to".
_NO_PLAN = re.compile(
    r"\b(?:up to|as (?:much|many) as|(?:later|earlier|sooner|longer|more|less|than) than planned|yet to|used to be|"
    r"(?:set|sets|setting) (?:up(?: to)?|out to)|projects?|project\b|set of|a set|could not|couldn['’]t|would not|"
    r"(?:first|second|third|fourth|last|only|next|one|among|of)(?: (?!is|are|was|were|due|plan|expect)[\w-]+){1,5}? "
    r"to (?:be|have)(?= [a-z]+(?:ed|en|t|de)\b)|said to be|"
    r"thought to be|believed to be|reported to be|known to be|to blame)\b",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"[\s,]*as (?:of|at)\b", re.IGNORECASE)
_SUBORDINATES = re.compile(r"\b(?:after|before|when|since|because|that|once|as)\b")
_OF_NOUNS = frozenset(("no", "none", "without", "neither", "nor", "nothing", "nobody"))
_HAS = re.compile(r"\b(?:has|have|had)\s(?:now\s|also\s|already\s|since\s)?$")
# Words that go before the one that is meant.
_GO_BEFORE = frozenset(
    "yet even ever still longer currently fully been actually able go gone going ahead also now be".split()
)
_ENDS = re.compile(r"[,;:.()]")
_ORDINALS = frozenset("first second third fourth fifth next last".split())
# Verbs whose forms share no stem.
_FORMS = (
    "make made", "build built", "get got gotten", "begin began begun", "rise rose risen", "sell sold", "buy bought",
    "give gave given", "take took taken", "hold held", "become became", "bring brought", "pay paid", "lead led",
    "spend spent", "grow grew grown", "fall fell fallen", "come came", "win won", "find found", "leave left", "go "
    "went gone",
    "keep kept", "put puts", "lose lost", "hire hired", "choose chose chosen", "know knew known", "run ran",
    "see saw seen",
    "show showed shown", "speak spoke spoken", "stand stood", "withdraw withdrew withdrawn", "write wrote written",
    "meet met", "say said", "tell told", "think thought", "lend lent", "mean meant", "send sent", "shut shuts",
    "have had",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries a meaning, by its stem, and how it is said; ``follows_denial``: a "not" stands before it."""

    stem: str
    denied: bool
    follows_denial: bool
    may_be_denied: bool
    planned: bool
    may_be_planned: bool


@lru_cache(maxsize=512)
def predicates(text: str) -> tuple[Word, ...]:
    """The words of a text with how each is said, in order."""
    places = [(match.start(), match.group()) for match in _WORD.finditer(text)]
    clauses = _clauses(text)
    no_denial, no_plan = _blanked(DENIES_NOTHING, text), _blanked(_NO_PLAN, text)
    denied, planned = set(_next(_NOT, no_denial, text)), set(_next(_TO_DO, no_plan, text, plans=True))
    planned |= set(_next(_TO_COME, no_plan, text)) | set(_before(_IS_PLANNED, no_plan, clauses))
    may_deny, may_plan = _reach(_MAY_DENY, no_denial, clauses), _reach(_ANY_PLAN, no_plan, clauses)
    follows = [
        (first if match.group().lower() in _OF_NOUNS or "-" in match.group() else match.end(), last)
        for match, (first, last) in zip(_MAY_DENY.finditer(no_denial), may_deny, strict=True)
    ]
    found = []
    for start, written in places:
        for stem in terms(written):
            in_denial = any(first <= start < last for first, last in may_deny) or written.lower().startswith("un")
            in_plan = any(first <= start < last for first, last in may_plan) and not _is_done(no_plan, start)
            follows_denial = any(first <= start < last for first, last in follows)
            is_deed = start in planned and written[0].islower() and written not in _ORDINALS
            found.append(
                Word(lemma(stem), start in denied and stem.isalpha(), follows_denial, in_denial, is_deed, in_plan)
            )
    return tuple(found)


def may_be_planned(text: str, place: int) -> bool:
    """Whether what stands at a place in a text may be planned: its clause, or one beside it, has a word for that."""
    spans, blanked = _clauses(text), _blanked(_NO_PLAN, text)
    near = _reach(_ANY_PLAN, blanked, spans)
    return (
        bool(_PLAN_IS.search(blanked))
        or any(first <= place < last for first, last in near)
        or any(_clause_of(match.start(), spans) >= _clause_of(place, spans) for match in _ANY_PLAN.finditer(blanked))
    )


def is_planned(text: str, place: int, before: bool = False) -> bool:
    """Whether what stands at a place in a text is planned for sure: its clause says so, or says so ``before`` it."""
    spans, blanked = _clauses(text), _blanked(_NO_PLAN, text)
    if _PLAN_IS.search(blanked, 0, place):
        return True
    found = _SURE.finditer(blanked, 0, place if before else len(blanked))
    return any(_clause_of(place, spans) == _clause_of(match.start(), spans) for match in found)


def denies_at(text: str, place: int) -> bool:
    """Whether a place in a text is in the reach of a word that may deny."""
    near = _reach(_MAY_DENY, _blanked(DENIES_NOTHING, text), _clauses(text))
    return any(first <= place < last for first, last in near)


def lemma(stem: str) -> str:
    """One stem for all forms of a verb: "made" and "make"."""
    return _lemmas().get(stem, stem)


@lru_cache(maxsize=1)
def _lemmas() -> dict[str, str]:
    found = {}
    for row in _FORMS:
        first, *others = row.split()
        for form in others:
            for stem in terms(form):
                found[stem] = (terms(first) or [first])[0]
    return found


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: "\0" * len(match.group()), text)


def _next(pattern: re.Pattern[str], blanked: str, text: str, plans: bool = False) -> Iterator[int]:
    """Where the word stands that each match goes with; after an article, those that belong together."""
    for match in pattern.finditer(blanked):
        goes_on = False
        is_noun = not plans and re.match(r"\s(?:a|an|the|any)\b", text[match.end() :]) is not None
        is_noun |= match.group().lower() in ("no", "without", "neither") or pattern is _TO_COME
        for word in _WORD.finditer(text, match.end()):
            if _ENDS.search(text, match.end(), word.start()) or word.start() - match.end() > 50:
                break
            if not terms(word.group()) or word.group().lower() in _GO_BEFORE:
                if goes_on:
                    break
                continue
            yield word.start()
            goes_on = True
            if not is_noun:
                break


def _before(pattern: re.Pattern[str], blanked: str, clauses: tuple[tuple[int, int], ...]) -> Iterator[int]:
    """Where the words stand that come before each match in its clause."""
    for match in pattern.finditer(blanked):
        first = max((start for start, _ in clauses if start <= match.start()), default=0)
        yield from (word.start() for word in _WORD.finditer(blanked, first, match.start()))


def _is_done(blanked: str, place: int) -> bool:
    """Whether a word is told as done, "has added", and no plan is told before it."""
    return _HAS.search(blanked, 0, place) is not None and not _ANY_PLAN.search(blanked, 0, place)


def _clause_of(place: int, spans: tuple[tuple[int, int], ...]) -> int:
    return max((start for start, _ in spans if start <= place), default=0)


def _clauses(text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    goes_on = False
    for start, end in statement_of(text).clauses or ((0, len(text)),):
        # ", which": nothing said between the two marks; "planned, as of January 2020, to open": nothing new.
        is_as_of = _AS_OF.match(text, start) is not None
        if found and (goes_on or is_as_of or not terms(text[found[-1][0] : found[-1][1]])):
            start = found.pop()[0]
        goes_on = is_as_of
        found.append((start, end))
    return tuple(found)


def _reach(pattern: re.Pattern[str], blanked: str, clauses: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """From where to where what each match says may reach: its clause, and the next two."""
    found = []
    for match in pattern.finditer(blanked):
        ends = [end for _, end in clauses if end > match.start()][:3]
        if pattern is _MAY_DENY and not _NOT.match(match.group()):
            ends = ends[:1]
        # "Rejected" denies what follows it, "not" may deny all of its clause.
        implied = pattern is _MAY_DENY and not _NOT.match(match.group()) and match.group().lower() not in _OF_NOUNS
        is_passive = re.search(r"\b(?:been|was|were|is|are|be)\s(?:\w+ly\s)?$", blanked[: match.start()]) is not None
        first = match.start() if implied and not is_passive else _clause_of(match.start(), clauses)
        if implied and is_passive:  # "regained it after it had been withdrawn"
            below = [found.end() for found in _SUBORDINATES.finditer(blanked, first, match.start())]
            first = max([first, *below])
        if pattern is _ANY_PLAN:
            first = _clause_of(_clause_of(first - 1, clauses) - 1, clauses)
        found.append((first, max(ends, default=len(blanked))))
    return found
