"""Which questions are not for the documents: small talk, advice, and requests for other work (pure)."""

import re

from bot.orders import without_orders

_THING = (
    r"(?:poem|haiku|limerick|song|story|essay|e-?mail|letter|code|script|program|function|joke|rap|speech|tweet|recipe)"
)
_ADVICE = (
    r"\bshould (?:i|we|one|my|she|he)\b(?! (?:note|know|cite|quote|look|ask|write down|remember|be aware)\b)",
    r"\b(?:good|bad|safe|smart|wise|sound) (?:investment|buy|bet|time to (?:buy|sell|invest))\b",
    r"\bworth (?:investing|buying)\b",
    r"\b(?:do|would|can|could) you (?:recommend|advise|suggest)\b|\brecommend (?:me )?(?:a|an|some|any|buying)\b",
    # What a company did with its shares is a fact.
    r"^(?!.*\b(?:did|has|had) (?!i\b|we\b)(?:[\w&'’-]+ ){1,4}(?:buy|sell|hold)\b).*"
    r"\b(?:buy|sell|hold) (?:the |my |some |any )?(?:shares?|stocks?)\b|\bwhich (?:shares?|stocks?) (?:should|to)\b",
    r"\b(?:will|would|could|might|going to)\b.*\bshare price\b|\bshare price target|\bprice target\b",
    r"\bwill (?:the )?(?:shares?|stocks?|\w+ shares?) (?:go|rise|fall|double)",
    r"\b(?:financial|investment|legal|tax|medical) advice\b|\bhow (?:much|should) (?:should )?i invest\b",
    r"\bis it (?:safe|wise) to invest\b",
    # Who only says who asks, and then asks of something else, wants no advice.
    r"\bmy (?:mother|father|son|daughter|wife|husband|doctor|child)\b"
    r"(?!.*[.!:]\s+(?:when|what|who|where|which|how|is|are|was|did|does|has)\b(?!.*\b(?:he|she|him|her|they|them)\b))",
)
_SMALL_TALK = (
    r"^\W*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|thanks?|thank you|cheers|ok(?:ay)?|bye|goodbye)"
    r"(?: (?:there|you|so much|very much|a lot|all|again|bot|everyone|then|for (?:that|your help|the help)))*\W*$",
    r"\bhow are you\b|\bhow's it going\b|\bnice to meet you\b|\bwhat(?:'s| is) up\b",
    r"\bwhat(?:'s| is) your name\b|\bwho (?:are|made|built|created) you\b|\bwhat are you\b|\bwhat can you do\b",
    r"\bare you (?:a |an )?(?:human|robot|bot|ai|real|person|machine|chatgpt)\b",
    r"\bdo you (?:like|love|have feelings|sleep)\b",
)
_OTHER_WORK = (
    rf"\b(?:write|compose|draft|generate|create|give) (?:me |us )?(?:an? |some |the )?(?:\w+ ){{0,2}}{_THING}\b",
    r"\btell (?:me|us) (?:a |another )?(?:joke|story)\b|\btranslate\b|\brecipe\b|\bweather\b",
    r"\b(?:python|javascript|sql|html|bash|java) (?:code|script|function|query|program)\b",
    r"\b(?:ignore|disregard|forget|override) (?:(?:all|any|your|the|my|these|those|previous|prior|above|earlier|own) )*"
    r"(?:instructions?|rules|prompts?|guidelines)\b",
    r"\bsystem prompt\b|\b(?:your|hidden|initial) (?:prompt|instructions)\b|\brole-?play\b|\bjailbreak\b",
    r"\bpretend (?:to be|you|that you)\b|\bact as (?:a|an|my)\b",
    r"\bgood (?:pub|bar|restaurant|hotel|caf[eé]|hairdresser|place to (?:eat|stay|drink))\b",
    r"\bwhere (?:can|could|should|do) (?:i|we|one) (?:eat|stay|drink|have (?:lunch|dinner|breakfast))\b",
    r"\bwhat(?:'s| is) the time\b|\bwhat time is it\b|\bplay (?:a |some )?(?:game|music|song)\b",
    r"^(?!.*\bcompetition\b).*\bwho won the (?:[\w']+ )*(?:cup|league|match|election|game|final|title)\b",
    r"^\W*(?:what(?:'s| is) )?\d+(?:\.\d+)? ?[-+*/x×] ?\d+(?:\.\d+)?\W*$|\bcapital (?:city )?of [A-Z]\w+\W*$",
)

_FINANCIAL_YEAR = re.compile(r"\W*(?:and |in )?(?:20)?\d\d/\d\d\W*", re.IGNORECASE)

_REPLIES = (
    (
        _ADVICE,
        "I cannot give investment, legal, medical or other advice. I can quote what the published documents say: ask "
        "for a figure, a date or an event.",
    ),
    (
        _OTHER_WORK,
        "That is not something I can do. I only quote what the published documents say about the cluster: ask for a "
        "figure, a date or an event.",
    ),
    (
        _SMALL_TALK,
        "Hello. I am a program that answers questions with quotes from published documents about the cluster. "
        "Ask for a figure, a date or an event.",
    ),
)


def out_of_scope(question: str, *, in_talk: bool = False) -> str | None:
    """A polite sentence when the question is not one for the documents, else None.

    In a talk "24/25?" asks for another financial year, and is no sum to be worked out.
    """
    if in_talk and _FINANCIAL_YEAR.fullmatch(question):
        return None
    # An order beside a real question does not make it less of one.
    asked = without_orders(question)
    for patterns, reply in _REPLIES:
        if any(re.search(pattern, asked, re.IGNORECASE) for pattern in patterns):
            return reply
    return None
