"""Characters: what may stand in a document's text, in a title and in a name."""

import os
import re
import unicodedata
from pathlib import PurePath

LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls, soft hyphen, zero-width and bidi controls, variation selectors, Unicode tag characters, non-characters:
# a reader cannot see them, so they can only hide something or break a match.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
SURROGATE = re.compile("[\ud800-\udfff]")
BLANK_LINES = re.compile("\n{4,}")
MARKS_PER_LETTER = 8
TITLE_CHARACTERS = 300


def clean(text: str) -> str:
    """The text as it is stored: visible characters only, NFC, LF line ends, no trailing spaces, no long gaps.

    Cleaning a clean text changes nothing.
    """
    text = SURROGATE.sub("\ufffd", LINE_BREAKS.sub("\n", text))
    text = _normalise(INVISIBLE.sub("", text))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return BLANK_LINES.sub("\n\n", text).strip()


def one_line(text: str, limit: int = TITLE_CHARACTERS) -> str:
    """The text cleaned, on one line of at most ``limit`` characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def printable(name: str | PurePath) -> str:
    """A file's name or path as it can be shown and stored anywhere: controls and bytes that are not UTF-8 escaped."""
    text = os.fsencode(str(name)).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _normalise(text: str) -> str:
    # Capped before, because normalising a very long run of marks takes quadratic time, and after, because it can grow.
    return _cap_marks(unicodedata.normalize("NFC", _cap_marks(text)))


def _cap_marks(text: str) -> str:
    """At most MARKS_PER_LETTER combining marks in a row."""
    marks = "".join(c for c in set(text) if unicodedata.combining(c))
    if not marks:
        return text
    return re.sub(f"([{marks}]{{{MARKS_PER_LETTER}}})[{marks}]+", r"\1", text)
