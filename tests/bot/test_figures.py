"""figures_of: values, units and dates as a quote states them."""

import json

import pytest
from builders import make_document
from hypothesis import given
from hypothesis import strategies as st

from bot.figures import figures_of
from bot.types import Citation, Figure
from ingest.types import Published


def figures(quote: str, published: Published | None = Published(2020, 10)) -> list[Figure]:  # noqa: B008
    """The figures of a quote from a source of that date."""
    source = make_document(quote, published=published).source
    return figures_of(Citation(7, source, quote, 0, len(quote), "g000001"))


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("It raised over £1.6bn.", [(1.6e9, "GBP", "£1.6bn")]),
        ("It raised $161.8m and EUR 76.5 million.", [(161.8e6, "USD", "$161.8m"), (76.5e6, "EUR", "EUR 76.5 million")]),
        ("SEK 160m was given.", [(160e6, "SEK", "SEK 160m")]),
        ("It is 9,640 sq m large.", [(9640, "sq m", "9,640 sq m")]),
        ("It has 1.4m sq ft.", [(1.4e6, "sq ft", "1.4m sq ft")]),
        ("About 65% of it, or 12 per cent.", [(65, "%", "65%"), (12, "%", "12 per cent")]),
        ("It houses 45 companies and 1,000 jobs.", [(45, "companies", "45 companies"), (1000, "jobs", "1,000 jobs")]),
        ("It takes 20 minutes by train.", [(20, "minutes", "20 minutes")]),
        ("It opened in 2012.", []),  # a year is no figure
        ("In 2012 companies moved in.", []),
        ("There are none.", []),
    ],
)
def test_a_figure_is_read_as_it_is_written(quote: str, expected: list[tuple[float, str, str]]) -> None:
    """Amounts in their currency, shares, measures and counts, in the order of the quote."""
    assert [(figure.value, figure.unit, figure.original) for figure in figures(quote)] == expected


def test_a_figure_is_dated_by_its_sentence_and_else_by_its_source() -> None:
    """A sentence with two dates dates nothing; an undated source leaves it open."""
    assert figures("There were 45 companies in October 2019.")[0].as_of == "2019-10"
    assert figures("On 7 October 2019 there were 45 companies.")[0].as_of == "2019-10-07"
    assert figures("There are 45 companies.")[0].as_of == "2020-10"
    assert figures("There were 45 companies between 2012 and 2016.")[0].as_of == "2020-10"
    assert figures("There are 45 companies.", published=None)[0].as_of is None


def test_a_date_that_does_not_exist_is_not_claimed() -> None:
    """31 June is some day in June."""
    assert figures("On 31 June 2020 there were 45 companies.")[0].as_of == "2020-06"


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        ("The factory will create 400 jobs.", "planned"),
        ("It is expected to cost £65m.", "planned"),
        ("Up to 400 jobs.", "planned"),
        ("The campus provides 1,000 jobs.", "achieved"),
        ("It raised £65m, and plans are made.", "achieved"),
    ],
)
def test_planned_is_told_from_achieved(quote: str, status: str) -> None:
    """By the words before the value."""
    assert [figure.status for figure in figures(quote)] == [status]


@pytest.mark.parametrize(
    ("quote", "scope"),
    [
        ("The campus has 45 companies.", "campus"),
        ("The UK has 90 companies.", "UK"),
        ("Europe has 241 companies.", "Europe"),
        ("Stevenage has 89,000 inhabitants.", "town"),
        ("There are 300 firms.", None),
    ],
)
def test_a_figure_has_the_scope_that_its_quote_names(quote: str, scope: str | None) -> None:
    """Or none."""
    assert figures(quote)[0].scope == scope


PIECES = st.sampled_from(
    ["£", "$", "1", "9,640", "2020", "31 ", "June ", "%", " sq m", "bn", "m ", " companies", "to ", ".", "٣", "²"]
)


@given(st.lists(PIECES | st.text(max_size=6), max_size=15).map("".join))
def test_a_figure_stands_in_its_quote_and_can_be_sent(quote: str) -> None:
    """Over any quote: found in it verbatim, a finite number, a real date, the citation's number."""
    for figure in figures(quote, None):
        assert figure.original in quote
        json.dumps(figure.value, allow_nan=False)
        assert figure.unit
        assert figure.citation == 7
        if figure.as_of:
            assert str(Published(*map(int, figure.as_of.split("-")))) == figure.as_of


def test_a_number_of_hundreds_of_digits_is_no_figure() -> None:
    """It could not be sent as JSON."""
    assert figures(f"There are {'9' * 400} companies.") == []
