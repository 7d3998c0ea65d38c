"""The written questions are answered where they say, and what is kept apart is apart."""

from pathlib import Path

import pytest
from builders import WordEncoder, ingested

from evals.reader_corpus import ELSEWHERE, HARD, PAIRS, WRITTEN, read_written
from ingest.generation import Generation

CORPUS = Path(__file__).parent.parent.parent / "corpus"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """All that we ship, with word vectors."""
    generation = ingested(CORPUS, tmp_path_factory.mktemp("corpus"), WordEncoder()).open()
    assert generation is not None
    return generation


@pytest.mark.parametrize(("path", "least", "most"), [(WRITTEN, 0.2, 0.4), (PAIRS, 0.4, 0.5), (HARD, 0.5, 0.6)])
def test_every_written_question_is_answered_where_it_says(
    corpus: Generation, path: Path, least: float, most: float
) -> None:
    """Verbatim, inside one sentence; a third, a half or more have no answer, and every document is asked about."""
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
    written = [one for path in (WRITTEN, PAIRS, HARD) for one in read_written(corpus, path)]
    for one in written:
        if one.places:
            sides.setdefault((one.document, one.places[0].sentence.start), set()).add(one.is_for_training)
    assert all(len(found) == 1 for found in sides.values())
    share = sum(one.is_for_training for one in written) / len(written)
    assert 0.7 < share < 0.8
    assert not any(one.is_for_training and one.is_for_fitting for one in written)


def test_invented_documents_are_kept_apart_whole(tmp_path: Path) -> None:
    """Every one can be read and is asked about; some documents are only measured by."""
    invented = ingested(ELSEWHERE, tmp_path, WordEncoder()).open()
    assert invented is not None
    written = read_written(invented, ELSEWHERE.with_suffix(".jsonl"))
    assert {one.document for one in written} == set(invented.documents)
    sides = {one.document: set[bool]() for one in written}
    for one in written:
        sides[one.document].add(one.is_for_training)
    assert all(len(found) == 1 for found in sides.values())
    assert {True, False} == set.union(*sides.values())
