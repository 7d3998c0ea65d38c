"""What somebody says of himself before he asks -> dropped (pure): "I'm finishing a PhD. Who funds spin-outs?"."""

import re

from ingest.keywords import terms

_ASKS = (
    r"(?:who|what|when|where|which|why|how|whose|whom|is|are|was|were|did|does|do|has|have|had|can|could|will|would|"
    r"should|any|tell|list|name)\b"
)
_OF_ONESELF = re.compile(
    r"^\W*(?:(?:hi|hello|dear all|good (?:morning|afternoon))\b[^.!?,]{0,20}[.!,]\s+)?"
    r"(?:(?:(?:I|we|my|our|as an?)\b[^?]*?|"
    # "A Phase I trial" is nobody's own.
    r"(?!(?:tell|give|show|remind)\b)[^?.!:]*(?<!phase )(?<!series )\b(?:I|me|my)\b[^?.!]*?)"
    r"[a-z)][.!]\s+)+"
    rf"(?=(?:and |so |but )?{_ASKS})",
    re.IGNORECASE,
)
# What leans on what was said needs it: "I hear Autolus was bought. When did that happen?".
_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|that|this|those|these|there|so|both|each|one|ones)\b|"
    r"\bthe (?:company|firm|deal|same)\b",
    re.IGNORECASE,
)
# "Once it opens", of what the question itself has named.
_OF_ITS_OWN = re.compile(
    r"(?<=\w )[A-Z][\w&'’-]+[^?]*? (?:once|when|after|before|since|if|while|because|as|until) (?:it|they)\b"
)
_LEANS_ON_SOME = re.compile(r"\b(?:how many|most|all|some|any|which) of the [a-z]+s\b", re.IGNORECASE)
# And so does what names nothing itself: "I'm writing about Berlin's new centre. Who broke ground?"
_TOLD_OF = re.compile(r"\b(?:about|on|into|at)\s(?:the\s)?[A-Z][\w&-]+")
# "I've heard GSK is cutting jobs. Is Stevenage affected?": by what was heard.
_NEWS = re.compile(r"\b(?:hear|heard|read|see|saw|seen|understand|gather|told|noticed)\b", re.IGNORECASE)
_FEW = 2  # terms
# Of these alone nothing can be found.
_SAYS_NOTHING = frozenset(
    terms("many much total all altogether overall long big large often so far when where who what")
)
_A_NAME = re.compile(r"(?<=\w\s)[A-Z]")
_WHAT_FOR = re.compile(
    rf"^\W*for (?:my|our|an?) (?:(?!{_ASKS})[\w'’-]+ ?){{1,6}}[:,–-]\s+(?=(?:who|what|when|where|which|why|how)\b)",
    re.IGNORECASE,
)


# "As finance director of a start-up, at what rate ...": not "as of March 2019", nor "as part of the deal".
_AS_ONE = re.compile(
    r"^\W*as (?:an? |the )?(?:[a-z][\w&-]* ){0,3}?(?:director|officer|manager|investor|analyst|journalist|reporter|"
    r"student|teacher|lecturer|pupil|parent|councillor|resident|taxpayer|founder|entrepreneur|developer|landlord|owner|scientist|"
    r"researcher|patient|nurse|doctor|banker|lender|adviser|consultant|recruiter|start-?up|spin-?out|company|firm|"
    r"business|newcomer|outsider|planner|chair|trustee|treasurer|accountant)\b[^?,:]{0,40}[,:]\s+"
    rf"(?=(?:(?:at|in|on|by|for|to|from|with) )?{_ASKS})",
    re.IGNORECASE,
)
# "If a company of ours does research here, what ...?": not "if the works open in 2027, how many ...?"
_IF_ONE = re.compile(
    r"^\W*(?:and )?(?:if|say|suppose|when) (?=[^?,]*\b(?:ours?|mine|my|I|we|us)\b)"
    r"(?![^?]* (?-i:(?!(?:UK|US|Britain|England|Stevenage|R&D|SMEs?|I)\b)[A-Z])[^?]*, )[^?,]{3,90}, "
    r"(?=(?:who|what|when|where|which|how)\b)",
    re.IGNORECASE,
)
# "I'm on the phone with a colleague: what ...?", "on my phone so keep it short: ..."
_ABOUT_ONESELF = re.compile(
    r"^(?=[^?:]*\b(?:I|we|my|our)\b)(?!(?:who|what|when|where|which|why|how)\b)[^?.:]{2,80}:\s+(?=\S+ \S+ \S)",
    re.IGNORECASE,
)
# "Morning. Why ...?", "Ouch. How much ...?"
_EXCLAIMED = re.compile(
    r"^\W*(?:(?:good )?(?:morning|afternoon|evening)|ouch|wow|great|nice|interesting|hmm+|oh|blimey|shame|right|fine|"
    r"perfect|brilliant|lovely|hi|hello|hey)(?: (?:there|all|one|to know|thanks))?[.!,]\s+(?=\S+ \S+ \S)",
    re.IGNORECASE,
)
# "Council planning team here. Who sold ...?"
_SOMEBODY_HERE = re.compile(
    rf"^\W*(?!{_ASKS})[\w'’&-]+(?: [\w'’&-]+){{0,4}} here(?: at [\w'’& -]{{2,30}})?[.:!,]\s+(?={_ASKS})", re.IGNORECASE
)
# "I'm writing about the lab that opened - when did it open?": what he writes about is meant.
_ABOUT_A_THING = re.compile(
    r"^\W*(?:I['’]m|I am|we['’]re|we are) (?:[a-z]+ ){0,4}?(?:about|into|at|on) "
    r"(?P<what>(?:the |an? )?[^?.,:;–-]{3,60}?)(?:\s[–-]|[,:;.]) (?P<asked>(?:who|what|when|where|which|why|how)\b.+)$",
    re.IGNORECASE,
)
_WHOM = re.compile(r"[A-Z][\w&-]*(?: [A-Z][\w&-]*)*")
_ITS = re.compile(r"\b(?:it|its|they|them|their)\b", re.IGNORECASE)
# "Our CFO wants to know: ...", "student essay, ...", "quick one, ...".
_ON_BEHALF = re.compile(
    rf"^\W*(?:(?:hey|hi|hello|ok)\W+)?(?:(?:(?!{_ASKS})[\w'’-]+ ){{1,4}}(?:(?:is |are )?asking|asks|"
    r"(?:wants?|needs?|would like|'d like) to know|wonders?)|(?:a )?quick (?:one|q|question)(?: for you)?|"
    r"(?:i['’]?m )?on (?:my|the) (?:phone|train|move|go)(?: here)?(?:,? so (?:short|brief|quick))?|"
    r"(?:(?:an? )?(?:councillor|investor|analyst|journalist|reporter|student|resident|teacher)) here"
    r"(?: [^.?!:,]{2,60}(?=\.))?|"
    r"(?:just )?(?:curious|wondering)|(?:(?:a|my) )?(?:student|school|uni(?:versity)?) (?:essay|project|homework|paper)"
    r"(?: lol)?)\s*[:,.–-]\s+(?=\S+ \S+ \S)",
    re.IGNORECASE,
)


def _without_oneself(said: re.Match[str]) -> str:
    """Nothing, or what was told of where the question leans on it: "I'm doing a piece on Ames: when did it say so?"."""
    rest = said.string[said.end() :]
    leans = _LEANS_ON_SOME.search(rest) or (_LEANS.search(rest) and not _A_NAME.search(rest))
    return said.group() if _TOLD_OF.search(said.group()) and leans else ""


def _said_of_a_thing(question: str) -> str | None:
    """The question with what somebody says he is looking into in the place of its one pronoun; None without either."""
    found = _ABOUT_A_THING.match(question)
    meant = list(_ITS.finditer(found["asked"])) if found else []
    if found is None or len(meant) != 1 or _A_NAME.search(found["asked"]) or not _A_NAME.search(f"so {found['what']}"):
        return None
    pronoun, what = meant[0].group().lower(), found["what"]
    if pronoun in ("they", "them", "their") and (who := _WHOM.search(what)):
        what = who.group()  # "the Achilles job losses" are nobody
    owns = "'s" if pronoun in ("its", "their") else ""
    return f"{found['asked'][: meant[0].start()]}{what}{owns}{found['asked'][meant[0].end() :]}"


def without_preamble(question: str) -> str:
    """The question without sentences about who asks, and what he asks it for; unchanged where it leans on them."""
    question = _SOMEBODY_HERE.sub("", _EXCLAIMED.sub("", question, count=1), count=1)
    if told := _said_of_a_thing(question):
        return told
    question = _ABOUT_ONESELF.sub(_without_oneself, question, count=1)
    question = _IF_ONE.sub(_without_oneself, question, count=1)
    asked = _AS_ONE.sub("", _ON_BEHALF.sub("", _WHAT_FOR.sub("", question, count=1), count=1), count=1)
    bare = _OF_ONESELF.sub("", asked, count=1)
    said = asked.removesuffix(bare)
    is_told_first = _TOLD_OF.search(said) is not None and not _A_NAME.search(bare)
    if not set(terms(bare)) - _SAYS_NOTHING:
        return asked  # "We hear GSK is shedding jobs. How many in all?"
    is_news = _NEWS.search(said) is not None and _A_NAME.search(said) is not None and len(set(terms(bare))) <= _FEW
    return asked if is_told_first or is_news or _LEANS.search(_OF_ITS_OWN.sub("", bare)) else bare or asked
