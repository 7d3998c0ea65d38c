"""Figures of the time and the place that a question asks about, and of others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.holding import is_of_another
from bot.lexicon import Lexicon
from bot.question import Part, clean, understand

LEXICON = Lexicon.of(["The trials in the UK and the centre of Autolus in Stevenage."])


def part_of(question: str) -> Part:
    """The one part of a question."""
    (part,) = understand(question, [], LEXICON).parts
    return part


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many trials were ongoing in the UK in 2025?", "The UK had 187 ongoing trials in 2024, up 7%."),
        ("How many trials were there in 2021?", "The number of trials had been 178 in 2022."),
        ("number of uk trials 2016", "The UK had 60 trials in 2019."),
        ("What cash did Autolus hold at 31 December 2024?", "It held cash of $86.1m at 30 September 2024."),
        ("What was the rent per sq ft in Q3 2023?", "City: Oxford; Headline rent per sq ft, Q3 2024: £62.50."),
        ("How many trials were there in the whole world?", "The UK had 187 trials."),
        ("What is the rent per sq ft in Stevenage?", "City: Oxford; Rent per sq ft, Q3 2024: £62.50."),
    ],
)
def test_a_figure_of_another_time_or_place_is_told_from_the_one_asked_for(question: str, sentence: str) -> None:
    """It would be the wrong figure with a citation."""
    assert is_of_another(part_of(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many trials were ongoing in the UK in 2024?", "The UK had 187 ongoing trials in 2024, up 7%."),
        ("How many trials were there in 2021?", "There were 178 trials in 2022 and 168 in 2021."),
        # no date of its own: the source's may do
        ("How many trials were there in 2021?", "The UK has 168 trials, up from 154 in 2020."),
        ("How many trials were there in 2019, 2022 and 2023?", "Trials numbered 127 in 2019."),
        # the year is that of a thing or of something else that happened
        ("How much would the 2015 plan bring?", "The plan foresees £1.2bn by 2020."),
        ("How many trials did the head name when the 2019 figures came out?", "There were 154 trials in 2020."),
        ("How much has Autolus, founded in 2014, raised?", "Autolus raised $150m in June 2018."),
        # a row is of the place asked about, or the question is which place it is
        ("What is the rent per sq ft in Oxford?", "City: Oxford; Rent per sq ft, Q3 2024: £62.50."),
        ("In which city beside Stevenage is the rent per sq ft £62.50?", "City: Oxford; Rent per sq ft: £62.50."),
        ("How much goes to the Stevenage hub?", "Project: Leisure Hub; Share: £10m."),
        # a history is of many times
        ("How has the number of trials changed since 2013?", "There were 154 trials in 2020."),
        # when something was, and who did it, is no figure that moves
        ("When in 2018 was the centre licensed?", "The centre was licensed in August 2019."),
        ("Who led the centre in 2019?", "In 2020 it was led by 3 people."),
    ],
)
def test_what_may_be_of_the_time_asked_about_stays(question: str, sentence: str) -> None:
    """Only what is surely of another is set aside."""
    assert not is_of_another(part_of(question), sentence)


@given(st.text(min_size=1, max_size=200).filter(lambda text: any(map(str.isalnum, text))), st.text(max_size=300))
def test_any_question_and_any_sentence_will_do(question: str, sentence: str) -> None:
    """Nothing that is asked or written raises."""
    for part in understand(clean(question), [], LEXICON).parts:
        assert is_of_another(part, sentence) in (True, False)
