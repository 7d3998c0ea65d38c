"""compared: a comparison becomes one question a side, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.comparisons import compared
from bot.lexicon import Lexicon

LEXICON = Lexicon.of(
    [
        "Labs in Cambridge and Oxford. Both Achilles and Freeline, like Autolus, are in Stevenage. The firm Roche "
        "bought Tusk; then Pfizer bought ReViral. There is the Spark Building and the Sycamore House. In the UK "
        "it grew."
    ]
)
SIDES = [
    ("Compare the lab rents in Cambridge and Oxford", ["the lab rents in Cambridge", "the lab rents in Oxford"]),
    ("Compare the rent in Cambridge with Oxford.", ["the rent in Cambridge", "the rent in Oxford"]),
    ("Which raised more, Achilles or Freeline?", ["How much has Achilles raised?", "How much has Freeline raised?"]),
    (
        "Who has more employees, Autolus, Freeline or Achilles?",
        ["How many employees has Autolus?", "How many employees has Freeline?", "How many employees has Achilles?"],
    ),
    ("Which was founded earlier, Autolus or Freeline?", ["When was Autolus founded?", "When was Freeline founded?"]),
    (
        "Which is bigger: Sycamore House or the Spark Building?",
        ["How large is Sycamore House?", "How large is the Spark Building?"],
    ),
    ("How does Autolus differ from Freeline in headcount?", ["Autolus in headcount", "Freeline in headcount"]),
    ("How do Cambridge and Oxford compare on rents?", ["Cambridge on rents", "Oxford on rents"]),
    ("Lab rents in Cambridge and Oxford in 2024?", ["Lab rents in Cambridge in 2024", "Lab rents in Oxford in 2024"]),
    ("Autolus vs Freeline headcount", ["Autolus headcount", "Freeline headcount"]),
    ("lab rent cambridge vs oxford", ["lab rent cambridge", "lab rent oxford"]),
    (
        "How many more trials were there in 2024 than in 2023?",
        ["How many trials were there in 2024", "How many trials were there in 2023"],
    ),
    (
        "Which is bigger: Cambridge's or Oxford's rent?",
        ["How large is Cambridge's rent?", "How large is Oxford's rent?"],
    ),
    ("Autolus headcount versus Freeline", ["Autolus headcount", "Freeline headcount"]),
    (
        "What is the difference in lab rent between Cambridge and Oxford?",
        ["lab rent in Cambridge", "lab rent in Oxford"],
    ),
    (
        "By what percentage did the number of trials grow between 2019 and 2023?",
        ["How many trials were there in 2023", "How many trials were there in 2019"],
    ),
    (
        "Did the number of jobs go up or down from 2021 to 2023?",
        ["How many jobs were there in 2023", "How many jobs were there in 2021"],
    ),
    (
        "By how much did the floor area of the plan grow between 2022 and 2023?",
        ["What was the floor area of the plan in 2023", "What was the floor area of the plan in 2022"],
    ),
    (
        "How much did the workforce grow from 2019 to 2021?",
        ["How large was the workforce in 2021", "How large was the workforce in 2019"],
    ),
    (
        "What was the increase in the funds raised by Autolus from 2017 to 2019?",
        ["How much was raised by Autolus in 2019", "How much was raised by Autolus in 2017"],
    ),
    ("UK trials 2019 vs 2024", ["UK trials 2019", "UK trials 2024"]),
    (
        "How many trials were there in 2024 compared with the year before?",
        ["How many trials were there in 2024", "How many trials were there in 2023"],
    ),
    (
        "Compare the money behind Autolus with the grant for Freeline",
        ["the money behind Autolus", "the grant for Freeline"],
    ),
]


@pytest.mark.parametrize(("question", "sides"), SIDES, ids=[row[0] for row in SIDES])
def test_a_comparison_is_one_question_a_side_with_the_shared_words(question: str, sides: list[str]) -> None:
    """In the order in which they are named."""
    assert compared(question, LEXICON) == sides


@pytest.mark.parametrize(
    "question",
    [
        "How many companies are in Cambridge and Oxford?",
        "What is the lab rent in Cambridge, Oxford?",
        "By how much did trials rise in 2020 compared with 2019?",
        "Was it £50m or £55m?",
        "Which companies raised money?",
        "How did Autolus grow between 2019 and 2021?",
        "Did Autolus grow between 2019 and 2021?",
        "Compare",
        "Who bought Tusk, and when?",
        "How many councillors voted against the plan?",
    ],
)
def test_what_is_no_comparison_of_two_stays_whole(question: str) -> None:
    """A change over time without two years to work it out from is stated in one sentence."""
    assert compared(question, LEXICON) == []


WORDS = st.sampled_from(
    "Compare compare with vs versus and or , between difference the in Which more bigger is Autolus Oxford 2019 from "
    "how do does differ compared year before :".split()
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_has_no_sides_or_two_to_five_different_ones(text: str) -> None:
    """Nothing raises."""
    sides = compared(text, LEXICON)
    assert len(sides) in (0, 1, 2, 3, 4, 5)
    assert len(set(sides)) == len(sides)
