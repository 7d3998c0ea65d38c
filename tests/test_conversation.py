"""A conversation takes back all that it left on the server, and only that."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from answers import answered, cite, full, not_found
from faults import fault_at, full_disk

from bot.feedback import Feedback
from bot.types import Answer, Status
from page.conversation import MOST_SHARED, Conversation, Kept, delete, share, shelve, stop
from page.shares import MissingError, Shares, SharingError, StoppedError
from page.sharing import sharing
from page.shelf import KEPT, Shelf
from page.talk import LONGEST_TALK, Exchange

HOME = "https://answers.example/"
ASKED = date(2026, 11, 26)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """Where everything is kept."""
    return Kept(Shelf(), Shares(tmp_path, 90), Feedback(tmp_path))


def asked(conversation: Conversation, answer: Answer) -> Conversation:
    """The conversation with one exchange more."""
    talk = (*conversation.talk, Exchange(answer.question, answer, asked=ASKED))[-LONGEST_TALK:]
    return Conversation(talk, conversation.traces)


def numbered(number: int) -> Answer:
    """One of many different answers."""
    return replace(answered(cite(1, f"It has {number} firms.")), id=f"a{number}")


def test_the_last_answer_is_shared_with_its_day(kept: Kept) -> None:
    """Once, however often that is asked for; the address is that of the page."""
    talk = asked(asked(Conversation(), not_found()), full())
    share(talk, kept, HOME)
    given = talk.given
    assert given is not None
    share(talk, kept, HOME)
    assert talk.given == given
    assert given.address == f"{HOME}shared/{given.link.name}"
    found = kept.shares.get(given.link.name)
    assert (found.answer, found.asked) == (full(), ASKED)


def test_a_refusal_is_not_shared(kept: Kept) -> None:
    """Nor a notice: neither rests on a document."""
    for exchange in (Exchange("q", replace(not_found(), status=Status.OUT_OF_SCOPE)), Exchange("q", notice="Sorry.")):
        with pytest.raises(SharingError):
            share(Conversation((exchange,)), kept, HOME)
    assert not kept.shares.path.exists()


def test_what_the_server_has_forgotten_is_a_sentence(kept: Kept) -> None:
    """As after it was started anew: to who would share, and to who would delete."""
    with pytest.raises(SharingError, match="does not hold this conversation"):
        share(Conversation(), kept, HOME)
    assert "does not hold this conversation" in delete(Conversation(), kept)


def test_one_conversation_does_not_fill_the_disk(kept: Kept) -> None:
    """20 answers, those that were stopped among them; then a sentence."""
    talk = Conversation()
    for number in range(MOST_SHARED):
        talk = asked(talk, numbered(number))
        share(talk, kept, HOME)
        if number % 2 and talk.given:
            stop(talk, talk.given, kept)
    talk = asked(talk, numbered(MOST_SHARED))
    with pytest.raises(SharingError, match=f"has shared {MOST_SHARED} answers"):
        share(talk, kept, HOME)
    assert len(talk.traces.links) == MOST_SHARED / 2


def test_what_is_deleted_is_gone_at_once(kept: Kept) -> None:
    """After 200 exchanges too: every link, every copy, every vote of it; another tab's stay."""
    talk, other = Conversation(), asked(Conversation(), full())
    share(other, kept, HOME)
    theirs = shelve(other, kept), other.given
    kept.feedback.record(full(), True)
    links = []
    for number in range(200):
        talk = asked(talk, numbered(number))
        shelve(talk, kept)
        if number % 20 == 0:
            share(talk, kept, HOME)
            links.append(talk.given)
            talk.traces.votes.append(kept.feedback.record(numbered(number), False))
    copies = list(talk.traces.shelved)
    assert len(copies) == KEPT
    assert kept.shelf.get(copies[-1]) is not None
    said = delete(talk, kept)
    assert "10 shared links open no more; 10 votes are deleted." in said
    for given in links:
        assert given is not None
        with pytest.raises(StoppedError):
            kept.shares.get(given.link.name)
    assert [kept.shelf.get(name) for name in copies] == [None] * KEPT
    assert kept.feedback.path.read_text().count("\n") == 1
    assert theirs[1] is not None
    assert kept.shares.get(theirs[1].link.name).answer == full()


def test_a_sentence_says_one_as_one(kept: Kept) -> None:
    """And nothing of what there was not."""
    talk = asked(Conversation(), full())
    assert ";" not in delete(talk, kept)
    share(talk, kept, HOME)
    talk.traces.votes.append(kept.feedback.record(full(), True))
    assert "1 shared link opens no more; 1 vote is deleted." in delete(talk, kept)


def test_a_disk_that_refuses_loses_no_right_to_delete(kept: Kept, tmp_path: Path) -> None:
    """Wherever it refuses, another try takes back the rest."""
    refused = 0
    for step in range(4):
        talk = asked(Conversation(), numbered(step))
        share(talk, kept, HOME)
        given = talk.given
        assert given is not None
        talk.traces.votes.append(kept.feedback.record(full(), True))
        try:
            with fault_at(step, tmp_path, full_disk()):
                delete(talk, kept)
        except (SharingError, OSError):
            refused += 1
            delete(talk, kept)
        with pytest.raises(StoppedError):
            kept.shares.get(given.link.name)
        assert kept.feedback.path.read_bytes() == b""
    assert refused > 2


def test_a_link_that_was_stopped_elsewhere_is_stopped(kept: Kept) -> None:
    """By its second link, by another server, or because its time is over."""
    talk = asked(Conversation(), full())
    share(talk, kept, HOME)
    given = talk.given
    assert given is not None
    assert kept.shares.stop(given.link.name, given.link.code)
    stop(talk, given, kept)
    assert talk.given is None
    kept.shares.path.unlink()
    with pytest.raises(MissingError):
        kept.shares.get(given.link.name)


def test_every_link_of_a_conversation_stays_in_sight(kept: Kept) -> None:
    """The last answer's with what it means, those before with the way to stop them."""
    assert sharing(Conversation()) == ""
    first = asked(Conversation(), numbered(1))
    share(first, kept, HOME)
    second = asked(first, replace(numbered(2), question="<b>Why?</b>"))
    assert "Also shared" in sharing(second)
    share(second, kept, HOME)
    said = sharing(second)
    assert "until" in said
    assert said.count("<a ") == 4
    third = sharing(asked(second, numbered(3)))
    assert "<b>" not in third
    assert third.count("stop sharing it") == 2
