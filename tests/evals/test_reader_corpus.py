"""The questions written over the corpus stand in it, and become examples that tell the reader nothing false."""

from collections import Counter
from pathlib import Path

import pytest
from builders import CAMPUS, WordEncoder, ingested, make_store

from evals.reader_corpus import PAIRS, WRITTEN, CorpusMaker, Place, Written, read_written
from ingest.generation import Generation
from ingest.sentences import Span

CORPUS = Path(__file__).parent.parent.parent / "corpus"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """All that we ship, with word vectors."""
    generation = ingested(CORPUS, tmp_path_factory.mktemp("corpus"), WordEncoder()).open()
    assert generation is not None
    return generation


@pytest.mark.parametrize(("path", "least", "most"), [(WRITTEN, 0.2, 0.4), (PAIRS, 0.4, 0.5)])
def test_every_written_question_is_answered_where_it_says(
    corpus: Generation, path: Path, least: float, most: float
) -> None:
    """Verbatim, inside one sentence; a third or a half have no answer, and every document is asked about."""
    written = read_written(corpus, path)
    with path.open(encoding="utf-8") as file:
        assert len(written) == sum(1 for line in file if line.strip())
    for one in written:
        for place in one.places:
            assert place.sentence.start <= place.answer.start < place.answer.end <= place.sentence.end, one
            assert place.document in corpus.documents
    unanswered = sum(not one.places for one in written)
    assert least < unanswered / len(written) < most
    assert {one.document for one in written} == set(corpus.documents)


def test_all_questions_over_one_sentence_are_on_one_side(corpus: Generation) -> None:
    """What the odds are fitted on is a fact that the reader was not asked for in training."""
    sides: dict[tuple[str, int], set[bool]] = {}
    written = [*read_written(corpus), *read_written(corpus, PAIRS)]
    for one in written:
        if one.places:
            sides.setdefault((one.document, one.places[0].sentence.start), set()).add(one.is_for_training)
    assert all(len(found) == 1 for found in sides.values())
    share = sum(one.is_for_training for one in written) / len(written)
    assert 0.7 < share < 0.8
    assert not any(one.is_for_training and one.is_for_fitting for one in written)


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Four small documents."""
    generation = make_store(tmp_path_factory.mktemp("campus"), CAMPUS).open()
    assert generation is not None
    return generation


def written(campus: Generation, question: str, document: str, sentence: str, answer: str) -> Written:
    """A question with one place that answers it."""
    start = campus.documents[document].text.index(sentence)
    within = start + sentence.index(answer)
    place = Place(document, Span(start, start + len(sentence)), Span(within, within + len(answer)))
    return Written("w1", document, question, "plain", (place,))


def test_examples_mark_the_answer_and_never_a_negative_that_holds_it(campus: Generation) -> None:
    """Over twenty epochs: every positive's span is the answer, cut or whole, and no other example holds it."""
    one = written(
        campus,
        "What does the Autolus factory cost?",
        "news/autolus.md",
        "The Autolus factory costs £65m and will create up to 400 jobs.",
        "£65m",
    )
    maker = CorpusMaker([one], campus, WordEncoder())
    origins: Counter[str] = Counter()
    for seed in range(20):
        for example in maker.epoch(seed):
            origins[example.origin] += 1
            assert [example.text[span.start : span.end] for span in example.spans] in ([], ["£65m"])
            assert bool(example.spans) is ("£65m" in example.text)
    assert set(origins) == {"corpus", "corpus near", "corpus removed"}
    assert maker.epoch(3) == maker.epoch(3)


def test_a_near_miss_has_negatives_only(campus: Generation) -> None:
    """Retrieved passages, none of which answers."""
    miss = Written("w2", "facts/town.md", "How many people work in the town?", "near_miss", ())
    examples = CorpusMaker([miss], campus, WordEncoder()).epoch(0)
    assert examples
    assert not any(example.spans for example in examples)
