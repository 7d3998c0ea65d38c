"""The header that a text may begin with: title, publisher, published, kind, url, language and supersedes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlsplit

from ingest.errors import LoadError
from ingest.language import language_code
from ingest.load.clean import one_line
from ingest.load.dates import parse_published
from ingest.load.kinds import parse_kind
from ingest.types import Kind, Published

KEYS = ("title", "publisher", "published", "kind", "url", "language", "supersedes")
LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z_-]*)[ \t]*:(?!//)[ \t]*(?P<value>.*)")
UNDATED = {"", "undated", "unknown", "n.d.", "nd", "none"}
BLOCK_SCALAR = re.compile("[>|][+-]?")
# YAML's anchors, aliases and tags, by which a few lines can stand for gigabytes or for a call.
REFERENCE = re.compile(r"[&*]\w+(?:\s|$)|!|\[\s*\*\w")


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says; None where it says nothing. ``undated``: it says that the date is unknown."""

    title: str | None = None
    publisher: str | None = None
    published: Published | None = None
    kind: Kind | None = None
    url: str | None = None
    language: str | None = None
    undated: bool = False
    supersedes: str | None = None


def take_header(text: str, name: str) -> tuple[Header, str]:
    """The header of a clean text and the text after it; an empty header and the whole text when there is none.

    A header is ``key: value`` lines up to a blank line or the first other line, or a block between ``---`` lines.
    Raises LoadError, which calls the document ``name``, for an unknown key or a value that cannot be right.
    """
    lines = text.split("\n")
    values, length = _front_matter(lines, name) or _header_lines(lines, name)
    return _header(values, name), "\n".join(lines[length:]).strip()


def is_header_line(line: str) -> bool:
    """Whether the line is ``key: value`` of a key that a header may have."""
    found = LINE.fullmatch(line)
    return bool(found and found["key"].lower() in KEYS)


def header_length(lines: Sequence[str]) -> int:
    """How many lines the header has that the lines begin with: up to the last known key among ``key: value`` lines."""
    known = [is_header_line(line) for line in takewhile(LINE.fullmatch, lines)]
    return 1 + max(n for n, is_known in enumerate(known) if is_known) if known and known[0] else 0


def parse_url(text: str) -> str:
    """The web address, as it stands. Raises ValueError unless it is http or https with a host."""
    url = text.strip()
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not url.isprintable() or " " in url:
        raise ValueError("is not a web address")
    return url


def _header_lines(lines: Sequence[str], name: str) -> tuple[dict[str, str], int]:
    """The values of the ``key: value`` lines that the text begins with, and how many lines they are."""
    length = header_length(lines)
    run = list(takewhile(LINE.fullmatch, lines))
    # Text from a PDF may have lost the blank line after the header, so that "Stevenage: home of ..." follows it.
    if length and (len(run) == len(lines) or not lines[len(run)]):
        length = len(run)
    found = [match for match in map(LINE.fullmatch, lines[:length]) if match]
    pairs = [(match["key"].lower(), match["value"]) for match in found]
    _check_keys([key for key, _ in pairs], name)
    return dict(pairs), length


def _check_keys(keys: Sequence[str], name: str) -> None:
    for key in keys:
        if key not in KEYS:
            allowed = ", ".join(KEYS)
            raise LoadError(
                f"{name}: the header has an unknown key {key!r}. Use only {allowed}, and a blank line before the text."
            )
        if keys.count(key) > 1:
            raise LoadError(f"{name}: the header gives {key!r} twice. Keep one of the two lines.")


def _front_matter(lines: Sequence[str], name: str) -> tuple[dict[str, str], int] | None:
    """The values between the ``---`` lines that the text begins with, and where it ends; None when there are none."""
    if lines[0] != "---":
        return None
    end = next((n for n, line in enumerate(lines[1:], start=1) if line in ("---", "...")), None)
    # A rule (---) above prose is no front matter: that begins with a key.
    if end is None or not any(LINE.fullmatch(line) for line in lines[1:2]):
        return None
    _check_values(lines[1:end], name)
    return _values(lines[1:end]), end + 1


def _check_values(lines: Sequence[str], name: str) -> None:
    for match in filter(None, map(LINE.fullmatch, lines)):
        if REFERENCE.match(match["value"]):
            raise LoadError(
                f"{name}: the front matter gives {match['key']!r} a reference or a type, {_shown(match['value'])}. "
                "Write the value itself, in quotation marks if it begins with &, * or !."
            )


def _values(lines: Sequence[str]) -> dict[str, str]:
    """The values of the known keys; an indented line goes on with the value above it."""
    values: dict[str, str] = {}
    key = ""
    for line in lines:
        match = LINE.fullmatch(line)
        if match:
            key = match["key"].lower()
            values[key] = "" if BLOCK_SCALAR.fullmatch(match["value"]) else match["value"]
        elif key and line.startswith((" ", "\t")):
            values[key] = f"{values[key]} {line.strip()}"
    return {key: _unquoted(value.strip()) for key, value in values.items() if key in KEYS}


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _header(values: dict[str, str], name: str) -> Header:
    undated = values.get("published", "").strip().lower() in UNDATED
    return Header(
        title=one_line(values.get("title", "")) or None,
        publisher=one_line(values.get("publisher", "")) or None,
        published=None if undated else _published(values["published"], name),
        kind=_kind(values["kind"], name) if values.get("kind") else None,
        url=_url(values["url"], name) if values.get("url") else None,
        language=_language(values["language"], name) if values.get("language") else None,
        undated=undated and "published" in values,
        supersedes=one_line(values.get("supersedes", "")) or None,
    )


def _published(value: str, name: str) -> Published:
    try:
        return parse_published(value)
    except ValueError as error:
        raise LoadError(
            f"{name}: published {_shown(value)} {error}. Write YYYY-MM-DD, YYYY-MM or YYYY, or leave the line out."
        ) from error


def _kind(value: str, name: str) -> Kind:
    try:
        return parse_kind(value)
    except ValueError as error:
        kinds = ", ".join(Kind)
        raise LoadError(
            f"{name}: kind {_shown(value)} is not one of {kinds}. Write one of them or leave the line out."
        ) from error


def _url(value: str, name: str) -> str:
    try:
        return parse_url(value)
    except ValueError as error:
        raise LoadError(
            f"{name}: url {_shown(value)} is not a web address. Begin it with https:// or leave the line out."
        ) from error


def _language(value: str, name: str) -> str:
    code = language_code(value)
    if code is None:
        raise LoadError(
            f"{name}: language {_shown(value)} is not a code of a language. Write en, de, fr and so on, "
            "or leave the line out."
        )
    return code


def _shown(value: str) -> str:
    return repr(one_line(value, 80))
