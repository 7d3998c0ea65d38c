"""What the verifier is trained from: sentences (``evals.groups``) and short answers (``evals.verifier_asked``)."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bot.types import Citation
from evals.exchanged import exchanged
from evals.groups import Group
from evals.reader_altered import altered_texts
from evals.turned import turned
from ingest.sentences import sentences

_OTHER_FIGURES = 0.4  # of the groups, in an epoch
_OTHER_NAMES = 0.4  # likewise
_NAMES_CHANGED = 3  # words of names, at most
_QUOTE_ITSELF = 0.3  # of the groups also have a sentence of their quotes as a true one
_EXCHANGED = 0.6  # of the groups also have a true sentence with two names or values in each other's place
_TURNED = 0.6  # of the groups also have a true sentence, or one of their quotes, with a word turned
_TRUE_ONE = 0.7  # of these are true sentences, and the others quotes
_OTHER_QUOTES = 0.25  # of the groups also have a true sentence of another group as a false one
_UNNEEDED = 0.2  # of the groups have a quote beside them that has nothing to do with them
_UNTITLED = 0.3  # of the groups are without their titles
_ASKED = 2  # groups of short answers for each other group, in an epoch
_ANSWERS = 12  # short answers of a group, at most
# A word of a name in the middle of a sentence; the names of days and months are dates.
_NAME_WORD = re.compile(
    r"(?<=[a-z,] )(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][A-Za-z]{3,}\b"
)
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
    """Makes the trials of a group: those written, under other figures and names now and then, and some made by rule.

    ``told`` are groups of sentences, all of which an epoch has; ``asked`` groups of short answers, of which it has
    ``_ASKED`` times as many.
    """

    def __init__(self, told: Sequence[Group], asked: Sequence[Group]) -> None:
        self.told, self.asked = told, asked
        self._names = sorted({word for group in told for word in _NAME_WORD.findall(group.text)})

    def drawn(self, seed: int) -> tuple[list[int], list[int]]:
        """The groups of an epoch by their number: of sentences, and of short answers."""
        rng = random.Random(seed)
        order = list(range(len(self.told)))
        rng.shuffle(order)
        return order, rng.sample(range(len(self.asked)), min(len(self.asked), _ASKED * len(order)))

    def answers(self, number: int, rng: random.Random) -> list[Trial]:
        """Some short answers of a group."""
        group = self.asked[number]
        true = rng.sample(group.true, min(len(group.true), _ANSWERS // 2))
        false = rng.sample(group.false, min(len(group.false), _ANSWERS - len(true)))
        return self._altered(list(_told(number, Group(group.evidence, tuple(true), tuple(false)))), rng)

    def sentences(self, number: int, rng: random.Random) -> list[Trial]:
        """The sentences of a group."""
        group = self.told[number]
        other = rng.choice(self.told)
        if rng.random() < _UNNEEDED and other.evidence[0].source.title != group.evidence[0].source.title:
            evidence = [*group.evidence, rng.choice(other.evidence)]
            rng.shuffle(evidence)
            group = Group(tuple(evidence), group.true, group.false)
        if rng.random() < _UNTITLED:
            group = Group(tuple(map(_untitled, group.evidence)), group.true, group.false)
        made = list(_told(number, group))
        if rng.random() < _QUOTE_ITSELF:
            words = _quoted(group, rng)
            made.append(Trial(words, group.text, True, "quote", number))
            made += _denied(words, group.text, number, rng)
        if rng.random() < _EXCHANGED and group.true and (lie := exchanged(rng.choice(group.true), group.text, rng)):
            made.append(Trial(lie, group.text, False, "exchanged", number))
        if rng.random() < _TURNED and (lie := turned(_of_its_own(group, rng), rng)):
            made.append(Trial(lie, group.text, False, "turned", number))
        if rng.random() < _OTHER_QUOTES and other.true:
            made.append(Trial(rng.choice(other.true), group.text, other is group, "other quotes", number))
        return self._altered(made, rng)

    def _altered(self, made: Sequence[Trial], rng: random.Random) -> list[Trial]:
        """Under other figures and names, now and then: what is proven stays so, and what is not does not become it."""
        texts = [made[0].text, *(one.sentence for one in made)]
        if rng.random() < _OTHER_FIGURES:
            texts = altered_texts(texts, rng)
        if rng.random() < _OTHER_NAMES:
            texts = _under_other_names(texts, self._names, rng)
        return [replace(one, text=texts[0], sentence=words) for one, words in zip(made, texts[1:], strict=True)]


def _untitled(citation: Citation) -> Citation:
    return replace(citation, source=replace(citation.source, title=""))


def _quoted(group: Group, rng: random.Random) -> str:
    """A sentence of the group's quotes."""
    quote = rng.choice(group.evidence).quote
    span = rng.choice(sentences(quote))
    return quote[span.start : span.end]


def _of_its_own(group: Group, rng: random.Random) -> str:
    """A true sentence of the group, or of its quotes."""
    return rng.choice(group.true) if group.true and rng.random() < _TRUE_ONE else _quoted(group, rng)


def _under_other_names(texts: Sequence[str], names: Sequence[str], rng: random.Random) -> list[str]:
    """Texts with some words of names replaced by words of other names, the same in all of them."""
    together = "\n".join(texts)
    found = sorted({word for word in _NAME_WORD.findall(together) if not re.search(rf"\b{word.lower()}\b", together)})
    drawn = rng.sample(found, min(len(found), rng.randint(1, _NAMES_CHANGED)))
    if not drawn:
        return list(texts)
    other = {word: rng.choice(names) for word in drawn}
    if len({*other.values()}) < len(drawn) or any(word in together for word in other.values()):
        return list(texts)
    pattern = re.compile(rf"\b(?:{'|'.join(drawn)})\b")
    return [pattern.sub(lambda match: other[match.group()], text) for text in texts]


def _denied(words: str, text: str, number: int, rng: random.Random) -> Iterator[Trial]:
    """The sentence with a "not" in it."""
    verbs = list(_MISTAKEN.finditer(words))
    if verbs:
        verb = rng.choice(verbs)
        yield Trial(f"{words[: verb.end()]} not{words[verb.end() :]}", text, False, "denied", number)
