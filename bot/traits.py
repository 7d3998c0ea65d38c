"""The wording of a question -> where, who, how far and over what time it asks (pure)."""

import re
from collections.abc import Sequence
from functools import lru_cache

_REMEMBERED = 4_096  # sentences and passages come up again with every question

# Names that hold a word of place without speaking of the place.
_NO_PLACE = re.compile(
    r"\b(?:British (?:Council|Library)|Innovate UK|UK (?:BioIndustry|Research|Biobank)|BioIndustry|World Health|"
    r"European (?:Regional Development|Medicines|Pharmaceutical|Commission|Union)|New Town|"
    r"Town (?:Deal|Fund|Investment)|"
    r"(?:county|borough|city|district) councils?(?:['’]s?)?|"
    r"Hertfordshire (?:LEP|Local|County Council|Mercury|Futures)|University of Hertfordshire|North Hertfordshire)\b",
    re.IGNORECASE,
)
# "On the campus, not in the county": what is set aside is no scope.
_SET_ASIDE = re.compile(
    r"\b(?:rather than|instead of|as opposed to|unlike|not (?:just|only|in|of|the|for|on|all)\b)[^,;?()]*",
    re.IGNORECASE,
)
_SCOPES = {
    "campus": r"\bcampus\b|\bon[- ]site\b|\bthe site\b|\bSBC\b|\bbioscience (?:catalyst|park)\b|\bscience park\b",
    "town": r"\b(?:the|this|our) town\b|\btown['’]s\b|\btown of\b|\b(?:the|Stevenage) borough\b(?! council)"
    r"|\b(?:population|inhabitants|residents) (?:of|in|does) (?:the town|stevenage)\b",
    "county": r"\bcounty(?:['’]s|wide)?\b|\b(?:hertfordshire|herts)\b",
    "UK": r"\bU\.?K\b|\bunited kingdom\b|\bbritain\b|\bbritish\b|\bnational(?:ly)?\b|\bnationwide\b"
    r"|\bcountry(?:['’]s)?\b"
    r"|\bnation['’]s\b|\bthe nation\b",
    "Europe": r"\beurope(?:an|['’]s)?\b|\bEMEA\b|\bthe continent\b",
    "world": r"\bworld(?:wide|['’]s)?\b|\bglobal(?:ly)?\b|\bin total worldwide\b",
}
_ROLES = {
    "ceo": r"\bceos?\b|\bch(?:ie|ei)f exec\w*|\bmanaging director\b",
    "cfo": r"\bcfo\b|\bchief financial officer\b"
    r"|\b(?:finance|financial) (?:director|chief|boss)\b|\b(?:chief|head) of finance\b",
    "cso": r"\bcso\b|\bchief scien\w+ officer\b",
    "cmo": r"\bcmo\b|\bchief medical officer\b",
    "coo": r"\bcoo\b|\bchief operating officer\b",
    "chair": r"\bchair(?:s|ed|man|woman|person)?\b",
    "mayor": r"\bmayor\b",
    "minister": r"\bministers?\b",
    "mp": r"\bmps?\b|\bmember of parliament\b",
    "chancellor": r"\bchancellor\b",
    "secretary": r"\bsecretary\b",
    "principal": r"\bprincipal\b(?! (?:aim|reason|place|use))",
    "founder": r"\b(?:co-?)?founders?\b|\bwho (?:co-?)?founded\b",
    "director": r"\b(?<!managing )(?<!finance )directors?\b",
    "president": r"\bpresident\b",
    "leader": r"\bleader\b",
    "manager": r"\bmanager\b",
    "liquidator": r"\bliquidators?\b|\badministrators?\b",
    "auditor": r"\bauditors?\b|\bwho audits\b",
    "broker": r"\bbrokers?\b",
    "owner": r"\bowners?\b|\bwho owns\b",
    "spokesperson": r"\bspokes(?:person|man|woman)\b",
    "head": r"\bhead of\b|\bwho(?:['’]s| is| was)? "
    r"(?:in charge|heads?|headed|leads?|led|runs?|ran|leading|running|heading)\b"
    r"|\bboss(?:es)?\b",
}
_SUPERLATIVE = re.compile(
    r"\b(?:the |['’]s |single )?(?P<word>(?:second|third|fourth|fifth|2nd|3rd|4th)[- ]"
    r"(?:largest|biggest|oldest|highest)|"
    r"largest|biggest|smallest|oldest|youngest|newest|highest|lowest|longest|shortest|tallest|fastest|greatest|"
    r"first(?!-in| (?:half|quarter|two|three|four|five|six|ten|\d)|[- ]time)|"
    r"(?<=the )only|(?<=the )(?:most|least) (?!recent|of\b)\w+|(?<=the )(?:best|leading|top|main))\b",
    re.IGNORECASE,
)
_THINGS = (
    r"\b(?:which|what|who)\b(?! (?:have|has|had|did|do|does)\b).*"
    r"\b(?:companies|firms|partners|members|organisations|projects|buildings|occupiers|founders|"
    r"collaborators|rounds|sites|cancers|people|towns|places|tenants|investors|drugs|therapies|ministers|approvals|"
    r"permissions|awards|plans|programmes|roles|services|facilities)\b",
)
_ONE_VALUE = (
    r"\b(?:what|which)(?:['’]s| is| was)? (?:the )?(?:\w+ )?"
    r"(?:number|count|tally|share|proportion|percentage|amount|total|sum|size|value)\b",
)
_SEVERAL = (
    r"\b(?:which|what|who)\b.*\b(?:sources|figures)\b",
    r"\bwhat are\b|\bwho are\b|\blist\b|^name\b|\ball (?:the|of)\b|\bcompar\w*|\bversus\b|\bvs\b|\bdiffer\w*|\bcover\b",
    r"\bdisagree\b|\bagree\b|\bconflict\w*|\bcontradict\w*|\bmatch\b|\bsources? (?:say|give)\b|\bor\b",
)
# "Chief executive (CEO) of the Catapult"; the body's name has capitals, and small words only between them.
_BODY = (
    r"(?:\s\([A-Z]+\))?\s(?:of|at|for)\s(?:the\s)?"
    r"(?P<body>[A-Z][\w&'’-]*(?:\s(?:(?:of|and|for|the)\s)*[A-Z][\w&'’-]*)*)"
)
# "Autolus's new chief executive".
_WHOSE = r"(?P<body>[A-Z][\w&-]*(?: (?:(?:and|of|for) )?[A-Z][\w&-]*)*)['’]s? (?:(?:new|former|then|first|current) )?"
_HISTORY = (
    r"\b(?:how|has|have|had|did|does)\b.*\b(?:chang\w*|gr[eo]w(?:n|s|ing)?|evolv\w*|mov(?:ed?|ing)|ris(?:e|en|ing)|rose|fall\w*|fell|"
    r"increas\w*|decreas\w*|var(?:y|ied)|shift\w*|slip\w*|gone up|go up)\b",
    r"\bover (?:time|the years)\b|\bhistory of\b|\btrend\b|\bfrom \d{4} (?:to|until|on)\b|\bbetween \d{4} and \d{4}\b",
    r"\bsince \d{4}|\byear (?:by|on) year\b|\bevolution\b|\btimeline\b|\bin each\b",
    r"\b(?:each|every|per) year\b(?!.*\b(?:19|20)\d\d\b)",
)
_PRESENT = r"\b(?:is|are|has|have|does|do|runs?|leads?|heads?|chairs|employs?|holds?|stands?|works?|lives?|belongs?)\b"
_PRESENT = rf"{_PRESENT}|^\W*(?:what|who|where|how)['’]s\b"
# A headline has no verb: "UK ATMP trials" asks how many there are.
_VERBS = (
    r"\b(?:who|what|when|where|which|why|how|be|been|can|could|will|would|should|may|might|to|[a-z]{2,}(?:ed|ing))\b"
)
# Without a time it is as much as was last heard.
_STOOD = r"\b(?:was|were) there\b|\bhow many\b.*\bwere (?:on|in|at)\b|\bdid\b.*\bhave\W*$"
_PAST = r"\b(?:was|were|did|had|opened|founded|became|used to|first|before|originally)\b"
MANY_FIRMS = r"(?:companies|firms|businesses|occupiers|tenants|start-?ups|spin-?outs)"
# What many have come to in all is as much as was last heard, in whatever tense it is asked.
_SUMS_UP = rf"\b{MANY_FIRMS}\b.*\braised?\b|\braised by (?:\w+ ){{0,3}}{MANY_FIRMS}\b"
_NOW = (
    r"\b(?:now|nowadays|current(?:ly)?|latest|newest|most recent|today(?:['’]s)?|at present|presently|so far|to date|"
    r"at the moment|these days|up to now|still|the last (?:census|count|survey|tally))\b(?! that)"
)
# Words for the present that only say which of several values is wanted: "the latest count of trials", "are there now".
_WHICH_IS_WANTED = re.compile(
    r"\b(?:latest|current|most recent|present)\s(?=(?!on\b|in\b|about\b|from\b|news\b|day\b)[a-z])"
    r"|\s(?:now|nowadays|currently|today|at present|presently|at the moment|these days|right now)(?=\W*$)"
    r"|(?<=\bare )currently\s|(?<=\bis )currently\s|(?<=\bdoes )currently\s",
    re.IGNORECASE,
)


@lru_cache(_REMEMBERED)
def scopes_of(text: str) -> frozenset[str]:
    """Out of campus, town, county, UK, Europe and world those that the words name; "Stevenage" alone names none."""
    said = _SET_ASIDE.sub(" ", _NO_PLACE.sub(" ", text))
    return frozenset(scope for scope, words in _SCOPES.items() if re.search(words, said, re.IGNORECASE))


@lru_cache(_REMEMBERED)
def roles_of(text: str) -> frozenset[str]:
    """The roles asked about, each under one name: "chief executive" is "ceo", "in charge" is "head"."""
    found = frozenset(role for role, words in _ROLES.items() if re.search(words, text, re.IGNORECASE))
    return found - {"head"} if found - {"head"} else found


def bodies_of(role: str, text: str) -> list[str]:
    """Whose chief executive, say, a text speaks of: "the CEO of Autolus", "Autolus's CEO" -> ["Autolus"].

    ``role`` is as ``roles_of`` names it.
    """
    told = (rf"(?i:{_ROLES[role]}){_BODY}", rf"{_WHOSE}(?i:{_ROLES[role]})")
    return [found["body"] for form in told for found in re.finditer(form, text)]


def superlative_of(text: str) -> str | None:
    """The first claim of rank in the text, in lower case: "largest", "third largest", "first", "only"."""
    found = _SUPERLATIVE.search(text)
    return found["word"].lower().replace("-", " ") if found else None


def is_several(text: str) -> bool:
    """Whether a list, a comparison or more than one source is asked for.

    "Which companies ..." asks for a list, "what is the number of companies" does not.
    """
    return _any(_SEVERAL, text) or (_any(_THINGS, text) and not _any(_ONE_VALUE, text))


def is_history(text: str) -> bool:
    """Whether values over time are asked for."""
    return _any(_HISTORY, text)


def is_current(text: str, dated: bool) -> bool:
    """Whether it asks how things stand now; ``dated`` says that it names a time."""
    if dated:
        return False
    if says_now(text) or _any((_SUMS_UP,), text):
        return True
    if _any((_STOOD,), text) or (_any((_PRESENT,), text) and not _any((_PAST,), text)):
        return True
    return not _any((_PRESENT, _PAST, _VERBS), text)


def says_now(text: str) -> bool:
    """Whether it has a word for the present: "now", "latest", "so far"."""
    return _any((_NOW,), text)


def without_now(text: str) -> str:
    """A question as it is put to a sentence, which rarely says that it is the latest: its date does."""
    return _WHICH_IS_WANTED.sub("", text)


def _any(patterns: Sequence[str], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
