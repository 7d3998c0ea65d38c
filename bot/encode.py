"""Text of documents and visitors, made safe to show: whatever it holds, it is data and never markup (pure)."""

import re
import unicodedata
from urllib.parse import urlsplit

_TURNS_LINES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # the bidirectional overrides


def encode(text: str) -> str:
    """The text for a Markdown renderer: every ASCII punctuation character as an entity, so that none is markup."""
    return re.sub(r"[!-/:-@\[-`{-~]", lambda match: f"&#{ord(match[0])};", printable(text))


def printable(text: str) -> str:
    """The text with control characters, direction overrides and lone surrogates shown as U+FFFD.

    They can move a terminal's cursor, reverse a line, or make the text impossible to send.
    """
    return "".join(mark if _is_shown(mark) else "\ufffd" for mark in text)


def visible(text: str) -> str:
    """The text without characters that nobody sees (Unicode category Cf), which could hide or part a word."""
    return "".join(mark for mark in text if unicodedata.category(mark) != "Cf")


def one_line(text: str) -> str:
    """The words with single spaces between them.

    A Markdown face needs it: four spaces after a line break would make a block of code, where entities are not decoded.
    """
    return " ".join(text.split())


def link_host(url: str | None) -> str | None:
    """The host that a link would lead to, in ASCII, or None for what must not become a link."""
    # A browser drops spaces and turns backslashes; a user name before @ only serves to feign another host.
    if url is None or re.search(r"[\s\\\x00-\x1f\x7f]", url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        return None
    return host if host and parts.scheme in {"http", "https"} and "@" not in parts.netloc else None


def _is_shown(mark: str) -> bool:
    return mark in "\n\t" or (unicodedata.category(mark) not in {"Cc", "Cs"} and mark not in _TURNS_LINES)
