"""The verifier tells a sentence that the quotes prove from one with one thing changed, and reads text of any length."""

import pytest

from bot.types import Citation
from bot.verifier.verify import QUOTES_TOKENS, SENTENCE_TOKENS, Verifier, answered, joined, marked
from ingest.types import Kind, Published, Source

VERIFIER = Verifier()
SOURCE = Source("d1", "The centre in Ashwick", "The Ashwick Post", Kind.NEWS, Published(2021, 5), None)


def quoted(quote: str) -> list[Citation]:
    """A quote of a source."""
    return [Citation(1, SOURCE, quote, 0, len(quote), "g1")]


@pytest.mark.parametrize(
    ("quote", "true", "false"),
    [
        (
            "The centre plans to open a second hall in 2023.",
            "A second hall of the centre is planned to open in 2023.",
            "A second hall of the centre opened in 2023.",
        ),
        (
            "Jane Orr leads the centre, whose board Martin Bell chairs.",
            "The centre is led by Jane Orr.",
            "The centre is led by Martin Bell.",
        ),
        (
            "The council did not approve the plan in March 2021.",
            "The plan was not approved by the council in March 2021.",
            "The plan was approved by the council in March 2021.",
        ),
    ],
)
def test_a_true_sentence_is_likelier_than_its_twin(quote: str, true: str, false: str) -> None:
    """Whatever it is that was changed."""
    evidence = quoted(quote)
    assert VERIFIER.logit(true, evidence) > VERIFIER.logit(false, evidence)


def test_the_value_that_is_asked_for_is_likelier_than_one_beside_it() -> None:
    """Question and answer are read as one sentence."""
    evidence = quoted("The fund gave £3m to Ashwick and £8m to Norling.")
    asked = "How much did the fund give to Norling?"
    assert VERIFIER.logit(answered(asked, "£8m"), evidence) > VERIFIER.logit(answered(asked, "£3m"), evidence)


def test_the_same_input_gives_the_same_logit_and_none_is_too_long() -> None:
    """What is too long is cut, each to its share."""
    evidence = quoted("The centre has 45 companies. " * 500)
    long = "The centre has many companies, and more of them, " * 100
    assert VERIFIER.logit(long, evidence) == VERIFIER.logit(long, evidence)
    ids, types = joined(*(VERIFIER._network.ids(long), [VERIFIER._network.ids("The centre has 45 companies. " * 500)]))
    assert len(ids) == len(types) == SENTENCE_TOKENS + QUOTES_TOKENS
    assert VERIFIER.logit("", quoted("x")) == VERIFIER.logit("", quoted("x"))


def test_what_stands_on_one_side_only_is_marked() -> None:
    """Of a sentence and of the quotes, also of those that are cut."""
    assert marked([7, 8], [[8, 9]]) == ([101, 7, 8, 102, 8, 9, 102], [0, 2, 0, 0, 1, 3, 1])
    ids, types = marked([5] * 500, [[5] * 500])
    assert len(ids) == len(types) == SENTENCE_TOKENS + QUOTES_TOKENS
    assert set(types) == {0, 1}


def test_of_several_quotes_it_is_marked_which_has_a_token() -> None:
    """The third and all later ones are marked alike, and one that is cut away is none."""
    ids, types = marked([5, 6, 7, 8, 9], [[5, 6], [5, 7, 4], [8, 3], [8]])
    assert ids == [101, 5, 6, 7, 8, 9, 102, 5, 6, 5, 7, 4, 8, 3, 8, 102]
    assert types == [0, 0, 4, 5, 0, 2, 0, 7, 7, 9, 9, 10, 11, 12, 11, 1]
    ids, types = marked([6], [[5] * 500, [6]])
    assert len(ids) == len(types) == 3 + QUOTES_TOKENS
    assert types[1] == 2
