"""Whether two names have taken each other's part in what is told: who, of whom, with whom, from where (pure).

The part of a name is read from what stands before it, a preposition or nothing, and after it, "'s". Two names that the
quotes have in parts x and y, and the sentence in y and x, have changed places.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations

from bot.proof.basis import Basis
from bot.proof.rows import is_respective
from ingest.keywords import terms

_NAME = re.compile(
    r"[A-Z][\w&-]*(?:['’](?!s\b)[\w]+)?(?:\s(?:of\s|and\s(?=[A-Z]\w+\sTherap)|for\s|the\s|de\s|van\s)?[A-Z][\w&-]*)*(?P<own>['’]s?(?!\w))?"
)
_BEFORE = re.compile(
    r"\b(?P<word>of|by|from|to|with|in|at|for|into|against|over|after|behind|between|on|than|under|through|make|makes|made)\s"
    r"(?:(?:the|its|their|a|an)\s)?$"
)
# What may stand between a subject and its verb: an apposition, or others with it.
_BETWEEN = (
    r"(?:\s\([A-Z][A-Za-z&]+\))?"
    r"(?:,\s[^,;]{1,80},|(?:(?:,|\sand)\s(?:Dr\s|Sir\s|Prof\s)?[A-Z][\w-]+(?:\s[A-Z][\w-]+)*)+)?"
)
_VERB = re.compile(
    rf"{_BETWEEN}\s(?:(?:will|would|can|could)\s(?:also\s|not\s)?(?P<bare>[a-z]+)|(?:is|are|was|were)\s(?P<going>[a-z]+ing)|"
    r"(?:(?:has|have|had|is|are|was|were|also|now|then|later|first|since)\s(?:been\s|not\s|also\s)?)*(?P<verb>(?!as\b)[a-z]+(?:(?<![su])s|ed)|led|made|took|"
    r"won|put|gave|given|got|bought|sold|said|agreed|paid|held|sued|has|have|had|is|are|was|were))\b"
)
# "The Local Enterprise Partnership (LEP)" is called by both.
_SHORT = re.compile(r"\s\(([A-Z][A-Za-z&]+)\)")
_DEED = re.compile(
    r"\s(?:\w+\s){0,2}(?:purchase|acquisition|takeover|sale|merger|investment|approval|backing|support|award|grant|offer|bid|claim|payment|funding|nomination|appointment)\b"
)
# "A Local Growth Fund grant": the fund is what the grant is of, wherever that stands.
_IS_OF_A_THING = re.compile(r"\s(?:grant|loan|award|money|funding|cash|investment)\b")
_TIMES = frozenset("January February March April May June July August September October November December".split())
_PLAIN = frozenset(
    "In By The Under Of As At On With After Before For From Both When While And But An A This That Its It".split()
)
_AUXILIARIES = frozenset("has have had is are was were".split())
_TELLS = frozenset("said says told counted counts put puts gave gives added adds stated states".split())
_HOLD = frozenset(("has", "have", "had"))
_RUN = r"[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)*"
_JOINS = re.compile(
    rf"(?P<who>{_RUN}) (?:(?:is|was|are|were|will|would)(?: to)? )?(?:become|becomes|became|join|joins|joined)"
    rf"(?: (?:a )?part of| a subsidiary of) (?:the )?(?P<whom>{_RUN})"
)
_BUYS = re.compile(
    rf"(?P<who>{_RUN}) (?:(?:is|was|will|would|has|had|agreed)(?: to)? )?"
    r"(?:acquires?|acquired|buys?|bought|takes? over|took over|taken over|purchases?|purchased) "
    rf"(?:the )?(?P<whom>{_RUN})"
)
_TAKES_OVER = re.compile(
    rf"(?P<who>{_RUN}) (?:(?:is|was|will|would|has|had)(?: to)? )?(?:takes?|took|taken|taking) over\b"
    rf"[^.;]{{0,120}}? from (?:the )?(?P<whom>{_RUN})"
)
_PASSES_TO = re.compile(
    rf"\b(?:of|from) (?:the )?(?P<who>{_RUN})\b[^.;]{{0,120}}?"
    rf"\b(?:pass|go|move|transfer|hand)(?:e?s|ed|red|ing)?(?: over)? to (?:the )?(?P<whom>{_RUN})"
)
_OWNED = re.compile(r"\b([A-Z]\w+)['’]s\s(\d[\d,]*)\b")


@dataclass(frozen=True, slots=True)
class Part:
    """A name in a sentence, the part that it has there, and the verb that follows where it is the subject."""

    name: frozenset[str]
    role: str
    verb: str = ""


def role_fault(words: str, basis: Basis) -> str | None:
    """The first two names that took each other's part, in a phrase; None when none did."""
    own = list(parts(words))
    quotes = [list(parts(told.statement.text)) for told in basis.told]
    every = list(chain.from_iterable(quotes))
    for one, other in combinations(own, 2):
        # Of two quotes only who does what is compared.
        among = [*quotes, every] if one.role == other.role == "subject" else quotes
        if any(_have_changed(one, other, theirs) for theirs in among):
            return f"changed places: {_shown(one)} and {_shown(other)}"
    for told in basis.told:
        text = told.statement.text
        if not is_respective(words) and (name := _crossed_pair(words, text)) is not None:
            return f"beside another's word: {name}"
        if (name := _owner_fault(words, text)) is not None:
            return f"the number of another: {name}"
        if (fault := _bought_fault(words, text) or _passed_fault(words, text)) is not None:
            return fault
    return _stranger_fault(own, every, words, basis) or _doer_fault(own, every) or _taker_fault(own, basis)


def _stranger_fault(own: list[Part], theirs: list[Part], words: str, basis: Basis) -> str | None:
    """A name of the titles alone that does what another does in the quotes."""
    doers = {part.verb: part.name for part in theirs if part.role == "subject" and part.verb not in _AUXILIARIES}
    for part in own:
        doer = doers.get(part.verb) if part.role == "subject" else None
        is_told = any(name.lower() in basis.text.lower() for name in part.name)
        starts = {name[0] for name in part.name}
        is_short_for_it = any(basis.is_short_for(one, part.name) or _are_initials(one, starts) for one in doer or ())
        if doer and not doer & set(words.split()) and not is_told and not is_short_for_it and part.name & basis.words:
            return f"done by another: {_shown(part)}"
    return None


def _taker_fault(own: list[Part], basis: Basis) -> str | None:
    """A deed of one to or with whom it was done: "the council lodged a plan" where it was "lodged with the council"."""
    for part in own:
        if part.role != "subject" or part.verb in _AUXILIARIES or not part.verb:
            continue
        last = re.escape(max(sorted(part.name), key=len))
        took = re.compile(
            rf"\b{part.verb}\b[^.;,]{{0,80}}?\b(?:with|to|against)\s(?:the\s)?(?:[A-Z][\w&-]*\s)*{last}\b"
        )
        did = re.compile(rf"\b{last}\b[^.;]{{0,80}}?\b{part.verb}\b")
        if any(took.search(told.statement.text) and not did.search(told.statement.text) for told in basis.told):
            return f"done by another: {_shown(part)}"
    return None


def _are_initials(short: str, starts: set[str]) -> bool:
    """Whether a short form is made of the letters that a name's words begin with."""
    return len(short) > 2 and short.isupper() and set(short) <= starts


def _doer_fault(own: list[Part], theirs: list[Part]) -> str | None:
    """A deed of one whom the quotes have do something else, where they tell of others alone that they did it."""
    doers = [part for part in theirs if part.role == "subject" and part.verb and part.verb not in _AUXILIARIES]
    for part in own:
        if part.role != "subject" or part.verb in _AUXILIARIES or not part.verb:
            continue
        did_it = [doer for doer in doers if doer.verb == part.verb]
        does_else = any(part.name <= doer.name or doer.name <= part.name for doer in doers if doer.verb != part.verb)
        both_tell = part.verb in _TELLS and any(doer.verb in _TELLS for doer in doers if part.name & doer.name)
        if did_it and does_else and not both_tell and not any(part.name & doer.name for doer in did_it):
            return f"done by somebody else in the quotes: {_shown(part)}"
    return None


def _have_changed(one: Part, other: Part, theirs: list[Part]) -> bool:
    shared = one.name & other.name
    if shared in (one.name, other.name) or "other" in (one.role, other.role):
        return False
    one, other = replace(one, name=one.name - shared), replace(other, name=other.name - shared)
    what = "verb" if one.role == other.role else "role"
    mine, others = getattr(one, what), getattr(other, what)
    if {one.verb, other.verb} & _HOLD and "in" in (mine, others):  # "Spain has 31, 9 of them in Bilbao"
        return False
    a, b = _of(one.name, theirs, what), _of(other.name, theirs, what)
    return mine != others and others in a - {mine} and mine in b - {others} and mine not in a and others not in b


def _bought_fault(words: str, told: str) -> str | None:
    """The buyer bought: "Tusk is to acquire Roche" where it is to "become part of Roche"."""
    for found in _JOINS.finditer(told):
        bought, buyer = found["who"].split()[0], found["whom"].split()[0]
        for own in _BUYS.finditer(words):
            if bought in own["who"].split() and buyer in own["whom"].split():
                return f"changed places: {buyer} and {bought}"
    return None


def _passed_fault(words: str, told: str) -> str | None:
    """Who gave it up took it over: "the fund takes over from the council" where it passes "to the council"."""
    for found in _PASSES_TO.finditer(told):
        giver, taker = found["who"], found["whom"]
        for own in _TAKES_OVER.finditer(words):
            if own["who"].split()[-1] in giver.split() and own["whom"].split()[-1] in taker.split():
                return f"changed places: {giver} and {taker}"
    return None


def _shown(part: Part) -> str:
    return " ".join(sorted(part.name))


def _of(name: frozenset[str], parts: list[Part], what: str) -> frozenset[str]:
    return frozenset(getattr(part, what) for part in parts if part.name <= name or name <= part.name)


def parts(text: str) -> Iterator[Part]:
    """The names of a text with their parts, in order."""
    for match in _NAME.finditer(text):
        words = match.group().split()
        start = match.start()
        while words and words[0] in _PLAIN:
            start += len(words[0]) + 1
            words = words[1:]
        name = frozenset(re.sub(r"['’]s?$", "", word) for word in words if word[0].isupper()) - _TIMES
        if not name or not terms(" ".join(name)) or text[start - 1 : start] == "(":
            continue
        role = _role(text, start, match.end(), is_owner=match["own"] is not None)
        verb = _VERB.match(text, match.end()) if role == "subject" else None
        if short := _SHORT.match(text, match.end()):
            name |= {short[1]}
        yield Part(name, role, (verb["verb"] or verb["bare"] or verb["going"]) if verb else "")


def _role(text: str, start: int, end: int, is_owner: bool) -> str:
    if is_owner:
        return "doer" if _DEED.match(text, end) else "of"
    before = _BEFORE.search(text, max(0, start - 40), start)
    if before and not _IS_OF_A_THING.match(text, end):
        return before["word"]
    goes_on = re.search(
        r"\b(?!when|that|which|while|whereas|and|but|as|because|where)[a-z]{2,}\s$", text[:start].removesuffix("the ")
    )
    if _VERB.match(text, end) and not goes_on:
        return "subject"
    ends = re.match(
        r"(?:\s\([A-Z][A-Za-z&]+\))?(?:\s(?:for|from|to|in|on|with|at|and|by|as|when|after|since|through|before)\b|[.,;]|$|\s[\d£$€])",
        text[end:],
    )
    follows_verb = re.search(
        r"\b(?:to\s[a-z]+|[a-z]+ed|[a-z]+s|[a-z]+ing|bought|sold|made|led|paid|gave|won)\s(?:the\s)?$", text[:start]
    )
    return "object" if ends and follows_verb else "other"


def _crossed_pair(words: str, told: str) -> str | None:
    """The first name that has the word which another has in the quotes: "Telford for rail" for "Doncaster for rail"."""
    theirs = _pairs(told)
    for name, words_of_it in _pairs(words).items():
        others = frozenset().union(*(stems for other, stems in theirs.items() if other != name))
        mine = theirs.get(name, frozenset())
        if mine and words_of_it & (others - mine) and not words_of_it & mine:
            return str(name)
    return None


def _pairs(text: str) -> dict[str, frozenset[str]]:
    """The word that stands right before "in NAME" and right after "NAME for"."""
    found: dict[str, frozenset[str]] = {}
    for match in re.finditer(
        r"\b([a-z]{4,})\s(?:in|at)\s([A-Z][a-z]+)|"
        r"\b([A-Z][a-z]+)(?:,|\swas\s\w+|\sis\s\w+)?\sfor\s([a-z-]{3,})",
        text,
    ):
        name, word = (match[2], match[1]) if match[1] else (match[3], match[4])
        stems = frozenset(terms(word))
        if stems and name not in _TIMES:
            found[name] = found.get(name, frozenset()) | stems
    return found


def _owner_fault(words: str, told: str) -> str | None:
    """Whose number it is: "Europe's 241 developers" are not "the UK's 241 developers"."""
    theirs = {number: name for name, number in _OWNED.findall(told)}
    for name, number in _OWNED.findall(words):
        if number in theirs and theirs[number] != name and re.search(rf"\b{name}\b", told):
            return str(name)
    return None
