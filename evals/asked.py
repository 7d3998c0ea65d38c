"""The questions for tuning -> each with its evidence and which of it is right: what ``evals.fit`` fits on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.evidence import Evidence, gather
from bot.library import Library
from bot.question import Part, understand
from bot.reader.span import SpanReader
from bot.reading_list import FOUND, to_read
from bot.retrieve import retrieve
from bot.types import Filters, Status, Turn
from evals.golden import MORE, POINT_IN_TIME, Golden, is_right_source, read_golden
from evals.reader_corpus import HARD, WRITTEN, Place, Written, read_written
from evals.silences import OFF_TOPIC, altered
from ingest.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Asked:
    """One part of a question with its evidence, and which of it is right.

    ``group`` is the question that it was made from; ``answerable`` says whether the documents, as far as they are left
    in the evidence, answer; ``made`` that it is a silence made by rule.
    """

    group: str
    part: Part
    answerable: bool
    evidence: tuple[Evidence, ...]
    right: tuple[bool, ...]
    made: bool = False


def ask_all(library: Library, encoder: Encoder) -> list[Asked]:
    """Every question for tuning: golden, altered, and those written ones that the reader was not trained on."""
    asker = _Asker(library, encoder)
    every = [*read_golden(), *read_golden(MORE), *read_golden(POINT_IN_TIME)]
    golden = [one for one in every if one.split == "tuning" and one.status is not Status.OUT_OF_SCOPE]
    asked = [made for one in golden for made in _of_golden(one, asker)]
    for other in altered(golden, library.lexicon):
        asked += [replace(one, group=other.id.split("-")[0], made=True) for one in _of_golden(other, asker)]
    for number, question in enumerate(OFF_TOPIC):
        for part, evidence in asker.evidence(question, (), Filters()):
            asked.append(Asked(f"off-topic {number}", part, False, evidence, (False,) * len(evidence)))
    for path in (WRITTEN, HARD):
        for written in read_written(library.generation, path):
            if written.is_for_fitting:
                asked += _of_written(written, asker)
    return asked


_Found = tuple[Part, tuple[Evidence, ...]]


class _Asker:
    """Asks as ``Bot.ask`` does, as far as the evidence."""

    def __init__(self, library: Library, encoder: Encoder) -> None:
        self._library, self._encoder, self._reader = library, encoder, SpanReader()

    def evidence(self, question: str, history: Sequence[Turn], filters: Filters) -> Iterator[_Found]:
        """Each part of the question with its evidence."""
        lexicon = self._library.lexicon
        parts = understand(question, history, lexicon, self._encoder.is_word).parts
        for part in parts:
            vector = self._library.question_vector(part.text)
            hits = retrieve(self._library.generation, lexicon.spelled_out(part.text), vector, filters, FOUND)
            read = to_read(part, hits, self._library, len(parts))
            yield part, tuple(gather(part, vector, read, self._library, self._reader))


def _of_golden(one: Golden, asker: _Asker) -> Iterator[Asked]:
    """Each part, and where it is answered also as if its sources were not there."""
    for part, evidence in asker.evidence(one.question, one.history, Filters(until=one.as_of)):
        right = tuple(_holds_a_value(one, item) and _is_from_a_source(one, item) for item in evidence)
        asked = Asked(one.id, part, one.status is Status.ANSWERED, evidence, right)
        yield asked
        left = [item for item in evidence if not _is_from_a_source(one, item)]
        if not any(_holds_a_value(one, item) for item in left):
            yield from _silenced(asked, left)


def _of_written(one: Written, asker: _Asker) -> Iterator[Asked]:
    """The same, with the places that a written question names for the values of a golden one."""
    sources = {place.document for place in one.places}
    for part, evidence in asker.evidence(one.question, (), Filters()):
        asked = Asked(one.id, part, bool(one.places), evidence, tuple(_is_a_place(one, item) for item in evidence))
        yield asked
        values = [_answer_in(place, evidence) for place in one.places]
        left = [item for item in evidence if item.sentence.passage.source.id not in sources]
        if not any(value and value in item.sentence.text.lower() for value in values for item in left):
            yield from _silenced(asked, left)


def _silenced(asked: Asked, left: Sequence[Evidence]) -> Iterator[Asked]:
    """An answered question as if there were only the evidence left, none of which answers."""
    if asked.answerable:
        yield replace(asked, answerable=False, evidence=tuple(left), right=(False,) * len(left), made=True)


def _answer_in(place: Place, evidence: Sequence[Evidence]) -> str:
    """The words of an answer, in small letters, as far as they are among the evidence."""
    for item in evidence:
        sentence = item.sentence
        if sentence.passage.source.id == place.document and sentence.start <= place.answer.start < sentence.end:
            return sentence.text[place.answer.start - sentence.start : place.answer.end - sentence.start].lower()
    return ""


def _is_a_place(one: Written, item: Evidence) -> bool:
    sentence = item.sentence
    return any(
        place.document == sentence.passage.source.id
        and place.answer.start < sentence.end
        and sentence.start < place.answer.end
        for place in one.places
    )


def _is_from_a_source(golden: Golden, item: Evidence) -> bool:
    return is_right_source(golden, item.sentence.passage.source.id)


def _holds_a_value(golden: Golden, item: Evidence) -> bool:
    text = item.sentence.text.lower()
    return any(choice.lower() in text for group in golden.contains for choice in group)
