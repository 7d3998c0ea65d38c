"""Whether a sentence tells of another deed than the one asked about, however alike the two read (pure).

Who buys does not invest, who decides does not propose, who draws does not build, and who leaves does not come. The
rules are our own.
"""

import re

from bot.question import Expects, Part

_WHO = frozenset((Expects.PERSON, Expects.ORGANISATION))
_INVESTS = re.compile(
    r"\b(?:invest(?:s|ed|ing|ors?)?|back(?:s|ed|ers?)|fund(?:s|ed|ers?)|financ(?:es|ed))\b", re.IGNORECASE
)
_OF_AN_INVESTOR = re.compile(
    r"\b(?:invest\w*|back\w*|fund\w*|financ\w*|rounds?|series|stake|hold(?:s|ing)|held|shareholder\w*|support\w*|put|"
    r"gave|rais\w+|led|portfolio|money|capital|found(?:s|ed|er|ers))\b",
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
# Who comes does not leave.
_COMES = re.compile(
    r"\b(?:com(?:e|es|ing)|came|arriv\w+|mov(?:e[ds]?|ing) (?:in|to)|set(?:s|ting)? up|buil[dt]\w* up|open\w*)\b", re.I
)
_GOES = re.compile(
    r"\b(?:leav\w+|left|clos(?:e[ds]?|ing|ure)|pull(?:s|ed|ing)? out|quit\w*|exit\w*|withdr[ae]w\w*)\b", re.I
)
# A deed that is asked about, and how a sentence that tells who did it speaks.
_TOLD_BY = ((_INVESTS, _OF_AN_INVESTOR), (_PROPOSES, _OF_A_PROPOSAL))


def is_another_deed(part: Part, text: str) -> bool:
    """Whether it is asked who did a thing, or when somebody came or left, and told another deed."""
    if part.expects is Expects.DATE:
        return _is_there_and_back(part, text)
    if part.expects not in _WHO:
        return False
    if _BUILDS.search(part.asked) and _DESIGNS.search(text) and not _BUILDS.search(text):
        return True
    return any(asked.search(part.asked) and not told.search(text) for asked, told in _TOLD_BY)


def _is_there_and_back(part: Part, text: str) -> bool:
    """Whether it is asked when something came, say, and told only that it left."""
    comes, goes = (bool(way.search(part.asked)) for way in (_COMES, _GOES))
    came, went = (bool(way.search(text)) for way in (_COMES, _GOES))
    return comes is not goes and came is not went and comes is not came
