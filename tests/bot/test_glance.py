"""What the reader's glance promises: the likeliest are read, some always are, and what is read is read as ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reader.glance import Glance, worth_reading
from bot.reader.span import SpanReader
from bot.workers import Workers

_SCORES = st.lists(st.floats(-20, 20), max_size=30)
_LEAST = 7

CAMPUS = (
    "Stevenage campus. 2020-10. About the campus",
    "The campus opened in 2012. It is home to 45 companies. Its director is Dr Sally Ann Forsyth, who joined in 2018.",
)
OTHERS = [
    (
        f"Bread {number}",
        f"Bread number {number} is made of flour and water. The dough rests for {number} hours. Then it is baked.",
    )
    for number in range(2, 14)
]


@given(_SCORES)
def test_the_likeliest_are_read_and_some_always(scores: list[float]) -> None:
    """Whatever is read is no less likely than what is not; all are read where there are few, some always."""
    read = worth_reading(scores)
    left = set(range(len(scores))) - set(read)
    assert read == sorted(read)
    assert len(read) >= min(_LEAST, len(scores))
    assert not (read and left) or min(scores[place] for place in read) > max(scores[place] for place in left)


@given(_SCORES)
def test_what_is_as_likely_as_the_best_is_read(scores: list[float]) -> None:
    """Nothing within one standard deviation of the best is left out."""
    read = worth_reading(scores)
    assert all(place in read for place, score in enumerate(scores) if score >= max(scores) - 1)


@pytest.fixture(scope="module")
def reader() -> SpanReader:
    """The shipped networks, opened once."""
    return SpanReader(workers=Workers(2))


def test_what_is_asked_about_is_likelier_than_anything_else(reader: SpanReader) -> None:
    """Wherever it was found among passages about another thing."""
    question, (passage, *others) = reader.states("Who is the director of the campus?", [CAMPUS, *OTHERS])
    glance = Glance()
    best = max(glance.score(question, other, place) for place, other in enumerate(others))
    assert all(glance.score(question, passage, place) > best for place in range(len(OTHERS) + 1))


def test_what_is_read_is_read_as_if_all_were(reader: SpanReader) -> None:
    """The readings of the likely ones are those of all, bit for bit; the others have none, and not all are read."""
    passages = [*OTHERS[:6], CAMPUS, *OTHERS[6:]]
    every = reader.read("Who is the director of the campus?", passages)
    likely = reader.read_likely("Who is the director of the campus?", passages)
    assert None in likely
    assert likely[6] is not None
    for one, other in zip(likely, every, strict=True):
        assert one is None or (one.features, one.logits.tobytes()) == (other.features, other.logits.tobytes())


def test_nothing_found_is_nothing_read(reader: SpanReader) -> None:
    """No passages, no readings."""
    assert reader.read_likely("Who is the director?", []) == []
