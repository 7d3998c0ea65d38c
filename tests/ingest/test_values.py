"""values_in: what a text states as a number, a date or a rank, and what only looks like one."""

import json
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.values import Value, ValueKind, date_range, normalised, values_in

AMOUNT, COUNT, SHARE = ValueKind.AMOUNT, ValueKind.COUNT, ValueKind.SHARE
MEASURE, RANK = ValueKind.MEASURE, ValueKind.RANK

# A phrase; the value as it is written; its value, unit, hedge and kind.
READ: list[tuple[str, str, float, str, str | None, ValueKind]] = [
    ("They had raised over £1.6bn so far.", "over £1.6bn", 1.6e9, "GBP", "over", AMOUNT),
    ("Funds of almost £1bn came in.", "almost £1bn", 1e9, "GBP", "almost", AMOUNT),
    ("It gave £350m to the town.", "£350m", 350e6, "GBP", None, AMOUNT),
    ("Put in $161.8m net.", "$161.8m", 161.8e6, "USD", None, AMOUNT),
    ("US$150m was sold.", "US$150m", 150e6, "USD", None, AMOUNT),
    ("A$20m was sold.", "A$20m", 20e6, "AUD", None, AMOUNT),
    ("as much as EUR 655m in all", "as much as EUR 655m", 655e6, "EUR", "up to", AMOUNT),
    ("SEK 160m for the hub", "SEK 160m", 160e6, "SEK", None, AMOUNT),
    ("a budget of GBP 1,100 million", "GBP 1,100 million", 1.1e9, "GBP", None, AMOUNT),
    ("a budget of 1.1 billion pounds", "1.1 billion pounds", 1.1e9, "GBP", None, AMOUNT),
    ("about two million euros", "about two million euros", 2e6, "EUR", "about", AMOUNT),
    ("The lab gets £3,055,880.", "£3,055,880", 3055880, "GBP", None, AMOUNT),
    ("plus £565k from a fund", "£565k", 565e3, "GBP", None, AMOUNT),
    ("£1.2-million grant", "£1.2-million", 1.2e6, "GBP", None, AMOUNT),
    ("up to £900m of money", "up to £900m", 900e6, "GBP", "up to", AMOUNT),
    ("at least £5.3bn in sales", "at least £5.3bn", 5.3e9, "GBP", "at least", AMOUNT),
    ("£300m+ in a year", "£300m+", 300e6, "GBP", "at least", AMOUNT),
    ("Rent: £77.00 per sq ft.", "£77.00 per sq ft", 77, "GBP per sq ft", None, AMOUNT),
    ("City: Oxford; Rent per sq ft, Q3 2024: £62.50.", "£62.50", 62.5, "GBP per sq ft", None, AMOUNT),
    ("more than £400m a year", "more than £400m a year", 400e6, "GBP per year", "over", AMOUNT),
    ("an offer of $5.00 per ADS", "$5.00 per ADS", 5, "USD per ADS", None, AMOUNT),
    ("just under £75m", "just under £75m", 75e6, "GBP", "almost", AMOUNT),
    ("no more than £5m", "no more than £5m", 5e6, "GBP", "up to", AMOUNT),
    ("in excess of €20m", "in excess of €20m", 20e6, "EUR", "over", AMOUNT),
    ("a further £12m", "£12m", 12e6, "GBP", None, AMOUNT),
    ("up to a further £12m", "up to a further £12m", 12e6, "GBP", "up to", AMOUNT),
    ("The site has 45 companies.", "45 companies", 45, "companies", None, COUNT),
    ("forty-five companies moved in", "forty-five companies", 45, "companies", None, COUNT),
    ("Six zones were named.", "Six zones", 6, "zones", None, COUNT),
    ("six Life Science Opportunity Zones (LSOZs)", "six Life Science Opportunity Zones", 6,
     "Life Science Opportunity Zones", None, COUNT),
    ("a dozen firms", "a dozen firms", 12, "firms", None, COUNT),
    ("half a dozen labs", "half a dozen labs", 6, "labs", None, COUNT),
    ("two hundred and ten staff", "two hundred and ten staff", 210, "staff", None, COUNT),
    ("up to 5,000 skilled jobs", "up to 5,000 skilled jobs", 5000, "skilled jobs", "up to", COUNT),
    ("over 8,100 more roles", "over 8,100 more roles", 8100, "roles", "over", COUNT),
    ("154 ongoing cell and gene therapy trials", "154 ongoing cell and gene therapy trials", 154,
     "ongoing cell and gene therapy trials", None, COUNT),
    ("up to 350 research and development (R&D) jobs", "up to 350 research and development (R&D) jobs", 350,
     "research and development jobs", "up to", COUNT),
    ("12 life sciences companies", "12 life sciences companies", 12, "life sciences companies", None, COUNT),
    ("The nine Towns Fund projects start.", "nine Towns Fund projects", 9, "Towns Fund projects", None, COUNT),
    ("250+ companies", "250+ companies", 250, "companies", "at least", COUNT),
    ("300 people or more", "300 people or more", 300, "people", "at least", COUNT),
    ("8.8m shares were sold", "8.8m shares", 8.8e6, "shares", None, COUNT),
    ("9,951,591 American depositary shares", "9,951,591 American depositary shares", 9951591,
     "American depositary shares", None, COUNT),
    ("some 460 members", "some 460 members", 460, "members", "about", COUNT),
    ("close to 5,000 staff", "close to 5,000 staff", 5000, "staff", "almost", COUNT),
    ("It employs 2000 staff.", "2000 staff", 2000, "staff", None, COUNT),
    ("about 2,000 batches a year", "about 2,000 batches a year", 2000, "batches per year", "about", COUNT),
    ("The population is about 88,000.", "about 88,000", 88000, "population", "about", COUNT),
    ("The workforce stood at 6,232 then.", "6,232", 6232, "workforce", None, COUNT),
    ("Measure: Staff of labs; Value: over 4,350; Year: 2022.", "over 4,350", 4350, "staff", "over", COUNT),
    ("The share is 60%.", "60%", 60, "%", None, SHARE),
    ("about 65 per cent of it", "about 65 per cent", 65, "%", "about", SHARE),
    ("nearly 80 percent", "nearly 80 percent", 80, "%", "almost", SHARE),
    ("+117% by then", "117%", 117, "%", None, SHARE),
    ("12.5 percentage points", "12.5 percentage points", 12.5, "percentage points", None, SHARE),
    ("two thirds of it", "two thirds", 66.6667, "%", None, SHARE),
    ("about three quarters of all", "about three quarters", 75, "%", "about", SHARE),
    ("just over a third, for sale", "just over a third", 33.3333, "%", "over", SHARE),
    ("a quarter of the firms", "a quarter", 25, "%", None, SHARE),
    ("one in four of them", "one in four", 25, "%", None, SHARE),
    ("nine out of ten sites", "nine out of ten", 90, "%", None, SHARE),
    ("More than half of the trials", "More than half", 50, "%", "over", SHARE),
    ("half of the money", "half", 50, "%", None, SHARE),
    ("almost 7,000 sq m of space", "almost 7,000 sq m", 7000, "sq m", "almost", MEASURE),
    ("1.2m sq ft of labs", "1.2m sq ft", 1.2e6, "sq ft", None, MEASURE),
    ("more than one million sq ft", "more than one million sq ft", 1e6, "sq ft", "over", MEASURE),
    ("10,000 square feet", "10,000 square feet", 10000, "sq ft", None, MEASURE),
    ("60,000-square-foot hub", "60,000-square-foot", 60000, "sq ft", None, MEASURE),
    ("the 33-acre site", "33-acre", 33, "acres", None, MEASURE),
    ("13 hectares of land", "13 hectares", 13, "hectares", None, MEASURE),
    ("30 miles north", "30 miles", 30, "miles", None, MEASURE),
    ("(50 km) away", "50 km", 50, "km", None, MEASURE),
    ("within 45 minutes by car", "within 45 minutes", 45, "minutes", "up to", MEASURE),
    ("about an hour by car", "about an hour", 1, "hours", "about", MEASURE),
    ("half an hour away", "half an hour", 0.5, "hours", None, MEASURE),
    ("on a 20-year pre-let", "20-year", 20, "years", None, MEASURE),
    ("money over ten years", "ten years", 10, "years", None, MEASURE),
    ("there for over ten years", "over ten years", 10, "years", "over", MEASURE),
    ("jobs hoped for over five to ten years", "five to ten years", 5, "years", None, MEASURE),
    ("six months rent-free", "six months", 6, "months", None, MEASURE),
    ("21 times the stake", "21 times", 21, "times", None, MEASURE),
    ("up to 1,000 L each", "up to 1,000 L", 1000, "litres", "up to", MEASURE),
    ("the third largest in the world", "third largest in the world", 3, "rank", None, RANK),
    ("the world's third-largest, it says", "world's third-largest", 3, "rank", None, RANK),
    ("the largest cluster outside the US", "largest cluster outside the US", 1, "rank", None, RANK),
    ("Europe's largest cell and gene cluster", "Europe's largest cell and gene cluster", 1, "rank", None, RANK),
    ("the second-biggest life sciences cluster in the UK, after Cambridge",
     "second-biggest life sciences cluster in the UK", 2, "rank", None, RANK),
    ("one of the largest in the world", "one of the largest in the world", 1, "rank", "at least", RANK),
    ("in the world's top ten", "world's top ten", 10, "rank", "up to", RANK),
    ("the UK's first open campus", "UK's first", 1, "rank", None, RANK),
]  # fmt: skip


@pytest.mark.parametrize(("text", "written", "value", "unit", "hedge", "kind"), READ)
def test_a_phrase_is_read_as_it_is_meant(
    text: str, written: str, value: float, unit: str, hedge: str | None, kind: ValueKind
) -> None:
    """Value, unit, hedge and kind, and the words that say it, hedge included."""
    found = [item for item in values_in(text) if item.kind is not ValueKind.DATE]
    assert [(text[item.start : item.end], item.value, item.unit, item.hedge, item.kind) for item in found] == [
        (written, value, unit, hedge, kind)
    ]


@pytest.mark.parametrize(
    ("text", "written", "unit", "first", "last"),
    [
        ("It opened in 2012.", "2012", "2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("since April 2018", "April 2018", "2018-04", date(2018, 4, 1), date(2018, 4, 30)),
        ("on 17 April 2023", "17 April 2023", "2023-04-17", date(2023, 4, 17), date(2023, 4, 17)),
        ("on the 3rd of June 2021", "3rd of June 2021", "2021-06-03", date(2021, 6, 3), date(2021, 6, 3)),
        ("on June 3, 2021", "June 3, 2021", "2021-06-03", date(2021, 6, 3), date(2021, 6, 3)),
        ("on 31 June 2020", "31 June 2020", "2020-06", date(2020, 6, 1), date(2020, 6, 30)),
        ("on 2024-02-29", "2024-02-29", "2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("due in Q3 2027", "Q3 2027", "2027-Q3", date(2027, 7, 1), date(2027, 9, 30)),
        ("the third quarter of 2022", "third quarter of 2022", "2022-Q3", date(2022, 7, 1), date(2022, 9, 30)),
        ("in the first half of 2019", "first half of 2019", "2019-H1", date(2019, 1, 1), date(2019, 6, 30)),
        ("in autumn 2020", "autumn 2020", "2020-autumn", date(2020, 9, 1), date(2020, 11, 30)),
        ("in mid-2021", "mid-2021", "2021-mid", date(2021, 5, 1), date(2021, 8, 31)),
        ("in early 2026", "early 2026", "2026-early", date(2026, 1, 1), date(2026, 4, 30)),
        ("by the end of 2019", "the end of 2019", "2019-end", date(2019, 10, 1), date(2019, 12, 31)),
        ("at the start of 2016", "the start of 2016", "2016-start", date(2016, 1, 1), date(2016, 3, 31)),
        ("in 2025-26", "2025-26", "2025/2026", date(2025, 4, 1), date(2026, 3, 31)),
        ("in 2022/23", "2022/23", "2022/2023", date(2022, 4, 1), date(2023, 3, 31)),
        ("a house of the 1980s", "1980s", "198X", date(1980, 1, 1), date(1989, 12, 31)),
    ],
)
def test_a_date_keeps_the_precision_that_it_is_written_with(
    text: str, written: str, unit: str, first: date, last: date
) -> None:
    """Its ISO form, its first day as value, its days by ``date_range``; a day that does not exist is of its month."""
    (found,) = values_in(text)
    assert (text[found.bare_start : found.end], found.unit, found.kind) == (written, unit, ValueKind.DATE)
    assert found.value == first.toordinal()
    assert date_range(text) == (first, last)


def test_a_day_without_a_year_has_no_days() -> None:
    """It may be of any year."""
    (found,) = values_in("on 26 November at noon")
    assert (found.unit, found.value, date_range("on 26 November")) == ("--11-26", 0.0, None)


@pytest.mark.parametrize(
    "text",
    [
        "In it companies moved to SG1 2FX.",
        "Call 01438 906906 or +44 1438 906906.",
        "They met at 10 Downing Street.",
        "See https://example.org/2019/45-companies for more.",
        "Facilities stayed open through COVID-19.",
        "Take junction 7 of the A1(M).",
        "Phase 1 opens.",
        "Phase one is done.",
        "Phase II/III work goes on.",
        "The G7 met, and TCR2 and GT005 did well.",
        "It is on page 78.",
        "The AUTO 3 programme ended.",
        "A third party and a third company took part.",
        "It opened at 9.30am and closed at 17:00.",
        "It is shared about 75/25.",
        "The 50th tenant came.",
        "One of them left.",
        "For the first time it rained.",
        "Its series A round closed.",
        "Write to jobs2000@example.org.",
        "As footnote [12] says, it grew.",
        "Adults over 16 may come.",
    ],
)
def test_what_only_looks_like_a_value_is_none(text: str) -> None:
    """Postcodes, phone numbers, addresses, links, names, phases, times of day, ordinals."""
    assert values_in(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("over five to ten years", 5, 10, "years"),
        ("£10m-£15m", 10e6, 15e6, "GBP"),
        ("£10-15m", 10e6, 15e6, "GBP"),
        ("between £10m and £15m", 10e6, 15e6, "GBP"),
        ("room for 15-20 start-ups", 15, 20, "start-ups"),
        ("10-15% of it", 10, 15, "%"),
        ("two to three million sq ft", 2e6, 3e6, "sq ft"),
    ],
)
def test_a_range_is_one_value_with_two_ends(text: str, low: float, high: float, unit: str) -> None:
    """The low end is the value."""
    (found,) = values_in(text)
    assert (found.value, found.high, found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trials rose from 89 to 115.", ["89 trials", "115 trials"]),
        ("Grew from 150 to 500 staff.", ["150 staff", "500 staff"]),
        ("£3m and £4m were given.", ["GBP 3000000", "GBP 4000000"]),
        ("£3m to $4m", ["GBP 3000000", "USD 4000000"]),
        ("13 of the 45 companies", ["13 companies", "45 companies"]),
        ("45 companies, thirteen of them in gene therapy", ["45 companies", "13 companies"]),
        ("70 of Europe's 241 developers", ["70 developers", "241 developers"]),
        (
            "The UK had 22 ATMP companies in 2012 and over 90 by now.",
            ["22 atmp companies", "2012", "90 atmp companies"],
        ),
        ("23,200 sq m (250,000 sq ft)", ["23200 sq m", "250000 sq ft"]),
        ("In 2019, 70 firms left.", ["2019", "70 firms"]),
        ("In 2012 companies moved in.", ["2012"]),
    ],
)
def test_two_values_are_told_apart(text: str, expected: list[str]) -> None:
    """A change, a part of a group and two amounts are no range; a count without a noun takes that of its sentence."""
    assert [normalised(value) for value in values_in(text)] == expected


def test_one_amount_in_three_notations_is_one_value() -> None:
    """And the same number of another currency is not."""
    one, *others = (normalised(values_in(text)[0]) for text in ("£1.1bn", "GBP 1,100 million", "1.1 billion pounds"))
    assert one == "GBP 1100000000"
    assert others == [one, one]
    assert normalised(values_in("$1.1bn")[0]) == "USD 1100000000"


def test_a_compound_unit_says_what_it_is_per() -> None:
    """ "GBP per sq ft" is per sq ft; "GBP" is per nothing."""
    assert [value.per for value in values_in("£77.00 per sq ft, £5m")] == ["sq ft", None]


SIGNS = {"£": "GBP", "€": "EUR", "$": "USD", "SEK ": "SEK"}
SCALES = {"": 1, "k": 10**3, "m": 10**6, "bn": 10**9, " million": 10**6, " billion": 10**9}


@given(
    st.sampled_from(sorted(SIGNS)),
    st.integers(1, 99_999_999),
    st.integers(0, 99),
    st.sampled_from(sorted(SCALES)),
    st.booleans(),
)
def test_an_amount_is_read_back_in_any_notation(sign: str, whole: int, cents: int, scale: str, commas: bool) -> None:
    """With commas or not, with decimals or not, in thousands, millions or billions; never in another currency."""
    number = (f"{whole:,}" if commas else str(whole)) + (f".{cents:02d}" if cents else "")
    text = f"They paid {sign}{number}{scale} for it."
    (found,) = values_in(text)
    assert (found.unit, found.kind, text[found.start : found.end]) == (SIGNS[sign], AMOUNT, f"{sign}{number}{scale}")
    # From whole cents, so that the expected value is the nearest float as well.
    assert found.value == (100 * whole + cents) * SCALES[scale] / 100


PIECES = st.sampled_from(
    "£|$|€|EUR |1|9,640|2020|31 |June |%| sq m|bn|m | companies|to |.|-|over |about |up to |two |third |largest |in |"
    "of |the |(|)|٣|²|a |half |million |between |and |from |years|Q3 |/|:|\n|Phase |one |dozen |0|,".split("|")
)


def check(text: str, values: list[Value]) -> None:
    """The laws of values, whatever the text."""
    assert all(one.end <= other.start for one, other in pairwise(values))
    for value in values:
        assert 0 <= value.start <= value.bare_start < value.end <= len(text)
        assert value.unit == value.unit.strip() != ""
        assert value.high is None or value.high > value.value
        assert value.hedge in {"over", "almost", "about", "up to", "at least", None}
        json.dumps([value.value, value.high], allow_nan=False)
        assert normalised(value)
        written = text[value.start : value.end]
        for sign, code in SIGNS.items():
            if value.unit == code:
                assert sign.strip() in written or code in written.upper()
            elif value.kind is AMOUNT and not value.unit.startswith(code):
                assert not written.startswith(sign)


@given(st.lists(PIECES | st.text(max_size=6), max_size=25).map("".join))
def test_values_stand_in_any_text_in_order_and_apart(text: str) -> None:
    """Offsets inside the text, no overlap, finite numbers, a hedge of five, never an error."""
    check(text, values_in(text))
    date_range(text)


@given(st.integers(16, 5000), st.sampled_from(["", "£", "1,"]), st.sampled_from([" companies", "bn", "%", ""]))
def test_a_number_of_very_many_digits_is_no_value(digits: int, before: str, after: str) -> None:
    """It is a serial number, or noise."""
    assert values_in(f"There are {before}{'9' * digits}{after}.") == []
