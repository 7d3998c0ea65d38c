"""What a briefing can hold of a text (pure)."""

import re

from bot.encode import one_line, printable

# XML 1.0 has no other characters (https://www.w3.org/TR/xml/#charsets), nor have files made of it.
_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(text: str | None) -> str:
    """The text on one line, with U+FFFD in the place of what is not shown or cannot be held; "" for None."""
    return _NOT_IN_XML.sub("\ufffd", one_line(printable(text or "")))
