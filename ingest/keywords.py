"""Text -> terms -> scores: BM25 over passages. The only home of the BM25 library and of the stemmer.

Method: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), in Lucene's variant.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*[a-z]*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_K1, _B = 1.2, 0.75  # how soon a repeated word counts no more, and how much a long text is marked down
_STOP_WORDS = frozenset(
    "a about after again all also am an and any are as at be because been before being between both but by can could "
    "did do does doing down during each few for from further had has have having he her here hers him his how i if in "
    "into is it its itself just let like many may me might more most much my no nor not of off on once only or other "
    "our ours out over own please s same shall she should so some such tell than that the their theirs them then there "
    "these they this those through to too under until up upon very was we were what when where which while who whom "
    "whose why will with within would you your yours".split()
)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


def words(text: str) -> list[str]:
    """The words and numbers of a text in lower case, thousands not separated: "9,640 sq m" -> 9640, sq, m."""
    found = _TOKEN.findall(text.lower().replace("’", "'"))
    return [word.replace(",", "") if word[0].isdigit() else word.removesuffix("'s") for word in found]


def terms(text: str) -> list[str]:
    """The stems of a text's words without function words, in order, repeats kept."""
    kept = [word for word in words(text) if word not in _STOP_WORDS]
    return list(_stemmer().stemWords(kept))


class KeywordIndex:
    """BM25 scores for every passage of a generation."""

    def __init__(self, index: Any) -> None:
        self._index = index
        matrix = index.scores
        frequencies = np.diff(matrix["indptr"])
        self._size = int(matrix["num_docs"])
        self._frequency = {term: int(frequencies[i]) for term, i in index.vocab_dict.items() if i < len(frequencies)}
        self._rarities: dict[int, float] = {}  # by frequency, of which there are far fewer than terms

    @classmethod
    def build(cls, texts: Sequence[str]) -> "KeywordIndex":
        """An index over texts; its scores come in their order."""
        index = _empty_index()
        # The library needs a text at least, and a stem in each; the empty one meets no question.
        index.index([terms(text) or [""] for text in texts or [""]], show_progress=False)
        return cls(index)

    @classmethod
    def numbered(cls, numbers: NDArray[np.int32], ends: NDArray[np.int64], words: Sequence[str]) -> "KeywordIndex":
        """The same over the stems of texts, each told by its place among some ``words``, of which none is unused.

        ``numbers``, shape (n,), has those of one text after the other; text t has those from ``ends[t]`` on, and one at
        least. The library counts text by text, which takes five times as long and, of a million, gigabytes.
        """
        if len(ends) < 2:
            return cls.build([])
        index = _empty_index()
        index.scores = _scores(numbers, ends, len(words))
        index.vocab_dict = {word: number for number, word in enumerate(words)}
        index.vocab_dict.setdefault("", len(words))
        index.unique_token_ids_set = {*index.vocab_dict.values()}
        index.nonoccurrence_array = None  # which this variant has not
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> "KeywordIndex":
        """The index that ``save`` wrote."""
        import bm25s

        return cls(bm25s.BM25.load(folder, mmap=True))

    def save(self, folder: Path) -> None:
        """Write the index into a folder of its own."""
        self._index.save(folder, show_progress=False)

    def agrees_with(self, texts: Sequence[str], places: Sequence[int]) -> bool:
        """Whether it is the index over these texts, in this order, as far as those at some places show."""
        if len(places) < len(texts):
            return self._size == len(texts) and self._holds([(place, texts[place]) for place in places])
        other = KeywordIndex.build(texts)
        # Term by term: the library numbers the terms differently in every process.
        return self._frequency == other._frequency and all(
            np.array_equal(ours, theirs)
            for term in self._frequency
            for ours, theirs in zip(self._postings(term), other._postings(term), strict=True)
        )

    def scores(self, question_terms: Sequence[str]) -> NDArray[np.float32]:
        """One score a passage, shape (n,), zero where no term occurs."""
        known = [term for term in question_terms if term in self._frequency]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._index.get_scores(known), dtype=np.float32)

    def rarity(self, term: str) -> float:
        """Inverse document frequency of a stem, in nats; the highest for one that no passage holds."""
        frequency = self._frequency.get(term, 0)
        if frequency not in self._rarities:
            self._rarities[frequency] = float(np.log(1 + (self._size - frequency + 0.5) / (frequency + 0.5)))
        return self._rarities[frequency]

    def knows(self, term: str) -> bool:
        """Whether any passage holds the stem."""
        return term in self._frequency

    def holding(self, stems: Sequence[str]) -> Iterator[int]:
        """The places of the passages that hold all of these stems."""
        if stems and all(map(self.knows, stems)):
            places = self._postings(stems[0])[0]
            for stem in stems[1:]:
                places = np.intersect1d(places, self._postings(stem)[0])
            yield from map(int, places)

    def _holds(self, texts: Sequence[tuple[int, str]]) -> bool:
        """Whether each of some texts, by its place, is found by each of its terms."""
        wanted: dict[str, list[int]] = {}
        for place, text in texts:
            for term in terms(text):
                wanted.setdefault(term, []).append(place)
        return all(self.knows(term) and _all_in(places, self._postings(term)[0]) for term, places in wanted.items())

    def _postings(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The passages that hold a term, and its score in each."""
        matrix, column = self._index.scores, self._index.vocab_dict[term]
        span = slice(matrix["indptr"][column], matrix["indptr"][column + 1])
        return matrix["indices"][span], matrix["data"][span]


def _empty_index() -> Any:
    import bm25s

    return bm25s.BM25(method="lucene", k1=_K1, b=_B)


def _scores(numbers: NDArray[np.int32], ends: NDArray[np.int64], words: int) -> dict[str, Any]:
    """The scores as the library keeps them, to the last bit: word by word, those of the texts that hold it."""
    lengths = np.diff(ends)
    size = len(lengths)
    places = np.repeat(np.arange(size), lengths)
    pairs, times = np.unique(numbers * np.int64(size) + places, return_counts=True)
    word, place = np.divmod(pairs, size)
    frequency = np.bincount(word, minlength=words)
    # One logarithm for each frequency, of which there are few, by the function that the library takes.
    each, which = np.unique(frequency, return_inverse=True)
    rarity = np.array([log(1 + (size - held + 0.5) / (held + 0.5)) for held in each.tolist()], np.float32)[which]
    usual = _K1 * ((1 - _B) + _B * lengths / lengths.mean())
    return {
        "data": (rarity[word] * (times / (usual[place] + times))).astype(np.float32),
        "indices": place.astype(np.int32),
        "indptr": np.concatenate([[0], np.cumsum(frequency)]),
        "num_docs": size,
    }


def _all_in(places: Sequence[int], ascending: NDArray[np.int32]) -> bool:
    """Whether all of some places stand among those of a list in ascending order."""
    found = np.searchsorted(ascending, places)
    return bool((found < len(ascending)).all() and (ascending[found] == places).all())
