"""Whether a sentence tells of another deed than the one asked about, however alike the two read (pure).

Who buys does not invest, who decides does not propose, who draws does not build, who leaves does not come, and the day
on which a centre opened is not the day on which it was enlarged. The rules are our own.
"""

import re
from collections.abc import Sequence

from bot.question import Expects, Part

_WHO = frozenset((Expects.PERSON, Expects.ORGANISATION))
_INVESTS = re.compile(
    r"\b(?:invest(?:s|ed|ing|ors?)?|back(?:s|ed|ers?)|fund(?:s|ed|ers?)|financ(?:es|ed))\b"
    r"|\bwho(?:['’]s| is| are| was| were) (?:fund|financ)ing\b",
    re.IGNORECASE,
)
_OF_AN_INVESTOR = re.compile(
    r"\b(?:invest\w*|back\w*|fund\w*|financ\w*|rounds?|series|stake|hold(?:s|ing)|held|shareholder\w*|support\w*|put|"
    r"gave|rais\w+|led|com(?:es?|ing) from|came from|portfolio|money|capital|found(?:s|ed|er|ers))\b",
    re.IGNORECASE,
)
# Who proposes a thing does not decide on it.
_PROPOSES = re.compile(
    r"\bnominat\w+|\bput\b.{1,40}\b(?:forward|up) for\b|\bput(?:s|ting)? forward\b|\bpropos\w+", re.IGNORECASE
)
_OF_A_PROPOSAL = re.compile(
    r"\bnominat\w+|\bput(?:s|ting)?\b.{1,40}\b(?:forward|up)\b|\bforward\b|\bpropos\w+|\bbids?\b|\bappl\w+|\bsubmitt\w+|"
    r"\bsponsor\w*|\bbehind\b",
    re.IGNORECASE,
)
# Who draws a thing or approves of it does not build it.
_BUILDS = re.compile(r"\b(?:build(?:s|ing|ers?)?|built|develop\w*|behind|construct\w*|ventures?)\b", re.IGNORECASE)
_DESIGNS = re.compile(r"\b(?:design\w*|architects?|drawn by|approv\w+)\b", re.IGNORECASE)
# A body is set up before its doors open.
_FOUNDS = re.compile(r"\b(?:set up|founded|established|formed|incorporated)\b", re.IGNORECASE)
_OPENS = re.compile(r"\bopen(?:s|ed|ing)?\b", re.IGNORECASE)
# Who comes does not leave.
_COMES = re.compile(
    r"\b(?:com(?:e|es|ing)|came|arriv\w+|mov(?:e[ds]?|ing) (?:in|to)|set(?:s|ting)? up|buil[dt]\w* up|open\w*)\b", re.I
)
_GOES = re.compile(
    r"\b(?:leav\w+|left|clos(?:e[ds]?|ing|ure)|pull(?:s|ed|ing)? out|quit\w*|exit\w*|withdr[ae]w\w*)\b", re.I
)
# Who receives a sum does not pay it, and who joins a body does not take over its work.
_PAYS = re.compile(r"\bwho(?:['’]s| is| are| was| were)? (?:pay(?:s|ing)?|paid|footing|foots)\b", re.IGNORECASE)
_OF_A_PAYER = re.compile(
    r"\b(?:from|by|pa(?:y|ys|id|ying|yment)|fund\w*|financ\w+|g[ai]ve[ns]?|giving|grant\w*|provid\w+|put\w*|invest\w*|"
    r"contribut\w+|award\w*|back\w*|support\w*|bought|buy\w*|spen[dt]\w*|cost\w*)\b",
    re.IGNORECASE,
)
# Who owns or builds a house does not move into it.
_MOVES_IN = re.compile(
    r"\b(?:mov(?:es?|ed|ing) in(?:to)?|tak(?:es|en|ing) (?:space|rooms?|a floor)|tenants?|occup(?:y|ies|ied|iers?)|"
    r"rent(?:s|ed|ing)|leas(?:es|ed|ing))\b",
    re.IGNORECASE,
)
_OF_A_TENANT = re.compile(
    r"\b(?:mov\w+|tak(?:es?|en|ing)|took|tenan\w+|occup\w+|rent\w*|leas\w+|(?:pre-)?lets?\b|letting|home|based?|join\w*|"
    r"set(?:s|ting)? up|houses\b|accommodat\w+|arriv\w+|space|sign\w*|companies|(?:in|at) the|"
    r"laborator\w+|labs?|member\w*)",
    re.IGNORECASE,
)
_TAKES_ON = re.compile(
    r"\b(?:t(?:akes?|ook|aking|aken) (?:over|on)|inherit\w*)\b.*"
    r"\b(?:work|functions?|duties|tasks|powers|remit|jobs?|role|post)\b",
    re.IGNORECASE,
)
_OF_A_HANDOVER = re.compile(
    r"\bpass(?:es|ed|ing)?\b|\btransfer\w*|\bhand\w*|\bsucce\w+|\binherit\w*|\bmerg\w+|\bmov(?:es?|ed|ing) to\b|"
    r"\bt(?:akes?|ook|aken) (?:over|on)\b|\breplac\w+|\bgo(?:es)? to\b|\bfall\w* to\b",
    re.IGNORECASE,
)
# Who stands for a prize has not won it: "Did the bid win?".
_ASKS_IF_WON = re.compile(
    r"^\W*(?:and |so |but )?(?:did|does|was|were|has|have|is|are)\b.*\b(?:win|won|picked|chosen|selected|victorious|"
    r"successful|succeed(?:ed)?|(?:among|one of) the winners|a winner|make the cut)\b",
    re.IGNORECASE,
)
_TELLS_OF_WINNING = re.compile(
    r"\b(?:wins?|won|winners?|picked|chosen|select(?:ed|s|ion)|success\w*|succe[es]\w*|award\w*|name[ds]?|designat\w+|"
    r"granted|receiv\w+|gets?|got|given|made|becomes?|became|secured?|approved|landed|"
    r"unsuccessful|lost|loses?|fail\w*|reject\w*|turned down|passed over|missed out)\b",
    re.IGNORECASE,
)
_ASKS_IF_APPROVED = re.compile(
    r"^\W*(?:and |so |but )?(?:did|does|was|were|has|have|had|is|are)\b.*\b(?:approved|licensed|cleared|authorised)\b",
    re.I,
)
_CLEARANCE = (
    r"approv\w+|licen[cs]\w+|clear(?:ed|s|ance)?|authori[sz]\w+|permi\w+|consent\w*|green[- ]light\w*|go-ahead|"
    r"accept\w*|pass(?:ed|es)|voted|grant\w*"
)
_TELLS_OF_APPROVAL = re.compile(
    rf"\b(?:{_CLEARANCE}|recommend\w*|reject\w*|refus\w*|turned down|backed|gave|given)\b", re.IGNORECASE
)
# A draft is not final.
_FINAL, _DRAFT = (
    re.compile(r"\bfinal(?:ised?|ly)?\b", re.IGNORECASE),
    re.compile(r"\b(?:draft|provisional)\b", re.IGNORECASE),
)
# Of those that applied not all were chosen.
_APPLIES = re.compile(r"\bhow many\b.*\b(?:appl(?:y|ied)|competed|entered|put in) for\b", re.IGNORECASE)
_OF_APPLICANTS = re.compile(
    r"\b(?:appl(?:y|ied|ic\w+)|bids|candidates?|compet\w+|entr(?:y|ies|ants?)|submi\w+|finalists?)\b", re.I
)
# What was asked for is not what was got.
_ASKS_FOR_A_SUM = re.compile(
    r"\b(?:how much|what)\b.*\b(?:did|had|has|have|was|were)\b.*"
    r"\b(?:ask(?:ed)? for|bid(?:ding)? for|appl(?:y|ied) for|request(?:ed)?|put in for)\b",
    re.IGNORECASE,
)
_OF_A_REQUEST = re.compile(
    r"\b(?:ask\w*|bids?|bidding|appl(?:y|ied|ic\w+)|request\w*|seek\w*|sought|want\w*|hop\w*|propos\w+|offer\w*)\b",
    re.I,
)
# Whether something came about, and how a sentence that tells so, or the contrary, speaks.
_IF_SO = (
    (_ASKS_IF_WON, _TELLS_OF_WINNING),
    (_ASKS_IF_APPROVED, _TELLS_OF_APPROVAL),
    (_APPLIES, _OF_APPLICANTS),
    (_ASKS_FOR_A_SUM, _OF_A_REQUEST),
)
# Who built a thing: "the main contractor".
_CONTRACTOR = re.compile(r"\b(?:main|building|construction|lead) contractors?\b", re.IGNORECASE)
_OF_A_CONTRACTOR = re.compile(
    r"\b(?:contract\w*|buil(?:t|ds?)|construct\w*|works?|develop\w*|erect\w*|fit[- ]?out|refurb\w*)\b", re.IGNORECASE
)
# Who recommends a thing does not clear it.
_CLEARS = re.compile(r"\bwho (?:[a-z]+ )?(?:cleared|approved|licensed|authorised)\b", re.IGNORECASE)
_OF_CLEARANCE = re.compile(rf"\b(?:{_CLEARANCE})\b", re.IGNORECASE)
# "Its second meeting" is not the first.
_ORDINAL = re.compile(
    r"\b(?P<place>first|second|third|fourth|fifth) (?P<what>meeting|conference|phase|offer|bid|plant|centre|site|trial|"
    r"building|visit|report|survey|round)s?\b",
    re.IGNORECASE,
)
# Nor is a series B round a series A one.
_SERIES = re.compile(r"\bseries (?P<letter>[A-E])\b", re.IGNORECASE)
# Who raises money does not lead the round.
_LEADS_A_ROUND = re.compile(
    r"\b(?:who|(?:which|what) \w+) (?:co-)?led\b.*\b(?:rounds?|series|one|financing|raise)\b", re.IGNORECASE
)
_OF_A_LEADER = re.compile(r"\b(?:co-)?(?:led|leads?|leading|headed)\b|\bbehind\b", re.IGNORECASE)
# Nor does who works with a council lead it.
_LEADS_A_COUNCIL = re.compile(
    r"\bwho(?:['’]s| is| was)? (?:leads?|led|heads?|runs?|leading)\b.*\b(?:council|borough)\b", re.I
)
_OF_ITS_LEADER = re.compile(
    r"\b(?:lead(?:s|er|ers|ing)?|led|heads?|headed|chief|chair\w*|runs?|mayor)\b", re.IGNORECASE
)
# Who left a place does not move into it: "which firm is taking over Rentschler's old space?", "the space they left".
_ROOM = r"(?:space|premises|rooms?|cleanrooms?|labs?|sites?|building|place|unit|operation)"
_TAKES_ITS_PLACE = re.compile(
    rf"\b(?:who|which|what)\b.*\b(?:mov\w+ in(?:to)?|t(?:akes?|aking|aken|ook)(?: over| up| on)?)\b.*\b"
    rf"(?:['’]s (?:old |former )?{_ROOM}|(?:their|its) (?:old |former ){_ROOM}|"
    rf"{_ROOM} (?:that |which )?(?:it|they|[A-Z]\w+) (?:(?:has|have|had) )?(?:left|leaves?|vacated|vacates?))\b",
    re.IGNORECASE,
)
_OF_WHO_CAME_AFTER = re.compile(
    r"\b(?:t(?:akes?|ook|aken|aking) (?:it |them )?over|mov\w+ in\w*|leas(?:es?|ed|ing)|re-?let|replac\w+|"
    r"inherit\w*)\b",
    re.IGNORECASE,
)
# A deed that is asked about, and how a sentence that tells who did it speaks.
_TOLD_BY = (
    (_INVESTS, _OF_AN_INVESTOR),
    (_PROPOSES, _OF_A_PROPOSAL),
    (_PAYS, _OF_A_PAYER),
    (_TAKES_ON, _OF_A_HANDOVER),
    (_MOVES_IN, _OF_A_TENANT),
    (_TAKES_ITS_PLACE, _OF_WHO_CAME_AFTER),
    (_CONTRACTOR, _OF_A_CONTRACTOR),
    (_CLEARS, _OF_CLEARANCE),
    (_LEADS_A_ROUND, _OF_A_LEADER),
    (_LEADS_A_COUNCIL, _OF_ITS_LEADER),
)
# Deeds whose day is asked for, and in what other words a sentence may tell of them.
_ON_A_DAY = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(rf"\b(?:{asked}|{otherwise})\b", re.IGNORECASE))
    for asked, otherwise in (
        (
            r"expan\w+|enlarg\w+|extend(?:ed|ing)?|extension\w*",
            r"grow\w*|grew|doubl\w+|add(?:ed|s|ing|ition\w*)?|bigger|larger|second phase|more (?:space|room)|up to",
        ),
        (
            r"open(?:s|ed|ing|ings)?|inaugurat\w+",
            r"launch\w*|start\w*|beg[aiu]n\w*|operat\w+|complet\w+|ready|welcom\w+|in(?:to)? use|unveil\w*|anniversary|"
            r"mov(?:e|ed|ing) in\w*|arriv\w+|built|finish\w*|due|ribbon|doors|inducted|first|established|founded|"
            r"set up|since|held|came",
        ),
        (
            r"licen[cs](?:e[ds]?|ing)|authoris\w+|approv(?:e[ds]?|al|ing)",
            r"clear\w*|permi\w+|consent\w*|green[- ]light|grant\w*|recommend\w*|accept\w*|pass\w*|backed|agreed|"
            r"go-ahead|gave|given|voted",
        ),
        (
            r"bought|buy(?:s|ing)?|acquir\w+|acquisitions?|purchas\w+|t[ao]k\w* over|takeover",
            r"sold|sell\w*|sale|deal|agree\w*|pa(?:y|ys|id)|complet\w+|clos\w+|snapp\w+|hands|own\w*",
        ),
        (
            r"(?:deal|sale|takeover|merger|acquisition|purchase)\b.{0,40}\b"
            r"(?:(?:go(?:es)?|gone|went|going) through|clos(?:e[ds]?|ing)|complet(?:e[ds]?|ing|ion))",
            r"effect\w*|complet\w+|clos\w+|final\w*|through|conclud\w+|sealed",
        ),
        (
            r"float(?:s|ed)?|flotation|ipo|went public|go(?:es)? public",
            r"list\w*|public|nasdaq|shares?|market|trad(?:e[ds]?|ing)|debut\w*",
        ),
        (
            r"broke ground|ground (?:was )?broken|break(?:ing)? ground|sods?"
            r"|(?:diggers?|excavators?|bulldozers?|builders?) (?:\w+ )?(?:mov(?:e[ds]?|ing)|c[oa]me|go|went|arriv\w+)"
            r"|(?:building|construction) (?:work )?(?:start|beg[aiu]n|commenc)\w*",
            r"ground|turf|start\w*|beg[aiu]n\w*|commenc\w*|building works?|under way",
        ),
        (
            r"hand(?:ed|ing|s)? in|submit\w*|submission|lodg(?:e[ds]?|ing)|filed|appl(?:y|ied|ying)|put in for",
            r"applications?|sent|entered|tabled|went in|proposals?",
        ),
        (
            r"(?<!newly )buil[dt]|construct(?:ed|ion)",
            r"start\w*|beg[aiu]n\w*|complet\w+|finish\w*|works?|open\w*|ready|ground|erect\w*|develop\w*|went up|"
            r"refurb\w*|refit\w*|due|creat\w+|warehouse|dat\w+|turf",
        ),
        (
            r"refurb\w+|renovat\w+|refit\w*|convert\w*",
            r"complet\w+|works?|finish\w*|transform\w*|turn\w*|new|open\w*|moderni\w+|buil\w*",
        ),
        (
            r"expir\w+|run(?:s|ning)? out|laps(?:es?|ed|ing)",
            r"until|till|end(?:s|ed|ing)?|terms?|years?\b.*\bfrom|through|lasts?",
        ),
        (
            r"visit\w*|tour(?:s|ed)?",
            r"came|come|met|meet\w*|saw|see|inaugurat\w*|open\w*|launch\w*|announc\w*|trip|stop\w*|host\w*|welcom\w*",
        ),
        (
            r"halt\w*|abandon\w*|scrap\w*|axed?|discontinu\w+|terminat\w+",
            r"stop\w*|drop\w*|end\w*|ceas\w+|cut\w*|clos\w+|futil\w*|suspend\w*|leav\w*|left|away|withdr\w+|giv\w+|gave|"
            r"shelv\w+|wound|discard\w*",
        ),
    )
)
# "the firm that later floated": what is said of it by the way is not what is asked about.
_BY_THE_WAY = re.compile(r"\b(?:that|which|who|whose)\b", re.IGNORECASE)


def is_another_deed(part: Part, text: str) -> bool:
    """Whether it is asked who did a thing, when somebody came or left, or if he won, and told another deed."""
    if _FINAL.search(part.asked) and _DRAFT.search(text) and not _FINAL.search(text):
        return True
    if _is_untold(_IF_SO, part, text) or _is_another_in_order(part, text) or _is_of_another_series(part, text):
        return True
    if part.expects is Expects.DATE:
        return _is_there_and_back(part, text) or _is_of_another_day(part, text)
    if part.expects not in _WHO:
        return False
    if _BUILDS.search(part.asked) and _DESIGNS.search(text) and not _BUILDS.search(text):
        return True
    return _is_untold(_TOLD_BY, part, text)


def _is_untold(deeds: Sequence[tuple[re.Pattern[str], re.Pattern[str]]], part: Part, text: str) -> bool:
    """Whether one of some deeds is asked about of which the sentence has no word."""
    return any(asked.search(part.asked) and not told.search(text) for asked, told in deeds)


def _is_another_in_order(part: Part, text: str) -> bool:
    """Whether it is asked of the second of some meetings, say, and told of the first alone."""
    asked = {(found["place"].lower(), found["what"].lower()) for found in _ORDINAL.finditer(part.asked)}
    told = {(found["place"].lower(), found["what"].lower()) for found in _ORDINAL.finditer(text)}
    return any(told and (place, what) not in told and what in {other for _, other in told} for place, what in asked)


def _is_of_another_series(part: Part, text: str) -> bool:
    """Whether it is asked of one series of shares by its letter, and told of others alone or of no money at all."""
    asked, told = ({found["letter"].lower() for found in _SERIES.finditer(words)} for words in (part.asked, text))
    return bool(asked) and not (asked & told if told else _OF_AN_INVESTOR.search(text))


def _is_there_and_back(part: Part, text: str) -> bool:
    """Whether it is asked when something came, say, and told only that it left."""
    comes, goes = (bool(way.search(part.asked)) for way in (_COMES, _GOES))
    came, went = (bool(way.search(text)) for way in (_COMES, _GOES))
    return comes is not goes and came is not went and comes is not came


def _is_of_another_day(part: Part, text: str) -> bool:
    """Whether it is asked on which day something was enlarged, say, and the sentence does not speak of that."""
    deed = _BY_THE_WAY.split(part.asked)[0]
    told = [words for asked, words in _ON_A_DAY if asked.search(deed)]
    return bool(told) and not any(words.search(text) for words in told)


def is_another_beginning(one: str, other: str) -> bool:
    """Whether of two sentences one tells when a thing was founded, and the other only when it opened."""
    founds = [(_FOUNDS.search(text) is not None, _OPENS.search(text) is not None) for text in (one, other)]
    return (True, False) in founds and (False, True) in founds
