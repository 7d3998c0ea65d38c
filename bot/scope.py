"""Which questions are not for the documents: small talk, advice, and requests for other work (pure)."""

import re

_ADVICE = re.compile(
    r"\bshould (?:i|we|one|my)\b|\b(?:good|bad|safe|smart|wise|sound) (?:investment|buy|bet|time to (?:buy|sell|invest))\b"
    r"|\bworth (?:investing|buying)\b|\b(?:do|would|can) you (?:recommend|advise|suggest)\b|\brecommend (?:me )?(?:a|an|some|any|buying)\b"
    r"|\b(?:buy|sell|hold) (?:the |my |some |any )?(?:shares?|stocks?)\b|\bwhich (?:shares?|stocks?|company|companies) (?:should|to) \b"
    r"|\bshare price (?:go|rise|fall|target)|\bprice target\b|\bwill (?:the )?(?:shares?|stocks?|\w+ shares?) (?:go|rise|fall|double)"
    r"|\b(?:financial|investment|legal|tax|medical) advice\b|\bhow (?:much|should) (?:should )?i invest\b|\bis it (?:safe|wise) to invest\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"^\W*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|thanks?|thank you|cheers|ok(?:ay)?|bye|goodbye|great|nice|cool)"
    r"(?: (?:there|you|so much|very much|a lot|all|again|bot|everyone|then|for (?:that|your help|the help)))*\W*$"
    r"|\bhow are you\b|\bhow's it going\b|\bwhat(?:'s| is) your name\b|\bwho (?:are|made|built|created) you\b|\bwhat are you\b"
    r"|\bare you (?:a |an )?(?:human|robot|bot|ai|real|person|machine|chatgpt)\b|\bnice to meet you\b|\bwhat can you do\b|\bdo you (?:like|love|have feelings|sleep)\b"
    r"|\bwhat(?:'s| is) up\b",
    re.IGNORECASE,
)
_OTHER_WORK = re.compile(
    r"\b(?:write|compose|draft|generate|create|make up|give) (?:me |us )?(?:an? |some |the )?(?:\w+ ){0,2}"
    r"(?:poem|haiku|limerick|song|story|essay|e-?mail|letter|code|script|program|function|joke|rap|speech|tweet|recipe)\b"
    r"|\btell (?:me|us) (?:a |another )?(?:joke|story)\b|\btranslate\b|\brecipe\b|\bweather\b|\bhoroscope\b|\blottery\b"
    r"|\b(?:python|javascript|sql|html|bash|java) (?:code|script|function|query|program)\b"
    r"|\b(?:ignore|disregard|forget|override) (?:all |any |your |the |my |these |those )*(?:previous |prior |above |earlier |own )?(?:instructions?|rules|prompts?|guidelines)\b"
    r"|\bsystem prompt\b|\b(?:your|hidden|initial) (?:prompt|instructions)\b|\bpretend (?:to be|you|that you)\b|\bact as (?:a|an|my)\b|\brole-?play\b|\bjailbreak\b"
    r"|\bwhat(?:'s| is) the time\b|\bwhat time is it\b|\bplay (?:a |some )?(?:game|music|song)\b|\bwho won the (?:\w+ )*(?:cup|league|match|election|game)\b"
    r"|^\W*(?:what(?:'s| is) )?\d+(?:\.\d+)? ?[-+*/x×] ?\d+(?:\.\d+)?\W*$|\bcapital (?:city )?of (?!the project)\w+\??$",
    re.IGNORECASE,
)

_REPLIES = (
    (
        _ADVICE,
        "I cannot give investment, legal or other advice. I can quote what the published documents say: ask for a figure, "
        "a date or an event.",
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
OFF_TOPIC = (
    "That does not seem to be about this cluster. I only quote what the published documents say about it: ask for a "
    "figure, a date or an event."
)


def out_of_scope(question: str) -> str | None:
    """A polite sentence when the question is not one for the documents, else None."""
    return next((reply for pattern, reply in _REPLIES if pattern.search(question)), None)
