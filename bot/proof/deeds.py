"""Whether who did it to whom, gave to whom and sold to whom is as the quotes tell it, whatever the voice (pure)."""

import re

from bot.proof.basis import Basis
from bot.proof.roles import parts

_DEEDS = (
    r"bought|buys?|acquir\w+|acquisition|purchase[sd]?|takeover|took over|taken over",
    r"found(?:s|ed|ing)?|creat(?:es|ed|ion)|start(?:s|ed)|set up",
    r"led|leads?|head(?:s|ed)|chair(?:s|ed)",
    r"succeed(?:s|ed)|replac(?:es|ed)|t[ao]k(?:es|en) over from|took over from",
    r"appointed|nominated|sued?|beat|beaten|overtook|supplied|supplies|owns?|owned",
)
_GIVES = (
    r"gave|gives?|given|award(?:s|ed)|grant(?:s|ed)|pa(?:ys|id|y)|lent|lends|lend|invest(?:s|ed)?|put|puts|provid(?:es|ed|e)|sold|"
    r"sells?|suppl(?:ies|ied|y)|transfer(?:s|red)?|donat(?:es|ed|e)|back(?:s|ed)|fund(?:s|ed)|financ(?:es|ed|e)|leas(?:es|ed)"
)
_TAKES = (
    r"receiv(?:es|ed|e)|got|gets?|secur(?:es|ed|e)|won|wins?|obtain(?:s|ed)?|rais(?:es|ed|e)|borrow(?:s|ed)?|bought|buys?|acquir(?:es|ed|e)|"
    r"purchas(?:es|ed|e)|took over|attract(?:s|ed)?"
)  # fmt: skip
_PAID = re.compile(r"\b(?P<who>[A-Z][\w&-]+) (?:has |had |will |is to |would )?(?:pays?|paid)\b")
_WAS_PAID = re.compile(
    r"\b(?P<who>[A-Z][\w&-]+) (?:has |had |will |is to |would )?(?:receive[sd]?|gets?|got|was paid|is paid)\b"
)
_NAMED = r"[A-Z][\w&-]*(?: [A-Z][\w&-]*)*"
_RENAMED = re.compile(
    rf"\b(?P<one>{_NAMED}) (?:was |is |has been |had been )?(?:later |since |subsequently |then )?"
    rf"(?:was |been )?(?:known as|renamed|called|became|changed its name to)(?: as)? (?P<other>{_NAMED})"
)
_PAYS = re.compile(r"\bpa(?:ys|id|y)\b")
_TRADES = re.compile(
    r"\b(?:s[eo]ll(?:s)?|sold|suppl(?:ies|ied|y)|bought|buys?|acquir(?:es|ed|e)|purchas(?:es|ed|e)|took over)\b"
)
# "VWV gives 70,000 sq ft": it says so.
_IS_SAID = re.compile(
    r"(?:gives?|gave|puts?)\s(?:the\s\w+\s(?:as|at)\s|it\sat\s)?(?:almost\s|about\s|over\s)?[\d,.]+\s(?:sq|m\b|acres|jobs|staff)"
)
# "The hall had £9m put towards it by the council": done to it, and by whom another rule reads.
_HAD_DONE = re.compile(r"\bha(?:s|d|ve)\s[^,;]{1,40}?\s(?:put|paid|given|lent|invested)\s[^,;]{0,30}?\bby\b")
_BY_WHOM = re.compile(r"(?:\s\w+)?\sby\s(?:the\s)?[A-Z]")
_ASIDE = re.compile(r"[;:]|,? (?:while|whereas|but)\b|, and (?=[A-Z])")
_OF_SUBJECT = frozenset(("of", "in", "at", "from", "with"))
# "Ames announced that Kestrel would buy its unit": the buyer does not open it.
_THAT_ANOTHER = re.compile(r"\bthat (?:the )?[A-Z][\w&-]*(?: [A-Z][\w&-]*)* (?:would|will|is|was|has|had|agreed)\b")
_OPENS_WITH = re.compile(r"(?:In [\w\s]{3,20}?\d{4},? )?(?:The )?([A-Z]\w+)")


def deed_fault(words: str, basis: Basis) -> str | None:
    """The first deed that is told the other way round, in a phrase; None when none is."""
    if (name := _pays_or_is_paid(words, basis.text)) is not None:
        return f"who paid and who was paid, the other way round: {name}"
    for told in basis.told:
        text = told.statement.text
        if (name := _renamed_back(words, text)) is not None:
            return f"the name before and after, the other way round: {name}"
        if _is_done_by_the_other(words, text):
            return "who did it to whom, the other way round"
        if _is_the_other_trade(words, text) or (not _tells_a_figure(words, basis) and _is_turned(words, text)):
            return "who gave and who took, the other way round"
    return None


def _tells_a_figure(words: str, basis: Basis) -> bool:
    """Whether a source gives a figure, and not money to somebody: "The Comet gives £65m"."""
    sources = [re.escape(one.source.publisher) for one in basis.citations if one.source.publisher]
    return any(
        re.search(rf"\b{source}\b[^,.;]{{0,30}}\b(?:gives?|puts?)\b(?![^.;]* to [A-Z])", words) for source in sources
    )


def _pays_or_is_paid(words: str, told: str) -> str | None:
    """Who paid though the quotes tell only that he received, or the other way round."""
    for one, other in ((_PAID, _WAS_PAID), (_WAS_PAID, _PAID)):
        names = {found["who"] for found in other.finditer(told)} - {found["who"] for found in one.finditer(told)}
        if wrong := next((found["who"] for found in one.finditer(words) if found["who"] in names), None):
            return wrong
    return None


def _renamed_back(words: str, told: str) -> str | None:
    """ "LifeArc became MRC Technology" where the quotes have it the other way round."""
    theirs = [(found["one"].split()[0], found["other"].split()[0]) for found in _RENAMED.finditer(told)]
    for found in _RENAMED.finditer(words):
        if (found["other"].split()[0], found["one"].split()[0]) in theirs:
            return found["one"]
    return None


def _is_done_by_the_other(words: str, told: str) -> bool:
    """Whether a deed's doer and whom it was done to have changed places, whatever the voice."""
    for deed in _DEEDS:
        own, theirs = _deed(words, deed), _deed(told, deed)
        if (
            own
            and theirs
            and (own[0] & theirs[1] or own[1] & theirs[0])
            and not (own[0] & theirs[0] or own[1] & theirs[1])
        ):
            return True
    return False


def _deed(text: str, deed: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """The names of who does a deed and of whom it is done to; None unless both are told."""
    name = r"(?:[A-Z][\w&-]*)(?:\s[A-Z][\w&-]*)*"
    aside = r"(?:,\s[^,]{1,80},)?"
    patterns = (
        rf"(?P<doer>{name})['’]s?\s(?:\w+\s)?(?:{deed})\sof\s(?:the\s)?(?P<to>{name})",
        rf"\b(?:{deed})\sof\s(?:the\s)?(?P<to>{name}){aside}\sby\s(?:the\s)?(?P<doer>{name})",
        rf"(?P<to>{name}){aside}\s(?:(?:has|have|had)\sbeen|is|was|were|are)\s(?:\w+\s)?(?:{deed})\sby\s(?:the\s)?(?P<doer>{name})",
        rf"(?P<to>{name}),\s(?:{deed})\s[^,.;]{{0,40}}?by\s(?:the\s)?(?P<doer>{name})",
        rf"(?P<doer>{name}){aside}\s(?:(?:has|have|had|(?:is|are|was|were|agreed|plans) to|will|would)\s)?(?:{deed})\s"
        rf"(?:the\s|its\s)?(?:(?:[a-z-]+\s){{1,5}}of\s)?(?P<to>{name})",
    )
    for pattern in patterns:
        if match := re.search(pattern, text):
            doer, to = (frozenset(match[part].split()) for part in ("doer", "to"))
            return doer, to
    return None


def _trade(text: str) -> str | None:
    """Whether a text tells of selling or of buying; None of both or neither, and where "was" or "to" turns it."""
    sells = re.search(r"\b(?:sale of|s[eo]ll(?:s|ing)?|sold|disposal of|divest\w*)\b", text)
    buys = re.search(r"\b(?:purchase of|buy(?:s|ing)?|bought|acqui\w+|takeover of)\b", text)
    if bool(sells) == bool(buys) or re.search(r"\b(?:was|were|is|are|been|being)\s(?:sold|bought|acquired)\b", text):
        return None
    return "sells" if sells else "buys"


def _is_the_other_trade(words: str, told: str) -> bool:
    """Whether who sells in the quotes buys here, or the other way round."""
    if _THAT_ANOTHER.search(words) or _THAT_ANOTHER.search(told):
        return False
    own, theirs = _OPENS_WITH.match(words), _OPENS_WITH.match(told)
    trades = {_trade(words), _trade(told)}
    return bool(own and theirs and own[1] == theirs[1]) and len(trades - {None}) == 2


def _is_turned(words: str, told: str) -> bool:
    """Whether giver and taker have changed places."""
    own, theirs = _transfer(words), _transfer(told)
    if own is None or theirs is None or not all((*own, *theirs)):
        return False
    (giver, taker), (gives, takes) = own, theirs
    if _tells_the_price(words, told) or _tells_the_price(told, words):  # the money goes where the goods come from
        gives, takes = takes, gives
    return bool(giver & takes or taker & gives) and not (giver & gives or taker & takes)


def _tells_the_price(one: str, other: str) -> bool:
    """Whether one text tells of paying, and the other of selling or buying."""
    is_paying = _PAYS.search(one) is not None and not _TRADES.search(one)
    return is_paying and _TRADES.search(other) is not None and not _PAYS.search(other)


def _transfer(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """The names of who gives and of who takes; None where the text tells of neither or of several such deeds."""
    found = [(match, True) for match in re.finditer(rf"\b(?:{_GIVES})\b", text)]
    found += [(match, False) for match in re.finditer(rf"\b(?:{_TAKES})\b", text)]
    if len(found) != 1:
        return None
    match, gives = found[0]
    if _IS_SAID.match(text, match.start()) or _HAD_DONE.search(text):
        return None
    before, after = text[: match.start()], _ASIDE.split(text[match.end() :])[0]
    if re.search(r"\b(?:a|an|the|its|of|this)\s(?:\w+\s)?$", before):
        return None  # a noun
    if re.search(r"\b(?:it|they|he|she|which|who|that|having)\s(?:\w+\s)?$", before):
        return None
    is_passive = (
        re.search(
            r"\b(?:is|are|was|were|been|being|be)\s(?:\w+ly\s|half\s|part\s|both\s|all\s|each\s|also\s)?$", before
        )
        is not None
    )
    if not is_passive and _BY_WHOM.match(after):
        return None  # "a hub backed by two firms", of whose many names before it one is meant
    subject = [part.name for part in parts(before) if part.role not in _OF_SUBJECT][-1:]
    if is_passive:
        doer = [name for name in _after(after, "by")]
        if gives:
            to = _after(after, "to|into")
            # "A was awarded £5m by B": A takes; "£5m was awarded to A by B".
            return frozenset().union(*doer), frozenset().union(*(to or subject))
        return frozenset().union(*_after(after, "from")), frozenset().union(*doer)
    if gives:
        to = _after(after, "to|into|in") or _names(after)[:1]
        return frozenset().union(*subject), frozenset().union(*to)
    return frozenset().union(*_after(after, "from")), frozenset().union(*subject)


def _after(text: str, words: str) -> list[frozenset[str]]:
    found = re.search(rf"\b(?:{words})\s(?:the\s)?(?=[A-Z])", text)
    return _names(text[found.end() :])[:1] if found else []


def _names(text: str) -> list[frozenset[str]]:
    return [part.name for part in parts(text)]
