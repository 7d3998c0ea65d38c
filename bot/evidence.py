"""Sentences of the passages found, and the features by which ``bot.read`` weighs each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import matching
from bot.library import Library
from bot.question import Part
from bot.reader.span import SpanReader
from ingest.embed import Vectors
from ingest.sentences import sentences
from ingest.split import context
from ingest.types import Hit, Passage

# Of the passages found this many are read, of their sentences only the most promising by their words are compared by
# meaning: those are the costly steps. For a history twice as many.
PASSAGES_READ = 10
SENTENCES_COMPARED = 16
# Brings the cross-encoder's scores of sentences, which reach from about -40 to 30, to the other features' size, so
# that it adds to them and does not drown them on questions unlike those that it was trained on.
_SCORE_SCALE = 20


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
    "reader_sentence",  # the cross-encoder's score of the sentence, scaled
    "reader_passage",  # its odds that the passage answers
    "sentence_cosine",  # between the question and the sentence with its title
    "passage_cosine",
    "rank",  # 1 / (1 + the passage's place in the fused ranking)
    # The rest as the functions of bot.matching say; "here" is the sentence, "around" also its passage and its card.
    "covered_here",
    "covered_around",
    "value",
    "counted",
    "names_here",
    "names_around",
    "years",
    "rarest_missing_here",
    "rarest_missing",
    "head_here",
    "unknown",
    "length",  # long sentences hold more than was asked
)


def gather(
    part: Part, vector: Vectors, hits: Sequence[Hit], library: Library, span_reader: SpanReader
) -> list[Evidence]:
    """The most promising sentences of the hits with their features. ``vector`` is the part's, shape (dimensions,)."""
    effort = 2 if part.history else 1
    found = _shortlist(part, hits[: effort * PASSAGES_READ], library, effort * SENTENCES_COMPARED)
    if not found:
        return []
    cosines = (
        library.vectors([f"{item.sentence.passage.source.title}. {item.sentence.text}" for item in found]) @ vector
    )
    readings = _readings(part, [item.sentence for item in found], span_reader)
    return [
        Evidence(item.sentence, (*reading, float(cosine), *_features(part, item, vector, library)))
        for item, cosine, reading in zip(found, cosines, readings, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: Sentence
    rank: int
    stems: tuple[str, ...]
    around: frozenset[str]


def _shortlist(part: Part, hits: Sequence[Hit], library: Library, count: int) -> list[_Candidate]:
    """The candidates that share most with the question by their words and by their passage's place."""
    candidates = []
    for rank, hit in enumerate(hits):
        passage = hit.passage
        around = frozenset(library.stems(f"{context(passage)}. {passage.source.publisher or ''}. {passage.text}"))
        for span in sentences(passage.text):
            text = passage.text[span.start : span.end]
            sentence = Sentence(passage, passage.start + span.start, passage.start + span.end, text)
            candidates.append(_Candidate(sentence, rank, library.stems(text), around))

    def promise(item: _Candidate) -> float:
        value = 0.1 * matching.valued(part, item.sentence.text)
        return matching.covered(part, item.stems, library.keywords) + 1 / (2 + item.rank) + value

    return sorted(candidates, key=promise, reverse=True)[:count]


def _readings(part: Part, found: Sequence[Sentence], span_reader: SpanReader) -> list[tuple[float, float]]:
    """For each sentence the cross-encoder's score of it, scaled, and its odds that the passage answers."""
    passages = list(dict.fromkeys(sentence.passage for sentence in found))
    read = span_reader.read(part.text, [(context(passage), passage.text) for passage in passages])
    readings = dict(zip(passages, read, strict=True))
    scored = []
    for sentence in found:
        reading, offset = readings[sentence.passage], sentence.passage.start
        score = reading.scores([(sentence.start - offset, sentence.end - offset)])[0]
        scored.append((score / _SCORE_SCALE, reading.answerable))
    return scored


def _features(part: Part, item: _Candidate, vector: Vectors, library: Library) -> tuple[float, ...]:
    """From "passage_cosine" on."""
    sentence, live, keywords = item.sentence, library.generation, library.keywords
    published = sentence.passage.source.published
    return (
        float(live.vectors[live.positions[sentence.passage.id]] @ vector),
        1 / (1 + item.rank),
        matching.covered(part, item.stems, keywords),
        matching.covered(part, item.around, keywords),
        matching.valued(part, sentence.text),
        matching.counted(part, item.stems),
        matching.named(part, item.stems, keywords),
        matching.named(part, item.around, keywords),
        matching.of_years(part, sentence.text, published.year if published else None),
        matching.rarest_missing(part, item.stems, keywords),
        matching.rarest_missing(part, item.around, keywords),
        matching.headed(part, item.stems),
        matching.unknown(part, keywords),
        min(len(sentence.text), 600) / 600,
    )
