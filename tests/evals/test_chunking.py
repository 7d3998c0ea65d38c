"""Cuts keep the text, scores are by characters, and a weight is judged on corpora that it was not chosen on."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest.split
from evals.chunking import Asked, Task, chosen_elsewhere, our_passages, score
from evals.ranking import mixed, rankings, reranked, weighted
from evals.recursive import recursive
from ingest.sentences import Span
from ingest.types import Document, Kind, Passage, Source

TEXTS = st.text(alphabet="ab .?!\n", max_size=200)


def source(name: str) -> Source:
    """A card of that name."""
    return Source(name, name, None, Kind.OTHER, None, None)


def passage(corpus: str, start: int, end: int) -> Passage:
    """A passage that lies there."""
    return Passage(source(corpus), start, "x" * (end - start))


def words_of(text: str, size: int, overlap: int) -> list[str]:
    """The cuts' texts, measured in characters."""
    return [text[cut.start : cut.end] for cut in recursive(text, lambda span: span.end - span.start, size, overlap)]


@given(TEXTS, st.integers(1, 40), st.integers(0, 20))
def test_recursive_cuts_lose_only_white_space_and_stay_within_their_size(text: str, size: int, overlap: int) -> None:
    """In order, none longer than asked, and every other character is in one."""
    cuts = recursive(text, lambda span: span.end - span.start, size, min(overlap, size // 2))
    covered = {place for cut in cuts for place in range(cut.start, cut.end)}
    assert all(cut.end - cut.start <= size for cut in cuts)
    assert all(one.start <= other.start and one.end <= other.end for one, other in pairwise(cuts))
    assert all(place in covered for place, character in enumerate(text) if not character.isspace())


def test_recursive_cuts_prefer_paragraphs_and_overlap_where_asked() -> None:
    """The larger separator wins; the next cut begins with what of the last fits in the overlap."""
    assert words_of("aaaa bbbb\n\ncccc dddd", 12, 0) == ["aaaa bbbb", "cccc dddd"]
    assert words_of("aa bb cc", 6, 3) == ["aa bb", "bb cc"]


def test_recall_precision_and_iou_count_characters() -> None:
    """Ten gold characters, half of them in the first of two passages of twenty; another corpus covers nothing."""
    asked = Asked("?", "a", (Span(10, 20),))
    assert score(asked, [passage("a", 0, 15), passage("b", 0, 25)]) == pytest.approx((5 / 10, 5 / 40, 5 / 45))
    assert score(asked, [passage("a", 10, 20)]) == (1.0, 1.0, 1.0)
    assert score(asked, []) == (0.0, 0.0, 0.0)


def test_what_two_passages_share_is_covered_once_and_read_twice() -> None:
    """So overlap costs precision."""
    assert score(Asked("?", "a", (Span(0, 10),)), [passage("a", 0, 10)] * 2) == pytest.approx((1.0, 0.5, 0.5))


def test_our_cuts_are_ingests_own_at_another_size_and_the_usual_size_stays() -> None:
    """The size is changed for the time of the cut only."""
    usual = ingest.split.TARGET_CHARACTERS
    documents = {"a": Document(source("a"), "One sentence stands here. " * 40)}
    small, large = our_passages(documents, 100), our_passages(documents, 900)
    assert len(small) > len(large)
    assert usual == ingest.split.TARGET_CHARACTERS
    assert all(documents["a"].text[p.start : p.end] == p.text for p in small)


def test_a_weight_of_nothing_or_all_leaves_one_of_the_two() -> None:
    """For ranks, for scores and for reading."""
    dense, keyword = np.array([[0.9, 0.5, 0.1]], np.float32), np.array([[0.0, 1.0, 7.0]], np.float32)
    assert rankings(mixed(dense, keyword, 1.0)) == [[0, 1, 2]]
    assert rankings(mixed(dense, keyword, 0.0)) == [[2, 1]]
    assert weighted([0, 1, 2], [2, 1, 0], 1.0) == [0, 1, 2]
    assert weighted([0, 1, 2], [2, 1, 0], 0.0) == [2, 1, 0]
    assert reranked([0, 1, 2], {0: -3.0, 1: 2.0, 2: 0.0}, 1.0) == [1, 2, 0]


def test_a_corpus_is_ranked_with_the_weight_that_was_best_on_the_others() -> None:
    """Never with the one that is best on itself: here every choice is wrong where it is used."""
    task = Task(tuple(Asked("?", name, (Span(0, 10),)) for name in "aab"), {})
    passages = [passage("a", 0, 10), passage("b", 0, 10)]
    choices = {0.0: [[1], [1], [1]], 1.0: [[0], [0], [0]]}
    ranked, best = chosen_elsewhere(task, passages, choices)
    assert best == {"a": 0.0, "b": 1.0}
    assert ranked == [[1], [1], [0]]
