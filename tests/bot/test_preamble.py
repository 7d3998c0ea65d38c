"""without_preamble: what somebody says of himself is not part of what he asks."""

import pytest

from bot.preamble import without_preamble


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("I'm finishing a PhD on T cells. Does the campus have labs?", "Does the campus have labs?"),
        ("We are a small firm. We need a lab. Any space?", "Any space?"),
        ("Hi there, I work at a bank. what's the rent?", "what's the rent?"),
        ("hi, on my phone so short: what did Autolus get?", "what did Autolus get?"),
        ("As a local reporter. How many jobs?", "How many jobs?"),
        ("For my thesis introduction: what share was commercial?", "what share was commercial?"),
        ("Our CFO wants to know: what's the rate?", "what's the rate?"),
        ("cfo asking: r&d credit rate?", "r&d credit rate?"),
        ("hey quick one, how much did it cost", "how much did it cost"),
        ("As finance director of a start-up: at what rate is it?", "at what rate is it?"),
        ("For a US firm weighing the UK: what is the credit rate?", "what is the credit rate?"),
        ("If a company of ours does research in the UK, what's the rate?", "what's the rate?"),
        ("student essay lol, what share is that?", "what share is that?"),
        ("We fly in from Singapore a lot. How far is Heathrow?", "How far is Heathrow?"),
        ("On my phone so keep it short: floor area of the cluster?", "floor area of the cluster?"),
        ("My son is an architect so I have to ask: who designed it all?", "who designed it all?"),
        ("GSK worries me, I have a friend there. How many jobs go at Stevenage?", "How many jobs go at Stevenage?"),
        ("student here doing an essay on labs. How many are there?", "How many are there?"),
        ("Council planning team here. Who sold the house?", "Who sold the house?"),
        ("Morning. Why did Autolus cut jobs?", "Why did Autolus cut jobs?"),
        ("I'm writing about the Oxford lab - when did it open?", "when did the Oxford lab open?"),
        ("I'm looking into the Achilles job losses. What did they drop?", "What did Achilles drop?"),
        (
            "I'm comparing clusters. How many jobs will the Berlin centre have once it opens?",
            "How many jobs will the Berlin centre have once it opens?",
        ),
    ],
)
def test_who_asks_and_what_for_is_dropped(said: str, asked: str) -> None:
    """Its names would be looked for in the documents."""
    assert without_preamble(said) == asked


@pytest.mark.parametrize(
    "question",
    [
        "I hear Autolus was bought. When did that happen?",
        "We own shares in Freeline. Who runs it?",
        "For the Spark Building, who paid?",
        "Freeline buyout, what did Syncona ask for?",
        "What is it that the board wants to know?",
        "I want to know how many firms there are.",
        "Our town has a campus.",
        "The UK had 41 Phase I trials. How many Phase II trials were there?",
        "Who is here, and how many are there?",
        "How long were they here. Who came after?",
        "We hear GSK is shedding jobs. How many in all?",
        "I've heard GSK is cutting jobs. Is Stevenage affected?",
        "Tell me about GSK. How many staff has it?",
        "As of March 2019, how many firms were there?",
        "As part of the deal, what did Roche get?",
        "I'm writing about Berlin's new centre. Who broke ground?",
        "If we took space at Sycamore House, who runs the building?",
        "If the works open in 2027, how many jobs will they bring?",
        "I need to check a line on GSK's cuts of 2026: how many of the posts were at Stevenage?",
        "How many firms are there?",
    ],
)
def test_what_the_question_leans_on_or_is_made_of_stays(question: str) -> None:
    """Nothing is asked without it."""
    assert without_preamble(question) == question
