"""Lexicon: names, short forms and near spellings, learnt from the documents alone."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bot.lexicon import Lexicon

TEXT = (
    "The Cell and Gene Therapy Catapult (CGTC) works with Stevenage Bioscience Catalyst (SBC) in Stevenage. "
    "Companies such as Autolus moved to the campus. The companies grow."
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The lexicon of one text."""
    return Lexicon.of([TEXT])


def test_a_short_form_is_spelled_out_beside_itself(lexicon: Lexicon) -> None:
    """As the documents spell it out; only where it is written in capitals."""
    assert lexicon.spelled_out("Who runs CGTC?") == "Who runs CGTC Cell and Gene Therapy Catapult?"
    assert lexicon.spelled_out("Who runs SBC?") == "Who runs SBC Stevenage Bioscience Catalyst?"
    assert lexicon.spelled_out("Who runs XYZ?") == "Who runs XYZ?"


def test_names_are_what_the_documents_write_with_capitals_inside_sentences(lexicon: Lexicon) -> None:
    """Not what only begins a sentence."""
    assert {"stevenage", "autolus", "catapult"} <= lexicon.names
    assert not {"companies", "the", "campus"} & lexicon.names


def test_who_possesses_is_another_than_what_is_possessed() -> None:
    """ "King's Cross" is one name though: a king is no name."""
    text = "In Stevenage both Autolus and GSK stay, at Marshgate. Trains go to King's Cross, and from King's Cross."
    lexicon = Lexicon.of([text], is_word=lambda word: word == "king")
    assert lexicon.phrases("how big is Autolus' Marshgate site?") == ["Autolus", "Marshgate"]
    assert lexicon.phrases("how big is GSK's Stevenage site?") == ["GSK", "Stevenage"]
    assert lexicon.phrases("how far is King's Cross?") == ["King's Cross"]


def test_an_everyday_word_is_a_name_only_with_a_capital() -> None:
    """ "Innovation Centre" makes no name of every innovation; a name that is no other word needs no capital."""
    text = "The Innovation Centre in Stevenage has opened. A visit to the Innovation Centre is free."
    lexicon = Lexicon.of([text], is_word=lambda word: word in {"innovation", "centre"})
    assert lexicon.phrases("What help is there for innovation in stevenage?") == ["stevenage"]
    assert lexicon.phrases("Is the Innovation Centre in Stevenage?") == ["Innovation Centre", "Stevenage"]
    assert lexicon.phrases("Innovation Centre, how large?") == ["Innovation Centre"]
    assert lexicon.phrases("Innovation in Stevenage?") == ["Stevenage"]


@pytest.mark.parametrize(("misspelt", "meant"), [("compnaies", "companies"), ("camppus", "campus"), ("zzzzzz", None)])
def test_a_misspelt_word_is_near_the_documents_word(lexicon: Lexicon, misspelt: str, meant: str | None) -> None:
    """Only when most letters are the same."""
    assert lexicon.near_word(misspelt) == meant


def test_an_unknown_name_stays_unknown(lexicon: Lexicon) -> None:
    """A company that the documents do not know is not taken for one that they do."""
    assert lexicon.near_name("autollus") == "autolus"
    assert lexicon.near_name("astra") is None


@given(st.lists(st.text()), st.text())
def test_any_texts_make_a_lexicon(texts: list[str], question: str) -> None:
    """Spelling out only ever adds."""
    assert len(Lexicon.of(texts).spelled_out(question)) >= len(question)


def test_few_letters_joined_are_no_unknown_name() -> None:
    """ "R&D" stands in nearly every document, though no word of it is one."""
    lexicon = Lexicon.of(["The R&D site is in Stevenage."])
    assert lexicon.knows("R&D")
    assert lexicon.knows("Stevenage's")
    assert not lexicon.knows("Germany")


class Unwalked(frozenset[str]):
    """Words that may be looked up, and not gone through: in a large store they are hundreds of thousands."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("all names were gone through")

    def __sub__(self, _: object) -> frozenset[str]:
        raise AssertionError("all names were gone through")


@given(st.lists(st.sampled_from(["Autolus", "the", "campus", "stevenage", "Innovation", "in", "Ann"]), max_size=8))
def test_names_are_found_in_a_question_without_going_through_all_there_are(words: list[str]) -> None:
    """Whatever the question."""
    sets = [frozenset(("the", "campus", "in")), frozenset(("autolus", "stevenage")), frozenset(("innovation",))]
    words_of, names, everyday = map(Unwalked, sets)
    question = " ".join(words)
    whole = Lexicon(sets[0], sets[1], {}, sets[2])
    assert Lexicon(words_of, names, {}, everyday).phrases(question) == whole.phrases(question)


@given(st.frozensets(st.text("abc", max_size=7), max_size=30), st.text("abc", min_size=1, max_size=7))
def test_the_nearest_word_is_that_of_all_there_are(words: frozenset[str], word: str) -> None:
    """The one that is most like it, of those with its first letter and two letters more or less at most."""
    alike = sorted(one for one in words if one[:1] == word[0] and abs(len(one) - len(word)) <= 2)
    best = max((fuzz.ratio(word, one) for one in alike), default=0)
    near = [one for one in alike if fuzz.ratio(word, one) == best >= 80]
    assert Lexicon(words, frozenset(), {}).near_word(word) == next(iter(near), None)


def test_an_everyday_word_before_a_name_typed_small_belongs_to_it() -> None:
    """ "complement therapeutics", as it is typed on a phone; alone the word names nothing."""
    lexicon = Lexicon.of(
        ["In 2019 both Complement Therapeutics and Freeline listed."], lambda word: word == "complement"
    )
    assert lexicon.phrases("who led complement therapeutics") == ["complement therapeutics"]
    assert lexicon.phrases("what is a complement") == []


def test_a_long_form_typed_small_is_written_as_the_documents_do() -> None:
    """So that it goes by its short form too; what is part of another word stays."""
    lexicon = Lexicon.of(["The Stevenage Bioscience Catalyst (SBC) opened. SBC has labs."])
    assert lexicon.as_written("who runs stevenage bioscience catalyst?") == "who runs Stevenage Bioscience Catalyst?"
    everyday = Lexicon.of(
        ["Firms in Cell Therapy (CT) grow. In CT all is new, and Cell Therapy is too."], lambda _: True
    )
    assert everyday.as_written("firms in cell therapy") == "firms in cell therapy"
    assert lexicon.as_written("stevenage bioscience catalysts") == "stevenage bioscience catalysts"


def test_a_name_with_a_number_behind_it_is_known_as_a_whole() -> None:
    """COVID-19 is mentioned where it is, though no document has a word "covid" or "19"."""
    lexicon = Lexicon.of(["Trials were on hold because of COVID-19."])
    assert lexicon.knows("COVID-19")
    assert not lexicon.knows("COVID-20")
