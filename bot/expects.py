"""The wording of a question -> the kind of answer it asks for (pure)."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from ingest.values import ValueKind


class Expects(StrEnum):
    """The kind of answer a question asks for."""

    AMOUNT = "amount"
    COUNT = "count"
    SHARE = "share"
    SIZE = "size"
    DURATION = "duration"
    RANK = "rank"
    DATE = "date"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    YES_NO = "yes_no"
    REASON = "reason"
    DEFINITION = "definition"
    QUOTATION = "quotation"
    OTHER = "other"


# The kind of value that answers.
VALUE_KINDS: Mapping[Expects, ValueKind] = {
    Expects.AMOUNT: ValueKind.AMOUNT,
    Expects.COUNT: ValueKind.COUNT,
    Expects.SHARE: ValueKind.SHARE,
    Expects.SIZE: ValueKind.MEASURE,
    Expects.DURATION: ValueKind.MEASURE,
    Expects.DATE: ValueKind.DATE,
    Expects.RANK: ValueKind.RANK,
}

# "Size of the house when Kadans bought it?" does not ask when.
_WHEN = (
    r"when(?!\s(?!(?:did|was|were|is|are|will|would|does|do|has|have|had|can|could)\b)"
    r"(?:it|they|he|she|we|(?-i:[A-Z][\w&-]*)) (?!$)\w)"
)
_WH = re.compile(rf"\b(?:who|what|{_WHEN}|where|which|why|how|whose|whom)\b", re.IGNORECASE)
_BODY = (
    r"(?:compan(?:y|ies)|firms?|business(?:es)?|organi[sz]ations?|bod(?:y|ies)|investors?|universit(?:y|ies)|colleges?|"
    r"charit(?:y|ies)|partners?|banks?|councils?|agenc(?:y|ies)|institutions?|contractors?|developers?|architects?|"
    r"occupiers?|tenants?|collaborators?|founders|manufacturers?|regulators?|publishers?|landlords?|funders?)"
)
# "What have the firms raised?" asks for no firm.
_DOES = r"(?:have|has|had|did|does|do|will|would|can|could)"
_BODYS_DEED = (
    r"(?:bought|buys?|acquir\w+|owns?|owned|purchas\w+|built|builds?|develop(?:s|ed)|designed|makes?|invested|"
    r"fund(?:s|ed)|backed|financed|paid|pays|nominated|awarded|sold|operates?|manufactur\w+|put up|published|"
    r"building|developing|funding|financing|buying|backing|behind|"
    r"(?:co-)?l(?:eads?|ed)\b(?=.*\b(?:round|series [a-e]|financing|fundrais\w+)\b)|"
    r"t(?:akes?|ook|aking) (?:over|on)\b(?=.*\b(?:work|functions?|duties|tasks|powers|remit)\b))"
)
# What the question word and its noun say goes before any other word of the question; the first that matches counts.
_BY_OPENING = (
    (Expects.OTHER, r"what (?:became|has become|will become) of\b|what (?:has |will )?happen(?:s|ed)? to\b"),
    (
        Expects.REASON,
        r"why\b|how come\b|what (?:caused|prompted|led to|made|makes|drove|forced)\b|"
        r"(?:for )?(?:what|which) reasons?\b",
    ),
    (Expects.REASON, r"what (?:is|was|were|are) the (?:reasons?|cause|grounds)\b|what (?:went|goes|is) wrong\b"),
    (Expects.DATE, r"when\b|(?:what|which) (?:\w+ )?(?:date|day|year|month|quarter)\b|how (?:long ago|far back)\b"),
    (
        Expects.DURATION,
        r"how long\b(?!.*\b(?:building|road|corridor|metres|feet)\b)|how (?:quick|fast)\w*\b"
        r"|what (?:is|was) the (?:duration|length of time|(?:journey|travel) time)\b",
    ),
    (
        Expects.COUNT,
        r"how (?:big|large) (?:is|was|are|were|will)\b.*\b(?:workforce|staff|team|population|headcount|membership)\b",
    ),
    (
        Expects.SHARE,
        r"how (?:big|large|high|small) (?:a |the )?(?:(?:is|was|are|were|will) .*\b)?(?:share|percentage|proportion)\b",
    ),
    (
        Expects.AMOUNT,
        r"how (?:big|large) (?:is|was|are|were|will)\b.*\b(?:grant|award|investment|fund|budget|deal|round|loan)\b",
    ),
    (Expects.SIZE, r"how (?:big|large|tall|far|wide|long)\b"),
    # "What corporation tax do we pay on that?": at what rate.
    (Expects.SHARE, r"^\W*(?:and )?(?:what|which|how (?:big|large) an?) (?:[a-z]+ )?(?:stake|shareholding)\b"),
    (Expects.SHARE, r"what (?:rate of )?[a-z]+ tax (?:rate )?(?:do|does|is|are|will|would)\b"),
    # A fund is asked for by its name, not by its sum.
    (Expects.OTHER, r"which (?:\w+ )?(?:funds?|grants?|programmes?|schemes?|budgets?)\b"),
    (
        Expects.SIZE,
        r"how many (?:sq(?:uare)?\b|acres|hectares|(?:kilo)?met(?:re|er)s|miles|litres|tonnes)\b",
    ),
    (Expects.DURATION, r"how many (?:minutes|hours|days|weeks|months|years|decades)\b"),
    (Expects.AMOUNT, r"how many (?:pounds|dollars|euros)\b|how many (?:m|b)illion (?:pounds|dollars|euros)\b"),
    (
        Expects.RANK,
        r"(?:what|which) (?:rank|place|position|tier|class)\b(?! of)|how (?:highly )?(?:does|do|is|are|did)\b.*\brank",
    ),
    (Expects.QUOTATION, r"what (?:did|does|do|has|have|had|was|were)\b.*\b(?:say|said|comment|words?)\b\W*$"),
    (
        Expects.QUOTATION,
        r"what (?:did|does|do|has|have|had)\b.*\b(?:say|said|think|comment(?:ed)?) (?:about|of|on|when|at)\b",
    ),
    (Expects.QUOTATION, r"how (?:did|does|do|has|have)\b.*\b(?:describe|comment|react|respond)\w*\b"),
    (Expects.DEFINITION, r"what (?:does|do|did)\b.*\b(?:mean|stand for)\b|what is (?:meant|understood) by\b"),
    (
        Expects.ORGANISATION,
        rf"(?:which|what) (?:(?!{_DOES}\b)[\w-]+ ){{0,3}}?{_BODY}\b|who(?:m|['’]s)? (?:\w+ )?{_BODYS_DEED}\b",
    ),
    (Expects.ORGANISATION, rf"who(?: is|['’]s| are| was| were) (?:the )?(?:\w+ )?{_BODY}\b"),
    (Expects.ORGANISATION, rf"what(?: is| was|'s)? the name of the (?:\w+ ){{0,2}}{_BODY}\b"),
    (Expects.PLACE, r"where\b|(?:which|what) (?:town|city|place|country|county|location|region|street|address)\b"),
    (
        Expects.PERSON,
        r"who(?:m)?\b(?!se)|(?:which|what) (?:\w+ )?(?:person|ministers?|mps?|politicians?|mayor|chancellor)\b",
    ),
)
# Without such an opening, the first whose words occur counts. "How many" comes before words about money.
_BY_WORDS = (
    (
        Expects.DATE,
        rf"\b{_WHEN}\b|\b(?:what|which|on what) (?:date|day|year|month)\b|\bdate of\b|\bin which year\b|"
        r"\b(?:opening|founding|launch|completion|start|closing|approval|award) (?:date|year)\b",
    ),
    (
        Expects.SHARE,
        r"\b(?:share|percentage|proportion|fraction) of\b|\bper ?cent\w*\b|%|\bwhat (?:share|proportion|slice)\b",
    ),
    (Expects.SHARE, r"^(?!how m).*\b(?<!for )growth (?:by|in|since|until|to|rate)\b"),
    (Expects.AMOUNT, r"\bper (?:sq|square)\b"),
    (
        Expects.SIZE,
        r"\bhow (?:big|large|tall|far|wide)\b|\b(?:size|area|floor ?space)\b|\bsquare (?:f|m)|\bsq\.? ?(?:ft|m)\b"
        r"|\bhow much (?:of the )?(?:[\w-]+ ){0,4}(?:(?:lab |office |manufacturing |floor)?space|land|room)\b",
    ),
    (Expects.DURATION, r"\bhow long\b|\bduration\b|\b(?:journey|travel) time\b"),
    (
        Expects.COUNT,
        r"\bhow m[an]+y\b|\b(?:number|count|tally) of\b|\bhow often\b|\bhow old\b|\bheadcount\b"
        r"|^(?!tell|any)[\w ]*\bjob (?:cuts|losses)\b",
    ),
    (
        Expects.AMOUNT,
        r"\bhow much\b|\bfund(?:s|ing)?\b|\brais(?:ed?|ing)\b|\bcosts?\b|\bbill\b|\bpri[cs]e\b|\bworth\b|\bgrants?\b"
        r"|\bbudget\b",
    ),
    (
        Expects.AMOUNT,
        r"\binvest(?:ed|ment)\b|\bmoney\b|\bcash\b|\bpay(?:ing)?\b|\bpaid\b|\bvalued?\b|\brevenue\b|\brents?\b",
    ),
    (Expects.SHARE, r"\brates?\b|\butili[sz]ation\b|\boccupancy\b"),
    (Expects.COUNT, r"\bworkforce\b|\bstaff numbers\b|\bpopulation\b|\binhabitants\b"),
    (Expects.RANK, r"\brank(?:s|ed|ing)?\b"),
    (Expects.PERSON, r"\bwho(?:m|se)?\b|\bname of the (?:ceo|chief executive|chair|head|director)\b"),
    (Expects.PLACE, r"\bwhere\b|\b(?:which|what) (?:town|city|place|country|county|location)\b"),
    (Expects.REASON, r"\bwhy\b|\breasons? (?:for|why|behind)\b"),
    (Expects.QUOTATION, r"\bquot(?:e|es|ation|ed) (?:from|by|of)\b|\b(?:exact )?words of\b"),
)
_YES_NO = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)(?:n['’]t)?\s+(?!you\b)\w", re.IGNORECASE
)
# "By how much was that up?" is told in per cent.
_CHANGE = re.compile(
    r"\bby how much\b.*\b(?:up|down|grow\w*|grew|rise\w*|rose|f[ae]ll\w*|increas\w+|decreas\w+|shr[aiu]nk\w*|declin\w+|"
    r"chang\w+)\b",
    re.IGNORECASE,
)
# "How much of the money is in gene therapy?" likewise, though "how much of the £12m" may be told in pounds.
_PART = re.compile(
    r"\bhow much of (?:the|its|their|that|this|all) (?:[a-z-]+ )?"
    # What was paid of it in cash or upfront is told in money.
    r"(?:money|funds?|funding|investment|capital|sum|total)\b(?!.*\b(?:cash|upfront|up front)\b)"
    # "How much of Freeline did Syncona own?"
    r"|\bhow much of\b.*\b(?:did|does|do|will|has|have)\b.*\b(?:own|hold|held|control)\b",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\bor\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(r"\b(?:largest|biggest|smallest|first|oldest|leading|best|third|second|top)\b", re.IGNORECASE)
_DEFINED = re.compile(
    r"^(?:what(?: is| are| was| were|['’]s)|define|explain)\s+(?P<article>an? |the )?(?P<thing>.+?)\W*$", re.I
)
# What follows a name and adds nothing to it: "the <HPO> programme".
_KIND_OF_THING = re.compile(
    r"^(?:(?:programme|program|scheme|status|zone|company|firm|fund|project|building|centre|center|initiative|"
    r"award|network|partnership)\s*)*$",
    re.IGNORECASE,
)
# "What is The Assembly in Stevenage?"
_WHERE = re.compile(r"\s(?:in|at|near) (?:the )?[A-Z][\w'’-]+$")
_VALUE = re.compile(
    r"\b(?:rate|price|cost|size|area|population|revenue|rent|number|figure|share|total|value|capital|budget|date|"
    r"address|name|time|plan|planned|difference|average|rating|status|latest|funding|headcount)\b",
    re.IGNORECASE,
)


def expects(question: str, names: Sequence[str] = ()) -> Expects:
    """The kind of answer that one question asks for; ``names`` are the names in it as phrases."""
    asked = question.strip(" \"'“”‘’")
    if _YES_NO.search(asked):
        return _of_yes_or_no(asked)
    if _defines(asked, names):
        return Expects.DEFINITION
    if _CHANGE.search(asked) or _PART.search(asked):
        return Expects.SHARE
    found = _WH.search(asked)
    if found:
        opening = asked[found.start() :]
        for kind, pattern in _BY_OPENING:
            if re.match(pattern, opening, re.IGNORECASE):
                return kind
    return _by_words(asked)


def _of_yes_or_no(asked: str) -> Expects:
    """Yes or no, unless values are put up to choose from: "Was it £50m or £55m?"."""
    either = _EITHER.search(asked)
    if either and re.search(r"(?:19|20)\d\d", asked[either.end() :]):
        return Expects.DATE
    if either and re.search(r"\d", asked[either.end() :]):
        kind = _by_words(asked)
        return kind if kind is not Expects.OTHER else Expects.YES_NO
    if either and _SUPERLATIVE.search(asked[either.end() :]):
        return Expects.RANK
    return Expects.YES_NO


def _by_words(asked: str) -> Expects:
    return next((kind for kind, words in _BY_WORDS if re.search(words, asked, re.IGNORECASE)), Expects.OTHER)


def _defines(asked: str, names: Sequence[str]) -> bool:
    """Whether the question asks what a name or a term is, and not for a property of it."""
    found = _DEFINED.match(asked)
    if not found:
        return False
    thing = found["thing"]
    name = next((name for name in names if thing.lower().startswith(name.lower())), None)
    if name is not None:
        return bool(_KIND_OF_THING.match(_WHERE.sub("", thing[len(name) :]).strip()))
    is_short = len(thing.split()) <= 3 and not re.search(r"['’]s\b|\b(?:of|in|at|for|on|to)\b|\d", thing)
    # "What is gene therapy?" and "What is an ATMP?", but not "What is the rent?".
    return is_short and found["article"] != "the " and not _VALUE.search(thing)
