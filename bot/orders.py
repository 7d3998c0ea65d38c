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
# What addresses a machine is no fact, whatever it says.
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.*\b(?:above|previous|prior|earlier|instruct\w*|rules?|prompts?|evidence|"
    r"quotes?|documents?|everything|else|sources?|others?|figures?|numbers?|texts?)\b"
    r"|\b(?:you are now|you must|your (?:task|job|role|instructions?|prompt|answer|reply|response)|new "
    r"(?:instructions?|rules?|orders?)|for (?:the|any|every) (?:model|AI|assistant|bot|reader that)|"
    r"system (?:prompt|message|notice|note|override|update)|as an? (?:AI|assistant|language model)|language models?|"
    r"chat ?bots?|(?:AI|assistants?|bots?|models?) (?:must|should|shall|will|reading|that read))\b"
    r"|^\W*(?:assistants?|bots?|chat ?bots?|AI|models?|agents?|Claude|GPT|Gemini)\b\s?[,:]"
    r"|^\W*(?:system|assistant|user|developer|tool|important|note to|attention|instruction)s?\b[^.]{0,40}[:>\]]"
    r"|^\W*(?:please\s)?(?:ignore|disregard|forget|say|answer|reply|respond|output|print|repeat|write|tell|state|claim|"
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


def is_order(sentence: str) -> bool:
    """Whether a sentence of a document tells a machine what to do: it proves nothing, and no answer rests on it."""
    seen = visible(sentence)
    return _ORDER.search(seen) is not None or _ORDER.search(seen[::-1]) is not None  # written backwards it is one too


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
