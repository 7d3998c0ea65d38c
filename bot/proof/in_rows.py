"""Figures that stand in one row, and the unit of a row at each of them: "39%, 13% and 12%" (pure)."""

import re
from collections.abc import Iterator, Sequence

_JOINED = re.compile(r"(?: (?:sq m|sq ft|minutes)\b)?,?\s?(?:and|to|then)?\s", re.IGNORECASE)
_BARE = re.compile(  # with no unit of its own, and no year
    r"(?<![\w.,])(?:[£$€]|EUR |SEK )?(?!(?:19|20)\d\d\b)\d+(?:,\d{3})*(?:\.\d+)?(?=,? (?:and|to|\d|[£$€])|\s?%| [a-z])"
)
# "39, 13 and 12", "77 to 81", and not "from 116 to 199, and 71".
_IN_ONE_UNIT = re.compile(
    r"(?:[A-Z]{3} )?\S*[^,\s] (?:and|to) \S+|\S+, (?:\S+, )*?\S*[^,\s] and \S+|\S+, (?:\S+, )+and \S+"
)
_UNIT = re.compile(r"%| (?:percent|per cent|million|billion|sq m|sq ft|minutes)\b")

Span = tuple[int, int]


def with_units(words: str) -> str:
    """A text with the unit of a whole row at each of its figures: "39%, 13% and 12%" for "39, 13 and 12 percent"."""
    figures = [found.span() for found in _BARE.finditer(words)]
    for row in reversed(list(rows(words, figures))):
        unit = _UNIT.match(words, row[-1][1])
        # "£250,000 and £2 million": a thousand times a million is nobody's sum.
        is_one = not (unit and "illion" in unit.group() and any("," in words[slice(*span)] for span in row))
        if unit and is_one and _IN_ONE_UNIT.fullmatch(words[slice(*ends_of(row))]):
            told = "%" if "per" in unit.group() else unit.group()
            words = f"{words[: row[-1][1]]}{told}{words[unit.end() :]}"
            for _, end in reversed(row[:-1]):
                words = f"{words[:end]}{told}{words[end:]}"
    return words


def rows(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """The spans that stand in one row, with nothing but "and", "to" or a comma between them."""
    row: tuple[Span, ...] = ()
    for span in spans:
        if row and not _JOINED.fullmatch(text, row[-1][1], span[0]):
            yield row
            row = ()
        row = (*row, span)
    if row:
        yield row


def ends_of(row: Sequence[Span]) -> Span:
    """Where a row begins and ends."""
    return row[0][0], row[-1][1]
