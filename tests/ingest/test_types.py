"""The nouns: dates as precise as their source, digests that notice every change, passages that know their place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import make_document
from hypothesis import given
from hypothesis import strategies as st

from ingest.split import split
from ingest.types import Kind, Published

PUBLISHED = st.dates().flatmap(
    lambda day: st.sampled_from(
        [Published(day.year), Published(day.year, day.month), Published(day.year, day.month, day.day)]
    )
)


@given(PUBLISHED)
def test_a_date_survives_being_written_and_read(published: Published) -> None:
    """Neither gains nor loses precision."""
    assert Published(*map(int, str(published).split("-"))) == published


@given(PUBLISHED)
def test_a_date_begins_before_it_ends_and_only_a_day_is_one_day(published: Published) -> None:
    """The days that it can mean are a range, all within what is written."""
    assert published.first_day <= published.last_day
    assert (published.first_day == published.last_day) == (published.precision == "day")
    assert published.last_day.isoformat().startswith(str(published))
    assert published.first_day.isoformat().startswith(str(published))


@pytest.mark.parametrize(
    ("published", "first", "last", "precision"),
    [
        (Published(2020), date(2020, 1, 1), date(2020, 12, 31), "year"),
        (Published(2020, 2), date(2020, 2, 1), date(2020, 2, 29), "month"),  # a leap year
        (Published(2019, 10, 7), date(2019, 10, 7), date(2019, 10, 7), "day"),
    ],
)
def test_a_date_means_the_days_it_leaves_open(published: Published, first: date, last: date, precision: str) -> None:
    """By year, month and day."""
    assert (published.first_day, published.last_day, published.precision) == (first, last, precision)


@pytest.mark.parametrize("parts", [(2021, 2, 29), (2020, 13), (0,), (2020, 0, 1), (2020, None, 7)])
def test_a_date_that_does_not_exist_cannot_be_made(parts: tuple[int, ...]) -> None:
    """29 February 2021, month 13, year 0, a day without a month."""
    with pytest.raises(ValueError, match=r"\b"):
        Published(*parts)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "b.md"},
        {"title": "Another title"},
        {"publisher": None},
        {"kind": Kind.NEWS},
        {"published": Published(2020)},  # the same time, less exactly
        {"published": None},
        {"url": "https://example.org/"},
    ],
)
def test_a_digest_notices_every_change_of_the_card(change: dict[str, Any]) -> None:
    """So that a corrected header is ingested again."""
    assert make_document(**change).digest != make_document().digest


@given(st.text(), st.text())
def test_digests_are_equal_exactly_when_the_texts_are(one: str, other: str) -> None:
    """Over any text, with the same card."""
    assert (make_document(one).digest == make_document(other).digest) == (one == other)


def test_a_document_knows_the_page_of_every_character() -> None:
    """Counted from 1; an empty page holds none, and a document without pages knows of none."""
    paged = replace(make_document("One. Two. Three."), pages=(0, 5, 5, 10))
    assert [paged.page_at(offset) for offset in (0, 4, 5, 9, 10, 15)] == [1, 1, 3, 3, 4, 4]
    assert make_document().page_at(0) is None
    assert paged.digest != make_document("One. Two. Three.").digest


def test_passages_of_one_document_have_different_ids() -> None:
    """Even where they say the same."""
    passages = split(make_document("The same words. " * 200))
    assert len(passages) > 1
    assert len({passage.id for passage in passages}) == len(passages)
    assert (
        len({replace(passage, start=0).id for passage in passages if len(passage.text) == len(passages[0].text)}) == 1
    )


def test_a_kind_reads_as_words() -> None:
    """For the card that a person sees."""
    assert [kind.label for kind in (Kind.PRESS_RELEASE, Kind.NEWS)] == ["press release", "news"]
