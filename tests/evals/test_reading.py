"""The measures of public sets, against values worked out by hand."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from builders import WordEncoder
from hypothesis import given
from hypothesis import strategies as st

from bot.reader.span import Reading
from evals.reading import (
    Item,
    auc,
    best_f1_threshold,
    best_threshold,
    cosine_scorer,
    f1,
    plain,
    scored,
    sentence_hits,
    squad_items,
    word_scorer,
)
from ingest.sentences import Span

TEXT = "The campus opened in 2012. It houses 45 companies. Rain is frequent."
ASKED = Item("How many companies are there?", "Campus", TEXT, (Span(37, 39),))
NOT_THERE = Item("Who is the mayor?", "Campus", TEXT, ())


@dataclass
class Read:
    """What a measure looks at in a reading."""

    answerable: float
    start: int
    end: int


def reading(answerable: float, start: int = 37, end: int = 39) -> Reading:
    """A reading with that span and those odds."""
    return cast(Reading, Read(answerable, start, end))


def test_squads_normal_form_drops_case_punctuation_and_articles() -> None:
    """As its authors' script does."""
    assert plain("The U.S., a Nation!") == ["us", "nation"]
    assert f1("45 companies", "45") == pytest.approx(2 / 3)
    assert f1("", "") == 1.0
    assert f1("45", "") == 0.0


def test_silence_is_right_exactly_where_there_is_no_answer() -> None:
    """Below the threshold nothing is said; at it the span is."""
    items, readings = [ASKED, NOT_THERE], [reading(0.5), reading(0.5)]
    spoken, silent = scored(items, readings, 0.5), scored(items, readings, 0.6)
    assert spoken.exact.tolist() == [1.0, 0.0]
    assert silent.exact.tolist() == silent.overlap.tolist() == [0.0, 1.0]
    assert spoken.has.tolist() == [True, False]


def test_the_best_thresholds_part_what_can_be_parted() -> None:
    """Odds of .8 answer, odds of .3 do not."""
    odds = [0.8, 0.3]
    for threshold in (
        best_threshold(odds, [True, False]),
        best_f1_threshold([ASKED, NOT_THERE], [*map(reading, odds)]),
    ):
        assert 0.3 < threshold <= 0.8


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=2, max_size=30))
def test_auc_is_the_chance_that_a_right_one_scores_higher(rows: list[tuple[int, bool]]) -> None:
    """Counted over all pairs, ties half; not a number when there is no pair."""
    right = [score for score, truth in rows if truth]
    wrong = [score for score, truth in rows if not truth]
    found = auc([float(score) for score, _ in rows], [truth for _, truth in rows])
    if not right or not wrong:
        assert math.isnan(found)
        return
    pairs = [1.0 if a > b else 0.5 if a == b else 0.0 for a in right for b in wrong]
    assert found == pytest.approx(sum(pairs) / len(pairs))


def test_the_best_sentence_counts_over_answerable_questions_only() -> None:
    """Both floors find the sentence that shares the question's rare words."""
    items, readings = [ASKED, NOT_THERE], [reading(0.5)] * 2
    assert sentence_hits(items, readings, word_scorer(items)) == [True]
    assert sentence_hits(items, readings, cosine_scorer(items, WordEncoder())) == [True]
    assert sentence_hits(items, readings, lambda item, read, parts: [part[0] for part in parts]) == [False]


def test_a_set_that_is_not_there_is_a_sentence_that_says_how_to_get_it(tmp_path: Path) -> None:
    """With the folder that was looked in."""
    with pytest.raises(FileNotFoundError, match="--data") as raised:
        squad_items(tmp_path)
    message: Any = raised.value
    assert str(tmp_path) in str(message)
