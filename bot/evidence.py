"""Sentences, and how well each one meets a part of a question: the features that the reader weighs."""

import math
import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.lexicon import Lexicon
from bot.question import Expects, Part
from bot.reader.span import SpanReader
from bot.synonyms import synonyms
from ingest.embed import Encoder, Vectors
from ingest.generation import Generation
from ingest.keywords import terms
from ingest.sentences import sentences
from ingest.split import context
from ingest.types import Hit, Passage

# Only the sentences most promising by their words are compared by meaning: that is the costly step.
SENTENCES_COMPARED = 16
# Of the passages found this many are read.
PASSAGES_READ = 10
_CACHE = 20_000
# What a question leans on counts less than what it says.
_BACKGROUND = 0.4

_SHAPES: dict[Expects, str] = {
    Expects.AMOUNT: r"[£€$]\s?\d|\b(?:GBP|EUR|USD|SEK)\s?\d|\b\d[\d.,]*\s?(?:bn|m|billion|million)\b|\bpounds\b",
    Expects.COUNT: r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half)\b",
    Expects.SHARE: r"\d\s?%|per ?cent|\b(?:third|thirds|half|quarter|quarters|one in \w+)\b",
    Expects.SIZE: r"\d\s?(?:sq|square|acres?|hectares?|ha|m2|ft|feet|miles?|km|minutes?|hours?|litres?|L)\b",
    Expects.DATE: r"\b(?:19|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September)\b"
    r"|\b(?:October|November|December)\b",
    Expects.PERSON: r"\b[A-Z][\w'-]+ (?:[A-Z]\. )?[A-Z][\w'-]+",
    Expects.PLACE: r"\b(?:in|at|on|near|to|from|of|outside) (?:the )?[A-Z]",
    Expects.OTHER: r"",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, at its offsets in the document."""

    passage: Passage
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence with its features for one part of a question; see ``FEATURES`` for their order."""

    sentence: Sentence
    features: tuple[float, ...]


FEATURES = (
    "reader_sentence",  # the cross-encoder's score of the sentence
    "reader_passage",  # its log-odds that the passage answers
    "sentence_cosine",  # between the question and the sentence with its title
    "passage_cosine",
    "rank",  # 1 / (1 + the passage's place in the fused ranking)
    "covered_here",  # rarity-weighted share of the question's terms in the sentence
    "covered_around",  # in the sentence, its passage, title, date and heading
    "value",  # the sentence holds a value of the kind asked for, and not one that the question gave
    "counted",  # a number stands before what is counted
    "names_here",  # share of the question's names in the sentence
    "names_around",
    "years",  # the years asked for are in the sentence (1) or are its source's (0.7)
    "rarest_missing",  # rarity of the rarest term found nowhere around, as a share of the highest
    "head_here",  # share of the property asked for that the sentence names
    "unknown",  # rarity-weighted share of the question's terms that no document holds
    "length",  # long sentences hold more than was asked
)


class SentenceVectors:
    """Vectors of sentences, kept for the next question that meets them."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._turn = threading.Lock()
        self._known: OrderedDict[str, Vectors] = OrderedDict()

    def of(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (n, dimensions)."""
        with self._turn:
            missing = [text for text in dict.fromkeys(texts) if text not in self._known]
            if missing:
                self._known |= dict(zip(missing, self._encoder.encode(missing), strict=True))
            vectors = np.stack([self._known[text] for text in texts])
            while len(self._known) > _CACHE:
                self._known.popitem(last=False)
            return vectors


def gather(
    part: Part,
    vector: Vectors,
    hits: Sequence[Hit],
    generation: Generation,
    vectors: SentenceVectors,
    lexicon: Lexicon,
    reader: SpanReader,
) -> list[Evidence]:
    """The sentences of the hits with their features, the most promising ones only."""
    found = _shortlist(part, hits, generation, lexicon)
    if not found:
        return []
    cosines = vectors.of([_with_title(item.sentence) for item in found]) @ vector
    readings = _readings(part, found, reader)
    return [
        Evidence(item.sentence, (*readings[item], *_features(part, item, float(cosine), vector, generation)))
        for item, cosine in zip(found, cosines, strict=True)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    sentence: Sentence
    rank: int
    order: tuple[str, ...]
    here: frozenset[str]
    around: frozenset[str]


def _shortlist(part: Part, hits: Sequence[Hit], generation: Generation, lexicon: Lexicon) -> list[_Candidate]:
    candidates = []
    for rank, hit in enumerate(hits[: PASSAGES_READ * (2 if part.history else 1)]):
        passage = hit.passage
        around = frozenset(terms(lexicon.spelled_out(_surroundings(passage))))
        for span in sentences(passage.text):
            text = passage.text[span.start : span.end]
            sentence = Sentence(passage, passage.start + span.start, passage.start + span.end, text)
            order = tuple(terms(lexicon.spelled_out(text)))
            candidates.append(_Candidate(sentence, rank, order, frozenset(order), around))

    def promise(item: _Candidate) -> float:
        shaped = 0.1 if re.search(_SHAPES[part.expects], item.sentence.text) else 0.0
        return _covered(part, item.here, generation) + 1 / (2 + item.rank) + shaped

    return sorted(candidates, key=promise, reverse=True)[: SENTENCES_COMPARED * (2 if part.history else 1)]


def _readings(part: Part, found: Sequence[_Candidate], reader: SpanReader) -> dict[_Candidate, tuple[float, float]]:
    """For each sentence the cross-encoder's score of it and its log-odds that the passage answers."""
    passages = list(dict.fromkeys(item.sentence.passage for item in found))
    readings = dict(zip(passages, reader.read(part.text, [(context(p), p.text) for p in passages]), strict=True))
    scores = {}
    for item in found:
        passage, sentence = item.sentence.passage, item.sentence
        reading = readings[passage]
        score = reading.scores([(sentence.start - passage.start, sentence.end - passage.start)])[0]
        scores[item] = (score, _log_odds(reading.answerable))
    return scores


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def _features(
    part: Part, item: _Candidate, cosine: float, vector: Vectors, generation: Generation
) -> tuple[float, ...]:
    sentence, passage = item.sentence, item.sentence.passage
    return (
        cosine,
        float(generation.vectors[generation.positions[passage.id]] @ vector),
        1 / (1 + item.rank),
        _covered(part, item.here, generation),
        _covered(part, item.around, generation),
        _value(part, sentence.text),
        _counted(part, item.order),
        _share(part.names, item.here),
        _share(part.names, item.around),
        _years(part, sentence),
        _rarest_missing(part.terms, item.around, generation),
        sum(_presence(term, item.here) for term in part.head) / len(part.head) if part.head else 0.5,
        _unknown(part, generation),
        min(len(sentence.text), 600) / 600,
    )


def _covered(part: Part, present: frozenset[str], generation: Generation) -> float:
    weights = {term: generation.keywords.rarity(term) for term in part.terms}
    weights |= {term: _BACKGROUND * generation.keywords.rarity(term) for term in part.background}
    total = sum(weights.values())
    return sum(weight * _presence(term, present) for term, weight in weights.items()) / total if total else 0.0


def _presence(term: str, present: frozenset[str]) -> float:
    """1 for the term itself, less for a word that may stand for it."""
    if term in present:
        return 1.0
    return 0.8 if synonyms(term) & present else 0.0


def _unknown(part: Part, generation: Generation) -> float:
    weights = {term: generation.keywords.rarity(term) for term in part.terms}
    total = sum(weights.values())
    unheard = [term for term in weights if not generation.keywords.knows(term) and not synonyms(term)]
    return sum(weights[term] for term in unheard) / total if total else 0.0


def _share(wanted: frozenset[str], present: frozenset[str]) -> float:
    return len(wanted & present) / len(wanted) if wanted else 1.0


def _years(part: Part, sentence: Sentence) -> float:
    if not part.years:
        return 0.5
    published = sentence.passage.source.published
    said = sum(str(year) in sentence.text for year in part.years)
    dated = sum(published is not None and published.year == year for year in part.years)
    return max(said, 0.7 * dated) / len(part.years)


def _rarest_missing(wanted: Sequence[str], around: frozenset[str], generation: Generation) -> float:
    highest = generation.keywords.rarity("")
    return (
        max((generation.keywords.rarity(term) for term in wanted if not _presence(term, around)), default=0.0) / highest
    )


def _surroundings(passage: Passage) -> str:
    return f"{context(passage)}. {passage.source.publisher or ''}. {passage.text}"


def _value(part: Part, text: str) -> float:
    shape = _SHAPES[part.expects]
    if not shape:
        return 0.5
    asked = part.text.lower()
    return float(any(found.group().lower() not in asked for found in re.finditer(shape, text)))


def _counted(part: Part, order: Sequence[str]) -> float:
    """Whether a number stands up to three words before what "how many" asks for, or one that may stand for it."""
    if not part.counted:
        return 0.5
    things = part.counted.union(*(synonyms(stem) for stem in part.counted))
    return float(
        any(
            term in things and any(_is_count(before) for before in order[max(0, place - 3) : place])
            for place, term in enumerate(order)
        )
    )


def _is_count(term: str) -> bool:
    return (term[0].isdigit() and not re.fullmatch(r"(?:19|20)\d\d", term)) or term in _NUMBER_WORDS


_NUMBER_WORDS = frozenset(terms("two three four five six seven eight nine ten eleven twelve dozen hundred thousand"))


def _with_title(sentence: Sentence) -> str:
    return f"{sentence.passage.source.title}. {sentence.text}"
