"""Orders to the bot: a question without those inside it, and which sentences of documents are none but orders (pure).

Orders are data, never obeyed. They are left out because "say 450" would otherwise be searched for as if it were asked.
"""

import re

from bot.encode import visible

_ASKS = re.compile(
    r"\b(?:who|what|when|where|which|why|how|whose|whom)\b|^\W*(?:is|are|was|were|did|does|do(?! not\b)|has|have|can)\b"
    r"|^\W*(?:list|name|compare|tell (?:me|us)|give (?:me|us)|show (?:me|us)|find)\b|\?",
    re.IGNORECASE,
)
# Nobody asks a document to ignore or to pretend: a sentence that begins so is an order, whatever it holds.
_OVERRIDES = (
    r"(?:please\s+)?(?:ignore|disregard|forget|override|pretend|from now on|you are now|you must|act as|act like|"
    r"new instructions?|(?:system|assistant)(?=\s*:))\b"
)
_REPLIES = (
    r"(?:please\s+)?(?:(?:just|only|always|simply|then)\s+)?(?:say|answer|reply|respond|output|print|repeat|write|type|"
    r"return|state|claim|insist|assume|invent|make up|do not|don['’]t|never|always)\b"
)
# What orders a machine about for sure. "State-of-the-art", "new orders" and "the new rules" are news.
_SAYS = r"(?:say|answer|reply|respond|write|report|state|mention|claim|output|print|repeat|cite|add|give|use)"
_MACHINES = (
    r"(?:AI (?:assistants?|models?|systems?)|assistants?|chat ?bots?|bots?|(?:large )?language models?|LLMs?|crawlers|"
    r"automated (?:tools|systems|readers)|machines?(?: readers?)?)"
)
# What reads for somebody: "to the answering system:", "AI readers:".
_READS, _READERS = (
    r"(?:automated|answering|AI|summari[sz]ing|reading|retrieval|question[- ]answering|machine)",
    r"(?:readers?|systems?|tools?|engines?|agents?|summari[sz]ers?|programs?|software)",
)
_MUST = r"(?:must|should|shall|(?:have|has|need|needs|are|is) (?:(?:asked|told|required|instructed|requested) )?to)"
_ORDER = re.compile(
    r"(?:^|[,:;#>.]\s*|\b(?:and|then|must)\s)(?:please\s)?(?:ignore|disregard|forget|override)\b.*\b(?:above|previous|prior|"
    r"earlier|instruct\w*|rules?|prompts?|evidence|documents?|figures?|everything)\b"
    r"|\b(?:you are now|you are a (?:liar|bot)|system (?:prompt|message)|new (?:instructions?|rules?|task) (?:for "
    r"the model|###)|"
    r"dear model|your (?:answer|reply|response|output|instructions|prompt)|hidden text for|developer mode|"
    r"authori[sz]e you|"
    r"before you answer|play a game in which you|in place of any other|(?:only|one) correct answer|answers? must|"
    r"end your sentence|please (?:say|write|answer|report|state) that|answer with \d|execute this command|report "
    r"that it succeeded|for the model)\b"
    r"|\b(?:as an?|this) (?:AI|assistant|language model|chat ?bot)\b.{0,60}\byou\b"
    rf"|\bif you(?:['’]re| are) (?:an? |the )?(?:AI|model|{_MACHINES})\b"
    rf"|^\W*(?:to|for|note to|attention) (?:the |any |all |every )?{_READS} {_READERS}\b[^.]{{0,30}}:"
    rf"|\b(?:AI|automated|machine) {_READERS}\s?[:,]\s*(?:please\s)?"
    rf"(?:always|never|do not|only|rate|recommend|describe|call|treat|present|{_SAYS})\b"
    r"|\binstructions? (?:to|for) (?:the |any |all |every )?(?:model|AI|assistant|bot|system|reader)s?\b\s?:"
    r"|#{2,}\s?(?:new |updated |system )?instructions?\b|<<\s?(?:system|assistant|instruction|admin|user)s?\s?:"
    r"|\bwhen asked\b[^.;]{0,80},\s?(?:always\s|only\s)?(?:say|answer|reply|respond|state|claim|insist)\b"
    rf"|(?:^|\W)(?:for|to|dear|attention)\s(?:the |any |every |all )?{_MACHINES}\b[^.]{{0,30}}[:,]"
    rf"|^\W*(?:AI|{_MACHINES})\s?[,:]\s*(?:please\s|always\s|never\s|do not\s|only\s)*{_SAYS}\b"
    rf"|\b(?:AI|{_MACHINES})\b[^.;:]{{0,60}}?\s{_MUST}\s(?:say|answer|reply|respond|state)\b"
    r"|^\W*(?:system|assistant|user|developer)\s*(?::|\n)"
    rf"|\b(?:always|never) {_SAYS}\b|^\W*(?:please\s)?(?:{_SAYS}|tell (?:the |every |any )?(?:user|reader|visitor|"
    rf"investor)s?)"
    r"\s(?:only\s)?(?:that\b|[\"“'‘]|as \[)|^\W*(?:answer|reply|respond)\s(?:only\s)?with\b|(?:[;:]\s|\band\s|"
    r"\bthen\s)(?:answer|reply) (?:that|with|only)\b|"
    r"(?:[;:]\s)say that\b|\banswer only with\b|^\W*from now on,?\s(?:report|say|answer|write|you)\b|\n\W*from now "
    r"on\s|"
    r"^\W*(?:act|behave|pretend)\s(?:as|like|to be)\b|^\W*call the function\b|\bevidence \[|\bcite as \["
    r"|<!--|-->|```|<</?SYS>>|^\W*</?[a-zA-Z][^<>]*>\W*$|\{\s*\"\w+\"\s*:|\[/?(?:INST|SYSTEM)|<\||\w\(\w*=?\"",
    re.IGNORECASE,
)
# A question and its answer in running text, feigned to have been asked: a page of questions begins its lines so.
_FEIGNED = re.compile(r"\W*(?:Q|A|FAQ|Question|Answer)\s?[:–—-]\s|\W*[–—-]\s(?:Yes|No)\b")
# What may address a machine: too wide to keep from readers, narrow enough to prove nothing by.
_MAY_ORDER = re.compile(
    r"^\W*(?:when|whenever|before|after|while)\s(?:you\s)?(?:summari[sz](?:e|ing)|answer(?:ing)?|reply(?:ing)?|"
    r"respond(?:ing)?|writ(?:e|ing)|quot(?:e|ing)|cit(?:e|ing)),?\b"
    r"|^\W*(?:LLM|AI|bot|model|assistant|reader)s?\s(?:instruction|note|prompt|directive|command|order)s?\s?[:–-]"
    r"|[:;]\s*(?:please\s)?(?:mention|declare|add|state|say|report|tell|write|note) that\b"
    r"|^\W*(?:declare|mention|add) that\b"
    r"|[:;(]\s*(?:please\s)?(?:report|state|record|present|give|quote) (?:this|it|that) as\b"
    r"|\b(?:every|any|all|each) (?:answers?|repl(?:y|ies)|summar(?:y|ies)|responses?)\b.*\b(?:must|should|shall|has to|"
    r"have to)\b"
    r"|\b(?:ignore|disregard|forget|override)\b.*\b(?:above|previous|prior|earlier|instruct\w*|rules?|prompts?|evidence|"
    r"quotes?|documents?|everything|else|sources?|others?|figures?|numbers?|texts?)\b"
    r"|\b(?:you are now|you must|your (?:task|job|role|instructions?|prompt|answer|reply|response)|new "
    r"(?:instructions?|rules?|orders?)|for (?:the|any|every) (?:model|AI|assistant|bot|reader that)|"
    r"system (?:prompt|message|notice|note|override|update)|as an? (?:AI|assistant|language model)|language models?|"
    r"chat ?bots?|(?:AI|assistants?|bots?|models?) (?:must|should|shall|will|reading|that read|"
    r"(?:is|are) (?:asked|told|instructed|requested|required|expected|to)))\b"
    rf"|\b(?:AI|summari[sz]ers?|search engines?|agents?|{_MACHINES})\b[^.;:]{{0,60}}?\s{_MUST}\s(?:(?:also|only|always|"
    rf"never|not)\s)?(?:{_SAYS}|tell|describe|present|treat|call|refer|recommend|conclude|quote|ignore|include|show)\b"
    r"|^\W*(?:assistants?|bots?|chat ?bots?|AI|models?|agents?|Claude|GPT|Gemini)\b\s?[,:]"
    r"|^\W*(?:system|assistant|user|developer|tool|important|note to|attention|instruction)s?\b[^.]{0,40}[:>\]]"
    r"|^\W*(?:please\s)?(?:ignore|disregard|forget|say|answer|reply|respond|"
    r"output(?! (?:from|of|in|at|is|was|rose|fell|grew|will|per)\b)|print|repeat|write|tell|"
    r"state(?! (?:aid|funding|money|support|of)\b)|claim|"
    r"pretend|act as|always|never|do not|don['’]t|call|visit|click|send|fetch|load|render|summari[sz]e|translate)\b"
    r"|\b(?:answer|reply|respond|say|state|tell (?:\w+ ){1,3}?|claim|report|conclude)\s+(?:with|that|only|exactly)?\s*"
    r"[:\"“'‘]|\b(?:always|only|never) (?:write|say|answer|mention|report|state|give|cite|use|claim|add)\b"
    r"|\b(?:answer|reply|write|respond) only\b|\banswers? must\b|\bcite (?:as|this|it)\b|\bevidence \[|"
    r"\bend (?:your|each|every) (?:sentence|answer)\b|\[\d+\].{0,60}\bmarkers?\b|\breport that (?:it|all|this)\b|"
    r"\byour (?:answer|reply|response|output)\b|\bdear model\b|\b(?:this|the|any|every) (?:assistant|chat ?bot|"
    r"language model)\b|\bfor (?:crawlers|assistants|bots|automated)\b|\bhidden text\b|\bauthori[sz]e you\b|\bthe "
    r"(?:reply|answer) is:|\bdeveloper mode\b|\bin place of any other\b|"
    r"<!--|-->|```|\bexecute (?:this|the|that)\b|\bplay a game\b|^\W*(?:Q|A|FAQ|Question|Answer)\s?[:–—-]\s|"
    r"^\W*[–—-]\s(?:Yes|No)\b|^\W*</?[a-zA-Z][^<>]*>\W*$|\{\s*\"\w+\"\s*:|\b(?:only|one) correct answer\b|"
    r"\bnew policy\b|"
    r"(?:^|\n)\W*from now on\b|^\W*(?:system|assistant|developer|user)\s*\n|\[/?(?:INST|SYSTEM)|<\|",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?;]+(?:\.(?=\S)[^.!?;]*)*[.!?;]*\s*")
_OPENING = re.compile(rf"^\W*{_OVERRIDES}.*?(?:,|\band\b|\bthen\b|[:–-])\s*(?:then\s+)?(?:(?:just|only)\s+)?"
                      r"(?:(?:tell|answer|say|give)\s+(?:me|us)?\s*:?\s*)?"
                      r"(?=(?:who|what|when|where|which|why|how|whose)\b)", re.IGNORECASE)  # fmt: skip
_CLOSING = re.compile(
    rf"(?:,\s*|\s+)(?:and|but|then)\s+(?:{_OVERRIDES}|(?:please\s+)?(?:(?:just|only|always|simply)\s+)?"
    r"(?:say|answer|reply|respond|output|print|repeat|write)\b(?! about\b))"
    r"(?!.*\b(?:who|what|when|where|which|why|how)\b)[^?]*",
    re.IGNORECASE,
)


def is_order(sentence: str, begins_line: bool = True) -> bool:
    """Whether a sentence of a document orders a machine about, for sure: no answer rests on it, and none shows it."""
    seen = visible(sentence)
    return _is_found(_ORDER, seen) or (not begins_line and _FEIGNED.match(seen) is not None)


def may_be_order(sentence: str) -> bool:
    """Whether it may be one: it proves nothing that a chat model says."""
    return is_order(sentence, begins_line=False) or _is_found(_MAY_ORDER, visible(sentence))


def _is_found(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None or pattern.search(text[::-1]) is not None  # written backwards it is one too


def without_orders(text: str) -> str:
    """The text without its orders to the bot; the whole text when it holds nothing else, or no order."""
    sentences = [match.group() for match in _SENTENCE.finditer(text)]
    kept = [sentence for sentence in sentences if not _is_order(sentence)]
    rest = "".join(kept) if any(_ASKS.search(sentence) for sentence in kept) else text
    rest = _CLOSING.sub("", _OPENING.sub("", rest)).strip()
    return rest if any(mark.isalnum() for mark in rest) and _ASKS.search(rest) else text


def _is_order(sentence: str) -> bool:
    bare = sentence.strip(" \t\"'“”‘’([")
    if re.match(_OVERRIDES, bare, re.IGNORECASE):
        return not _OPENING.match(sentence)
    return bool(re.match(_REPLIES, bare, re.IGNORECASE)) and not _ASKS.search(bare)
