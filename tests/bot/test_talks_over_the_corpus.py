"""Talks over the corpus: what the second question leans on neither hides its answer nor lends it another's."""

import pytest

from bot.ask import Bot
from bot.types import Answer, Status, Turn


def told(bot: Bot, *questions: str) -> Answer:
    """The last answer of a talk."""
    talk: list[Turn] = []
    for question in questions[:-1]:
        talk.append(Turn(question, bot.ask(question, talk).text))
    return bot.ask(questions[-1], talk)


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        # named by itself, and hidden by the ministers
        (
            (
                "Which two ministers came to open the Catapult's Stevenage factory in spring 2018?",
                "How many modules does it have since the extension?",
            ),
            "12 modules",
        ),
        # who answers need not say that it was awarded
        (
            (
                "What extra sum was awarded to the Catapult's Stevenage manufacturing centre in August 2017?",
                "Which fund did it come from?",
            ),
            "Industrial Strategy Challenge Fund",
        ),
        # the British regulator's day, not the American one's
        (("When did the US regulator clear Autolus's obe-cel?", "And when did the British one?"), "April 2025"),
        # whose stake it was, not the one in the next company
        (
            ("At what price per share did Autolus float in 2018?", "What stake did Syncona still have after that?"),
            "33.8%",
        ),
        # what it is called is what "it" is
        (
            ("What is Reef's scheme in Stevenage town centre called?", "Who took the first phase of it?"),
            "let to Autolus",
        ),
    ],
)
def test_the_second_question_is_told_first_what_answers_it(
    corpus_bot: Bot, questions: tuple[str, ...], said: str
) -> None:
    """In its first quote."""
    answer = told(corpus_bot, *questions)
    assert said in answer.citations[0].quote


def test_what_no_document_has_a_word_for_is_not_lent_the_answer_before(corpus_bot: Bot) -> None:
    """Nobody tells of holidays, however much is told of the jobs."""
    answer = told(corpus_bot, "How many R&D jobs is GSK to cut?", "What holidays do they get?")
    assert answer.status is Status.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    [
        "What was Stevenage given from the Towns Fund?",  # Milton Keynes was given another sum on the same day
        "How many ADSs were sold in Freeline's flotation with the over-allotment counted in?",
        "What will the UBS and Reef campus be valued at when it is complete?",
    ],
)
def test_figures_of_another_body_or_extent_do_not_disagree(corpus_bot: Bot, question: str) -> None:
    """A disagreement that is none would make a sound figure doubtful."""
    answer = corpus_bot.ask(question)
    assert answer.status is Status.ANSWERED
    assert not answer.conflicts


def test_jobs_at_one_place_are_not_all_jobs(corpus_bot: Bot) -> None:
    """Of the 350 that are to go about 50 are in Stevenage."""
    answer = corpus_bot.ask("How many R&D posts did GSK plan to cut in early 2026?")
    assert "350" in answer.citations[0].quote
