"""Numbers as they are written, in digits or in words, with the scale that multiplies them."""

import re
from decimal import Decimal

# Longer numbers are serial numbers or noise, and would not be exact as floats.
_MOST_DIGITS = 15
SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ONES = dict(zip(SMALL, range(1, 20), strict=True)) | dict(zip(_TENS, range(20, 100, 10), strict=True))
_MULTIPLES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALES = {
    **dict.fromkeys(("k", "thousand"), 10**3),
    **dict.fromkeys(("m", "mn", "mln", "million"), 10**6),
    **dict.fromkeys(("b", "bn", "bln", "billion"), 10**9),
    **dict.fromkeys(("tn", "trillion"), 10**12),
}
DIGITS = (
    r"(?:[0-9]{1,3}(?:[,\u00a0\u202f\u2009][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?![0-9²]|[.,/:][0-9]|(?:st|nd|rd|th)\b)"
)
_WORD = f"(?:{'|'.join(sorted([*ONES, *_MULTIPLES], key=len, reverse=True))})"
SPELT = (
    rf"\b(?:(?:half\s)?an?\s(?=(?:{'|'.join(_MULTIPLES)})\b))?{_WORD}\b"
    rf"(?:\sand\sa\shalf(?=\s(?:thousand|million|billion)\b)|(?:\sand)?[\s-]{_WORD}\b){{0,9}}(?![’'])"
)
# A letter stands at its number: "28 m" may be metres. After a currency sign it may stand off.
SCALE = r"(?:[\s-]?(?:thousand|million|billion|trillion|mn|mln|bn|bln|tn)|[kmb])\b"
ANY_SCALE = r"[\s-]?(?:thousand|million|billion|trillion|mn|mln|bn|bln|tn|[kmb])\b"


def number(written: str) -> Decimal | None:
    """The value of a number in digits, with or without a scale, or in words; None for one that is none or too long."""
    if not written[0].isdigit():
        return _spelt(written.lower())
    digits = re.sub(r"[,\u00a0\u202f\u2009]", "", re.split(r"[\s-]?[A-Za-z]", written, maxsplit=1)[0])
    return Decimal(digits) * scale(written) if len(digits) <= _MOST_DIGITS else None


def scale(written: str) -> int:
    """What a number in digits is multiplied by; of one in words, its last multiple from a thousand on."""
    found = re.search(r"[A-Za-z]+$", written)
    return _SCALES.get(found.group().lower(), 1) if found else 1


def _spelt(written: str) -> Decimal | None:
    """ "Forty-five", "a dozen", "two and a half million"; None for words that make no number, such as "two three"."""
    total, group = Decimal(0), Decimal(0)
    last = 10**12
    for word in re.split(r"[\s-]+", written):
        if word in ("a", "an", "and"):
            continue
        if word == "half":
            group += Decimal("0.5")
        elif word in _MULTIPLES:
            group = max(group, Decimal(1)) * _MULTIPLES[word] if group != Decimal("0.5") else group * _MULTIPLES[word]
            if _MULTIPLES[word] > 100:
                total, group = total + group, Decimal(0)
            last = _MULTIPLES[word]
        else:
            ones = ONES[word]
            if not (last >= 100 or (last in range(20, 100, 10) and ones < 10)):
                return None
            group, last = group + ones, ones
    return total + group
