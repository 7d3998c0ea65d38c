"""A caller's filters are narrowed by those of the door, and never widened."""

from datetime import date

from answers import SPARK
from hypothesis import given
from hypothesis import strategies as st

from bot.api.narrowed import narrowed
from bot.types import EVERYTHING, Filters
from ingest.types import Kind, Published, Source

_NAMES = st.sampled_from(["a", "b", "c"])
_DAYS = st.none() | st.dates(date(2019, 1, 1), date(2021, 12, 31))
_PUBLISHED = st.none() | st.builds(Published, st.integers(2019, 2021), st.none() | st.integers(1, 12))
FILTERS = st.builds(
    Filters,
    kinds=st.none() | st.frozensets(st.sampled_from(Kind)),
    since=_DAYS,
    until=_DAYS,
    publishers=st.none() | st.frozensets(_NAMES),
    collections=st.none() | st.frozensets(_NAMES),
)
SOURCES = st.builds(
    Source,
    id=_NAMES.map(lambda folder: f"{folder}/x.md"),
    title=st.just("A title"),
    publisher=st.none() | _NAMES,
    kind=st.sampled_from(Kind),
    published=_PUBLISHED,
    url=st.none(),
)


@given(FILTERS, FILTERS, SOURCES)
def test_what_passes_is_what_passes_both(one: Filters, other: Filters, source: Source) -> None:
    """No more, so that nobody sees what the door holds back; and no less."""
    assert narrowed(one, other).allow(source) == (one.allow(source) and other.allow(source))


@given(FILTERS)
def test_filters_that_leave_everything_open_change_nothing(filters: Filters) -> None:
    """On either side."""
    assert narrowed(filters, EVERYTHING) == narrowed(EVERYTHING, filters) == narrowed(filters, filters) == filters


def test_kinds_that_have_nothing_in_common_allow_nothing() -> None:
    """Rather than everything."""
    none = narrowed(Filters(kinds=frozenset({Kind.NEWS})), Filters(kinds=frozenset({SPARK.kind})))
    assert not none.allow(SPARK)
