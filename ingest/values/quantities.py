"""Everything that is written as a number, made an amount, share, measure or count by what stands around it."""

import re
from collections.abc import Sequence
from decimal import Decimal

from ingest.values.counts import AGED, untyped
from ingest.values.hedges import ANY_HEDGE, LONGEST_HEDGE, hedged
from ingest.values.lookalikes import is_in
from ingest.values.money import NAME, NAMES, SIGN, SIGNS
from ingest.values.nouns import noun_after
from ingest.values.numbers import ANY_SCALE, DIGITS, SCALE, SPELT, number, scale
from ingest.values.overlaps import is_free
from ingest.values.shares import PERCENT
from ingest.values.types import Value, ValueKind
from ingest.values.units import UNIT, measure_unit, with_per

_THOUSAND = 1000
_QUANTITY = re.compile(
    rf"(?:(?P<sign>{SIGN})\s?(?P<priced>{DIGITS}(?:{ANY_SCALE})?)"
    rf"|(?<![\w.,/:#£€$¥-])(?P<digits>{DIGITS}(?:{SCALE})?)|(?<![\w-])(?P<spelt>{SPELT}))(?P<plus>\+|-plus\b)?"
    rf"(?P<range>(?P<join>\s?[-–]\s?|\s(?:to|and)\s)(?P<sign2>{SIGN})?\s?(?P<two>{DIGITS}(?:{SCALE})?|{SPELT}))?",
    re.IGNORECASE,
)


def quantities_in(text: str, blocked: Sequence[tuple[int, int]], claimed: Sequence[Value]) -> list[Value]:
    """Everything that is written as a number, which its surroundings make an amount, share, measure or count."""
    found: list[Value] = []
    place = 0
    while match := _QUANTITY.search(text, place):
        number_start = match.start()
        value = None
        if not is_in(number_start, blocked) and is_free(number_start, number_start + 1, claimed):
            value = _quantity(text, match, claimed, found)
        place = max(value.end, number_start + 1) if value else _end_of_one(match)
        if value:
            found.append(value)
    return found


def _end_of_one(match: re.Match[str]) -> int:
    """Where the first number of a match ends, with its plus sign."""
    return match.start("range") if match["range"] else match.end()


def _quantity(text: str, match: re.Match[str], claimed: Sequence[Value], earlier: Sequence[Value]) -> Value | None:
    low = number(match["priced"] or match["digits"] or match["spelt"])
    if low is None or AGED.search(text[max(0, match.start() - LONGEST_HEDGE) : match.start()]):
        return None
    if high := _range_end(text, match, claimed):
        low = low * scale(match["two"]) if _takes_scale(match, low) else low
        if low < high and (value := _typed(text, match, match.end(), low, high, claimed)):
            return value
        low = number(match["priced"] or match["digits"] or match["spelt"]) or low
    end = _end_of_one(match)
    value = _typed(text, match, end, low, None, claimed)
    if value and value.kind is ValueKind.COUNT and match["spelt"] and low == 1:
        return None
    return value or untyped(text, match, end, low, claimed, earlier)


def _range_end(text: str, match: re.Match[str], claimed: Sequence[Value]) -> Decimal | None:
    """The high end of a range; "from 89 to 115" is a change and "£3m and £4m" are two values."""
    if not match["range"] or not is_free(match.start("two"), match.end("two"), claimed):
        return None
    before, join = text[: match.start()], match["join"].strip().lower()
    if join == "and" and not re.search(r"\bbetween\s$", before, re.IGNORECASE):
        return None
    if join == "to" and re.search(
        rf"\bfrom\s(?:(?:an?|its|the|their)\s(?:[a-z]+\s){{1,4}})?(?:{ANY_HEDGE}\s)?$",
        before[-LONGEST_HEDGE:],
        re.IGNORECASE,
    ):
        return None
    if match["sign2"] and SIGNS[match["sign2"].lower()] != SIGNS.get((match["sign"] or "").lower()):
        return None
    return number(match["two"])


def _takes_scale(match: re.Match[str], low: Decimal) -> bool:
    """ "£10-15m" and "two to three million" are two values in millions."""
    one = match["priced"] or match["digits"]
    is_bare = scale(one) == 1 if one else low < _THOUSAND
    return is_bare and scale(match["two"]) > 1 and low < _THOUSAND


def _typed(
    text: str, match: re.Match[str], end: int, low: Decimal, high: Decimal | None, claimed: Sequence[Value]
) -> Value | None:
    """The value with the unit that its sign or the words after it give, if they give one."""
    if match["sign"]:
        end, unit = with_per(text, match.start(), end, SIGNS[match["sign"].lower()])
        return hedged(text, match, end, low, high, unit, ValueKind.AMOUNT)
    if name := NAME.match(text, end):
        end, unit = with_per(text, match.start(), name.end(), NAMES[name["name"].lower()])
        return hedged(text, match, end, low, high, unit, ValueKind.AMOUNT)
    if percent := PERCENT.match(text, end):
        unit = "percentage points" if percent["points"] else "%"
        return hedged(text, match, percent.end(), low, high, unit, ValueKind.SHARE)
    if measure := UNIT.match(text, end):
        return hedged(text, match, measure.end(), low, high, measure_unit(measure["unit"]), ValueKind.MEASURE)
    noun = noun_after(text, end)
    if noun and is_free(match.start(), noun[0], claimed):
        end, unit = with_per(text, match.start(), *noun)
        return hedged(text, match, end, low, high, unit, ValueKind.COUNT)
    return None
