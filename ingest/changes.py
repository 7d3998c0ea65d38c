"""Two versions of a text -> the figures that changed, went and came (pure).

A figure is what a text says of one thing, in one unit, of one time. Where it is not certain that two values are of one
figure, the old one is told as gone and the new one as new: a wrong pair would be worse. The method is our own: two
sentences are a pair when they differ in their values only, and no other sentence of either version has those words;
of those left over, two values are when their sentences have the same words in another order.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from ingest.facts import Fact, Sentence, sentences_with_facts
from ingest.values.types import ValueKind

Pair = tuple[Fact, Fact]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure in the document's own words: what it is of, and its value before and after; None where it has none."""

    label: str
    before: str | None
    after: str | None


def figure_changes(before: str, after: str) -> list[FigureChange]:
    """What two versions of a text say differently: the figures that changed, then those gone, then the new ones.

    A value that is only moved, or still said in other words, is no change.
    """
    if before == after:  # only the card has changed
        return []
    old, new = sentences_with_facts(before), sentences_with_facts(after)
    same = {sentence.key for sentence in old} & {sentence.key for sentence in new}
    matched = list(_matched(old, new))
    changed = [(one, two) for one, two in matched if one.amount != two.amount]
    known = {fact for pair in matched for fact in pair}
    gone = _unsaid(_left_over(old, same, known), [*_facts(new), *(one for one, _ in changed)])
    come = _unsaid(_left_over(new, same, known), [*_facts(old), *(two for _, two in changed)])
    changed += _reworded(gone, come, old, new)
    known = {fact for pair in changed for fact in pair}
    return [
        *(_change(one, two) for one, two in changed),
        *(FigureChange(fact.label(), fact.words, None) for fact in gone if fact not in known),
        *(FigureChange(fact.label(), None, fact.words) for fact in come if fact not in known),
    ]


def _matched(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Pair]:
    """The values that stand in the same place of two sentences with the same words and are of one figure.

    At first the dates count among the words, so that each row of a table finds its own year.
    """
    paired: set[Sentence] = set()
    for words in (attrgetter("dated"), attrgetter("frame")):
        ours, theirs = _only(old, words), _only(new, words)
        for frame, two in theirs.items():
            one = ours.get(frame)
            if one is None or paired & {one, two} or len(one.facts) != len(two.facts):
                continue
            paired |= {one, two}
            for a, b in zip(one.facts, two.facts, strict=True):
                if a and b and a.figure == b.figure:
                    yield a, b


def _only(sentences: Sequence[Sentence], words: Callable[[Sentence], str]) -> dict[str, Sentence]:
    """The sentences whose words no other sentence of the text has; one that is repeated in full is one."""
    distinct = {sentence.key: sentence for sentence in sentences}.values()
    times = Counter(map(words, distinct))
    return {words(sentence): sentence for sentence in distinct if times[words(sentence)] == 1}


def _facts(sentences: Sequence[Sentence]) -> list[Fact]:
    return [fact for sentence in sentences for fact in sentence.facts if fact]


def _left_over(sentences: Sequence[Sentence], same: set[str], known: set[Fact]) -> list[Fact]:
    return [fact for fact in _facts([s for s in sentences if s.key not in same]) if fact not in known]


def _unsaid(facts: Sequence[Fact], elsewhere: Sequence[Fact]) -> list[Fact]:
    """The facts that are said nowhere else, each once."""
    # Of facts in the same words one will do: a long table has thousands.
    said: dict[Hashable, dict[Hashable, Fact]] = defaultdict(dict)
    for fact in elsewhere:
        said[fact.amount][fact.about] = fact
    kept = []
    for fact in facts:
        if not any(map(fact.repeats, said[fact.amount].values())):
            kept.append(fact)
            said[fact.amount][fact.about] = fact
    return kept


def _reworded(
    gone: Sequence[Fact], come: Sequence[Fact], old: Sequence[Sentence], new: Sequence[Sentence]
) -> list[Pair]:
    """The values whose sentences have the same words in another order, where each version says one such thing only."""
    before = {_thing(fact): fact for fact in gone if fact.subject}
    alone = [_alone(old), _alone(new)]
    return [
        (before[thing], fact)
        for fact in come
        if (thing := _thing(fact)) in before and all(thing in things for things in alone)
    ]


def _alone(sentences: Sequence[Sentence]) -> set[Hashable]:
    """The things of which a text gives one amount only."""
    amounts = {(_thing(fact), fact.amount) for fact in _facts(sentences)}
    return {thing for thing, times in Counter(thing for thing, _ in amounts).items() if times == 1}


def _thing(fact: Fact) -> Hashable:
    return fact.figure, fact.subject


def _change(one: Fact, two: Fact) -> FigureChange:
    """The words that both amounts end with go to the label: "The campus houses … companies", "over 40", "45"."""
    before, after, ending = one.words.split(), two.words.split(), list[str]()
    while min(len(before), len(after)) > 1 and before[-1] == after[-1]:
        ending.insert(0, before.pop())
        after.pop()
    if two.value.kind is ValueKind.DATE or two.after is None:
        return FigureChange(two.label(), one.words, two.words)
    return FigureChange(two.label(" ".join(ending)), " ".join(before), " ".join(after))
