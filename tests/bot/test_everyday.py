"""Everyday wording in the words that documents use."""

import pytest

from bot.everyday import as_documents_say, without_measure


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("How much taxpayers' money went into it?", "How much public money went into it?"),
        ("What part of the cost did it pay?", "what share of the cost did it pay?"),
        ("Who takes over the work of the council?", "Who takes over the functions of the council?"),
        ("Who took on the council's work?", "Who took on the council's functions?"),
        ("What did the town pay at the outset?", "What did the town pay upfront?"),
        ("What did the town pay on day one?", "What did the town pay upfront?"),
        ("What had the town put in for?", "What had the town asked for?"),
        ("When did the hall start operating?", "When did the hall open?"),
        ("Who was the town's spokesman when it was told?", "who spoke for the town when it was told?"),
        ("Who takes over what the council did?", "Who takes over the functions of the council?"),
        ("What does the town spend on roads?", "how much does the town spend on roads?"),
        ("How much does it spend on roads a year?", "How much does it spend on roads?"),
        ("What did the town spend the money on?", "What did the town spend the money on?"),
        ("How much money is the town after?", "How much money has the town asked for?"),
        ("How much does the town want?", "How much has the town asked for?"),
        ("When was the first sod cut for the hall?", "When was ground broken for the hall?"),
        ("How many trials were phase 2?", "How many trials were phase II?"),
        ("How many patients is it to serve at the start?", "How many patients is it to serve initially?"),
        ("How many jobs were there at the start of 2020?", "How many jobs were there at the start of 2020?"),
        ("How many people were in the audience?", "How many delegates were in the audience?"),
        ("Which government pot did it come from?", "Which government fund did it come from?"),
        ("Which architects drew the scheme up?", "Which architects designed the scheme?"),
        ("How many people were in the town?", "How many people were in the town?"),
        ("Who works in the town?", "Who works in the town?"),
        ("Who's in Sycamore House?", "which companies are the occupiers of Sycamore House?"),
        ("What do we actually get out of the status?", "what benefits does the status bring?"),
        ("Is it being wound up?", "Is it in liquidation?"),
        ("What does the status actually get you?", "what benefits does the status bring?"),
        ("What did the town actually get?", "how much was the town awarded?"),
        ("What did the town end up being given?", "how much was the town awarded?"),
        ("uk cgt workforce size", "uk cell and gene therapy workforce"),
        ("What is the size of the UK's workforce?", "What is the UK's workforce?"),
        ("What is the size of the campus?", "What is the size of the campus?"),
        ("Who's the architect behind the hall?", "Who's the architect of the hall?"),
        ("How many UK sites held an MHRA licence in 2022?", "How many UK sites held a licence in 2022?"),
        ("When did the therapy get its MHRA licence?", "When did the therapy get its MHRA licence?"),
        ("On average, how full were the labs?", "how full were the labs?"),
        ("Who was lead investor in the round?", "who led the round?"),
        ("What is the credit rate in the merged scheme?", "What is the rate of the R&D credit in the merged scheme?"),
        ("Size of Freeline's series C?", "how much did Freeline raise in its series C?"),
        ("What is the R&D credit rate?", "What is the rate of the R&D credit?"),
        (
            "What share of adults in Luton had a degree?",
            "What share of residents in Luton had degree-level qualifications?",
        ),
        ("Who has a degree in biology?", "Who has a degree in biology?"),
        ("What were we given in the end?", "how much was we awarded?"),
        ("What did each share cost the buyers?", "what was the price per share?"),
        ("How much had Roche raised by the time it floated?", "How much had Roche raised before its IPO?"),
        (
            "What was the top rent in London in the third quarter of 2024?",
            "What was the headline rent in London in Q3 2024?",
        ),
        ("What did Roche get for each share when it floated?", "at what price did Roche sell shares when it floated?"),
        ("Who takes on its work?", "Who takes on its functions?"),
        ("How many trials ran in the first covid year?", "How many trials ran in 2020?"),
        ("When did the regulator say yes?", "When did the regulator approve?"),
        ("What rate does a UK company pay?", "What rate does a company pay?"),
        ("What came after the town?", "What came after the town?"),
        ("What did AZ pay?", "What did AstraZeneca pay?"),
        ("What's the towns population?", "What's the town's population?"),
        ("Q3 24 lab rent?", "Q3 2024 lab rent?"),
        ("How much did that cost Syncona in write-offs?", "how much did Syncona write off?"),
        ("What are rents in Oxford like, per sq ft?", "What are rents in Oxford, per sq ft?"),
        ("Did covid get in the way?", "did COVID-19 affect any of them?"),
        ("How many on 5 Feb 2023?", "How many on 5 February 2023?"),
        ("Which R&D tax credit is it?", "Which R&D credit is it?"),
        ("Did it win any prizes?", "Did it win any awards?"),
        ("Who ran GSK before the current CEO?", "who was CEO of GSK before the current one?"),
    ],
)
def test_a_question_is_read_in_the_words_of_documents(asked: str, read: str) -> None:
    """And as it is where it has no such wording."""
    assert as_documents_say(asked) == read


def test_a_size_is_asked_for_in_no_measure() -> None:
    """The documents may give it in another."""
    assert without_measure("How many sq ft is the hall?") == "How large is the hall?"
    assert without_measure("How many square metres of lab space are there?") == "How much lab space are there?"
    assert without_measure("How many jobs are there?") == "How many jobs are there?"
