"""What the verifier is trained from: sentences (``evals.groups``) and short answers (``evals.verifier_asked``)."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from evals.groups import Group
from evals.reader_altered import altered_texts
from ingest.sentences import sentences

_OTHER_FIGURES = 0.4  # of the groups, in an epoch
_QUOTE_ITSELF = 0.3  # of the groups also have a sentence of their quotes as a true one
_OTHER_QUOTES = 0.25  # of the groups also have a true sentence of another group as a false one
_UNNEEDED = 0.2  # of the groups have a quote beside them that has nothing to do with them
_ASKED = 2  # groups of short answers for each other group, in an epoch
_ANSWERS = 12  # short answers of a group, at most
_MISTAKEN = re.compile(r"\b(?:has|have|had|is|are|was|were|will)\b(?! (?:not|no)\b)")


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence with a text of quotes, and whether they prove it. ``group``: the sentences it is compared with."""

    sentence: str
    text: str
    is_true: bool
    kind: str
    group: int


def trials(groups: Sequence[Group]) -> list[Trial]:
    """The sentences of groups as they are written."""
    return list(chain.from_iterable(_told(number, group) for number, group in enumerate(groups)))


def _told(number: int, group: Group) -> Iterator[Trial]:
    yield from (Trial(sentence, group.text, True, "true", number) for sentence in group.true)
    yield from (Trial(sentence, group.text, False, kind, number) for sentence, kind in group.false)


class Maker:
    """The trials of an epoch: those written, under other figures now and then, and some made by rule.

    ``told`` are groups of sentences, all of which an epoch has; ``asked`` groups of short answers, of which it has
    ``_ASKED`` times as many.
    """

    def __init__(self, told: Sequence[Group], asked: Sequence[Group]) -> None:
        self._groups, self._asked = told, asked

    def epoch(self, seed: int) -> tuple[list[list[Trial]], list[list[Trial]]]:
        """The trials of both, a list a group, shuffled."""
        rng = random.Random(seed)
        order = list(range(len(self._groups)))
        rng.shuffle(order)
        told = [self._made(number, rng) for number in order]
        drawn = rng.sample(range(len(self._asked)), min(len(self._asked), _ASKED * len(order)))
        return told, [self._answers(number, rng) for number in drawn]

    def _answers(self, number: int, rng: random.Random) -> list[Trial]:
        group = self._asked[number]
        true = rng.sample(group.true, min(len(group.true), _ANSWERS // 2))
        false = rng.sample(group.false, min(len(group.false), _ANSWERS - len(true)))
        made = list(_told(number, Group(group.evidence, tuple(true), tuple(false))))
        return _under_other_figures(made, rng) if rng.random() < _OTHER_FIGURES else made

    def _made(self, number: int, rng: random.Random) -> list[Trial]:
        group = self._groups[number]
        other = rng.choice(self._groups)
        if rng.random() < _UNNEEDED and other.evidence[0].source.title != group.evidence[0].source.title:
            evidence = [*group.evidence, rng.choice(other.evidence)]
            rng.shuffle(evidence)
            group = Group(tuple(evidence), group.true, group.false)
        made = list(_told(number, group))
        if rng.random() < _QUOTE_ITSELF:
            quote = rng.choice(group.evidence).quote
            span = rng.choice(sentences(quote))
            words = quote[span.start : span.end]
            made.append(Trial(words, group.text, True, "quote", number))
            made += _denied(words, group.text, number, rng)
        if rng.random() < _OTHER_QUOTES:
            made.append(Trial(rng.choice(other.true), group.text, other is group, "other quotes", number))
        return _under_other_figures(made, rng) if rng.random() < _OTHER_FIGURES else made


def _under_other_figures(made: Sequence[Trial], rng: random.Random) -> list[Trial]:
    text, *told = altered_texts([made[0].text, *(one.sentence for one in made)], rng)
    return [replace(one, text=text, sentence=words) for one, words in zip(made, told, strict=True)]


def _denied(words: str, text: str, number: int, rng: random.Random) -> Iterator[Trial]:
    """The sentence with a "not" in it."""
    verbs = list(_MISTAKEN.finditer(words))
    if verbs:
        verb = rng.choice(verbs)
        yield Trial(f"{words[: verb.end()]} not{words[verb.end() :]}", text, False, "denied", number)
