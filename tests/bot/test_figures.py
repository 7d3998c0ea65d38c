"""figures_of: values, units and dates as a quote states them."""

import json
from datetime import date

import pytest
from builders import make_document
from hypothesis import given
from hypothesis import strategies as st

from bot.figures import dates_of, figures_of, units_in
from bot.types import Citation, Figure
from ingest.types import Published


def figures(quote: str, published: Published | None = Published(2020, 10)) -> list[Figure]:  # noqa: B008
    """The figures of a quote from a source of that date."""
    source = make_document(quote, published=published).source
    return figures_of(Citation(7, source, quote, 0, len(quote), "g000001"))


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("It raised over £1.6bn.", [(1.6e9, "GBP", "over £1.6bn")]),
        ("It raised $161.8m and EUR 76.5 million.", [(161.8e6, "USD", "$161.8m"), (76.5e6, "EUR", "EUR 76.5 million")]),
        ("SEK 160m was given.", [(160e6, "SEK", "SEK 160m")]),
        ("It is 9,640 sq m large.", [(9640, "sq m", "9,640 sq m")]),
        ("It has 1.4m sq ft.", [(1.4e6, "sq ft", "1.4m sq ft")]),
        ("About 65% of it, or 12 per cent.", [(65, "%", "About 65%"), (12, "%", "12 per cent")]),
        ("It houses 45 companies and 1,000 jobs.", [(45, "companies", "45 companies"), (1000, "jobs", "1,000 jobs")]),
        ("It takes 20 minutes by train.", [(20, "minutes", "20 minutes")]),
        ("It is the third largest in the world.", [(3, "rank", "third largest in the world")]),
        ("Rents are £77.00 per sq ft.", [(77, "GBP per sq ft", "£77.00 per sq ft")]),
        ("It opened in 2012.", []),  # a year is no figure
        ("It opens in Q3 2027, on 3 May or in mid-2028.", []),
        ("In 2012 companies moved in.", []),
        ("There are none.", []),
    ],
)
def test_a_figure_is_read_as_it_is_written(quote: str, expected: list[tuple[float, str, str]]) -> None:
    """Amounts in their currency, shares, measures and counts, in the order of the quote."""
    assert [(figure.value, figure.unit, figure.original) for figure in figures(quote)] == expected


def test_a_figure_is_dated_by_its_sentence_and_else_by_its_source() -> None:
    """An undated source leaves it open."""
    assert figures("There were 45 companies in October 2019.")[0].as_of == "2019-10"
    assert figures("On 7 October 2019 there were 45 companies.")[0].as_of == "2019-10-07"
    assert figures("There are 45 companies.")[0].as_of == "2020-10"
    assert figures("There are 45 companies.", published=None)[0].as_of is None


@pytest.mark.parametrize(
    ("quote", "dates"),
    [
        # a span of time holds at its end
        ("There were 45 companies between 2012 and 2016.", ["2016"]),
        ("From 2012 to 2019 they raised £1bn.", ["2019"]),
        ("They raised £134m in 2018/19.", ["2019"]),
        ("They raised £1bn from April 2018 to March 2019.", ["2019-03"]),
        # what only has a beginning lasts until it is told
        ("They have raised £1bn since 2012.", ["2020-10"]),
        ("From 2012 on there were 45 companies.", ["2020-10"]),
        # the start and the end of a year are months; a season and a quarter are not
        ("It had 50 tenants at the start of 2016.", ["2016-01"]),
        ("There were 42 firms at the end of 2015.", ["2015-12"]),
        ("In autumn 2019 there were 45 companies.", ["2019"]),
        ("There were 45 companies in Q3 2019.", ["2019"]),
        # what stands when it is told is of that month of the year that it names
        ("In 2020 the UK is home to 29% of them.", ["2020-10"]),
        ("In 2020 the UK was home to 29% of them.", ["2020"]),
        ("In 2019 the UK is home to 29% of them.", ["2019"]),
        # each value has the date beside it
        ("Jobs rose from 89 in 2018 to 115 in 2019.", ["2018", "2019"]),
        ("It had been 178 trials in 2018 and 168 in 2017.", ["2018", "2017"]),
        ("It gave over 1,000 jobs in 2019 (540 in 2012).", ["2019", "2012"]),
        ("There were 3,000 jobs (2019) and 500 (2012).", ["2019", "2012"]),
        ("It had 22 firms, 11 of them new, in 2012; it has 90 now.", ["2012", "2012", "2020-10"]),
        # a clause goes on from the one before, or from what the sentence opens with
        ("By 1 February 2017 it had 49 tenants, and more than £200m had been raised.", ["2017-02-01", "2017-02-01"]),
        ("They had raised £1bn by 2019, around 60% of it for genes.", ["2019", "2019"]),
        ("The workforce of 2019, the base for this, is put at 3,199 people.", ["2019"]),
        # a date that only bounds a value is not that of the next one
        ("It held 49% after the August 2018 offering and 49.7% in November 2019.", ["2020-10", "2019-11"]),
        ("There were 127 trials in 2019, about 45% more than in 2018.", ["2019", "2019"]),
        # the date of something else
        ("The campus opened in 2012; over 40 businesses are here by now.", ["2020-10"]),
        ("The campus, opened in 2012, has over 40 businesses.", ["2020-10"]),
        ("The campus opened in 2012 and has over 40 businesses.", ["2020-10"]),
        ("The campus, founded in 2012, now has over 40 businesses.", ["2020-10"]),
        ("The £55m centre is planned to open in 2017.", ["2020-10"]),
        ("The credit is 20%, for periods starting on or after 1 April 2019.", ["2020-10"]),
        # an earlier value of no date has none, rather than that of today's
        ("It had a 13% share in 2019, up from 8%.", ["2019", None]),
        # a date after what a value is only compared with is not that of the value
        ("The UK has 168 trials, up 9% from 154 in 2020.", ["2020-10", "2020-10", "2020"]),
        ("Staff numbers rose to 168 from 154 in 2018.", ["2020-10", "2018"]),
        ("There were 81 trials, compared with 80 in 2018.", ["2020-10", "2018"]),
        ("Start-up funding of £38m comes from five founders.", ["2020-10", "2020-10"]),
        ("Companies had risen from 22 to 70 by 2019.", [None, "2019"]),
        # a table row has its date in a cell of its own
        ("Measure: Staff of firms; Value: over 4,350; Year: 2019.", ["2019"]),
        ("City: Oxford; Rent per sq ft, Q3 2019: £62.50.", ["2019"]),
    ],
)
def test_a_date_belongs_to_the_value_of_its_clause(quote: str, dates: list[str | None]) -> None:
    """Not to every value of the sentence; the source is of October 2020."""
    assert [figure.as_of for figure in figures(quote)] == dates


def test_a_figure_keeps_its_hedge() -> None:
    """As one of five words, whatever the wording."""
    quote = "Over 45 firms, nearly 80% of them new, got around £5m, at least €2m and up to 30 staff, or exactly 7 labs."
    assert [figure.hedge for figure in figures(quote)] == ["over", "almost", "about", "at least", "up to", None]


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
        ("Over 6,000 jobs are expected by 2024.", "planned"),
        ("The £50m bid was sent.", "planned"),
        ("It has put in a bid for £50m.", "planned"),
        ("The new building is to cost £66m.", "planned"),
        ("There will be 10,161 staff in 2028.", "planned"),
        ("The workforce is 10,161 in 2028.", "planned"),  # a date ahead of the source
        ("A vision for it, stated in 2020, is 350 companies.", "planned"),
        ("The town was awarded £37.5m.", "achieved"),
        ("Nine firms may share the £37.5m grant awarded.", "planned"),
        ("The plan was approved, and £65m was raised.", "achieved"),
        ("The hub is said to be the largest.", "achieved"),
        ("In May 2020 there were 45 companies.", "achieved"),
    ],
)
def test_planned_is_told_from_achieved(quote: str, status: str) -> None:
    """By the clause: the last word before the value, else a plan behind it, else a date that is still ahead."""
    assert figures(quote)[0].status == status


@pytest.mark.parametrize(
    ("quote", "scope"),
    [
        ("The campus has 45 companies.", "campus"),
        ("The UK has 90 companies.", "UK"),
        ("Europe has 241 companies.", "Europe"),
        ("Stevenage has 89,000 inhabitants.", "town"),
        ("There are 300 firms.", None),
        ("The UK has 12% of global trials.", "world"),
        ("The UK has 29% of European companies.", "Europe"),
        ("It is the largest cluster outside the US.", "world outside the US"),
        ("Stevenage is the UK's second largest hub.", "UK"),
        ("In Hertfordshire there are 300 firms.", "county"),
        ("Hertfordshire LEP gave £5m.", None),
        ("Innovate UK gave £5m.", None),
        ("While the UK has grown, Stevenage has 45 firms.", "town"),
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


@given(st.lists(PIECES | st.text(max_size=6), max_size=15).map("".join))
def test_a_text_has_units_exactly_when_it_has_figures(quote: str) -> None:
    """Over any text: a unit for each figure, whole or by its last word."""
    units = units_in(quote)
    assert all(any(figure.unit.partition(" per ")[0].endswith(unit.partition(" per ")[0]) for unit in units)
               for figure in figures(quote))  # fmt: skip
    assert bool(units) == bool(figures(quote))


def test_units_are_named_by_their_last_word_when_counted() -> None:
    """So that skilled jobs are jobs; an area stays an area."""
    assert units_in("up to 5,000 skilled jobs, 1.4m sq ft, £5m and 60% in 2020") == {"jobs", "sq ft", "GBP", "%"}


def test_dates_can_be_had_as_figures_too() -> None:
    """For questions of when: the words, the ISO date, planned or achieved."""
    source = make_document("x", published=Published(2020, 10)).source
    quote = "The centre opened in April 2018 and will grow in Q3 2027."
    assert [
        (figure.original, figure.unit, figure.value, figure.as_of, figure.status)
        for figure in dates_of(Citation(7, source, quote, 0, len(quote), "g000001"))
    ] == [
        ("April 2018", "date", date(2018, 4, 1).toordinal(), "2018-04", "achieved"),
        ("Q3 2027", "date", date(2027, 7, 1).toordinal(), "2027", "planned"),
    ]


def test_a_number_of_hundreds_of_digits_is_no_figure() -> None:
    """It could not be sent as JSON."""
    assert figures(f"There are {'9' * 400} companies.") == []
