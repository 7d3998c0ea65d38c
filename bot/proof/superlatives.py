"""Whether what stands first, or above others, in a sentence does so in its quotes, and among the same (pure)."""

import re

from bot.lexicon import initials_in
from bot.proof.alike import is_people_of
from bot.proof.basis import Basis
from bot.proof.extremes import is_extreme_of_given
from bot.proof.predicates import DENIES_NOTHING
from ingest.keywords import terms

_MOST = re.compile(
    r"\b(?P<place>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))?[\s-]?"
    r"(?P<word>larg|bigg|great|small|old|young|new|high|low|tall|fast|long|short|busi|rich|strong|cheap|clos|near|fin|hard|wid)est\b"
    r"|\b(?P<place2>second|third|fourth|fifth|\d+(?:nd|rd|th))[\s-](?P<word2>most)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:leading|foremost|premier|pre-eminent|unrivalled|unmatched|unparalleled|number one|No\. ?1|flagship|"
    r"world-beating|"
    r"world-class|world-leading|best-known|(?<!on )top(?! up)|ahead of|overtak\w+|overtook|outstrip\w*|outpac\w+|"
    r"surpass\w*|outrank\w*|"
    r"dominat\w+|record(?: high| low| year| number| amount| sum| level)|a record(?! of)|all-time|"
    r"ever(?= (?:raised|made|built|seen))|"
    r"unique|unprecedented)\b",
    re.IGNORECASE,
)
_ANY_OTHER = re.compile(
    r"\b(?:more|larger|bigger|higher|greater|further) [^.;,]{0,40}?than (?:any|all|every)(?:where|one)?\b|"
    r"\bthe most\b(?! recent)|\bno other\b|"
    r"\bno (?:[\w-]+ ){1,3}(?:beats?|tops?|surpass(?:es)?|rivals?|outdoes)\b|\bno [^.;]{1,90} before (?-i:(?=[A-Z]))|"
    r"\bno (?:[\w-]+ ){1,4}?(?:more|larger|bigger|higher|greater) [^.;,]{0,40}?than\b",
    re.IGNORECASE,
)
# "Ranks first", "the first by patents": the same as leading, which the first in time is not.
_NUMBER_ONE = re.compile(r"leading|foremost|premier|number one|No\. ?1|top", re.IGNORECASE)
_RANKS_FIRST = re.compile(
    r"\b(?:rank\w*|still|remain\w*|com(?:es?|ing)|came|number)\s(?:the\s)?(?:first|one)\b|"
    r"\bfirst\s(?:[\w-]+\s){0,3}by\s|\bby\s(?:[\w-]+\s){1,3}and\sfirst\b",
    re.IGNORECASE,
)
# "Only Cambridge is larger" is said of the second.
_ONLY_ABOVE = re.compile(
    r"\b(?:only|just)\s(?:one\b|[A-Z]\w+)[^.;,]{0,60}?\b(?:ahead|above|larger|bigger|higher|greater|more)\b",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"\b(?:second|2nd)[\s-](?:\w+est|most)\b|\b(?:rank\w*|com(?:es?|ing)|came|is|was)\s(?:the\s)?second\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?:\w+est\b|\bmost\b|\bfirst\b|\bleading\b|\btop\b|\bthan any\b|\bno other\b)", re.IGNORECASE)
# "Only months later" bounds a time, and "behind only Cambridge" is said of the second.
_ONLY = re.compile(
    r"\b(?:(?<!behind )(?<!not the )only(?! (?:(?:a few |some )?(?:days|weeks|months|years)|"
    r"says?|said|states?|gives?|then|adds?|mentions?)\b)|sole|solely|alone|exclusively|"
    r"exclusive|no other)\b",
    re.IGNORECASE,
)
_IN_ALONE = re.compile(r"\b[Ii]n (?:[A-Z]\w+ ?)+ alone\b")  # how much there is elsewhere is not told
_SAYS_ONLY = re.compile(
    r"\b(?:only|sole|solely|alone|exclusive|exclusively|no (?:\w+ )?other|none other|nothing (?:but|other)|just|no "
    r"\w+ other than|not (?:for )?anything)\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"\b(?:one of|among|some of) (?:the|its|[A-Z]\w+['’]s) (?:most \w+|\w+est)\b", re.IGNORECASE)
_MOST_OF_ALL = re.compile(r"\bthe (?:most \w+|\w+est)\b", re.IGNORECASE)
_NONE_ABOVE = re.compile(r"\bno (?:[\w-]+ ){1,8}?(?:is|was|are|were) (?:\w+er|more \w+) than\b", re.IGNORECASE)
# "Ahead of every other European country" is the most "of any European country".
_OF_ALL, _MOST_OF = re.compile(r"\s(?:every|all|any) other\b"), re.compile(r"\bthe (?:most|\w+est) of (?:any|all)\b")
_EVERY = re.compile(
    r"(?<!not )(?<!in )(?<!at )(?<!first of )(?<!half of )(?<!third of )(?<!thirds of )(?<!quarter of )(?<!% of )"
    r"\b(?:all|every|any (?:company|firm|business|one|person)"
    # A round of which a part was told has a size.
    r"|whole(?! (?:round|sum|price|series) (?:was worth|came to|is|was put at|amounted to|totalled|stood at)\b))\b"
    r"(?! (?:but|in all|told))",
    re.IGNORECASE,
)
_SAYS_ALL = re.compile(r"\b(?:all|every|each|whole|entire|any|total)\b", re.IGNORECASE)
_FIRST_IN = re.compile(
    r"\b(?P<rank>first|only|largest|biggest|smallest|oldest|newest|second|third)\s"
    # "The first five" are no one's place.
    r"(?!(?:few|two|three|four|five|six|seven|eight|nine|ten|\d+)\s)(?:[\w-]+\s){1,4}?(?:in|of|outside)\s(?:the\s)?"
    r"(?P<place>[A-Z]\w+)"
)
_FEW = r"(?:few|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_FIRST_FEW = re.compile(rf"\bfirst\s{_FEW}\b", re.IGNORECASE)
_FIRST_ONE = re.compile(rf"\bfirst\s(?!{_FEW}\b)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:\.\d+)?(?=\s?(?:%|per\s?cent))")
_SAME = {"bigg": "larg", "great": "larg", "lat": "new", "young": "new"}


def superlative_fault(words: str, basis: Basis) -> str | None:
    """The first claim to a place above others that the quotes do not make, in a phrase; None when there is none."""
    told = f"{basis.text}\n{basis.cards}"
    if fault := _place_fault(words, basis) or _lead_fault(
        words, basis.text
    ):  # a title "ahead of the meeting" puts nobody first
        return fault
    rules = (
        _any_other_fault,
        _one_of_fault,
        _every_fault,
        _only_fault,
        _one_of_several_fault,
        _wider_fault,
    )
    return next((fault for rule in rules if (fault := rule(words, told))), None)


def _place_fault(words: str, basis: Basis) -> str | None:
    told = f"{basis.text}\n{basis.cards}"
    known = {_key(match) for match in _MOST.finditer(told)}
    for match in _MOST.finditer(words):
        if _key(match) in known or (_key(match)[0] == "1" and _ANY_OTHER.search(told)):
            continue
        if not is_extreme_of_given(words, max(match.start("word"), match.start("word2")), basis):
            return f"a place that the quotes do not give: {match.group().strip()}"
    return None


def _lead_fault(words: str, told: str) -> str | None:
    for match in _LEADS.finditer(words):
        is_ahead = match.group().lower() == "ahead of" and (
            re.search(r"\b(?:[Bb]efore|[Pp]rior|than any)\b", told)
            or re.match(r" (?:time|schedule|plan)\b", words[match.end() :])
            or (_OF_ALL.match(words, match.end()) and (_MOST_OF.search(told) or _FIRST_ONE.search(told)))
            or _has_more(words, match)
        )
        is_first = _NUMBER_ONE.fullmatch(match.group()) and _is_told_first(words[: match.start()], told)
        leads = re.match(r"leading (?:an?|the|its)\b", words[match.start() :]) and re.search(r"\bled by\b", told)
        if not set(terms(match.group())) <= set(terms(told)) and not is_ahead and not is_first and not leads:
            return f"a place that the quotes do not give: {match.group()}"
    return None


def _has_more(words: str, ahead: re.Match[str]) -> bool:
    """Whether what is ahead has the greater number, which other rules weigh: "39% of cancer, ahead of 13% of eyes"."""
    before, after = _NUMBER.findall(words[: ahead.start()]), _NUMBER.findall(words[ahead.end() :])
    return bool(before and after) and all(float(before[-1]) > float(number) for number in after)


def _is_told_first(subject: str, told: str) -> bool:
    """Whether the quotes rank that first of which the sentence speaks."""
    return any(
        (found := _RANKS_FIRST.search(line)) and set(terms(line[: found.start()])) & set(terms(subject))
        for line in told.splitlines()
    )


def _any_other_fault(words: str, told: str) -> str | None:
    found = _ANY_OTHER.search(words)
    return f"a place that the quotes do not give: {found.group()}" if found and not _ALL.search(told) else None


def _one_of_fault(words: str, told: str) -> str | None:
    """ "One of the most modern" told as "the most modern", or as "no other is more modern"."""
    is_one_of = _ONE_OF.search(told) and not _MOST_OF_ALL.search(_ONE_OF.sub(" ", told))
    found = _MOST_OF_ALL.search(words) or _NONE_ABOVE.search(words)
    if is_one_of and found and not _ONE_OF.search(words):
        return f"one of several told as the first: {found.group()}"
    return None


def _one_of_several_fault(words: str, told: str) -> str | None:
    """ "Among the first five firms" told as "the first firm"."""
    if not _FIRST_FEW.search(told) or _FIRST_FEW.search(words):
        return None
    alone = re.search(r"\bthe first\b", words)
    return f"one place told of several: {alone.group()}" if alone and not _FIRST_ONE.search(told) else None


def _wider_fault(words: str, told: str) -> str | None:
    """ "The first site in Scotland" told as "the first site"."""
    found = list(_FIRST_IN.finditer(told))
    for match in found:
        own = re.search(rf"(?<!\bits )(?<!\btheir )\b{match['rank']}\b", words, re.IGNORECASE)
        everywhere = len(re.findall(rf"\b{match['rank']}\b", told, re.IGNORECASE)) > len(found)
        if (
            own
            and not everywhere
            and not set(terms(match["place"])) & set(terms(words))
            and not _peoples(match["place"], words)
            and match["place"] not in initials_in(words)
        ):
            return f"a place of less than the quotes say: {own.group()}"
    return None


def _peoples(place: str, words: str) -> bool:
    return any(is_people_of(stem, other) for stem in terms(place) for other in terms(words))


def _every_fault(words: str, told: str) -> str | None:
    found = _EVERY.search(words)
    return f"all is not in the quotes: {found.group()}" if found and not _SAYS_ALL.search(told) else None


def _only_fault(words: str, told: str) -> str | None:
    found = _ONLY.search(_IN_ALONE.sub(" ", words))
    if _ONLY_ABOVE.search(words) and _SECOND.search(told):
        return None
    if found and not _SAYS_ONLY.search(told) and not DENIES_NOTHING.search(words):
        return f"alone is not in the quotes: {found.group()}"
    return None


def _key(match: re.Match[str]) -> tuple[str, str]:
    place = (match["place"] or match["place2"] or "1").lower()
    word = (match["word"] or match["word2"]).lower()
    return place, _SAME.get(word, word)
