"""Whether a sum of money is of another sort than the one asked for, however alike the two read (pure).

What was granted is not what was raised, what is offered not what is paid, and what one gave not what all gave. The
rules are our own.
"""

import re

from bot.question import Expects, Part
from bot.traits import MANY_FIRMS
from ingest.values import Value, ValueKind, values_in

# Ways in which money moves: what is asked of one is not told by another.
_PRICE = re.compile(r"\b(?:do|does)\b.*\bcosts?\b|\b(?:price|fees?|charges?) (?:of|for|to|at)\b", re.IGNORECASE)
_OF_A_PRICE = re.compile(r"\b(?:cost\w*|price[ds]?|fees?|charg\w+|rent\w*|pay(?:s|able)?|worth|per)\b", re.IGNORECASE)
# The price of one is not told by what many came to.
_PRICE_OF_ONE = re.compile(
    r"\b(?:share|stock) price\b|\bprice (?:per|of (?:a|one|each)) (?:share|ADS)\b", re.IGNORECASE
)
_OF_ONE = re.compile(r"\b(?:each|apiece|per|share price|shares? at)\b|\d\S* (?:a|one) share\b", re.IGNORECASE)
_RAISED = re.compile(r"\brais(?:ed?|ing)\b", re.IGNORECASE)
_OF_WHAT_IS_RAISED = re.compile(
    r"\b(?:rais\w+|invest\w*|attract\w*|secur\w+|financ\w+|rounds?|series|IPOs?|flotation|listing|floated|"
    r"venture capital)\b",
    re.IGNORECASE,
)
# What many raised together is not told by what one of them did.
_MANY = re.compile(rf"(?<!one of )(?<!one of the )(?<!one of its )\b{MANY_FIRMS}\b", re.IGNORECASE)
_TOGETHER = re.compile(rf"{_MANY.pattern}|\b(?:cluster|sector|industry|ecosystem)\b", re.IGNORECASE)
_RAISED_IN_A_PLACE = re.compile(
    r"\braised (?:at|on|in|across|within)\b.*\b(?:campus|cluster|ecosystem|catalyst|sbc|sector|park|hub)\b",
    re.IGNORECASE,
)
_ASKS_OF_ONE = re.compile(
    r"\b(?:each|which|any|one|single|biggest|largest|highest|most|average|median)\b", re.IGNORECASE
)
_ALL_IN = re.compile(r"\bover-?allotment\b|\bgreenshoe\b|\bincluded\b|\bincluding\b", re.IGNORECASE)
# What a thing will be worth is not what is put into it.
_VALUE = re.compile(
    r"^(?!.*\b(?:deals?|takeover|acquisition|merger|contract)\b).*"
    r"(?:\b(?:finished|completed|final|market|total|current) value\b|\bvalue of\b|"
    r"\bworth (?:when|once|after|on completion)\b|\b(?:will|would|should)\b.*\bbe (?:worth|valued at)\b)",
    re.IGNORECASE,
)
_OF_A_VALUE = re.compile(r"\bvalu\w+|\bworth\b", re.IGNORECASE)
_COST = re.compile(r"\bcosts?\b|\bbill for\b|\bprice tag\b", re.IGNORECASE)
_OF_A_COST = re.compile(rf"{_OF_A_PRICE.pattern}|\b(?:buil[dt]\w*|construct\w*|spen[dt]\w*)\b", re.IGNORECASE)
_FINISHED_VALUE = re.compile(
    r"\b(?:finished|completed|gross development|end) value\b|\bvalued at\b.*\b(?:when|once|on completion)\b",
    re.IGNORECASE,
)
# What one body gave towards a thing is not what the thing cost.
_GAVE = re.compile(r"\b(?:gave|contributed|donated|towards|(?:fund|funding|grant) share)\b", re.IGNORECASE)
_OF_ONE_FUND = re.compile(
    r"\b(?:grant of|gave|contributed|donated)\b.*\bFund\b|\bFund\b.*\b(?:gave|contributed)\b|"
    r"\bfrom the (?:[A-Z][\w-]+ )+Fund\b"
)
# What the state gave is not told by what companies raised.
_PUBLIC = re.compile(r"\b(?:public|government|state|taxpayers?['’]?|council|EU)\b", re.IGNORECASE)
_PUBLIC_MONEY = re.compile(
    r"\b(?:public|government|state|taxpayers?['’]?) (?:money|funding|funds|cash|support|investment|grants?)\b",
    re.IGNORECASE,
)
_OF_A_GRANT = re.compile(
    r"\b(?:award\w*|grant\w*|fund(?:s|ed|ing)|support\w*|subsid\w+|donat\w+|receiv\w+|won|win|invest\w*|rais\w+)\b",
    re.IGNORECASE,
)
# What something began with is not told by what others raised since: "the start-up funding of the campus".
_TO_BEGIN_WITH = re.compile(
    r"\b(?:start-?up|initial|founding|launch) (?:funding|funds?|money|capital)\b", re.IGNORECASE
)
# What was asked for is not what was given.
_SOUGHT = re.compile(
    r"\b(?:ask(?:ed|ing|s)? for|bid\w*|appl(?:y|ied|ying|ication)|sought|seek(?:s|ing)?|request\w*|hoped for)\b", re.I
)
_GIVEN = re.compile(r"\b(?:award\w*|grant(?:ed|s)?|gave|given|receiv\w+|won|secured)\b", re.IGNORECASE)
_NOT_GIVEN = re.compile(r"\bnot (?:an? |the )?(?:sum |amount |money )?(?:award\w*|grant\w*|given)\b", re.IGNORECASE)
# What somebody is paid is no grant and no price.
_WAGE = re.compile(
    r"(?<!how much )\b(?:get|gets|getting|are|is|was|were|(?<!to )be|being) paid\b(?! for\b)|"
    r"\b(?:salar(?:y|ies)|wages?|earn(?:s|ed|ing)?)\b",
    re.I,
)
_OF_A_WAGE = re.compile(r"\b(?:paid|pay|salar\w+|wages?|earn\w*)\b", re.IGNORECASE)
# What is offered is not yet paid.
_PAYS = re.compile(r"\b(?:pa(?:y|ys|id)|in the end|finally|end(?:ed)? up)\b(?!.*\boffer)", re.IGNORECASE)
_OFFERED = re.compile(r"\b(?:offer(?:s|ed|ing)?|propos(?:e[ds]?|al|ing)|bids?)\b", re.IGNORECASE)
_SETTLED = re.compile(
    r"\b(?:agree[ds]?|agreed|pa(?:y|ys|id)|complet\w+|clos\w+|accept\w*|final\w*|IPO|shares? at)\b", re.I
)
# What is left after costs is not all that came in.
_NET = re.compile(
    r"\bnet\b(?! zero)|\b(?:after|less|minus|without) (?:all )?(?:the |its )?"
    r"(?:costs?|expenses|fees|charges|deductions?)\b",
    re.I,
)
_GROSS = re.compile(r"\bgross\b|\bbefore (?:costs?|expenses|fees|deductions?)\b", re.IGNORECASE)
# What a flotation brought is told by what speaks of it.
_OUT_OF_A_FLOAT = re.compile(
    r"\b(?:from|out of|in|by|through|with|at) (?:its|the|their|an?) (?:[\w-]+ ){0,2}?"
    r"(?:IPO|initial public offering|float(?:ation)?|flotation|listing)\b(?!.*\b(?:after|since|before)\b)",
    re.IGNORECASE,
)
_OF_A_FLOAT = re.compile(
    r"\b(?:IPOs?|initial public|float\w*|flotation|list(?:ed|ing)|offer\w*|shares?|ADSs?|public)\b", re.IGNORECASE
)
# A price in it is told by what names it: "$18 in the IPO", and not what somebody paid for a share years later.
_PRICE_IN_A_FLOAT = re.compile(
    r"\b(?:IPO|float(?:ation)?|flotation|listing)\b.*\bprice\b|\bprice\b.*\b(?:IPO|float(?:ation)?|flotation|listing)\b",
    re.IGNORECASE,
)
_OF_THE_FLOAT = re.compile(r"\b(?:IPOs?|initial public|float\w*|flotation|list(?:ed|ing)|public)\b", re.IGNORECASE)
# What is held in cash is not what was raised.
_CASH = re.compile(
    r"\bhow much cash\b(?!.*\b(?:rais|get|got|rece|won|spen|invest|bring|brought|hand|pay|paid|offer|put|giv|gave|deal|"
    r"up ?front))|"
    r"\bcash (?:position|balance|pile|reserves?|runway)\b",
    re.IGNORECASE,
)
_OF_CASH = re.compile(r"\b(?:cash|reserves?|bank|balance|held|holds|runway|left)\b", re.IGNORECASE)
# What is paid at once is not all that may be paid.
_AT_ONCE = re.compile(
    r"\bup[ -]?front\b|\bat once\b|\bstraight away\b|\binitial(?:ly)?\b(?! public)|\bimmediate(?:ly)?\b", re.IGNORECASE
)
_PAID_AT_ONCE = re.compile(r"\s(?:[\w-]+\s){0,2}?(?:up[ -]?front|at once|immediately|initially)\b", re.IGNORECASE)
_IN_ALL = re.compile(
    r"\bin (?:all|total)\b|\baltogether\b|\ball told\b|\bat (?:the )?most\b|\bmaximum\b|\boverall\b|\btotal\b"
    r"|\b(?:could|may|might) (?:[\w ]+ )?end up\b",
    re.IGNORECASE,
)
_WITH_THE_REST = re.compile(
    rf"{_IN_ALL.pattern}|\b(?:up to|milestones?|possible|could|might|made up of|further|later|plus)\b", re.IGNORECASE
)
# What something was sold for is not what is put into it.
_SOLD_FOR = re.compile(
    r"\bwhat price\b.*\b(?:get|got|fetch\w*|received?|obtain\w*|sell|sold|pay|paid)\b"
    r"|\bhow much (?:did|was|were)\b.*\b(?:sell|sold|go|bought)\b.*\bfor\b"
    r"|\b(?:sale|selling|purchase|asking|guide) price\b",
    re.IGNORECASE,
)
_OF_A_SALE = re.compile(
    r"^(?=.*(?:[£$€]|\b(?:EUR|USD|GBP|SEK)\b|disclos)).*"
    r"\b(?:s(?:ell|ells|elling|old|ale)|pric\w+|pays?|paid|paying|payments?|bu(?:y|ys|ying)|bought|purchas\w+|acqui\w+|"
    r"offer\w*|takeover|worth|agreed)\b",
    re.IGNORECASE,
)
# What comes on top of something is not the same as that.
_ADDED = re.compile(r"\b(?:further|additional|extra|another|new|more)\s(?:\w+\s)?$", re.IGNORECASE)
_ON_TOP = re.compile(r"\s(?:(?:is|was|came|comes|coming)\s)?(?:on top|in addition|more|extra|besides)\b", re.IGNORECASE)

_IN_MONEY = tuple(
    (re.compile(rf"\bin (?:{words})\b", re.IGNORECASE), unit)
    for words, unit in (("pounds|sterling|GBP", "GBP"), ("(?:US )?dollars|USD", "USD"), ("euros?|EUR", "EUR"))
)

# What is asked for in the words of the first is told by what has one of the second.
# What land was sold for is not what is put into it, nor what is built there.
_SALE_PRICE = re.compile(
    r"\b(?:price|how much)\b.*\b(?:get|got|fetch\w*|sell|sold|paid|pay|asking)\b.*\bfor (?:the |that |its |this )?"
    r"(?:land|plot|acres)\b",
    re.IGNORECASE,
)
_OF_A_SALE_PRICE = re.compile(r"\b(?:price|paid|pays?|paying|sold for|bought for|fetched|proceeds)\b", re.IGNORECASE)
_TOLD_ONLY_BY = (
    (_SALE_PRICE, _OF_A_SALE_PRICE),
    (_WAGE, _OF_A_WAGE),
    (_CASH, _OF_CASH),
    (_SOLD_FOR, _OF_A_SALE),
    (_VALUE, _OF_A_VALUE),
    (_NET, _NET),
    (_OUT_OF_A_FLOAT, _OF_A_FLOAT),
    (_PRICE_IN_A_FLOAT, _OF_THE_FLOAT),
    (_PRICE_OF_ONE, _OF_ONE),
)


def is_another_sum(part: Part, text: str) -> bool:
    """Whether a sentence tells of money that came or went in another way than a part asks about."""
    if _is_money_of_another_kind(part, text):
        return True
    if part.expects not in (Expects.AMOUNT, Expects.OTHER):
        return False
    return _is_of_more_or_less_of_it(part, text) or _is_in_other_money(part, text)


def is_paid_later(part: Part, text: str, value: Value) -> bool:
    """Whether it is asked what is paid at once, and another amount of the sentence is said to be: "$8m upfront"."""
    if value.kind is not ValueKind.AMOUNT or not _AT_ONCE.search(part.asked):
        return False
    at_once = [found for found in values_in(text) if _PAID_AT_ONCE.match(text, found.end)]
    return bool(at_once) and value.start not in {found.start for found in at_once}


def comes_on_top(text: str, value: Value) -> bool:
    """Whether an amount is said to be added to others: "a further £12m", "the £12m comes on top of the £55m"."""
    if value.kind is not ValueKind.AMOUNT:
        return False
    return bool(_ADDED.search(text, 0, value.start) or _ON_TOP.match(text, value.end))


def counts_all_in(text: str) -> bool:
    """Whether it counts what another figure of the same leaves out: "with the over-allotment included"."""
    return _ALL_IN.search(text) is not None


def tells_finished_value(text: str) -> bool:
    """Whether a text tells what a thing will be worth once it is there, which is not what is put into it."""
    return _FINISHED_VALUE.search(text) is not None


def is_one_gift(text: str) -> bool:
    """Whether it tells what one fund by name gave, which is not all that was given."""
    return _OF_ONE_FUND.search(text) is not None


def _was_sought(asked: str, text: str) -> bool:
    """Whether it is asked what was given, and told what was asked for, "not a sum awarded"."""
    is_given = _GIVEN.search(_NOT_GIVEN.sub("", text)) is not None
    return _GIVEN.search(asked) is not None and _SOUGHT.search(text) is not None and not is_given


def _is_money_of_another_kind(part: Part, text: str) -> bool:
    """Whether it is asked what something costs, or what companies raised, and told what was granted for it.

    Or what the state gave, and told what companies raised; or what one share costs, and told what many came to; or what
    many companies raised, and told what one did; or what may be paid in all, and told what is paid at once.
    """
    if part.expects is not Expects.AMOUNT:
        return False
    if _RAISED.search(part.asked) and _asks_of_many(part) and not _TOGETHER.search(text):
        return True
    if _was_sought(part.asked, text) or (
        _SOUGHT.search(part.asked) and _GIVEN.search(text) and not _SOUGHT.search(text)
    ):
        return True
    if _PAYS.search(part.asked) and _OFFERED.search(text) and not _SETTLED.search(text):
        return True
    if _COST.search(part.asked) and _GAVE.search(text) and not _OF_A_COST.search(text):
        return True
    if _RAISED.search(text) and not _RAISED.search(part.asked):
        of_the_state = _PUBLIC_MONEY.search(part.asked) and not _PUBLIC.search(text)
        of_a_cost = _COST.search(part.asked) and not _OF_A_COST.search(text)
        of_the_start = _TO_BEGIN_WITH.search(part.asked) and not _TO_BEGIN_WITH.search(text)
        if of_the_state or of_a_cost or of_the_start:
            return True
    if not _OF_A_GRANT.search(text):
        return False
    asks_a_price = _PRICE.search(part.asked) and not _OF_A_PRICE.search(text)
    asks_what_is_raised = _RAISED.search(part.asked) and not _OF_WHAT_IS_RAISED.search(text)
    return bool(asks_a_price or asks_what_is_raised)


def _is_of_more_or_less_of_it(part: Part, text: str) -> bool:
    """Whether one share is asked about and many are told of, or all that may be paid, and what is paid at once.

    Or what is paid at once, and what may be paid in all; or what a thing is worth, and what is put into it; or what
    somebody is paid or holds in cash, and another sum.
    """
    if any(asks.search(part.asked) and not tells.search(text) for asks, tells in _TOLD_ONLY_BY):
        return True
    if _GROSS.search(part.asked) and _NET.search(text) and not _GROSS.search(text):
        return True
    if _AT_ONCE.search(part.asked) and not _AT_ONCE.search(text) and _WITH_THE_REST.search(text):
        return True
    return bool(_IN_ALL.search(part.asked) and _AT_ONCE.search(text) and not _WITH_THE_REST.search(text))


def _is_in_other_money(part: Part, text: str) -> bool:
    """Whether it is asked for pounds, say, and told of none: nothing is converted."""
    wanted = {unit for asked, unit in _IN_MONEY if asked.search(part.asked)}
    told = {value.unit.partition(" per ")[0] for value in values_in(text) if value.kind is ValueKind.AMOUNT}
    return bool(wanted) and not wanted & told


def _asks_of_many(part: Part) -> bool:
    of_many = _MANY.search(part.asked) or _RAISED_IN_A_PLACE.search(part.asked)
    return of_many is not None and _ASKS_OF_ONE.search(part.asked) is None
