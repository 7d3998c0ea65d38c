"""extreme: which row of a table is the highest or the lowest, and when nobody can tell."""

import pytest
from builders import LEXICON, make_document, part_of
from hypothesis import given
from hypothesis import strategies as st

from bot.choose import choose
from bot.compose import compose
from bot.extremes import extreme
from bot.question import understand
from bot.read import Reading, Scored
from bot.short import ShortAnswers
from bot.verifier.verify import Verifier
from ingest.split import split
from ingest.types import Document, Passage

RENTS = {"Cambridge": "£77.00", "Oxford": "£62.50", "London": "£130.00"}


def table(rows: dict[str, str], head: str = "City", column: str = "Laboratory rent per sq ft, Q3 2024") -> Document:
    """A document that is a table, as the loaders write one."""
    text = "\n".join(f"{head}: {subject}; {column}: {value}." for subject, value in rows.items())
    return make_document(text, title="Rents in the UK")


def passage(rows: dict[str, str], head: str = "City", column: str = "Laboratory rent per sq ft, Q3 2024") -> Passage:
    """The one passage of such a document."""
    (found,) = split(table(rows, head, column))
    return found


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Which city has the highest lab rent?", "London"),
        ("Which city had the lowest lab rent in 2024?", "Oxford"),
        ("Where are lab rents cheapest?", "Oxford"),
        ("most expensive city for lab space", "London"),
        ("Which of Cambridge and London has the lowest lab rent?", "Cambridge"),
    ],
)
def test_the_row_with_the_extreme_value_comes_first(question: str, subject: str) -> None:
    """Of the cities that the question names, where it names several."""
    found = extreme(part_of(question), [passage(RENTS)])
    assert found
    assert found.subject == subject
    assert found.rows[0].text.startswith(f"City: {subject};")


@pytest.mark.parametrize(
    "question",
    [
        "Which city had the highest lab rent in 2021?",
        "Which German city has the highest lab rent?",
        "Which city has the most laboratories?",
        "Which city has the largest laboratory?",
        "Which city got the most laboratories?",
        "Which city has the highest vacancy rate?",
        "How have the highest lab rents changed since 2010?",
        "What is the lab rent in London?",
        "Is London the most expensive city for labs?",
    ],
)
def test_nothing_is_compared_that_was_not_asked(question: str) -> None:
    """Of another year, another country, another column, or of no extreme at all."""
    assert extreme(part_of(question), [passage(RENTS)]) is None


def test_rows_of_several_units_or_with_one_value_have_no_extreme() -> None:
    """Pounds and dollars are not compared, and of two equal ones neither is first."""
    asked = part_of("Which city has the highest lab rent?")
    assert extreme(asked, [passage(RENTS | {"Boston": "$99.00"})]) is None
    assert extreme(asked, [passage({"Oxford": "£62.50", "London": "£62.50"})]) is None


def test_a_row_without_a_value_is_named() -> None:
    """The highest of the values that are given need not be the highest of all."""
    found = extreme(part_of("Which city has the highest lab rent?"), [passage(RENTS | {"Leeds": "Not stated"})])
    assert found
    assert found.text.endswith("; no value is given for Leeds")
    assert len(found.rows) == 4


@given(st.dictionaries(st.sampled_from([f"Town{letter}" for letter in "ABCDEFGH"]), st.integers(1, 900), min_size=2))
def test_the_first_row_has_the_highest_of_all_values(values: dict[str, int]) -> None:
    """And the words say so of that row; where the highest value stands twice there is none."""
    rows = {subject: f"£{value}m" for subject, value in values.items()}
    found = extreme(part_of("Which project got the most money?"), [passage(rows, "Project", "Money from the fund")])
    top = max(values.values())
    if list(values.values()).count(top) > 1:
        assert found is None
    else:
        assert found
        assert values[found.subject] == top
        assert found.text.startswith(f"{found.subject}: £{top}m is the highest of {len(values)} values")


def test_the_answer_is_proven_by_every_row() -> None:
    """The short answer is the row's own word, and the comparison cites all rows."""
    document = table(RENTS)
    (whole,) = split(document)
    asked = understand("Which city has the highest lab rent?", [], LEXICON)
    found = extreme(asked.parts[0], [whole])
    assert found
    reading = Reading(tuple(Scored(row, 0.5, 0.5) for row in found.rows[::-1]), odds=0.5)
    shorts = ShortAnswers(Verifier())
    choice = choose(asked.parts[0], reading, 0.3, shorts)
    composed = compose(asked, [choice], {document.source.id: document}, "g1", shorts)
    assert composed
    assert [(lead.words, lead.citation) for lead in composed.leads] == [("London", 1)]
    (calculated,) = composed.calculations
    assert calculated.citations == (1, 2, 3)
    assert all(document.text[one.start : one.end] == one.quote for one in composed.citations)
    assert composed.conflicts == ()
