"""Whether two things of a kind have changed places: what the quotes say of one, the sentence says of the other (pure).

Names, dates and values that the sentence shares with its quotes are anchors. Of two anchors of a kind in one quote,
each has words near it that the other has not; a sentence that puts the words of each beside the other has crossed them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, pairwise

from bot.numerals import with_digits
from bot.proof.anchors import FROM_TO, LABEL, NAME, Anchor, anchors
from bot.proof.basis import Basis
from bot.proof.paired import row_of
from bot.proof.rows import figure_rows, is_respective
from bot.synonyms import synonyms
from ingest.keywords import terms
from ingest.values import Value, normalised
from ingest.values.statements import Statement, statement_of
from ingest.values.types import ValueKind

_SET_AGAINST = re.compile(r";|\b(?:while|whereas|but)\b|\band (?:the one|that)\b")
_NUMBER = re.compile(r"\d[\d,]*")
# "Resigned on 5 July, the day after his visit": what came before is told of another day.
_DAY_AFTER = re.compile(
    r",\s(?:a|one|the)\s(?:day|week|month|year)\s(?:after|before)\s(?:(?:his|her|its|their|the)\s(?P<deed>[a-z]+))?"
)
_OF_IT = re.compile(r"\sof (?:that|it|this|them|which|whom|those|these)\b")
_IN_BRACKETS = re.compile(r"\s?\($")
_NEXT_TO = 16  # characters: "$45m in its 2015 series A"


def crossed_fault(words: str, basis: Basis) -> str | None:
    """The first two that have changed places, in a phrase; None when none have."""
    own = list(anchors(statement_of(words)))
    if ordered := is_respective(words) and bool(figure_rows(words)):  # whose each of the figures is another rule reads
        own = [anchor for anchor in own if anchor.kind == "date"]
    written = re.findall(r"\b[A-Z]\w+", f"{basis.text} {words}")
    labels = ("".join(found) for found in LABEL.findall(f"{basis.text} {words}"))
    names = frozenset(stem for word in (*written, *labels) for stem in terms(word))
    said = frozenset(terms(words))
    spelled = frozenset(number.replace(",", "") for number in _NUMBER.findall(with_digits(words, above=0)))
    if FROM_TO.search(words):  # "fell from 131 to 86": what opens it is said of both
        own = [replace(anchor, near=anchor.near - anchor.head) for anchor in own]
    every = [list(anchors(told.statement)) for told in basis.told]
    for one, other in combinations(own, 2):
        if one.kind == other.kind and one.key != other.key and _have_changed_places(one, other, every, names):
            return f"changed places: {one.key} and {other.key}"
    if not ordered and (key := _of_another_label(statement_of(words), basis)) is not None:
        return f"told of another: {key}"
    if label := _lost_label(words, own, every):
        return f"told of more than the quotes: {label}"
    if (name := _set_against(words, basis)) is not None:
        return f"changed places: {name}"
    if (day := _day_of_another_deed(own, basis)) is not None:
        return f"told of another: {day}"
    return next(
        (
            f"told of another: {one.key}"
            for one in own
            if _is_of_a_rival(one, own, every, names, said, spelled)
            and not _is_in_its_row(one.key, words, basis)
            and not _is_part_of_one(one.key, basis)
        ),
        None,
    )


def _have_changed_places(one: Anchor, other: Anchor, every: Sequence[Sequence[Anchor]], names: frozenset[str]) -> bool:
    # Both of one quote, else each of its own.
    both = [quote for quote in every if None not in (_of(one.key, quote), _of(other.key, quote))]
    # Names tell more than other words; and in a row of pairs all labels stand on one side.
    return any(
        _are_crossed(one, other, theirs, "near", names)
        or any(_are_crossed(one, other, theirs, side, None) for side in ("near", "left", "right"))
        for theirs in both or [list(chain.from_iterable(every))]
    )


def _is_in_its_row(key: str, words: str, basis: Basis) -> bool:
    """Whether a quote has the figure in a row of pairs, and there of the one name of the row in the sentence."""
    rows = [row_of(told.statement.text) for told in basis.told]
    return any(key in row and [name for name in row.values() if name in words] == [row[key]] for row in rows)


def _is_part_of_one(key: str, basis: Basis) -> bool:
    """Whether a quote has a value as a part of another, of which it says the same: "over £1bn, £300m of it in 2019".

    Or as the same in other units: "3,000 sq ft (280 sq m)".
    """
    return any(
        normalised(value) == key
        and (_OF_IT.match(told.statement.text, value.end) or _is_in_brackets(told.statement, value))
        for told in basis.told
        for value in told.statement.values
    )


def _is_in_brackets(statement: Statement, value: Value) -> bool:
    """Whether a value stands in brackets right behind another of its kind."""
    opened = _IN_BRACKETS.search(statement.text, 0, value.start)
    return opened is not None and any(
        other.end == opened.start() and other.kind is value.kind for other in statement.values
    )


def _day_of_another_deed(own: Sequence[Anchor], basis: Basis) -> str | None:
    """ "Visited the town on 5 July" where the quotes say "resigned on 5 July, the day after his visit"."""
    for told in basis.told:
        for date in told.statement.dates:
            after = _DAY_AFTER.match(told.statement.text, date.end)
            deed = set(terms(after["deed"] or "")) if after else set()
            said = next((anchor for anchor in own if anchor.key == normalised(date)), None)
            if said and deed and deed <= said.left:
                return said.key
    return None


def _of_another_label(said: Statement, basis: Basis) -> str | None:
    """ "$57m in its series A" where the quotes tell "the series B followed and brought in $57m"."""
    known = {told.label for one in basis.told for told in _labelled(one.statement)}
    for own in _labelled(said):
        theirs = {told.label for one in basis.told for told in _labelled(one.statement) if told.key == own.key}
        if theirs and own.label not in theirs and own.label in known:
            return own.key
    return None


@dataclass(frozen=True, slots=True)
class _Labelled:
    """An amount with the label that it is told of: "SERIES A"."""

    key: str
    label: str


def _labelled(statement: Statement) -> Iterator[_Labelled]:
    labels = list(LABEL.finditer(statement.text))
    for value in statement.values:
        if value.kind is not ValueKind.AMOUNT or not labels:
            continue
        behind = [label for label in labels if 0 <= label.start() - value.end <= _NEXT_TO]
        before = [label for label in labels if label.end() <= value.start]
        if label := next(iter([*behind, *reversed(before)]), None):
            yield _Labelled(normalised(value), label.group().upper())


def _lost_label(words: str, own: Sequence[Anchor], every: Sequence[Sequence[Anchor]]) -> str | None:
    """ "41 Phase I trials" told as "41 trials"."""
    if "phase" in words.lower():
        return None
    for one in own:
        near = [found for quote in every if (found := _of(one.key, quote)) is not None]
        labels = [[stem for stem in found if len(stem) > 5 and stem.startswith("phase")] for found in near]
        if one.kind == ValueKind.COUNT.value and labels and all(labels):
            return labels[0][0]
    return None


def _set_against(words: str, basis: Basis) -> str | None:
    """The first name of two set against each other, "A ... while B ...", that has what the quotes say of the other."""
    own = _sides(words)
    for told in basis.told:
        theirs = _sides(told.statement.text)
        for one, other in combinations([name for name in own if name in theirs], 2):
            only_one, only_other = theirs[one] - theirs[other], theirs[other] - theirs[one]
            crossed = [own[one] & only_other, own[other] & only_one]
            straight = len(own[one] & only_one) + len(own[other] & only_other)
            if own[one] != own[other] and all(crossed) and sum(map(len, crossed)) > straight:
                return one
    return None


def _sides(text: str) -> dict[str, frozenset[str]]:
    """The names of a text that sets things against one another, each with the other stems on its side."""
    cuts = [0, *(match.end() for match in _SET_AGAINST.finditer(text)), len(text)]
    found: dict[str, frozenset[str]] = {}
    for start, end in pairwise(cuts) if len(cuts) > 2 else ():
        side = text[start:end]
        for match in NAME.finditer(side):
            if stems := terms(match.group()):
                name = stems[-1]
                found[name] = found.get(name, frozenset()) | (frozenset(terms(side)) - {name})
    return found


def _is_of_a_rival(
    one: Anchor,
    own: Sequence[Anchor],
    every: Sequence[Sequence[Anchor]],
    names: frozenset[str],
    words: frozenset[str],
    numbers: frozenset[str],
) -> bool:
    """Whether what the sentence says of a thing, the quotes that have it say of another of its kind."""
    having = [theirs for theirs in every if _of(one.key, theirs) is not None]
    # Numbers in words count too: "rose from 500 to three thousand".
    keys = {anchor.key for anchor in own} | numbers
    if not having:
        return False
    if all(_tells_of_a_rival(one, keys, theirs, names, words) for theirs in having):
        return True
    # What one quote has whole is no mixture of two.
    is_of_one = len(own) > 1 and any(all(_of(anchor.key, theirs) is not None for anchor in own) for theirs in having)
    is_alone = not is_of_one and sum(anchor.kind == one.kind for anchor in own) == 1
    return is_alone and _tells_of_a_rival(one, keys, list(chain.from_iterable(every)), names, words)


def _tells_of_a_rival(
    one: Anchor, keys: set[str], theirs: Sequence[Anchor], names: frozenset[str], words: frozenset[str]
) -> bool:
    same = [anchor for anchor in theirs if _is_key(one.key, anchor)]
    is_verbal = one.kind == "date" and not any(anchor.is_of_change for anchor in same)
    near = frozenset().union(*(anchor.near if is_verbal else anchor.near | anchor.head for anchor in same))
    for rival in theirs:
        # "As of January 2020" is when it was told: another date may be beside its words.
        if rival.kind != one.kind or rival.key in keys or rival in same or rival.is_as_of:
            continue
        taken, kept = one.near & (rival.near - near), one.near & (near - rival.near)
        if (len(taken) > 1 or taken & names) and not kept:
            return True
        # A name of the rival's where that of its own is left out.
        if taken & names and (near - rival.near) & names - words and not kept & names - _frame(near, theirs):
            return True
        if one.kind == "date" and len(one.close) > 1 and one.close <= taken:
            return True
        # "... in March 2016 and the accelerator in September": two words at most stand for all that came before.
        if 0 < len(rival.left) < 3 and not rival.right and rival.left <= one.near - near:
            return True
    return False


def _frame(near: frozenset[str], theirs: Sequence[Anchor]) -> frozenset[str]:
    """What opens the clauses: it may be said of all in them."""
    return near & frozenset().union(*(anchor.head for anchor in theirs))


def _are_crossed(one: Anchor, other: Anchor, theirs: Sequence[Anchor], side: str, kind: frozenset[str] | None) -> bool:
    """Whether what is near each of two is, in the quote, near the other, more than near itself."""
    a, b = _of(one.key, theirs, side), _of(other.key, theirs, side)
    if a is None or b is None:
        return False
    only_a, only_b = _widened(a - b), _widened(b - a)
    mine, others = (getattr(anchor, side) for anchor in (one, other))
    if kind is not None:
        mine, others = mine & kind, others & kind
    straight = len(mine & only_a) + len(others & only_b)
    return bool(mine & only_b and others & only_a) and len(mine & only_b) + len(others & only_a) > straight


def _of(key: str, theirs: Sequence[Anchor], side: str = "near") -> frozenset[str] | None:
    found = [getattr(anchor, side) for anchor in theirs if _is_key(key, anchor)]
    return frozenset().union(*found) if found else None


def _is_key(key: str, anchor: Anchor) -> bool:
    """Whether an anchor is what a key names; a year may stand for a day in it."""
    return anchor.key == key or (anchor.kind == "date" and anchor.key.startswith(f"{key}-"))


def _widened(stems: frozenset[str]) -> frozenset[str]:
    return stems.union(*(synonyms(stem) for stem in stems))
