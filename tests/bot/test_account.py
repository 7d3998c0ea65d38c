"""Which questions ask for an account, of what, and which ask for something in particular."""

import pytest

from bot.account import AccountKind, account_of


@pytest.mark.parametrize(
    ("asked", "kind", "subject"),
    [
        ("Tell me about Autolus.", AccountKind.ABOUT, "Autolus"),
        ("Can you tell me more about Sycamore House?", AccountKind.ABOUT, "Sycamore House"),
        ("Give me a short overview of the campus", AccountKind.ABOUT, "the campus"),
        ("Summarise the Autolus building", AccountKind.ABOUT, "the Autolus building"),
        ("What do you know about the Catapult?", AccountKind.ABOUT, "the Catapult"),
        ("What is new at the campus?", AccountKind.NEWEST, "the campus"),
        ("What's the latest on Rentschler?", AccountKind.NEWEST, "Rentschler"),
        ("Any recent news about Freeline?", AccountKind.NEWEST, "Freeline"),
        ("latest news", AccountKind.NEWEST, ""),
        ("What happened in Stevenage in 2023?", AccountKind.TIMELINE, "Stevenage in 2023"),
        ("Give me a timeline of the GSK campus", AccountKind.TIMELINE, "the GSK campus"),
        ("Key milestones of Autolus", AccountKind.TIMELINE, "Autolus"),
    ],
)
def test_an_account_is_asked_for_in_many_words(asked: str, kind: AccountKind, subject: str) -> None:
    """What it is of is what is left of them."""
    account = account_of(asked)
    assert account is not None
    assert (account.kind, account.subject) == (kind, subject)


@pytest.mark.parametrize(
    "asked",
    [
        "How many companies are on the campus?",
        "What is the latest number of trials?",
        "Tell me how many companies are on the campus",
        "Tell me about the number of jobs",
        "What happened to the Fabry programme?",
        "What is the newest building on the campus?",
        "Describe how the campus was funded",
        "Is there a new building?",
    ],
)
def test_who_asks_for_something_in_particular_wants_no_account(asked: str) -> None:
    """A figure, a building, a reason: that is looked for."""
    assert account_of(asked) is None
