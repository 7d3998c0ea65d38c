"""Where the labels of a plot stand, and what a plot of one month looks like."""

import re
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from page.drawing import Point, drawn
from page.labels import Pair, label_places

AREA, LABEL, RADIUS = (330.0, 150.0), (22.0, 12.0), 4.0
MARKS = st.lists(st.tuples(st.floats(15, 315), st.floats(0, 125)), min_size=1, max_size=8)
IN_A_MONTH = tuple(
    (date(2021, 7, 1) + timedelta(days), date(2021, 7, 31), 1.6e9 - 1e7 * number, False, number)
    for number, days in enumerate((0, 0, 1, 12, 13, 30), 1)
)


def overlap(one: Pair, other: Pair, size: Pair) -> bool:
    """Whether two boxes of one size share more than an edge."""
    return all(abs(a - b) < least - 1e-6 for a, b, least in zip(one, other, size, strict=True))


@given(MARKS)
def test_no_label_lies_on_another_or_on_a_mark_or_outside(marks: list[Pair]) -> None:
    """However near the marks are to each other, or to the edge."""
    labels = label_places(marks, RADIUS, LABEL, AREA)
    assert len(labels) == len(marks)
    assert not any(overlap(one, other, LABEL) for one, other in combinations(labels, 2))
    clear = (LABEL[0] / 2 + RADIUS, LABEL[1] / 2 + RADIUS)
    assert not any(overlap(label, mark, clear) for label in labels for mark in marks)
    for x, y in labels:
        assert LABEL[0] / 2 <= x <= AREA[0] - LABEL[0] / 2
        assert LABEL[1] / 2 <= y <= AREA[1] - LABEL[1] / 2


def test_a_label_stands_above_its_mark_where_it_can() -> None:
    """Else below it."""
    (above,) = label_places([(100, 80)], RADIUS, LABEL, AREA)
    assert above[0] == 100
    assert 0 < above[1] - 80 < 2 * LABEL[1]
    (below,) = label_places([(100, AREA[1])], RADIUS, LABEL, AREA)
    assert below[0] == 100
    assert below[1] < AREA[1]


def test_where_no_place_is_free_a_label_stands_above_its_mark() -> None:
    """It is never left out."""
    assert [at[0] for at in label_places([(10, 10)] * 3, RADIUS, LABEL, (20, 12))] == [10, 10, 10]


def written(points: tuple[Point, ...]) -> list[tuple[str, float, float]]:
    """The words of a drawing and where they stand."""
    root = etree.fromstring(drawn(points, "GBP"))
    return [(part.text or "", *_place(part)) for part in root.iter("{*}text")]


def _place(part: Any) -> Pair:
    """A text stands at its `x` and `y`, or is moved there."""
    moved = re.findall(r"-?[\d.]+", part.get("transform", "").partition("translate")[2])
    x, y = moved[:2] or (part.get("x"), part.get("y"))
    return float(x), float(y)


def test_values_of_one_month_are_told_apart() -> None:
    """Their numbers, and the days below them."""
    words = written(IN_A_MONTH)
    numbers = [(x, y) for text, x, y in words if text.startswith("[")]
    assert len(numbers) == len(IN_A_MONTH)
    assert not any(overlap(one, other, (18, 9)) for one, other in combinations(numbers, 2))
    days = sorted(x for text, x, _ in words if text in ("Jul", "15", "Aug"))
    assert len(days) == 3
    assert min(after - before for before, after in pairwise(days)) > 30
    assert [text for text, *_ in words if re.search(r"\d{4}", text)] == ["2021"]
