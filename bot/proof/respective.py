"""Whether what a sentence gives "respectively" is each of its own thing, as in the quotes (pure).

"A and B have 25 and 88 respectively": of all ways to give the figures to the things the sentence's own has to be the
nearest one, by the characters that lie between each two in the quotes: the assignment problem (Kuhn 1955), over so few
that all ways are tried.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from bot.proof.basis import Basis
from bot.proof.in_rows import Span
from bot.proof.rows import FIGURE, RESPECTIVELY, figure_rows, is_respective
from ingest.keywords import terms

_APART = re.compile(r",\s(?:and\s)?|\sand\s")
_LEADS_ON = re.compile(r"^(?P<last>.*?)\s(?:for|in|at|with|as|to|by|of|on|from)\s(?P<first>.*)$")
_PAIR = re.compile(r"\b[a-z-]+ and [a-z-]+\b")  # "cell and gene", where the quotes have it too: one thing
# What leads from a row to what is said of it, or into it.
_LINKS = re.compile(
    r"\b(?:for|in|at|with|as|to|by|of|on|from|is|are|was|were|be|has|have|had|will|would|rose|fell|went|made|came|put|"
    r"puts|gives?|brought|stood|stands?|got|go|goes)\b"
)
_GOES_ON = re.compile(rf"{_LINKS.pattern}|\b[a-z]+ed\b")
_NAMED = re.compile(rf"^(?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*)*(?= (?:{_GOES_ON.pattern})|$)")
_WORD = re.compile(r"[^\W_][\w&'’-]*")
_DIGITS = re.compile(r"[^\d.]")
_MOST = 5  # things in a row: 120 ways
_FAR = 400  # characters: as good as not beside each other
_CLEARLY = 0.85  # of the sentence's own distance has another way to have at most

_Stems = frozenset[str]


def respective_fault(words: str, basis: Basis) -> str | None:
    """What the quotes give to another of the things in its row, in a phrase; None when nothing is."""
    texts = [told.statement.text for told in basis.told]
    known = frozenset(key for text in texts for key in _places(text))
    words = _PAIR.sub(
        lambda pair: pair.group().replace(" and ", " & ") if pair.group() in basis.text.lower() else pair.group(), words
    )
    for given, things in _rows_of(words, known):
        far = [[_distance(one, thing, texts) for thing in things] for one in given]
        own = sum(far[at][at] for at in range(len(given)))
        ways = permutations(range(len(given)))
        if min(sum(far[at][to] for at, to in enumerate(way)) for way in ways) < _CLEARLY * own:
            return f"not in that order: {words[: _ends(words)].rpartition(' and ')[2]}"
    return None


def _ends(words: str) -> int:
    found = RESPECTIVELY.search(words)
    return found.start() if found else len(words)


def _rows_of(words: str, known: _Stems) -> Iterator[tuple[Sequence[_Stems], Sequence[_Stems]]]:
    """What is given, each as the stems or the digits that it alone has, and to which things; nothing without such."""
    if not is_respective(words):
        return
    words, behind = words[: _ends(words)], words[_ends(words) :]
    if row := next((row for row in reversed(figure_rows(words)) if len(row) <= _MOST), ()):
        figures_given = [frozenset((_digits(words, span),)) for span in row]
        after, before = _APART.split(words[row[-1][1] :]), _APART.split(words[: row[0][0]])
        windows = [before[first : first + len(row)] for first in reversed(range(len(before) - len(row) + 1))]
        candidates = [after[: len(row)], *windows, _APART.split(behind)[: len(row)]]
        if things := next((alone for parts in candidates if (alone := _alone(parts, len(row), known))), None):
            yield figures_given, things
        return
    parts = _APART.split(words)
    for size in (4, 3, 2):
        for first, second in _in_two(parts, size):
            given, things = _alone(second, size, known), _alone(first, size, known)
            if given and things:
                yield given, things
                return


def _in_two(parts: Sequence[str], size: int) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The last parts as two rows: each of its own, or the last of one and the first of the other in one part."""
    if len(parts) >= 2 * size - 1 and (both := _LEADS_ON.match(parts[-size])):
        yield [*parts[-2 * size + 1 : -size], both["last"]], [both["first"], *parts[len(parts) - size + 1 :]]
    if len(parts) >= 2 * size:
        yield parts[-2 * size : -size], parts[-size:]


def _alone(parts: Sequence[str], size: int, known: _Stems) -> Sequence[_Stems] | None:
    """The stems of the quotes that each part has and no other; None unless there are so many parts and each has one."""
    if len(parts) != size:
        return None
    heads = [*parts[:-1], named.group() if (named := _NAMED.match(parts[-1])) else _GOES_ON.split(parts[-1])[0]]
    heads[0] = _LINKS.split(heads[0])[-1]
    stems = [_stems(head) & known or _stems(part) & known for head, part in zip(heads, parts, strict=True)]
    alone = [one - frozenset().union(*stems[:at], *stems[at + 1 :]) for at, one in enumerate(stems)]
    return alone if all(alone) else None


def _stems(text: str) -> _Stems:
    """The stems of a text without its numbers, and its single capital letters: "series A"."""
    return frozenset(key for word in _WORD.findall(text) for key in _keys(word) if not key[0].isdigit())


def _keys(word: str) -> Sequence[str]:
    return [word] if len(word) == 1 and word.isupper() else terms(word)


def _digits(text: str, span: Span) -> str:
    return _DIGITS.sub("", text[slice(*span)]).rstrip(".")


def _distance(one: _Stems, other: _Stems, texts: Sequence[str]) -> float:
    """The characters between two, of each two of their stems that the texts have the fewest in one text, on average."""
    places = [_places(text) for text in texts]
    known = [[key for key in keys if any(key in text for text in places)] for keys in (one, other)]
    between = [
        min((abs(a - b) for text in places for a in text.get(mine, ()) for b in text.get(theirs, ())), default=_FAR)
        for mine in known[0]
        for theirs in known[1]
    ]
    return sum(min(_FAR, far) for far in between) / len(between) if between else _FAR


def _places(text: str) -> dict[str, list[int]]:
    """Where the stems and the figures of a text are."""
    found: dict[str, list[int]] = {}
    for word in _WORD.finditer(text):
        for key in _keys(word.group()):
            found.setdefault(key, []).append(word.start())
    for figure in FIGURE.finditer(text):
        found.setdefault(_digits(text, figure.span()), []).append(figure.start())
    return found
