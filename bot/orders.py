"""A question with orders to the bot inside -> the question without them (pure).

Orders are data, never obeyed. They are left out because "say 450" would otherwise be searched for as if it were asked.
"""

import re

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
