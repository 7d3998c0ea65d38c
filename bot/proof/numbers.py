"""Whether the numbers of a sentence that are no values stand in its quotes, with magnitude and bound (pure).

"24 GWh", "KRW 95bn", "grew by six", "fivefold", "GT005": no unit of ours, yet a wrong one misleads as much.
"""

import re

from bot.numerals import with_digits
from bot.proof.basis import Basis
from bot.proof.counted import counts_its_list, may_count
from ingest.keywords import terms
from ingest.values.statements import Statement
from ingest.values.types import ValueKind

_NUMBER = re.compile(r"\d[\d.,]*")
_MAGNITUDES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9,
    "billion": 1e9, "tn": 1e12, "trillion": 1e12,
}  # fmt: skip
_MAGNITUDE = re.compile(r"[\s-]?(thousand|million|billion|trillion|mn|bn|tn|m|k)\b")
_BOUND = re.compile(
    r"\b(?:(?P<most>(?<!add )(?<!adds )(?<!go )(?<!gone )(?<!going )(?<!rose )(?<!rising )"
    r"(?<!went )(?<!scale )(?<!scaled )(?<!scaling )(?<!ramp )up to|"
    r"as (?:much|many) as|at most|a maximum (?:\w+\s){0,2}of|"
    r"no more than|not more than)|"
    r"(?P<least>at least|a minimum (?:\w+\s){0,2}of|no (?:less|fewer) than|not less than)|"
    r"(?P<over>over|more than|above|(?:climbed|gone|went|rose|risen) past|passed|topped|surpassed|exceeding|"
    r"in excess of|upwards? of)|"
    r"(?P<almost>almost|nearly|just under|close to|not quite)|(?P<under>under|below|fewer than|less than)|"
    r"(?P<about>about|around|some|roughly|approximately|circa|or so))[\s-](?:[£$€]|(?-i:[A-Z]{1,3})[$]?\s?)?$",
    re.IGNORECASE,
)
_BOUND_BEHIND = re.compile(r"\sor (so|more|less|fewer)\b", re.IGNORECASE)
_AS_BEFORE = {"so": "about ", "more": "at least ", "less": "at most ", "fewer": "at most "}
FOLD = re.compile(r"\b(\w+?)[\s-]?fold\b|\b(doubl|tripl|trebl|quadrupl|halv)\w*|\b(twice|thrice)\b", re.IGNORECASE)
_HALF = re.compile(r"\bhalf\b", re.IGNORECASE)
# "More than quadrupled, from 21 to 93": how far off the multiple may be, over and around it.
_FROM_TO = re.compile(
    r"^[^.;]{0,40}?\bfrom\s[^\d.;]{0,12}(\d[\d,]*(?:\.\d+)?)[^\d.;]{0,25}?\sto\s[^\d.;]{0,12}(\d[\d,]*(?:\.\d+)?)"
)
_MORE = re.compile(r"\b(?:more than|over)\s$", re.IGNORECASE)
_AS_MUCH, _NEAR = 1.3, 0.06
# "UBS and Reef funded it together": the two did.
_THE_TWO = re.compile(r"[Tt]he two\b(?! [a-z]+s\b)")
_TOGETHER = re.compile(r"\b[A-Z][\w&'’-]+ and (?:the )?[A-Z][^.;]{0,80}\btogether\b|\bboth\b")
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_PERCENT = re.compile(r"%|\bper ?cent|\bpoints?\b|\d[/:]\d", re.IGNORECASE)
_UP_TO_PERCENT = re.compile(
    r"[\d.]+\s?(?:[/:]\s?\d|(?:to|and|or|-|–|,)\s?(?:\w+\s)?[\d.]+\s?(?:%|per ?cent))", re.IGNORECASE
)
_WORDS = re.compile(
    r"\b(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundreds?|dozens?|thousands|millions|billions)\b",
    re.IGNORECASE,
)


def number_fault(said: Statement, basis: Basis) -> str | None:
    """The first number outside all values that is not in the quotes, in a phrase; None when all are."""
    told = f"{basis.text}\n{basis.cards}"
    known = {(number, size) for text in (told, with_digits(told, above=-1)) for number, size, _, _ in _numbers(text)}
    bounds: dict[tuple[str, float], set[str]] = {}
    for number, size, bound, _ in _numbers(basis.text):
        bounds.setdefault((number, size), set()).add(bound)
    shares = _only_shares(basis)
    for number, size, bound, place in _numbers(said.text):
        if _is_read(said, place):
            continue
        if number in shares and not _is_share(said.text, place):
            return f"a share told as a number: {number}"
        if (number, size) not in known:
            return f"digits that are not in the quotes: {number}"
        if (number, size) in bounds and bound not in bounds[number, size] | {
            "at least" for b in bounds[number, size] if b == "over"
        }:
            return f"a number bounded otherwise: {number}"
    return _word_fault(said, basis) or _one_fault(said.text, basis) or _fold_fault(said.text, basis.text)


def _only_shares(basis: Basis) -> frozenset[str]:
    """The numbers that the quotes have as shares alone: "about 45% more than in 2018" is not 45 more."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for statement in (told.statement for told in basis.told):
        shares = [value for value in statement.values if value.kind is ValueKind.SHARE]
        for number, _, _, place in _numbers(statement.text):
            found[any(share.start <= place < share.end for share in shares)].add(number)
    return frozenset(found[True] - found[False])


def _is_share(text: str, place: int) -> bool:
    """Whether a bare number may be one: after another, "12% in 2019 and 9 in 2021", or before it, "77 to 81%"."""
    return bool(_PERCENT.search(text, 0, place) or _UP_TO_PERCENT.match(text, place))


def _numbers(text: str) -> list[tuple[str, float, str, int]]:
    found = []
    for match in _NUMBER.finditer(text):
        size = _MAGNITUDE.match(text, match.end())
        bound = _BOUND.search(text, max(0, match.start() - 30), match.start())
        if behind := _BOUND_BEHIND.match(text, match.end()):
            bound = _BOUND.search(_AS_BEFORE[behind[1].lower()])
        kind = next((name for name, part in bound.groupdict().items() if part), "") if bound else ""
        number = match.group().strip(".,").replace(",", "")
        found.append((number, _MAGNITUDES[size[1]] if size else 1.0, kind, match.start()))
    return found


def _is_read(said: Statement, place: int) -> bool:
    return any(value.start <= place < value.end for value in said.values)


def _word_fault(said: Statement, basis: Basis) -> str | None:
    """ "Six" where the quotes have neither "six" nor 6, nor tell of the sixth."""
    told = basis.text
    digits = with_digits(told, above=-1)
    known = {number.strip(".,").replace(",", "") for number in _NUMBER.findall(digits)}
    known |= {
        str(place) for place, word in enumerate(_ORDINALS, start=1) if re.search(rf"\b{word}\b", told, re.IGNORECASE)
    }
    known |= {word.lower() for word in _WORDS.findall(told)}
    spelled = {number.strip(".,").replace(",", "") for number in _NUMBER.findall(with_digits(said.text, above=-1))}
    if spelled <= known:
        return None
    for match in _WORDS.finditer(said.text):
        own = with_digits(match.group(), above=-1)
        if _THE_TWO.match(said.text, max(0, match.start() - len("the "))) and _TOGETHER.search(told):
            continue
        if own.isdigit() and counts_its_list(said.text, match.end(), int(own), basis):
            continue
        if not _is_read(said, match.start()) and match.group().lower() not in known and own.lower() not in known:
            if own.isdigit() and may_count(said.text, match.start(), int(own), basis):
                return f"a count of what the quotes list: {match.group()}"
            return f"a number that is not in the quotes: {match.group()}"
    return None


def _one_fault(words: str, basis: Basis) -> str | None:
    """ "One trial" where the quotes count the trials otherwise."""
    counted = {stem for one in basis.told for value in one.statement.values for stem in terms(value.unit)[-1:]}
    for match in re.finditer(
        r"(?<!first )(?<!last )(?<!latest )\b(?:one|a single)\s"
        r"(?!(?:of|in|for|by|at|on|with|half|million|billion|hundred|thousand)\b)"
        r"(?!(?:(?:profile|source|report|article|page|document|release|account)\s)?"
        r"(?:gives|puts|says|ranks|calls|counts|reports|names|describes|states)\b)"
        r"((?:[\w-]+\s?){1,4})",
        words,
        re.IGNORECASE,
    ):
        is_told = re.search(rf"\b(?:one|single|1|an? {re.escape(match[1].split()[0])})\b", basis.text, re.IGNORECASE)
        goes_on = re.search(r"\band the other\b", words[match.start() :])  # "one for 2019 and the other for 2020"
        if set(terms(match[1])) & counted and not is_told and not goes_on:
            return f"a number that is not in the quotes: {match.group()}"
    return None


def _fold_fault(words: str, told: str) -> str | None:
    """How many times: only if the quotes say so."""
    known = {times_of(match) for match in FOLD.finditer(told)}
    for match in FOLD.finditer(words):
        is_told = (
            times_of(match) in known
            or (times_of(match) == "1/2" and len(_HALF.findall(told)) > 1)
            or re.search(rf"\b{times_of(match)} times\b", with_digits(told, above=0))
        )
        if not is_told and not _is_worked_out(words, match):
            return f"how many times is not in the quotes: {match.group()}"
    return None


def _is_worked_out(words: str, fold: re.Match[str]) -> bool:
    """Whether it follows from two numbers that the sentence has, of which other rules weigh each: "from 21 to 93"."""
    found = _FROM_TO.search(with_digits(words[fold.end() :], above=0))
    if found is None or not times_of(fold).isdigit():
        return False
    first, last = (float(number.replace(",", "")) for number in found.groups())
    times = last / first / int(times_of(fold)) if first else 0.0
    return 1 < times < _AS_MUCH if _MORE.search(words, 0, fold.start()) else abs(times - 1) < _NEAR


def times_of(match: re.Match[str]) -> str:
    """The multiple that a match of ``FOLD`` tells, in digits; "1/2" for a half."""
    if match[1]:
        return with_digits(match[1].lower(), above=0)
    stem = (match[2] or match[3]).lower()
    return {"doubl": "2", "twice": "2", "tripl": "3", "trebl": "3", "thrice": "3", "quadrupl": "4", "halv": "1/2"}[stem]
