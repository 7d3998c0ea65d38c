"""Counts without a noun of their own: "13 of the 45 companies", "rose from 89 to 115"."""

import re
from collections.abc import Sequence
from decimal import Decimal

from ingest.values.hedges import BEFORE, hedged
from ingest.values.nouns import NO_NOUN, noun_after
from ingest.values.numbers import DIGITS, SPELT
from ingest.values.overlaps import is_free
from ingest.values.types import Value, ValueKind

_GROUP = re.compile(
    rf"\s(?:out\s)?of\s(?:(?P<back>them|which|whom|those)\b|(?:the|its|our|these|their|all|[A-Z]\w*['’]s)(?=\s)"
    rf"(?:\s(?:{DIGITS}|{SPELT}))?)",
)
_SUBJECT = re.compile(
    r"\b(?:compan(?:y|ies)|firms|businesses|tenants|occupiers|organi[sz]ations|developers|members|trials|jobs|roles"
    r"|posts|staff|employees|people|workforce|headcount|team|population|patients|therapies|products|facilities|sites"
    r"|projects|collaborat(?:ions|ors)|partners|apprentices|users|modules|buildings|places|delegates|students|residents"
    r"|drugs|zones|trains|batches|licences|participants|homes|universities|cleanrooms|starts|start-ups)\b"
)
_STANDS_ALONE = re.compile(
    r"\s(?:in|by|at|from|to|on|for|of|and|or|before|after|as|were|was|are|have|had|when|while|whereas|up|down|since"
    r"|during|across|with|against|compared|expected|forecast|operating|out|then|now|today|alone|last"
    r"|this|began|took|got|\()|\s?[,.;:)!?]|\s*$"
)
# "Residents over 16": an age, and no count of them.
AGED = re.compile(r"\b(?:residents|people|adults|those|aged?)\s(?:over|under|aged?)\s$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_LONGEST_OPENING = 160


def untyped(
    text: str,
    match: re.Match[str],
    end: int,
    low: Decimal,
    claimed: Sequence[Value],
    earlier: Sequence[Value],
) -> Value | None:
    """A count that is part of a group ("13 of the 45 companies"), or that counts what its sentence is about."""
    sentence = max((found.end() for found in _SENTENCE_END.finditer(text, 0, match.start())), default=0)
    if match["spelt"] and low == 1:
        return None
    group = _GROUP.match(text, end)
    if group and not group["back"]:
        noun = noun_after(text, group.end())
        return hedged(text, match, end, low, None, noun[1], ValueKind.COUNT) if noun else None
    unit = _counted(text[sentence : match.start()], [value for value in earlier if value.start >= sentence])
    if group:
        return hedged(text, match, end, low, None, unit or "count", ValueKind.COUNT)
    if match["range"] and match["join"].strip() == "to" and (noun := noun_after(text, match.end())):
        return hedged(text, match, end, low, None, noun[1], ValueKind.COUNT)
    if not unit or not _STANDS_ALONE.match(text, end) or not is_free(match.start(), end, claimed):
        return None
    return hedged(text, match, end, low, None, unit, ValueKind.COUNT) if _is_count(text, match) else None


def _is_count(text: str, match: re.Match[str]) -> bool:
    """Whether a number without a noun may be a count: not an age, nor a part of a name, nor a length in metres."""
    before = text[: match.start()]
    if match["spelt"]:
        return bool(re.search(r"\b(?:from|to)\s$|\bOf\b[^.;]*,\s$", before[-_LONGEST_OPENING:]))
    if re.search(r"[a-z]$", match["digits"] or "", re.IGNORECASE) and not match["digits"].endswith("n"):
        return False
    name = re.search(r"([A-Z][\w&'’]*)\s$", before[-30:])
    return name is None or bool(BEFORE.search(before)) or name[1].lower() in NO_NOUN


def _counted(before: str, earlier: Sequence[Value]) -> str | None:
    """What a sentence counts: the noun of the count before, else the first noun that one counts."""
    counts = [value.unit for value in earlier if value.kind is ValueKind.COUNT]
    subject = _SUBJECT.search(before.lower())
    return counts[-1] if counts else subject.group() if subject else None
