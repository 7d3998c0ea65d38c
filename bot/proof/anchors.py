"""The dates, values and orders of a sentence, each with the words near it by which it is told from others (pure)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.keywords import terms
from ingest.values import normalised
from ingest.values.statements import Statement
from ingest.values.types import ValueKind

NAME = re.compile(r"[A-Z][\w&-]*(?:['’]s)?(?:\s(?:of |and |for |the |de |van )?[A-Z][\w&-]*(?:['’]s)?)*")
_PARTS = re.compile(
    r"[,;:]|\s(?:and|but|while|whereas|against|compared (?:with|to)|versus|after|up from|down from|to|from|with|"
    r"of)(?=\s)"
)
_ORDER = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\b(?! (?:half|quarter|of all))",
    re.IGNORECASE,
)
LABEL = re.compile(r"\b([Ss]eries|[Pp]hase|[Cc]lass|[Tt]ier|[Uu]nit) ([A-Z]+)\b")
FROM_TO = re.compile(r"\bfrom\b[^,;]*\bto\b|\b(?:up|down) from\b")
_AS_OF = re.compile(r"\bas (?:of|at)\s$", re.IGNORECASE)
# What goes on about whom the clause before names, or stands in apposition to it.
_OWNED = re.compile(
    r"[,\s]*(?:is|was|are|were|will|has|had|due|planned|opened|founded|set up|built|completed|launched|expected)\b"
)
_FAR = 9  # words
_IN_NAMES = frozenset(("and", "of", "for", "the", "&"))


@dataclass(frozen=True, slots=True)
class Anchor:
    """A thing in a sentence: its name and kind, the words near it on both sides, and those that open its clause."""

    key: str
    kind: str
    near: frozenset[str]
    head: frozenset[str]
    left: frozenset[str]
    right: frozenset[str]
    close: frozenset[str]
    is_of_change: bool
    is_as_of: bool


def anchors(statement: Statement) -> Iterator[Anchor]:
    """The dates, values and orders of a statement, in order, each with what stands near it."""
    text = statement.text
    spans: list[tuple[int, int, str, str]] = []
    for value in statement.values:
        kind = (
            "date"
            if value.kind is ValueKind.DATE
            else value.kind.value
            if value.kind is not ValueKind.AMOUNT
            else value.unit.partition(" per ")[0]
        )
        key = (
            f"{value.value:g}" if value.kind is ValueKind.COUNT else normalised(value).replace(f" per {value.per}", "")
        )
        spans.append((value.start, value.end, key, kind))
    for match in _ORDER.finditer(text):
        if not any(start <= match.start() < end for start, end, _, _ in spans):
            spans.append((match.start(), match.end(), match.group().lower(), ValueKind.RANK.value))
    spans.sort()
    for start, end, key, kind in spans:
        alike = [span for span in spans if span[3] == kind and span[0] != start]
        near, left, right = _near(statement, start, end, alike)
        close = frozenset([stem for stem in terms(text[:start]) if stem in left][-2:])
        yield Anchor(
            key,
            kind,
            near,
            _head(statement, start, alike),
            left,
            right,
            close,
            FROM_TO.search(text) is not None,
            _AS_OF.search(text, 0, start) is not None,
        )


def _head(statement: Statement, start: int, alike: Sequence[tuple[int, int, str, str]]) -> frozenset[str]:
    """What opens the clause and may be said of all of a kind in it: "The number had been 178 in 2022 and ..."."""
    first = next(span[0] for span in reversed(statement.clauses) if span[0] <= start)
    last = min([start, *(other[0] for other in alike if other[0] >= first)])
    return frozenset(terms(statement.text[first:last]))


def _near(
    statement: Statement, start: int, end: int, alike: Sequence[tuple[int, int, str, str]]
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The stems near a place, left and right of it: of its clause, up to the next of its kind, a few words far."""
    text = statement.text
    before = max((other[1] for other in alike if other[1] <= start), default=None)
    after = min((other[0] for other in alike if other[0] >= end), default=None)
    clause = next(span for span in reversed(statement.clauses) if span[0] <= start)
    first = clause[0] if before is None else max(before, clause[0])
    last = clause[1] if after is None else min(after, clause[1])
    if before is not None and (cut := _parted(text, before, start)):
        first = max(first, cut)
    if after is not None and (cut := _parted(text, end, after)):
        last = min(last, cut)
    left = text[first:start].split()[-_FAR:]
    right = _few(text[end:last].split())
    dates = [text[date.start : date.end] for date in statement.dates]
    stands_alone = text[start:end].endswith("%") or text[start:end] in dates  # and counts nothing of its own
    if stands_alone and not terms(
        " ".join([*left, *right])
    ):  # "..., on 8 November", "..., up 31%": of all that comes before
        left = text[before or statement.start : start].split()
        if _AS_OF.fullmatch(text, 0, start):  # "As of November 2023, ...": of all that follows
            right = text[end : after or statement.end].split()
    inside = [] if stands_alone else text[start:end].split()
    left = [*_owner(statement, clause[0]), *left]
    return _stems([*left, *right, *inside]), _stems(left), _stems(right)


def _owner(statement: Statement, first: int) -> Sequence[str]:
    """The names of whom a clause tells that names none: "the Hull centre, due in 2026", "it has 5 and is due"."""
    if _OWNED.match(statement.text, first) is None:
        return ()
    before = [span for span in reversed(statement.clauses) if span[0] < first]
    names = ([found.group() for found in NAME.finditer(statement.text, *span)] for span in before)
    return next(filter(None, names), ())


def _few(words: Sequence[str]) -> list[str]:
    """The first few words; a long name among them is one."""
    found: list[str] = []
    count = 0
    for place, word in enumerate(words):
        goes_on = place > 0 and word[:1].isupper() and (words[place - 1][:1].isupper() or words[place - 1] in _IN_NAMES)
        count += not (goes_on or word in _IN_NAMES)
        if count > _FAR:
            break
        found.append(word)
    return found


def _stems(words: Sequence[str]) -> frozenset[str]:
    # "Series A" is one label, as "Phase I" is.
    words = [LABEL.sub(r"\1\2", " ".join(words))]
    return frozenset(stem for stem in terms(" ".join(words)) if not stem[0].isdigit())


def _parted(text: str, start: int, end: int) -> int | None:
    """Where what is said of one thing ends and of the next of its kind begins; None where it is not told."""
    found = list(_PARTS.finditer(text, start, end))
    return found[-1].start() if found else None
