"""What the shipped reader promises. Its quality is measured by evals.reader_measure and reported in CARD.md."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.reader.span import (
    FOLDER,
    PASSAGE_TOKENS,
    QUESTION_TOKENS,
    Reading,
    SpanReader,
    best_span,
    windows,
)
from bot.workers import Workers
from ingest.sentences import sentences
from ingest.tokens import open_tokenizer

CAMPUS = (
    "Stevenage campus. 2020-10. About the campus",
    "The campus opened in 2012. It is home to 45 companies. Its director is Dr Sally Ann Forsyth, who joined in 2018.",
)
MOON = (
    "The Moon",
    "The Moon is the only satellite of the Earth. It goes round it in 27 days. Its surface is dark.",
)
BREAD = ("Baking", "Bread is made of flour and water. The dough rests for two hours. Then it is baked in a hot oven.")


@pytest.fixture(scope="module")
def reader() -> SpanReader:
    """The shipped model, opened once."""
    return SpanReader(workers=Workers(1))


@pytest.mark.parametrize(
    ("question", "passage", "words"),
    [
        ("Who is the director of the campus?", 0, "Forsyth"),
        ("When did the campus open?", 0, "2012"),
        ("What is bread made of?", 2, "flour"),
        ("How long does the dough rest?", 2, "two hours"),
    ],
)
def test_an_obvious_question_finds_its_passage_and_sentence(
    reader: SpanReader, question: str, passage: int, words: str
) -> None:
    """Of three passages about different things the right one has the best odds, and its right sentence scores best."""
    passages = [CAMPUS, MOON, BREAD]
    readings = reader.read(question, passages)
    assert max(range(3), key=lambda place: readings[place].answerable) == passage
    text = passages[passage][1]
    parts = sentences(text)
    scores = readings[passage].scores([(part.start, part.end) for part in parts])
    best = parts[int(np.argmax(scores))]
    assert words in text[best.start : best.end]


def test_the_order_of_the_passages_is_kept(reader: SpanReader) -> None:
    """A passage's reading does not depend on where it stands, bit for bit."""
    passages = [CAMPUS, MOON, BREAD, (CAMPUS[0], CAMPUS[1] * 5), ("", "Short.")]
    ahead = reader.read("How many companies are on the campus?", passages)
    back = reader.read("How many companies are on the campus?", passages[::-1])
    assert [_figures(one) for one in ahead] == [_figures(one) for one in back[::-1]]


def test_the_same_question_is_read_the_same_twice(reader: SpanReader) -> None:
    """Bit for bit, also by a second reader."""
    passages = [CAMPUS, MOON]
    first = reader.read("Who is the director?", passages)
    again = reader.read("Who is the director?", passages)
    other = SpanReader(workers=Workers(2)).read("Who is the director?", passages)
    assert [_figures(one) for one in first] == [_figures(one) for one in again] == [_figures(one) for one in other]


def test_what_was_read_ahead_is_read_the_same() -> None:
    """Bit for bit: what is kept of a passage is what would be worked out for the question."""
    ahead, fresh = SpanReader(), SpanReader()
    for passage in (CAMPUS, MOON, BREAD):
        ahead.read_ahead(*passage)
    for question in ("Who is the director?", "How long does the dough rest, and how far is the Moon?"):
        read = [[_figures(one) for one in reader.read(question, [CAMPUS, MOON, BREAD])] for reader in (ahead, fresh)]
        assert read[0] == read[1]


def test_a_passage_reads_the_same_whatever_was_asked_before(reader: SpanReader) -> None:
    """What is kept of it knows nothing of a question: a long one leaves no trace."""
    (before,) = SpanReader(workers=Workers(1)).read("Who is the director?", [CAMPUS])
    reader.read("why " * 60, [CAMPUS])
    (after,) = reader.read("Who is the director?", [CAMPUS])
    assert _figures(before) == _figures(after)


def _figures(reading: Reading) -> tuple[float, int, int, float, list[float]]:
    scores = reading.scores([(0, 30), (30, 60)])
    return reading.answerable, reading.start, reading.end, reading.span_score, scores


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(max_size=80), context=st.text(max_size=40), text=st.text(max_size=200))
def test_any_text_is_read_without_harm(reader: SpanReader, question: str, context: str, text: str) -> None:
    """Odds are odds, the span lies in the text, and every range has a finite score."""
    (reading,) = reader.read(question, [(context, text)])
    assert 0 <= reading.answerable <= 1
    assert 0 <= reading.start <= reading.end <= len(text)
    assert np.isfinite(reading.scores([(0, len(text)), (0, 0), (5, 9)])).all()


def test_nothing_to_read_gives_nothing(reader: SpanReader) -> None:
    """No passages, no readings."""
    assert reader.read("Who?", []) == []


def test_a_long_passage_is_cut_to_what_the_model_sees() -> None:
    """A long question and a long context are cut to their shares, and the passage keeps the most of the tokens."""
    tokenizer = open_tokenizer(FOLDER / "tokenizer.json")
    (window,) = windows(tokenizer, "why " * 500, [("title " * 500, "word " * 500)])
    assert len(window.ids) == QUESTION_TOKENS + PASSAGE_TOKENS
    assert len(window.offsets) > len(window.ids) / 2


def test_offsets_name_the_passage_s_own_characters() -> None:
    """Each token of the passage is found again in its text, in order; question and context are not counted."""
    tokenizer = open_tokenizer(FOLDER / "tokenizer.json")
    (window,) = windows(tokenizer, "How many companies?", [CAMPUS])
    tokens = [CAMPUS[1][start:end] for start, end in window.offsets]
    assert tokens[:4] == ["The", "campus", "opened", "in"]
    assert all(one[1] <= other[0] for one, other in pairwise(window.offsets))


def test_a_sentence_past_the_window_scores_as_low_as_the_worst_seen(reader: SpanReader) -> None:
    """Unread is not the same as irrelevant, but nothing speaks for it."""
    text = CAMPUS[1] + " Nothing else is said here." * 60
    (reading,) = reader.read("Who is the director?", [("", text)])
    seen = [(part.start, part.end) for part in sentences(text)]
    scores = reading.scores(seen)
    assert scores[-1] == min(scores)


def test_the_best_span_is_the_best_of_all_pairs() -> None:
    """Beside "no answer", and never one that ends before it starts."""
    logits = np.array([[1, 1, 0], [0, 5, 0], [4, 0, 0], [0, 3, 0]], np.float32)
    assert best_span(logits[0], logits[1:]) == (5.0, 1, 2)
