"""A true sentence -> the same with two names, or two values of a kind, in each other's place: false, and of its words.

Who did what to whom is what a small network is worst at, and writers make few such sentences. Not every exchange makes
a lie: "A and B merged" says the same either way. Where two stand side by side, or the words are of what both did or of
how far apart they are, nothing is exchanged.
"""

import random
import re
from itertools import combinations

from ingest.values import Value, ValueKind, values_in

_NAME = re.compile(r"[A-Z][\w&-]*(?: (?:(?:of|and|for|the) (?=[A-Z]))?[A-Z][\w&-]*)*")
_OPENS = re.compile(
    r"^(?:In|The|A|An|At|By|On|For|From|Of|To|With|After|Before|As|Its|It|Under|About|Over|According|While|Both|Some|"
    r"Yes|No|When|This|That|These|Those|Between|During|Since|Almost|Nearly|Up|More|Among|Although|Unlike|Together)\b ?"
)
_TIMES = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|"
    r"Thurs|Fri|Satur|Sun)day|Q[1-4]|EUR|USD|GBP|SEK|CHF|ISK|CAD|Phase)\b"
)
_SIDE_BY_SIDE = re.compile(r"(?:['’]s)?(?:,|,? (?:and|or)|,? (?:along|together) with| &)? ?(?:the |an? )?")
# What is so of both alike, or as far from one as from the other.
_ALIKE = re.compile(
    r"\b(?:merg\w+|partner\w*|joint\w*|together|both|each other|alongside|between|collaborat\w+|miles|km|minutes|"
    r"near|apart|same|equal\w*|respectively|or|as well as|also known as)\b",
    re.IGNORECASE,
)


def exchanged(sentence: str, text: str, rng: random.Random) -> str | None:
    """The sentence with two names or two values in each other's place; None where it has no two that may be.

    ``text`` is of its quotes: what is written with a capital within a sentence there is a name that may open this one.
    """
    if _ALIKE.search(sentence):
        return None
    pairs = [*_apart(_names(sentence, text), sentence), *_apart(_values(sentence), sentence)]
    if not pairs:
        return None
    (start, end), (first, last) = rng.choice(pairs)
    one, other = sentence[start:end], sentence[first:last]
    return f"{sentence[:start]}{other}{sentence[end:first]}{one}{sentence[last:]}"


_Place = tuple[int, int]


def _apart(places: list[list[_Place]], sentence: str) -> list[tuple[_Place, _Place]]:
    """The pairs of each kind that differ and do not stand side by side."""
    return [
        (one, other)
        for kind in places
        for one, other in combinations(kind, 2)
        if not _SIDE_BY_SIDE.fullmatch(sentence[one[1] : other[0]])
        and not {*sentence[slice(*one)].split()} & {*sentence[slice(*other)].split()}
    ]


def _names(sentence: str, text: str) -> list[list[_Place]]:
    """The names, each once, but for a word that only opens the sentence, for months and for currencies."""
    found: dict[str, _Place] = {}
    for match in _NAME.finditer(sentence):
        opening = _OPENS.match(match.group())
        start = match.start() + (opening.end() if opening else 0)
        name = sentence[start : match.end()]
        is_name = start > 0 or " " in name or re.search(rf"(?<=[a-z,(] ){re.escape(name)}\b", text)
        if not name or _TIMES.match(name) or not is_name:
            continue
        if name in found:
            return []  # said twice: one alone would be left behind
        found[name] = (start, match.end())
    return [list(found.values())]


def _values(sentence: str) -> list[list[_Place]]:
    """The values of each kind that are one thing alone, without what is written in words or as a range."""
    kinds: dict[ValueKind, list[_Place]] = {}
    for value in values_in(sentence):
        if value.high is None and value.kind is not ValueKind.RANK and sentence[value.bare_start].isdigit():
            kinds.setdefault(value.kind, []).append((value.bare_start, _number_end(sentence, value)))
    return [
        places
        for kind, places in kinds.items()
        if kind is not ValueKind.DATE or len({end - start for start, end in places}) == 1
    ]


def _number_end(sentence: str, value: Value) -> int:
    """Where the number ends, without what it is of."""
    if value.kind is not ValueKind.COUNT:
        return value.end
    number = re.match(r"\d[\d,.]*\d|\d", sentence[value.bare_start : value.end])
    return value.bare_start + number.end() if number else value.end
