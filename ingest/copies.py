"""Which documents are copies of which: one story on several sites, told by the sentences that they share (pure).

A copy says nothing that the document that stands for it does not say: most of its sentences are the same, word for
word, and what it has of its own, such as another introduction, states no other figure. So a document that differs in a
figure is never a copy, and stays a source of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import compress
from types import MappingProxyType

from ingest.fingerprints import Fingerprints, fingerprint
from ingest.types import Document, Kind
from ingest.wording import HEADLINE, MONTHS, Figure, Run, Sentence, counts, sentences_of

# Of those that hold one sentence, each is compared with so many: with those that are most likely the issuer's. So the
# work grows with the documents and not with their pairs.
_COMPARED = 8
# The part of the shorter document's letters from which two are compared.
_WORTH_A_LOOK = 0.3
# The part of a copy's words that must stand in the other document, and how many at least.
_SHARED, _SHARED_WORDS = 0.5, 25
# The part of two sentences' words from which one is the other altered, and no sentence of its own.
_ALIKE = 0.6
# A sentence of fewer words, as "London, 7 October 2020.", is no beginning of a story.
_DATELINE = 6
# Days between a story and its copy. What a publisher says again on another day is a new edition, and never a copy.
_DAYS = 31
# A sentence that one publisher repeats on so many days is what it adds to all it says: "About us".
_REPEATED = 3
# A line that ends the story; what follows is how every text of a publisher ends.
_ENDS = frozenset(
    "ends|about us|notes to editors|notes for editors|note to editors|contact|contacts|media contact|media contacts|"
    "press contact|press contacts|media enquiries|for further information|for more information".split("|")
)
_ORDER = (Kind.PRESS_RELEASE, Kind.FACT_SHEET, Kind.REPORT, Kind.CASE_STUDY, Kind.OTHER, Kind.NEWS)


def copies_of(
    documents: Sequence[Document],
    superseded: Mapping[str, str] = MappingProxyType({}),
    prints: Fingerprints | None = None,
) -> dict[str, tuple[str, ...]]:
    """The id of each document that stands for copies of it, with theirs; the same for any order of the documents.

    A story is its issuer's: whose publisher most of the others name, else what is a press release before what is news,
    else the earliest. A document that is ``superseded`` and the one that corrects it are copies of none; what repeats
    both alike is a copy of the corrected one. ``prints`` are the documents', in their order, where they are known.
    """
    prints = prints or Fingerprints.of([document.text for document in documents])
    stories = {document.source.id: _Story(document) for document in documents}
    apart = superseded.keys() | set(superseded.values())
    kin = _kin(stories, prints)
    rank = {id_: (id_ not in apart, *_rank(stories[id_], [stories[near] for near in kin[id_]])) for id_ in kin}
    copies: dict[str, list[str]] = {}
    for id_ in sorted(kin, key=rank.__getitem__):
        standing = [] if id_ in apart else [near for near in kin[id_] if near in copies]
        standing.sort(key=lambda near: (near in superseded, rank[near]))
        shares = {near: _share(stories[id_], stories[near]) for near in standing}
        issuer = max(shares, key=shares.__getitem__, default=None)
        if issuer is not None and shares[issuer]:
            copies[issuer].append(id_)
        else:
            copies[id_] = []
    return {id_: tuple(ids) for id_, ids in sorted(copies.items()) if ids}


class _Story:
    """A document and what it is compared by, which is worked out only where it shares sentences with another."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = document.source
        self.repeated: set[int] = set()

    @cached_property
    def sentences(self) -> list[Sentence]:
        """All but what its publisher adds to all it says, which is said elsewhere too."""
        return [sentence for sentence in sentences_of(self.document) if fingerprint(sentence.key) not in self.repeated]

    @cached_property
    def told(self) -> list[Sentence]:
        """The sentences up to where the story ends; no headings and no other lines."""
        ends = [n for n, sentence in enumerate(self.sentences) if n and sentence.is_line and _ends(sentence)]
        before = [sentence for sentence in self.sentences[: min(ends, default=None)] if not sentence.is_line]
        return before or [sentence for sentence in self.sentences if not sentence.is_line]

    @cached_property
    def rest(self) -> list[Sentence]:
        """The lines, and the sentences after the end."""
        told = set(self.told)
        return [sentence for sentence in self.sentences if sentence not in told]

    @cached_property
    def runs(self) -> frozenset[Run]:
        """The words of each sentence and line."""
        return frozenset(sentence.words for sentence in self.sentences)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of its sentences and of its publisher's name."""
        publisher = (self.source.publisher or "").lower().split()
        return frozenset(word for run in self.runs for word in run).union(publisher)

    @cached_property
    def named(self) -> frozenset[str]:
        """All names in its sentences: a word that begins one is a name where it is one elsewhere."""
        return frozenset(name for sentence in self.told for name in sentence.names)

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which it can have been published."""
        published = self.source.published
        return (published.first_day, published.last_day) if published else None

    @cached_property
    def dated(self) -> frozenset[str]:
        """The words by which a sentence says the day of publication."""
        if self.days is None:
            return frozenset()
        first, month = self.days[0], MONTHS[self.days[0].month - 1]
        return frozenset((str(first.year), month, month[:3], str(first.day)))

    def names(self, publisher: str | None) -> bool:
        """Whether its text names a publisher that is not its own."""
        return bool(publisher) and publisher != self.source.publisher and str(publisher) in self.document.text


def _kin(stories: Mapping[str, _Story], prints: Fingerprints) -> dict[str, set[str]]:
    """Of each document that shares a good part of its sentences with others, those others. Notes what is repeated."""
    names = list(stories)
    length = dict(zip(names, prints.sizes.tolist(), strict=True))
    shared: Counter[tuple[str, str]] = Counter()
    for key, letters, places in prints.shared():
        ids = [names[place] for place in places]
        if _is_repeated([stories[id_] for id_ in ids]):
            for id_ in ids:
                stories[id_].repeated.add(key)
        else:
            ids.sort(key=lambda id_: _order(stories[id_]))
            pairs = ((one, other) for n, one in enumerate(ids[:_COMPARED]) for other in ids[n + 1 :])
            shared.update({(min(pair), max(pair)): letters for pair in pairs})
    kin: dict[str, set[str]] = defaultdict(set)
    for (one, other), letters in shared.items():
        if letters >= _WORTH_A_LOOK * min(length[one], length[other]):
            kin[one].add(other)
            kin[other].add(one)
    return kin


def _is_repeated(stories: Sequence[_Story]) -> bool:
    """Whether one publisher says on many days what all of these hold."""
    days = {(story.source.publisher, story.source.published) for story in stories if story.source.publisher}
    return max(Counter(publisher for publisher, _ in days).values(), default=0) >= _REPEATED


def _rank(story: _Story, kin: Iterable[_Story]) -> tuple[int, tuple[int, date, str]]:
    """The less, the more a document is its issuer's own."""
    return -sum(near.names(story.source.publisher) for near in kin), _order(story)


def _order(story: _Story) -> tuple[int, date, str]:
    """A press release before what is none, news after all, and of these the earliest first."""
    return _ORDER.index(story.source.kind), story.days[1] if story.days else date.max, story.source.id


def _share(copy: _Story, issuer: _Story) -> float:
    """The part of a document's words that another one says word for word; 0 unless it is a copy of that one."""
    if not _is_of_one_time(copy, issuer):
        return 0.0
    if copy.runs == issuer.runs:
        return 1.0
    theirs = [_stands_in(sentence, issuer) for sentence in copy.told]
    size = [len(sentence.words) for sentence in copy.told]
    shared = sum(compress(size, theirs))
    if shared < max(_SHARED * sum(size), _SHARED_WORDS) or not _opens_in(copy, issuer) or not _opens_in(issuer, copy):
        return 0.0
    # An introduction may name whom it likes, as the place where the news comes from; what else is added may not.
    added = [sentence for sentence, is_theirs in zip(copy.told, theirs, strict=True) if not is_theirs]
    below = [sentence for sentence in added if copy.told.index(sentence) > theirs.index(True)]
    if any(sentence.negations for sentence in added) or any(
        _names_others(sentence, copy, issuer) for sentence in below
    ):
        return 0.0
    rest = [sentence for sentence in copy.rest if not _stands_in(sentence, issuer)]
    if not all(_is_idle(sentence, copy, issuer) for sentence in [*added, *rest]):
        return 0.0
    return sum(n for n, sentence in zip(size, copy.told, strict=True) if sentence.words in issuer.runs) / sum(size)


def _is_of_one_time(one: _Story, other: _Story) -> bool:
    """Whether one can be a copy of the other by their dates; an undated one can be of any."""
    if one.days is None or other.days is None:
        return True
    between = max(one.days[0], other.days[0]) - min(one.days[1], other.days[1])
    same_publisher = one.source.publisher is not None and one.source.publisher == other.source.publisher
    return between.days <= (0 if same_publisher else _DAYS)


def _opens_in(story: _Story, other: _Story) -> bool:
    """Whether the other holds anything of its first third: what they share is the story, not how texts end."""
    whole = [sentence for sentence in story.told if len(sentence.words) >= _DATELINE]
    return any(_stands_in(sentence, other) for sentence in whole[: max(2, len(whole) // 3)])


def _stands_in(sentence: Sentence, story: _Story) -> bool:
    """Whether a story has the sentence, or one that differs in nothing that counts."""
    if sentence.words in story.runs or (sentence.is_line and _is_headline_of(sentence, story)):
        return True
    is_dated = bool(sentence.figures or sentence.periods)
    return any(
        sentence.marks == other.marks and (not is_dated or sentence.content == other.content)
        for other in _alike(sentence, story)
    )


def _is_headline_of(line: Sentence, story: _Story) -> bool:
    """Whether a line is one of the story's with something before or after it, as a site adds its name, or without."""
    for other in story.sentences:
        short, long = sorted((line.words, other.words), key=len)
        if len(short) >= HEADLINE and short in (long[: len(short)], long[-len(short) :]):
            return not any(map(counts, set(long) - set(short)))
    return False


def _alike(sentence: Sentence, story: _Story) -> Iterator[Sentence]:
    """The sentences of a story of which this one is an altered form."""
    words = set(sentence.words)
    for other in story.sentences:
        theirs = set(other.words)
        if len(words & theirs) >= _ALIKE * max(len(words), len(theirs)):
            yield other


def _names_others(sentence: Sentence, copy: _Story, issuer: _Story) -> bool:
    """Whether a sentence names somebody or something that the issuer does not mention."""
    own = (copy.source.publisher or "").lower().split()
    return not copy.named.intersection(sentence.words) <= issuer.vocabulary.union(own, copy.dated)


def _is_idle(sentence: Sentence, copy: _Story, issuer: _Story) -> bool:
    """Whether a sentence of a copy's own states no figure and no time that the issuer does not state of the same."""
    if _is_altered(sentence, copy, issuer):
        return False
    dated = copy.dated | issuer.dated
    stated = [(figure, theirs.periods) for theirs in issuer.sentences for figure in theirs.figures]

    def is_stated(figure: Figure) -> bool:
        return any(
            figure.is_of(other)
            and (sentence.is_line or (figure.hedges == other.hedges and sentence.periods ^ periods <= dated))
            for other, periods in stated
        )

    return all(map(is_stated, sentence.figures)) and sentence.periods <= dated | issuer.vocabulary


def _is_altered(sentence: Sentence, story: _Story, other: _Story) -> bool:
    """Whether a sentence that the other story lacks is an altered form of one that this story lacks.

    What both have is another sentence that reads alike, as the rows of a table do.
    """
    return sentence.is_news and any(theirs.words not in story.runs for theirs in _alike(sentence, other))


def _ends(sentence: Sentence) -> bool:
    """ "Notes to editors", "About the company"."""
    said = " ".join(sentence.words)
    return said in _ENDS or (sentence.words[0] == "about" and len(sentence.words) > 1)
