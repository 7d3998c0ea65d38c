"""Scopes, roles, superlatives, languages and numbers: small readings of the words of a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.numerals import with_digits
from bot.traits import is_current, is_history, roles_of, scopes_of, superlative_of
from ingest.language import language_hint


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("How many companies are on the campus?", {"campus"}),
        ("Who works at SBC?", {"campus"}),
        ("What is the population of the town?", {"town"}),
        ("How many firms are there in Hertfordshire?", {"county"}),
        ("trials in Britain", {"UK"}),
        ("the national workforce", {"UK"}),
        ("a European lead and global sales", {"Europe", "world"}),
        ("jobs on the campus, rather than in the wider county", {"campus"}),
        ("the whole UK, not just the town", {"UK"}),
        ("How many companies are in Stevenage?", set()),
        ("Did it win the British Council for Offices award?", set()),
        ("What year was it designated a New Town?", set()),
        ("the European Regional Development Fund grant", set()),
        ("in the county council's evidence pack", set()),
    ],
)
def test_scopes_come_from_words_of_place_and_not_from_names_that_hold_them(text: str, scopes: set[str]) -> None:
    """Stevenage may be the town or the campus, so it is neither."""
    assert scopes_of(text) == scopes


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Who is the chief executive of Autolus?", {"ceo"}),
        ("CEO OF SBC?", {"ceo"}),
        ("Who chaired the board?", {"chair"}),
        ("Who is the mayor?", {"mayor"}),
        ("Which minister came?", {"minister"}),
        ("Who is in charge?", {"head"}),
        ("How many companies?", set()),
    ],
)
def test_roles_have_one_name_each(text: str, roles: set[str]) -> None:
    """However they are worded."""
    assert roles_of(text) == roles


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Is it the largest in Europe?", "largest"),
        ("the third-largest cluster", "third largest"),
        ("When did it first open?", "first"),
        ("Is it the only one?", "only"),
        ("List the first five collaborators", None),
        ("first-in-human trials", None),
        ("answer only this", None),
        ("the most recent figure", None),
    ],
)
def test_a_superlative_is_a_claim_of_rank(text: str, word: str | None) -> None:
    """Not an order of listing."""
    assert superlative_of(text) == word


def test_a_dated_question_is_not_about_now_and_an_outright_now_wins_over_the_past_tense() -> None:
    """ "The latest" is now even after "was"."""
    assert is_current("Who runs it?", dated=False)
    assert is_current("What was the latest figure?", dated=False)
    assert is_current("What was it at the last census?", dated=False)
    assert is_current("How much did the tenants raise?", dated=False)
    assert is_current("How much was raised by companies on the campus?", dated=False)
    assert not is_current("How much did the tenants raise by 2017?", dated=True)
    assert not is_current("How much did Autolus raise in its IPO?", dated=False)
    assert not is_current("Who ran it?", dated=False)
    assert not is_current("How many are there now?", dated=True)


def test_a_growth_fund_is_no_history() -> None:
    """A name that holds the word asks for no values over time."""
    assert is_history("How did it grow?")
    assert not is_history("What did the Local Growth Fund pay?")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wie viele Firmen gibt es auf dem Campus?", "de"),
        ("Was kostet die Miete?", "de"),
        ("Combien d'entreprises y a-t-il ?", "fr"),
        ("¿Cuántas empresas hay?", "es"),
        ("Quante aziende ci sono?", "it"),
        ("Hoeveel bedrijven zijn er?", "nl"),
        ("Сколько компаний?", "ru"),
        ("公司有多少家", "zh"),
        ("会社はいくつ", "ja"),
        ("How many companies are there?", None),
        ("Who is the CEO of Roche de la Tusk?", None),
        ("rent?", None),
        ("Autolus", None),
        ("WHO WAS IN DIE WELT", None),
        ("", None),
    ],
)
def test_other_languages_are_told_from_english_and_doubt_is_english(text: str, code: str | None) -> None:
    """By their function words, or by their script."""
    assert language_hint(text) == code


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("forty-five companies", "45 companies"),
        ("one hundred and five jobs", "105 jobs"),
        ("seventeen thousand two hundred", "17200"),
        ("in twenty nineteen", "in 2019"),
        ("two thousand and nineteen", "2019"),
        ("the first five founders", "the first five founders"),
        ("one or two", "one or two"),
        ("forty sixty", "forty sixty"),
        ("Sixtyone and often", "Sixtyone and often"),
    ],
)
def test_numbers_in_words_become_digits_where_documents_write_digits(text: str, digits: str) -> None:
    """Up to twelve they stay words."""
    assert with_digits(text) == digits


NUMBER_WORDS = st.sampled_from("zero one twelve thirteen twenty ninety hundred thousand and - nineteen jobs".split())


@given(st.one_of(st.text(max_size=80), st.lists(NUMBER_WORDS, max_size=12).map(" ".join)))
def test_any_text_is_read(text: str) -> None:
    """Nothing raises, and digits are written once."""
    assert with_digits(with_digits(text)) == with_digits(text)
    assert scopes_of(text) <= {"campus", "town", "county", "UK", "Europe", "world"}
    assert superlative_of(text) is None or superlative_of(text)
    assert language_hint(text) is None or len(language_hint(text) or "") == 2
    assert all(role.islower() for role in roles_of(text))


@pytest.mark.parametrize(
    ("text", "is_of_now"),
    [
        ("what's the UK's share of the world total?", True),
        ("UK cell and gene therapy workforce", True),
        ("UK share of global ATMP trials", True),
        ("Autolus raised", False),
        ("What was the UK's share?", False),
        ("money put into the campus", True),
    ],
)
def test_a_headline_asks_how_things_are_now(text: str, is_of_now: bool) -> None:
    """So does a question that shortens its "is"."""
    assert is_current(text, dated=False) is is_of_now
