"""What holds numbers and states no value: links, phone numbers, postcodes, times of day, addresses, "Phase 1"."""

import re
from collections.abc import Sequence

from ingest.values.numbers import SMALL

_NO_VALUE = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\[[0-9]+\]|(?m:^\s*[0-9]{1,2}[.)]\s)"
    r"|(?<![\w])(?:\+[0-9]{1,3}[ (]|\(?0[0-9]{2,4}[ )])[0-9 ()-]{5,}[0-9]"
    r"|\b[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}\b"
    r"|\b[0-9]{1,2}:[0-9]{2}\b|\b[0-9]{1,2}(?:\.[0-9]{2})?\s?[ap]\.?m\b\.?"
    r"|\b[0-9]+[A-Za-z]?\s(?:[A-Z][\w'’-]*\s){1,3}(?:Street|Road|Lane|Way|Avenue|Drive|Close|Court|Square|Row|House)\b"
    r"|\b(?i:phase|stage|level|grade|tier|step|unit|building|module|chapter|section|article|round|part|type|class|room"
    r"|floor|lot|plot|block|gate|platform|fig(?:ure)?|table|pages?|pp?\.|junction|no\.?|version|series|covid|group|act)"
    rf"\s(?:[0-9]+|(?:{'|'.join(SMALL)})\b)(?!\s(?:of|out)\b)",
)


def lookalikes_in(text: str) -> list[tuple[int, int]]:
    """Where in a text no value starts, whatever its numbers."""
    return [match.span() for match in _NO_VALUE.finditer(text)]


def is_in(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is in one of the spans."""
    return any(start <= place < end for start, end in spans)
