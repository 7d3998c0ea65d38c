"""Sentences of the passages found, and the features by which ``bot.read`` weighs each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot import matching
from bot.holding import is_of_another
from bot.library import Library
from bot.orders import is_order
from bot.other_deeds import is_another_deed
from bot.question import Part
from bot.reader.span import Reading, SpanReader
from bot.sorts import is_of_another_sort
from bot.spoken_of import is_of_others
from bot.timing import without_its_time
from ingest.encoder import Vectors
from ingest.sentences import sentences
from ingest.split import context
from ingest.types import Hit, Passage

# So many of the sentences read, the most promising, are weighed: more for a history, whose values lie in many
# documents.
SENTENCES_WEIGHED = 24
SENTENCES_WEIGHED_FOR_HISTORY = 48
# Brings the cross-encoder's logits, which reach from about -40 to 30, to the other features' size.
_LOGIT_SCALE = 20
_PASSAGES_REMEMBERED = 4096  # a few kB each


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, at its offsets in the document."""

    passage: Passage
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence with its features for one part of a question; see ``FEATURES`` for their order.

    ``span`` is what the cross-encoder takes for the answer in it, as characters of the document; None where the
    sentence lies past what it reads of a passage. ``is_of_another`` is as ``bot.holding``, ``bot.sorts`` and
    ``bot.other_deeds`` say, or where the document is of others than the talk.
    """

    sentence: Sentence
    features: tuple[float, ...]
    span: tuple[int, int] | None = None
    is_of_another: bool = False


FEATURES = (
    # The cross-encoder's logits, scaled: how relevant the sentence and how good its best span, each less "no answer",
    # and whether the passage answers.
    "reader_relevance",
    "reader_span",
    "reader_answerable",
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
    "head_around",
    "property_missing_here",
    "property_missing",
    "unheard",
    "span_value",
    "asked_of",
    "scope",
    "unknown",
    "length",  # long sentences hold more than was asked
)


def gather(
    part: Part, vector: Vectors, hits: Sequence[Hit], library: Library, span_reader: SpanReader
) -> list[Evidence]:
    """The most promising sentences of the hits with their features, for a part of a question.

    ``vector`` is the part's, of shape (dimensions,).
    """
    found = _candidates(part, hits, library, span_reader)
    of_others = {
        id_
        for id_ in {item.sentence.passage.source.id for item in found}
        if is_of_others(library.generation.documents[id_], part.spoken_of)
    }
    weighed = SENTENCES_WEIGHED_FOR_HISTORY if part.history else SENTENCES_WEIGHED
    found = sorted(found, key=lambda item: _promise(part, item, library), reverse=True)[:weighed]
    return [
        Evidence(
            item.sentence,
            (item.relevance, item.span_score, item.answerable, *_features(part, item, vector, library)),
            item.span,
            is_of_another(part, item.sentence.text, item.sentence.passage.source.published, library.lexicon)
            or is_of_another_sort(part, item.sentence.text)
            or is_another_deed(part, item.sentence.text)
            or item.sentence.passage.source.id in of_others,
        )
        for item in found
    ]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence as the cross-encoder and the words see it."""

    sentence: Sentence
    rank: int
    stems: tuple[str, ...]
    around: frozenset[str]
    relevance: float
    span_score: float
    answerable: float
    span: tuple[int, int] | None


def _candidates(part: Part, hits: Sequence[Hit], library: Library, span_reader: SpanReader) -> list[_Candidate]:
    """Every sentence of the hits that are worth reading."""
    asked = library.worded(without_its_time(part))
    # A history is told in bits, of which each alone is a poor answer: nothing of what was found is left out.
    read = span_reader.read if part.history else span_reader.read_likely
    readings: Sequence[Reading | None] = read(asked, [shown(hit.passage) for hit in hits])
    found = []
    for rank, (hit, reading) in enumerate(zip(hits, readings, strict=True)):
        if reading is None:
            continue
        passage = hit.passage
        around = frozenset(library.stems(f"{context(passage)}. {passage.source.publisher or ''}. {passage.text}"))
        told = sentences_of(passage)
        every = [reading.within(one.start - passage.start, one.end - passage.start) for one in told]
        worst = min(((seen.relevance, seen.span_score) for seen in every if seen), default=(0.0, 0.0))
        for sentence, seen in zip(told, every, strict=True):
            # What the cross-encoder did not get to see is as bad as the worst that it saw.
            relevance, span_score = (seen.relevance, seen.span_score) if seen else worst
            found.append(
                _Candidate(
                    sentence=sentence,
                    rank=rank,
                    stems=library.stems(sentence.text),
                    around=around,
                    relevance=relevance / _LOGIT_SCALE,
                    span_score=span_score / _LOGIT_SCALE,
                    answerable=reading.features[0] / _LOGIT_SCALE,
                    span=(passage.start + seen.start, passage.start + seen.end) if seen else None,
                )
            )
    return found


def sentences_of(passage: Passage) -> list[Sentence]:
    """The sentences of a passage, but those that order a machine about."""
    places = _spans(_without_orders(passage.text))
    return [Sentence(passage, passage.start + a, passage.start + b, passage.text[a:b]) for a, b in places]


def shown(passage: Passage) -> tuple[str, str]:
    """What the cross-encoder reads of a passage: its card in one line, and its text, each letter in its place."""
    return context(passage), _without_orders(passage.text)


# What is worked out of a passage's own words is kept: the same passages are found by one question and the next.
@lru_cache(maxsize=_PASSAGES_REMEMBERED)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a passage stand in it."""
    return tuple((span.start, span.end) for span in sentences(text))


@lru_cache(maxsize=_PASSAGES_REMEMBERED)
def _without_orders(text: str) -> str:
    """A passage, each letter in its place, in which what orders a machine about is blank: nothing rests on that."""
    for span in sentences(text):
        begins_line = span.start == 0 or text[span.start - 1] == "\n"
        if is_order(text[span.start : span.end], begins_line):
            # Line breaks, so that the sentences round it stay apart.
            blank = "\n" * (span.end - span.start)
            text = f"{text[: span.start]}{blank}{text[span.end :]}"
    return text


def _words(item: _Candidate) -> str:
    """What the cross-encoder takes for the answer in the sentence."""
    if item.span is None:
        return ""
    return item.sentence.text[item.span[0] - item.sentence.start : item.span[1] - item.sentence.start]


def _promise(part: Part, item: _Candidate, library: Library) -> float:
    """How much a sentence shares with the question, by its words, its passage's place and the cross-encoder."""
    value = 0.1 * matching.valued(part, item.sentence.text)
    return matching.covered(part, item.stems, library.keywords) + 1 / (2 + item.rank) + value + item.relevance / 2


def _features(part: Part, item: _Candidate, vector: Vectors, library: Library) -> tuple[float, ...]:
    """From "passage_cosine" on."""
    sentence, live, keywords = item.sentence, library.generation, library.keywords
    card = context(sentence.passage)
    return (
        float(live.vectors[live.positions[sentence.passage.id]] @ vector),
        1 / (1 + item.rank),
        matching.covered(part, item.stems, keywords),
        matching.covered(part, item.around, keywords),
        matching.valued(part, sentence.text),
        matching.counted(part, item.stems),
        matching.named(part, item.stems, keywords),
        matching.named(part, item.around, keywords),
        matching.of_years(part, sentence.text, sentence.passage.source.published),
        matching.rarest_missing(part, item.stems, keywords),
        matching.rarest_missing(part, item.around, keywords),
        matching.headed(part, item.stems),
        matching.headed(part, item.around),
        matching.property_missing(part, item.stems, keywords),
        matching.property_missing(part, item.around, keywords),
        matching.unheard(part, keywords),
        matching.valued(part, _words(item)),
        matching.asked_of(part, f"{card}. {sentence.text}", f"{card}. {sentence.passage.text}", item.around, keywords),
        matching.in_scope(part, sentence.text),
        matching.unknown(part, keywords),
        min(len(sentence.text), 600) / 600,
    )
