"""A table's row as the loaders write it: "Project: Station Gateway; Towns Fund share: £6.5m." (pure)."""

import re
from dataclasses import dataclass

_ROW = re.compile(r"(?P<heading>[^:;.]{1,60}): (?P<subject>[^;]+); [^:;]{1,60}: .+")


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is about, as its first cell says, and what heads that cell: "Station Gateway", a "Project"."""

    heading: str
    subject: str


def row_in(sentence: str) -> Row | None:
    """The row that a sentence is; None for any other sentence."""
    found = _ROW.fullmatch(sentence)
    return Row(found["heading"], found["subject"]) if found else None
