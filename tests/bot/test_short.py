"""The short answer is what the sentence proves to be the answer; where two may be meant or none is, there is none."""

import pytest
from builders import make_document

from bot.evidence import Sentence
from bot.lexicon import Lexicon
from bot.question import understand
from bot.short import ShortAnswers
from bot.verifier.verify import Verifier
from ingest.split import split

VERIFIER = Verifier()


def short(question: str, text: str) -> str | None:
    """The short answer to a question in a sentence."""
    (part,) = understand(question, [], Lexicon.of([text])).parts
    (passage,) = split(make_document(text, title="The centre"))
    found = ShortAnswers(VERIFIER).best(part, Sentence(passage, 0, len(text), text))
    return text[slice(*found)] if found else None


FUNDS = "By January 2022 the town had secured £37.5m from the Towns Fund, plus £565k from the Community Renewal Fund."


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("How much did the town secure from the Towns Fund?", FUNDS, "£37.5m"),
        ("How much did the town secure from the Community Renewal Fund?", FUNDS, "£565k"),
        ("Who leads the centre?", "The centre is led by Ann Lee, and Bob Day chairs its board.", "Ann Lee"),
        ("centre opening date", "The centre was opened on 4 May 2018.", "4 May 2018"),
        (
            "How many tenants did the centre have in early 2016?",
            "The centre had 50 tenants at the start of 2016.",
            "50 tenants",
        ),
        (
            "Who nominated the town for the status?",
            "The Hertfordshire Local Enterprise Partnership (LEP) put the town forward for the status.",
            "Hertfordshire Local Enterprise Partnership",
        ),
    ],
)
def test_of_all_that_may_answer_it_is_what_does(question: str, text: str, said: str) -> None:
    """Of two amounts the one that is asked for; terse questions have short answers too."""
    assert short(question, text) == said


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "How long may a firm stay at the centre without paying rent?",
            "The sale is to bring 5,000 jobs over ten years.",
        ),
        ("Which body replaces the Hertfordshire LEP?", "The Hertfordshire Local Enterprise Partnership has a panel."),
        ("When was the centre sold to Norling?", "The centre was opened by a minister on 4 May 2018."),
        ("Who designed the centre?", "The centre was opened by Greg Clark."),
    ],
)
def test_what_is_of_the_right_kind_and_of_something_else_answers_nothing(question: str, text: str) -> None:
    """A wrong figure with a citation is the worst that can be shown."""
    assert short(question, text) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [("How much is laboratory rent in Cambridge?", "£77.00"), ("How much is laboratory rent?", None)],
)
def test_a_row_of_a_table_answers_only_for_what_it_is_about(question: str, said: str | None) -> None:
    """Without the city the rent would be taken for everybody's."""
    assert short(question, "City: Cambridge; Headline laboratory rent per sq ft: £77.00") == said
