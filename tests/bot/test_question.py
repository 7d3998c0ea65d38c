"""What the bot makes of a question: on its own, after others, misspelt, in parts, and when it is none."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ask import Bot
from bot.errors import AskError
from bot.question import LONGEST_QUESTION, clean
from bot.types import Status, Turn


@given(st.text(st.characters()))
def test_a_question_is_one_clean_line_or_is_refused(text: str) -> None:
    """Over any characters, lone surrogates and controls too; cleaning twice changes nothing."""
    try:
        line = clean(text)
    except AskError:
        return
    assert line.isprintable()
    assert line == " ".join(line.split())
    assert line.encode()
    assert clean(line) == line


@pytest.mark.parametrize("text", ["", "   ", "\n\t\n", "\x00\x01\x02", "\ud800", "?!", "\u200b", "🎉"])
def test_a_question_without_words_is_refused_in_a_sentence(campus_bot: Bot, text: str) -> None:
    """It says what to do."""
    with pytest.raises(AskError, match=r"There is no question yet\. Ask for a figure, a date or an event, please\."):
        campus_bot.ask(text)


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "How many companies? " * 5_000, "e\u0301" * 50_000, "\u0344" * 100_000]
)
def test_a_question_of_100_000_characters_is_refused_quickly(campus_bot: Bot, text: str) -> None:
    """In a sentence with the limit, and without the work that a text so long would cost."""
    began = time.process_time()
    with pytest.raises(AskError, match=rf"{LONGEST_QUESTION:,} characters\. Ask it in a sentence or two, please\."):
        campus_bot.ask(text)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "text",
    [
        "How many\x00 companies\x1b[31m are on the campus in 2020?",
        "How many companies\ud800 are on the campus in 2020?",
        "How many companies are on the \u202ecampus in 2020?",
        "  How many\ncompanies are on the campus\r\nin 2020?  ",
    ],
)
def test_controls_and_lone_surrogates_do_not_disturb_a_question(campus_bot: Bot, text: str) -> None:
    """They are left out, and what is left is answered."""
    answer = campus_bot.ask(text)
    assert "45 companies" in answer.text
    assert answer.question.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)> How many companies are on the campus in 2020?",
        "**How many companies** are on the [campus](javascript:alert(1)) in 2020?",
        "# How many companies are on the `campus` in 2020?",
    ],
)
def test_markup_in_a_question_is_text(campus_bot: Bot, text: str) -> None:
    """It comes back as it was written and never stands in the answer."""
    answer = campus_bot.ask(text)
    assert answer.question == text
    assert answer.status in (Status.ANSWERED, Status.NOT_FOUND)
    assert not {"<img", "javascript", "**", "`"} & set(answer.text.split())


def test_a_misspelt_question_is_answered(campus_bot: Bot) -> None:
    """A slip in a word or a name that the documents write otherwise."""
    assert "20 minutes" in campus_bot.ask("How long does the trian to King's Cross take from Stevenge?").text


FIRST = Turn(
    "How many companies are on the Stevenage campus in 2020?", "45 companies, 13 of which are in cell and gene therapy."
)


def test_a_follow_up_leans_on_the_question_before(campus_bot: Bot) -> None:
    """ "And how many of those ...": the answer holds the part of the whole."""
    answer = campus_bot.ask("And how many of those are in gene therapy?", [FIRST])
    assert "13 of which" in answer.text
    assert answer.standalone_question != answer.question


def test_a_follow_up_may_change_only_the_year(campus_bot: Bot) -> None:
    """The rest of the question stays."""
    answer = campus_bot.ask("And in 2016?", [FIRST])
    assert "2016" in answer.standalone_question
    assert answer.citations[0].source.id == "press/2016.md"


def test_a_pronoun_stands_for_what_was_asked_about(campus_bot: Bot) -> None:
    """The company of the question before."""
    answer = campus_bot.ask("How many jobs will it create?", [Turn("What does the Autolus factory cost?", "£65m.")])
    assert "Autolus" in answer.standalone_question
    assert "400 jobs" in answer.text


def test_a_question_that_stands_alone_is_left_as_it_is(campus_bot: Bot) -> None:
    """Whatever was said before."""
    question = "How long does the train from Stevenage to King's Cross take?"
    assert campus_bot.ask(question, [FIRST]).standalone_question == question


def test_both_parts_of_a_question_are_answered(campus_bot: Bot) -> None:
    """From two documents when they stand in two."""
    text = campus_bot.ask("How many inhabitants does the town have, and what does the Autolus factory cost?").text
    assert "89,000" in text
    assert "£65m" in text


TALK = st.lists(st.builds(Turn, st.text(max_size=60), st.text(max_size=60)), max_size=3)


@given(st.text(min_size=1, max_size=60), TALK)
@settings(max_examples=15)
def test_any_question_after_any_talk_is_answered_or_refused(campus_bot: Bot, text: str, talk: list[Turn]) -> None:
    """It never ends in anything else than an answer or a sentence."""
    try:
        answer = campus_bot.ask(text, talk)
    except AskError:
        return
    assert answer.status in Status
    assert answer.text
