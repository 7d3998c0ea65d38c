"""Keywords: which words count, and that the index scores what holds them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.keywords import KeywordIndex, terms, words

TEXTS = ["The campus houses 45 companies.", "The grant was £1.2m.", "Gene therapy companies moved to the campus."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9,640 sq m", ["9640", "sq", "m"]),  # thousands separators fall away
        ("£1.6bn", ["1.6bn"]),
        ("Stevenage’s campus", ["stevenage", "campus"]),  # the possessive falls away
        ("R&D", ["r", "d"]),
        ("", []),
    ],
)
def test_words_are_lower_case_with_plain_numbers(text: str, expected: list[str]) -> None:
    """As a reader would type them into a search box."""
    assert words(text) == expected


def test_terms_are_stems_without_function_words() -> None:
    """So that a question's "companies" meets a document's "company"."""
    assert terms("How many of the companies are there?") == terms("a company")


@given(st.text())
def test_any_text_has_terms_without_blanks(text: str) -> None:
    """No text, however odd, breaks the index."""
    assert all(term and not term.isspace() for term in terms(text))


def test_only_passages_with_the_words_score() -> None:
    """And one with more of them scores higher."""
    scores = KeywordIndex.build(TEXTS).scores(terms("companies in gene therapy"))
    assert scores.shape == (3,)
    assert scores[2] > scores[0] > scores[1] == 0


def test_unknown_words_score_nothing() -> None:
    """A question of other words is no error."""
    assert not KeywordIndex.build(TEXTS).scores(terms("quantum penguins")).any()
    assert not KeywordIndex.build(TEXTS).scores([]).any()


def test_rare_terms_weigh_more_and_unknown_ones_most() -> None:
    """By how many passages hold them."""
    index = KeywordIndex.build(TEXTS)
    campus, grant, penguin = terms("campus grant penguin")
    assert index.rarity(campus) < index.rarity(grant) < index.rarity(penguin)
    assert (index.knows(grant), index.knows(penguin)) == (True, False)


@given(st.lists(st.text(), min_size=1, max_size=6), st.text())
def test_any_texts_can_be_indexed_and_asked(texts: list[str], question: str) -> None:
    """One finite score a text."""
    scores = KeywordIndex.build(texts).scores(terms(question))
    assert scores.shape == (len(texts),)
    assert np.isfinite(scores).all()


def test_an_index_read_from_disk_scores_as_the_one_written(tmp_path: Path) -> None:
    """Nothing is lost in its folder."""
    built = KeywordIndex.build(TEXTS)
    built.save(tmp_path)
    question = terms("gene therapy companies on campus")
    assert KeywordIndex.load(tmp_path).scores(question).tolist() == built.scores(question).tolist()
